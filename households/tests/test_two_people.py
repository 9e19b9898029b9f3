"""Two people work on one household at the same time, each with the page that he opened. A thousand orders of opening, saving
and saving once more, at every door where something can be written over: nobody overwrites what he has not seen."""

import random
from functools import partial

import pytest
from django.db import connection

from households.actions.classes import classify
from households.actions.conflicts import EditConflict
from households.actions.exits import SavedMeanwhile
from households.actions.households import edit, editable
from households.actions.ladders import set_rung
from households.actions.members import MemberConflict
from households.actions.steps import move_step
from households.actions.targeting import FORUM, certify
from households.forms.classes import ClassForm
from households.forms.households import EditForm
from households.forms.ladders import OutcomeForm, UrgencyForm
from households.forms.steps import StepForm
from households.forms.targeting import CertifyForm
from kusiao.refusal import Refused
from kusiao.testing.long import LONG
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today
from kusiao.workshop import measurements

pytestmark = pytest.mark.django_db

ORDERS = 1_000
NAMES = ("บุญมี", "บุญมา", "คำปอง", "สายบัว", "ทองใบ")


class Door:
    """`key`: the box that says what stood on the page. `alike`: both may have typed the same."""

    key = "seen"
    alike = False

    def __init__(self, household, form, act):
        self.household, self.form, self.act = household, form, act

    def save(self, given, by):
        form = self.form(given)
        assert form.is_valid(), form.errors
        self.act(**form.cleaned_data, by=by)


class Facts(Door):
    key = "version"
    alike = True

    def __init__(self, household):
        super().__init__(household, EditForm, self._edit)

    def stands(self):
        self.household.refresh_from_db()
        return editable(self.household)

    def version(self):
        return self.household.version

    def typed(self, chance, page):
        new = {
            "first_name": chance.choice(NAMES), "last_name": chance.choice(NAMES), "house_number": str(chance.randint(1, 9)),
            "phone": f"08{chance.randint(10_000_000, 99_999_999)}",
        }  # fmt: skip
        return {**page, **{name: new[name] for name in chance.sample(sorted(new), chance.randint(1, 3))}}

    def _edit(self, *, version, by, **changes):
        edit(household=self.household, changes=changes, version=version, by=by)


class Dated(Door):
    """A class, a rung of a ladder, a step: one row is open."""

    def __init__(self, rows, column, values, household, form, act):
        super().__init__(household, form, act)
        self.rows, self.column, self.values = rows, column, values

    def _open(self):
        return self.rows().filter(ended_on__isnull=True).first()

    def stands(self):
        row = self._open()
        return {self.column: getattr(row, self.column) if row else "", "reason": row.reason if row else ""}

    def version(self):
        row = self._open()
        return row.pk if row else 0

    def typed(self, chance, page):
        value = chance.choice([value for value in self.values if value != page[self.column]])
        box = "to" if self.column == "number" else self.column
        more = {} if self.column == "number" else {"started_on": format_date(today(), "numeric")}
        return {box: value, "reason": f"เหตุผล {chance.randint(1, 10**9)}", **more}


class Forum(Door):
    def stands(self):
        row = self._standing()
        return {name: getattr(row, name) if row else "" for name in FORUM}

    def _standing(self):
        return self.household.enrolments.get().certifications.standing().first()

    def version(self):
        row = self._standing()
        return row.pk if row else 0

    def typed(self, chance, page):
        new = {
            "attended": chance.randint(10, 90),
            "presided_by": chance.choice(NAMES),
            "note": str(chance.random()),
        }
        base = {
            "held_on": days_ago(3),
            "place": "วัด",
            "presided_by": "ผู้ใหญ่บ้าน",
            "attended": 30,
            "result": "postponed",
        }
        given = {**base, **{name: value for name, value in page.items() if value}, **new}
        return {**given, "held_on": format_date(given["held_on"], "numeric")}


