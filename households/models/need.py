from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Need(models.Model):
    """What holds a family back, and which of the six sub-committees answers it."""

    code = models.CharField(_("รหัส"), max_length=20, primary_key=True)
    name_th = models.CharField(_("สิ่งที่ขาด"), max_length=80)
    committee_number = models.PositiveSmallIntegerField(_("คณะย่อยที่"))
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=0)

    declared = personal(plain="code name_th committee_number order")

    class Meta:
        verbose_name = _("รหัสความต้องการ")
        verbose_name_plural = _("รหัสความต้องการ")
        ordering = ["order"]

    def __str__(self):
        return self.name_th
