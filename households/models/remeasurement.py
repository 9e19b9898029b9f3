"""Income measured again in step 4: twelve months by source, gross, with the line of its year kept beside the result."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households import bmn
from households.arithmetic import Arithmetic
from kusiao.audit import personal
from kusiao.thai import BUDDHIST, format_date

SOURCES = (
    "income_main", "income_second", "income_remittance", "income_rent", "income_pension", "income_allowances",
    "income_own_produce",
)  # fmt: skip


def outweighed_by(measured_on):
    """The latest survey round that a measuring on that day is newer than: the field work of a round is over by a day
    of its year (settings.SURVEY_FIELD_WORK_ENDS)."""
    done = (measured_on.month, measured_on.day) > settings.SURVEY_FIELD_WORK_ENDS
    return measured_on.year + BUDDHIST - (0 if done else 1)


class RemeasurementQuerySet(models.QuerySet):
    def standing(self, on=None):
        """Those that hold; with a day, those that held then."""
        if on is None:
            return self.filter(withdrawn_on__isnull=True)
        return self.filter(measured_on__lte=on).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))


class Remeasurement(models.Model):
    """Never changed: a wrong one is withdrawn with a reason and measured anew."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="remeasurements")
    measured_on = models.DateField(_("วัดเมื่อ"), help_text="the last day of the twelve months")
    outweighs = models.PositiveSmallIntegerField(help_text="the latest survey round that it is newer than")
    members_count = models.PositiveSmallIntegerField(_("จำนวนคนในบ้าน"))
    income_main = models.PositiveIntegerField(_("อาชีพหลัก"))
    income_second = models.PositiveIntegerField(_("อาชีพรอง"))
    income_remittance = models.PositiveIntegerField(_("ลูกหลานส่งให้"))
    income_rent = models.PositiveIntegerField(_("ค่าเช่า"))
    income_pension = models.PositiveIntegerField(_("บำนาญ"))
    income_allowances = models.PositiveIntegerField(_("เบี้ยและเงินช่วยเหลือ"))
    income_own_produce = models.PositiveIntegerField(_("ของที่ทำกินเอง"))
    income_total = models.PositiveIntegerField(_("รายได้รวมต่อปี"))
    income_per_person_year = models.PositiveIntegerField(_("รายได้เฉลี่ยต่อคนต่อปี"))
    line_baht = models.PositiveIntegerField(help_text="the line of its year, kept with the result")
    below_line = models.BooleanField(_("ต่ำกว่าเส้น"))
    told_by = models.CharField(_("ผู้ให้ข้อมูล"), max_length=200)
    evidence = models.CharField(_("ดูจากอะไร"), max_length=300, blank=True)
    measured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(_("ถอนเมื่อ"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("เหตุที่ถอน"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RemeasurementQuerySet.as_manager()
    declared = personal(
        money="income_main income_second income_remittance income_rent income_pension income_allowances "
        "income_own_produce income_total income_per_person_year below_line",
        survey="members_count",
        free_text="told_by evidence withdrawn_reason",
        plain="household measured_on outweighs line_baht measured_by created_at withdrawn_on withdrawn_by",
    )

    class Meta:
        verbose_name = _("การวัดรายได้ใหม่")
        verbose_name_plural = _("การวัดรายได้ใหม่")
        ordering = ["-measured_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "measured_on"],
                condition=Q(withdrawn_on__isnull=True),
                name="remeasurement_once_a_day",
            ),
            models.CheckConstraint(condition=Q(members_count__gte=1), name="remeasurement_of_somebody"),
            models.CheckConstraint(
                condition=Q(
                    income_total=F("income_main") + F("income_second") + F("income_remittance") + F("income_rent")
                    + F("income_pension") + F("income_allowances") + F("income_own_produce")
                ),
                name="remeasurement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(income_total__gte=F("income_per_person_year") * F("members_count"))
                & Q(income_total__lt=(F("income_per_person_year") + 1) * F("members_count")),
                name="remeasurement_shared_out",
            ),
            models.CheckConstraint(
                condition=Q(below_line=True, income_per_person_year__lt=F("line_baht"))
                | Q(below_line=False, income_per_person_year__gte=F("line_baht")),
                name="remeasurement_line_test_true",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | (Q(withdrawn_on__gte=F("measured_on")) & ~Q(withdrawn_reason="")),
                name="remeasurement_withdrawn_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.measured_on}"

    def work_out(self):
        """Total, average and the line test follow from the sources, the members and the line."""
        told = self.arithmetic
        self.income_total, self.income_per_person_year = told.total, told.average
        self.below_line = bmn.below_line(told.average, self.line_baht)

    @property
    def arithmetic(self):
        sources = tuple(
            (str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in SOURCES
        )
        return Arithmetic(sources, self.members_count, self.line_baht, self.measured_on.year + BUDDHIST)

    @property
    def measured_words(self):
        return _("วัดใหม่เมื่อ %(date)s") % {"date": format_date(self.measured_on)}
