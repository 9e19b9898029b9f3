"""A family that divides: some of its people have a case file of their own since. Both files point at it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import now


class Split(models.Model):
    """The way back is a merge of the two files: nothing that was recorded since is lost by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey("households.Household", models.PROTECT, related_name="splits")
    made = models.OneToOneField("households.Household", models.PROTECT, related_name="split_from")
    split_on = models.DateField(_("แยกเมื่อ"))
    people = models.PositiveSmallIntegerField(_("จำนวนคนที่แยกไป"))
    reason = models.CharField(_("เหตุผลที่แยก"), max_length=300)
    decision = models.CharField(_("เหตุผลเรื่องทะเบียนและประเภท"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    ended_by = models.ForeignKey(
        "households.Merge",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("รวมกลับโดย"),
    )

    declared = personal(
        free_text="reason decision", plain="id source made split_on people made_by made_at ended_by"
    )

    class Meta:
        verbose_name = _("การแยกครัวเรือน")
        verbose_name_plural = _("การแยกครัวเรือน")
        ordering = ["-split_on", "-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("made")), name="split_of_two"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decision=""), name="split_with_reasons"),
            models.CheckConstraint(condition=Q(people__gte=1), name="split_of_somebody"),
        ]

    def __str__(self):
        return f"{self.split_on}"

    @property
    def is_over(self):
        """Put together again, and not taken apart since."""
        return bool(self.ended_by_id and self.ended_by.undone_at is None)
