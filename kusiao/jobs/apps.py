from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "kusiao.jobs"
    verbose_name = "งานเบื้องหลัง"

    def ready(self):
        # Web, worker and command line all know every kind of job: each app registers its own in its tasks.py.
        autodiscover_modules("tasks")
