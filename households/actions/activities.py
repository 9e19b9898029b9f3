"""What is done for a goal, by whom and until when; and how it went: done, refused or dropped."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.plans import held, held_draft
from households.models import Activity, ActivityState, Doer
from households.versions import save_over
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today

VERBS = {
    ActivityState.DONE: "activity.done",
    ActivityState.REFUSED: "activity.refused",
    ActivityState.DROPPED: "activity.dropped",
    ActivityState.PLANNED: "activity.corrected",
}


@transaction.atomic
def add(*, goal, by, **told):
    """`told`: what, doer, agency, due_on."""
    plan = held_draft(goal.plan)
    _refuse_unclear(plan, told)
    activity = Activity.objects.create(goal=goal, **told)
    record(by=by, verb="activity.added", on=activity, fields=list(told))
    return activity


def _refuse_unclear(plan, told):
    if told["doer"] == Doer.AGENCY and not told["agency"]:
        raise Refused(_("ใส่ชื่อหน่วยงานที่จะทำ"), field="agency")
    if told["due_on"] < plan.begun_on:
        raise Refused(
            _("กำหนดต้องไม่ก่อนวันที่เริ่มทำแผน (%(date)s)") % {"date": format_date(plan.begun_on)}, field="due_on"
        )


@transaction.atomic
def edit(*, activity, changes, version, by):
    plan = held_draft(activity.goal.plan)
    _refuse_unclear(plan, changes)
    changed = save_over(activity, changes, version)
    record(by=by, verb="activity.edited", on=activity, fields=changed)
    return activity


@transaction.atomic
def settle(*, activity, state, on=None, because="", version, by):
    """Told at the next visit or on the case page; set back to planned where it was told by mistake."""
    plan = held(activity.goal.plan)
    if state not in VERBS:
        raise Refused(_("เลือกว่าทำแล้ว ทำไม่ได้ หรือเลิกทำ"), field="state")
    if state == ActivityState.PLANNED:
        on, because = None, ""
    else:
        on = on or today()
        _refuse_untold(plan, state, on, because)
    told = {"state": state, "state_on": on, "because": because, "state_by_id": by.pk}
    changed = save_over(activity, told, version)
    record(by=by, verb=VERBS[state], on=activity, fields=[name.removesuffix("_id") for name in changed])
    return activity


def _refuse_untold(plan, state, on, because):
    if not plan.enrolment.entered_on <= on <= today():
        raise Refused(_("วันที่ต้องไม่เกินวันนี้และไม่ก่อนเข้าทะเบียน แก้วันที่แล้วบันทึกใหม่"), field="on")
    if state != ActivityState.DONE and not because:
        raise Refused(_("เขียนเหตุผลว่าทำไมจึงทำไม่ได้หรือเลิกทำ"), field="because")
