"""The figures of a month: half-open in Bangkok, cut off by arrival, and always balanced."""

from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.models import Enrolment, Step
from kusiao.thai import BANGKOK, month_period
from officers.models import Visit
from reports.actions import due
from reports.figures import standing
from reports.figures.balance import balances, checks
from reports.figures.counting import count
from reports.figures.monthly import from_json, total_of

OCTOBER = month_period(2026, 10)
CUT_OFF = datetime(2026, 11, 6, tzinfo=BANGKOK)
BEFORE = datetime(2026, 10, 6, tzinfo=BANGKOK)


def october():
    return count(OCTOBER, CUT_OFF, BEFORE)


def row(figures, code="4005"):
    return next(one for one in figures.districts if one.code == code)


def enrolled(make, district="4005", **fields):
    household = make.household(district=district)
    make.enrolment(household, entered_on=date(2026, 1, 1), **fields)
    return household


def visit(make, household, officer, day, received):
    return make.visit(household, officer, visited_on=day, received_at=received)


def test_every_district_has_a_row_and_the_total_is_their_sum(make):
    enrolled(make)
    enrolled(make, "4012", track="welfare")
    figures = october()
    assert len(figures.districts) == 26
    assert (figures.total.entered, figures.total.developable, figures.total.welfare) == (2, 1, 1)
    assert row(figures).step_1 == 1
    assert balances(figures)


def test_period_is_half_open_in_bangkok(make, somchai):
    household = enrolled(make)
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
        visit(make, household, somchai, day, datetime(2026, 11, 1, 9, tzinfo=BANGKOK))
    assert (row(october()).visits, row(october()).visited_households) == (2, 1)


def test_only_what_arrived_by_the_cut_off_counts_and_the_rest_comes_late(make, somchai):
    household = enrolled(make)
    visit(make, household, somchai, date(2026, 10, 30), CUT_OFF)
    visit(make, household, somchai, date(2026, 10, 31), datetime(2026, 11, 6, 0, 0, 1, tzinfo=BANGKOK))
    november = count(month_period(2026, 11), datetime(2026, 12, 6, tzinfo=BANGKOK), CUT_OFF)
    assert row(october()).visits == 1
    assert [(one.code, one.visits) for one in november.late] == [("4005", 1)]
    assert row(november).visits == 0


def test_attempts_and_calls_do_not_count(make, somchai):
    household = enrolled(make)
    make.visit(household, somchai, visited_on=date(2026, 10, 5), kind="attempt", counted=False)
    assert row(october()).visits == 0


def test_what_was_not_measured_is_not_a_zero(make):
    measured, unmeasured = make.household(), make.household()
    survey = make.survey(measured, year=2568, income_total=60_000, members=3)
    make.enrolment(measured, entered_on=date(2026, 1, 1), survey=survey)
    make.survey(measured, year=2569, income_total=120_000, members=3)
    make.enrolment(unmeasured, entered_on=date(2026, 1, 1))
    make.survey(unmeasured, year=2569, income_total=None)
    found = october().income_total
    assert (found.mean_before, found.mean_now, found.mean_change) == (20_000, 40_000, 20_000)
    assert (found.below, found.at, found.above, found.not_measured) == (0, 1, 0, 1)
    empty = next(one for one in october().income if one.code == "4001")
    assert empty.mean_now is None


def test_a_later_survey_is_not_yet_income_now(make):
    household = make.household()
    survey = make.survey(household, year=2569, income_total=60_000, members=3)
    make.enrolment(household, entered_on=date(2026, 1, 1), survey=survey)
    make.survey(household, year=2570, income_total=300_000, members=3)
    assert october().income_total.mean_now == 20_000


def test_help_is_counted_by_committee_and_district(make):
    household = enrolled(make)
    make.support(household, committee=1, baht=1500, delivered_on=date(2026, 10, 31))
    make.support(household, committee=1, baht=500, source="private", delivered_on=date(2026, 10, 1))
    make.support(household, committee=2, baht=900, delivered_on=date(2026, 11, 1))
    figures = october()
    (one,) = figures.help
    assert (one.committee, one.code, one.households, one.items, one.state, one.private, one.baht) == (
        1,
        "4005",
        1,
        2,
        1500,
        500,
        2000,
    )
    assert figures.helped_households == 1


def test_annex_has_every_household_once_with_no_id_health_or_debt(make, somchai_household):
    figures = october()
    assert len(figures.annex) == figures.total.entered == 1
    text = str(figures.to_json())
    assert "บุญมี" in text and "สมชาย" in text
    for member in somchai_household.members.all():
        assert member.national_id not in text


def test_figures_come_back_from_json_the_same(make, somchai, somchai_household):
    make.support(somchai_household, delivered_on=date(2026, 10, 3))
    figures = october()
    assert from_json(figures.to_json()) == figures


