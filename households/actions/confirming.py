"""What another person confirms: the checklist of a household that leaves poverty, or whose care is assured."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.exits import goal_of
from households.incomes import income_now_of
from households.models import Enrolment, Household
from households.models.exit import Answer, ExitGoal
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


class ExitNotReached(Refused):
    pass


class ProvincesTurn(ExitNotReached):
    def __init__(self):
        super().__init__(_("คู่เสี่ยวของครัวเรือนนี้เป็นผู้ประสานงานอำเภอเอง เรื่องนี้สำนักงานจังหวัดเป็นผู้อนุมัติ"))


class SignedAnew(Refused):
    """The checklist is another than the one that was looked at. `review` stands now."""

    def __init__(self, review):
        super().__init__(
            _("รายการนี้แก้และลงนามใหม่หลังจากคุณเปิดหน้า ยังไม่ได้บันทึกของคุณ ตรวจรายการล่าสุดด้านล่าง แล้วกดอีกครั้งถ้ายังเห็นควร")
        )
        self.review = review


def is_friend(person, household):
    """Paired with it, or standing in for who is: then another decides."""
    return bool(person) and (
        household.pairings.filter(officer=person, ended_on__isnull=True).exists()
        or household.substitutes.active().filter(officer=person).exists()
    )


def is_coordinators_case(household):
    """Its friend coordinates the district himself: the province decides, and no colleague of his."""
    pairings = household.pairings.filter(ended_on__isnull=True).select_related("officer")
    return any(
        not row.officer.decides_for_the_province and row.officer.coordinated.filter(pk=household.pk).exists()
        for row in pairings
    )


def refuse_coordinators_case(household, by):
    if by and not by.decides_for_the_province and is_coordinators_case(household):
        raise ProvincesTurn


def waiting(enrolment, goal):
    return enrolment.exit_reviews.waiting().filter(goal=goal).first()


def refuse_unseen(review, version):
    """`version`: of the checklist on the page of who decides; None where no page was shown."""
    if version is not None and review.version != version:
        raise SignedAnew(review)


def refuse_own_case(household, by):
    if is_friend(by, household):
        raise ExitNotReached(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ ยืนยันเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดยืนยัน"))


def refuse_unconfirmable(review, version, by):
    """It is the one that was looked at, every item stands, of the class and upon the income of today, and who confirms is
    neither the friend nor who signed."""
    household = review.enrolment.household
    refuse_unseen(review, version)
    refuse_own_case(household, by)
    refuse_coordinators_case(household, by)
    _refuse_what_has_changed(review, household)
    if by and review.signed_by_id == by.pk:
        raise ExitNotReached(_("คุณลงนามในรายการนี้เอง ยืนยันเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดยืนยัน"))
    rows = review.answers.select_related("item")
    failing = [row.item.words for row in rows if row.answer not in (Answer.YES, Answer.NOT_APPLICABLE)]
    if failing:
        raise ExitNotReached(_("ยังยืนยันไม่ได้ เพราะยังไม่ผ่าน: %(items)s") % {"items": " · ".join(failing)})


def _refuse_what_has_changed(review, household):
    track = household.classifications.in_force().values_list("track", flat=True).first()
    if goal_of(track) != review.goal:
        raise ExitNotReached(_("ประเภทของครัวเรือนเปลี่ยนไปหลังลงนาม กรอกและลงนามรายการของประเภทปัจจุบันก่อนยืนยัน"))
    basis = review.remeasurement or review.survey
    if review.goal == ExitGoal.EXIT and basis and basis != income_now_of(household):
        raise ExitNotReached(_("รายได้ล่าสุดไม่ใช่ตัวเลขที่ลงนามไว้ กรอกและลงนามใหม่ด้วยรายได้ล่าสุดก่อนยืนยัน"))


def hold(review, *, by):
    """It holds from today; an earlier one of the same goal is over. In the transaction of the act that confirms."""
    earlier = review.enrolment.exit_reviews.holding().filter(goal=review.goal)
    earlier.update(ended_on=today(), end_reason=_("มีรายการใหม่แทน"))
    review.confirmed_on, review.confirmed_by = today(), by
    review.version += 1
    review.save(update_fields=["confirmed_on", "confirmed_by", "version"])
    record(by=by, verb="exit_review.confirmed", on=review, fields=["confirmed_on"])


def held_enrolment(enrolment):
    """As it stands now, the household locked; refused where somebody ended it meanwhile."""
    Household.objects.select_for_update().get(pk=enrolment.household_id)
    held = Enrolment.objects.select_related("household").get(pk=enrolment.pk)
    if held.ended_on:
        raise Refused(
            _("ครัวเรือนนี้ออกจากทะเบียนแล้วเมื่อ %(date)s ไม่มีอะไรต้องทำอีก") % {"date": format_date(held.ended_on)}
        )
    return held


@transaction.atomic
def confirm_assured(*, enrolment, version=None, by):
    """สงเคราะห์: rights received, carer named, house safe. The household stays in the programme and is visited on.
    `version`: of the checklist that was looked at."""
    enrolment = held_enrolment(enrolment)
    review = waiting(enrolment, ExitGoal.ASSURED)
    if review is None:
        raise ExitNotReached(_("ยังไม่มีรายการดูแลครบที่ลงนามแล้ว กรอกและลงนามก่อนจึงยืนยันได้"))
    refuse_unconfirmable(review, version, by)
    hold(review, by=by)
    return review
