"""The checklist with which a household leaves poverty (nine items), and the one by which a welfare household's care is
assured (three). Computed together with the household, signed by both, confirmed by another person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class ExitGoal(models.TextChoices):
    EXIT = "exit", _("พ้นเกณฑ์")
    ASSURED = "assured", _("ได้รับการดูแลครบ")


class ExitItemQuerySet(models.QuerySet):
    def in_force(self, goal, on=None):
        """The items of the version in force that day."""
        rows = self.filter(goal=goal)
        begun = rows.filter(in_force_from__lte=on or today()).order_by("-in_force_from", "-version")
        return rows.filter(version=begun.values("version")[:1])


class ExitItem(models.Model):
    """A reference row. Whoever changes a checklist that was used writes a new version of it."""

    goal = models.CharField(_("รายการ"), max_length=8, choices=ExitGoal)
    version = models.PositiveSmallIntegerField(_("รุ่นที่"))
    code = models.CharField(_("รหัสข้อ"), max_length=20)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    words = models.CharField(_("ข้อ"), max_length=120)
    hint = models.CharField(_("ดูอะไร"), max_length=200, blank=True)
    may_not_apply = models.BooleanField(_("ตอบว่าไม่เกี่ยวข้องได้"), default=False)
    in_force_from = models.DateField(_("ใช้ตั้งแต่"))

    objects = ExitItemQuerySet.as_manager()
    declared = personal(plain="goal version code order words hint may_not_apply in_force_from")

    class Meta:
        verbose_name = _("ข้อในรายการพ้นเกณฑ์")
        verbose_name_plural = _("ข้อในรายการพ้นเกณฑ์")
        ordering = ["goal", "version", "order"]
        constraints = [models.UniqueConstraint(fields=["goal", "version", "code"], name="exit_item_once")]

    def __str__(self):
        return f"{self.order}. {self.words}"


class Answer(models.TextChoices):
    YES = "yes", _("ใช่")
    NO = "no", _("ยังไม่ใช่")
    NOT_APPLICABLE = "na", _("ไม่เกี่ยวข้อง")


class ExitReviewQuerySet(models.QuerySet):
    def open(self):
        """Being filled in, signed, or sent back: not confirmed yet."""
        return self.filter(confirmed_on__isnull=True, ended_on__isnull=True)

    def waiting(self):
        return self.open().filter(signed_on__isnull=False)

    def holding(self, on=None):
        """Confirmed, and nothing has ended it."""
        if on is None:
            return self.filter(confirmed_on__isnull=False, ended_on__isnull=True)
        return self.filter(confirmed_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class ExitReview(models.Model):
    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="exit_reviews")
    goal = models.CharField(_("รายการ"), max_length=8, choices=ExitGoal)
    survey = models.ForeignKey("households.Survey", models.PROTECT, null=True, blank=True, related_name="+")
    remeasurement = models.ForeignKey(
        "households.Remeasurement", models.PROTECT, null=True, blank=True, related_name="exit_reviews"
    )
    income_per_person_year = models.PositiveIntegerField(_("รายได้เฉลี่ยต่อคนต่อปี"), null=True, blank=True)
    line_baht = models.PositiveIntegerField(null=True, blank=True, help_text="kept with the income")
    household_signer = models.CharField(_("ผู้ลงนามฝ่ายครัวเรือน"), max_length=200, blank=True)
    signed_on = models.DateField(_("ลงนามเมื่อ"), null=True, blank=True, help_text="by both")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(_("ลงนามในแบบพิมพ์"), default=False)
    returned_words = models.CharField(_("เหตุที่ส่งกลับ"), max_length=300, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(_("ยืนยันเมื่อ"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(_("สิ้นผลเมื่อ"), null=True, blank=True)
    end_reason = models.CharField(_("เหตุที่สิ้นผล"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="goes up by one at every saving")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExitReviewQuerySet.as_manager()
    declared = personal(
        name="household_signer",
        money="income_per_person_year",
        free_text="returned_words end_reason",
        plain="enrolment goal survey remeasurement line_baht signed_on signed_by on_paper returned_by confirmed_on "
        "confirmed_by ended_on version created_by created_at",
    )

    class Meta:
        verbose_name = _("รายการพ้นเกณฑ์")
        verbose_name_plural = _("รายการพ้นเกณฑ์")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "goal"],
                condition=Q(confirmed_on__isnull=True, ended_on__isnull=True),
                name="exit_review_one_open",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "goal"],
                condition=Q(confirmed_on__isnull=False, ended_on__isnull=True),
                name="exit_review_one_holding",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | (Q(signed_by__isnull=False) & ~Q(household_signer="")),
                name="exit_review_signed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(
                    signed_on__isnull=False,
                    confirmed_on__gte=F("signed_on"),
                    confirmed_by__isnull=False,
                    signed_by__isnull=False,
                )
                & ~Q(confirmed_by=F("signed_by")),
                name="exit_review_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True)
                | Q(goal=ExitGoal.ASSURED)
                | Q(
                    income_per_person_year__isnull=False,
                    line_baht__isnull=False,
                    income_per_person_year__gte=F("line_baht"),
                ),
                name="exit_review_over_the_line",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""), name="exit_review_ends_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.goal} {self.pk}"

    @property
    def state(self):
        if self.ended_on:
            return "ended"
        if self.confirmed_on:
            return "confirmed"
        if self.signed_on:
            return "waiting"
        return "returned" if self.returned_words else "draft"

    @property
    def failing(self):
        """Answers that still stand in the way; after prefetching the answers with their items."""
        return [row for row in self.answers.all() if row.answer not in (Answer.YES, Answer.NOT_APPLICABLE)]


class ExitAnswer(models.Model):
    review = models.ForeignKey(ExitReview, models.PROTECT, related_name="answers")
    item = models.ForeignKey(ExitItem, models.PROTECT, related_name="answers")
    answer = models.CharField(_("คำตอบ"), max_length=3, choices=Answer, blank=True)
    evidence = models.CharField(_("หลักฐาน"), max_length=300, blank=True)

    declared = personal(survey="answer", free_text="evidence", plain="review item")

    class Meta:
        verbose_name = _("คำตอบในรายการพ้นเกณฑ์")
        verbose_name_plural = _("คำตอบในรายการพ้นเกณฑ์")
        ordering = ["item__order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="exit_answer_once"),
            models.CheckConstraint(condition=Q(answer="") | ~Q(evidence=""), name="exit_answer_has_evidence"),
        ]
