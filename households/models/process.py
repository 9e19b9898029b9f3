from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class LifeStep(models.IntegerChoices):
    """4 กระบวนงาน"""

    TARGET = 1, _("ชี้เป้าชีวิต")
    COMPASS = 2, _("จัดทำเข็มทิศชีวิต")
    MANAGE = 3, _("บริหารจัดการชีวิต")
    CARE = 4, _("ดูแลชีวิต")


class StepQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_on__isnull=True)

    def in_force(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Step(models.Model):
    """Dated history of where an enrolment stands. ended_on is set once; nothing else of a row changes."""

    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(_("กระบวนงาน"), choices=LifeStep)
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)
    reason = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StepQuerySet.as_manager()
    declared = personal(free_text="reason", plain="enrolment number started_on ended_on moved_by created_at")

    class Meta:
        verbose_name = _("กระบวนงาน")
        verbose_name_plural = _("กระบวนงาน")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(ended_on__isnull=True), name="step_one_open"
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2, 3, 4]), name="step_one_to_four"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="step_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.started_on}"
