from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Order(models.Model):
    """คำสั่งจังหวัด"""

    number = models.CharField(_("เลขที่"), max_length=40, unique=True)
    issued_on = models.DateField(_("ลงวันที่"))
    title = models.CharField(_("เรื่อง"), max_length=300)

    declared = personal(plain="number issued_on title")

    class Meta:
        verbose_name = _("คำสั่ง")
        verbose_name_plural = _("คำสั่ง")
        ordering = ["-issued_on"]

    def __str__(self):
        return self.number
