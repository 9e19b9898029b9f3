from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = _("คณะทำงาน")

    def ready(self):
        from committees import reference

        post_migrate.connect(reference.on_migrate, sender=self, dispatch_uid="committees.reference")
