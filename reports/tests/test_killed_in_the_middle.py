"""Real processes: the timetable finds six months due, the worker is killed with -9 over their drafts, and every month
has its one report in the end."""

import sys
import time
from datetime import timedelta

import pytest

from kusiao.testing import processes
from kusiao.thai import BUDDHIST, period_of, today
from reports.actions.due import cut_off_of

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("drills")]

MONTHS, KILLS = 6, 2
RUNNING = "select token from jobs_job where kind = 'report.draft' and state = 'running'"
ENROL = """
import datetime
from django.db import transaction
from kusiao.testing.make import Make
make = Make()
with transaction.atomic():
    for number in range(60):
        household = make.household(national_id="")
        survey = make.survey(household, year=2568)
        make.enrolment(household, entered_on=datetime.date.fromisoformat("{first}"), survey=survey)
"""


def first_month(months):
    """So that exactly `months` of them are past their cut-off."""
    month = period_of("month", today()).previous
    if cut_off_of(month).date() > today():
        month = month.previous
    for _n in range(months - 1):
        month = month.previous
    return month


def celery(*words):
    return [sys.executable, "-m", "celery", "-A", "kusiao", *words]


def start_worker(house):
    house.start(
        "worker", celery("worker", "-c", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle")
    )


def caught_drafting(house, killed):
    """The token of a draft under way in the hands of a worker that still lives."""
    while True:
        for (token,) in house.until(RUNNING, pause=0.005):
            if token not in killed:
                return token
        time.sleep(0.01)


def test_every_month_is_drafted_once(tmp_path, migrated):
    first = first_month(MONTHS)
    since = f"{first.start.year + BUDDHIST}-{first.start.month:02}"
    quick = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1", "DUE_SECONDS": "1", "REPORTS_SINCE": since}
    with processes.instance(tmp_path, like=migrated, **quick) as house:
        house.manage("shell", "-c", ENROL.format(first=first.start - timedelta(days=40)))
        start_worker(house)
        schedule = str(tmp_path / "beat-schedule")
        house.start("scheduler", celery("beat", "--schedule", schedule, "--pidfile="))
        killed = set()
        for _n in range(KILLS):
            killed.add(caught_drafting(house, killed))
            house.kill("worker")
            start_worker(house)
        done = "select count(*) from jobs_job where kind = 'report.draft' and state = 'done'"
        house.until(f"select 1 where ({done}) >= {MONTHS}", timeout=120, pause=0.2)
        assert house.sql("select count(*) from reports_report") == [(MONTHS,)]
        assert house.sql("select count(distinct starts_on) from reports_report") == [(MONTHS,)]
        drafted = house.sql("select count(*) from audit_event where verb = 'report.drafted'")
        again = house.sql("select count(*) from jobs_job where kind = 'report.draft' and attempts > 1")
        assert drafted == [(MONTHS,)]
        assert again[0][0] > 0, "no kill hit a draft in the middle: nothing was proved"
