from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Source(models.TextChoices):
    STATE = "state", _("งบประมาณของรัฐ")
    LOCAL = "local", _("องค์กรปกครองส่วนท้องถิ่น")
    PRIVATE = "private", _("ภาคเอกชน")
    CHARITY = "charity", _("มูลนิธิหรือการกุศล")
    COMMUNITY = "community", _("ชุมชน")


class Support(models.Model):
    """Help that was delivered: what, how many, baht, whose money. A promise is a Referral, not a Support."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="supports")
    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="supports")
    referral = models.ForeignKey(
        "committees.Referral", models.PROTECT, null=True, blank=True, related_name="supports"
    )
    goal = models.ForeignKey(
        "households.Goal", models.PROTECT, null=True, blank=True, related_name="supports", verbose_name=_("เพื่อเป้าหมาย")
    )  # fmt: skip
    what = models.CharField(_("ให้อะไร"), max_length=200)
    items = models.PositiveIntegerField(_("จำนวน (รายการ)"), default=1)
    baht = models.PositiveIntegerField(_("มูลค่า (บาท)"), default=0)
    source = models.CharField(_("แหล่งที่มา"), max_length=10, choices=Source)
    delivered_on = models.DateField(_("วันที่ส่งมอบ"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    declared = personal(
        free_text="what",
        money="baht",
        plain="household committee referral goal items source delivered_on recorded_by created_at",
    )

    class Meta:
        verbose_name = _("การช่วยเหลือ")
        verbose_name_plural = _("การช่วยเหลือ")
        ordering = ["-delivered_on", "-id"]
        indexes = [models.Index(fields=["delivered_on"])]

    def __str__(self):
        return f"{self.delivered_on} {self.source}"
