"""The same workbook back: its sheets as they stood, what was found written beside each row, a first sheet that sums up."""

import csv
import datetime as dt
import io
import re
import tempfile
from collections import defaultdict
from itertools import chain, groupby

import xlsxwriter
from django.db.models import Count

from households.surveys.keeping import path_of
from households.surveys.mapping import ADDED
from households.surveys.reading import open_book
from households.surveys.words import VERDICTS, cause_words
from kusiao.tables.formulas import TEXT_STAYS_TEXT, escaped
from kusiao.thai import BANGKOK, format_date, now

SUMMARY = "สรุปข้อค้นพบ"
STRICT = {"constant_memory": True, "nan_inf_to_errors": True, **TEXT_STAYS_TEXT}
FILLS = {"refuse_row": "#FAE4DF", "refuse_cell": "#FCECC8", "warn": "#FDF6DC"}
MOST_LETTERS, MOST_COLUMNS = 32_767, 16_384
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_NUMBER_OR_DASH = re.compile(r"\s*-[0-9., ]*$")  # says of itself that nothing is there, or how much


class Beside:
    """The findings of one sheet, met row by row in the order in which the sheet is read."""

    def __init__(self, file, sheet):
        found = file.findings.filter(sheet=sheet[:100], row__isnull=False).order_by("row", "id")
        self._rows = groupby(found.iterator(chunk_size=2000), key=lambda finding: finding.row)
        self._next = next(self._rows, None)

    def at(self, number):
        while self._next and self._next[0] < number:
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != number:
            return []
        found = list(self._next[1])
        self._next = next(self._rows, None)
        return found


def told(findings):
    """(what was found, how grave, what to do), one line for each finding."""
    lines = [(f"{cause_words(f.code)} {f.cell}".strip(), _grave(f.verdict), f.message) for f in findings]
    return tuple(
        "\n".join(dict.fromkeys(part)) if n == 1 else "\n".join(part)
        for n, part in enumerate(zip(*lines, strict=True))
    )


def _grave(verdict):
    return str(VERDICTS[verdict][0]) if verdict in VERDICTS else ""


def worst(findings):
    return min((f.verdict for f in findings), key=list(FILLS).index)


class _Plan:
    """Where a sheet's own columns end and ours begin; what we wrote into it earlier is written anew."""

    def __init__(self, head):
        self.header_row = head.header_row if head else None
        names = head.top[head.header_row - 1] if self.header_row and len(head.top) >= head.header_row else []
        self.own = names.index(ADDED[0]) if ADDED[0] in names else None
        self.names = len(names)

    def cells(self, cells):
        return cells[: self.own] if self.own is not None else cells


def _book_of(file):
    book = open_book(path_of(file.digest))
    return book.repaired() if file.repair else book


def _plans(file):
    heads = {head.sheet: _Plan(head) for head in file.heads.all()}
    return defaultdict(lambda: _Plan(None), heads)


def is_text(file):
    return open_book(path_of(file.digest)).kind == "text"


# --- csv: a stream from beginning to end --------------------------------------------------------------------------


def csv_lines(file):
    """UTF-8 with a mark that Thai spreadsheets look for."""
    sheet, plan = _book_of(file).sheets[0], _plans(file)
    plan = plan[sheet.name]
    beside = Beside(file, sheet.name)
    yield b"\xef\xbb\xbf"
    for number, cells in sheet.rows():
        cells, found = [_harmless(cell) for cell in plan.cells(cells)], beside.at(number)
        if number == plan.header_row:
            cells += ADDED
        elif found and number > (plan.header_row or 0):
            width = plan.own if plan.own is not None else plan.names
            cells += [""] * (width - len(cells)) + list(told(found))
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        yield line.getvalue().encode()


def _harmless(text):
    return text if not isinstance(text, str) or _NUMBER_OR_DASH.match(text) else escaped(text)


# --- workbooks: written aside row by row, then sent ---------------------------------------------------------------


