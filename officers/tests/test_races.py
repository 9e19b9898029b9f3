"""Many at once, on a real database: an officer never has three, a household never two, a visit is never there twice."""

import datetime as dt
import json
import threading
import uuid
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from households.actions.merging import merge
from kusiao.audit.models import Event
from kusiao.testing.cast import signed_in
from kusiao.testing.long import LONG, in_long
from kusiao.testing.race import at_once
from kusiao.thai import format_date, today
from kusiao.workshop import measurements
from officers.actions import hand_overs, pairings, substitutes, visits
from officers.models import HandOver, Pairing, Substitute, Visit

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


@pytest.fixture
def enrolled(make):
    def made():
        household = make.household()
        make.enrolment(household)
        return household

    return made


def test_eight_at_once_never_give_an_officer_three(make, enrolled, district_chief):
    for _ in range(4):
        officer = make.officer(role="officer", district="4005")
        households = [enrolled() for _ in range(THREADS)]
        acts = [
            partial(pairings.pair, officer=officer, household=one, by=district_chief) for one in households
        ]
        answers = at_once(acts)
        assert sum(isinstance(answer, Pairing) for answer in answers) == 2
        assert sum(isinstance(answer, pairings.OfficerFull) for answer in answers) == THREADS - 2
        assert sorted(officer.pairings.values_list("place", flat=True)) == [1, 2]


def test_eight_at_once_never_give_a_household_two_friends(make, enrolled, district_chief):
    for _ in range(4):
        household = enrolled()
        officers = [make.officer(role="officer", district="4005") for _ in range(THREADS)]
        acts = [
            partial(pairings.pair, officer=one, household=household, by=district_chief) for one in officers
        ]
        answers = at_once(acts)
        assert sum(isinstance(answer, Pairing) for answer in answers) == 1
        assert sum(isinstance(answer, pairings.HouseholdPaired) for answer in answers) == THREADS - 1
        assert household.pairings.count() == 1


def test_eight_at_once_never_name_two_substitutes_for_a_day(make, somchai_household, district_chief):
    others = [make.officer(role="officer", district="4005") for _ in range(THREADS)]
    told = {"started_on": today(), "ended_on": today() + dt.timedelta(days=3), "why": "leave"}
    acts = [
        partial(substitutes.stand_in, household=somchai_household, officer=one, by=district_chief, **told)
        for one in others
    ]
    answers = at_once(acts)
    assert sum(isinstance(answer, Substitute) for answer in answers) == 1
    assert somchai_household.substitutes.count() == 1


def test_a_hand_over_carried_out_by_two_workers_is_carried_out_once(malee, somchai_household, district_chief):
    pairing, on = somchai_household.pairings.get(), today() + dt.timedelta(days=1)
    told = {"on": on, "why": "order", "successor": malee, "by": district_chief}
    planned = hand_overs.plan(pairing=pairing, **told)
    HandOver.objects.filter(pk=planned.pk).update(on=today())
    answers = at_once([partial(hand_overs.carry_out, district="4005")] * THREADS)
    assert sorted(len(answer) for answer in answers) == [0] * (THREADS - 1) + [1]
    assert somchai_household.pairings.filter(ended_on=None).get().officer == malee
    assert somchai_household.pairings.count() == 2


def test_eight_hand_overs_to_one_leave_nobody_lost(make, enrolled, malee, district_chief):
    """Two find a place; the others are told, and their friends stay."""
    acts = []
    for _ in range(THREADS):
        household = enrolled()
        pairing = make.pairing(make.officer(role="officer", district="4005"), household)
        told = {"on": today(), "why": "order", "successor": malee, "by": district_chief}
        acts.append(partial(hand_overs.plan, pairing=pairing, **told))
    answers = at_once(acts)
    assert sum(isinstance(answer, HandOver) for answer in answers) == 2
    assert malee.pairings.filter(ended_on=None).count() == 2
    assert Pairing.objects.filter(ended_on=None).count() == THREADS


