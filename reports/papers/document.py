"""What every paper says around the tables: heading, covering memo, part 4, and whose signature stands under it."""

from dataclasses import dataclass

from django.conf import settings

from kusiao.thai import format_date, format_number, percent
from reports.figures.monthly import from_json
from reports.models import ReportState
from reports.papers.tables import tables

PROJECT = "คู่เสี่ยวเกี่ยวก้อย แก้จนคนขอนแก่น"


@dataclass(frozen=True)
class Document:
    number: str
    title: str
    office: str
    to: str
    signer: str
    letter_number: str
    letter_date: str
    as_of: str
    summary: tuple  # sentences of the memo
    tables: list
    problems: str
    proposals: str
    marks: tuple  # words across the page: a draft, made-up households
    timestamp: int


def document(report):
    figures = from_json(report.figures)
    edition = f" (ฉบับแก้ไขที่ {report.edition - 1})" if report.edition > 1 else ""
    return Document(
        number=report.number,
        title=f"รายงานผลการดำเนินงานโครงการ “{PROJECT}” ประจำ{report.period.label}{edition}",
        office=settings.PROVINCE_OFFICE,
        to=settings.REPORT_TO,
        signer=settings.REPORT_SIGNER,
        letter_number=report.letter_number,
        letter_date=format_date(report.letter_date, "long") if report.letter_date else "",
        as_of=as_of(report),
        summary=tuple(summary(figures)),
        tables=tables(figures),
        problems=report.problems,
        proposals=report.proposals,
        marks=tuple(_marks(report)),
        timestamp=int(report.cut_off.timestamp()),
    )


def as_of(report):
    """ข้อมูล ณ: the figures are of the last day of the period, with what had arrived by the cut-off."""
    return f"ข้อมูล ณ วันที่ {format_date(report.period.last_day, 'long')}"


def _marks(report):
    if settings.PRACTICE:
        yield "ข้อมูลสมมุติ"
    if report.state != ReportState.SIGNED:
        yield "ร่าง"


def by_track(total):
    """Each track by its own goal: who cannot work has not failed to earn."""
    if total.developable and total.above_developable is not None:
        yield f"พัฒนาได้ พ้นเกณฑ์แล้ว {_of(total.above_developable, total.developable)}"
    if total.welfare:
        yield f"สงเคราะห์ ได้รับการดูแลครบ {_of(total.assured, total.welfare)}"


def _of(part, whole):
    share = percent(part, whole).rstrip("%")
    return f"{format_number(part)} จาก {format_number(whole)} ครัวเรือน คิดเป็นร้อยละ {share}"


def summary(figures):
    total = figures.total
    n = format_number
    yield (
        f"ครัวเรือนเป้าหมาย {n(total.entered)} ครัวเรือน แยกเป็นพัฒนาได้ {n(total.developable)} ครัวเรือน "
        f"สงเคราะห์ {n(total.welfare)} ครัวเรือน"
        + (f" และยังไม่จำแนก {n(total.unclassified)} ครัวเรือน" if total.unclassified else "")
        + f" มีข้าราชการคู่เสี่ยวดูแลแล้ว {n(total.paired)} ครัวเรือน"
    )
    yield f"ในงวดนี้เยี่ยมบ้าน {n(total.visits)} ครั้ง {n(total.visited_households)} ครัวเรือน"
    yield from by_track(total)
    yield (
        f"รวมพ้นเกณฑ์ {n(total.above)} ครัวเรือน จำหน่าย {n(total.struck_off)} ครัวเรือน คงเหลือ {n(total.remaining)} ครัวเรือน"
    )
    baht = sum(row.baht for row in figures.help)
    yield f"คณะทำงานย่อยส่งมอบการช่วยเหลือ {n(figures.helped_households)} ครัวเรือน มูลค่า {n(baht)} บาท"
