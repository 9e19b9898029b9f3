"""ทะเบียนเป้าหมาย: who enters the programme, who has got over the line, who leaves it and why."""

import datetime
from calendar import monthrange
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.actions.confirming import (
    ExitNotReached,
    hold,
    is_friend,
    refuse_own_case,
    refuse_unconfirmable,
    waiting,
)
from households.incomes import income_now_of
from households.models import Basis, EndReason, Enrolment, Household, LifeStep, PlanEnd, Step, StepAnswer
from households.models.exit import ExitGoal
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today


class AlreadyEnrolled(Refused):
    pass


class NotEnrolled(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Entry:
    """One household to be enrolled; `survey_id` is the survey at enrolment, its income before."""

    household_id: UUID
    entered_on: datetime.date
    basis: str = Basis.SURVEY
    survey_id: int | None = None


@transaction.atomic
def enrol(*, household, basis, entered_on, survey=None, by):
    """Opens an enrolment and its step 1."""
    if entered_on > today():
        raise Refused(_("วันที่เข้าทะเบียนต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="entered_on")
    entry = Entry(household.pk, entered_on, basis, survey.pk if survey else None)
    made = _open([entry], by)
    if not made:
        raise AlreadyEnrolled(_("ครัวเรือนนี้อยู่ในทะเบียนแล้ว ไม่ต้องเพิ่มอีก เปิดหน้าครัวเรือนเพื่อดูกระบวนงานปัจจุบัน"))
    record(by=by, verb="enrolment.opened", on=made[0], fields=["basis", "entered_on", "survey"])
    return made[0]


@transaction.atomic
def enrol_many(*, rows, by):
    """Enrols every Entry of `rows` that has no open enrolment and returns the enrolments made; all or none."""
    made = _open(list(rows), by)
    record(by=by, verb="enrolment.opened", on=made, fields=["basis", "entered_on", "survey"])
    return made


def _open(entries, by):
    """Who was in the register before comes back to it, by whatever list: the new enrolment says after which one."""
    already = set(Enrolment.objects.open().values_list("household_id", flat=True))
    new = {entry.household_id: entry for entry in entries if entry.household_id not in already}
    earlier = _earlier(new)
    try:
        with transaction.atomic():
            made = Enrolment.objects.bulk_create(
                Enrolment(
                    household_id=entry.household_id,
                    entered_on=entry.entered_on,
                    basis=Basis.REENTRY if entry.household_id in earlier else entry.basis,
                    earlier_id=earlier.get(entry.household_id),
                    survey_id=entry.survey_id,
                    created_by=by,
                )
                for entry in new.values()
            )
    except IntegrityError:
        raise AlreadyEnrolled(
            _("มีผู้เพิ่มครัวเรือนเข้าทะเบียนพร้อมกัน ยังไม่ได้บันทึกรายการนี้ เปิดหน้าใหม่แล้วลองอีกครั้ง")
        ) from None
    Step.objects.bulk_create(
        Step(enrolment=row, number=LifeStep.TARGET, started_on=row.entered_on, moved_by=by) for row in made
    )
    return made


def _earlier(households):
    """{household: the key of the enrolment of it that ended last}."""
    ended = Enrolment.objects.filter(ended_on__isnull=False, later__isnull=True)
    rows = ended.order_by("ended_on", "entered_on", "pk").values_list("household_id", "pk")
    return {household: key for household, key in rows if household in households}


@transaction.atomic
def reenter(*, household, entered_on, reason, by):
    """After graduation or striking off; said by the office, never by who is to be the friend of it himself."""
    Household.objects.select_for_update().get(pk=household.pk)
    last = household.enrolments.order_by("-ended_on", "-pk").first()
    if last is None:
        raise NotEnrolled(_("ครัวเรือนนี้ไม่เคยอยู่ในทะเบียน เสนอชื่อเป็นคนตกหล่นแทน"))
    if last.ended_on and entered_on < last.ended_on:
        raise Refused(
            _("วันที่กลับเข้าต้องไม่ก่อน %(date)s ซึ่งเป็นวันที่ออกจากทะเบียนครั้งก่อน") % {"date": format_date(last.ended_on)},
            field="entered_on",
        )
    if not reason:
        raise Refused(_("เขียนเหตุผลที่กลับเข้าโครงการ"), field="reason")
    survey = household.surveys.order_by("-round_id").first()
    made = enrol(household=household, basis=Basis.REENTRY, entered_on=entered_on, survey=survey, by=by)
    made.note = reason
    made.save(update_fields=["note"])
    record(by=by, verb="enrolment.reopened", on=made, fields=["basis", "earlier", "note"])
    return made


# --- over the line, twelve months of watch, and out --------------------------------------------------------------


def watch_ends_on(enrolment):
    """The first day on which the watch has lasted settings.WATCH_MONTHS."""
    months = enrolment.watch_from.month - 1 + settings.WATCH_MONTHS
    year, month = enrolment.watch_from.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(enrolment.watch_from.day, monthrange(year, month)[1]))


@transaction.atomic
def confirm_exit(*, enrolment, version=None, by):
    """Income now is on or over the line, the checklist of nine stands and is signed by both; confirmed by somebody else
    than the friend and than who signed. `version`: of the checklist that was looked at."""
    enrolment = _held(enrolment)
    if enrolment.watch_from:
        raise Refused(_("ยืนยันไปแล้วเมื่อ %(date)s ไม่ต้องทำซ้ำ") % {"date": format_date(enrolment.watch_from)})
    refuse_own_case(enrolment.household, by)
    _refuse_unproved(enrolment.household)
    review = waiting(enrolment, ExitGoal.EXIT)
    if review is None:
        raise ExitNotReached(_("ยังไม่มีรายการพ้นเกณฑ์ 9 ข้อที่ลงนามแล้ว กรอกและลงนามก่อนจึงยืนยันได้"))
    refuse_unconfirmable(review, version, by)
    hold(review, by=by)
    enrolment.watch_from = today()
    enrolment.save(update_fields=["watch_from"])
    _stand_at_care(enrolment, by)
    record(by=by, verb="enrolment.exit_confirmed", on=enrolment, fields=["watch_from"])
    return enrolment


def _refuse_unproved(household):
    now = income_now_of(household)
    _refuse_below_line(now)
    year = getattr(now, "round_id", None)  # a dispute is about a survey, not about what was measured since
    dispute = household.change_answers.against_the_income().filter(after=year).first()
    if dispute and dispute.waits:
        raise ExitNotReached(_("มีข้อโต้แย้งรายได้ของรอบนี้รอชี้ขาด ชี้ขาดก่อนแล้วจึงยืนยันพ้นเกณฑ์"))
    if dispute:
        raise ExitNotReached(
            _("รับฟังข้อโต้แย้งรายได้ปี %(year)s แล้ว จึงใช้ผลรอบนี้ยืนยันพ้นเกณฑ์ไม่ได้ รอผลสำรวจรอบถัดไป") % {"year": year}
        )


def _refuse_below_line(now):
    if now is None or now.below_line is None:
        raise ExitNotReached(_("ยังไม่มีผลวัดรายได้ จึงยืนยันพ้นเกณฑ์ไม่ได้ ขอผลสำรวจ จปฐ. รอบล่าสุด หรือวัดรายได้ใหม่ก่อน"))
    if now.below_line:
        raise ExitNotReached(
            _("รายได้ล่าสุด %(income)s บาทต่อคนต่อปี ยังต่ำกว่าเส้น %(line)s บาท จึงยังยืนยันพ้นเกณฑ์ไม่ได้")
            % {"income": f"{now.income_per_person_year:,}", "line": f"{now.line_baht:,}"}
        )


@transaction.atomic
def lapse_requests(*, enrolment, but=None, by):
    """What was asked for from where the household stood before says nothing any more."""
    rows = enrolment.step_requests.waiting().exclude(pk=but.pk if but else None)
    for row in rows:
        row.answer, row.answered_by, row.answered_at = StepAnswer.LAPSED, by, now()
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        record(by=by, verb="step.lapsed", on=row, fields=["answer"])


def _stand_at_care(enrolment, by):
    lapse_requests(enrolment=enrolment, by=by)
    step = enrolment.steps.open().first()
    if step and step.number == LifeStep.CARE:
        return
    if step:
        step.ended_on = today()
        step.save(update_fields=["ended_on"])
    reason = _("ยืนยันพ้นเกณฑ์ เริ่มเฝ้าระวัง")
    Step.objects.create(
        enrolment=enrolment, number=LifeStep.CARE, started_on=today(), reason=reason, moved_by=by
    )


@transaction.atomic
def graduate(*, enrolment, by):
    """The watch is over: the enrolment ends as graduated, and with it the friend's place becomes free."""
    enrolment = _held(enrolment)
    if not enrolment.watch_from:
        raise ExitNotReached(_("ยังไม่ได้ยืนยันพ้นเกณฑ์ ยืนยันก่อนแล้วจึงเริ่มนับช่วงเฝ้าระวัง"))
    refuse_own_case(enrolment.household, by)
    if today() < watch_ends_on(enrolment):
        raise ExitNotReached(
            _("ช่วงเฝ้าระวังครบวันที่ %(date)s ทำรายการนี้ได้ตั้งแต่วันนั้น")
            % {"date": format_date(watch_ends_on(enrolment))}
        )
    _refuse_unproved(enrolment.household)
    _end(enrolment, on=today(), reason=EndReason.GRADUATED, note="", by=by)
    record(by=by, verb="enrolment.graduated", on=enrolment, fields=["ended_on", "end_reason"])
    return enrolment


@transaction.atomic
def strike_off(*, enrolment, reason, ended_on, note="", by):
    """จำหน่าย: leaves the register for another reason than success."""
    enrolment = _held(enrolment)
    if reason == EndReason.GRADUATED or reason not in EndReason.values:
        raise Refused(_("เลือกเหตุที่จำหน่าย"), field="reason")
    if is_friend(by, enrolment.household):
        raise Refused(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ จำหน่ายเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดทำ"))
    _refuse_unexplained(enrolment.household, reason, note)
    _end(enrolment, on=ended_on, reason=reason, note=note, by=by)
    record(by=by, verb="enrolment.struck_off", on=enrolment, fields=["ended_on", "end_reason", "end_note"])
    return enrolment


def _refuse_unexplained(household, reason, note):
    if reason == EndReason.MERGED and not household.ways_in.filter(undone_at__isnull=True).exists():
        raise Refused(_("เหตุนี้ใช้เมื่อรวมแฟ้มแล้วเท่านั้น เปิดหน้าครัวเรือนที่อาจซ้ำแล้วรวมแฟ้มที่นั่น"), field="reason")
    if note:
        return
    if reason == EndReason.OTHER:
        raise Refused(_("เหตุอื่น ๆ ต้องเขียนว่าเพราะอะไร"), field="note")
    if reason == EndReason.REFUSED:
        raise Refused(_("เขียนว่าใครในบ้านบอกว่าไม่ประสงค์เข้าร่วม และเพราะอะไร"), field="note")
    living = household.members.filter(left_on__isnull=True).count()
    if reason == EndReason.DIED and living > 1:
        raise Refused(
            _("ในแฟ้มยังมีคนในบ้าน %(count)s คน ถ้ามีคนอยู่ต่อ ให้เปลี่ยนหัวหน้าครัวเรือนแทน ถ้าจำหน่ายทั้งบ้าน เขียนรายละเอียด")
            % {"count": living},
            field="note",
        )


def _held(enrolment):
    """The enrolment as it stands now, refused where somebody ended it meanwhile. The household is locked, as pairing and
    asking lock it: neither comes between the look at what hangs on it and the end."""
    Household.objects.select_for_update().get(pk=enrolment.household_id)
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("household").get(pk=enrolment.pk)
    if held.ended_on:
        raise NotEnrolled(
            _("ครัวเรือนนี้ออกจากทะเบียนแล้วเมื่อ %(date)s ไม่มีอะไรต้องทำอีก") % {"date": format_date(held.ended_on)}
        )
    return held


def _end(enrolment, *, on, reason, note, by):
    if on > today():
        raise Refused(_("วันที่ออกต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="ended_on")
    step = enrolment.steps.open().first()
    first_day = step.started_on if step else enrolment.entered_on
    if on < first_day:
        raise Refused(
            _("วันที่ออกต้องไม่ก่อนวันที่เริ่มกระบวนงานปัจจุบัน (%(date)s)") % {"date": format_date(first_day)},
            field="ended_on",
        )
    if step:
        step.ended_on = on
        step.save(update_fields=["ended_on"])
    lapse_requests(enrolment=enrolment, by=by)
    enrolment.ended_on, enrolment.end_reason, enrolment.end_note = on, reason, note
    enrolment.save(update_fields=["ended_on", "end_reason", "end_note"])
    _close_the_plan(enrolment, on=on, by=by)
    _free_the_friend(enrolment, on=on, by=by)


def _close_the_plan(enrolment, *, on, by):
    """A plan lasts no longer than the enrolment it was made for; what is written in it stays."""
    for plan in enrolment.plans.open():
        plan.closed_on, plan.closed_as = max(plan.begun_on, on), PlanEnd.LEFT
        plan.save(update_fields=["closed_on", "closed_as"])
        record(by=by, verb="plan.ended", on=plan, fields=["closed_on", "closed_as"])


def _free_the_friend(enrolment, *, on, by):
    """Nobody is kept as the friend of a household that has left: see docs/decisions.md."""
    for pairing in enrolment.household.pairings.filter(ended_on__isnull=True):
        pairing.ended_on = max(pairing.started_on, on)
        pairing.end_reason = enrolment.get_end_reason_display()
        pairing.save(update_fields=["ended_on", "end_reason"])
        record(by=by, verb="pairing.ended", on=pairing, fields=["ended_on", "end_reason"])
