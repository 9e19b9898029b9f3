"""A document as an xlsx workbook: the same tables, numbers as numbers, words as words, never a formula."""

import datetime as dt
import io

import xlsxwriter

from kusiao.tables.formulas import TEXT_STAYS_TEXT
from kusiao.thai import BANGKOK, format_date

MEMO = "สรุป"
PART_4 = "4 ปัญหา อุปสรรค"
# Everything that a person typed is written with write_string; this closes the other doors as well.
STRICT = {"constant_memory": True, **TEXT_STAYS_TEXT}
WIDTH = 8.5  # characters of a column whose width is 1


def sheet(document):
    """The same document gives the same bytes."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, STRICT) as book:
        made = dt.datetime.fromtimestamp(document.timestamp, BANGKOK).replace(tzinfo=None)
        book.set_properties({"title": document.title, "author": document.office, "created": made})
        formats = _formats(book)
        _memo(book, formats, document)
        *parts, annex = document.tables
        for one in parts:
            _table(book, formats, one)
        _part_4(book, formats, document)
        _table(book, formats, annex)
    return kept.getvalue()


def _formats(book):
    font = {"font_name": "Sarabun", "font_size": 11, "valign": "top"}
    edged = font | {"border": 1, "border_color": "#999999"}
    head = edged | {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#E6EBF4",
    }
    formats = {
        "text": font | {"text_wrap": True},
        "title": font | {"bold": True, "font_size": 14},
        "head": head,
        "cell": edged,
        "number": edged | {"num_format": "#,##0"},
        "percent": edged | {"num_format": "0.0"},
        "dash": edged | {"align": "right"},
    }
    bold = {
        f"{name} total": {**formats[name], "bold": True} for name in ("cell", "number", "percent", "dash")
    }
    return {name: book.add_format(one) for name, one in (formats | bold).items()}


def _new(book, name, landscape=True):
    page = book.add_worksheet(name)
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    return page


def _memo(book, formats, document):
    page = _new(book, MEMO, landscape=False)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 80)
    rows = [
        ("เรื่อง", document.title),
        ("ส่วนราชการ", document.office),
        ("ที่", document.letter_number or "-"),
        ("วันที่", document.letter_date or "-"),
        ("เลขที่รายงาน", document.number),
        ("ข้อมูล ณ", document.as_of),
        *(("สรุป" if n == 0 else "", sentence) for n, sentence in enumerate(document.summary)),
        *(("หมายเหตุ", mark) for mark in document.marks),
    ]
    _lines(page, formats, rows)


def _part_4(book, formats, document):
    page = _new(book, PART_4)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 100)
    rows = [("ปัญหา อุปสรรค", document.problems or "-"), ("ข้อเสนอแนะ", document.proposals or "-")]
    _lines(page, formats, rows)


def _lines(page, formats, rows):
    for n, (label, words) in enumerate(rows):
        page.write_string(n, 0, label, formats["title" if n == 0 else "text"])
        page.write_string(n, 1, words, formats["text"])


def _table(book, formats, one):
    page = _new(book, one.name)
    for n, column in enumerate(one.columns):
        page.set_column(n, n, max(5, WIDTH * column.width))
    page.write_string(0, 0, one.title, formats["title"])
    first = _head(page, formats, one)
    page.freeze_panes(first, 2)
    page.repeat_rows(1, first - 1)
    for n, row in enumerate(one.rows, first):
        _row(page, formats, n, row, one.columns)
    last = first + len(one.rows)
    if one.total:
        _row(page, formats, last, one.total, one.columns, " total")
    if one.note:
        page.write_string(last + 2, 0, f"หมายเหตุ {one.note}")


def _head(page, formats, one):
    """Both rows of the head; the upper one says the group over its first column, so that a filter still finds names."""
    labels = 1
    if one.is_grouped:
        at = 0
        for label, span in one.groups:
            if label and span > 1:
                page.merge_range(1, at, 1, at + span - 1, label, formats["head"])
            else:
                page.write_string(1, at, label, formats["head"])
            at += span
        labels = 2
    for n, column in enumerate(one.columns):
        page.write_string(labels, n, column.label, formats["head"])
    return labels + 1


def _row(page, formats, n, row, columns, bold=""):
    for at, (value, column) in enumerate(zip(row, columns, strict=True)):
        if column.is_number and isinstance(value, (int, float)):
            kind = "percent" if column.kind == "percent" else "number"
            page.write_number(n, at, value, formats[kind + bold])
        elif column.kind == "date":
            page.write_string(n, at, format_date(value), formats["cell" + bold])
        elif value in (None, ""):
            empty = "ยังไม่วัด" if column.kind == "baht" else "-"
            page.write_string(n, at, empty, formats["dash" + bold])
        else:
            page.write_string(n, at, str(value), formats["cell" + bold])
