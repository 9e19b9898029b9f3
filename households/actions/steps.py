"""Where a household stands in the four processes. A friend asks; who decides is never the friend himself.

`seen` is the key of the step that stood on the page, 0 for none: whoever comes second is shown what the first one did."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.actions.confirming import ProvincesTurn, is_friend, refuse_coordinators_case
from households.actions.conflicts import EditConflict
from households.actions.enrolments import lapse_requests
from households.gates import gates_before
from households.models import Enrolment, Household, LifeStep, Passage, Step, StepAnswer, StepRequest
from households.models.exit import ExitGoal
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today


class WaitsForAnother(Refused):
    def __init__(self):
        super().__init__(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ การย้ายนี้ต้องมีผู้อนุมัติ ส่งเป็นคำขอแทน"))


@transaction.atomic
def move_step(*, enrolment, to, reason, by, seen=None):
    """Closes the open step today and opens `to`; the new row keeps which gates it went through and what they missed."""
    enrolment, open_step = _held(enrolment, to, reason, seen)
    gates = gates_before(enrolment, to, now=_number(open_step))
    if is_friend(by, enrolment.household) and _wants_approval(enrolment, gates):
        raise WaitsForAnother
    _refuse_anothers_turn(enrolment, gates, by)
    return _advance(enrolment, open_step, to, reason, gates, by)


@transaction.atomic
def move_or_ask(*, enrolment, to, reason, by, seen=None):
    """The step that was begun, or the request that now waits for another person."""
    enrolment, open_step = _held(enrolment, to, reason, seen)
    gates = gates_before(enrolment, to, now=_number(open_step))
    if not (is_friend(by, enrolment.household) and _wants_approval(enrolment, gates)):
        _refuse_anothers_turn(enrolment, gates, by)
        return _advance(enrolment, open_step, to, reason, gates, by)
    _refuse_without_reason(open_step, to, gates, reason)
    return _ask(enrolment, to, reason, by)


def _refuse_anothers_turn(enrolment, gates, by):
    """Who may not approve a colleague's own case does not move it through either."""
    if _wants_approval(enrolment, gates):
        refuse_coordinators_case(enrolment.household, by)


def _held(enrolment, to, reason, seen):
    Household.objects.select_for_update().get(pk=enrolment.household_id)
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("household").get(pk=enrolment.pk)
    )
    if enrolment.ended_on:
        raise Refused(_("ครัวเรือนนี้ออกจากทะเบียนแล้ว ย้ายกระบวนงานไม่ได้"))
    if to not in LifeStep.values:
        raise Refused(_("เลือกกระบวนงานที่จะย้ายไป"), field="to")
    open_step = enrolment.steps.open().select_related("moved_by").first()
    if seen is not None and seen != (open_step.pk if open_step else 0):
        raise _conflict(open_step, to, reason)
    if open_step and open_step.number == to:
        raise Refused(
            _("ครัวเรือนอยู่ในกระบวนงาน “%(step)s” อยู่แล้ว") % {"step": open_step.get_number_display()}, field="to"
        )
    return enrolment, open_step


def _number(step):
    return step.number if step else 0


def _conflict(step, to, reason):
    sentence = _("มีผู้ย้ายกระบวนงานไปก่อนคุณ ยังไม่ได้ย้ายตามที่คุณเลือก เทียบด้านล่าง แล้วกดอีกครั้งถ้ายังต้องการ")
    stands = {"to": "", "reason": ""}
    if step:
        who = _("%(name)s ตั้งแต่ %(date)s โดย %(who)s") % {
            "name": f"{step.number} {step.get_number_display()}", "date": format_date(step.started_on), "who": step.moved_by or "-",
        }  # fmt: skip
        stands = {"to": who, "reason": step.reason}
    mine = {"to": f"{to} {LifeStep(to).label}", "reason": reason}
    return EditConflict(
        sentence, [(name, stands[name], mine[name]) for name in stands], step.pk if step else 0
    )


def _wants_approval(enrolment, gates):
    """Ahead of a gate, through one whose checklist says so, or out of the watch, which the figures count."""
    ahead = any(gap.must for one in gates for gap in one.missing)
    return ahead or any(one.checklist.approved for one in gates) or bool(enrolment.watch_from)


