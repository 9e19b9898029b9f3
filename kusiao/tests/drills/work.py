"""A worker that also knows three kinds of work made for drills. The mutants are builds broken on purpose."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kusiao.settings")
django.setup()

from django.db import transaction  # noqa: E402

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
