"""ส่วนได้เสีย: this officer is not made this household's friend."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from officers.models.reason import APART


class ConflictQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_on__isnull=True)

    def unplaced(self):
        return self.standing().filter(household__isnull=True)


class Conflict(models.Model):
    """An officer tells beforehand in his own words, for he sees no family's name: `told`, until the coordinator has found the
    `household` that he means."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    told = models.CharField(_("บ้านไหน"), max_length=200, blank=True)
    why = models.CharField(
        _("เหตุ"), max_length=10, choices=[(reason.value, reason.label) for reason in APART]
    )
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declared_on = models.DateField(_("แจ้งเมื่อ"))
    withdrawn_on = models.DateField(_("ถอนเมื่อ"), null=True, blank=True)

    objects = ConflictQuerySet.as_manager()
    declared = personal(free_text="told", plain="officer household why declared_by declared_on withdrawn_on")

    class Meta:
        verbose_name = _("ส่วนได้เสีย")
        verbose_name_plural = _("ส่วนได้เสีย")
        ordering = ["-declared_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "household"],
                condition=Q(withdrawn_on__isnull=True),
                name="conflict_declared_once",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | ~Q(told=""), name="conflict_says_which_house"
            ),
        ]
