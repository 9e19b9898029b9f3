"""What a person decided of a household upon a round, where nothing else shows it: left out, or kept, because …"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class DecisionKind(models.TextChoices):
    LEFT_OUT = "left_out", _("ต่ำกว่าเส้น ไม่เพิ่มเข้าทะเบียน")
    KEPT = "kept", _("พ้นเส้นแล้ว คงไว้ในทะเบียน")


class RoundDecision(models.Model):
    """Of the household and the round, not of the survey row: an import undone and written again asks nobody twice."""

    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="round_decisions", verbose_name=_("ครัวเรือน")
    )
    round = models.ForeignKey("households.SurveyRound", models.PROTECT, related_name="decisions")
    kind = models.CharField(_("ตัดสินว่า"), max_length=8, choices=DecisionKind)
    reason = models.CharField(_("เหตุผล"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("ตัดสินเมื่อ"))

    declared = personal(free_text="reason", plain="household round kind decided_by decided_at")

    class Meta:
        verbose_name = _("การตัดสินตามผลสำรวจ")
        verbose_name_plural = _("การตัดสินตามผลสำรวจ")
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["household", "round", "kind"], name="decision_once_a_round"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.round_id} {self.kind}"