@pytest.mark.drill
@pytest.mark.xdist_group("line")
def test_twenty_equal_posts_leave_one_row_and_have_one_answer(somchai, somchai_household):
    """Through the whole house, from the address to the database: what a phone sends that hears no answer."""
    rounds, clients = in_long(500, short=50), [signed_in(Client(), somchai) for _ in range(20)]
    path = reverse("officers:visit_record", args=[somchai_household.pk])
    day = format_date(today(), "numeric")
    for number in range(rounds):
        told = {
            "key": str(uuid.uuid4()),
            "kind": "contact",
            "visited_on": day,
            "done": f"ครั้งที่ {number}",
            "whole": "1",
        }
        posts = [partial(client.post, path, told, HTTP_ACCEPT="application/json") for client in clients]
        answers = {(answer.status_code, answer.content) for answer in at_once(posts)}
        assert answers == {(200, json.dumps({"saved": f"/officers/visits/{told['key']}/"}).encode())}
    assert Visit.objects.count() == Event.objects.filter(verb="visit.recorded").count() == rounds
    if LONG:
        what = f"Twenty equal posts at once, {connection.display_name}"
        measurements.record(what, rounds=rounds, rows=rounds, answers_a_round=1)


def test_without_the_key_twenty_equal_posts_are_twenty_visits(somchai, somchai_household):
    """The control."""
    told = {"kind": "contact", "visited_on": today(), "done": "โทรถาม"}
    at_once([lambda: visits.record(household=somchai_household, by=somchai, key=uuid.uuid4(), **told)] * 20)
    assert Visit.objects.count() == 20


def test_of_many_visits_of_a_day_one_counts(somchai, somchai_household):
    def record():
        told = {"key": uuid.uuid4(), "kind": "visit", "visited_on": today(), "met": "หัวหน้าครัวเรือน"}
        return visits.record(household=somchai_household, by=somchai, **told)

    answers = at_once([record] * THREADS)
    assert sorted(answer.counted for answer in answers) == [False] * (THREADS - 1) + [True]


def test_a_merge_waits_for_the_visit_it_would_leave_behind(
    make, somchai, somchai_household, pranee, monkeypatch
):
    """The merge comes between the checks of the visit and its saving."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    kept, checked, merged = make.household(), threading.Event(), threading.Event()
    saves = visits._store

    def slow(visit):
        checked.set()
        merged.wait(timeout=0.4)
        return saves(visit)

    def merges():
        checked.wait(timeout=20)
        done = merge(kept=kept, gone=somchai_household, reason="บ้านเดียวกัน", by=pranee)
        merged.set()
        return done

    monkeypatch.setattr(visits, "_store", slow)
    told = {"key": uuid.uuid4(), "kind": "visit", "visited_on": today(), "met": "ยาย"}
    visit, done = at_once([partial(visits.record, household=somchai_household, by=somchai, **told), merges])
    assert isinstance(visit, Visit) and done.gone == somchai_household
    assert Visit.objects.get().household == kept


def test_without_the_lock_and_the_places_three_would_slip_in(make, enrolled):
    """The control: counting first and inserting after, in places that nothing forbids, does break the promise."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    officer = make.officer(role="officer", district="4005")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pairing_place_holds_one")
    try:
        counted = threading.Barrier(THREADS)

        def careless(household):
            free = officer.pairings.filter(ended_on=None).count() < 2
            counted.wait(timeout=20)
            if free:
                return Pairing.objects.create(
                    officer=officer, household=household, place=1, started_on=today()
                )

        at_once([partial(careless, enrolled()) for _ in range(THREADS)])
        assert officer.pairings.count() > 2
    finally:
        Pairing.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE UNIQUE INDEX pairing_place_holds_one ON officers_pairing (officer_id, place)"
                " WHERE ended_on IS NULL"
            )
