"""A report as tables of plain values: the page, the PDF and the sheet all show these, so they cannot disagree."""

from dataclasses import dataclass

from kusiao.thai import format_date, format_number, percent
from reports.papers import words

SOURCES = ("state", "local", "private", "charity", "community")


@dataclass(frozen=True)
class Column:
    label: str
    kind: str = "count"  # text, name, count, baht, percent, date
    group: str = ""
    width: float = 1

    @property
    def is_number(self):
        return self.kind in ("count", "baht", "percent")


@dataclass(frozen=True)
class Table:
    name: str  # of the sheet, at most 31 characters
    title: str
    columns: tuple
    rows: tuple
    total: tuple = ()
    note: str = ""

    @property
    def groups(self):
        """[(words over the columns, how many columns)]: the upper row of the head."""
        found = []
        for column in self.columns:
            if found and column.group and found[-1][0] == column.group:
                found[-1][1] += 1
            else:
                found.append([column.group, 1])
        return found

    @property
    def is_grouped(self):
        return any(column.group for column in self.columns)

    def shown(self):
        return [self._shown(row) for row in self.rows]

    def shown_total(self):
        return self._shown(self.total)

    def _shown(self, row):
        return [shown(value, column.kind) for value, column in zip(row, self.columns, strict=bool(row))]


def shown(value, kind):
    """A cell as people read it: an empty one is "-", an income that nobody measured says so."""
    if value is None:
        return words.NOT_MEASURED if kind == "baht" else "-"
    if value == "" and kind == "count":
        return ""  # beside the word "รวม"
    if value == words.COUNTED_LATER:
        return value
    if kind in ("count", "baht"):
        return format_number(value)
    if kind == "percent":
        return f"{value:.1f}"
    if kind == "date":
        return format_date(value)
    return str(value) or "-"


def share(part, whole):
    """Percent to one place, None where there is nothing to take a part of."""
    return float(percent(part, whole).rstrip("%").replace(",", "")) if whole else None


def tables(figures):
    return [districts(figures), late(figures), help_given(figures), incomes(figures), annex(figures)]


def _place():
    return (Column("ที่", width=0.6), Column("อำเภอ", "name", width=2.3))


def districts(figures):
    columns = (
        *_place(),
        *(
            Column(label, group="เป้าหมาย (ครัวเรือน)", width=1.2)
            for label in ("รวม", "พัฒนาได้", "สงเคราะห์", "ยังไม่จำแนก")
        ),
        Column("ข้าราชการคู่เสี่ยว (คน)", width=1.25),
        Column("มีคู่เสี่ยว (ครัวเรือน)"),
        *(Column(words.STEPS[n], group="อยู่ในกระบวนงาน (ครัวเรือน)") for n in (1, 2, 3, 4)),
        Column("ครัวเรือน", group="เยี่ยมในงวด"),
        Column("ครั้ง", group="เยี่ยมในงวด"),
        Column("ครัวเรือน", group="พ้นเกณฑ์"),
        Column("ร้อยละ", "percent", group="พ้นเกณฑ์"),
        *(Column(label, group="จำหน่าย (ครัวเรือน)") for label in ("เสียชีวิต", "ย้าย", "อื่น ๆ")),
        Column("คงเหลือ"),
        Column("หมายเหตุ", "text", width=1.8),
    )
    return Table(
        "1 รายอำเภอ",
        "1. ผลการดำเนินงานรายอำเภอ",
        columns,
        tuple((n, *_district(row)) for n, row in enumerate(figures.districts, 1)),
        ("", *_district(figures.total)),
        "เป้าหมายรวม = พ้นเกณฑ์ + จำหน่าย + คงเหลือ; พ้นเกณฑ์รวมครัวเรือนที่อยู่ในช่วงเฝ้าระวัง; คงเหลือรวมครัวเรือนที่ยังไม่วัดรายได้",
    )


def _district(row):
    notes = (("ยังไม่เริ่มขั้นแรก", row.no_step), ("สงเคราะห์ดูแลครบ", row.assured))
    note = " ".join(f"{words} {format_number(count)}" for words, count in notes if count)
    return (
        row.name, row.entered, row.developable, row.welfare, row.unclassified, row.officers, row.paired,
        row.step_1, row.step_2, row.step_3, row.step_4, row.visited_households, row.visits, row.above,
        share(row.above, row.entered), row.died, row.moved, row.left_otherwise, row.remaining, note,
    )  # fmt: skip


def late(figures):
    rows = figures.late
    return Table(
        "1.1 เยี่ยมที่ส่งช้า",
        "1.1 การเยี่ยมของงวดก่อนที่ส่งมาหลังปิดรายงานงวดก่อน",
        (*_place(), Column("ครัวเรือน"), Column("ครั้ง")),
        tuple((n, row.name, row.households, row.visits) for n, row in enumerate(rows, 1)),
        ("", "รวม", sum(row.households for row in rows), sum(row.visits for row in rows)) if rows else (),
    )


