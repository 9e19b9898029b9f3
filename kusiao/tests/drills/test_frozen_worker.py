"""A worker that stands still longer than its lease loses its job to another; awake again, it must not keep its effect."""

import contextlib
import signal
import time

import pytest

from kusiao.tests.drills.conftest import (
    EFFECTS,
    OVER,
    ask_for,
    caught_working,
    held_now,
    start_scheduler,
    start_worker,
)

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("drills")]


def drill(house, mutant=""):
    ask_for(house, 6, seconds=1.5)
    start_worker(house, "frozen", DRILL_MUTANT=mutant)
    start_scheduler(house)
    caught_working(house)
    time.sleep(0.5)  # well into its work: one frozen while it still asks for the job would notice of itself
    house.send("frozen", signal.SIGSTOP)
    held = held_now(house)
    start_worker(house, "second", DRILL_MUTANT=mutant)
    with contextlib.suppress(AssertionError):
        house.until(OVER, timeout=60, pause=0.2)
    house.send("frozen", signal.SIGCONT)
    time.sleep(4)
    return held, dict(house.sql(EFFECTS))


def test_the_sleeper_keeps_nothing(house):
    held, effects = drill(house)
    assert held
    assert sorted(effects.values()) == [1] * 6


def test_control_without_the_lease_the_sleeper_doubles_it(house):
    _, effects = drill(house, mutant="no lease")
    assert max(effects.values()) > 1
