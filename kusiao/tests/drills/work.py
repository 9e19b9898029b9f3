"""A worker that also knows three kinds of work made for drills. The mutants are builds broken on purpose."""

import dataclasses
import os
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kusiao.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from households.actions import surveys  # noqa: E402
from households.models import SurveyFile  # noqa: E402
from households.surveys.undoing import Undo  # noqa: E402
from households.surveys.writing import Table  # noqa: E402
from kusiao import audit, jobs  # noqa: E402
from kusiao.celery import app  # noqa: E402, F401  (Celery looks for it here)
from kusiao.jobs import ledger  # noqa: E402
from kusiao.jobs.models import Job  # noqa: E402

VERB = "drill.done"
MUTANT = os.environ.get("DRILL_MUTANT", "")


# Many kills may hit one job; the drill asks whether work is lost or doubled, not when people are told to give up.
@jobs.register("drill", attempts=100)
def drill(job):
    time.sleep(job.payload["seconds"])
    if MUTANT == "effect apart from done":
        with transaction.atomic():
            audit.record(by=None, verb=VERB, on=job)
        time.sleep(0.3)  # nearly all of its time is spent where a kill doubles it
        with job.finishing():
            pass
        return
    with job.finishing():
        audit.record(by=None, verb=VERB, on=job)
        time.sleep(0.02)


@transaction.atomic
def ask_for(count, seconds=0.03):
    for number in range(count):
        jobs.enqueue("drill", number, {"seconds": seconds})


if MUTANT == "no sweeper":
    ledger.sweep = lambda: None
if MUTANT == "no lease":
    Job._hold = lambda job, **changes: Job.objects.filter(pk=job.pk).update(**changes)


def slowed(work, seconds):
    """The same work with a pause before it, so that a kill finds it in the middle wherever it comes."""

    def paused(*words, **named):
        time.sleep(seconds)
        return work(*words, **named)

    return paused


def told_by(claim):
    """Which child holds a job: the drill kills that one."""

    def telling(job_id):
        job = claim(job_id)
        if job:
            (Path(settings.VAR_DIR) / f"holder-{job.token}").write_text(str(os.getpid()))
        return job

    return telling


if pause := float(os.environ.get("DRILL_PAUSE", "0")):
    ledger.claim = told_by(ledger.claim)
    Table.insert, Table.insert_lines = slowed(Table.insert, pause), slowed(Table.insert_lines, pause)
    Job.report, Undo._image = slowed(Job.report, pause), slowed(Undo._image, pause)
    for name in ("survey.check", "survey.write", "survey.undo"):
        ledger.kinds[name] = dataclasses.replace(ledger.kinds[name], attempts=1000)
if MUTANT == "no transaction":
    surveys.wait_for_turn, surveys.record = lambda: None, lambda **event: None

    def bare(job):
        file = SurveyFile.objects.get(pk=job.payload["file"])
        surveys.write.__wrapped__(file=file, by=None, progress=job.report)
        with job.finishing():
            pass

    ledger.kinds["survey.write"] = dataclasses.replace(ledger.kinds["survey.write"], work=bare)
