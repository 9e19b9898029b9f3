from django.db import transaction
from django.utils.translation import gettext as _

from households.gates import missing_before
from households.models import Enrolment, LifeStep, Step
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


@transaction.atomic
def move_step(*, enrolment, to, reason, by):
    """Closes the open step today and opens `to`. Ahead of a gate or back: both may be done, with a reason."""
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
    if not reason:
        raise Refused(_reason_wanted(missing_before(enrolment, to)), field="reason")
    if now:
        now.ended_on = today()
        now.save(update_fields=["ended_on"])
    step = Step.objects.create(enrolment=enrolment, number=to, started_on=today(), reason=reason, moved_by=by)
    record(by=by, verb="step.moved", on=step, fields=["number", "reason", *_end_watch(enrolment)])
    return step


def _reason_wanted(missing):
    if not missing:
        return _("เขียนเหตุผลที่ย้ายกระบวนงาน")
    return _("ยังขาด: %(what)s เขียนเหตุผลว่าทำไมจึงย้ายก่อน") % {"what": " · ".join(m.words for m in missing)}


def _end_watch(enrolment):
    """A household that is moved back from care is no longer watched as having got over the line."""
    if not enrolment.watch_from:
        return []
    enrolment.watch_from = None
    enrolment.save(update_fields=["watch_from"])
    return ["watch_from"]
