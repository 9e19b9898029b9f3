"""คำขอรับการสนับสนุน: asked of one sub-committee for one household, and whose turn it is."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import BANGKOK


class ReferralState(models.TextChoices):
    SENT = "sent", _("ส่งแล้ว รอคณะรับเรื่อง")
    ACKNOWLEDGED = "acknowledged", _("รับเรื่องแล้ว รอคำตอบ")
    ACCEPTED = "accepted", _("รับจะช่วย รอส่งมอบ")
    DECLINED = "declined", _("ช่วยไม่ได้")
    DELIVERED = "delivered", _("ส่งมอบแล้ว รอยืนยัน")
    CONFIRMED = "confirmed", _("ยืนยันว่าได้รับแล้ว")


class ReferralQuerySet(models.QuerySet):
    def waiting_for_committee(self, on=None):
        """With a day, as it was at the end of it."""
        waits = Q(state__in=[ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED])
        if on is None:
            return self.filter(waits)
        morning = datetime.datetime.combine(on + datetime.timedelta(1), datetime.time.min, BANGKOK)
        since = ReferralAnswer.objects.filter(referral=OuterRef("pk"), at__gte=morning)
        answered = since.filter(state__in=[ReferralState.DECLINED, ReferralState.DELIVERED])
        return self.filter(waits | Q(Exists(answered)), asked_on__lte=on)

    def waiting_for_officer(self):
        return self.filter(state=ReferralState.DELIVERED)


class Referral(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="referrals")
    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="referrals")
    need = models.ForeignKey("households.Need", models.PROTECT, related_name="referrals")
    goal = models.ForeignKey(
        "households.Goal", models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("เพื่อเป้าหมาย")
    )  # fmt: skip
    text = models.TextField(_("ขอให้ช่วยอะไร"))
    state = models.CharField(_("สถานะ"), max_length=12, choices=ReferralState, default=ReferralState.SENT)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    state_since = models.DateField()

    objects = ReferralQuerySet.as_manager()
    declared = personal(
        free_text="text", plain="id household committee need goal state asked_by asked_on state_since"
    )

    class Meta:
        verbose_name = _("คำขอรับการสนับสนุน")
        verbose_name_plural = _("คำขอรับการสนับสนุน")
        ordering = ["-asked_on", "id"]
        indexes = [models.Index(fields=["committee", "state"])]

    def __str__(self):
        return f"{self.asked_on} {self.state}"


class ReferralAnswer(models.Model):
    """One turn in the conversation; rows are only added."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12, choices=ReferralState)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    declared = personal(free_text="text", plain="referral state by at")

    class Meta:
        verbose_name = _("คำตอบ")
        verbose_name_plural = _("คำตอบ")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(text=""), name="answer_declines_with_reason"
            )
        ]

    def __str__(self):
        return f"{self.at} {self.state}"
