"""The whole table: what every act makes of a household in every state. "-" is refused and changes nothing; "asked" waits for
another person and changes nothing yet; anything else is the state it comes to."""

import pytest
from django.db import IntegrityError, transaction

from households.actions.enrolments import confirm_exit, enrol, graduate, reenter, strike_off
from households.actions.steps import approve_step, move_or_ask, move_step
from households.models import Checklist, Enrolment, Step, StepRequest
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db

OFFICE = """
             enrol       reenter     to-1    to-2    to-3    to-4    exit   graduate   strike-off
none         step-1      -           -       -       -       -       -      -          -
step-1       -           -           -       step-2  step-3  step-4  watch  -          struck-off
step-2       -           -           step-1  -       step-3  step-4  watch  -          struck-off
step-3       -           -           step-1  step-2  -       step-4  watch  -          struck-off
step-4       -           -           step-1  step-2  step-3  -       watch  -          struck-off
watch        -           -           step-1  step-2  step-3  -       -      graduated  struck-off
graduated    re-entered  re-entered  -       -       -       -       -      -          -
struck-off   re-entered  re-entered  -       -       -       -       -      -          -
re-entered   -           -           -       step-2  step-3  step-4  watch  -          struck-off
"""
# Of his own household, every gate standing; gate 1 asks for nobody's approval (households/reference/load.py).
FRIEND = """
             to-1    to-2    to-3    to-4    exit  graduate  strike-off
step-1       -       step-2  asked   asked   -     -         -
step-2       step-1  -       asked   asked   -     -         -
step-3       step-1  step-2  -       asked   -     -         -
step-4       step-1  step-2  step-3  -       -     -         -
watch        asked   asked   asked   -       -     -         -
re-entered   -       step-2  asked   asked   -     -         -
"""
# The same with something missing at every gate.
FRIEND_AHEAD = """
             to-1    to-2    to-3    to-4
step-1       -       asked   asked   asked
step-2       step-1  -       asked   asked
step-3       step-1  step-2  -       asked
step-4       step-1  step-2  step-3  -
watch        asked   asked   asked   -
re-entered   -       asked   asked   asked
"""


def table(text):
    head, *rows = (line.split() for line in text.strip().splitlines())
    return {row[0]: dict(zip(head, row[1:], strict=True)) for row in rows}


def put(make, state):
    """A household that stands in this state."""
    household = make.household()
    make.survey(household, year=2563, income_total=150_000, members=3)
    if state == "none":
        return household
    begun = {"entered_on": days_ago(500)}
    if state in ("graduated", "struck-off", "re-entered"):
        reason = "graduated" if state == "graduated" else "moved"
        before = make.enrolment(household, step=None, ended_on=days_ago(90), end_reason=reason, **begun)
        before.steps.create(number=4, started_on=days_ago(500), ended_on=days_ago(90))
    if state == "re-entered":
        again = {"entered_on": days_ago(80), "basis": "reentry", "earlier": before, "track": None}
        make.enrolment(household, **again)
    elif state == "watch":
        make.enrolment(household, step=4, watch_from=days_ago(400), **begun)
    elif state.startswith("step-"):
        make.enrolment(household, step=int(state[-1]), **begun)
    for enrolment in household.enrolments.open().filter(watch_from=None):
        make.exit_review(
            enrolment, by=make.officer()
        )  # the checklist of nine, signed: else nobody confirms an exit
    return household


def state_of(household):
    enrolment = household.enrolments.open().first()
    if enrolment is None:
        last = household.enrolments.order_by("-ended_on", "-pk").first()
        return "none" if last is None else "graduated" if last.end_reason == "graduated" else "struck-off"
    if enrolment.watch_from:
        return "watch"
    number = enrolment.steps.open().get().number
    return "re-entered" if enrolment.earlier_id and number == 1 else f"step-{number}"


def act(name, household, by, *, step=move_or_ask):
    if name == "enrol":
        return enrol(household=household, basis="nominated", entered_on=today(), by=by)
    if name == "reenter":
        return reenter(household=household, entered_on=today(), reason="รายได้ตกลง", by=by)
    enrolment = household.enrolments.order_by("-entered_on", "-pk").first()
    if enrolment is None:
        raise Refused("ไม่มีทะเบียนให้ทำ")  # its pages are 404: households/tests/test_case_page.py
    if name == "exit":
        return confirm_exit(enrolment=enrolment, by=by)
    if name == "graduate":
        return graduate(enrolment=enrolment, by=by)
    if name == "strike-off":
        return strike_off(enrolment=enrolment, reason="moved", ended_on=today(), by=by)
    return step(enrolment=enrolment, to=int(name[-1]), reason="เห็นควร", by=by)


