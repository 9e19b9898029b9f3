"""A rehearsal: the check with everything it says kept, and the rows it is kept in."""

from dataclasses import dataclass, field

from households.bmn import below_line
from households.models import CheckedRow, Finding, SheetHead, Unplaced
from households.surveys.checking import Checked
from households.surveys.keeping import path_of
from households.surveys.matching import MISSING
from households.surveys.members import differences as people_differences
from households.surveys.province import check_file, choices_of, form_of

BATCH = 500


@dataclass
class Rehearsal:
    checked: Checked | None = None
    outcomes: list = field(default_factory=list)
    findings: list = field(default_factory=list)


def rehearse(path, *, year, sheets=(), choices=None, progress=None):
    """Writes nothing. Raises FileRefused."""
    found = Rehearsal()
    found.checked = check_file(
        path,
        year=year,
        sheets=sheets,
        choices=choices,
        progress=progress,
        each=found.outcomes.extend,
        note=found.findings.append,
    )
    return found


def rehearse_file(file, *, progress=None):
    return rehearse(
        path_of(file.digest), year=file.year, sheets=file.sheets, choices=choices_of(file), progress=progress
    )


def finding_rows(file, findings):
    limits = {column.name: column.max_length for column in Finding._meta.concrete_fields}
    for finding in sorted(findings, key=lambda finding: (finding.sheet, finding.row or 0)):
        values = finding._asdict()
        yield Finding(
            file=file, **{n: v[: limits[n]] if isinstance(v, str) else v for n, v in values.items()}
        )


def outcome_rows(file, rehearsal):
    line = form_of(file.year).line_baht
    for outcome in sorted(rehearsal.outcomes, key=lambda outcome: (outcome.row.sheet, outcome.row.row)):
        row = outcome.row
        place = f"อ.{row.place.district} ต.{row.place.subdistrict}" if row.place else ""
        yield CheckedRow(
            file=file, sheet=row.sheet[:100], row=row.row, outcome=outcome.outcome, household_id=outcome.household,
            district=row.place.district_code if row.place else "", below_line=below_line(row.average, line),
            head_name=f"{row.title}{row.name}"[:250], place=f"{place} หมู่ {row.moo}" if row.moo else place,
            differences=[_shown(*difference) for difference in (*outcome.changes, *outcome.conflicts)]
            + people_differences(outcome),
        )  # fmt: skip
    for known in rehearsal.checked.missing:
        yield CheckedRow(
            file=file, row=0, outcome=MISSING, household_id=known.pk, head_name=known.head_name,
            place=f"หมู่ {known.moo}", district=known.subdistrict[:4],
        )  # fmt: skip


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
