"""การส่งมอบ: one household goes from its friend to another on a day, with the pack of what the next one must know."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today
from officers.models.reason import ChangeReason


class HandOverState(models.TextChoices):
    PLANNED = "planned", _("รอถึงวัน")
    DONE = "done", _("ส่งมอบแล้ว")
    STUCK = "stuck", _("ถึงวันแล้วแต่ทำไม่ได้")
    CALLED_OFF = "called_off", _("ยกเลิก")


OPEN = [HandOverState.PLANNED, HandOverState.STUCK]


class HandOverQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def due(self, on=None):
        """Whose day has come."""
        return self.filter(state=HandOverState.PLANNED, on__lte=on or today())

    def unread(self):
        """The successor has not said that he read the pack."""
        return self.filter(
            state=HandOverState.DONE, next_pairing__ended_on__isnull=True, next_pairing__isnull=False,
            acknowledged_at__isnull=True,
        )  # fmt: skip

    def without_joint_visit(self, on=None):
        """The joint visit was due before the day `on`."""
        return self.filter(
            state=HandOverState.DONE, next_pairing__ended_on__isnull=True, joint_visit__isnull=True,
            joint_due_on__lt=on or today(),
        )  # fmt: skip


class HandOver(models.Model):
    """`successor` may stay open: then the household waits, and whoever is paired next takes this pack over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pairing = models.ForeignKey("officers.Pairing", models.PROTECT, related_name="hand_overs")
    on = models.DateField(_("วันส่งมอบ"))
    why = models.CharField(_("เหตุ"), max_length=10, choices=ChangeReason)
    words = models.CharField(_("รายละเอียด"), max_length=200, blank=True)
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="takes_over"
    )
    next_pairing = models.ForeignKey(
        "officers.Pairing", models.PROTECT, null=True, blank=True, related_name="taken_over"
    )
    state = models.CharField(_("สถานะ"), max_length=10, choices=HandOverState, default=HandOverState.PLANNED)
    problem = models.TextField(_("เหตุที่ทำไม่ได้"), blank=True)
    people = models.TextField(_("ควรคุยกับใคร"), blank=True)
    works = models.TextField(_("ทำอย่างไรแล้วได้ผล"), blank=True)
    promises = models.TextField(_("สัญญาอะไรไว้"), blank=True)
    beware = models.TextField(_("เรื่องที่ควรระวัง"), blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(_("เขียนเมื่อ"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("รับทราบเมื่อ"), null=True, blank=True)
    joint_due_on = models.DateField(_("เยี่ยมร่วมกันภายใน"), null=True, blank=True)
    joint_visit = models.ForeignKey(
        "officers.Visit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("เยี่ยมร่วมกัน")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HandOverQuerySet.as_manager()
    declared = personal(
        free_text="words problem people works promises beware",
        plain="id pairing on why successor next_pairing state version written_at acknowledged_at joint_due_on "
        "joint_visit made_by created_at",
    )

    class Meta:
        verbose_name = _("การส่งมอบ")
        verbose_name_plural = _("การส่งมอบ")
        ordering = ["on", "created_at"]
        indexes = [models.Index(fields=["state", "on"], name="hand_over_state_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state__in=["planned", "stuck"]), name="hand_over_one_open"
            ),
            models.UniqueConstraint(fields=["next_pairing"], name="hand_over_taken_up_once"),
            models.CheckConstraint(
                condition=Q(next_pairing__isnull=True) | Q(state="done", joint_due_on__isnull=False),
                name="hand_over_joint_visit_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state="stuck") | ~Q(problem=""), name="hand_over_stuck_says_why"
            ),
        ]

    @property
    def is_open(self):
        return self.state in OPEN
