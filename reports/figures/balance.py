"""What must hold in every report before a person may call it checked: a list of findings, empty when it balances."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.figures.monthly import total_of


@dataclass(frozen=True)
class Check:
    sentence: str
    wrong: tuple[str, ...]

    @property
    def holds(self):
        return not self.wrong


def _rows_where(rows, fails):
    return tuple(row.name for row in rows if fails(row))


def checks(figures):
    rows = [*figures.districts, figures.total]
    summed = total_of(figures.districts, code=figures.total.code, name=figures.total.name)
    annexed = len(figures.annex)
    by_income = [*figures.income, figures.income_total]
    entered = {row.code: row.entered for row in rows}
    return [
        Check(
            _("เป้าหมายทั้งหมด = พ้นเกณฑ์ + จำหน่าย + คงเหลือ ทุกอำเภอ"),
            _rows_where(rows, lambda r: r.entered != r.above + r.struck_off + r.remaining),
        ),
        Check(
            _("พัฒนาได้ + สงเคราะห์ + ยังไม่จำแนก = เป้าหมายทั้งหมด ทุกอำเภอ"),
            _rows_where(rows, lambda r: r.entered != r.developable + r.welfare + r.unclassified),
        ),
        Check(
            _("ทุกกระบวนงานรวมกันไม่เกินเป้าหมายที่ยังไม่จำหน่าย ทุกอำเภอ"),
            _rows_where(rows, lambda r: _in_steps(r) > r.entered - r.struck_off),
        ),
        Check(
            _("สงเคราะห์ที่ดูแลครบไม่เกินสงเคราะห์ทั้งหมด ทุกอำเภอ"),
            _rows_where(rows, lambda r: r.assured > r.welfare),
        ),
        Check(
            _("พัฒนาได้ที่พ้นเกณฑ์ไม่เกินพัฒนาได้ทั้งหมด และไม่เกินที่พ้นเกณฑ์ ทุกอำเภอ"),
            _rows_where(rows, lambda r: (r.above_developable or 0) > min(r.developable, r.above)),
        ),
        Check(_("แถวรวม = ผลบวกของทุกอำเภอ"), () if summed == figures.total else (figures.total.name,)),
        Check(
            _("ต่ำกว่า + เท่ากับ + สูงกว่าเส้นรายได้ + ยังไม่วัด + นับในทะเบียนครั้งหลัง = เป้าหมายทั้งหมด ทุกอำเภอ"),
            _rows_where(by_income, lambda r: r.counted != entered[r.code]),
        ),
        Check(_("ภาคผนวกมีครบทุกครัวเรือน"), () if annexed == figures.total.entered else (figures.total.name,)),
    ]


def balances(figures):
    return all(check.holds for check in checks(figures))


def _in_steps(row):
    return row.step_1 + row.step_2 + row.step_3 + row.step_4 + row.no_step
