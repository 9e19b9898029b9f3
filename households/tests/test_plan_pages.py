"""The pages of the life compass: from the failed indicators to a signed and approved plan, and what became of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.actions import plans
from households.case import Case
from households.compass import Compass
from households.models import Indicator, LifePlan, Promise
from households.plan_paper import plain
from households.story import story
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(make, somchai_household):
    somchai_household.surveys.update(results="P" * 21 + "FF" + "P" * 8)
    return somchai_household


@pytest.fixture
def approved(make, failing):
    plan = make.plan(failing, state="approved")
    make.activity(make.goal(plan, need_id="occupation"))
    return plan


def address(name, *args):
    return reverse(f"households:{name}", args=args)


def read(response):
    return response.content.decode().replace("\xa0", " ")


def date(day):
    return format_date(day, "numeric")


def goal_told(**told):
    return {"title": "ขายไข่", "dimension": "income", "horizon": "6", "measure": "รายได้ต่อเดือน", "unit": "บาท",
            "baseline": "1,000", "target": "3,000", **told}  # fmt: skip


# --- the way through --------------------------------------------------------------------------------------------------


def test_the_whole_way_on_the_telephone(as_, somchai, district_chief, failing):
    friend, key = as_(somchai), failing.pk
    assert "เริ่มทำเข็มทิศชีวิต" in read(friend.get(address("plan", key)))
    friend.post(address("plan_begin", key))
    page = read(friend.get(address("plan", key)))
    assert "จปฐ. ที่ตกยังไม่มีเป้าหมายหรือเหตุผล 2 ข้อ (ข้อ 22, 23)" in page and "22. รายได้เฉลี่ย" in page
    friend.post(address("no_goal", key, 23), {"because": "not_now", "words": "ขอทำเรื่องรายได้ก่อน"})
    page = read(friend.get(address("goal_add", key) + "?indicator=22"))
    assert 'value="รายได้เฉลี่ยถึงเส้น"' in page and 'value="20,000"' in page and 'value="38,000"' in page
    answer = friend.post(address("goal_add", key) + "?indicator=22", goal_told())
    goal = LifePlan.objects.get().goals.get()
    assert answer.url == address("activity_add", goal.pk) and goal.indicator.number == 22
    friend.post(
        answer.url, {"what": "ทำคอกไก่", "doer": "agency", "agency": "ปศุสัตว์อำเภอ", "due_on": date(goal.due_on)}
    )
    friend.post(address("plan_rank", key), {"first": str(goal.pk), "version": "1"})
    friend.post(address("plan_words", key), {"wish": "อยากมีไข่กิน", "version": "2"})
    told = {"way": "screen", "signed_name": "ยายบัว", "signed_on": date(today()), "version": "3"}
    assert "อ่านแผนให้ครอบครัวฟัง" in read(friend.post(address("plan_sign", key), told)), "both confirm"
    friend.post(address("plan_sign", key), {**told, "family_agrees": "on", "friend_agrees": "on"})
    assert LifePlan.objects.get().state == "signed"
    office = as_(district_chief)
    assert "นายบุญมี คำแก้ว" in read(office.get(address("plans")))
    office.post(address("plan_decide", key), {"act": "approve", "version": "4"})
    assert LifePlan.objects.get().state == "approved"
    assert "ไม่มีแผนรออนุมัติ" in read(office.get(address("plans")))
    page = read(friend.get(address("plan", key)))
    for words in (
        "อนุมัติแล้ว",
        "อันดับ 1",
        "หน่วยงานทำ: ปศุสัตว์อำเภอ",
        "อยากมีไข่กิน",
        "ขอทำเรื่องรายได้ก่อน",
        "ยายบัว กับ นายสมชาย ใจดี",
    ):
        assert words in page, words


def test_welfare_households_are_offered_care_assured(as_, make, somchai, failing):
    failing.classifications.update(track="welfare")
    make.plan(failing)
    page = read(as_(somchai).get(address("goal_add", failing.pk)))
    for words in ("ได้รับสิทธิสวัสดิการครบ", "มีผู้ดูแลประจำ", "บ้านอยู่ได้อย่างปลอดภัย"):
        assert words in page
    assert "มีรายได้เสริมทุกเดือน" not in page
    assert 'value="มีผู้ดูแลประจำ รู้ชื่อ ติดต่อได้"' in read(
        as_(somchai).get(address("goal_add", failing.pk) + "?offer=carer")
    )


def test_what_was_typed_comes_back_with_what_to_mend(as_, make, somchai, failing):
    make.plan(failing)
    page = read(as_(somchai).post(address("goal_add", failing.pk), goal_told(horizon="9", target="")))
    assert 'value="ขายไข่"' in page and "ใส่ตัวเลขตามหน่วยที่วัด" in page
    assert "ต่างจากตอนเริ่ม" in read(
        as_(somchai).post(address("goal_add", failing.pk), goal_told(target="1000"))
    )


def test_a_goal_without_a_unit_is_yes_or_no(as_, make, somchai, failing):
    plan = make.plan(failing)
    as_(somchai).post(address("goal_add", failing.pk), goal_told(unit="", baseline="", target=""))
    goal = plan.goals.get()
    assert (goal.baseline, goal.target, goal.is_reached) == (0, 1, False)
    as_(somchai).post(address("goal_state", goal.pk), {"now": "1", "version": "1"})
    assert plan.goals.get().is_reached


def test_the_other_sees_the_difference_and_nothing_is_written_over(as_, make, somchai, failing):
    goal = make.goal(make.plan(failing))
    friend = as_(somchai)
    first = friend.post(address("goal", goal.pk), goal_told(title="ขายเป็ด", version="1"))
    second = friend.post(address("goal", goal.pk), goal_told(title="ขายปลา", horizon="12", version="1"))
    assert (first.status_code, second.status_code) == (302, 409)
    page = read(second)
    assert "มีผู้แก้ไขเรื่องนี้ไปก่อนคุณ" in page and 'value="ขายปลา"' in page and "ขายเป็ด" in page
    assert "12 เดือน" in page and 'name="version" value="2"' in page
    goal.refresh_from_db()
    assert goal.title == "ขายเป็ด"
    assert friend.post(address("goal", goal.pk), goal_told(title="ขายปลา", version="2")).status_code == 302


def test_a_month_of_the_account_book_is_told_what_another_wrote(as_, make, somchai, failing):
    friend, month = as_(somchai), f"{today():%Y-%m}"
    first = {"month": month, "income": "4,000", "spending": "3,500", "version": "0"}
    assert friend.post(address("account", failing.pk), first).status_code == 302
    late = friend.post(address("account", failing.pk), {**first, "income": "9,000"})
    assert late.status_code == 409 and "4000" in read(late)
    assert failing.account.get(kind="income").baht == 4_000
    page = read(friend.get(address("account", failing.pk)))
    assert "500" in page and "3,500" in page
    nothing = friend.post(address("account", failing.pk), {"month": month, "version": "2"})
    assert "อย่างน้อยหนึ่งช่อง" in read(nothing)


def test_abilities_are_told_and_taken_out_again(as_, make, somchai, failing):
    friend, member, other = as_(somchai), failing.members.get(), make.member(make.household())
    friend.post(address("abilities", failing.pk), {"member": member.pk, "trade": "craft", "words": "ทอผ้าขิด"})
    stranger = friend.post(address("abilities", failing.pk), {"member": other.pk, "trade": "craft"})
    assert stranger.status_code == 200 and not other.abilities.exists(), "only of the people of the house"
    for page in ("abilities", "plan"):
        assert "ทอผ้าขิด" in read(friend.get(address(page, failing.pk)))
    friend.post(address("abilities", failing.pk), {"remove": member.abilities.get().pk})
    assert not member.abilities.exists()


# --- management -------------------------------------------------------------------------------------------------------


def test_work_is_done_or_refused_with_a_reason(as_, somchai, approved):
    work, friend = approved.goals.get().activities.get(), as_(somchai)
    told = {"state": "refused", "on": date(today()), "version": "1"}
    assert "เขียนเหตุผลว่าทำไม" in read(friend.post(address("activity_settle", work.pk), told))
    friend.post(address("activity_settle", work.pk), {**told, "because": "ดินเค็ม"})
    work.refresh_from_db()
    assert (work.state, work.because, work.state_by) == ("refused", "ดินเค็ม", somchai)
    page = read(friend.get(address("plan", approved.household_id)))
    assert "ทำไม่ได้ ถูกปฏิเสธ" in page and "ดินเค็ม" in page


def test_a_visit_asks_after_what_is_still_to_be_done(as_, make, somchai, approved):
    visit = make.visit(approved.household, somchai)
    work = approved.goals.get().activities.get()
    page = read(as_(somchai).get(reverse("officers:visit_saved", args=[visit.key])))
    assert "ทำคอกไก่" in page and address("activity_settle", work.pk) in page


def test_a_promise_is_remembered_until_it_is_kept(as_, make, somchai, approved):
    friend, household = as_(somchai), approved.household
    told = {
        "promiser": "agency",
        "what": "ซ่อมหลังคา",
        "promised_on": date(today()),
        "due_on": date(days_ago(-3)),
    }
    assert "ใส่ชื่อคนหรือหน่วยงาน" in read(friend.post(address("promise_add", household.pk), told))
    friend.post(
        address("promise_add", household.pk),
        {**told, "who": "อบต. นาเพียง", "goal": str(approved.goals.get().pk)},
    )
    promise = Promise.objects.get()
    for page in (friend.get("/officers/"), friend.get(address("case", household.pk))):
        assert "ซ่อมหลังคา" in read(page) and address("promise", promise.pk) in read(page)
    broken = {"state": "broken", "on": date(today()), "version": "1"}
    assert "เขียนเหตุผล" in read(friend.post(address("promise", promise.pk), broken))
    friend.post(address("promise", promise.pk), {**broken, "because": "งบหมด"})
    assert Promise.objects.get().state == "broken"
    assert "ซ่อมหลังคา" not in read(friend.get("/officers/"))
    assert "งบหมด" in read(friend.get(address("plan", household.pk)))


def test_promised_asked_delivered_and_confirmed_stay_apart_under_the_goal(
    as_, make, somchai, chair, approved
):
    goal, friend, household = approved.goals.get(), as_(somchai), approved.household
    ask = reverse("committees:referral_ask", args=[household.pk])
    page = read(friend.get(f"{ask}?goal={goal.pk}"))
    assert '<option value="occupation" selected>' in page and f'<option value="{goal.pk}" selected>' in page
    friend.post(ask, {"need": "occupation", "text": "ขอพันธุ์ไก่", "goal": str(goal.pk)})
    referral = household.referrals.get()
    assert referral.goal == goal
    make.promise(household, goal=goal, promiser="committee", who="คณะอาชีพ", what="จัดหาพันธุ์ไก่")
    make.support(household, goal=goal, referral=referral, what="ไก่ 20 ตัว")
    new = plans.revise(plan=approved, reason="เพิ่มกิจกรรม", by=somchai)
    help = Compass(new).help[goal.thread]
    assert [len(rows) for rows in (help.promises, help.referrals, help.supports)] == [1, 1, 1]
    page = read(friend.get(address("plan", household.pk)))
    for words in ("รับปากไว้", "ขอไว้", "ได้รับแล้ว", "ไก่ 20 ตัว", "ส่งแล้ว รอคณะรับเรื่อง"):
        assert words in page, words
    desk = read(as_(chair).get(reverse("committees:referral", args=[referral.pk])))
    assert "ขอพันธุ์ไก่" in desk and goal.title not in desk, "a committee reads the request, not the plan"


def test_help_is_not_asked_for_another_familys_goal(as_, make, somchai, approved):
    other = make.household()
    make.enrolment(other)
    goal = make.goal(make.plan(other))
    ask = reverse("committees:referral_ask", args=[approved.household_id])
    told = {"need": "occupation", "text": "ขอพันธุ์ไก่", "goal": str(goal.pk)}
    assert as_(somchai).post(ask, told).status_code == 200
    assert not approved.household.referrals.exists()


def test_the_story_tells_of_the_plan(make, somchai, approved):
    goal = approved.goals.get()
    make.activity(goal, what="ปลูกผัก", state="done", state_on=today(), state_by=somchai)
    make.promise(approved.household, state="broken", state_on=today(), because="งบหมด")
    case = Case(approved.household, somchai)
    told = " ".join(f"{title} {words}" for _when, title, words, *_rest in story(case))
    for words in (
        "เริ่มทำเข็มทิศชีวิต ฉบับที่ 1",
        "ลงนามเข็มทิศชีวิต",
        "อนุมัติเข็มทิศชีวิต",
        "ทำแล้ว: ปลูกผัก",
        "คู่เสี่ยว รับปาก",
        "งบหมด",
    ):
        assert words in told, words


# --- revisions, lists, paper ------------------------------------------------------------------------------------------


def test_every_edition_can_be_looked_at(as_, somchai, approved):
    new = plans.revise(plan=approved, reason="ลูกได้งานทำ", by=somchai)
    friend, plan = as_(somchai), address("plan", approved.household_id)
    assert "ลูกได้งานทำ" in read(friend.get(plan)) and "กำลังทำกับครอบครัว" in read(friend.get(plan))
    old = read(friend.get(f"{plan}?edition={approved.pk}"))
    assert "มีแผนฉบับใหม่แทน" in old and address("goal_state", approved.goals.get().pk) not in old
    assert new.edition == 2


def test_a_coordinator_is_not_asked_about_his_own_case(as_, make, somchai, district_chief, approved):
    LifePlan.objects.update(state="signed", approved_by=None, approved_at=None)
    make.posting(somchai, "district", district="4005")
    own = as_(somchai)
    assert "ไม่มีแผนรออนุมัติ" in read(own.get(address("plans")))
    page = read(own.get(address("plan_decide", approved.household_id)))
    assert "อนุมัติเองไม่ได้" in page and 'value="approve"' not in page
    assert "นายบุญมี" in read(as_(district_chief).get(address("plans")))


def test_as_many_queries_for_three_as_for_one(as_, make, somchai, failing, django_assert_num_queries):
    plan, friend = make.plan(failing), as_(somchai)

    def one_more(horizon):
        goal = make.goal(plan, horizon=horizon)
        make.activity(goal, state="done", state_on=today(), state_by=somchai)
        make.promise(failing, goal=goal, recorded_by=somchai)
        make.referral(failing, goal=goal, by=somchai)
        make.support(failing, goal=goal)
        failing.account.create(month=days_ago(40 * horizon).replace(day=1), kind="income", baht=1)

    def asked():
        for page, queries in ((address("plan", failing.pk), 19), (address("account", failing.pk), 7)):
            with django_assert_num_queries(queries):
                friend.get(page)
        with CaptureQueriesContext(connection) as of_the_case:
            friend.get(address("case", failing.pk))
        return len(of_the_case)

    one_more(3)
    before = asked()
    one_more(6)
    one_more(12)
    assert asked() == before


def test_the_waiting_list_asks_the_same_for_one_row_and_three(
    as_, make, district_chief, django_assert_num_queries
):
    def signed():
        household = make.household()
        make.enrolment(household)
        make.pairing(make.officer(role="officer", district="4005"), household)
        make.plan(household, state="signed")

    signed()
    office = as_(district_chief)
    with django_assert_num_queries(6):
        office.get(address("plans"))
    signed()
    signed()
    with django_assert_num_queries(6):
        assert read(office.get(address("plans"))).count("ลงนามเมื่อ") == 4


def test_the_plan_as_plain_values(make, somchai, approved):
    approved.no_goals.create(
        indicator=Indicator.objects.get(indicator_set="2560-2564", number=23),
        because="wrong",
        said_on=today(),
    )
    told = plain(Compass(approved), promises=[make.promise(approved.household)])
    assert json.loads(json.dumps(told)) == told
    assert told["goals"][0]["work"][0]["what"] == "ทำคอกไก่" and told["signed"]["friend"] == "นายสมชาย ใจดี"
    assert [row[0] for row in told["no_goals"]] == [23] and [row[0] for row in told["unanswered"]] == [22]
    assert told["promises"][0]["who"] == "คู่เสี่ยว"
