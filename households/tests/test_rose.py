"""The picture of the life compass: what stood when the plan began, what stands now, and where each knot lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.actions import goals
from households.actions.accounts import keep_month
from households.actions.households import EditConflict
from households.compass import Compass
from households.models import Indicator
from kusiao import charts
from kusiao.thai import today

SIX = ["health", "living", "education", "income", "public_service", "other"]


def rows_of(compass):
    return {row.key: (row.things, row.before, row.now) for row in compass.directions}


@pytest.mark.django_db
def test_what_stood_and_what_stands(make, somchai_household):
    somchai_household.surveys.update(results="P" * 14 + "NNNNN" + "PPFF" + "P" * 8)
    plan = make.plan(somchai_household)
    found = rows_of(Compass(plan))
    assert list(found) == SIX and found["education"] == (0, 0, 0), "nobody to judge there"
    assert found["income"] == (4, 2, 2)
    goal = make.goal(plan, indicator=Indicator.objects.get(indicator_set="2560-2564", number=22))
    make.goal(plan, unit="", baseline=0, target=1, now=1, dimension="living")
    assert rows_of(Compass(plan))["income"] == (4, 2, 2)
    goal.now = goal.target
    goal.save()
    found = rows_of(Compass(plan))
    assert found["income"] == (4, 2, 3), "a reached goal stands before the next survey says so"
    assert found["living"] == (8, 7, 8), "a wish of their own is one thing more"
    make.survey(somchai_household, year=2563, results="F" + "P" * 30)
    found = rows_of(Compass(plan))
    assert found["health"] == (7, 7, 6) and found["income"] == (4, 2, 4), "the later survey counts"
    assert Compass(plan).stood == tuple(sum(row[place] for row in found.values()) for place in range(3))


@pytest.mark.django_db
def test_without_a_survey_only_wishes_are_drawn(make, somchai_household):
    plan = make.plan(somchai_household, round_id=None)
    make.goal(plan, dimension="health")
    assert rows_of(Compass(plan)) == {**dict.fromkeys(SIX[:5], (0, 0, 0)), "health": (1, 0, 0)}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=6))
def test_every_knot_lies_on_its_spoke_between_the_middle_and_the_ring(counts):
    rows = [("ด้าน", a + b + c, a, b) for a, b, c in counts]
    spokes, before, now = charts.rose(rows)
    x, y = charts.ROSE_MIDDLE
    for spoke, (_label, things, stood, stands) in zip(spokes, rows, strict=True):
        for at, part in ((spoke.before_at, stood), (spoke.now_at, stands)):
            far = ((at[0] - x) ** 2 + (at[1] - y) ** 2) ** 0.5
            assert abs(far - (charts.ROSE_RADIUS * part / things if things else 0)) < 0.2
    wanted = sum(1 for row in rows if row[1])
    assert len(before.split()) == len(now.split()) == wanted


# --- two people, one row: every order of two times opening and saving --------------------------------------------------


def _orders(a, b):
    if not a or not b:
        return ["a" * a + "b" * b]
    return [f"a{rest}" for rest in _orders(a - 1, b)] + [f"b{rest}" for rest in _orders(a, b - 1)]


def play(order, opened, saved):
    """Each person opens, saves, opens, saves; whoever saves on what he did not see is told. What stands at the end."""
    seen, turns, stands, told = {}, {"a": 0, "b": 0}, None, 0
    for who in order:
        turns[who] += 1
        if turns[who] % 2:
            seen[who] = (opened(), stands)
            continue
        version, saw = seen[who]
        try:
            saved(turns[who] * 10 + ord(who), version)
        except EditConflict as conflict:
            assert saw != stands, "nobody had written since he looked"
            assert [name for name, theirs, yours in conflict.differences if theirs != yours]
            told += 1
        else:
            assert saw == stands, "written over what he had not seen"
            stands = turns[who] * 10 + ord(who)
    return stands, told


@pytest.mark.django_db
def test_no_order_of_two_editors_overwrites_a_goal(make, somchai, somchai_household):
    goal = make.goal(make.plan(somchai_household))
    told = 0
    for order in _orders(4, 4):
        stands, refused = play(
            order,
            lambda: type(goal).objects.get(pk=goal.pk).version,
            lambda value, version: goals.measure(goal=goal, now=value, version=version, by=somchai),
        )
        goal.refresh_from_db()
        assert goal.now == stands
        told += refused
    assert told > 50


@pytest.mark.django_db
def test_no_order_of_two_editors_overwrites_a_month(make, somchai, somchai_household):
    month = today().replace(day=1)
    for order in _orders(4, 4):
        stands, _told = play(
            order,
            lambda: sum(row.version for row in somchai_household.account.filter(month=month)),
            lambda value, version: keep_month(
                household=somchai_household,
                month=month,
                totals={"income": value},
                version=version,
                by=somchai,
            ),
        )
        assert somchai_household.account.get().baht == stands
