"""คำขอย้ายกระบวนงาน: what a friend asks and another person says yes or no to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from households.models.process import LifeStep, Step
from kusiao.audit import personal
from kusiao.thai import today


class StepAnswer(models.TextChoices):
    WAITING = "waiting", _("รออนุมัติ")
    APPROVED = "approved", _("อนุมัติ")
    DECLINED = "declined", _("ไม่อนุมัติ")
    WITHDRAWN = "withdrawn", _("ผู้ขอถอนคำขอ")
    LAPSED = "lapsed", _("สิ้นผลเพราะกระบวนงานเปลี่ยนไปก่อน")


class StepRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answer=StepAnswer.WAITING)


class StepRequest(models.Model):
    enrolment = models.ForeignKey(
        "households.Enrolment", models.PROTECT, related_name="step_requests", verbose_name=_("ทะเบียนเป้าหมาย")
    )
    number = models.PositiveSmallIntegerField(_("ขอย้ายไปกระบวนงาน"), choices=LifeStep)
    reason = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("ขอเมื่อ"))
    to_province = models.BooleanField(
        _("รอสำนักงานจังหวัด"), default=False, help_text="asked by who coordinates the district himself"
    )
    answer = models.CharField(_("ผล"), max_length=10, choices=StepAnswer, default=StepAnswer.WAITING)
    words = models.CharField(_("ความเห็น"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("ตอบเมื่อ"), null=True, blank=True)
    made = models.OneToOneField(Step, models.PROTECT, null=True, related_name="request")

    objects = StepRequestQuerySet.as_manager()
    declared = personal(
        free_text="reason words",
        plain="enrolment number asked_by asked_at to_province answer answered_by answered_at made",
    )

    class Meta:
        verbose_name = _("คำขอย้ายกระบวนงาน")
        verbose_name_plural = _("คำขอย้ายกระบวนงาน")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(answer="waiting"), name="step_request_one_waiting"
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2, 3, 4]), name="step_request_one_to_four"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at__isnull=True)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False)),
                name="step_request_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["approved", "declined"])
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
                name="step_request_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(words=""), name="step_request_declined_with_words"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.answer}"

    @property
    def waits(self):
        return self.answer == StepAnswer.WAITING

    @property
    def turn(self):
        """Who is waited for."""
        return _("สำนักงานจังหวัด") if self.to_province else _("ผู้ประสานงานอำเภอ")

    @property
    def waiting_days(self):
        return (today() - localdate(self.asked_at)).days
