"""Survey files in the background: the ledger carries a key, the actions do the rest."""

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kusiao.jobs.ledger import enqueue, register
from kusiao.thai import today


def _page(job):
    return reverse("households:survey_file", args=[job.payload["file"]])


def _file(job):
    from households.models import SurveyFile

    return SurveyFile.objects.get(pk=job.payload["file"])


@register("survey.check", title=_("ตรวจไฟล์สำรวจ"), page=_page)
def check(job):
    from households.actions import surveys
    from households.surveys.rehearsing import rehearsed_file
    from households.surveys.sentences import FileRefused

    file = _file(job)
    try:
        with rehearsed_file(file, progress=job.report) as rehearsal, job.finishing():
            surveys.keep_check(file=file, rehearsal=rehearsal, by=None)
    except FileRefused as refusal:
        with job.finishing():
            surveys.refuse(file=file, refusal=refusal, by=None)


@register("survey.write", title=_("บันทึกไฟล์สำรวจ"), page=_page)
def write(job):
    from households.actions import surveys

    file = _file(job)
    try:
        with job.finishing():
            surveys.write(file=file, by=file.confirmed_by, progress=job.report)
    except surveys.Moved:
        with job.finishing():
            surveys.send_back(file=file, by=None)


@register("survey.undo", title=_("ย้อนคืนไฟล์สำรวจ"), page=_page)
def undo(job):
    from households.actions import surveys

    file = _file(job)
    with job.finishing():
        surveys.take_back(file=file, by=file.undone_by, progress=job.report)


@register(
    "households.compare", title=_("ค้นหาครัวเรือนที่อาจซ้ำ"), page=lambda job: reverse("households:likenesses")
)
def compare(job):
    from households.actions import likenesses

    with job.finishing():
        likenesses.refresh(by=None)


@shared_task(name="households.compare_the_register")
def compare_the_register():
    """Once a day; the ledger knows whether it was done today."""
    with transaction.atomic():
        enqueue("households.compare", today().isoformat())


@register("households.relapse", title=_("ตรวจเหตุที่อาจตกซ้ำ"), page=lambda job: reverse("households:relapses"))
def look_for_relapses(job):
    from households.actions import relapses

    with job.finishing():
        relapses.refresh(by=None)


@shared_task(name="households.watch_for_relapses")
def watch_for_relapses():
    """Once a day; the ledger knows whether it was done today."""
    with transaction.atomic():
        enqueue("households.relapse", today().isoformat())
