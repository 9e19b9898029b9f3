"""A rehearsal: the check with everything it says kept aside, line by line, until one short transaction takes it in."""

import shutil
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from households.bmn import below_line
from households.models import CheckedRow, Finding, RowSuspect, SheetHead, Unplaced
from households.surveys.checked import Checked
from households.surveys.keeping import digest_of, path_of
from households.surveys.kept_rows import Keeper, kept_path
from households.surveys.lookalikes import Lookalikes
from households.surveys.matching import MISSING
from households.surveys.members import differences as people_differences
from households.surveys.province import check_file, choices_of, form_of, reading_of
from households.surveys.writing import NULL, Table, document, line, lines
from kusiao.collecting import seldom

BATCH, A_DAY = 500, 24 * 3600
_ROW = (
    "file_id",
    "sheet",
    "row",
    "outcome",
    "district",
    "household_id",
    "head_name",
    "place",
    "differences",
    "below_line",
)
_FINDING = ("file_id", "sheet", "cell", "row", "column", "verdict", "code", "value", "message")
_LIMITS = [Finding._meta.get_field(name).max_length for name in _FINDING[1:]]


@dataclass
class Rehearsal:
    """`key`: of the file that the lines speak of."""

    key: uuid.UUID
    folder: Path
    checked: Checked | None = None
    suspects: list = field(default_factory=list)

    def keep(self):
        """Into the tables, in the transaction of whoever calls."""
        (self.folder / "read").replace(kept_path(self.key))
        Table(Finding).insert_lines(_FINDING, self.folder / "findings")
        Table(CheckedRow).insert_lines(_ROW, self.folder / "rows")
        RowSuspect.objects.filter(file=self.key).delete()
        RowSuspect.objects.bulk_create((_suspect(self.key, *suspect) for suspect in self.suspects), BATCH)


@contextmanager
def rehearsed(
    path, *, year, sheets=(), choices=None, key=None, digest=None, note=lambda finding: None, progress=None
):
    """Writes nothing into the register. Raises FileRefused."""
    baht = form_of(year).line_baht
    found = Rehearsal(key or uuid.uuid4(), _own_folder())
    key = found.key.hex
    try:
        with (
            seldom(),
            (found.folder / "rows").open("w") as rows,
            (found.folder / "findings").open("w") as findings,
        ):

            def take(outcomes):
                rows.write(lines([outcome_texts(key, outcome, baht) for outcome in outcomes]))

            def tell(finding):
                findings.write(f"{finding_line(found.key, finding)}\n")
                note(finding)

            reading = reading_of(digest or digest_of(path), year=year, sheets=sheets, choices=choices)
            keeper, lookalikes = (
                Keeper(found.folder / "read", reading.key),
                Lookalikes(reading.choices.answers),
            )
            found.checked = check_file(
                path, reading, year=year, sheets=sheets, progress=progress, each=take, note=tell,
                lookalikes=lookalikes, keep=keeper.keep,
                lacking=lambda known: rows.write(f"{_missing_line(found.key, known)}\n"),
            )  # fmt: skip
            keeper.close(found.checked)
            found.suspects = lookalikes.found
        yield found
    finally:
        shutil.rmtree(found.folder, ignore_errors=True)


def _own_folder():
    """Beside the sent files, under the same protection; what a killed worker left is swept after a day."""
    beside = path_of("x").parent
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(".checking-*"):
        if left.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(left, ignore_errors=True)
    return Path(mkdtemp(dir=beside, prefix=".checking-"))


def rehearsed_file(file, *, progress=None):
    return rehearsed(
        path_of(file.digest), year=file.year, sheets=file.sheets, choices=choices_of(file), key=file.pk,
        digest=file.digest,        progress=progress,
    )  # fmt: skip


def finding_line(key, finding):
    return line(
        [
            key,
            *(
                value[:most] if most and value else value
                for value, most in zip(finding, _LIMITS, strict=True)
            ),
        ]
    )


_BELOW = {None: NULL, True: "1", False: "0"}


def outcome_texts(key, outcome, baht):
    row, kind, household, district, place = outcome.row, outcome.outcome, outcome.household, "", ""
    if row.place:
        district, place = row.place.district_code, f"อ.{row.place.district} ต.{row.place.subdistrict}"
    differences = [_shown(*difference) for difference in (*outcome.changes, *outcome.conflicts)]
    if outcome.people:
        differences += people_differences(outcome)
    return (
        key, row.sheet[:100], str(row.row), kind, district, household.hex if household else NULL,
        f"{row.title}{row.name}"[:250], f"{place} หมู่ {row.moo}" if row.moo else place,
        document(differences) if differences else "[]", _BELOW[below_line(row.average, baht)],
    )  # fmt: skip


def _suspect(key, row, household, signs):
    place = f"{row.house_no} หมู่ {row.moo} ต.{row.place.subdistrict} อ.{row.place.district}".strip()
    return RowSuspect(
        file_id=key, sheet=row.sheet[:100], row=row.row, head_name=f"{row.title}{row.name}"[:250], place=place[:250],
        household_id=household, signs=[[sign.code, len(sign.values)] for sign in signs],
    )  # fmt: skip


def _missing_line(key, known):
    place = f"หมู่ {known.moo}"
    return line((key, "", 0, MISSING, known.subdistrict[:4], known.pk, known.head_name, place, [], None))


def _shown(name, now, then):
    """Of a citizen id only whether there is one: blind indexes stay where they are."""
    return [name, bool(now), bool(then)] if name == "national_id" else [name, now, then]


def layout_rows(checked):
    """What was read of which sheet, to be shown and corrected."""
    read = [
        {
            "sheet": name,
            "header_row": layout.header_row,
            "columns": [[layout.header(position), field] for field, position in layout.columns.items()],
            "indicators": len(layout.indicators),
            "unread": [layout.header(position) for position in layout.unknown],
        }
        for name, layout in checked.layouts.items()
    ]
    return read + [{"sheet": name, "header_row": None} for name in checked.unread_sheets]


def head_rows(file, heads):
    for order, head in enumerate(heads):
        layout = head.layout
        yield SheetHead(
            file=file, order=order, sheet=head.sheet[:100], hidden=head.hidden, height=head.height, top=head.top,
            merged=head.merged, meanings=head.meanings, signature=head.signature,
            first_row=layout and layout.first_row, header_row=layout and layout.header_row,
        )  # fmt: skip


def unplaced_rows(file, unplaced):
    for (district, subdistrict, code), waiting in unplaced.items():
        yield Unplaced(
            file=file, district_words=district, subdistrict_words=subdistrict, code=code, rows=waiting.rows,
            cells=waiting.cells,
        )  # fmt: skip
