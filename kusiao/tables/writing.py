"""Rows → the bytes of a csv or of a workbook. Numbers are numbers; every text is text and never a formula."""

import csv
import datetime as dt
import io

import xlsxwriter

from kusiao.tables.formulas import TEXT_STAYS_TEXT, escaped
from kusiao.thai import today

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_STRICT = {"in_memory": True, "constant_memory": True, **TEXT_STAYS_TEXT}
_FONT = {"font_name": "Sarabun", "font_size": 11, "valign": "top"}
_MOST_LETTERS, _NARROW, _WIDE = 32_767, 8, 42  # the most that a cell holds; widths in characters


def write(form, headers, rows, *, above=(), footer="", name="ข้อมูล"):
    """`above`: lines over the table; `footer`: printed under every page of a workbook."""
    if form == "csv":
        return _csv(headers, rows, above)
    return _xlsx(headers, rows, above, footer, name)


def _csv(headers, rows, above):
    """UTF-8 with its mark, or a Thai Excel reads it in the wrong code page."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, quoting=csv.QUOTE_NONNUMERIC)
    for line in above:
        writer.writerow([escaped(line)])
    writer.writerow([escaped(header) for header in headers])
    writer.writerows([[_told(value) for value in row] for row in rows])
    return kept.getvalue().encode("utf-8-sig")


def _told(value):
    return "" if value is None else value if _is_number(value) else escaped(str(value))


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _xlsx(headers, rows, above, footer, name):
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, _STRICT) as book:
        # The same table gives the same bytes all day.
        book.set_properties({"created": dt.datetime.combine(today(), dt.time())})
        page = book.add_worksheet(name)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        marked = footer.replace("&", "&&")[:200]
        page.set_header(f"&L{marked}")
        page.set_footer(f"&L{marked}&R&P / &N")
        text = book.add_format(_FONT | {"num_format": "@"})
        head = book.add_format(_FONT | {"bold": True, "bg_color": "#E6EBF4", "bottom": 1})
        rows = list(rows)
        for at, width in enumerate(_widths(headers, rows)):
            page.set_column(at, at, width, text)
        for number, line in enumerate(above):
            page.write_string(number, 0, escaped(line)[:_MOST_LETTERS])
        top = len(above)
        for at, header in enumerate(headers):
            page.write_string(top, at, escaped(header), head)
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        number = book.add_format(_FONT)
        for line, row in enumerate(rows, start=top + 1):
            _line(page, line, row, text, number)
    return kept.getvalue()


def _line(page, line, row, text, number):
    for at, value in enumerate(row):
        if _is_number(value):
            page.write_number(line, at, value, number)
        elif value not in (None, ""):
            page.write_string(line, at, escaped(str(value))[:_MOST_LETTERS], text)


def _widths(headers, rows):
    for at, header in enumerate(headers):
        longest = max([len(header), *(len(str(row[at] or "")) for row in rows[:200])])
        yield min(_WIDE, max(_NARROW, longest + 2))
