"""The worker dies in the middle of a report. Nobody does anything; it finishes, once.

The control is inside the drill: first the sweeper is broken on purpose, and the work must then stay undone.
"""

import time

import pytest

from kusiao.testing.long import LONG
from kusiao.tests.drills.conftest import start_scheduler, start_worker
from kusiao.workshop import measurements

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("drills")]
NO_SWEEPER = {"DRILL_MUTANT": "no sweeper"}
STATE = "select state, attempts from jobs_job where kind = ?"


def scene(house, act):
    house.manage("shell", "-c", f"from kusiao.tests.drills import scenes; scenes.{act}")


def killed_in_the_middle(house, kind, order):
    """Order the work, kill its worker while it works, see that a broken build never finishes it, and let it be."""
    order()
    start_worker(house, **NO_SWEEPER)
    house.until("select 1 from jobs_job where kind = ? and state = 'running'", kind)
    house.kill("worker")
    [(state, attempts)] = house.sql(STATE, kind)
    assert (state, attempts) == ("running", 1), "the kill came too late: the drill proved nothing"
    start_scheduler(house)
    start_worker(house, **NO_SWEEPER)
    time.sleep(8)
    assert house.sql(STATE, kind) == [("running", 1)], "the control finished the work: the drill cannot fail"
    house.kill("worker")
    began = time.monotonic()
    start_worker(house)
    house.until("select 1 from jobs_job where kind = ? and state = 'done'", kind, timeout=120, pause=0.1)
    house.kill("worker")
    house.kill("scheduler")
    return house.sql(STATE, kind)[0][1], time.monotonic() - began


def count_of(house, table, where="1 = 1"):
    return house.sql(f"select count(*) from {table} where {where}")[0][0]


def test_report_finishes_by_itself_and_once(house, engine):
    house.manage("demo", "--skip-checks")
    attempts, seconds = killed_in_the_middle(house, "report.draft", lambda: scene(house, "order_report()"))
    assert attempts > 1
    assert count_of(house, "reports_report") == 1
    assert count_of(house, "audit_event", "verb = 'report.drafted'") == 1
    if LONG:
        what = f"Worker killed with -9 in the middle of a report, {engine}"
        measurements.record(what, reports=1, seconds_after_the_kill=round(seconds, 1))