def test_the_balance_check_can_fail(make):
    from dataclasses import replace

    enrolled(make)
    figures = october()
    broken = replace(figures, total=replace(figures.total, remaining=0))
    assert not balances(broken)
    assert sum(not check.holds for check in checks(broken)) == 2
    assert not balances(replace(figures, annex=()))


def test_each_track_is_told_by_its_own_goal(make):
    from reports.papers.document import by_track

    for track, watched in (
        ("developable", True),
        ("developable", False),
        ("welfare", True),
        ("welfare", False),
    ):
        household = make.household()
        since = date(2026, 9, 1)
        make.enrolment(
            household, entered_on=since, track=track, step=4, watch_from=since if watched else None
        )
    total = october().total
    assert (total.above, total.above_developable, total.developable) == (2, 1, 2)
    assert list(by_track(total)) == [
        "พัฒนาได้ พ้นเกณฑ์แล้ว 1 จาก 2 ครัวเรือน คิดเป็นร้อยละ 50.0",
        "สงเคราะห์ ได้รับการดูแลครบ 0 จาก 2 ครัวเรือน คิดเป็นร้อยละ 0.0",
    ]


def test_a_report_frozen_before_the_tracks_were_told_apart_says_nothing_of_them(make):
    from reports.papers.document import by_track

    enrolled(make)
    stored = october().to_json()
    for row in (*stored["districts"], stored["total"]):
        del row["above_developable"]
    older = from_json(stored)
    assert older.total.above_developable is None and balances(older)
    assert not any("พัฒนาได้ พ้นเกณฑ์" in words for words in by_track(older.total))


# --- any small history balances ------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 8, 15), date(2026, 12, 15))
HISTORY = st.fixed_dictionaries({
    "district": st.sampled_from(["4001", "4005", "4012"]),
    "days": st.lists(DAYS, min_size=4, max_size=4).map(sorted),
    "track": st.sampled_from(["developable", "welfare", None]),
    "step": st.sampled_from([1, 2, 3, 4, None]),
    "watched": st.booleans(),
    "end": st.sampled_from(["", "graduated", "died", "moved", "refused"]),
    "income": st.sampled_from([None, 30_000, 120_000, 200_000]),
})  # fmt: skip


def live(make, one):
    household = make.household(district=one["district"])
    entered, watched, ended, _later = one["days"]
    survey = make.survey(household, year=2569, income_total=one["income"])
    enrolment = make.enrolment(
        household,
        entered_on=entered,
        track=one["track"],
        step=one["step"],
        survey=survey,
        watch_from=watched if one["watched"] else None,
        ended_on=ended if one["end"] else None,
        end_reason=one["end"],
    )
    if one["end"]:
        Step.objects.filter(enrolment=enrolment).update(ended_on=ended)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(HISTORY, max_size=7))
def test_any_history_balances(make, histories):
    with transaction.atomic():
        for one in histories:
            live(make, one)
        figures = october()
        on = OCTOBER.last_day
        every = Enrolment.objects.entered_by(on)
        asked = (standing.above(on), standing.struck_off(on), standing.remaining(on))
        buckets = [set(every.filter(one).values_list("pk", flat=True)) for one in asked]
        transaction.set_rollback(True)
    assert balances(figures), [check.sentence for check in checks(figures) if not check.holds]
    assert sum(len(bucket) for bucket in buckets) == len(set().union(*buckets)) == figures.total.entered
    assert [len(bucket) for bucket in buckets] == [
        figures.total.above,
        figures.total.struck_off,
        figures.total.remaining,
    ]
    assert total_of(figures.districts, code="", name="รวม") == figures.total


MONTHS = [month_period(2026, number) for number in (9, 10, 11)]
LATENESS = st.integers(0, 70)
TRIP = st.tuples(st.dates(date(2026, 9, 1), date(2026, 11, 30)), LATENESS)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trips=st.lists(TRIP, max_size=8, unique_by=lambda trip: trip[0]))
def test_months_and_late_sections_add_up_to_every_visit(make, trips):
    """However late a visit arrives, it stands in exactly one report."""
    with transaction.atomic():
        household = enrolled(make)
        officer = make.officer(role="officer", district="4005")
        for day, late in trips:
            received = datetime(day.year, day.month, day.day, 20, tzinfo=BANGKOK) + timedelta(days=late)
            visit(make, household, officer, day, received)
        cut_offs = [due.cut_off_of(month) for month in [MONTHS[0].previous, *MONTHS]]
        told = 0
        for month, before, cut_off in zip(MONTHS, cut_offs, cut_offs[1:], strict=False):
            figures = count(month, cut_off, before)
            told += figures.total.visits + sum(row.visits for row in figures.late)
        arrived = Visit.objects.filter(received_at__lte=cut_offs[-1]).count()
        transaction.set_rollback(True)
    assert told == arrived
