from django.apps import AppConfig, apps
from django.core import checks

from .declare import examine

OUR_OWN = ("households", "officers", "committees", "reports", "audit", "jobs", "exports")


class AuditConfig(AppConfig):
    name = "kusiao.audit"
    verbose_name = "บันทึกการกระทำ"

    def ready(self):
        checks.register(every_column_is_declared, checks.Tags.models)


def every_column_is_declared(app_configs=None, **_kwargs):
    chosen = apps.get_app_configs() if app_configs is None else app_configs
    return examine(model for app in chosen if app.label in OUR_OWN for model in app.get_models())
