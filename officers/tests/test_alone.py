"""Days without an officer: counted to the day, and never fewer than there were."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.models import Household
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers.alone import alone, counted, uncovered
from officers.models import Officer
from reports.figures.numbers import LISTS

DAY = dt.date(2026, 1, 1)
spans = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=6)


@given(spans)
def test_every_day_is_covered_or_not_never_both(drawn):
    given_ = [(DAY + dt.timedelta(begin), DAY + dt.timedelta(begin + length)) for begin, length in drawn]
    last = DAY + dt.timedelta(40)
    found = uncovered(given_, DAY, last)
    for n in range(40):
        day = DAY + dt.timedelta(n)
        assert any(a <= day < b for a, b in found) != any(a <= day < b for a, b in given_)
    assert all(DAY <= a < b <= last for a, b in found)
    assert all(one[1] < two[0] for one, two in pairwise(found))


@pytest.fixture
def household(somchai_household):
    """In the programme for 120 days, with a friend for the last hundred."""
    return somchai_household


def told(household):
    one = counted(Household.objects.filter(pk=household.pk))[household.pk]
    return one.since, one.days, one.days_in_all


def is_alone(household):
    return alone(Household.objects.all()).filter(pk=household.pk).exists()


def test_before_the_first_friend(household):
    assert told(household) == (None, 0, 20) and not is_alone(household)


def test_since_the_friend_went(household):
    household.pairings.update(ended_on=days_ago(9))
    assert told(household) == (days_ago(9), 10, 30) and is_alone(household)


def test_a_friend_who_left_his_post_is_no_friend(household, somchai):
    """Nobody ended the pairing: the household is counted all the same."""
    somchai.postings.update(ended_on=days_ago(3))
    assert told(household) == (days_ago(3), 4, 24) and is_alone(household)


def test_nor_is_one_whose_account_is_switched_off(household, somchai):
    Officer.objects.filter(pk=somchai.pk).update(is_active=False)
    assert is_alone(household) and told(household)[0] == today()


def test_who_stands_in_covers_the_gap(household, malee):
    household.pairings.update(ended_on=days_ago(9))
    household.substitutes.create(officer=malee, started_on=days_ago(5), ended_on=today(), why="leave")
    assert told(household) == (today(), 1, 25) and is_alone(household)
    household.substitutes.update(ended_on=today() + dt.timedelta(days=1))
    assert told(household) == (None, 0, 24) and not is_alone(household)


def test_who_left_the_programme_waits_for_nobody(household):
    household.pairings.update(ended_on=days_ago(9))
    household.enrolments.update(ended_on=days_ago(9), end_reason="moved")
    assert not is_alone(household)


def test_the_number_is_the_count_of_its_list(make, household, pranee):
    waiting = make.household()
    make.enrolment(waiting)
    rows = LISTS["alone"].rows(pranee.districts, today())
    assert [row.household for row in rows] == [waiting] and rows.count() == 1


def test_the_dashboard_says_how_many_and_opens_them(make, as_, household, district_chief):
    make.enrolment(make.household(head="นางสี ทองดี"))
    client = as_(district_chief)
    page = client.get("/reports/").content.decode()
    assert "ไม่มีผู้ดูแลวันนี้ 1" in page and "/reports/numbers/alone/" in page
    page = client.get("/reports/numbers/alone/").content.decode()
    assert "นางสี ทองดี" in page and "นายบุญมี" not in page
