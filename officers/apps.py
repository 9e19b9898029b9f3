from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OfficersConfig(AppConfig):
    name = "officers"
    verbose_name = _("ข้าราชการคู่เสี่ยว")

    def ready(self):
        from officers import reference

        post_migrate.connect(reference.on_migrate, sender=self, dispatch_uid="officers.reference")
