"""เข็มทิศชีวิต: the family's plan, an edition at a time. A revision closes the edition before it and keeps it whole."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class PlanState(models.TextChoices):
    DRAFT = "draft", _("กำลังทำกับครอบครัว")
    SIGNED = "signed", _("ลงนามแล้ว รออนุมัติ")
    APPROVED = "approved", _("อนุมัติแล้ว")


class SignedWay(models.TextChoices):
    SCREEN = "screen", _("ยืนยันต่อหน้ากันบนหน้าจอ")
    PAPER = "paper", _("ลงนามในกระดาษ")


class PlanEnd(models.TextChoices):
    REPLACED = "replaced", _("มีแผนฉบับใหม่แทน")
    LEFT = "left", _("ออกจากทะเบียน")


class LifePlanQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)


class LifePlan(models.Model):
    """`round`: the จปฐ. round whose failed indicators this edition answers. `signed_by` is the friend; `signed_name` who
    of the family agreed; a paper that was signed keeps its number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="plans", verbose_name=_("ครัวเรือน")
    )
    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="plans")
    edition = models.PositiveSmallIntegerField(_("ฉบับที่"), default=1)
    state = models.CharField(_("สถานะ"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    round = models.ForeignKey(
        "households.SurveyRound", models.PROTECT, null=True, blank=True, related_name="+"
    )
    wish = models.TextField(_("ครอบครัวอยากให้ชีวิตเป็นอย่างไร"), blank=True)
    strengths = models.TextField(_("ของดีที่มีอยู่"), blank=True)
    begun_on = models.DateField(_("เริ่มทำเมื่อ"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revised_because = models.CharField(_("เหตุที่ปรับแผน"), max_length=300, blank=True)
    signed_way = models.CharField(_("ลงนามโดย"), max_length=10, choices=SignedWay, blank=True)
    signed_name = models.CharField(_("ผู้ลงนามฝ่ายครัวเรือน"), max_length=200, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("คู่เสี่ยวผู้ลงนาม")
    )
    signed_on = models.DateField(_("วันที่ลงนาม"), null=True, blank=True)
    paper_number = models.CharField(_("เลขที่แบบกระดาษ"), max_length=40, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ผู้อนุมัติ")
    )
    approved_at = models.DateTimeField(_("อนุมัติเมื่อ"), null=True, blank=True)
    returned_words = models.TextField(_("เหตุที่ส่งกลับ"), blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(_("ส่งกลับเมื่อ"), null=True, blank=True)
    closed_on = models.DateField(_("ใช้ถึงวันที่"), null=True, blank=True)
    closed_as = models.CharField(_("เหตุที่เลิกใช้"), max_length=10, choices=PlanEnd, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LifePlanQuerySet.as_manager()
    declared = personal(
        name="signed_name",
        free_text="wish strengths revised_because returned_words paper_number",
        plain="id household enrolment edition state round begun_on begun_by signed_way signed_by signed_on entered_by "
        "approved_by approved_at returned_by returned_at closed_on closed_as version",
    )

    class Meta:
        verbose_name = _("แผนชีวิต")
        verbose_name_plural = _("แผนชีวิต")
        ordering = ["-begun_on", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(closed_on__isnull=True), name="plan_one_open"
            ),
            models.UniqueConstraint(fields=["enrolment", "edition"], name="plan_one_an_edition"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_on__isnull=True, signed_by__isnull=True, signed_name="", signed_way="")
                | (
                    Q(state__in=["signed", "approved"], signed_on__isnull=False, signed_by__isnull=False)
                    & ~Q(signed_name="")
                    & ~Q(signed_way="")
                ),
                name="plan_signed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(signed_way="paper") | ~Q(paper_number=""), name="plan_paper_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_by__isnull=False, approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_by__isnull=True, approved_at__isnull=True)),
                name="plan_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("signed_by")) & ~Q(approved_by=F("entered_by"))),
                name="plan_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_as="") | (Q(closed_on__isnull=False) & ~Q(closed_as="")),
                name="plan_closed_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.edition} {self.state}"

    @property
    def is_open(self):
        return self.closed_on is None

    @property
    def is_draft(self):
        return self.is_open and self.state == PlanState.DRAFT


class NoGoalBecause(models.TextChoices):
    MENDED = "mended", _("แก้ได้แล้วหลังวันสำรวจ")
    WRONG = "wrong", _("ผลสำรวจไม่ตรงกับที่เห็น")
    NOT_NOW = "not_now", _("ครอบครัวยังไม่พร้อม ขอทำเรื่องอื่นก่อน")
    BEYOND = "beyond", _("เกินกำลังครอบครัว ต้องรอหน่วยงาน")
    OTHER = "other", _("เหตุอื่น")


class NoGoal(models.Model):
    """Why a failed indicator becomes no goal of this plan."""

    plan = models.ForeignKey(LifePlan, models.CASCADE, related_name="no_goals")
    indicator = models.ForeignKey("households.Indicator", models.PROTECT, related_name="+")
    because = models.CharField(_("เหตุที่ไม่ตั้งเป้าหมาย"), max_length=10, choices=NoGoalBecause)
    words = models.CharField(_("อธิบาย"), max_length=300, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_on = models.DateField(_("บันทึกเมื่อ"))

    declared = personal(free_text="words", plain="plan indicator because said_by said_on")

    class Meta:
        verbose_name = _("ข้อที่ไม่ตั้งเป้าหมาย")
        verbose_name_plural = _("ข้อที่ไม่ตั้งเป้าหมาย")
        ordering = ["indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "indicator"], name="no_goal_once_an_indicator"),
            models.CheckConstraint(condition=~Q(because="other") | ~Q(words=""), name="no_goal_other_in_words"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.indicator_id} {self.because}"