def _advance(enrolment, open_step, to, reason, gates, by, request=None):
    _refuse_without_reason(open_step, to, gates, reason)
    if open_step:
        open_step.ended_on = today()
        open_step.save(update_fields=["ended_on"])
    step = Step.objects.create(enrolment=enrolment, number=to, started_on=today(), reason=reason, moved_by=by)
    Passage.objects.bulk_create(
        Passage(step=step, checklist=one.checklist, missing=[gap.code for gap in one.missing])
        for one in gates
    )
    lapse_requests(enrolment=enrolment, but=request, by=by)
    record(by=by, verb="step.moved", on=step, fields=["number", "reason", *_end_watch(enrolment)])
    return step


def _refuse_without_reason(open_step, to, gates, reason):
    """Back, or ahead of a gate: both may be done, and say why."""
    if reason:
        return
    missing = [gap for one in gates for gap in one.missing if gap.must]
    if missing:
        raise Refused(
            _("ยังขาด: %(what)s เขียนเหตุผลว่าทำไมจึงย้ายก่อน") % {"what": " · ".join(gap.words for gap in missing)},
            field="reason",
        )
    if open_step and to < open_step.number:
        raise Refused(_("เขียนเหตุผลที่ย้ายกลับ"), field="reason")


def _end_watch(enrolment):
    """A household that is moved back from care is no longer watched as having got over the line."""
    if not enrolment.watch_from:
        return []
    enrolment.watch_from = None
    enrolment.save(update_fields=["watch_from"])
    enrolment.exit_reviews.holding().filter(goal=ExitGoal.EXIT).update(
        ended_on=today(), end_reason=_("ย้ายกลับ การเฝ้าระวังสิ้นสุด")
    )
    return ["watch_from"]


# --- asked by the friend, answered by another ------------------------------------------------------------------------


def _ask(enrolment, to, reason, by):
    office = by.coordinated.filter(pk=enrolment.household_id).exists()
    try:
        with transaction.atomic():
            made = StepRequest.objects.create(
                enrolment=enrolment, number=to, reason=reason, asked_by=by, asked_at=now(), to_province=office
            )
    except IntegrityError:
        raise Refused(_("มีคำขอย้ายของครัวเรือนนี้รออนุมัติอยู่แล้ว รอผล หรือถอนคำขอเดิมก่อน")) from None
    record(by=by, verb="step.asked", on=made, fields=["number", "reason"])
    return made


def _waiting(request, by, *, decides):
    Household.objects.select_for_update().get(pk=request.enrolment.household_id)
    held = (
        StepRequest.objects.select_for_update(of=("self",))
        .select_related("enrolment__household")
        .get(pk=request.pk)
    )
    if not held.waits:
        raise Refused(
            _("คำขอนี้มีผลแล้ว: %(answer)s เปิดรายการใหม่เพื่อดูล่าสุด") % {"answer": held.get_answer_display()}
        )
    household = held.enrolment.household
    if decides and (held.asked_by_id == by.pk or is_friend(by, household)):
        raise Refused(_("คุณเป็นผู้ขอหรือเป็นคู่เสี่ยวของครัวเรือนนี้ อนุมัติเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดอนุมัติ"))
    if decides and not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("ผู้อนุมัติต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    if decides and held.to_province and not by.decides_for_the_province:
        raise ProvincesTurn
    if decides:
        refuse_coordinators_case(household, by)
    return held


def _answer(held, answer, words, by):
    held.answer, held.words, held.answered_by, held.answered_at = answer, words, by, now()
    held.save(update_fields=["answer", "words", "answered_by", "answered_at", "made"])


@transaction.atomic
def approve_step(*, request, words="", by):
    held = _waiting(request, by, decides=True)
    enrolment, open_step = _held(held.enrolment, held.number, held.reason, None)
    gates = gates_before(enrolment, held.number, now=_number(open_step))
    held.made = _advance(enrolment, open_step, held.number, held.reason or words, gates, by, request=held)
    _answer(held, StepAnswer.APPROVED, words, by)
    record(by=by, verb="step.approved", on=held, fields=["answer", "words"])
    return held


@transaction.atomic
def decline_step(*, request, words, by):
    held = _waiting(request, by, decides=True)
    if not words:
        raise Refused(_("เขียนเหตุผลที่ไม่อนุมัติ ผู้ขอจะเห็น"), field="words")
    _answer(held, StepAnswer.DECLINED, words, by)
    record(by=by, verb="step.declined", on=held, fields=["answer", "words"])
    return held


@transaction.atomic
def withdraw_step(*, request, by):
    held = _waiting(request, by, decides=False)
    if held.asked_by_id != by.pk:
        raise Refused(_("ถอนได้เฉพาะคำขอของตนเอง"))
    _answer(held, StepAnswer.WITHDRAWN, "", by)
    record(by=by, verb="step.withdrawn", on=held, fields=["answer"])
    return held
