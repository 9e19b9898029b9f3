"""draft → checked → signed. What is signed never changes; a correction is a new edition."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import BUDDHIST
from reports.actions import deliveries
from reports.figures.balance import balances
from reports.figures.monthly import from_json
from reports.models import Report, ReportState
from reports.papers import kept, scans
from reports.papers.files import papers_of

NUMBERED = {"month": "รด", "quarter": "รต", "year": "รป"}


class ChangedMeanwhile(Refused):
    """Somebody else saved first; `stands` is the report as it is now."""

    def __init__(self, stands):
        super().__init__(_("มีผู้อื่นบันทึกรายงานนี้ก่อนคุณ ตรวจความแตกต่างแล้วบันทึกอีกครั้ง"))
        self.stands = stands


def draft(*, period, edition, cut_off, figures, by):
    """Inside the transaction of its job. A second call finds the report of the first."""
    problems, proposals = _part_4(figures)
    report, new = Report.objects.get_or_create(
        kind=period.kind,
        starts_on=period.start,
        edition=edition,
        defaults={
            "number": _number(period, edition),
            "ends_on": period.end,
            "cut_off": cut_off,
            "figures": figures.to_json(),
            "problems": problems,
            "proposals": proposals,
        },
    )
    if new:
        audit.record(by=by, verb="report.drafted", on=report)
    return report


def _number(period, edition):
    year_and_month = f"{period.start.year + BUDDHIST}-{period.start.month:02}"
    return f"{NUMBERED[period.kind]} {year_and_month}/{edition}"


def _part_4(figures):
    """(problems, proposals): what was raised in the period, one line each, for the clerk to shorten."""
    problems, proposals = [], []
    for one in figures.obstacles:
        place = f" (อ.{one.district})" if one.district else ""
        problems.append(f"{len(problems) + 1}. {one.kind}: {one.text}{place}")
        if one.proposal:
            proposals.append(f"{len(proposals) + 1}. {one.proposal}{place}")
    return "\n".join(problems), "\n".join(proposals)


@transaction.atomic
def edit(*, report, version, problems, proposals, by):
    """Part 4, while it is a draft. `version` is the one the person was looking at."""
    _change(report, version, ReportState.DRAFT, problems=problems, proposals=proposals, edited_by=by)
    audit.record(by=by, verb="report.edited", on=report, fields=["problems", "proposals"])


@transaction.atomic
def check(*, report, version, by):
    report.refresh_from_db()
    if not balances(from_json(report.figures)):
        raise Refused(_("ตัวเลขยังไม่ลงตัว ตรวจรายการที่ไม่ผ่านแล้วให้ผู้ดูแลทะเบียนแก้ จากนั้นทำร่างใหม่"))
    if report.edited_by_id == by.pk:
        raise Refused(_("คุณแก้ส่วนที่ 4 ของร่างนี้ ให้อีกคนหนึ่งของสำนักงานจังหวัดเป็นผู้ตรวจ"))
    _change(
        report,
        version,
        ReportState.DRAFT,
        state=ReportState.CHECKED,
        checked_by=by,
        checked_at=timezone.now(),
    )
    audit.record(by=by, verb="report.checked", on=report)
    deliveries.prepare(report=report, needs_signature=False, by=by)


def sign(*, report, version, letter_number, letter_date, scan, by):
    """The letter's number and date and the signed page are in; now the bytes of every paper are fixed and sent.

    Files come first and rows after: whatever happens between, no row names bytes that are not there."""
    report.refresh_from_db()
    if report.state != ReportState.CHECKED:
        raise Refused(_("ลงนามได้เมื่อรายงานตรวจแล้วเท่านั้น เปิดรายงานอีกครั้งเพื่อดูสถานะล่าสุด"))
    scans.kind_of(scan)
    report.letter_number, report.letter_date, report.state = letter_number, letter_date, ReportState.SIGNED
    papers = papers_of(report)
    with transaction.atomic():
        _change(
            report,
            version,
            ReportState.CHECKED,
            state=ReportState.SIGNED,
            letter_number=letter_number,
            letter_date=letter_date,
            signed_scan=kept.keep(scan),
            signed_by=by,
            signed_at=timezone.now(),
            **papers,
        )
        audit.record(
            by=by, verb="report.signed", on=report, fields=["letter_number", "letter_date", "signed_scan"]
        )
        deliveries.prepare(report=report, needs_signature=True, by=by)


def _change(report, version, state, /, **changes):
    """One conditional update: it touches the row only where version and state are still those that were seen."""
    seen = Report.objects.filter(pk=report.pk, version=version, state=state)
    if not seen.update(version=F("version") + 1, **changes):
        raise ChangedMeanwhile(Report.objects.get(pk=report.pk))
    report.refresh_from_db()
