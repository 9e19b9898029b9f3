import itertools

import pytest

from households.actions.enrolments import strike_off
from households.actions.steps import move_step
from households.gates import missing_before
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("here", "to"), list(itertools.product([1, 2, 3, 4], repeat=2)))
def test_every_step_can_be_reached_from_every_other_with_a_reason(make, somchai, here, to):
    enrolment = make.enrolment(make.household(), step=here)
    if here == to:
        with pytest.raises(Refused, match="อยู่แล้ว"):
            move_step(enrolment=enrolment, to=to, reason="ตรวจแล้ว", by=somchai)
        return
    move_step(enrolment=enrolment, to=to, reason="ตรวจแล้ว", by=somchai)
    now = enrolment.steps.open().get()
    before = enrolment.steps.get(number=here)
    assert (now.number, now.started_on, now.reason, now.moved_by) == (to, today(), "ตรวจแล้ว", somchai)
    assert before.ended_on == today()
    assert Event.objects.get(verb="step.moved").actor_name == "somchai"


def test_two_moves_on_one_day_keep_one_open_step(make):
    enrolment = make.enrolment(make.household())
    for to in (2, 3, 2):
        move_step(enrolment=enrolment, to=to, reason="แก้ที่กดผิด", by=None)
    assert enrolment.steps.open().get().number == 2
    assert enrolment.steps.count() == 4


def test_without_a_reason_it_says_what_is_missing(make):
    enrolment = make.enrolment(make.household(), track=None)
    with pytest.raises(Refused) as refused:
        move_step(enrolment=enrolment, to=2, reason="", by=None)
    for words in ("ยังไม่มีการเยี่ยมบ้าน", "ยังไม่ได้จัดประเภท", "ยังไม่มีข้าราชการคู่เสี่ยว", "เขียนเหตุผล"):
        assert words in str(refused.value)
    assert refused.value.field == "reason"
    assert enrolment.steps.get().ended_on is None


def test_the_gate_opens_when_all_is_done(make, somchai, somchai_household):
    enrolment = somchai_household.enrolments.get()
    make.certification(somchai_household, somchai)
    make.verification(somchai_household, somchai).needs.create(rank=1, need_id="land", cause="ไม่มีที่นา")
    assert [gap.view_name for gap in missing_before(enrolment, 2)] == ["officers:visit_record"]
    make.visit(somchai_household, somchai, kind="attempt")
    make.visit(somchai_household, somchai, visited_on=days_ago(300))
    assert len(missing_before(enrolment, 2)) == 1, "neither an attempt nor a visit before the enrolment"
    make.visit(somchai_household, somchai, visited_on=days_ago(1))
    assert missing_before(enrolment, 2) == []


def test_care_wants_help_that_was_delivered(make):
    household = make.household()
    enrolment = make.enrolment(household, step=3)
    assert [gap.view_name for gap in missing_before(enrolment, 4)] == ["committees:referral_ask"]
    make.support(household)
    assert missing_before(enrolment, 4) == []
    assert missing_before(enrolment, 2) == [], "going back passes no gate"


def test_who_left_the_register_cannot_be_moved(make):
    enrolment = make.enrolment(make.household())
    strike_off(enrolment=enrolment, reason="died", ended_on=today(), by=None)
    with pytest.raises(Refused, match="ออกจากทะเบียนแล้ว"):
        move_step(enrolment=enrolment, to=2, reason="x", by=None)


def test_moving_back_out_of_the_watch_ends_it(make):
    enrolment = make.enrolment(make.household(), step=4, watch_from=days_ago(10))
    move_step(enrolment=enrolment, to=3, reason="รายได้ลดลง", by=None)
    enrolment.refresh_from_db()
    assert enrolment.watch_from is None
    assert Event.objects.get(verb="step.moved").fields == ["number", "reason", "watch_from"]
