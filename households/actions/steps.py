from django.db import transaction
from django.utils.translation import gettext as _

from households.gates import gates_before
from households.models import Enrolment, LifeStep, Passage, Step
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


@transaction.atomic
def move_step(*, enrolment, to, reason, by):
    """Closes the open step today and opens `to`; the new row keeps which gates it went through and what they missed."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("household").get(pk=enrolment.pk)
    )
    if enrolment.ended_on:
        raise Refused(_("ครัวเรือนนี้ออกจากทะเบียนแล้ว ย้ายกระบวนงานไม่ได้"))
    if to not in LifeStep.values:
        raise Refused(_("เลือกกระบวนงานที่จะย้ายไป"), field="to")
    now = enrolment.steps.open().first()
    if now and now.number == to:
        raise Refused(
            _("ครัวเรือนอยู่ในกระบวนงาน “%(step)s” อยู่แล้ว") % {"step": now.get_number_display()}, field="to"
        )
    gates = gates_before(enrolment, to, now=now.number if now else 0)
    _refuse_without_reason(now, to, gates, reason)
    if now:
        now.ended_on = today()
        now.save(update_fields=["ended_on"])
    step = Step.objects.create(enrolment=enrolment, number=to, started_on=today(), reason=reason, moved_by=by)
    Passage.objects.bulk_create(
        Passage(step=step, checklist=one.checklist, missing=[gap.code for gap in one.missing])
        for one in gates
    )
    record(by=by, verb="step.moved", on=step, fields=["number", "reason", *_end_watch(enrolment)])
    return step


def _refuse_without_reason(now, to, gates, reason):
    """Back, or ahead of a gate: both may be done, and say why."""
    if reason:
        return
    missing = [gap for one in gates for gap in one.missing if gap.must]
    if missing:
        raise Refused(
            _("ยังขาด: %(what)s เขียนเหตุผลว่าทำไมจึงย้ายก่อน") % {"what": " · ".join(gap.words for gap in missing)},
            field="reason",
        )
    if now and to < now.number:
        raise Refused(_("เขียนเหตุผลที่ย้ายกลับ"), field="reason")


def _end_watch(enrolment):
    """A household that is moved back from care is no longer watched as having got over the line."""
    if not enrolment.watch_from:
        return []
    enrolment.watch_from = None
    enrolment.save(update_fields=["watch_from"])
    return ["watch_from"]
