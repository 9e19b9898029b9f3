"""What a person says the columns of a sheet mean, instead of what their headers say.

A meaning is a field ("district"), a field per month ("income_total:month"), or the answer or the count of an indicator
("indicator:5", "failing:5"). A column without one is not read. It is kept under the signature of the headers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from households.surveys.cells import shown
from households.surveys.columns import Layout, ditto_of, header_places, numbered, rows_below
from households.surveys.persons import is_of_people
from households.surveys.synonyms import fold

MONTH, INDICATOR, FAILING = ":month", "indicator:", "failing:"
WHERE = frozenset(("district", "subdistrict", "district_code", "subdistrict_code"))
# Columns that we ourselves write beside the rows: with or without them it is the same layout.
ADDED = ("ข้อค้นพบ", "ระดับ", "สิ่งที่ต้องทำ")
_ADDED = frozenset(map(fold, ADDED))


@dataclass(frozen=True)
class Corrected:
    """`rows`: of the header, 1 or 2."""

    rows: int
    meanings: Mapping[int, str]


def signature(names):
    """The same headers in the same places, however they are spaced or toned."""
    folded = [fold(shown(name)) for name in names]
    folded = ["" if name in _ADDED else name for name in folded]
    while folded and not folded[-1]:
        folded.pop()
    return hashlib.sha256("|".join(folded).encode()).hexdigest() if any(folded) else ""


def corrected_layout(top_rows, merged, corrections):
    """(layout, signature) by what is remembered of these headers ({signature: Corrected}), or (None, "")."""
    for first, last, names in header_places(top_rows, merged) if corrections else ():
        name = signature(names)
        found = corrections.get(name)
        if found and found.rows == last - first + 1:
            return layout_by(first, last, names, found.meanings, rows_below(top_rows, last)), name
    return None, ""


def layout_by(first, last, names, meanings, sample):
    columns, indicators, failing, monthly = {}, {}, {}, set()
    for position, meaning in sorted(meanings.items()):
        if meaning.startswith(INDICATOR):
            indicators[int(meaning.removeprefix(INDICATOR))] = position
        elif meaning.startswith(FAILING):
            failing[int(meaning.removeprefix(FAILING))] = position
        elif meaning:
            name = meaning.removesuffix(MONTH)
            columns[name] = position
            if meaning.endswith(MONTH):
                monthly.add(name)
    return Layout(
        first_row=first, header_row=last, headers=numbered(names), columns=columns,
        indicators=dict(sorted(indicators.items())), failing=failing, monthly=frozenset(monthly),
        ditto=ditto_of(columns, sample), people=is_of_people({name: [p] for name, p in columns.items()}, sample),
        topic="house_code" in columns and not WHERE & set(columns),
        unknown=tuple(p for p, name in enumerate(names) if name and not meanings.get(p)),
    )  # fmt: skip


def meanings_of(layout):
    """{position: meaning}: what `layout_by` would make this layout from."""
    found = {
        position: f"{name}{MONTH}" if name in layout.monthly else name
        for name, position in layout.columns.items()
    }
    found |= {position: f"{INDICATOR}{number}" for number, position in layout.indicators.items()}
    return found | {position: f"{FAILING}{number}" for number, position in layout.failing.items()}
