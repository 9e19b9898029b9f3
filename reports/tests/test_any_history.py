"""Whatever happens to families, at any date the figures of the tracks add up to all households, and every number of the
dashboard is the length of its list."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.actions import confirming, enrolments, exits, merging
from households.actions.classes import classify
from households.actions.steps import move_step
from households.exits import blank_rows
from households.models import District, Enrolment, Household, Track
from kusiao.refusal import Refused
from kusiao.thai import BANGKOK, month_period, today
from reports.figures import standing
from reports.figures.balance import balances
from reports.figures.cases import cases
from reports.figures.counting import count
from reports.figures.dashboard import by_district
from reports.figures.numbers import LISTS, NUMBERS, SAID

pytestmark = pytest.mark.django_db
BEGAN = dt.date(2025, 1, 6)
ACTS = (
    "enter",
    "enter",
    "classify",
    "step",
    "review",
    "exit",
    "assure",
    "unassure",
    "graduate",
    "strike",
    "merge",
)
EVENT = st.tuples(
    st.sampled_from([0, 1, 12, 40, 370]),  # days since the event before
    st.sampled_from(ACTS),
    st.integers(0, 3),  # which family
    st.integers(0, 3),  # a choice within the act
)
HISTORY = st.lists(EVENT, min_size=8, max_size=24)
TRACKS = (*Track.values, standing.UNCLASSIFIED)


class Register:
    """Four families in two districts, lived through by the acts themselves, each on its day."""

    def __init__(self, make):
        self.make = make
        self.signer, self.office = (make.officer(role="province", since=BEGAN) for _n in range(2))
        self.families = [make.household(district=code) for code in ("4005", "4005", "4005", "4012")]
        for family in self.families:
            make.survey(family, year=2567, income_total=60_000)
            make.survey(family, year=2568, income_total=300_000)

    def happen(self, act, which, choice):
        family = Household.objects.get(pk=self.families[which].pk)
        family = family.merged_into or family
        try:
            with transaction.atomic():
                getattr(self, act)(family, choice)
        except Refused:
            pass  # what may not be done now is not done

    def now(self, family):
        return family.enrolments.open().first() or self._refuse()

    def _refuse(self):
        raise Refused("not enrolled")

    def enter(self, family, choice):
        basis = "reentry" if family.enrolments.exists() else ("survey", "nominated")[choice % 2]
        enrolments.enrol(household=family, basis=basis, entered_on=today(), by=self.office)

    def classify(self, family, choice):
        classify(
            household=family,
            track=Track.values[choice % 2],
            started_on=today(),
            reason="เห็นที่บ้าน",
            by=self.office,
        )

    def step(self, family, choice):
        move_step(enrolment=self.now(family), to=choice + 1, reason="ตามที่เห็น", by=self.office)

    def review(self, family, choice):
        goal = ("exit", "assured")[choice % 2]
        answers = {row.code: ("yes", "เห็นแล้ว") for row in blank_rows(goal)}
        said = {"answers": answers, "signer": "ยาย", "signed_on": today(), "by": self.signer}
        review = self.now(family).exit_reviews.open().filter(goal=goal).first()
        exits.fill_in(enrolment=self.now(family), goal=goal, version=review.version if review else 0, **said)

    def exit(self, family, choice):
        enrolments.confirm_exit(enrolment=self.now(family), by=self.office)

    def assure(self, family, choice):
        confirming.confirm_assured(enrolment=self.now(family), by=self.office)

    def unassure(self, family, choice):
        held = self.now(family).exit_reviews.holding().filter(goal="assured").first() or self._refuse()
        exits.end_assured(review=held, reason="ผู้ดูแลย้าย", by=self.office)

    def graduate(self, family, choice):
        enrolments.graduate(enrolment=self.now(family), by=self.office)

    def strike(self, family, choice):
        reason = ("died", "moved", "refused", "other")[choice]
        enrolments.strike_off(
            enrolment=self.now(family), reason=reason, note="เหตุ", ended_on=today(), by=self.office
        )

    def merge(self, family, choice):
        other = Household.objects.get(pk=self.families[choice].pk)
        kept = other.merged_into or other
        merging.merge(kept=kept, gone=family, reason="บ้านเดียวกัน", by=self.office)


def live(make, history):
    """The days on which something was tried, in order."""
    register, day, days = Register(make), BEGAN, [BEGAN]
    for after, act, which, choice in history:
        day += dt.timedelta(days=after)
        days.append(day)
        with time_machine.travel(dt.datetime.combine(day, dt.time(10), BANGKOK), tick=False):
            register.happen(act, which, choice)
    return days


def looked_at(days):
    """In the middle, at the last act, and after everything."""
    return sorted({days[len(days) // 2], days[-1], days[-1] + dt.timedelta(days=400)})


def wrong_at(on, places):
    """Sentences of what does not add up that day."""
    whole = by_district(places, on)
    parts = {track: by_district(places, on, track) for track in TRACKS}
    for name in (*NUMBERS, *SAID):
        if sum(part.totals[name] for part in parts.values()) != whole.totals[name]:
            yield f"{on} {name}: the tracks are not all"
        for place in whole.places:
            if sum(_of(part, place.code, name) for part in parts.values()) != place.counts[name]:
                yield f"{on} {name} in {place.name}: the tracks are not all"
        if LISTS[name].rows(places, on).count() != whole.totals[name]:
            yield f"{on} {name}: the list has another length"
    yield from _standings_wrong(on, places, whole)


def _family(household):
    while household.merged_into:
        household = household.merged_into
    return household.pk


def _of(part, code, name):
    return next(place.counts[name] for place in part.places if place.code == code)


def _standings_wrong(on, places, whole):
    found = cases(places, on, dt.datetime.combine(on, dt.time(23), BANGKOK))
    above = sum(case.standing in standing.ABOVE for case in found)
    remaining = sum(case.standing == "remaining" for case in found)
    struck_off = len(found) - above - remaining
    every = Enrolment.objects.entered_by(on)
    if (len(found), above) != (whole.totals["enrolled"], whole.totals["above"]):
        yield f"{on}: the report and the dashboard differ"
    asked = [
        every.filter(one(on)).count() for one in (standing.above, standing.struck_off, standing.remaining)
    ]
    if asked != [above, struck_off, remaining] or sum(asked) != every.count():
        yield f"{on}: above, struck off and remaining are not all"
    if whole.totals["assured"] + whole.totals["not_assured"] != sum(
        c.in_force and c.track == "welfare" for c in found
    ):
        yield f"{on}: assured and not assured are not all welfare households"


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_at_any_date_the_tracks_add_up_and_every_number_is_its_list(make, history):
    places = list(District.objects.filter(pk__in=["4005", "4012"]))
    with transaction.atomic():
        days = live(make, history)
        wrong = [sentence for on in looked_at(days) for sentence in wrong_at(on, places)]
        month = month_period(days[-1].year, days[-1].month)
        end = dt.datetime.combine(month.end, dt.time(), BANGKOK)
        report = count(month, end, end)
        transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong[:20])
    assert balances(report)


WHOLE = [
    (0, "enter", 0, 0), (1, "classify", 0, 0), (1, "review", 0, 0), (1, "exit", 0, 0), (370, "graduate", 0, 0),
    (0, "enter", 1, 1), (1, "classify", 1, 1), (1, "review", 1, 1), (1, "assure", 1, 0), (12, "unassure", 1, 0),
    (0, "enter", 2, 0), (1, "enter", 3, 0), (0, "merge", 2, 3), (1, "enter", 0, 0), (1, "strike", 3, 1),
]  # fmt: skip


def test_every_act_of_the_random_histories_can_happen(make):
    """The control: a history in which nothing ever succeeds would add up too."""
    days = live(make, WHOLE)
    reasons = sorted(Enrolment.objects.values_list("end_reason", flat=True))
    assert reasons == ["", "", "graduated", "merged", "moved"]
    assert Enrolment.objects.filter(basis="reentry").count() == 1
    places = list(District.objects.filter(pk__in=["4005", "4012"]))
    totals = by_district(places, days[9]).totals
    assert (totals["enrolled"], totals["above"], totals["assured"], totals["not_assured"]) == (2, 1, 1, 0)
    totals = by_district(places, days[-1]).totals
    assert (totals["assured"], totals["not_assured"]) == (0, 1)


@pytest.mark.parametrize("broken", ["lost", "twice"])
def test_the_addition_can_fail(make, monkeypatch, broken):
    """A class that is not counted, or a household counted in two classes, is seen."""
    days, right = live(make, WHOLE), standing.with_track
    told = {"lost": lambda rows, on: right(rows, on).exclude(track="welfare"), "twice": None}[broken]
    if broken == "twice":
        monkeypatch.setattr(standing, "of_track", lambda rows, track, on: right(rows, on))
    else:
        monkeypatch.setattr(standing, "with_track", told)
    assert list(wrong_at(days[-1], list(District.objects.filter(pk__in=["4005", "4012"]))))
