"""คู่เสี่ยว. An officer has two places; a place holds one household. The database refuses the third."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today
from officers.models.reason import ChangeReason


class CarerKind(models.TextChoices):
    PERSON = "person", _("บุคคลต่อบุคคล")
    FAMILY = "family", _("ครอบครัวต่อครอบครัว")
    GROUP = "group", _("กลุ่มต่อครอบครัว")
    ORGANISATION = "organisation", _("องค์กรต่อครอบครัว")


class PairingQuerySet(models.QuerySet):
    def active(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Pairing(models.Model):
    """An episode of friendship, from started_on to the day before ended_on. History: a row is closed, never reused."""

    officer = models.ForeignKey("officers.Officer", models.PROTECT, related_name="pairings")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="pairings")
    place = models.PositiveSmallIntegerField(_("ที่"))
    kind = models.CharField(_("รูปแบบ"), max_length=12, choices=CarerKind, default=CarerKind.PERSON)
    on_behalf_of = models.CharField(_("ในนามของ"), max_length=200, blank=True)
    order_number = models.CharField(_("เลขที่คำสั่ง"), max_length=40, blank=True)
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)
    end_why = models.CharField(
        _("เหตุ"),
        max_length=10,
        choices=ChangeReason,
        blank=True,
        help_text="empty: the household left the programme",
    )
    end_reason = models.CharField(_("เหตุที่สิ้นสุด"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairingQuerySet.as_manager()
    declared = personal(
        name="on_behalf_of",
        plain="officer household place kind order_number started_on ended_on end_why end_reason created_at",
    )

    class Meta:
        verbose_name = _("คู่เสี่ยว")
        verbose_name_plural = _("คู่เสี่ยว")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="pairing_two_places"),
            models.UniqueConstraint(
                fields=["officer", "place"],
                condition=Q(ended_on__isnull=True),
                name="pairing_place_holds_one",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(ended_on__isnull=True),
                name="pairing_one_friend_a_household",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="pairing_ends_after_start",
            ),
        ]