def rows(household):
    steps = Step.objects.filter(enrolment__household=household).order_by("pk").values()
    return list(household.enrolments.order_by("pk").values()), list(steps)


def tried(make, state, name, by, *, friend=None, step=move_or_ask):
    """What came of it; whatever it was, history is only added to and an end is set once."""
    household = put(make, state)
    pairing = make.pairing(friend, household) if friend else None
    before = rows(household)
    try:
        made = act(name, household, by, step=step)
        came = "asked" if isinstance(made, StepRequest) else state_of(household)
    except Refused:
        came = "-"
    after = rows(household)
    if came in ("-", "asked"):
        assert after == before
    for old, new in zip(before[1], after[1], strict=False):
        kept = {**new, "ended_on": old["ended_on"]} if old["ended_on"] is None else new
        assert kept == old, "of a step only its end is set, and once"
    assert len(after[0]) >= len(before[0]) and len(after[1]) >= len(before[1])
    assert household.enrolments.open().count() <= 1
    assert Step.objects.open().filter(enrolment__household=household).count() <= 1
    if pairing:  # his two places are for the next ones
        type(pairing).objects.filter(pk=pairing.pk).delete()
    return came


@pytest.mark.parametrize("state", table(OFFICE))
def test_what_the_coordinator_makes_of_it(make, district_chief, state):
    expected = table(OFFICE)[state]
    assert {name: tried(make, state, name, district_chief) for name in expected} == expected


@pytest.mark.parametrize("state", table(FRIEND))
def test_what_the_friend_makes_of_his_own(make, somchai, state):
    for step in (1, 2, 3, 4):
        was = Checklist.objects.get(step=step)
        Checklist.objects.create(
            code=f"{step}-9", step=step, version=9, in_force_from=today(), approved=was.approved
        )
    expected = table(FRIEND)[state]
    assert {name: tried(make, state, name, somchai, friend=somchai) for name in expected} == expected


@pytest.mark.parametrize("state", table(FRIEND_AHEAD))
def test_what_the_friend_makes_of_his_own_ahead_of_the_gates(make, somchai, state):
    for step in (1, 2, 3):
        late = {"step": step, "version": 9, "in_force_from": today(), "approved": False}
        items = Checklist.objects.create(code=f"{step}-9", **late).items
        items.create(code="help_delivered", words="ยังไม่ได้รับความช่วยเหลือ", order=1)
    expected = table(FRIEND_AHEAD)[state]
    assert {name: tried(make, state, name, somchai, friend=somchai) for name in expected} == expected


@pytest.mark.parametrize("state", table(FRIEND_AHEAD))
def test_what_waits_comes_to_the_same_as_if_the_coordinator_had_moved_it(make, somchai, pranee, state):
    """Asked, then approved by another: the table of the office."""

    def approved(*, enrolment, to, reason, by):
        made = move_or_ask(enrolment=enrolment, to=to, reason=reason, by=by)
        return approve_step(request=made, by=pranee) and None if isinstance(made, StepRequest) else made

    office = table(OFFICE)[state]
    for name in ("to-1", "to-2", "to-3", "to-4"):
        assert tried(make, state, name, somchai, friend=somchai, step=approved) == office[name], name


def test_a_plain_move_is_the_same_table(make, district_chief):
    for state in ("step-2", "watch"):
        for name in ("to-1", "to-2", "to-3", "to-4"):
            assert tried(make, state, name, district_chief, step=move_step) == table(OFFICE)[state][name]


@pytest.mark.parametrize(
    "state", [state for state in table(OFFICE) if state.startswith(("step", "watch", "re-"))]
)
def test_the_database_refuses_two_open_steps_and_two_open_enrolments(make, state):
    household = put(make, state)
    enrolment = household.enrolments.open().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(enrolment=enrolment, number=2, started_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(household=household, basis="survey", entered_on=today())


def test_the_table_can_fail(make, district_chief, monkeypatch):
    """A build that closes no step before the next, and one that forgets that the watch is over."""
    monkeypatch.setattr("households.actions.steps._end_watch", lambda enrolment: [])
    assert tried(make, "watch", "to-2", district_chief) != table(OFFICE)["watch"]["to-2"]
    monkeypatch.setattr("households.actions.steps.is_friend", lambda person, household: False)
    somchai = make.officer("friend", role="officer", district="4005")
    assert tried(make, "step-2", "to-3", somchai, friend=somchai) != table(FRIEND)["step-2"]["to-3"]