def help_given(figures):
    labels = ("งบของรัฐ", "ท้องถิ่น", "เอกชน", "มูลนิธิ", "ชุมชน")
    columns = (
        Column("ที่", width=0.5),
        Column("คณะทำงานย่อย", "text", width=3),
        Column("อำเภอ", "text", width=2),
        Column("ครัวเรือน"),
        Column("รายการ"),
        *(Column(label, group="มูลค่าตามแหล่งที่มา (บาท)", width=1.3) for label in labels),
        Column("รวม (บาท)", width=1.4),
    )
    rows = figures.help
    given = [[row.households, row.items, *(getattr(row, one) for one in SOURCES), row.baht] for row in rows]
    return Table(
        "2 การช่วยเหลือ",
        "2. การช่วยเหลือตามคณะทำงานย่อยและอำเภอ",
        columns,
        tuple(
            (n, row.committee_name, row.name, *values)
            for n, (row, values) in enumerate(zip(rows, given, strict=True), 1)
        ),
        ("", "รวม", "", *(sum(column) for column in zip(*given, strict=True))) if rows else (),
        f"ครัวเรือนนับแยกตามคณะทำงานย่อย ไม่นับซ้ำได้ {format_number(figures.helped_households)} ครัวเรือน",
    )


def incomes(figures):
    columns = (
        *_place(),
        *(Column(label, "baht", group="ก่อนเข้าโครงการ") for label in ("เฉลี่ย", "มัธยฐาน")),
        *(Column(label, "baht", group="ปัจจุบัน") for label in ("เฉลี่ย", "มัธยฐาน")),
        *(Column(label, "baht", group="เปลี่ยนแปลง") for label in ("เฉลี่ย", "มัธยฐาน")),
        *(
            Column(label, group="เทียบเส้นรายได้ (ครัวเรือน)")
            for label in ("ต่ำกว่า", "เท่ากับ", "สูงกว่า", words.NOT_MEASURED)
        ),
    )
    line = f"เส้นรายได้ {format_number(figures.income_line)} บาท/คน/ปี " if figures.income_line else ""
    return Table(
        "3 รายได้",
        "3. รายได้เฉลี่ยต่อคนต่อปี (บาท)",
        columns,
        tuple((n, *_income(row)) for n, row in enumerate(figures.income, 1)),
        ("", *_income(figures.income_total)),
        f"{line}ปัจจุบันคือผลสำรวจ จปฐ. ล่าสุดหรือที่วัดใหม่หลังจากนั้น; เปลี่ยนแปลงคิดเฉพาะครัวเรือนที่วัดทั้งสองครั้ง; "
        f"ครัวเรือนที่ยังไม่วัดไม่นับเป็นศูนย์{_counted_once(figures.income_total)}",
    )


def _counted_once(row):
    """Why the sum of part 3 is less than all of part 1."""
    if not row.earlier:
        return ""
    return f"; ครอบครัวที่กลับเข้าทะเบียนหรือรวมแฟ้มนับครั้งเดียว ทะเบียนครั้งก่อน {format_number(row.earlier)} รายการไม่นับซ้ำ"


def _income(row):
    return (
        row.name, row.mean_before, row.median_before, row.mean_now, row.median_now, row.mean_change, row.median_change,
        row.below, row.at, row.above, row.not_measured,
    )  # fmt: skip


def annex(figures):
    columns = (
        Column("ที่", width=0.9),
        Column("อำเภอ", "name", width=2.5),
        Column("ตำบล", "name", width=2.1),
        Column("หมู่บ้าน/ชุมชน", "name", width=3.8),
        Column("บ้านเลขที่", "text", width=1.4),
        Column("หัวหน้าครัวเรือน", "name", width=4.4),
        Column("ประเภท", "name", width=1.8),
        Column("ขั้น", width=0.7),
        Column("คู่เสี่ยว", "name", width=4.2),
        Column("เยี่ยมในงวด (ครั้ง)", width=1.2),
        Column("เยี่ยมล่าสุด", "date", width=2.8),
        Column("ก่อน", "baht", group="รายได้ (บาท/คน/ปี)", width=1.6),
        Column("ปัจจุบัน", "baht", group="รายได้ (บาท/คน/ปี)", width=1.6),
        Column("ผล", "name", width=3.3),
    )
    names = {row.code: row.name for row in figures.districts}
    return Table(
        "5 ภาคผนวก",
        "5. ภาคผนวก ครัวเรือนเป้าหมายทุกราย",
        columns,
        tuple((n, *_case(case, names)) for n, case in enumerate(figures.annex, 1)),
    )


def _case(case, names):
    return (
        names.get(case.code, case.code), case.subdistrict, case.village, case.house_number, case.head,
        words.TRACKS.get(case.track, case.track), case.step or None, case.officer, None if case.earlier else case.visits,
        case.last_visit, case.income_before, words.COUNTED_LATER if case.earlier else case.income_now, words.STANDINGS.get(case.standing, case.standing),
    )  # fmt: skip
