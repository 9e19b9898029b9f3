"""A file of a table → headers and rows of text, by the same reader that takes survey files: every row is read, whatever
the sheet claims its size is, and a hostile file is refused before a parser sees it."""

import datetime as dt
import hashlib
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kusiao.refusal import Refused
from kusiao.tables.formulas import unescaped

READER = "households.surveys.reading"  # stands above the ground; reached by its name only
HEADER_ROWS = 15
YES, NO = "ใช่", "ไม่ใช่"


@dataclass(frozen=True)
class Table:
    """`rows`: (number in the sheet, texts). `notes`: sentences about what was passed over."""

    headers: tuple
    rows: tuple
    notes: tuple = ()
    digest: str = ""


def read(file, is_header):
    """`is_header(texts)`: does this row head the table? Raises Refused."""
    content = b"".join(file.chunks())
    if len(content) > settings.TABLE_IMPORT_MAX_BYTES:
        limit = settings.TABLE_IMPORT_MAX_BYTES // 2**20
        raise Refused(_("ไฟล์ใหญ่เกิน %(limit)s MB แยกเป็นหลายไฟล์แล้วส่งใหม่") % {"limit": limit})
    reader = import_module(READER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        try:
            return _table(reader.open_book(path), is_header, hashlib.sha256(content).hexdigest())
        except reader.FileRefused as refused:
            raise Refused(str(refused)) from None


def _table(book, is_header, digest):
    found = None
    for sheet in book.sheets:
        top = [texts for _number, texts in zip(range(HEADER_ROWS), _texts(sheet), strict=False)]
        head = next((place for place, (_n, texts) in enumerate(top) if is_header(texts)), None)
        if head is not None and found is None:
            found = sheet, head
    if found is None:
        raise Refused(_("ไม่พบหัวตารางใน 15 แถวแรกของไฟล์ ใช้หัวตารางตามไฟล์ที่ส่งออกจากหน้านี้ แล้วส่งใหม่"))
    return _rows(*found, digest, _others(book, found[0]))


def _others(book, read):
    others = [
        sheet.name for sheet in book.sheets if sheet is not read and any(any(t) for _n, t in _texts(sheet))
    ]
    if others:
        yield _("อ่านแผ่นงาน “%(name)s” แผ่นเดียว ไม่ได้อ่าน %(others)s") % {
            "name": read.name,
            "others": ", ".join(f"“{name}”" for name in others),
        }


def _rows(sheet, head, digest, notes):
    lines = _texts(sheet)
    for _skipped in range(head):
        next(lines)
    _number, headers = next(lines)
    while headers and not headers[-1]:
        headers.pop()
    kept, blank = [], 0
    for number, texts in lines:
        if not any(texts):
            blank += 1
            continue
        kept.append((number, tuple(texts)))
        if len(kept) > settings.TABLE_IMPORT_MAX_ROWS:
            limit = f"{settings.TABLE_IMPORT_MAX_ROWS:,}"
            raise Refused(_("ไฟล์มีเกิน %(limit)s แถว แยกเป็นหลายไฟล์แล้วส่งใหม่") % {"limit": limit})
    notes = list(notes)
    if blank:
        notes.append(_("ข้ามแถวว่าง %(count)s แถว") % {"count": f"{blank:,}"})
    width = max([len(headers), *(len(texts) for _n, texts in kept)])
    headers += [""] * (width - len(headers))
    rows = tuple((number, texts + ("",) * (width - len(texts))) for number, texts in kept)
    return Table(tuple(headers), rows, tuple(notes), digest)


def _texts(sheet):
    for number, cells in sheet.rows():
        yield number, [text_of(cell) for cell in cells]


def text_of(cell):
    """What a person sees in the cell; a whole number has no point, so that codes stay codes."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, str):
        return "" if not cell.strip() else unescaped(cell)
    return str(cell)
