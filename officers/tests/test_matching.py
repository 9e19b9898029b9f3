"""The proposer gives the exact optimum, and never what may not be. Held against a general solver that knows nothing of it."""

import random
from collections import Counter
from dataclasses import replace

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from kusiao.benchmarks import pairing as benchmark
from kusiao.benchmarks.pairing import nearest_first, people_of, province
from kusiao.practice.spread import shares
from officers.matching import Carer, Home, Weights, kilometres, may, points, propose, rank

WEIGHTS = Weights(**benchmark.WEIGHTS)


def general_solver(homes, carers, held):
    """(pairs, points) of the best there is: an integer program over all pairs that may be."""
    arcs = [
        (row, column, points(home, carer, held, WEIGHTS))
        for row, home in enumerate(homes) for column, carer in enumerate(carers) if carer.places and may(home, carer)
    ]  # fmt: skip
    if not arcs:
        return 0, 0
    rows, columns, cost = (numpy.array(part) for part in zip(*arcs, strict=True))
    ones, at = numpy.ones(len(arcs)), numpy.arange(len(arcs))
    once = LinearConstraint(coo_array((ones, (rows, at)), shape=(len(homes), len(arcs))), ub=1)
    room = LinearConstraint(
        coo_array((ones, (columns, at)), shape=(len(carers), len(arcs))),
        ub=[carer.places for carer in carers],
    )
    whole = {"integrality": 1, "bounds": Bounds(0, 1)}
    most = round(-milp(-ones, constraints=[once, room], **whole).fun)
    exactly = LinearConstraint(ones.reshape(1, -1), lb=most, ub=most)
    return most, round(milp(cost, constraints=[once, room, exactly], **whole).fun)


def solved(homes, carers, held):
    pairs = propose(homes, carers, weights=WEIGHTS, held=held)
    used = Counter(pair.carer.key for pair in pairs)
    assert len({pair.home.key for pair in pairs}) == len(pairs)
    assert all(used[carer.key] <= carer.places for carer in carers)
    assert all(may(pair.home, pair.carer) for pair in pairs)
    return len(pairs), sum(pair.points for pair in pairs)


def test_the_province_is_that_of_the_programme():
    made = shares(random.Random(7), [(str(4001 + n), 100) for n in range(26)])
    assert (sum(one.developable for one in made), sum(one.welfare for one in made)) == (661, 513)
    known = next(one for one in made if one.district == "4019")
    assert (known.households, known.officers) == (72, 39)


def test_the_whole_province_equals_the_exact_optimum():
    """1,174 households of 26 districts, 661 developable and 513 welfare, each district as a whole."""
    total = 0
    for case in province():
        assert solved(*case) == general_solver(*case), case[0][0].district
        total += len(case[0])
    assert total == 1174


def test_khao_suan_kwang_39_officers_for_72_households():
    homes, carers, held = people_of(random.Random(19), "4019", 72, 39)
    carers = [replace(carer, places=2, known=()) for carer in carers]
    found = solved(homes, carers, held)
    assert found == general_solver(homes, carers, held) and found[0] == 72


@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 9))
def test_any_small_district_equals_the_exact_optimum(seed, homes, carers):
    case = people_of(random.Random(seed), "4005", homes, carers)
    assert solved(*case) == general_solver(*case)


def test_nearest_first_is_not_the_optimum():
    """The control: the habit that the proposer replaces is seen to be worse by the same yardstick."""
    homes, carers, held = people_of(random.Random(19), "4019", 72, 39)
    habit = nearest_first(homes, carers, weights=WEIGHTS, held=held)
    most, least = general_solver(homes, carers, held)
    assert len(habit) <= most and sum(pair.points for pair in habit) > least


HOME = Home(
    "h", "4005", "400501", "v1", (16.5, 102.1), needs=frozenset(["health"]), surnames=frozenset(["ใจดี"])
)
CARER = Carer("c", frozenset(["4005"]), 2, (16.5, 102.1), "400501", office="o", answers=frozenset(["health"]))


@pytest.mark.parametrize(
    ("home", "carer"),
    [
        ({"district": "4012"}, {}),
        ({"apart": frozenset("c")}, {}),
        ({}, {"surname": "ใจดี", "home_village": "v1"}),
        ({}, {"places": 0}),
    ],
)
def test_what_may_not_be_is_never_proposed(home, carer):
    assert propose([HOME], [CARER], weights=WEIGHTS)
    assert not propose([replace(HOME, **home)], [replace(CARER, **carer)], weights=WEIGHTS)
    assert not rank(replace(HOME, **home), [replace(CARER, **carer)], weights=WEIGHTS)


@pytest.mark.parametrize(
    ("worse", "held"),
    [
        ({"point": (16.6, 102.1)}, {}),
        ({"subdistrict": "400502"}, {}),
        ({"answers": frozenset(["education"])}, {}),
        ({"surname": "ใจดี"}, {}),
        ({"office": "p"}, {("v1", "p"): 1}),
    ],
)
def test_each_soft_rule_decides_between_two_who_are_equal_otherwise(worse, held):
    better, other = replace(CARER, key="a"), replace(CARER, key="b", **worse)
    for two in ([better, other], [other, better]):
        (pair,) = propose([HOME], two, weights=WEIGHTS, held=Counter(held))
        assert pair.carer.key == "a"


def test_who_was_the_friend_comes_back_and_too_many_wait_by_their_turn():
    far = replace(CARER, key="b", point=(16.6, 102.1))
    (pair,) = propose([replace(HOME, earlier=frozenset("b"))], [CARER, far], weights=WEIGHTS)
    assert pair.carer.key == "b" and "เคยเป็นคู่เสี่ยวของบ้านนี้" in pair.reasons
    homes = [replace(HOME, key=n, days_waiting=days) for n, days in enumerate([10, 400, 90])]
    assert {pair.home.key for pair in propose(homes, [CARER], weights=WEIGHTS)} == {1, 2}


def test_reasons_are_said():
    (pair,) = propose([HOME], [CARER], weights=WEIGHTS, names={"health": "สุขภาพ"})
    assert pair.reasons == [
        "ที่ทำงานอยู่ตำบลเดียวกัน",
        "ห่าง 0.0 กม.",
        "หน่วยงานช่วยเรื่องสุขภาพได้",
        "หมู่บ้านนี้ยังไม่มีคนของหน่วยงานนี้",
    ]


def test_kilometres():
    assert round(kilometres((16.44, 102.83), (16.54, 102.83)), 1) == 11.1
