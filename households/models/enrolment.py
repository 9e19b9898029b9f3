"""ทะเบียนเป้าหมาย: who is in the programme, from, to, why. Steps, pairings and figures count enrolments.

Dates are half-open: a row is in force from started_on (entered_on) to the day before ended_on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class Basis(models.TextChoices):
    SURVEY = "survey", _("จากผลสำรวจ จปฐ.")
    NOMINATED = "nominated", _("คนตกหล่น เสนอชื่อเพิ่ม")
    REENTRY = "reentry", _("กลับเข้าโครงการ")


class EndReason(models.TextChoices):
    GRADUATED = "graduated", _("พ้นเกณฑ์")
    DIED = "died", _("เสียชีวิต")
    MOVED = "moved", _("ย้ายออก")
    MERGED = "merged", _("รวมกับครัวเรือนอื่น")
    REFUSED = "refused", _("ไม่ประสงค์เข้าร่วม")
    OTHER = "other", _("อื่น ๆ")


class EnrolmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_on__isnull=True)

    def entered_by(self, on):
        """Every enrolment that had begun by the end of the day `on`, ended since or not."""
        return self.filter(entered_on__lte=on)

    def in_force(self, on=None):
        on = on or today()
        return self.entered_by(on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Enrolment(models.Model):
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="enrolments")
    entered_on = models.DateField(_("เข้าทะเบียนเมื่อ"))
    basis = models.CharField(_("ฐานที่เข้า"), max_length=10, choices=Basis)
    survey = models.ForeignKey(
        "households.Survey",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        help_text="the survey at enrolment: the income before",
    )
    earlier = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="later", verbose_name=_("ทะเบียนครั้งก่อน")
    )
    note = models.CharField(_("เหตุผลที่เข้า"), max_length=300, blank=True)
    watch_from = models.DateField(
        _("เฝ้าระวังตั้งแต่"), null=True, blank=True, help_text="exit confirmed that day"
    )
    ended_on = models.DateField(_("ออกจากทะเบียนเมื่อ"), null=True, blank=True)
    end_reason = models.CharField(_("เหตุที่ออก"), max_length=10, choices=EndReason, blank=True)
    end_note = models.CharField(_("รายละเอียด"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EnrolmentQuerySet.as_manager()
    declared = personal(
        free_text="note end_note",
        plain="household entered_on basis survey earlier watch_from ended_on end_reason created_by created_at",
    )

    class Meta:
        verbose_name = _("ทะเบียนเป้าหมาย")
        verbose_name_plural = _("ทะเบียนเป้าหมาย")
        ordering = ["-entered_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_on__isnull=True), name="enrolment_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="enrolment_ends_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("entered_on")),
                name="enrolment_ends_after_entry",
            ),
            models.CheckConstraint(
                condition=Q(earlier__isnull=True) | Q(basis="reentry"), name="enrolment_after_one_is_reentry"
            ),
            models.CheckConstraint(condition=~Q(earlier=F("id")), name="enrolment_not_after_itself"),
            models.CheckConstraint(
                condition=Q(watch_from__isnull=True) | Q(watch_from__gte=F("entered_on")),
                name="enrolment_watch_after_entry",
            ),
        ]

    def __str__(self):
        return f"{self.entered_on} {self.basis}"


class Track(models.TextChoices):
    DEVELOPABLE = "developable", _("พัฒนาได้")
    WELFARE = "welfare", _("สงเคราะห์")


class ClassificationQuerySet(models.QuerySet):
    def in_force(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Classification(models.Model):
    """The field team's judgement, พัฒนาได้ or สงเคราะห์, as dated history of the household."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="classifications")
    track = models.CharField(_("ประเภท"), max_length=12, choices=Track)
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)
    reason = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClassificationQuerySet.as_manager()
    declared = personal(free_text="reason", plain="household track started_on ended_on decided_by created_at")

    class Meta:
        verbose_name = _("ประเภทครัวเรือน")
        verbose_name_plural = _("ประเภทครัวเรือน")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_on__isnull=True), name="classification_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="classification_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.started_on} {self.track}"
