"""The first rows of a sheet as they stand and how they were read: what a person must see to correct it."""

import datetime as dt
from dataclasses import dataclass, field

from households.surveys.cells import shown, text_of
from households.surveys.columns import HEADER_ROWS, LONGEST_HEAD
from households.surveys.mapping import meanings_of
from households.surveys.reading import looks_broken, repaired
from households.surveys.synonyms import HEALTH, field_of

COVERED = "(ปกปิด)"
ROWS_KEPT, COLUMNS_KEPT, SAMPLES = HEADER_ROWS + 15, 400, 3


@dataclass
class Head:
    """`top[0]` is row 1. `signature`: of the remembered mapping that it was read with."""

    sheet: str
    hidden: bool = False
    height: int = 0
    top: list = field(default_factory=list)
    merged: tuple = ()
    layout: object = None
    signature: str = ""

    @property
    def meanings(self):
        return meanings_of(self.layout) if self.layout else {}


def head_of(sheet, top, layout, signature):
    cells_of = {number: cells for number, cells in top if number <= ROWS_KEPT}
    rows = [
        [_kept(cell) for cell in cells_of.get(number, ())[:COLUMNS_KEPT]]
        for number in range(1, max(cells_of, default=0) + 1)
    ]
    _cover_health(rows, layout)
    while rows and not any(rows[-1]):
        rows.pop()
    merged = tuple(span for span in sheet.merged if span[0] <= ROWS_KEPT)
    return Head(sheet.name, sheet.hidden, sheet.height, rows, merged, layout, signature)


def _cover_health(rows, layout):
    """Nobody's illness is kept beside the file, whether the column was understood or not."""
    covered = {layout.columns[name] for name in HEALTH if name in layout.columns} if layout else set()
    for turn, row in enumerate(rows):
        is_below = layout is None or turn >= layout.header_row
        for position in covered:
            if is_below and position < len(row) and row[position]:
                row[position] = COVERED
        covered |= {position for position, cell in enumerate(row) if cell and field_of(cell)[0] in HEALTH}


def _kept(cell):
    if cell in ("", None):
        return ""
    return shown(cell if isinstance(cell, dt.date) else text_of(cell)[:LONGEST_HEAD])


def samples(top, last_row, position):
    """The first few filled cells under a header."""
    found = (row[position] for row in top[last_row:] if position < len(row) and row[position])
    return [cell for _turn, cell in zip(range(SAMPLES), found, strict=False)]


def broken_samples(top, most=6, of_a_row=3):
    """[(as it stands, as it would read)] of cells whose Thai letters were read as Latin ones, a few of each row."""
    found = {}
    for row in top:
        broken = [cell for cell in row if isinstance(cell, str) and looks_broken(cell)]
        found |= {cell: repaired(cell) for cell in broken[:of_a_row] if repaired(cell) != cell}
    return list(found.items())[:most]