@pytest.fixture
def doors(somchai_household):
    house, enrolment = somchai_household, somchai_household.enrolments.get()
    dated = partial(Dated, household=house)
    return [
        Facts(house),
        dated(lambda: house.classifications, "track", ["developable", "welfare"], form=ClassForm,
              act=partial(classify, household=house)),
        dated(lambda: house.urgency_rungs, "level", ["red", "amber", "green"], form=UrgencyForm,
              act=partial(set_rung, ladder="urgency", household=house)),
        dated(lambda: house.outcome_rungs, "level", ["surviving", "sufficient"], form=OutcomeForm,
              act=partial(set_rung, ladder="outcome", household=house)),
        dated(lambda: enrolment.steps, "number", [1, 2, 3, 4], form=StepForm,
              act=partial(move_step, enrolment=enrolment)),
        Forum(house, CertifyForm, partial(certify, enrolment=enrolment)),
    ]  # fmt: skip


class Person:
    """He opens, types, saves; told that he came second, he gives up or saves once more, now knowing."""

    def __init__(self, door, who, chance, tally, *, checked):
        self.door, self.who, self.chance, self.tally, self.checked = door, who, chance, tally, checked
        self.acts = [self.open, self.save, self.again]
        self.lost = None

    def open(self):
        self.known = self.door.stands()
        self.seen = self.door.version()
        self.given = self.door.typed(self.chance, self.known)

    def save(self):
        before = self.door.stands()
        version = self.seen if self.checked else self.door.version()
        try:
            self.door.save({**self.given, self.door.key: version}, self.who)
        except (EditConflict, MemberConflict, SavedMeanwhile) as lost:
            self._told(lost, before)
        except Refused:
            self.tally["refused"] += 1
            assert self.door.stands() == before
        else:
            self.tally["saved"] += 1
            self.tally["overwritten in silence"] += self.known != before != self.door.stands()

    def _told(self, lost, before):
        """Nothing is written; what differs is named, box by box, and the version to save over it knowingly is at hand."""
        self.tally["told"] += 1
        assert self.door.stands() == before and lost.version == self.door.version()
        assert lost.differences or self.door.alike, "two reasons are never the same"
        if isinstance(self.door, Facts):
            mine = {name: value for name, value in self.given.items() if name in before}
            told = {(name, stands, value) for name, stands, value in lost.differences}
            assert told == {(name, before[name], mine[name]) for name in mine if mine[name] != before[name]}
        self.lost, self.known, self.seen = lost, before, lost.version

    def again(self):
        if self.lost and self.chance.random() < 0.5:
            self.tally["saved once more"] += 1
            self.save()


def interleave(doors, people, orders, *, checked=True):
    tally = dict.fromkeys(["saved", "told", "refused", "saved once more", "overwritten in silence"], 0)
    for number in range(orders):
        chance = random.Random(number)
        door = doors[number % len(doors)]
        both = [Person(door, who, chance, tally, checked=checked) for who in people]
        turns = both * 3
        chance.shuffle(turns)
        for person in turns:
            person.acts.pop(0)()
    return tally


@pytest.mark.long
def test_a_thousand_orders_and_nothing_is_overwritten_in_silence(doors, make, district_chief, pranee):
    make.posting(pranee, "district", district="4005")  # she knows the family too, as a second coordinator
    tally = interleave(doors, (district_chief, pranee), ORDERS)
    assert tally["overwritten in silence"] == 0
    assert tally["told"] > 200 and tally["saved once more"] > 50 and tally["saved"] > 1_000
    if LONG:
        what = f"Two people at once on facts, class, ladders, forum and step of one household, {connection.display_name}"
        measurements.record(what, orders=ORDERS, **tally)


def test_a_build_without_the_version_overwrites(doors, make, district_chief, pranee):
    """The negative control: every page is taken as if it had been opened just now."""
    make.posting(pranee, "district", district="4005")
    tally = interleave(doors, (district_chief, pranee), 120, checked=False)
    assert tally["overwritten in silence"] > 20 and tally["told"] == 0
