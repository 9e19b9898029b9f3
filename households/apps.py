from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    name = "households"
    verbose_name = _("ครัวเรือน")

    def ready(self):
        from households import tasks  # noqa: F401
        from households.hanging import every_relation_is_thought_of
        from households.reference import load

        checks.register(every_relation_is_thought_of, checks.Tags.models)
        # The only signal of the house: rows from data migrations vanish when a test flushes.
        post_migrate.connect(load.on_migrate, sender=self, dispatch_uid="households.reference")
