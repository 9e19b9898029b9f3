"""The Celery app and the whole timetable. Beat never decides what is due: it only asks the ledger."""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kusiao.settings")

app = Celery("kusiao")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["kusiao.jobs", "kusiao.exports", "households", "officers", "committees", "reports"])
app.conf.beat_schedule = {
    "sweep the ledger": {"task": "kusiao.jobs.sweep", "schedule": settings.JOB_SWEEP_SECONDS},
    "seal the events": {"task": "kusiao.audit.seal", "schedule": settings.DUE_SECONDS},
    "sweep expired exports": {"task": "kusiao.exports.sweep", "schedule": settings.DUE_SECONDS},
    "sweep old drafts of visits": {"task": "officers.sweep_drafts", "schedule": settings.DUE_SECONDS},
    "sweep photos that no visit names": {
        "task": "officers.sweep_photos",
        "schedule": crontab(hour=2, minute=40),
    },
    "compare the register once a day": {
        "task": "households.compare_the_register",
        "schedule": settings.DUE_SECONDS,
    },
    "ask what hand-overs are due": {
        "task": "officers.ask_what_is_due",
        "schedule": settings.DUE_SECONDS,
    },
    "ask what digests are due": {
        "task": "reports.ask_what_digests_are_due",
        "schedule": settings.DUE_SECONDS,
    },
    "look for relapses once a day": {
        "task": "households.watch_for_relapses",
        "schedule": settings.DUE_SECONDS,
    },
    "ask what reports are due": {"task": "reports.ask_what_is_due", "schedule": settings.DUE_SECONDS},
}