def workbook(file, *, by):
    """An open file, to be sent from its beginning."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(kept, STRICT) as book:
        formats = _Formats(book)
        _summary(book, formats, file, by)
        plans, names = _plans(file), {SUMMARY}
        for sheet in _book_of(file).sheets:
            if sheet.name != SUMMARY:
                _sheet(
                    book.add_worksheet(_name(sheet.name, names)),
                    formats,
                    sheet,
                    plans[sheet.name],
                    Beside(file, sheet.name),
                )
    kept.seek(0)
    return kept


def _name(name, taken):
    name = _NOT_IN_A_NAME.sub(" ", name).strip("' ")[:31] or "แผ่น"
    turn, own = 1, name
    while own.lower() in {one.lower() for one in taken}:
        turn += 1
        own = f"{name[:27]} {turn}"
    taken.add(own)
    return own


class _Formats:
    def __init__(self, book):
        self._book, self._made = book, {}

    def of(self, kind="", verdict=""):
        if (kind, verdict) not in self._made:
            look = {"valign": "top"}
            look |= {"date": {"num_format": "dd/mm/yyyy"}, "long": {"num_format": "0"}, "bold": {"bold": True},
                     "words": {"text_wrap": True}}.get(kind, {})  # fmt: skip
            if verdict:
                look["bg_color"] = FILLS[verdict]
            self._made[kind, verdict] = self._book.add_format(look)
        return self._made[kind, verdict]


def _summary(book, formats, file, by):
    page = book.add_worksheet(SUMMARY)
    page.set_column(0, 0, 44)
    page.set_column(1, 2, 18)
    moment = now().astimezone(BANGKOK)
    page.write_string(0, 0, f"ข้อค้นพบในไฟล์ {file.name}", formats.of("bold"))
    page.write_string(
        1,
        0,
        f"จปฐ. ปี {file.year} · ผู้บันทึก {by} · {format_date(moment.date())} {moment:%H:%M} น. · มีข้อมูลส่วนบุคคล ห้ามส่งต่อ",
    )
    for column, words in enumerate(("สาเหตุ", "ระดับ", "จำนวนจุด")):
        page.write_string(3, column, words, formats.of("bold"))
    counts = file.findings.order_by().values_list("verdict", "code").annotate(Count("pk"))
    order = list(VERDICTS)
    rows = sorted(
        (row for row in counts if row[0] in VERDICTS), key=lambda row: (order.index(row[0]), -row[2], row[1])
    )
    for number, (verdict, code, count) in enumerate(rows, start=4):
        page.write_string(number, 0, str(cause_words(code)), formats.of("words", verdict))
        page.write_string(number, 1, _grave(verdict), formats.of("words", verdict))
        page.write_number(number, 2, count, formats.of("", verdict))
    if not rows:
        page.write_string(4, 0, "ไม่มีข้อค้นพบ")


def _sheet(page, formats, sheet, plan, beside):
    width = plan.own
    if width is None:
        width = max((len(cells) for _number, cells in sheet.rows()), default=0)
    width = min(width, MOST_COLUMNS - len(ADDED))
    page.set_column(width, width + len(ADDED) - 1, 40)
    for number, cells in sheet.rows():
        found, y = beside.at(number), number - 1
        guilty = {_position(finding.cell): finding.verdict for finding in reversed(found)}
        for x, cell in enumerate(plan.cells(cells)[:width]):
            _write(page, y, x, cell, formats, guilty.get(x, ""))
        if number == plan.header_row:
            words, verdict = ADDED, None
        elif found and number > (plan.header_row or 0):
            words, verdict = told(found), worst(found)
        else:
            continue
        for x, text in enumerate(words, start=width):
            page.write_string(
                y, x, text[:MOST_LETTERS], formats.of("words", verdict) if verdict else formats.of("bold")
            )


def _position(cell):
    position = 0
    for letter in chain.from_iterable(re.findall("^[A-Z]+", cell)):
        position = position * 26 + ord(letter) - 64
    return position - 1


def _write(page, y, x, cell, formats, verdict):
    if cell in ("", None):
        if verdict:
            page.write_blank(y, x, None, formats.of("", verdict))
    elif isinstance(cell, bool):
        page.write_boolean(y, x, cell, formats.of("", verdict))
    elif isinstance(cell, (int, float)):
        page.write_number(y, x, cell, formats.of("long" if abs(cell) >= 1e11 else "", verdict))
    elif isinstance(cell, (dt.datetime, dt.date)):
        page.write_datetime(y, x, cell, formats.of("date", verdict))
    else:
        page.write_string(y, x, str(cell)[:MOST_LETTERS], formats.of("", verdict))
