"""Twelve months' income measured again in step 4, by the friend or the office; a wrong one is withdrawn, never changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.confirming import is_friend
from households.incomes import line_of
from households.models import Household, LifeStep, Remeasurement
from households.models.exit import ExitGoal
from households.models.remeasurement import SOURCES, outweighed_by
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import BUDDHIST, format_date, format_number, today


class MeasuredMeanwhile(Refused):
    """Somebody else measured since the page was opened. `differences`: (field, what stands, what was to be saved)."""

    def __init__(self, standing, given):
        super().__init__(
            _("มีผู้วัดรายได้ของครัวเรือนนี้ไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ")
        )
        self.standing = standing
        self.differences = [
            (name, getattr(standing, name), value)
            for name, value in given.items()
            if getattr(standing, name) != value
        ]


def newest(household):
    return household.remeasurements.standing().first()


@transaction.atomic
def remeasure(*, household, measured_on, members_count, told_by, evidence="", seen=None, by, **sources):
    """`seen`: the newest measuring that stood on the page. `sources`: baht of twelve months, gross; None is nothing."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    _refuse_stranger(household, by)
    _refuse_elsewhere(household, measured_on)
    given = {
        "measured_on": measured_on, "members_count": members_count, "told_by": told_by, "evidence": evidence,
        **{name: sources.get(name) or 0 for name in SOURCES},
    }  # fmt: skip
    standing = newest(household)
    if standing and standing.pk != seen:
        raise MeasuredMeanwhile(standing, given)
    if household.remeasurements.standing().filter(measured_on=measured_on).exists():
        raise Refused(
            _("วันที่ %(date)s วัดไว้แล้ว ถ้าวัดผิด ถอนครั้งนั้นก่อนแล้วจึงวัดใหม่") % {"date": format_date(measured_on)},
            field="measured_on",
        )
    made = Remeasurement(household=household, measured_by=by, outweighs=outweighed_by(measured_on), **given)
    made.line_baht = _line(measured_on)
    made.work_out()
    made.save(force_insert=True)
    record(by=by, verb="remeasurement.recorded", on=made, fields=list(given))
    return made


def _refuse_stranger(household, by):
    if not is_friend(by, household) and not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("ผู้วัดรายได้ใหม่ต้องเป็นคู่เสี่ยวของครัวเรือนนี้ หรือผู้ประสานงานอำเภอ"))


def _refuse_elsewhere(household, measured_on):
    enrolment = household.enrolments.open().first()
    step = enrolment and enrolment.steps.open().first()
    if not step or step.number != LifeStep.CARE:
        raise Refused(_("วัดรายได้ใหม่ได้เมื่อครัวเรือนอยู่ในกระบวนงาน 4 ดูแลชีวิต ย้ายกระบวนงานก่อนแล้วจึงวัด"))
    if measured_on > today():
        raise Refused(_("วันที่วัดต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="measured_on")
    if measured_on < enrolment.entered_on:
        raise Refused(
            _("ครัวเรือนเข้าทะเบียนเมื่อ %(date)s วันที่วัดต้องไม่ก่อนวันนั้น") % {"date": format_date(enrolment.entered_on)},
            field="measured_on",
        )


def _line(measured_on):
    year = measured_on.year + BUDDHIST
    line = line_of(year)
    if line is None:
        raise Refused(
            _("ยังไม่มีเส้นรายได้ของปี %(year)s ในตารางอ้างอิง แจ้งผู้ดูแลตารางให้เพิ่ม แล้วบันทึกอีกครั้ง") % {"year": year},
            field="measured_on",
        )
    return line


@transaction.atomic
def withdraw(*, remeasurement, reason, by):
    """By who measured, or the office; income now falls back to what was known before."""
    household = Household.objects.select_for_update().get(pk=remeasurement.household_id)
    held = Remeasurement.objects.get(pk=remeasurement.pk)
    if held.withdrawn_on:
        raise Refused(_("ครั้งนี้ถอนไปแล้วเมื่อ %(date)s") % {"date": format_date(held.withdrawn_on)})
    if held.measured_by_id != by.pk and not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("ผู้ถอนต้องเป็นผู้วัดเอง หรือผู้ประสานงานอำเภอ"))
    if not reason:
        raise Refused(_("เขียนว่าวัดผิดอย่างไร"), field="reason")
    if held.exit_reviews.holding().filter(enrolment__ended_on__isnull=True, goal=ExitGoal.EXIT).exists():
        raise Refused(_("การพ้นเกณฑ์ที่ยืนยันแล้วอาศัยการวัดครั้งนี้ ย้ายกระบวนงานกลับก่อน แล้วจึงถอน"))
    held.withdrawn_on, held.withdrawn_reason, held.withdrawn_by = today(), reason, by
    held.save(update_fields=["withdrawn_on", "withdrawn_reason", "withdrawn_by"])
    record(by=by, verb="remeasurement.withdrawn", on=held, fields=["withdrawn_on", "withdrawn_reason"])
    return held


def words_of(name, value):
    """A cell of the two versions side by side."""
    if name == "measured_on":
        return format_date(value)
    return format_number(value) if isinstance(value, int) else value
