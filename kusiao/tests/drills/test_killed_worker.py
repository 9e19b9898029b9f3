"""The worker is killed with -9 again and again; every piece of work is done, and done once."""

import contextlib
import random
import signal
import time

import pytest

from kusiao.testing.long import LONG, in_long
from kusiao.tests.drills.conftest import (
    EFFECTS,
    OVER,
    ask_for,
    caught_working,
    held_now,
    start_scheduler,
    start_worker,
)
from kusiao.workshop import measurements

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("drills")]


def drill(house, *, jobs, kills, patience=60, mutant=""):
    """How many jobs were lost, how many were done more than once, and how often a job had to begin again."""
    ask_for(house, jobs)
    start_worker(house, DRILL_MUTANT=mutant)
    start_scheduler(house)
    house.until("select 1 from jobs_job where state = 'done'")
    chance, killed = random.Random(kills), set()
    for _ in range(kills):
        killed |= kill_at_work(house, killed, chance)
        start_worker(house, DRILL_MUTANT=mutant)
    with contextlib.suppress(AssertionError):
        house.until(OVER, timeout=patience, pause=0.2)
    effects = dict(house.sql(EFFECTS))
    again = house.sql("select count(*) from jobs_job where attempts > 1")[0][0]
    return jobs - len(effects), sum(number > 1 for number in effects.values()), again


def kill_at_work(house, killed, chance):
    """A kill between two jobs proves nothing: the worker is frozen first, and killed only while it holds one."""
    while caught_working(house, killed):
        time.sleep(chance.random() * 0.1)
        house.send("worker", signal.SIGSTOP)
        if held := held_now(house) - killed:
            house.kill("worker")
            return held
        house.send("worker", signal.SIGCONT)
    house.kill("worker")
    return set()


def test_kills_lose_nothing_and_double_nothing(house, engine):
    jobs, kills = in_long(1500, short=120), in_long(20, short=3)
    lost, doubled, again = drill(house, jobs=jobs, kills=kills, patience=in_long(400, short=60))
    assert (lost, doubled) == (0, 0)
    assert again > 0, "no kill hit a job in the middle: the drill proved nothing"
    if LONG:
        what = f"Worker killed with -9, {engine}"
        measurements.record(what, kills=kills, jobs=jobs, begun_again=again, lost=lost, doubled=doubled)


def test_control_without_the_sweeper_work_is_lost(house):
    lost, _, _ = drill(house, jobs=60, kills=2, patience=15, mutant="no sweeper")
    assert lost > 0


def test_control_an_effect_apart_from_its_done_is_doubled(house):
    _, doubled, _ = drill(house, jobs=60, kills=4, mutant="effect apart from done")
    assert doubled > 0
