"""The timetable rings here; the ledger says what is to be done, and the actions do it."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kusiao.jobs.ledger import register


@shared_task(name="reports.ask_what_is_due")
def ask_what_is_due():
    from reports.actions import due

    due.ask_what_is_due()


def _page_of_draft(job):
    from reports.actions import due
    from reports.models import Report

    period, edition, _cut_off = due.ordered(job.payload)
    report = Report.objects.of(period).filter(edition=edition).first()
    return reverse("reports:report", args=[report.pk]) if report else reverse("reports:list")


@register("report.draft", title=_("ทำร่างรายงาน"), page=_page_of_draft)
def draft(job):
    from reports.actions import due, reports
    from reports.figures.counting import count

    period, edition, cut_off = due.ordered(job.payload)
    figures = count(period, cut_off, due.previous_cut_off(period))
    with job.finishing():
        reports.draft(period=period, edition=edition, cut_off=cut_off, figures=figures, by=None)


def _gave_up(job):
    from reports.actions import deliveries

    deliveries.failed(delivery_id=job.payload["delivery"], by=None)


@register("report.send", attempts=5, title=_("ส่งรายงาน"), failed=_gave_up)
def send(job):
    """Sent first, written down after: a worker that dies between sends a copy under the same Message-ID."""
    from reports.actions import deliveries
    from reports.models import Delivery
    from reports.papers.letter import letter

    delivery = Delivery.objects.claim(job.payload["delivery"])
    if delivery:
        letter(delivery).send()
    with job.finishing():
        deliveries.sent(delivery_id=job.payload["delivery"], by=None)


@shared_task(name="reports.ask_what_digests_are_due")
def ask_what_digests_are_due():
    from reports.actions import digests

    digests.ask_what_is_due()


def _digest_gave_up(job):
    from reports.actions import digests

    digests.failed(digest_id=job.payload["digest"], by=None)


@register("digest.send", attempts=5, title=_("ส่งอีเมลประจำสัปดาห์"), failed=_digest_gave_up)
def send_digest(job):
    """Counted when it goes, so that it says what is true then. Sent first, written down after, as a report is."""
    from reports.actions import digests
    from reports.figures import digest as figures
    from reports.models import Digest
    from reports.papers import digest as paper

    digest = Digest.objects.claim(job.payload["digest"])
    told = figures.of(digest.person) if digest and digests.may_go(digest) else []
    if told:
        paper.letter(digest, told).send()
    with job.finishing():
        digests.sent(digest_id=job.payload["digest"], told=bool(told), by=None)
