"""A life plan from the first draft to its revision: who may do what in which state, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from households.actions import activities, enrolments, goals, merging, plans
from households.actions.households import EditConflict
from households.case import Case
from households.compass import Compass
from households.gates import missing_before
from households.models import Indicator, LifePlan, PlanState
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db

GOAL = {
    "title": "มีรายได้จากไข่ไก่", "dimension": "income", "need": None, "horizon": 6, "measure": "รายได้ต่อเดือน", "unit": "บาท",
    "baseline": 1_000, "target": 3_000,
}  # fmt: skip
WORK = {"what": "ทำคอกไก่", "doer": "together", "agency": "", "due_on": days_ago(-30)}
ON_SCREEN = {"way": "screen", "signed_name": "นายบุญมี คำแก้ว", "signed_on": today()}


@pytest.fixture
def failing(make, somchai_household):
    """22 and 23 failed in the latest survey."""
    somchai_household.surveys.update(results="P" * 21 + "FF" + "P" * 8)
    return somchai_household


@pytest.fixture
def plan(failing, somchai):
    return plans.begin(household=failing, by=somchai)


@pytest.fixture
def whole(plan, somchai):
    """Ready to be signed."""
    goal = goals.add(plan=plan, indicator=indicator(22), **GOAL, by=somchai)
    goals.give_reason(plan=plan, indicator=indicator(23), because="not_now", by=somchai)
    activities.add(goal=goal, **WORK, by=somchai)
    return plan


def indicator(number):
    return Indicator.objects.get(indicator_set="2560-2564", number=number)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def sign(plan, by, **given):
    return plans.sign(plan=plan, **{**ON_SCREEN, **given}, version=fresh(plan).version, by=by)


def approve(plan, by):
    return plans.approve(plan=plan, version=fresh(plan).version, by=by)


# --- begin -------------------------------------------------------------------------------------------------------


def test_a_plan_begins_with_the_failed_indicators_of_the_latest_survey(plan):
    found = Compass(plan)
    assert (plan.edition, plan.state, plan.round_id) == (1, "draft", 2562)
    assert [row.indicator.number for row in found.unanswered] == [22, 23]
    assert "2 ข้อ (ข้อ 22, 23)" in found.lacking[0] and len(found.lacking) == 3
    assert Event.objects.filter(verb="plan.started", object_key=str(plan.pk)).count() == 1


def test_a_second_open_plan_is_refused_by_the_act_and_by_the_database(plan, somchai):
    with pytest.raises(Refused, match="มีแผนที่ใช้อยู่แล้ว"):
        plans.begin(household=plan.household, by=somchai)
    with pytest.raises(IntegrityError), transaction.atomic():
        LifePlan.objects.create(
            household=plan.household, enrolment=plan.enrolment, edition=2, begun_on=today()
        )


def test_who_is_not_in_the_register_has_no_plan(make, somchai):
    with pytest.raises(Refused, match="ไม่อยู่ในทะเบียน"):
        plans.begin(household=make.household(), by=somchai)


def test_a_newer_survey_is_followed_while_the_plan_is_made(make, plan, somchai):
    assert Compass(plan).newer_round is None
    with pytest.raises(Refused, match="รอบล่าสุดอยู่แล้ว"):
        plans.follow_the_latest_survey(plan=plan, by=somchai)
    make.survey(plan.household, year=2563, results="F" + "P" * 30)
    assert Compass(plan).newer_round == 2563
    plans.follow_the_latest_survey(plan=plan, by=somchai)
    assert [row.indicator.number for row in Compass(fresh(plan)).failed] == [1]


# --- each failed indicator has a goal or a reason ---------------------------------------------------------------------


def test_a_goal_or_a_reason_answers_an_indicator(plan, somchai):
    goals.give_reason(plan=plan, indicator=indicator(22), because="wrong", by=somchai)
    goals.give_reason(plan=plan, indicator=indicator(23), because="other", words="เพิ่งเปิดบัญชี", by=somchai)
    assert Compass(plan).unanswered == []
    made = goals.add(plan=plan, indicator=indicator(22), **GOAL, by=somchai)
    assert plan.no_goals.count() == 1, "the goal stands in the place of the reason"
    with pytest.raises(Refused, match="มีเป้าหมายอยู่แล้ว"):
        goals.give_reason(plan=plan, indicator=indicator(22), because="wrong", by=somchai)
    with pytest.raises(Refused, match="มีเป้าหมายในแผนแล้ว"):
        goals.add(plan=plan, indicator=indicator(22), **GOAL, by=somchai)
    goals.drop(goal=made, because="ครอบครัวเลือกเรื่องอื่นแล้ว", version=1, by=somchai)
    assert Compass(plan).unanswered == [], "that it was dropped has a reason too"


def test_reasons_are_said_again_and_another_needs_words(plan, somchai):
    for because in ("wrong", "mended"):
        goals.give_reason(plan=plan, indicator=indicator(22), because=because, by=somchai)
    assert plan.no_goals.get().because == "mended"
    with pytest.raises(Refused, match="เพราะอะไร"):
        goals.give_reason(plan=plan, indicator=indicator(23), because="other", by=somchai)


def test_goals_are_due_by_their_horizon_and_lead_somewhere(plan, somchai):
    made = goals.add(plan=plan, **GOAL, by=somchai)
    assert (made.due_on - plan.begun_on).days in range(181, 185) and made.now == 1_000
    with pytest.raises(Refused, match="ต่างจากตอนเริ่ม"):
        goals.add(plan=plan, **{**GOAL, "target": 1_000}, by=somchai)
    with pytest.raises(Refused, match="3, 6 หรือ 12"):
        goals.add(plan=plan, **{**GOAL, "horizon": 9}, by=somchai)


@pytest.mark.parametrize(
    ("day", "months", "becomes"), [("2026-11-30", 3, "2027-02-28"), ("2026-01-31", 12, "2027-01-31")]
)
def test_months_end_where_the_month_ends(day, months, becomes):
    date = type(today()).fromisoformat(day)
    assert goals.months_after(date, months).isoformat() == becomes


@pytest.mark.parametrize(
    ("baseline", "target", "now", "way", "reached"),
    [(0, 1, 0, 0, False), (0, 1, 1, 100, True), (50, 0, 10, 80, False), (50, 0, 0, 100, True), (10, 20, 5, 0, False),
     (10, 20, 40, 100, True)],
)  # fmt: skip
def test_the_way_of_a_goal_goes_up_or_down(make, plan, baseline, target, now, way, reached):
    goal = make.goal(plan, baseline=baseline, target=target, now=now)
    assert (goal.way, goal.is_reached) == (way, reached)


def test_the_familys_top_three(make, plan, somchai):
    four = [make.goal(plan, title=f"เป้า {n}") for n in range(4)]
    goals.rank(plan=plan, first=[four[2], four[0], four[1]], version=1, by=somchai)
    goals.rank(plan=plan, first=[four[0], four[3]], version=2, by=somchai)
    assert [goal.title for goal in Compass(plan).top] == ["เป้า 0", "เป้า 3"]
    with pytest.raises(Refused, match="สามเรื่องที่ต่างกัน"):
        goals.rank(plan=plan, first=[four[0], four[0]], version=3, by=somchai)
    with pytest.raises(EditConflict):
        goals.rank(plan=plan, first=[four[1]], version=2, by=somchai)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.goal(plan, title="อีกเป้า", rank=1)


# --- signing ------------------------------------------------------------------------------------------------------


def test_both_sign_when_nothing_lacks(plan, somchai):
    with pytest.raises(Refused, match=r"ลงนามยังไม่ได้ ยังขาด: จปฐ. ที่ตก.* · ยังไม่มีเป้าหมาย · ยังไม่มีกิจกรรม"):
        sign(plan, somchai)


def test_on_the_screen_the_friend_confirms_himself(whole, somchai, district_chief):
    with pytest.raises(Refused, match="ต้องเป็นคู่เสี่ยว"):
        sign(whole, district_chief)
    made = sign(whole, somchai)
    assert (made.state, made.signed_by, made.signed_name) == ("signed", somchai, "นายบุญมี คำแก้ว")
    event = Event.objects.get(verb="plan.signed")
    assert "บุญมี" not in str(event.fields) and "signed_name" in event.fields


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"way": "paper"}, "เลขที่ของแบบกระดาษ"), ({"signed_name": ""}, "ใส่ชื่อคนในครัวเรือน"), ({"way": "stamp"}, "หน้าจอหรือในกระดาษ"),
     ({"signed_on": days_ago(-1)}, "ระหว่างวันที่เริ่ม"), ({"signed_on": days_ago(99)}, "ระหว่างวันที่เริ่ม")],
)  # fmt: skip
def test_what_is_half_signed_is_not_signed(whole, somchai, given, sentence):
    with pytest.raises(Refused, match=sentence):
        sign(whole, somchai, **given)
    assert fresh(whole).state == "draft"


def test_a_signed_paper_is_entered_by_the_coordinator_with_its_number(whole, somchai, district_chief, pranee):
    made = sign(whole, district_chief, way="paper", paper_number="ขก 12/2569")
    assert (made.signed_by, made.entered_by, made.paper_number) == (somchai, district_chief, "ขก 12/2569")
    with pytest.raises(Refused, match="อนุมัติเองไม่ได้"):
        approve(whole, district_chief)
    assert approve(whole, pranee).state == "approved"


def test_without_a_friend_nobody_signs_for_the_office(whole, somchai):
    whole.household.pairings.update(ended_on=today())
    with pytest.raises(Refused, match="ยังไม่มีคู่เสี่ยว"):
        sign(whole, somchai)


# --- who approves ---------------------------------------------------------------------------------------------------


def test_the_coordinator_approves(whole, somchai, district_chief):
    sign(whole, somchai)
    made = approve(whole, district_chief)
    assert (made.state, made.approved_by) == ("approved", district_chief)


def test_never_ones_own_case(make, whole, somchai, outsider, district_chief, pranee):
    make.posting(somchai, "district", district="4005")
    sign(whole, somchai)
    with pytest.raises(Refused, match="อนุมัติเองไม่ได้"):
        approve(whole, somchai)
    with pytest.raises(Refused, match="ผู้ประสานงานของอำเภอนี้"):
        approve(whole, outsider)
    with pytest.raises(Refused, match="สำนักงานจังหวัดเป็นผู้อนุมัติ"):
        approve(whole, district_chief)
    assert not Case(whole.household, district_chief).may_decide_plan
    assert approve(whole, pranee).state == "approved", "his own cases go to the province"


def test_the_database_refuses_who_signed_as_who_approves(whole, somchai):
    sign(whole, somchai)
    with pytest.raises(IntegrityError), transaction.atomic():
        LifePlan.objects.filter(pk=whole.pk).update(
            state="approved", approved_by=somchai, approved_at="2026-11-29T00:00Z"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LifePlan.objects.filter(pk=whole.pk).update(signed_name="")


def test_sent_back_with_words_it_is_a_draft_again(whole, somchai, district_chief):
    sign(whole, somchai)
    with pytest.raises(Refused, match="ต้องแก้อะไร"):
        plans.send_back(plan=whole, words="", version=fresh(whole).version, by=district_chief)
    made = plans.send_back(
        plan=whole, words="เพิ่มกิจกรรมของหน่วยงาน", version=fresh(whole).version, by=district_chief
    )
    assert (made.state, made.signed_by, made.returned_words) == ("draft", None, "เพิ่มกิจกรรมของหน่วยงาน")
    assert sign(made, somchai).returned_words == ""


# --- every act from every state -----------------------------------------------------------------------------------

ACTS = {
    "edit": lambda plan, somchai, chief: plans.edit(plan=plan, changes={"wish": "x"}, version=plan.version, by=somchai),
    "add a goal": lambda plan, somchai, chief: goals.add(plan=plan, **GOAL, by=somchai),
    "add work": lambda plan, somchai, chief: activities.add(goal=plan.goals.first(), **WORK, by=somchai),
    "sign": lambda plan, somchai, chief: sign(plan, somchai, signed_on=plan.begun_on),
    "withdraw": lambda plan, somchai, chief: plans.withdraw(plan=plan, by=somchai),
    "approve": lambda plan, somchai, chief: approve(plan, chief),
    "send back": lambda plan, somchai, chief: plans.send_back(plan=plan, words="x", version=plan.version, by=chief),
    "revise": lambda plan, somchai, chief: plans.revise(plan=plan, reason="x", by=somchai),
    "settle": lambda plan, somchai, chief: activities.settle(
        activity=plan.goals.first().activities.get(), state="done", version=1, by=somchai
    ),
    "measure": lambda plan, somchai, chief: goals.measure(goal=plan.goals.first(), now=2, version=1, by=somchai),
}  # fmt: skip
# For each state what may be done, and what it becomes.
MAY = {
    "draft": {"edit": "draft", "add a goal": "draft", "add work": "draft", "sign": "signed", "settle": "draft",
              "measure": "draft"},
    "signed": {"withdraw": "draft", "approve": "approved", "send back": "draft", "settle": "signed", "measure": "signed"},
    "approved": {"revise": "closed", "settle": "approved", "measure": "approved"},
    "closed": {},
}  # fmt: skip


def in_state(make, household, state):
    closed = {"closed_on": today(), "closed_as": "replaced"} if state == "closed" else {}
    plan = make.plan(household, state="approved" if state == "closed" else state, **closed)
    make.activity(make.goal(plan, indicator=indicator(22)))
    plan.no_goals.create(indicator=indicator(23), because="wrong", said_on=today())
    return plan


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", MAY)
def test_every_act_from_every_state(make, failing, somchai, district_chief, state, act):
    plan = in_state(make, failing, state)
    becomes = MAY[state].get(act)
    if becomes is None:
        with pytest.raises(Refused):
            ACTS[act](plan, somchai, district_chief)
        becomes = state
    else:
        ACTS[act](plan, somchai, district_chief)
    plan = fresh(plan)
    assert ("closed" if plan.closed_on else plan.state) == becomes


def test_the_table_knows_every_state():
    assert set(MAY) == {*PlanState.values, "closed"}


# --- revision -------------------------------------------------------------------------------------------------------


def test_a_revision_keeps_the_old_plan_and_goes_on_with_what_is_open(make, failing, somchai):
    old = in_state(make, failing, "approved")
    goal = old.goals.get()
    make.activity(goal, what="ปลูกผัก", state="done", state_on=today())
    make.goal(old, title="เลิกแล้ว", dropped_on=today(), dropped_because="x")
    before = list(old.goals.order_by("pk").values())
    new = plans.revise(plan=old, reason="ลูกได้งานทำ", by=somchai)
    assert (new.edition, new.state, new.revised_because) == (2, "draft", "ลูกได้งานทำ")
    carried = new.goals.get()
    assert (carried.thread, carried.title) == (goal.thread, goal.title) and carried.pk != goal.pk
    assert [work.what for work in carried.activities.all()] == ["ทำคอกไก่"], (
        "what was done stays where it was done"
    )
    assert new.no_goals.count() == 1 and Compass(new).unanswered == []
    assert list(old.goals.order_by("pk").values()) == before and fresh(old).closed_as == "replaced"
    assert old.goals.get(pk=goal.pk).activities.count() == 2


# --- the plan and its household -------------------------------------------------------------------------------------


def test_who_leaves_the_register_leaves_the_plan(make, failing, district_chief):
    plan = in_state(make, failing, "approved")
    enrolments.strike_off(
        enrolment=plan.enrolment, reason="moved", ended_on=today(), note="", by=district_chief
    )
    assert (fresh(plan).closed_as, fresh(plan).closed_on) == ("left", today())
    assert Event.objects.filter(verb="plan.ended").count() == 1


def test_a_plan_goes_with_its_enrolment_into_the_merged_file_and_back(make, failing, pranee):
    plan = in_state(make, failing, "signed")
    kept = make.household()
    made = merging.merge(kept=kept, gone=failing, reason="บ้านเดียวกัน", by=pranee)
    assert fresh(plan).household_id == kept.pk == fresh(plan).enrolment.household_id
    merging.unmerge(merge=made, reason="คนละบ้าน", by=pranee)
    assert (fresh(plan).household_id, fresh(plan).closed_on) == (failing.pk, None)


def test_of_two_plans_the_one_of_the_file_that_goes_is_closed_and_opens_again(make, failing, pranee):
    plan = in_state(make, failing, "approved")
    kept = make.household()
    make.enrolment(kept)
    other = make.plan(kept)
    made = merging.merge(kept=kept, gone=failing, reason="บ้านเดียวกัน", by=pranee)
    assert fresh(plan).closed_as == "left" and fresh(plan).household_id == failing.pk
    assert fresh(other).is_open
    merging.unmerge(merge=made, reason="คนละบ้าน", by=pranee)
    assert fresh(plan).is_open and fresh(other).is_open


# --- the gates ------------------------------------------------------------------------------------------------------


def codes(enrolment, to):
    return [gap.code for gap in missing_before(enrolment, to)]


def test_the_gate_out_of_the_compass_opens_piece_by_piece(failing, somchai, district_chief):
    enrolment = failing.enrolments.get()
    enrolment.steps.update(number=2)
    every = ["indicators_answered", "plan_goal", "plan_activity", "plan_signed", "plan_approved"]
    assert codes(enrolment, 3) == every
    plan = plans.begin(household=failing, by=somchai)
    assert missing_before(enrolment, 3)[0].words.endswith("(2 ข้อ)")
    goal = goals.add(plan=plan, indicator=indicator(22), **GOAL, by=somchai)
    goals.give_reason(plan=plan, indicator=indicator(23), because="not_now", by=somchai)
    assert codes(enrolment, 3) == every[2:]
    activities.add(goal=goal, **WORK, by=somchai)
    assert codes(enrolment, 3) == every[3:]
    sign(plan, somchai)
    assert codes(enrolment, 3) == every[4:]
    approve(plan, district_chief)
    assert codes(enrolment, 3) == []
    plans.revise(plan=plan, reason="ลูกได้งานทำ", by=somchai)
    assert codes(enrolment, 3) == every[3:], "a revision is signed and approved anew"


@pytest.mark.parametrize("state", ["done", "refused", "dropped"])
def test_the_gate_to_care_wants_every_activity_done_refused_or_dropped(make, failing, somchai, state):
    plan = in_state(make, failing, "approved")
    plan.enrolment.steps.update(number=3)
    make.support(failing)
    activity = plan.goals.get().activities.get()
    assert codes(plan.enrolment, 4) == ["activities_settled"]
    if state != "done":
        with pytest.raises(Refused, match="เหตุผล"):
            activities.settle(activity=activity, state=state, version=1, by=somchai)
    activities.settle(activity=activity, state=state, because="ดินเค็ม", version=1, by=somchai)
    assert codes(plan.enrolment, 4) == []
    activities.settle(activity=activity, state="planned", version=2, by=somchai)
    assert codes(plan.enrolment, 4) == ["activities_settled"], "told by mistake, set back"
    goals.drop(goal=plan.goals.get(), because="เลือกเรื่องอื่น", version=1, by=somchai)
    assert codes(plan.enrolment, 4) == [], "with its goal given up nothing of it is waited for"
