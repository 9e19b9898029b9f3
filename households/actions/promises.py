"""A promise is only words until it is kept: it is neither an approval nor a delivery."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Household, Promise, Promiser, PromiseState
from households.versions import save_over
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


@transaction.atomic
def give(*, household, promiser, what, due_on, promised_on, who="", goal=None, by):
    Household.objects.select_for_update().get(pk=household.pk)
    if promiser not in (Promiser.OFFICER, Promiser.FAMILY) and not who:
        raise Refused(_("ใส่ชื่อคนหรือหน่วยงานที่รับปาก"), field="who")
    if promised_on > today():
        raise Refused(_("วันที่รับปากต้องไม่เกินวันนี้"), field="promised_on")
    if due_on < promised_on:
        raise Refused(_("กำหนดต้องไม่ก่อนวันที่รับปาก"), field="due_on")
    if goal and goal.plan.household_id != household.pk:
        raise Refused(_("เป้าหมายนี้เป็นของครัวเรือนอื่น เลือกจากรายการ"), field="goal")
    promise = Promise.objects.create(
        household=household, goal=goal, promiser=promiser, who=who, what=what, promised_on=promised_on, due_on=due_on,
        recorded_by=by,
    )  # fmt: skip
    record(by=by, verb="promise.given", on=promise, fields=["goal", "promiser", "who", "what", "due_on"])
    return promise


@transaction.atomic
def settle(*, promise, state, on, because="", version, by):
    Household.objects.select_for_update().get(pk=promise.household_id)
    if state not in (PromiseState.KEPT, PromiseState.BROKEN):
        raise Refused(_("เลือกว่าทำตามที่รับปากแล้ว หรือไม่ได้ทำ"), field="state")
    if not promise.promised_on <= on <= today():
        raise Refused(_("วันที่ต้องอยู่ระหว่างวันที่รับปากกับวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="on")
    if state == PromiseState.BROKEN and not because:
        raise Refused(_("เขียนเหตุผลว่าทำไมจึงไม่ได้ทำ"), field="because")
    told = {"state": state, "state_on": on, "because": because, "state_by_id": by.pk}
    changed = save_over(promise, told, version)
    record(by=by, verb=f"promise.{state}", on=promise, fields=[name.removesuffix("_id") for name in changed])
    return promise
