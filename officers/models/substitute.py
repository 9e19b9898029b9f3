"""ผู้ดูแลแทน: sees and visits a household for some days as its friend would, and takes no place."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today
from officers.models.reason import ChangeReason


class SubstituteQuerySet(models.QuerySet):
    def active(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on, ended_on__gt=on)

    def not_ended(self, on=None):
        """In force, or still to begin; one that was called off before it began is neither."""
        return self.filter(ended_on__gt=on or today()).filter(ended_on__gt=F("started_on"))


class Substitute(models.Model):
    """From started_on to the day before ended_on; never without an end, so that nobody forgets that it was for a while."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="substitutes")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="substitutions")
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"))
    why = models.CharField(_("เหตุ"), max_length=10, choices=ChangeReason)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubstituteQuerySet.as_manager()
    declared = personal(plain="household officer started_on ended_on why made_by created_at")

    class Meta:
        verbose_name = _("ผู้ดูแลแทน")
        verbose_name_plural = _("ผู้ดูแลแทน")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")), name="substitute_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["household", "started_on"],
                condition=Q(ended_on__gt=F("started_on")),
                name="substitute_one_begins_a_day",
            ),
        ]

    @property
    def in_force(self):
        return self.started_on <= today() < self.ended_on
