"""Ladders beside the class and the step, each a dated scale of its own: how the family stands, and how urgent it is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class OutcomeLevel(models.TextChoices):
    SURVIVING = "surviving", _("อยู่รอด")
    SUFFICIENT = "sufficient", _("พอเพียง")
    SUSTAINED = "sustained", _("ยั่งยืน")


class UrgencyLevel(models.TextChoices):
    RED = "red", _("แดง เร่งด่วน")
    AMBER = "amber", _("เหลือง เฝ้าดู")
    GREEN = "green", _("เขียว ปกติ")


class Rung(models.Model):
    """In force from started_on to the day before ended_on; one open row a household."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="%(class)s_rungs")
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)
    reason = models.CharField(_("เหตุผล"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    declared = personal(free_text="reason", plain="household level started_on ended_on decided_by created_at")

    class Meta:
        abstract = True
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_on__isnull=True), name="%(class)s_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_reason"),
        ]

    def __str__(self):
        return f"{self.started_on} {self.level}"


class Outcome(Rung):
    level = models.CharField(_("ระดับความเป็นอยู่"), max_length=10, choices=OutcomeLevel)

    class Meta(Rung.Meta):
        verbose_name = _("ระดับความเป็นอยู่")
        verbose_name_plural = _("ระดับความเป็นอยู่")


class Urgency(Rung):
    level = models.CharField(_("ความเร่งด่วน"), max_length=10, choices=UrgencyLevel)

    class Meta(Rung.Meta):
        verbose_name = _("ความเร่งด่วน")
        verbose_name_plural = _("ความเร่งด่วน")


LADDERS = {"outcome": Outcome, "urgency": Urgency}
