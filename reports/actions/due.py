"""What is due is computed from the register and the ledger; whoever asks, and however often, a period is drafted once."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from households.models import Enrolment
from kusiao import audit
from kusiao.jobs import ledger
from kusiao.jobs.models import State
from kusiao.refusal import Refused
from kusiao.thai import BANGKOK, BUDDHIST, now, period_of, today
from reports.models import Report, ReportKind, ReportState

MONTHS_CAUGHT_UP = 24


class NotYet(Refused):
    pass


def cut_off_of(period):
    """Midnight in Bangkok, some days after the period ended: visits have until then to arrive."""
    ends = dt.datetime.combine(period.end, dt.time(), BANGKOK)
    return ends + dt.timedelta(days=settings.REPORT_CUT_OFF_DAYS)


def previous_cut_off(period):
    """That of the report that was made, or the ordinary one where none was."""
    made = Report.objects.of(period.previous).order_by("edition").values_list("cut_off", flat=True).first()
    return made or cut_off_of(period.previous)


def key_of(period, edition=1):
    return f"{period.kind}:{period.start.year + BUDDHIST}-{period.start.month:02}:{edition}"


def months_due(at):
    """Every month since the register was put to use whose cut-off has passed, the last two years of them."""
    first = _first_month()
    month = period_of(ReportKind.MONTH, at.date()).previous
    found = []
    while first and month.start >= first and len(found) < MONTHS_CAUGHT_UP:
        if cut_off_of(month) <= at:
            found.append(month)
        month = month.previous
    return list(reversed(found))


def _first_month():
    """The month set for it, or the one before the register was first written; never before anybody was enrolled."""
    began = Enrolment.objects.aggregate(entered=Min("entered_on"), written=Min("created_at"))
    if began["entered"] is None:
        return None
    if settings.REPORTS_SINCE:
        year, month = settings.REPORTS_SINCE.split("-")
        since = dt.date(int(year) - BUDDHIST, int(month), 1)
    else:
        since = period_of("month", began["written"].astimezone(BANGKOK).date()).previous.start
    return max(since, began["entered"].replace(day=1))


@transaction.atomic
def ask_what_is_due():
    """Put a job in the ledger for every month that has none yet."""
    for month in months_due(now()):
        if not Report.objects.of(month).exists():
            _enqueue(month, 1, cut_off_of(month), by=None)


@transaction.atomic
def make_now(*, month, by):
    """The province does not wait for the cut-off; what arrives after this moment stands in the next report."""
    if month.end > today():
        raise NotYet(_("เดือนนี้ยังไม่สิ้นสุด ทำรายงานได้ตั้งแต่วันแรกของเดือนถัดไป"))
    if Report.objects.of(month).exists():
        raise Refused(_("มีรายงานของเดือนนี้แล้ว ถ้าตัวเลขผิดให้เปิดรายงานที่ลงนามแล้วและทำฉบับแก้ไข"))
    audit.record(by=by, verb="report.ordered", on=Report, purpose=key_of(month))
    return _enqueue(month, 1, min(now(), cut_off_of(month)), by=by)


@transaction.atomic
def correct(*, report, by):
    """A new edition, drafted from what the register says today with the cut-off of the first."""
    if report.state != ReportState.SIGNED:
        raise NotYet(_("รายงานนี้ยังไม่ลงนาม แก้ไขในร่างได้เลย"))
    last = Report.objects.of(report.period).order_by("-edition").first()
    if last.pk != report.pk:
        raise Refused(_("มีฉบับแก้ไขใหม่กว่านี้แล้ว เปิดฉบับล่าสุด"))
    audit.record(by=by, verb="report.corrected", on=report)
    return _enqueue(report.period, report.edition + 1, report.cut_off, by=by)


def _enqueue(period, edition, cut_off, *, by):
    payload = {
        "kind": period.kind,
        "starts_on": period.start.isoformat(),
        "edition": edition,
        "cut_off": cut_off.isoformat(),
    }
    job = ledger.enqueue("report.draft", key_of(period, edition), payload, by=by)
    if by and job.state in (State.FAILED, State.CANCELLED):
        job = ledger.retry(job, by=by)
    return job


def ordered(payload):
    """(period, edition, cut-off) out of a job's payload."""
    start = dt.date.fromisoformat(payload["starts_on"])
    period = period_of(payload["kind"], start)
    return period, payload["edition"], dt.datetime.fromisoformat(payload["cut_off"])


def months_to_make(on=None):
    """The ended months of the last two years that have no report: what a person may order."""
    month = period_of("month", on or today()).previous
    first = Enrolment.objects.aggregate(first=Min("entered_on"))["first"]
    made = set(Report.objects.filter(kind=ReportKind.MONTH).values_list("starts_on", flat=True))
    found = []
    for _n in range(MONTHS_CAUGHT_UP):
        if first and month.end > first and month.start not in made:
            found.append(month)
        month = month.previous
    return found
