import datetime

import pytest
from django.db import IntegrityError, transaction

from households.actions import enrolments
from households.actions.enrolments import AlreadyEnrolled, Entry, ExitNotReached, NotEnrolled
from households.models import Enrolment, Step
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def over_the_line(make, household, year=2563):
    """By the latest survey, with the checklist of nine filled in and signed by both."""
    survey = make.survey(household, year=year, income_total=150_000, members=3)
    make.exit_review(household.enrolments.get(), by=make.officer())
    return survey


def test_enrol_opens_the_enrolment_and_step_one(make, pranee):
    household = make.household()
    enrolment = enrolments.enrol(household=household, basis="nominated", entered_on=days_ago(3), by=pranee)
    step = enrolment.steps.get()
    assert (step.number, step.started_on, step.ended_on) == (1, days_ago(3), None)
    event = Event.objects.get(verb="enrolment.opened")
    assert event.object_key == str(enrolment.pk) and event.actor_name == "pranee"


def test_enrol_twice_is_refused_by_the_act_and_by_the_database(make, pranee):
    household = make.household()
    enrolments.enrol(household=household, basis="survey", entered_on=today(), by=pranee)
    with pytest.raises(AlreadyEnrolled, match="อยู่ในทะเบียนแล้ว"):
        enrolments.enrol(household=household, basis="survey", entered_on=today(), by=pranee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(household=household, entered_on=today(), basis="survey")


def test_enrol_in_the_future_is_refused(make):
    with pytest.raises(Refused, match="ไม่เกินวันนี้"):
        enrolments.enrol(
            household=make.household(), basis="survey", entered_on=today() + datetime.timedelta(1), by=None
        )


def test_enrol_many_leaves_the_enrolled_alone(make, importer):
    already = make.household()
    make.enrolment(already)
    new = [make.household() for _ in range(5)]
    surveys = {household.pk: make.survey(household) for household in new}
    rows = [Entry(h.pk, days_ago(1), survey_id=surveys[h.pk].pk) for h in new]
    made = enrolments.enrol_many(rows=[*rows, rows[0], Entry(already.pk, days_ago(1))], by=importer)
    assert {row.household_id for row in made} == {household.pk for household in new}
    assert Step.objects.filter(enrolment__in=made, number=1, ended_on=None).count() == 5
    assert all(row.survey_id == surveys[row.household_id].pk for row in made)
    events = Event.objects.filter(verb="enrolment.opened", actor_name="importer")
    assert {event.object_key for event in events} == {str(row.pk) for row in made}


def test_enrol_many_is_as_many_statements_for_thirty_as_for_one(make, django_assert_num_queries):
    for many in (1, 30):
        rows = [Entry(make.household().pk, today()) for _ in range(many)]
        with django_assert_num_queries(9):
            assert len(enrolments.enrol_many(rows=rows, by=None)) == many
    assert enrolments.enrol_many(rows=[], by=None) == []


def test_strike_off_ends_the_step_and_frees_the_friend(make, somchai, district_chief, somchai_household):
    enrolment = somchai_household.enrolments.get()
    enrolments.strike_off(enrolment=enrolment, reason="moved", ended_on=today(), by=district_chief)
    enrolment.refresh_from_db()
    assert (enrolment.ended_on, enrolment.end_reason) == (today(), "moved")
    assert enrolment.steps.get().ended_on == today()
    pairing = somchai_household.pairings.get()
    assert (pairing.ended_on, pairing.end_reason) == (today(), "ย้ายออก")
    assert set(Event.objects.values_list("verb", flat=True)) == {"enrolment.struck_off", "pairing.ended"}
    assert list(somchai.households) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "graduated"}, "เลือกเหตุ"),
        ({"reason": "other"}, "ต้องเขียนว่าเพราะอะไร"),
        ({"ended_on": today() + datetime.timedelta(1)}, "ไม่เกินวันนี้"),
        ({"ended_on": datetime.date(2019, 1, 1)}, "ไม่ก่อนวันที่เริ่มกระบวนงาน"),
    ],
)
def test_strike_off_refused_changes_nothing(make, somchai_household, given, sentence):
    enrolment = somchai_household.enrolments.get()
    with pytest.raises(Refused, match=sentence):
        enrolments.strike_off(
            enrolment=enrolment, **{"reason": "died", "ended_on": today(), **given}, by=None
        )
    assert somchai_household.enrolments.get().ended_on is None
    assert somchai_household.pairings.get().ended_on is None


