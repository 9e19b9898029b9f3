from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class ObstacleKind(models.TextChoices):
    BUDGET = "budget", _("งบประมาณ")
    STAFF = "staff", _("เจ้าหน้าที่ไม่พอ")
    LAND = "land", _("ที่ดินทำกิน")
    RULES = "rules", _("ระเบียบหรือขั้นตอน")
    COORDINATION = "coordination", _("การประสานงาน")
    OTHER = "other", _("อื่น ๆ")


class Obstacle(models.Model):
    """ปัญหา อุปสรรค ข้อเสนอแนะ: part 4 of the report. About the programme, never about a named family."""

    district = models.ForeignKey(
        "households.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obstacles",
        verbose_name=_("อำเภอ"),
    )
    committee = models.ForeignKey(
        "committees.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obstacles",
        verbose_name=_("คณะทำงาน"),
    )
    kind = models.CharField(_("เรื่อง"), max_length=12, choices=ObstacleKind)
    text = models.TextField(_("ปัญหา อุปสรรค"))
    proposal = models.TextField(_("ข้อเสนอแนะ"), blank=True)
    answer = models.TextField(_("คำตอบ"), blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    raised_on = models.DateField(_("แจ้งเมื่อ"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(_("ตอบเมื่อ"), null=True, blank=True)

    declared = personal(
        free_text="text proposal answer",
        plain="district committee kind raised_by raised_on answered_by answered_on",
    )

    class Meta:
        verbose_name = _("ปัญหา อุปสรรค")
        verbose_name_plural = _("ปัญหา อุปสรรค")
        ordering = ["-raised_on", "-id"]

    def __str__(self):
        return f"{self.raised_on} {self.kind}"
