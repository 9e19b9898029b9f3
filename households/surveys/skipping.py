"""Rows under the header that are no household: they are counted and shown, never dropped in silence."""

import re
from itertools import dropwhile, islice

from households.surveys.cells import EMPTY, text_of
from households.surveys.columns import is_repeated_header
from kusiao.thai import to_ascii_digits

HANDFUL, CELLS = 1_000, 100_000
BLANK, TOTAL, FOOTNOTE, HEADER = "blank", "total", "footnote", "header"
_TOTAL = re.compile(
    r"^(รวม|ยอดรวม|ผลรวม|รวมยอด|สรุป|สรุปรวม|สรุปยอด|total|grandtotal)(ทั้งสิ้น|ทั้งหมด|ทั้งจังหวัด|ทั้งอำเภอ|ทั้งตำบล|จังหวัด.*|อำเภอ.*|ตำบล.*|หมู่.*|[0-9]*(ครัวเรือน|คน|ราย|หลัง).*)?[:.]?$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"^(หมายเหตุ|ที่มา|แหล่งข้อมูล|ข้อมูล ?ณ|ลงชื่อ|\(ลงชื่อ|ผู้รับรอง|ผู้รายงาน|ผู้สำรวจ|\*|\d\) |หน้า ?[0-9]|แผ่นที่)"
)
_NUMBER = re.compile(r"^-?[0-9][0-9,.]*$")


def below_header(sheet, layout, skipped, plain=None):
    """(number, cells, what it is skipped as, row) of every row under the header; the row where `plain` could read it. A
    blank one is counted in `skipped`, and only when something follows: sheets end in thousands of bare commas."""
    blank = 0
    for lines in _handfuls(sheet, layout):
        rows, seen = plain.rows(lines) if plain else [None] * len(lines), 0
        for at, ((number, cells), row) in enumerate(zip(lines, rows, strict=True)):
            skip = ""
            if row is None:
                if plain:
                    plain.tell_reader(lines[seen:at])
                    seen = at + 1
                skip = skipped_as(cells, layout)
                if skip == BLANK and not any(map(text_of, cells)):
                    blank += 1
                    continue
            if blank:
                skipped[BLANK] += blank
                blank = 0
            yield number, cells, skip, row
        if plain:
            plain.tell_reader(lines[seen:])


def _handfuls(sheet, layout):
    lines = dropwhile(lambda line: line[0] <= layout.header_row, sheet.rows())
    size = min(HANDFUL, CELLS // (len(layout.headers) + 1) + 1)
    while handful := list(islice(lines, size)):
        yield handful


def skipped_as(cells, layout):
    """ "" for a row that must be read."""
    keys = {cells[p] for p in layout.keys if p < len(cells)} - EMPTY
    if len(keys) >= 3 and not keys & layout.words and not all(map(_is_short_number, keys)):
        return ""
    filled = [(position, word) for position, cell in enumerate(cells) if (word := _word(cell))]
    if not filled:
        return BLANK
    keyed = any(position in layout.keys for position, _word_ in filled)
    if keyed and len(filled) > 4:
        return _header(cells, filled, layout) or _total(filled)
    if [position for position, _ in filled] == [layout.columns.get("no")]:
        return (
            _total(filled) or _footnote(filled, keyed=True) or BLANK
        )  # numbered lines that nobody filled in
    return _total(filled) or _footnote(filled, keyed) or _header(cells, filled, layout)


def _word(cell):
    return text_of(cell) if cell not in ("", None) else ""


def _total(filled):
    words = [
        word for _position, word in filled if not _NUMBER.match(to_ascii_digits(word)) and word not in "-–"
    ]
    return TOTAL if len(words) in (1, 2) and _TOTAL.match(words[0].replace(" ", "")) else ""


def _footnote(filled, keyed):
    if len(filled) > 3:
        return ""
    first = filled[0][1]
    if _FOOTNOTE.match(first):
        return FOOTNOTE
    return FOOTNOTE if not keyed and len(filled) <= 2 and not _NUMBER.match(first) and len(first) > 12 else ""


def _header(cells, filled, layout):
    numbers = [to_ascii_digits(word).strip("()") for _position, word in filled]
    if len(numbers) >= 5 and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        return HEADER  # the columns numbered under their names
    return HEADER if is_repeated_header(cells, layout) else ""


def _is_short_number(cell):
    if isinstance(cell, str):
        bare = cell.strip(" ()")
        return len(bare) < 3 and bare.isdecimal()
    return isinstance(cell, (int, float))