def test_second_strike_off_finds_it_done(somchai_household):
    enrolment = somchai_household.enrolments.get()
    enrolments.strike_off(enrolment=enrolment, reason="died", ended_on=today(), by=None)
    with pytest.raises(NotEnrolled, match="ออกจากทะเบียนแล้ว"):
        enrolments.strike_off(enrolment=enrolment, reason="moved", ended_on=today(), by=None)
    assert somchai_household.enrolments.get().end_reason == "died"


def test_a_family_that_comes_back_gets_a_second_enrolment(make, somchai_household):
    enrolments.strike_off(
        enrolment=somchai_household.enrolments.get(), reason="moved", ended_on=today(), by=None
    )
    enrolments.enrol(household=somchai_household, basis="reentry", entered_on=today(), by=None)
    assert somchai_household.enrolments.count() == 2
    assert somchai_household.enrolments.open().get().basis == "reentry"


# --- exit ---------------------------------------------------------------------------------------------------------


def test_exit_moves_to_care_and_starts_the_watch(make, district_chief, somchai_household):
    over_the_line(make, somchai_household)
    enrolments.confirm_exit(enrolment=somchai_household.enrolments.get(), by=district_chief)
    enrolment = somchai_household.enrolments.get()
    assert enrolment.watch_from == today() and enrolment.ended_on is None
    assert enrolment.steps.open().get().number == 4
    assert somchai_household.pairings.get().ended_on is None, "the pairing keeps its place"


def test_exit_is_not_confirmed_below_the_line_or_unmeasured(make, district_chief, somchai_household):
    enrolment = somchai_household.enrolments.get()
    with pytest.raises(ExitNotReached, match="20,000 บาทต่อคนต่อปี ยังต่ำกว่าเส้น 38,000"):
        enrolments.confirm_exit(enrolment=enrolment, by=district_chief)
    make.survey(somchai_household, year=2564, income_total=None)
    with pytest.raises(ExitNotReached, match="ยังไม่มีผลวัดรายได้"):
        enrolments.confirm_exit(enrolment=enrolment, by=district_chief)


def test_nobody_confirms_the_exit_of_his_own_case(make, somchai, somchai_household):
    over_the_line(make, somchai_household)
    make.posting(somchai, "district", district="4005")
    with pytest.raises(ExitNotReached, match="ยืนยันเองไม่ได้"):
        enrolments.confirm_exit(enrolment=somchai_household.enrolments.get(), by=somchai)


def test_graduation_waits_for_twelve_months(make, district_chief, somchai, somchai_household):
    over_the_line(make, somchai_household)
    enrolment = somchai_household.enrolments.get()
    enrolments.confirm_exit(enrolment=enrolment, by=district_chief)
    with pytest.raises(ExitNotReached, match="ช่วงเฝ้าระวังครบวันที่"):
        enrolments.graduate(enrolment=enrolment, by=district_chief)
    Enrolment.objects.update(entered_on=days_ago(500), watch_from=days_ago(366))
    enrolments.graduate(enrolment=enrolment, by=district_chief)
    enrolment.refresh_from_db()
    assert enrolment.end_reason == "graduated" and somchai_household.pairings.get().ended_on == today()


@pytest.mark.parametrize(
    ("began", "ends"),
    [((2020, 2, 29), (2021, 2, 28)), ((2020, 12, 1), (2021, 12, 1)), ((2021, 3, 31), (2022, 3, 31))],
)
def test_the_watch_ends_a_year_later(began, ends):
    enrolment = Enrolment(watch_from=datetime.date(*began))
    assert enrolments.watch_ends_on(enrolment) == datetime.date(*ends)
