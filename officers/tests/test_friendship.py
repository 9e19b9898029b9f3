"""Rows and question say the same of every day: who was a family's friend then."""

import datetime as dt

import pytest

from households.models import District, Household
from kusiao.testing.make import days_ago
from officers import places
from officers.actions import hand_overs, pairings, postings, substitutes
from officers.friendship import befriended_by, friend_since, was_friend
from officers.models import Officer

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


def test_who_moved_after_he_was_paired_is_nobodys_friend_any_more(make, somchai, malee):
    """His leaving was planned, then he was paired: no hand-over ends that pair."""
    household = make.household()
    make.enrolment(household)
    make.pairing(somchai, household, started_on=days_ago(20))
    somchai.postings.update(ended_on=days_ago(0))
    make.posting(somchai, "officer", district="4012", started_on=days_ago(0))
    person = Officer.objects.get(pk=somchai.pk)
    assert not person.cared_for.exists() and not person.households.exists()
    assert friend_since(somchai, household) is None
    assert was_friend(somchai, household, days_ago(1))  # and may hand in what he wrote then
    assert Household.objects.filter(befriended_by(somchai, days_ago(1))).get() == household


def test_who_stands_in_needs_his_posting_too(make, somchai_household, malee, district_chief):
    substitutes.stand_in(
        household=somchai_household, officer=malee, started_on=days_ago(0), ended_on=days_ago(-9),
        why="leave", by=district_chief,
    )  # fmt: skip
    assert was_friend(malee, somchai_household, days_ago(0))
    malee.postings.update(ended_on=days_ago(0))
    make.posting(malee, "officer", district="4012", started_on=days_ago(0))
    assert not was_friend(malee, somchai_household, days_ago(0))
    assert not Officer.objects.get(pk=malee.pk).cared_for.exists()


@pytest.fixture
def leaving(make, malee, district_chief):
    """malee leaves ชุมแพ in ten days."""
    postings.leave(
        officer=malee,
        district=District.objects.get(pk="4005"),
        on=days_ago(-10),
        why="moved",
        by=district_chief,
    )
    return malee


def test_nobody_is_paired_beyond_his_posting(make, leaving, district_chief):
    household = make.household()
    make.enrolment(household)
    with pytest.raises(pairings.NotPosted, match="พ้นหน้าที่ในอำเภอชุมแพ"):
        pairings.pair(officer=leaving, household=household, by=district_chief)
    assert leaving not in places.with_free_places(district_chief.people)
    # A second posting that goes on where the first ends is the same office.
    make.posting(leaving, "officer", district="4005", started_on=days_ago(-10))
    pairings.pair(officer=leaving, household=household, by=district_chief)


def test_nobody_stands_in_beyond_his_posting(leaving, somchai_household, district_chief):
    asked = {"household": somchai_household, "officer": leaving, "why": "leave", "by": district_chief}
    with pytest.raises(pairings.NotPosted, match="ให้ดูแลแทนไม่เกินวันนั้น"):
        substitutes.stand_in(started_on=days_ago(-5), ended_on=days_ago(-11), **asked)
    substitutes.stand_in(started_on=days_ago(-5), ended_on=days_ago(-10), **asked)


def test_nobody_takes_over_who_is_leaving(leaving, somchai_household, district_chief):
    pairing = somchai_household.pairings.get()
    with pytest.raises(pairings.NotPosted, match="พ้นหน้าที่"):
        hand_overs.plan(pairing=pairing, on=days_ago(-3), why="order", successor=leaving, by=district_chief)
