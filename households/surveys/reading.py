"""Bytes → sheets → rows. A row is (its number in the sheet, a sequence of cells); cells are text, numbers or dates.

CSV is read in a stream; a workbook is held by its parser, which is why its parts were measured first."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from households.surveys.preflight import kind_of
from households.surveys.sentences import FileRefused

CSV_SHEET = "ข้อมูล"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOJIBAKE = re.compile("[\u00a1-\u00fb]{3,}")
_QUOTED = re.compile('"[^"]*"')  # a mark inside a cell cuts nothing
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
PIECE, SOME = 2**20, 100  # bytes of a text; rows of a workbook
LINE_LIMIT, FIELD_LIMIT, COLUMN_LIMIT = 2**20, 2**16, 2_000
SWALLOWED = 4  # delimiters inside a cell of several lines
MERGE_ROWS, MOST_HEADER_MERGES = 20, 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows()` starts again from the top each time. `merged`: (first row, first column, last row, last column) from 1."""

    name: str
    rows: Callable[[], Iterator[tuple[int, Sequence]]]
    merged: tuple = ()
    hidden: bool = False
    height: int = 0
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    kind: str
    sheets: list[Sheet] = field(default_factory=list)

    def chosen(self, names=()):
        known = {sheet.name: sheet for sheet in self.sheets}
        for name in names:
            if name not in known:
                raise FileRefused("unknown_sheet", value=name)
        return [known[name] for name in names] if names else self.sheets

    def repaired(self):
        """With Thai letters that were read as Latin ones turned back, because a person said so."""
        return replace(
            self, sheets=[replace(sheet, rows=_repaired_rows(sheet.rows)) for sheet in self.sheets]
        )


def open_book(path, limits=None):
    """The sheets of a file that passed the pre-flight; raises FileRefused."""
    path = Path(path)
    kind = kind_of(path, limits)
    return Book(kind, _csv_sheets(path) if kind == "text" else _workbook_sheets(path, kind))


# --- workbooks --------------------------------------------------------------------------------------------------


_NAMED = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls",), "ods": (".ods",)}


def _workbook_sheets(path, kind):
    try:
        workbook = _opened(path, kind)
        hidden = {
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
        }
        return [_workbook_sheet(workbook, name, name in hidden) for name in workbook.sheet_names]
    except PasswordError:
        raise FileRefused("encrypted") from None
    except BaseException as fault:
        raise _as_refusal(fault) from None


def _opened(path, kind):
    """The parser goes by the ending of the name, which is often another than that of the content."""
    if path.suffix.lower() in _NAMED[kind]:
        return CalamineWorkbook.from_path(str(path))
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _as_refusal(fault):
    """A parser that stumbles over a damaged file does so in many ways, a panic of its own language among them."""
    stumbled = isinstance(fault, (CalamineError, OSError, ValueError, IndexError, ArithmeticError))
    return FileRefused("broken") if stumbled or type(fault).__name__ == "PanicException" else fault


def _workbook_sheet(workbook, name, hidden):
    grid = workbook.get_sheet_by_name(name)
    merged = _header_merges(grid)

    def rows():
        # The parser leaves out empty columns on the left, but not the empty rows above.
        blank = [""] * grid.start[1] if grid.start else []
        lines = enumerate(grid.iter_rows(), start=1)
        while some := _some(lines):
            yield from [(number, blank + cells) for number, cells in some] if blank else some

    return Sheet(name, rows, merged, hidden, grid.total_height)


def _some(lines):
    try:
        return list(islice(lines, SOME))
    except BaseException as fault:
        raise _as_refusal(fault) from None


def _header_merges(grid):
    """Where a header may stand, within the sheet; nobody merges more than this there."""
    merged = [
        (top + 1, left + 1, low + 1, min(right, grid.total_width) + 1)
        for (top, left), (low, right) in grid.merged_cell_ranges or ()
        if top < MERGE_ROWS
    ]
    if len(merged) > MOST_HEADER_MERGES:
        raise FileRefused("bomb")
    return tuple(merged)


# --- text -------------------------------------------------------------------------------------------------------


def _csv_sheets(path):
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)

    def rows():
        csv.field_size_limit(FIELD_LIMIT)
        with path.open(encoding=encoding, newline="") as file:
            reader, number = csv.reader(_short_lines(file), delimiter=delimiter, strict=True), 0
            lines = 0
            try:
                for number, cells in enumerate(reader, start=1):
                    if reader.line_num != lines + 1 or len(cells) > COLUMN_LIMIT:
                        _refuse_odd_line(number, cells, delimiter)
                    lines = reader.line_num
                    yield number, cells
            except csv.Error:
                raise FileRefused("open_quote", value=str(number + 1)) from None
            except UnicodeDecodeError:
                raise FileRefused("broken") from None

    return [Sheet(CSV_SHEET, rows, height=_lines(path), is_text=True)]


def _short_lines(file):
    """A line is read whole before it is cut into cells, so it must end somewhere."""
    while line := file.readline(LINE_LIMIT):
        if len(line) >= LINE_LIMIT:
            raise FileRefused("too_big", value="บรรทัดเดียวยาวเกินไป")
        yield line


def _refuse_odd_line(number, cells, delimiter):
    """Rows swallowed by a quotation mark that closes by accident further down look like one long cell."""
    if len(cells) > COLUMN_LIMIT and any(map(str.strip, cells[COLUMN_LIMIT:])):
        raise FileRefused("too_big", value=f"{len(cells):,} คอลัมน์")
    for cell in cells:
        if "\n" in cell and cell.count(delimiter) >= SWALLOWED:
            raise FileRefused("open_quote", value=str(number))


def _lines(path):
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(PIECE), b""))


def encoding_of(path):
    """UTF-8 strictly first: the Thai code pages decode UTF-8 without complaint, into nonsense."""
    with path.open("rb") as file:
        head = file.read(4)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            if not _decodes(path, encoding):
                raise FileRefused("broken")
            return encoding
    for encoding in ("utf-8", "cp874"):
        if _decodes(path, encoding):
            return encoding
    raise FileRefused("not_spreadsheet")


def _decodes(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    two_bytes = encoding == "utf-16"  # its letters are made of such bytes
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                text = decoder.decode(piece)
                if _CONTROL.search(text) if two_bytes else len(piece.translate(None, _CONTROLS)) < len(piece):
                    raise FileRefused("not_spreadsheet")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path, encoding):
    """The one that cuts most of the first lines into the most columns."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = [line for line in (file.readline(65_536) for _ in range(40)) if line.strip()]
    except UnicodeDecodeError:
        raise FileRefused("broken") from None
    if not lines:
        raise FileRefused("empty")
    bare = [_QUOTED.sub("", line) for line in lines]
    counts = {mark: max(line.count(mark) for line in bare) for mark in (",", ";", "\t", "|")}
    best = max(counts, key=counts.get)
    if counts[best] == 0:
        raise FileRefused("not_spreadsheet")
    return best


# --- mojibake: cp874 bytes that somebody read as Latin-1 and saved -----------------------------------------------


def looks_broken(text):
    return bool(_MOJIBAKE.search(text))


def repaired(text):
    """`¡Ò­¨¹` → การจน, where it can be turned back; else as it stands."""
    for read_as in ("latin-1", "cp1252"):
        try:
            return text.encode(read_as).decode("cp874")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def _repaired_rows(rows):
    def turned_back():
        for number, cells in rows():
            yield (
                number,
                [repaired(cell) if isinstance(cell, str) and looks_broken(cell) else cell for cell in cells],
            )

    return turned_back
