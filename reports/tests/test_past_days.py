"""What the figures said of a day they say for ever: whatever happens to the families afterwards, each on its own day."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees.actions import referrals
from households.actions import remeasurements
from households.models import District, Need
from kusiao.refusal import Refused
from kusiao.testing.long import in_long
from kusiao.thai import BANGKOK, month_period, today
from officers.actions import pairings
from reports.figures.cases import cases
from reports.figures.counting import count
from reports.figures.dashboard import by_district
from reports.figures.numbers import LISTS
from reports.tests.test_any_history import ACTS, BEGAN, Register

pytestmark = pytest.mark.django_db
# A merge says who a family always was: it corrects the past and is not an event of a day.
LIVED = tuple(act for act in ACTS if act != "merge")
MORE = ("visit", "remeasure", "ask", "answer", "pair", "part")


class Families(Register):
    def __init__(self, make):
        super().__init__(make)
        self.friends = {
            code: make.officer(role="officer", district=code, since=BEGAN) for code in ("4005", "4012")
        }

    def _friend(self, family):
        return self.friends[family.village.subdistrict.district_id]

    def visit(self, family, choice):
        if family.visits.filter(visited_on=today()).exists():
            raise Refused("visited")
        self.make.visit(family, self._friend(family), visited_on=today(), received_at=_noon(today()))

    def remeasure(self, family, choice):
        remeasurements.remeasure(
            household=family, measured_on=today(), members_count=2, told_by="ยาย", income_main=(40_000, 300_000)[choice % 2],
            by=self.office,
        )  # fmt: skip

    def ask(self, family, choice):
        need = Need.objects.order_by("pk")[choice]
        referrals.ask(household=family, need=need, text="ขอพันธุ์ไก่", by=self.office)

    def answer(self, family, choice):
        asked = family.referrals.order_by("asked_on", "pk").last()
        if asked is None:
            raise Refused("nothing asked")
        referrals.answer(
            referral=asked,
            act=("acknowledge", "accept", "decline", "confirm")[choice],
            text="ตอบแล้ว",
            by=self.office,
        )

    def pair(self, family, choice):
        pairings.pair(officer=self._friend(family), household=family, by=self.office)

    def part(self, family, choice):
        found = family.pairings.filter(ended_on=None).first()
        if found is None:
            raise Refused("nobody")
        pairings.end(pairing=found, reason="ย้าย", by=self.office)


def _noon(day):
    return dt.datetime.combine(day, dt.time(12), BANGKOK)


def lived(families, day, history):
    """The day after the last event of it."""
    for after, act, which, choice in history:
        day += dt.timedelta(days=after)
        with time_machine.travel(_noon(day), tick=False):
            families.happen(act, which, choice)
    return day + dt.timedelta(days=1)


def said_of(on):
    """Every number that the dashboard, the lists and the report of the month before give of this day."""
    places = list(District.objects.filter(pk__in=["4005", "4012"]))
    night = dt.datetime.combine(on, dt.time(23, 59), BANGKOK)
    before = on.replace(day=1) - dt.timedelta(days=1)
    return {
        "boards": [by_district(places, on, track) for track in (None, "welfare")],
        "lists": {
            name: sorted(one.rows(places, on).values_list("pk", flat=True)) for name, one in LISTS.items()
        },
        "cases": cases(places, on, night),
        "report": count(month_period(before.year, before.month), night, night),
    }


HISTORY = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 12, 40, 370]),  # days since the event before
        st.sampled_from((*LIVED, *MORE)),
        st.integers(0, 3),  # which family
        st.integers(0, 3),  # a choice within the act
    ),
    min_size=4,
    max_size=12,
)


@pytest.mark.long
@settings(
    max_examples=in_long(60, short=3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=HISTORY, after=HISTORY)
def test_the_figures_of_a_past_day_do_not_change_by_what_happens_later(make, before, after):
    with transaction.atomic():
        families = Families(make)
        day = lived(families, BEGAN, before) - dt.timedelta(days=1)
        with time_machine.travel(_noon(day), tick=False):
            then = said_of(day)
        lived(families, day + dt.timedelta(days=1), after)
        assert said_of(day) == then
        transaction.set_rollback(True)


WATCHED = [(0, "enter", 0, 0), (1, "classify", 0, 0), (1, "review", 0, 0), (1, "exit", 0, 0)]


@pytest.mark.parametrize(
    "later",
    [
        [(12, "step", 0, 1)],
        [(12, "step", 0, 1), (1, "review", 0, 0), (1, "exit", 0, 0)],
        [(370, "graduate", 0, 0)],
        [(12, "step", 0, 2), (1, "strike", 0, 1), (1, "enter", 0, 0)],
    ],
)
def test_who_was_in_watch_that_day_was_in_watch_that_day(make, later):
    families = Families(make)
    day = lived(families, BEGAN, WATCHED) - dt.timedelta(days=1)
    board = said_of(day)
    assert board["boards"][0].totals["above"] == 1
    end = lived(families, day + dt.timedelta(days=1), later)
    assert said_of(day) == board
    if later[0][1] == "step":
        back = day + dt.timedelta(days=13)  # the day of the step back
        assert by_district(list(District.objects.filter(pk="4005")), back).totals["above"] == 0
    assert end > day


def test_a_request_that_waited_that_day_waited_that_day(make):
    families = Families(make)
    asked = [(0, "enter", 0, 0), (1, "ask", 0, 0), (1, "answer", 0, 0)]
    day = lived(families, BEGAN, asked) - dt.timedelta(days=1)
    then = said_of(day)
    assert then["boards"][0].totals["waiting"] == 1
    later = lived(families, day + dt.timedelta(days=1), [(1, "answer", 0, 2)])
    assert said_of(day) == then and said_of(later)["boards"][0].totals["waiting"] == 0
