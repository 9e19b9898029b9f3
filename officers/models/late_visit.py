"""A visit sent by somebody who was the friend that day and is no more: kept apart until the office has looked at it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from officers.models.visit import Told


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("รับเข้าแฟ้มครัวเรือน")
    DECLINED = "declined", _("ไม่รับ")


class LateVisitQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(verdict="")


class LateVisit(Told):
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="late_visits")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="late_visits")
    needs = models.ManyToManyField(
        "households.Need", blank=True, related_name="late_visits", verbose_name=_("สิ่งที่ขาด")
    )
    verdict = models.CharField(_("ผลการตรวจ"), max_length=8, choices=Verdict, blank=True)
    reason = models.TextField(_("เหตุผล"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("ตรวจเมื่อ"), null=True)

    objects = LateVisitQuerySet.as_manager()
    declared = personal(
        **{
            **Told.told_columns,
            "free_text": f"{Told.told_columns['free_text']} reason",
            "plain": f"{Told.told_columns['plain']} household officer verdict decided_by decided_at",
        }
    )

    class Meta(Told.Meta):
        abstract = False
        verbose_name = _("บันทึกเยี่ยมที่มาช้า")
        verbose_name_plural = _("บันทึกเยี่ยมที่มาช้า")
        ordering = ["received_at", "key"]
        constraints = [
            *Told.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="latevisit_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="declined") | ~Q(reason=""), name="latevisit_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("officer")),
                name="latevisit_decided_by_another",
            ),
        ]

    @property
    def has_photo(self):
        return bool(self.photo)
