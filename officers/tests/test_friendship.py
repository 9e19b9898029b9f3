"""Rows and question say the same of every day: who was a family's friend then."""

import datetime as dt

import pytest

from households.models import Household
from kusiao.testing.make import days_ago
from officers.friendship import befriended_by, friend_since, was_friend

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(make, somchai, malee):
    """somchai's from 300 to 200 days ago and again since 50 days ago; malee's in between."""
    household = make.household()
    make.pairing(somchai, household, started_on=days_ago(300), ended_on=days_ago(200))
    make.pairing(malee, household, started_on=days_ago(200), ended_on=days_ago(50))
    make.pairing(somchai, household, started_on=days_ago(50))
    return household


@pytest.mark.parametrize("ago", [301, 300, 201, 200, 51, 50, 0])
def test_both_ways_of_asking_agree(twice, somchai, malee, ago):
    for person in (somchai, malee):
        rows = Household.objects.filter(befriended_by(person, days_ago(ago)))
        assert rows.filter(pk=twice.pk).exists() == was_friend(person, twice, days_ago(ago))
    assert was_friend(somchai, twice, days_ago(ago)) == (ago in (300, 201, 50, 0))
    assert was_friend(malee, twice, days_ago(ago)) == (ago in (200, 51))


def test_since_when_is_the_first_day_of_that_episode(twice, somchai, malee):
    assert friend_since(somchai, twice) == days_ago(50)
    assert friend_since(somchai, twice, days_ago(250)) == days_ago(300)
    assert friend_since(malee, twice) is None
    assert friend_since(malee, twice, days_ago(50) - dt.timedelta(1)) == days_ago(200)
