"""Income now is one thing, whichever way it is asked for."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households import entering
from households.actions.enrolments import ExitNotReached, confirm_exit
from households.case import Case
from households.incomes import income_now_of, line_of, with_income_now
from households.models import District, Enrolment, Household, IncomeLine
from households.models.remeasurement import outweighed_by
from kusiao.testing.make import days_ago
from kusiao.thai import now
from reports.figures import incomes as reported
from reports.figures.cases import cases

pytestmark = pytest.mark.django_db


def day(year, month, date):
    return datetime.date(year, month, date)


@pytest.mark.parametrize(
    ("measured_on", "year"),
    [(day(2026, 1, 1), 2568), (day(2026, 3, 31), 2568), (day(2026, 4, 1), 2569), (day(2026, 12, 31), 2569)],
)
def test_a_measuring_is_newer_than_the_rounds_whose_field_work_was_over(measured_on, year):
    assert outweighed_by(measured_on) == year


def test_the_line_is_that_of_its_year(db):
    assert (line_of(2559), line_of(2562), line_of(2569), line_of(2580)) == (30_000, 38_000, 40_000, None)
    IncomeLine.objects.create(first_year=2569, last_year=2569, baht=41_000)
    assert line_of(2569) == 41_000, "the row that begins last wins"


def test_the_newer_of_the_two_says_it(make):
    household = make.household()
    assert income_now_of(household) is None
    survey = make.survey(household, year=2568, income_total=60_000, members=3)
    assert income_now_of(household) == survey
    measured = make.remeasurement(household, measured_on=day(2026, 2, 1), income_main=150_000)
    assert income_now_of(household) == measured
    newer = make.survey(household, year=2569, income_total=90_000)
    assert income_now_of(household) == newer, "the field work of 2569 went on until March"
    again = make.remeasurement(household, measured_on=day(2026, 4, 1), income_main=160_000)
    assert income_now_of(household) == again
    assert (
        income_now_of(household, day(2026, 3, 1)) == newer
        and income_now_of(household, day(2025, 5, 1)) == survey
    )


def test_a_newest_survey_without_money_is_not_measured(make):
    household = make.household()
    make.remeasurement(household, measured_on=day(2025, 5, 1), income_main=150_000)
    make.survey(household, year=2569, income_total=None)
    assert income_now_of(household).below_line is None


MONEY = st.sampled_from([None, 60_000, 119_999, 120_000, 150_000])
SURVEYS = st.dictionaries(st.integers(2566, 2570), MONEY, max_size=4)
DAYS = st.dates(day(2023, 1, 1), day(2026, 12, 31))
MEASURED = st.dictionaries(
    DAYS, st.tuples(st.sampled_from([60_000, 120_000, 90_000]), st.none() | DAYS), max_size=4
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(surveys=SURVEYS, measured=MEASURED, on=DAYS)
def test_however_it_is_asked_it_is_the_same(make, surveys, measured, on):
    with transaction.atomic():
        household = make.household()
        make.enrolment(household, entered_on=day(2023, 1, 1))
        for year, total in surveys.items():
            make.survey(household, year=year, income_total=total)
        for measured_on, (total, withdrawn_on) in measured.items():
            told = (
                {"withdrawn_on": max(withdrawn_on, measured_on), "withdrawn_reason": "ผิด"}
                if withdrawn_on
                else {}
            )
            make.remeasurement(household, measured_on=measured_on, income_main=total, **told)
        row = income_now_of(household, on)
        of_household = with_income_now(Household.objects.all(), on).get()
        of_enrolment = reported.with_income_now(Enrolment.objects.all(), on).get()
        (of_report,) = cases(list(District.objects.all()), on, datetime.datetime.now(datetime.UTC))
        transaction.set_rollback(True)
    said = (row.income_per_person_year, row.line_baht, row.below_line) if row else (None, None, None)
    assert said == (of_household.income_now, of_household.line_now, of_household.below_now)
    assert said == (of_enrolment.income_now, of_enrolment.line_now, of_enrolment.below_now)
    assert said[:2] == (of_report.income_now, of_report.line_now)
    assert of_household.remeasured_now == (row is not None and not hasattr(row, "round_id"))


def test_every_place_that_decides_asks_the_same(make, district_chief, somchai, somchai_household):
    """Over by the survey, below by what was measured since: nobody offers, lists or confirms an exit, and no report counts it."""
    make.survey(somchai_household, year=2569, income_total=150_000)
    everybody = Household.objects.all()
    assert Case(somchai_household, somchai).over_the_line and entering.risen(2569, everybody).exists()
    measured = make.remeasurement(somchai_household, measured_on=days_ago(1), income_main=60_000)
    assert not Case(somchai_household, somchai).over_the_line
    assert not entering.risen(2569, everybody).exists()
    with pytest.raises(ExitNotReached, match="20,000 บาทต่อคนต่อปี ยังต่ำกว่าเส้น 40,000"):
        confirm_exit(enrolment=somchai_household.enrolments.get(), by=district_chief)
    (case,) = cases(list(District.objects.all()), days_ago(0), datetime.datetime.now(datetime.UTC))
    assert (case.income_now, case.line_now) == (measured.income_per_person_year, 40_000)


def test_who_was_measured_over_the_line_is_not_asked_in_by_an_older_survey(make):
    household = make.household()
    make.survey(household, year=2569, income_total=60_000)
    assert entering.waiting(2569, Household.objects.all()).exists()
    make.remeasurement(household, measured_on=days_ago(1), income_main=150_000)
    assert not entering.waiting(2569, Household.objects.all()).exists()


def test_a_dispute_of_the_survey_does_not_stand_against_what_was_measured_since(
    make, somchai, somchai_household
):
    make.survey(somchai_household, year=2569, income_total=150_000)
    somchai_household.change_answers.create(
        before_id=2562, after_id=2569, says="disputed", about="income", words="ขายที่ดิน", answered_by=somchai,
        answered_at=now(),
    )  # fmt: skip
    assert Case(somchai_household, somchai).income_dispute
    make.remeasurement(somchai_household, measured_on=days_ago(1), income_main=150_000)
    assert Case(somchai_household, somchai).income_dispute is None
