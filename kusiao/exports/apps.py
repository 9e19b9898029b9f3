from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "kusiao.exports"
    verbose_name = "การส่งออกรายการ"
