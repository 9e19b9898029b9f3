from django.apps import AppConfig


class KusiaoConfig(AppConfig):
    name = "kusiao"
    verbose_name = "คู่เสี่ยว"

    def ready(self):
        # shared_task finds its app here, in the web process too; importing it in __init__ would make the pure
        # modules of this package need settings.
        from kusiao import access, celery  # noqa: F401
