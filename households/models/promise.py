from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class Promiser(models.TextChoices):
    OFFICER = "officer", _("คู่เสี่ยว")
    COMMITTEE = "committee", _("คณะย่อย")
    AGENCY = "agency", _("หน่วยงาน")
    FAMILY = "family", _("ครอบครัว")


class PromiseState(models.TextChoices):
    OPEN = "open", _("รอทำตามที่รับปาก")
    KEPT = "kept", _("ทำตามที่รับปากแล้ว")
    BROKEN = "broken", _("ไม่ได้ทำตามที่รับปาก")


class PromiseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=PromiseState.OPEN)

    def due(self, on=None):
        return self.open().filter(due_on__lte=on or today())


class Promise(models.Model):
    """What somebody said he would do, and by when. Not yet approved (Referral), not yet delivered (Support)."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="promises")
    goal = models.ForeignKey(
        "households.Goal", models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("เพื่อเป้าหมาย")
    )  # fmt: skip
    promiser = models.CharField(_("ใครรับปาก"), max_length=10, choices=Promiser)
    who = models.CharField(_("ชื่อคนหรือหน่วยงาน"), max_length=150, blank=True)
    what = models.CharField(_("รับปากว่าจะทำอะไร"), max_length=300)
    promised_on = models.DateField(_("รับปากเมื่อ"))
    due_on = models.DateField(_("ภายในวันที่"))
    state = models.CharField(_("สถานะ"), max_length=10, choices=PromiseState, default=PromiseState.OPEN)
    state_on = models.DateField(_("วันที่ทำหรือผิดคำ"), null=True, blank=True)
    because = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PromiseQuerySet.as_manager()
    declared = personal(
        free_text="who what because",
        plain="household goal promiser promised_on due_on state state_on recorded_by state_by version",
    )

    class Meta:
        verbose_name = _("คำรับปาก")
        verbose_name_plural = _("คำรับปาก")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(promiser__in=["officer", "family"]) | ~Q(who=""), name="promise_says_whose"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("promised_on")), name="promise_is_for_later"
            ),
            models.CheckConstraint(
                condition=Q(state="open", state_on__isnull=True, because="")
                | Q(state="kept", state_on__isnull=False)
                | (Q(state="broken", state_on__isnull=False) & ~Q(because="")),
                name="promise_broken_with_reason",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.state == PromiseState.OPEN and self.due_on < today()
