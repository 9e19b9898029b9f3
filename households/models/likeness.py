"""Two households that may be one and the same: found by a search, answered by a person.

A pair is written once, `first` the smaller key."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from households.likeness import CERTAIN, LIKELY, SIGNS
from kusiao.audit import personal
from kusiao.thai import now


class LikenessQuerySet(models.QuerySet):
    def proposed(self):
        """Both still stand for themselves, and nobody has said since that they are two."""
        answered = NotSame.objects.open().filter(
            first=OuterRef("first"), second=OuterRef("second"), decided_at__gte=OuterRef("found_at")
        )
        standing = self.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)
        return standing.filter(~Exists(answered))

    def strongest_first(self):
        return self.order_by("-strength", "id")


class Likeness(models.Model):
    """What the last search found. `signs`: [code, how many share it]; `facts`: digests of what they share."""

    first = models.ForeignKey("households.Household", models.CASCADE, related_name="+")
    second = models.ForeignKey("households.Household", models.CASCADE, related_name="+")
    strength = models.PositiveSmallIntegerField(_("น้ำหนัก"))
    signs = models.JSONField(_("เหตุที่อาจเป็นครัวเรือนเดียวกัน"))
    main_sign = models.CharField(max_length=20, db_index=True)
    facts = models.JSONField()
    found_at = models.DateTimeField(default=now, help_text="when the newest of these facts was first seen")

    objects = LikenessQuerySet.as_manager()
    declared = personal(identity="facts", plain="first second strength signs main_sign found_at")

    class Meta:
        verbose_name = _("คู่ที่อาจเป็นครัวเรือนเดียวกัน")
        verbose_name_plural = _("คู่ที่อาจเป็นครัวเรือนเดียวกัน")
        ordering = ["-strength", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likeness_in_order"),
        ]

    def __str__(self):
        return f"{self.main_sign} {self.strength}"

    @property
    def reasons(self):
        return [SIGNS[code][1] % {"count": count} for code, count in self.signs if code in SIGNS]

    @property
    def level(self):
        """certain, likely or possible."""
        return "certain" if self.strength >= CERTAIN else "likely" if self.strength >= LIKELY else "possible"


class NotSameQuerySet(models.QuerySet):
    def open(self):
        return self.filter(withdrawn_at__isnull=True)


class NotSame(models.Model):
    """A person looked and says they are two. Holds until facts appear that he did not see, and somebody answers those."""

    first = models.ForeignKey("households.Household", models.PROTECT, related_name="+")
    second = models.ForeignKey("households.Household", models.PROTECT, related_name="+")
    reason = models.CharField(_("เหตุผล"), max_length=300)
    facts = models.JSONField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="a newer answer took its place")

    objects = NotSameQuerySet.as_manager()
    declared = personal(
        identity="facts", free_text="reason", plain="first second decided_by decided_at withdrawn_at"
    )

    class Meta:
        verbose_name = _("คู่ที่ยืนยันว่าเป็นคนละครัวเรือน")
        verbose_name_plural = _("คู่ที่ยืนยันว่าเป็นคนละครัวเรือน")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(withdrawn_at__isnull=True),
                name="not_same_one_open_a_pair",
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_same_with_reason"),
        ]

    def __str__(self):
        return f"{self.decided_at:%Y-%m-%d}"
