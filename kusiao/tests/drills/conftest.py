import os
import sys
import time

import pytest

from kusiao.testing import processes

# A lease of seconds, so that a drill need not wait half a minute for each kill.
QUICK_LEDGER = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1"}


@pytest.fixture
def house(tmp_path, migrated):
    with processes.instance(tmp_path, like=migrated, **QUICK_LEDGER) as one:
        yield one


@pytest.fixture
def engine():
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    redis = os.environ.get("CELERY_BROKER_URL", "").startswith("redis")
    return f"{'PostgreSQL' if postgres else 'SQLite'} and {'Redis' if postgres and redis else 'a broker of files'}"


def celery(*words, app="kusiao.tests.drills.work"):
    return [sys.executable, "-m", "celery", "-A", app, *words]


def start_worker(house, name="worker", app="kusiao.tests.drills.work", **environment):
    words = ["worker", "-c", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return house.start(name, celery(*words, app=app), environment)


def start_scheduler(house, app="kusiao.tests.drills.work"):
    schedule = str(house.folder / "beat-schedule")
    return house.start("scheduler", celery("beat", "--schedule", schedule, "--pidfile=", app=app))


OVER = "select 1 from (select count(*) as open from jobs_job where state in ('pending', 'running')) s where open = 0"
EFFECTS = "select object_key, count(*) from audit_event where verb = 'drill.done' group by object_key"


def ask_for(house, jobs, seconds=0.03):
    words = f"from kusiao.tests.drills.work import ask_for; ask_for({jobs}, {seconds})"
    house.manage("shell", "-c", words)


def held_now(house):
    """The tokens under which jobs are being done; those of a dead worker stay until the sweeper comes."""
    return {token for (token,) in house.sql("select token from jobs_job where state = 'running'")}


def caught_working(house, killed=frozenset(), keep=lambda: None, patience=180):
    """A kill between two jobs proves nothing: wait until a worker that still lives holds one, or none is left. `keep()`
    is asked meanwhile to see that there is a worker at all."""
    deadline = time.monotonic() + patience
    while not house.sql(OVER):
        assert time.monotonic() < deadline, f"nobody took a job within {patience} s"
        keep()
        if held := held_now(house) - killed:
            return held
        time.sleep(0.01)
    return set()
