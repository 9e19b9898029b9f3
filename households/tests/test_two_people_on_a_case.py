"""The same as test_two_people.py at the doors of the case: the facts of a person, the words and goals of the plan, what became of
its work, the checklist of leaving. And of two who revise one plan the second is told."""

from functools import partial

import pytest
from django.db import connection

from households.actions import activities, exits, goals, members, plans
from households.exits import blank_rows
from households.tests.test_two_people import NAMES, Door, interleave
from kusiao.refusal import Refused
from kusiao.testing.long import LONG, in_long
from kusiao.thai import today
from kusiao.workshop import measurements

pytestmark = pytest.mark.django_db
ORDERS = in_long(1_000, short=250)


class Row(Door):
    """One row with a counter of its own; `values`: {column: what may be typed}."""

    key = "version"
    alike = True

    def __init__(self, row, values, act):
        super().__init__(None, None, act)
        self.row, self.values = row, values

    def _fresh(self):
        return type(self.row).objects.get(pk=self.row.pk)

    def stands(self):
        row = self._fresh()
        return {name: getattr(row, name) for name in self.values}

    def version(self):
        return self._fresh().version

    def typed(self, chance, page):
        changed = chance.sample(sorted(self.values), chance.randint(1, len(self.values)))
        return page | {name: chance.choice(self.values[name]) for name in changed}

    def save(self, given, by):
        version = given.pop("version")
        self.act(self._fresh(), given, version=version, by=by)


class Work(Row):
    def save(self, given, by):
        why = {"because": given["because"] or "ไม่มีไม้"} if given["state"] != "planned" else {}
        activities.settle(
            activity=self._fresh(), state=given["state"], on=today(), version=given["version"], by=by, **why
        )


class Checklist(Door):
    key = "version"
    alike = True

    def __init__(self, enrolment):
        super().__init__(None, None, None)
        self.enrolment = enrolment

    def _open(self):
        return self.enrolment.exit_reviews.open().filter(goal="exit").first()

    def stands(self):
        review = self._open()
        rows = review.answers.select_related("item") if review else ()
        empty = {row.code: ("", "") for row in blank_rows("exit")}
        return empty | {row.item.code: (row.answer, row.evidence) for row in rows}

    def version(self):
        review = self._open()
        return review.version if review else 0

    def typed(self, chance, page):
        codes = chance.sample(sorted(page), 2)
        return {
            "answers": page
            | {code: (chance.choice(["yes", "no"]), f"เห็น {chance.random()}") for code in codes}
        }

    def save(self, given, by):
        exits.fill_in(enrolment=self.enrolment, goal="exit", **given, by=by)


@pytest.fixture
def doors(make, somchai_household):
    house = somchai_household
    make.survey(house, year=2569, income_total=150_000)
    plan = make.plan(house)
    goal = make.goal(plan)
    child = make.member(house, first_name="แดง", last_name="คำแก้ว", no_id_reason="ยังไม่แจ้งเกิด")
    person = {
        "first_name": NAMES,
        "occupation": ["ทำนา", "ค้าขาย"],
        "education": ["ป.6", "ม.3"],
        "no_id_reason": ["ยังไม่แจ้งเกิด"],
    }
    aim = {
        "title": NAMES, "dimension": ["income"], "need": [None], "horizon": [3, 6, 12], "measure": ["รายได้"], "unit": ["บาท"],
        "baseline": [1_000], "target": [3_000, 4_000],
    }  # fmt: skip
    return [
        Row(child, person, lambda row, given, **who: members.edit(member=row, changes=given, **who)),
        Row(plan, {"wish": NAMES, "strengths": NAMES}, lambda row, given, **who: plans.edit(plan=row, changes=given, **who)),
        Row(goal, aim, lambda row, given, **who: goals.edit(goal=row, changes=given, **who)),
        Work(make.activity(goal), {"state": ["planned", "done", "refused", "dropped"], "because": ["", "ไม่มีไม้", "ป่วย"]}, None),
        Checklist(house.enrolments.get()),
    ]  # fmt: skip


@pytest.mark.long
def test_many_orders_on_a_case_and_nothing_is_overwritten_in_silence(doors, make, district_chief, pranee):
    make.posting(pranee, "district", district="4005")
    tally = interleave(doors, (district_chief, pranee), ORDERS)
    assert tally["overwritten in silence"] == 0
    assert tally["told"] > ORDERS / 5 and tally["saved once more"] > ORDERS / 20 and tally["saved"] > ORDERS
    if LONG:
        what = f"Two people at once on person, plan, goal, work and checklist of one case, {connection.display_name}"
        measurements.record(what, orders=ORDERS, **tally)


def test_a_case_without_the_version_is_overwritten(doors, make, district_chief, pranee):
    """The negative control."""
    make.posting(pranee, "district", district="4005")
    tally = interleave(doors, (district_chief, pranee), 60, checked=False)
    assert tally["overwritten in silence"] > 10 and tally["told"] == 0


def test_of_two_who_revise_one_plan_the_second_is_told_and_finds_the_first_ones(
    make, somchai_household, somchai, district_chief
):
    plan = make.plan(somchai_household, state="approved")
    revise = partial(plans.revise, plan=plan, by=somchai)
    made = revise(reason="ลูกกลับมา")
    for act in (
        partial(revise, reason="ขายที่นา"),
        partial(plans.edit, plan=plan, changes={"wish": "x"}, version=plan.version, by=district_chief),
    ):
        with pytest.raises(Refused, match="มีแผนฉบับใหม่แทน"):
            act()
    assert somchai_household.plans.open().get() == made and made.revised_because == "ลูกกลับมา"
