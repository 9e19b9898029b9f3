"""The worker, or the one child at work, is killed with -9 in the middle of checking, writing and undoing a file.

Nobody does anything; each act is done, once, and whoever looks meanwhile sees all of the file or nothing of it."""

import random
import signal
import threading
import time
from itertools import cycle

import pytest

from kusiao.testing.long import LONG, in_long
from kusiao.tests.drills.conftest import OVER, caught_working, held_now, start_scheduler, start_worker
from kusiao.tests.drills.test_killed_report import scene
from kusiao.workshop import measurements

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("drills")]
ROWS, PAUSE = 5_000, "0.15"
TABLES = ("households_household", "households_member", "households_survey", "households_classification")
SEEN = "select " + ", ".join(f"(select count(*) from {table})" for table in TABLES)
ACTS = (("check", f"receive({ROWS})"), ("write", "confirm()"), ("undo", "undo()"))


class Reader:
    """Looks again and again; `seen` are the counts that were ever there to be seen."""

    def __init__(self, house):
        self.house, self.seen, self._over = house, set(), threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self):
        while not self._over.wait(0.02):
            self.seen.update(self.house.sql(SEEN))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._thread.join()


def worker(house, mutant=""):
    start_worker(house, DRILL_PAUSE=PAUSE, DRILL_MUTANT=mutant)


def _at_work(house):
    return held_now(house) if house.running["worker"].poll() is None else set()


def keep(house, mutant=""):
    """What `serve` does: a worker that ended is started again. One dies of the half-written message that a killed one left
    in the broker of files."""
    if house.running["worker"].poll() is not None:
        worker(house, mutant)


def until_over(house, mutant, patience=120):
    deadline = time.monotonic() + patience
    while not house.sql(OVER):
        assert time.monotonic() < deadline, house.told("worker")
        keep(house, mutant)
        time.sleep(0.1)


def kill_in_the_middle(house, killed, chance, mutant):
    """The token whose work was cut, or None when the act ended first. Frozen, looked at, then killed."""
    while caught_working(house, killed, lambda: keep(house, mutant)):
        time.sleep(chance.random())
        house.send("worker", signal.SIGSTOP)
        if held := _at_work(house) - killed:
            _kill(house, held, chance, mutant)
            return held
        house.send("worker", signal.SIGCONT)
    return set()


def _kill(house, held, chance, mutant):
    holder = house.folder / f"holder-{next(iter(held))}"
    if chance.random() < 0.5 and holder.exists():
        house.kill_child("worker", int(holder.read_text()))
    else:
        house.kill("worker")
        worker(house, mutant)


def to_give(name, cut, kills):
    """One is kept for each act that was never cut: a quick machine may end it before the first knife comes."""
    return kills - sum(cut.values()) > sum(not times for act, times in cut.items() if act != name)


def drill(house, kills, mutant="", acts=ACTS):
    """How often each act was ordered and how often it was cut."""
    chance, killed = random.Random(kills), set()
    ordered, cut = dict.fromkeys(("check", "write", "undo"), 0), dict.fromkeys(("check", "write", "undo"), 0)
    at_once = max(1, -(-kills // 3) if kills < 20 else 10)
    worker(house, mutant)
    start_scheduler(house)
    for name, act in cycle(acts):
        scene(house, act)
        ordered[name] += 1
        while to_give(name, cut, kills) and cut[name] < at_once * ordered[name]:
            held = kill_in_the_middle(house, killed, chance, mutant)
            if not held:
                break
            killed |= held
            cut[name] += 1
        until_over(house, mutant)
        if sum(cut.values()) >= kills and (name == acts[-1][0]):
            return ordered, cut


def events(house, act):
    return house.sql("select count(*) from audit_event where verb = ?", f"survey_file.{act}")[0][0]


def test_kills_lose_nothing_double_nothing_and_show_nothing_half(house, engine):
    kills = in_long(150, short=10)
    with Reader(house) as reader:
        ordered, cut = drill(house, kills)
    assert sum(cut.values()) == kills and all(cut.values()), "an act was never cut: the drill proved nothing"
    assert reader.seen == {(0,) * 4, (ROWS,) * 4}, "somebody saw half a file"
    assert house.sql("select distinct state from jobs_job where kind like ?", "survey.%") == [("done",)]
    assert [events(house, act) for act in ("checked", "written", "undone")] == list(ordered.values())
    assert house.sql(SEEN) == [(0,) * 4] and house.sql("select count(*) from households_undoimage") == [(0,)]
    assert house.sql("select count(*) from households_checkedrow") == [(ROWS * ordered["check"],)]
    assert house.sql("select count(*) from households_finding") == [(ordered["check"],)]
    assert house.sql("select distinct stage from households_surveyfile") == [("undone",)]
    if LONG:
        what = f"Worker or its child killed with -9 in the middle of an import of {ROWS:,} rows, {engine}"
        measurements.record(
            what, kills=kills, **{f"cut_in_{k}": n for k, n in cut.items()}, lost=0, doubled=0, half_seen=0
        )


def test_control_without_the_transaction_half_a_file_is_seen(house):
    scene(house, ACTS[0][1])
    worker(house, "no transaction")
    start_scheduler(house)
    until_over(house, "no transaction")
    scene(house, "confirm()")
    some = "select n from (select count(*) as n from households_household) counted where n between 1 and ?"
    house.until(some, ROWS - 1, timeout=120)
