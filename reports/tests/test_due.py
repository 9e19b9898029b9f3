"""What is due comes from the register and the ledger: late, twice or after a kill, a month is drafted once."""

from datetime import date, datetime

import pytest
import time_machine
from django.test import override_settings

from households.models import Enrolment
from kusiao.jobs import ledger
from kusiao.jobs.models import Job
from kusiao.refusal import Refused
from kusiao.thai import BANGKOK, month_period
from reports import tasks
from reports.actions import due
from reports.models import Report

NOON = datetime(2026, 11, 22, 12, tzinfo=BANGKOK)


def at(*moment):
    return datetime(*moment, tzinfo=BANGKOK)


@pytest.fixture
def enrolled(make):
    make.enrolment(make.household(), entered_on=date(2026, 1, 1))
    Enrolment.objects.update(created_at=at(2026, 9, 15))


def names(months):
    return [f"{month.start:%Y-%m}" for month in months]


@pytest.mark.parametrize(
    ("moment", "months"),
    [
        (at(2026, 11, 5, 23, 59), ["2026-08", "2026-09"]),
        (at(2026, 11, 6), ["2026-08", "2026-09", "2026-10"]),
        (at(2026, 9, 20), ["2026-08"]),
    ],
)
def test_a_month_is_due_at_its_cut_off_and_missed_ones_are_caught_up(enrolled, moment, months):
    assert names(due.months_due(moment)) == months


def test_the_first_month_can_be_set(enrolled):
    with override_settings(REPORTS_SINCE="2569-03"):
        assert names(due.months_due(NOON))[0] == "2026-03"
    with override_settings(REPORTS_SINCE="2560-01"):
        assert names(due.months_due(NOON))[0] == "2026-01"  # nobody was enrolled before


def test_nothing_is_due_of_an_empty_register(db):
    assert due.months_due(NOON) == []


@time_machine.travel(NOON)
def test_asking_twice_makes_one_report_a_month(enrolled):
    tasks.ask_what_is_due()
    tasks.ask_what_is_due()
    assert sorted(Job.objects.filter(kind="report.draft").values_list("key", flat=True)) == [
        "month:2569-08:1",
        "month:2569-09:1",
        "month:2569-10:1",
    ]
    ledger.run_pending()
    tasks.ask_what_is_due()
    assert ledger.run_pending() == 0
    assert Report.objects.count() == 3
    report = Report.objects.get(starts_on=date(2026, 10, 1))
    assert (report.number, report.ends_on, report.cut_off) == (
        "รด 2569-10/1",
        date(2026, 11, 1),
        at(2026, 11, 6),
    )


@time_machine.travel(NOON)
def test_a_worker_killed_before_it_finished_leaves_nothing_and_the_next_makes_it_once(enrolled, monkeypatch):
    from reports.actions import reports

    whole = reports.draft

    def killed(**said):
        whole(**said)
        raise KeyboardInterrupt

    due.ask_what_is_due()
    job = Job.objects.get(key="month:2569-10:1")
    monkeypatch.setattr(reports, "draft", killed)
    with pytest.raises(KeyboardInterrupt):
        ledger.work(job.pk)
    assert not Report.objects.exists()
    monkeypatch.setattr(reports, "draft", whole)
    Job.objects.filter(pk=job.pk).update(lease_until=at(2026, 11, 22, 11))
    assert ledger.work(job.pk)
    assert Report.objects.count() == 1
    assert not ledger.work(job.pk)


@time_machine.travel(at(2026, 11, 2, 9), tick=False)
def test_the_province_need_not_wait_for_the_cut_off(enrolled, pranee):
    due.make_now(month=month_period(2026, 10), by=pranee)
    ledger.run_pending()
    assert Report.objects.get().cut_off == at(2026, 11, 2, 9)
    # What arrived after that moment belongs to the next report.
    assert due.previous_cut_off(month_period(2026, 11)) == at(2026, 11, 2, 9)


@time_machine.travel(NOON)
def test_a_month_that_runs_is_refused_and_so_is_one_that_has_a_report(enrolled, pranee):
    with pytest.raises(Refused, match="ยังไม่สิ้นสุด"):
        due.make_now(month=month_period(2026, 11), by=pranee)
    due.make_now(month=month_period(2026, 10), by=pranee)
    ledger.run_pending()
    with pytest.raises(Refused, match="มีรายงานของเดือนนี้แล้ว"):
        due.make_now(month=month_period(2026, 10), by=pranee)
    assert names(due.months_to_make())[:2] == ["2026-09", "2026-08"]


@time_machine.travel(NOON)
def test_the_page_orders_a_month_and_shows_its_progress(enrolled, as_, pranee):
    client = as_(pranee)
    assert "เดือนตุลาคม 2569" in client.get("/reports/monthly/").content.decode()
    answer = client.post("/reports/monthly/make/", {"month": "2026-10-01"})
    assert answer.status_code == 302 and answer.url.startswith("/jobs/")
    ledger.run_pending()
    assert Report.objects.get().kind == "month"
    assert "เลือกเดือน" in client.post("/reports/monthly/make/", {"month": "x"}, follow=True).content.decode()
