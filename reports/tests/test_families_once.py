"""A family that came back, or whose two files became one, stands in the register more than once; its income and its visits are
counted once."""

from datetime import date, datetime, timedelta

import pytest

from households.actions.merging import merge
from households.models import District, Enrolment
from kusiao.thai import BANGKOK, month_period, now, period_of, today
from reports.figures import standing
from reports.figures.balance import balances
from reports.figures.counting import count
from reports.figures.dashboard import by_district
from reports.papers import tables, words

pytestmark = pytest.mark.django_db
OCTOBER = month_period(2026, 10)
CUT_OFF = datetime(2026, 11, 3, tzinfo=BANGKOK)
SPAN = {"ended_on": date(2026, 6, 1), "end_reason": "moved", "step": None}


@pytest.fixture
def back(make):
    """Left in June, back in September; visited twice in October; and a neighbour who was there all along."""
    household, officer = make.household(), make.officer(role="officer", district="4005")
    before = make.survey(household, year=2568, income_total=60_000, members=3)
    make.survey(household, year=2569, income_total=90_000, members=3)
    first = make.enrolment(household, entered_on=date(2026, 1, 5), survey=before, track="welfare", **SPAN)
    again = {"entered_on": date(2026, 9, 1), "basis": "reentry", "earlier": first, "track": None}
    second = make.enrolment(household, survey=before, **again)
    neighbour = make.household()
    make.survey(neighbour, year=2569, income_total=180_000, members=3)
    make.enrolment(neighbour, entered_on=date(2026, 1, 5))
    for day in (6, 20):
        at = datetime(2026, 10, day, 20, tzinfo=BANGKOK)
        make.visit(household, officer, visited_on=date(2026, 10, day), received_at=at)
    return first, second


def october():
    return count(OCTOBER, CUT_OFF, CUT_OFF - timedelta(days=31))


def test_who_came_back_is_counted_once_in_part_3_and_in_the_annex(back):
    figures = october()
    total = figures.income_total
    assert (total.below, total.above, total.not_measured, total.earlier) == (1, 1, 0, 1)
    assert (total.mean_now, total.measured_before) == (45_000, 1)
    assert sorted(row.visits for row in figures.annex) == [0, 0, 2] and figures.total.visits == 2
    assert balances(figures) and figures.total.entered == total.counted == 3
    (row,) = (row for row in figures.annex if row.earlier)
    assert (row.income_now, row.last_visit, row.standing) == (None, None, "moved")


def test_the_paper_says_that_it_is_counted_in_the_later_one(back):
    _districts, _late, _help, income, annex = tables.tables(october())
    assert "ทะเบียนครั้งก่อน 1 รายการไม่นับซ้ำ" in income.note
    assert sorted(row[-2] for row in annex.shown()) == ["30,000", "60,000", words.COUNTED_LATER]


def test_the_dashboard_takes_each_family_once(back):
    places = District.objects.filter(pk="4005")
    (place,) = by_district(places, OCTOBER.last_day).places
    assert place.income_now == 45_000
    parts = [
        by_district(places, OCTOBER.last_day, track).places[0]
        for track in ("welfare", "developable", "unclassified")
    ]
    assert sum(part.income_now is not None for part in parts) == 2


def test_before_he_came_back_the_first_one_carries(back):
    first, second = back
    assert first.pk in standing.carrying(date(2026, 8, 31)) and first.pk not in standing.carrying(
        date(2026, 9, 1)
    )
    assert second.pk in standing.carrying(date(2026, 9, 1))


def test_two_files_that_became_one_are_one_family(make, pranee):
    kept, gone, third = (make.household() for _n in range(3))
    officer = make.officer(role="officer", district="4005")
    for household, income in ((kept, 60_000), (gone, 300_000), (third, 90_000)):
        make.survey(household, year=2569, income_total=income, members=3)
        make.enrolment(household)
        make.visit(household, officer, visited_on=today())
    merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", by=pranee)
    merge(kept=third, gone=kept, reason="บ้านเดียวกัน", by=pranee)
    figures = count(period_of("month", today()), now(), now())
    assert (figures.income_total.below, figures.income_total.earlier, figures.income_total.counted) == (
        1,
        2,
        3,
    )
    assert sorted(row.visits for row in figures.annex) == [0, 0, 1] and balances(figures)
    assert standing.carrying(today()) == {Enrolment.objects.open().get().pk}
