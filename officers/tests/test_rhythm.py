"""The rule for the next visit is said in SQL; said again here in Python, both must say the same of any history."""

import datetime as dt
import random

import pytest

from households.models import Household
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers import rhythm

DAY = dt.date(2026, 6, 1)
RHYTHM = {"developable": 30, "welfare": 60, "watch": 90}


def due_on(*, paired_on, last_visit_on=None, agreed_on=None, track=None, watching=False):
    """The rule as domain.md says it."""
    anchor = max(paired_on, last_visit_on or paired_on)
    due = anchor + dt.timedelta(days=RHYTHM["watch" if watching else track or "developable"])
    return agreed_on if agreed_on and anchor <= agreed_on < due else due


def after(days):
    return DAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({}, 30),
        ({"track": "developable"}, 30),
        ({"track": "welfare"}, 60),
        ({"track": "welfare", "watching": True}, 90),
        ({"last_visit_on": after(10)}, 40),
        ({"last_visit_on": after(-50)}, 30),  # the last friend's visit; a new friend gets a full round
        ({"agreed_on": after(12)}, 12),
        ({"agreed_on": after(45)}, 30),  # a later date does not put the visit off
        ({"agreed_on": after(5), "last_visit_on": after(10)}, 40),  # agreed, and since then visited
        ({"agreed_on": after(20), "last_visit_on": after(10)}, 20),
    ],
)
def test_due_counts_from_the_last_visit_or_the_pairing(facts, due):
    assert due_on(paired_on=DAY, **facts) == after(due)


def test_rhythm_is_a_setting(settings, somchai_household):
    settings.VISIT_RHYTHM_DAYS = {"developable": 7, "welfare": 8, "watch": 9}
    assert rhythm.with_due(Household.objects.all()).get().due_on == days_ago(93)


@pytest.fixture
def people(db, somchai, malee):
    return [somchai, malee]


def invent(make, chance, officers):
    """A household with a history picked by chance."""
    household = make.household()
    enrolled = chance.random() < 0.9
    track = chance.choice(["developable", "welfare", None])
    if enrolled:
        watch_from = days_ago(chance.randint(0, 40)) if chance.random() < 0.2 else None
        make.enrolment(household, track=track, watch_from=watch_from)
    paired = chance.random() < 0.85
    officer = make.officer()
    if chance.random() < 0.3:
        make.pairing(officer, household, started_on=days_ago(150), ended_on=days_ago(101), end_reason="ย้าย")
    if paired:
        make.pairing(officer, household, started_on=days_ago(chance.randint(0, 100)))
    taken = set()
    for _ in range(chance.randint(0, 5)):
        visited_on = days_ago(chance.randint(0, 140))
        kind = chance.choice(["visit", "visit", "attempt", "contact"])
        counted = kind == "visit" and visited_on not in taken
        if counted:
            taken.add(visited_on)
        next_on = visited_on + dt.timedelta(days=chance.randint(1, 80)) if chance.random() < 0.5 else None
        make.visit(
            household,
            chance.choice(officers),
            visited_on=visited_on,
            kind=kind,
            counted=counted,
            next_on=next_on,
        )
    return household


def told_plainly(household, on):
    """The facts gathered one by one, without the query under test."""
    enrolment = next((e for e in household.enrolments.all() if e.entered_on <= on and not e.ended_on), None)
    pairing = next((p for p in household.pairings.all() if p.started_on <= on and not p.ended_on), None)
    if not enrolment or not pairing:
        return None
    visits = [visit for visit in household.visits.all() if visit.visited_on <= on]
    last = max((visit.visited_on for visit in visits if visit.counted), default=None)
    since = max(pairing.started_on, last or pairing.started_on)
    agreed = [visit for visit in visits if visit.next_on and visit.visited_on >= since]
    agreed.sort(key=lambda visit: (visit.visited_on, visit.received_at, visit.pk))
    classes = [c for c in household.classifications.all() if c.started_on <= on and not c.ended_on]
    return due_on(
        paired_on=pairing.started_on,
        last_visit_on=last,
        agreed_on=agreed[-1].next_on if agreed else None,
        track=classes[0].track if classes else None,
        watching=bool(enrolment.watch_from and enrolment.watch_from <= on),
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_query_says_what_the_function_says(make, people, seed):
    chance = random.Random(seed)
    for _ in range(25):
        invent(make, chance, people)
    on = days_ago(chance.choice([0, 0, 7, 30]))
    found = {row.pk: row.due_on for row in rhythm.with_due(Household.objects.all(), on)}
    expected = {row.pk: told_plainly(row, on) for row in Household.objects.all()}
    assert found == expected
    assert any(expected.values())
    late = {pk for pk, due in expected.items() if due and due < on}
    assert set(rhythm.overdue(Household.objects.all(), on).values_list("pk", flat=True)) == late


def test_overdue_is_worked_out_as_of_a_day(make, somchai, somchai_household):
    make.visit(somchai_household, somchai, visited_on=days_ago(5))
    everybody = Household.objects.all()
    assert not rhythm.overdue(everybody, today()).exists()
    assert rhythm.overdue(everybody, days_ago(6)).exists()  # paired 100 days ago, not visited then
    assert rhythm.with_due(everybody).get().due_on == days_ago(5) + dt.timedelta(days=30)
