"""What the family wants to reach, how it is measured, and what is done for it by whom."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class Dimension(models.TextChoices):
    """The five of TPMAP, and what lies in none of them."""

    HEALTH = "health", _("สุขภาพ")
    LIVING = "living", _("ความเป็นอยู่")
    EDUCATION = "education", _("การศึกษา")
    INCOME = "income", _("รายได้")
    PUBLIC_SERVICE = "public_service", _("การเข้าถึงบริการรัฐ")
    OTHER = "other", _("เรื่องอื่น")


class Horizon(models.IntegerChoices):
    SHORT = 3, _("3 เดือน")
    MIDDLE = 6, _("6 เดือน")
    LONG = 12, _("12 เดือน")


class GoalQuerySet(models.QuerySet):
    def pursued(self):
        return self.filter(dropped_on__isnull=True)


class Goal(models.Model):
    """Out of a failed indicator, or the family's own wish. `thread` is the same through all editions of a plan.

    Without a unit it is a matter of yes or no: from 0 to 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    plan = models.ForeignKey("households.LifePlan", models.PROTECT, related_name="goals")
    indicator = models.ForeignKey(
        "households.Indicator", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ข้อ จปฐ.")
    )  # fmt: skip
    need = models.ForeignKey(
        "households.Need", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("สิ่งที่ขาด")
    )
    dimension = models.CharField(_("ด้าน"), max_length=20, choices=Dimension)
    title = models.CharField(_("เป้าหมาย"), max_length=200)
    horizon = models.PositiveSmallIntegerField(_("ภายใน"), choices=Horizon)
    due_on = models.DateField(_("ครบกำหนด"))
    measure = models.CharField(_("วัดจากอะไร"), max_length=200)
    unit = models.CharField(_("หน่วย"), max_length=40, blank=True)
    baseline = models.PositiveIntegerField(_("ตอนเริ่ม"), default=0)
    target = models.PositiveIntegerField(_("เป้า"), default=1)
    now = models.PositiveIntegerField(_("ตอนนี้"), default=0)
    measured_on = models.DateField(_("วัดล่าสุดเมื่อ"))
    rank = models.PositiveSmallIntegerField(_("สำคัญอันดับ"), null=True, blank=True)
    dropped_on = models.DateField(_("เลิกเมื่อ"), null=True, blank=True)
    dropped_because = models.CharField(_("เหตุที่เลิก"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GoalQuerySet.as_manager()
    declared = personal(
        free_text="title measure unit dropped_because",
        money="baseline target now",
        plain="id thread plan indicator need dimension horizon due_on measured_on rank dropped_on version",
    )

    class Meta:
        verbose_name = _("เป้าหมาย")
        verbose_name_plural = _("เป้าหมาย")
        ordering = ["horizon", "due_on", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator"], condition=Q(dropped_on__isnull=True), name="goal_one_an_indicator"
            ),
            models.UniqueConstraint(fields=["plan", "rank"], name="goal_one_a_rank"),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__in=[1, 2, 3]), name="goal_top_three"),
            models.CheckConstraint(condition=Q(horizon__in=[3, 6, 12]), name="goal_three_horizons"),
            models.CheckConstraint(condition=~Q(target=models.F("baseline")), name="goal_leads_somewhere"),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_because="")
                | (Q(dropped_on__isnull=False, rank__isnull=True) & ~Q(dropped_because="")),
                name="goal_dropped_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    @property
    def is_yes_or_no(self):
        return not self.unit

    @property
    def is_reached(self):
        """Less debt is a goal too: then the way goes down."""
        return self.now >= self.target if self.target > self.baseline else self.now <= self.target

    @property
    def way(self):
        """How much of the way from the baseline to the target, 0 to 100."""
        gone = (self.now - self.baseline) / (self.target - self.baseline)
        return round(100 * max(0, min(1, gone)))


class Doer(models.TextChoices):
    ALONE = "alone", _("ครอบครัวทำเอง")
    TOGETHER = "together", _("ทำด้วยกัน")
    AGENCY = "agency", _("หน่วยงานทำ")


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("ยังไม่ทำ")
    DONE = "done", _("ทำแล้ว")
    REFUSED = "refused", _("ทำไม่ได้ ถูกปฏิเสธ")
    DROPPED = "dropped", _("เลิกทำ")


class ActivityQuerySet(models.QuerySet):
    def waiting(self):
        """Still to be done: of a goal that nobody gave up."""
        return self.filter(state=ActivityState.PLANNED, goal__dropped_on__isnull=True)


class Activity(models.Model):
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="activities")
    what = models.CharField(_("ทำอะไร"), max_length=200)
    doer = models.CharField(_("ใครทำ"), max_length=10, choices=Doer)
    agency = models.CharField(_("หน่วยงานใด"), max_length=150, blank=True)
    due_on = models.DateField(_("ภายในวันที่"))
    state = models.CharField(_("สถานะ"), max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    state_on = models.DateField(_("วันที่ทำหรือเลิก"), null=True, blank=True)
    because = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()
    declared = personal(
        free_text="what agency because", plain="goal doer due_on state state_on state_by version"
    )

    class Meta:
        verbose_name = _("กิจกรรม")
        verbose_name_plural = _("กิจกรรม")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(doer="agency") | ~Q(agency=""), name="activity_names_its_agency"),
            models.CheckConstraint(
                condition=Q(state="planned", state_on__isnull=True, because="")
                | Q(state="done", state_on__isnull=False)
                | (Q(state__in=["refused", "dropped"], state_on__isnull=False) & ~Q(because="")),
                name="activity_ends_with_date_and_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.state == ActivityState.PLANNED and self.due_on < today()
