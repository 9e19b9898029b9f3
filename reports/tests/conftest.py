"""A month that has ended, its report in each state, and the papers it needs."""

from datetime import datetime

import pytest
from django.db import transaction

from kusiao.jobs.ledger import run_pending
from kusiao.thai import BANGKOK, month_period, today
from reports.actions import due, reports
from reports.figures.counting import count
from reports.models import Addressee, Report

SCAN = b"%PDF-1.7\n%signed page\n"
LETTER = {"letter_number": "ขก 0019/1234", "scan": SCAN}


@pytest.fixture
def october(db):
    return month_period(2026, 10)


@pytest.fixture
def report(db, october, somchai_household):
    """A draft of October."""
    cut_off = datetime(2026, 11, 6, tzinfo=BANGKOK)
    figures = count(october, cut_off, due.previous_cut_off(october))
    with transaction.atomic():
        return reports.draft(period=october, edition=1, cut_off=cut_off, figures=figures, by=None)


@pytest.fixture
def checked(report, pranee):
    reports.check(report=report, version=report.version, by=pranee)
    return report


@pytest.fixture
def addressee(db):
    return Addressee.objects.create(name="ศูนย์อำนวยการ", email="centre@kusiao.example", kind="month")


@pytest.fixture
def sign(pranee):
    """sign(report): with a letter number, today's date and a scan; its mails stay in the ledger."""

    def signed(report, **changes):
        told = {"version": report.version, "letter_date": today(), "by": pranee, **LETTER, **changes}
        reports.sign(report=report, **told)
        report.refresh_from_db()
        return report

    return signed


@pytest.fixture
def signed(checked, addressee, sign):
    return sign(checked)


@pytest.fixture
def work():
    return run_pending


@pytest.fixture
def latest():
    return lambda: Report.objects.get()
