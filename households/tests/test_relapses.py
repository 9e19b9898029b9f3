"""The card: who is looked at, which facts open it, what dismisses and closes it, and that a past day answers as it did."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from households.actions import relapses
from households.actions.steps import move_step
from households.models import Enrolment, RelapseCard, RelapseFact, RelapseRule
from households.relapse.watching import looked_at
from households.tasks import watch_for_relapses
from kusiao.audit.models import Event
from kusiao.jobs import run_pending
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db


def in_watch(make, household, since=200, **fields):
    """Over the line with room to spare, seen a week ago."""
    make.survey(household, year=2569, income_total=300_000)
    Enrolment.objects.filter(household=household).update(
        watch_from=days_ago(since), entered_on=days_ago(400), **fields
    )
    return household.enrolments.get()


@pytest.fixture
def watched(make, somchai, somchai_household):
    make.visit(somchai_household, somchai, visited_on=days_ago(7))
    return in_watch(make, somchai_household)


def silent(make, watched):
    """The last visit is long ago."""
    watched.household.visits.update(visited_on=days_ago(130))
    return watched


def codes(on=None):
    return {
        row.household_id: {rule.code for rule, _one in fires}
        for row, fires in looked_at(on or today()).items()
    }


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


# --- whom and what ------------------------------------------------------------------------------------------------


def test_only_who_is_in_watch_is_looked_at(make, watched):
    make.enrolment(make.household())
    ended = make.household()
    make.enrolment(ended, watch_from=days_ago(500), entered_on=days_ago(900), ended_on=days_ago(100),
                   end_reason="graduated", step=None)  # fmt: skip
    assert codes() == {watched.household_id: set()}
    assert watched.household_id not in codes(days_ago(201)), "before the watch began"


def test_each_fact_out_of_the_register(make, watched, somchai):
    household = watched.household
    member = make.member(household)
    assert codes()[household.pk] == set()
    member.left_on = days_ago(3)
    member.save()
    make.visit(household, somchai, visited_on=days_ago(2), income_month=100).needs.set(["health"])
    make.visit(household, somchai, visited_on=days_ago(1), income_month=100)
    make.visit(household, somchai, income_month=100)
    household.change_answers.create(
        before_id=2562,
        after_id=2569,
        says="disputed",
        about="members",
        words="x",
        answered_by=somchai,
        answered_at=now(),
    )
    make.promise(household, due_on=days_ago(20), promised_on=days_ago(40))
    assert codes()[household.pk] == {"left", "finding", "trend", "dispute", "promise"}
    household.surveys.filter(round=2569).delete()
    make.survey(household, year=2568, income_total=121_000, results="P" * 38, debt_informal=0)
    make.survey(household, year=2569, income_total=121_000, results="FF" + "P" * 36, debt_informal=9_000)
    assert codes()[household.pk] >= {"near", "failing", "debt"}
    make.remeasurement(household, income_main=30_000)
    assert "below" in codes()[household.pk] and "near" not in codes()[household.pk]


def test_a_past_day_answers_as_it_did_then(make, watched, somchai):
    household = watched.household
    before = {on: codes(on) for on in (days_ago(30), days_ago(1), today())}
    make.remeasurement(household, income_main=30_000)
    make.member(household, left_on=today())
    make.visit(household, somchai, income_month=1)
    assert {on: codes(on) for on in (days_ago(30), days_ago(1))} == {
        on: before[on] for on in (days_ago(30), days_ago(1))
    }
    assert codes() != before[today()], "the control: today answers otherwise"


def test_as_many_questions_for_five_as_for_one(make, watched, somchai):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as questions:
            looked_at(today())
        return len(questions)

    one = asked()
    for _n in range(4):
        household = make.household()
        make.enrolment(household)
        make.visit(household, somchai, income_month=9)
        in_watch(make, household)
    assert asked() == one == 13


# --- the card -----------------------------------------------------------------------------------------------------


def test_a_card_says_what_fired_since_when_and_by_when(make, watched):
    relapses.refresh(by=None)
    assert not RelapseCard.objects.exists()
    silent(make, watched)
    relapses.refresh(by=None)
    card = RelapseCard.objects.get()
    (fact,) = card.firing
    assert (card.opened_on, card.due_on, card.risks) == (
        today(),
        today() + datetime.timedelta(14),
        ["ยังไม่มั่นคง"],
    )
    assert (fact.rule.code, fact.since) == ("silent", days_ago(9))
    relapses.refresh(by=None)
    assert RelapseCard.objects.get() == card and RelapseFact.objects.count() == 1, (
        "looking again changes nothing"
    )
    assert Event.objects.filter(verb="relapse_card.refreshed").exists()


def test_a_new_fact_joins_and_brings_the_day_forward_and_one_that_is_gone_stays_told(make, watched, somchai):
    relapses.refresh(by=None, on=today())
    card = relapses.refresh(by=None) if silent(make, watched) else None
    make.member(watched.household, left_on=today())
    relapses.refresh(by=None)
    card = RelapseCard.objects.get()
    assert {fact.rule.code for fact in card.firing} == {
        "silent",
        "left",
    } and card.due_on == today() + datetime.timedelta(7)
    make.visit(watched.household, somchai)
    relapses.refresh(by=None)
    card = RelapseCard.objects.get()
    assert {fact.rule.code for fact in card.firing} == {"left"} and card.facts.count() == 2
    watched.household.members.update(left_on=None)
    relapses.refresh(by=None)
    assert RelapseCard.objects.get().closed_because == "gone"


def test_dismissed_holds_until_something_new_fires(make, watched, somchai, district_chief):
    silent(make, watched)
    relapses.refresh(by=None)
    relapses.dismiss(card=RelapseCard.objects.get(), reason="โทรคุยแล้ว ขายผักได้ดี", by=district_chief)
    relapses.refresh(by=None)
    assert not RelapseCard.objects.open().exists()
    relapses.refresh(by=None, on=today() + datetime.timedelta(3))
    assert not RelapseCard.objects.open().exists(), "the same silence, three days longer"
    make.member(watched.household, left_on=today())
    relapses.refresh(by=None)
    card = RelapseCard.objects.open().get()
    assert {fact.rule.code for fact in card.firing} == {"silent", "left"}, "with what is so besides"


def test_neither_the_friend_nor_a_stranger_dismisses(
    make, watched, somchai, malee, outsider, district_chief, pranee
):
    card = make.relapse_card(watched)
    make.posting(somchai, "district", district="4005")
    for person, sentence in (
        (somchai, "คุณเป็นคู่เสี่ยว"),
        (outsider, "ผู้ประสานงานของอำเภอนี้"),
        (malee, "ผู้ประสานงาน"),
    ):
        with pytest.raises(Refused, match=sentence):
            relapses.dismiss(card=card, reason="ดูแล้ว", by=person)
    with pytest.raises(Refused, match="เห็นอะไร"):
        relapses.dismiss(card=card, reason="", by=district_chief)
    relapses.dismiss(card=card, reason="ดูแล้ว", by=pranee)
    with pytest.raises(Refused, match="ปิดไปแล้ว"):
        relapses.dismiss(card=card, reason="ดูแล้ว", by=district_chief)


def test_back_to_a_step_ends_the_watch_and_with_it_the_card(make, watched, district_chief):
    silent(make, watched)
    relapses.refresh(by=None)
    move_step(enrolment=watched, to=2, reason="ตกซ้ำ", by=district_chief)
    assert not RelapseCard.objects.open().of_watched().exists()
    relapses.refresh(by=None)
    assert RelapseCard.objects.get().closed_because == "over"


def test_the_database_keeps_one_open_card_and_reasons(make, watched, district_chief):
    card = make.relapse_card(watched)
    for broken in (
        {"dismissed_on": today()},
        {"dismissed_on": today(), "dismissed_by": district_chief},
        {"due_on": days_ago(1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RelapseCard.objects.filter(pk=card.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.relapse_card(watched)


def test_a_rule_that_nobody_can_check_is_refused():
    for wrong in ({"code": "stars"}, {"words": "เกิน {days} วัน"}):
        row = RelapseRule.objects.get(code="silent")
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(ValidationError):
            row.clean()


def test_the_daily_job_goes_through_the_ledger_once(make, watched):
    silent(make, watched)
    watch_for_relapses()
    watch_for_relapses()
    assert run_pending() == 1
    assert RelapseCard.objects.count() == 1


# --- pages --------------------------------------------------------------------------------------------------------


def test_the_friend_sees_it_first_and_the_office_dismisses(as_, make, watched, somchai, district_chief):
    silent(make, watched)
    relapses.refresh(by=None)
    case = reverse("households:case", args=[watched.household_id])
    dismiss = reverse("households:relapse_dismiss", args=[watched.household_id])
    page = text_of(as_(somchai).get(case))
    assert "ไม่มีใครเยี่ยมถึงบ้านเกิน 120 วัน" in page and dismiss not in page and "โดย นายสมชาย ใจดี" in page
    chief = as_(district_chief)
    page = text_of(chief.get(reverse("households:relapses")))
    assert "รอดู 1" in page and "นายบุญมี" in page and dismiss in page
    assert "นายสมชาย ใจดี" in strip_tags(page)
    assert "เขียนว่าดูแล้วเห็นอะไร" in text_of(chief.post(dismiss, {"reason": ""}))
    assert chief.post(dismiss, {"reason": "โทรคุยแล้ว"}).status_code == 302
    assert chief.get(dismiss).status_code == 404
    assert "รอดู 0" in text_of(chief.get(reverse("households:relapses")))
    assert "โทรคุยแล้ว" in text_of(as_(somchai).get(case))


def test_late_cards_have_a_list_of_their_own(as_, make, watched, district_chief):
    make.relapse_card(watched, opened_on=days_ago(20), due_on=days_ago(6))
    page = text_of(as_(district_chief).get(reverse("households:relapses"), {"show": "late"}))
    assert "เลยกำหนด 1" in page and "เกินกำหนด 6 วัน" in page


def test_another_district_sees_nothing(as_, make, watched, outsider, somchai, viewer):
    make.relapse_card(watched)
    client = as_(outsider)
    assert "นายบุญมี" not in text_of(client.get(reverse("households:relapses")))
    assert client.get(reverse("households:relapses"), {"district": "4005"}).status_code == 404
    assert (
        client.post(
            reverse("households:relapse_dismiss", args=[watched.household_id]), {"reason": "x"}
        ).status_code
        == 404
    )
    for person in (somchai, viewer):
        assert as_(person).get(reverse("households:relapses")).status_code == 403


def test_the_list_asks_as_much_for_three_as_for_one(as_, make, district_chief, django_assert_num_queries):
    client = as_(district_chief)
    for many in (1, 2):
        for _n in range(many):
            household = make.household()
            make.relapse_card(make.enrolment(household, watch_from=days_ago(9)))
        with django_assert_num_queries(11):
            page = client.get(reverse("households:relapses"))
    assert page.context["page"].paginator.count == 3
