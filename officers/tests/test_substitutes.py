"""Who stands in for some days sees and visits as the friend does, in those days only, and takes no place."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError

from households.actions.steps import approve_step, move_or_ask
from households.models import StepRequest
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers.actions import pairings, postings, substitutes, visits
from officers.models import ChangeReason, Substitute
from officers.rhythm import with_due


def days_on(days):
    return today() + dt.timedelta(days=days)


@pytest.fixture
def stands_in(malee, somchai_household, district_chief):
    def made(*, first=0, last=10, officer=malee, household=somchai_household):
        return substitutes.stand_in(
            household=household, officer=officer, started_on=days_on(first), ended_on=days_on(last),
            why=ChangeReason.LEAVE, by=district_chief,
        )  # fmt: skip

    return made


def seen_by(person):
    person.__dict__.pop("held", None)
    person.__dict__.pop("roles", None)
    return list(person.households)


def visit(household, by, on):
    told = {"key": uuid.uuid4(), "kind": "visit", "visited_on": on, "met": "ยาย"}
    return visits.record(household=household, by=by, **told)


def test_he_sees_the_household_in_those_days_only(malee, somchai, somchai_household, stands_in):
    stands_in(first=1, last=4)
    seen = {}
    for day in range(6):
        with time_machine.travel(dt.datetime.combine(days_on(day), dt.time(5))):
            seen[day] = bool(seen_by(malee))
            assert seen_by(somchai) == [somchai_household]
    assert seen == {0: False, 1: True, 2: True, 3: True, 4: False, 5: False}


def test_he_keeps_both_his_places(make, malee, somchai_household, stands_in, district_chief):
    stands_in()
    for _ in range(2):
        own = make.household()
        make.enrolment(own)
        pairings.pair(officer=malee, household=own, by=district_chief)
    assert len(seen_by(malee)) == 3


def test_his_visit_counts_and_moves_the_rhythm(malee, somchai_household, stands_in):
    stands_in()
    assert visit(somchai_household, malee, today()).counted
    household = with_due(malee.households).get()
    assert household.last_visit_on == today()
    with pytest.raises(Refused, match="วันที่เยี่ยมต้องไม่ก่อนวันนั้น"):
        visit(somchai_household, malee, days_ago(1))


def test_when_the_days_are_over_he_is_nobody(malee, somchai_household, stands_in, district_chief):
    substitutes.end(substitute=stands_in(), by=district_chief)
    assert seen_by(malee) == []
    with pytest.raises(visits.NotPaired):
        visit(somchai_household, malee, today())
    assert Substitute.objects.count() == 1  # history


def test_a_household_without_a_friend_has_its_rhythm_from_him(
    malee, somchai_household, stands_in, district_chief
):
    pairings.end(pairing=somchai_household.pairings.get(), why=ChangeReason.RETIRED, by=district_chief)
    stands_in()
    household = with_due(malee.households).get()
    assert household.paired_on == today() and household.due_on == days_on(30)


def test_who_left_the_programme_is_nobodys(malee, somchai_household, stands_in):
    stands_in()
    somchai_household.enrolments.update(ended_on=today(), end_reason="moved")
    assert seen_by(malee) == []


def test_who_stands_in_asks_like_the_friend_and_decides_nothing_of_theirs(
    make, malee, district_chief, somchai_household, stands_in
):
    stands_in()
    enrolment = somchai_household.enrolments.get()
    asked = move_or_ask(enrolment=enrolment, to=4, reason="ไปก่อน", by=malee)
    assert isinstance(asked, StepRequest) and enrolment.steps.open().get().number == 1
    Substitute.objects.update(officer=district_chief)
    with pytest.raises(Refused, match="อนุมัติเองไม่ได้"):
        approve_step(request=asked, by=district_chief)


def test_two_do_not_stand_in_at_once(make, stands_in):
    other = make.officer(role="officer", district="4005")
    stands_in(first=2, last=6)
    with pytest.raises(Refused, match="ดูแลแทนอยู่แล้ว"):
        stands_in(first=5, last=9, officer=other)
    stands_in(first=6, last=9, officer=other)


@pytest.mark.parametrize(
    ("first", "last", "words"), [(-1, 4, "ต้องไม่ก่อนวันนี้"), (3, 3, "ต้องหลังวันเริ่ม"), (3, 2, "ต้องหลังวันเริ่ม")]
)
def test_days_that_cannot_be(stands_in, first, last, words):
    with pytest.raises(Refused, match=words):
        stands_in(first=first, last=last)


def test_neither_the_friend_nor_a_stranger_stands_in(make, somchai, stands_in):
    with pytest.raises(Refused, match="เป็นคู่เสี่ยวของครัวเรือนนี้อยู่แล้ว"):
        stands_in(officer=somchai)
    with pytest.raises(pairings.NotPosted):
        stands_in(officer=make.officer(role="officer", district="4012"))


def test_who_leaves_the_district_stands_in_no_more(malee, stands_in, district_chief, make):
    row = stands_in(last=20)
    district = district_chief.staffed_districts.get()
    postings.leave(officer=malee, district=district, on=days_on(5), why="moved", by=district_chief)
    row.refresh_from_db()
    assert row.ended_on == days_on(5)


@pytest.mark.django_db
def test_the_database_refuses_an_end_before_the_beginning(malee, somchai_household):
    with pytest.raises(IntegrityError):
        Substitute.objects.create(
            household=somchai_household, officer=malee, started_on=today(), ended_on=days_ago(1), why="leave"
        )
