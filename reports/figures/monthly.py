"""The figures of one report, frozen: what the paper, the sheet, the page and the letter all show.

Plain values only, so that they go into JSON and come back the same. Shares and differences are not kept but computed
from what is kept."""

import datetime as dt
import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass


@dataclass(frozen=True)
class DistrictRow:
    """Part 1. `unclassified` and `no_step` are in it so that the sums close."""

    code: str
    name: str
    entered: int = 0
    developable: int = 0
    welfare: int = 0
    unclassified: int = 0
    officers: int = 0
    paired: int = 0
    step_1: int = 0
    step_2: int = 0
    step_3: int = 0
    step_4: int = 0
    no_step: int = 0
    visited_households: int = 0
    visits: int = 0
    above: int = 0
    died: int = 0
    moved: int = 0
    left_otherwise: int = 0
    remaining: int = 0
    assured: int = 0  # of the welfare households in force
    above_developable: int | None = None  # of those above; None in reports frozen before it was counted

    @property
    def struck_off(self):
        return self.died + self.moved + self.left_otherwise


@dataclass(frozen=True)
class HelpRow:
    """Part 2: what one sub-committee delivered in one district. Baht by whose money it was."""

    committee: int
    committee_name: str
    code: str
    name: str
    households: int
    items: int
    state: int = 0
    local: int = 0
    private: int = 0
    charity: int = 0
    community: int = 0

    @property
    def baht(self):
        return self.state + self.local + self.private + self.charity + self.community


@dataclass(frozen=True)
class IncomeRow:
    """Part 3, baht per person per year, every family once. None: nobody in it was measured. Change: of those measured
    both times."""

    code: str
    name: str
    measured_before: int = 0
    mean_before: int | None = None
    median_before: int | None = None
    mean_now: int | None = None
    median_now: int | None = None
    mean_change: int | None = None
    median_change: int | None = None
    below: int = 0
    at: int = 0
    above: int = 0
    not_measured: int = 0
    earlier: int = 0  # enrolments of families that are counted in a later one

    @property
    def counted(self):
        return self.below + self.at + self.above + self.not_measured + self.earlier


@dataclass(frozen=True)
class LateRow:
    """Visits of earlier periods that arrived after the cut-off of the report before this one."""

    code: str
    name: str
    households: int
    visits: int


@dataclass(frozen=True)
class ObstacleRow:
    district: str
    kind: str
    text: str
    proposal: str


@dataclass(frozen=True)
class CaseRow:
    """Part 5: one enrolment of a household; `earlier`: its visits and income stand in the row of a later one. No id, health,
    disability or debt."""

    code: str
    subdistrict: str
    village: str
    house_number: str
    head: str
    track: str
    step: int
    officer: str
    visits: int
    last_visit: dt.date | None
    income_before: int | None
    income_now: int | None
    standing: str
    earlier: bool = False


@dataclass(frozen=True)
class Figures:
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    cut_off: dt.datetime
    districts: tuple[DistrictRow, ...]
    total: DistrictRow
    help: tuple[HelpRow, ...]
    helped_households: int
    income: tuple[IncomeRow, ...]
    income_total: IncomeRow
    income_line: int | None
    late: tuple[LateRow, ...]
    obstacles: tuple[ObstacleRow, ...]
    annex: tuple[CaseRow, ...]

    def to_json(self):
        return _plain(asdict(self))


def from_json(stored):
    return _read(Figures, stored)


def _plain(value):
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(kind, value):
    if value is None:
        return None
    if isinstance(kind, types.UnionType):
        return _read(next(k for k in typing.get_args(kind) if k is not type(None)), value)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_read(inner, one) for one in value)
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        # A report frozen before a column was there reads it as its default.
        known = [field for field in fields(kind) if field.name in value]
        return kind(**{field.name: _read(hints[field.name], value[field.name]) for field in known})
    return kind.fromisoformat(value) if issubclass(kind, dt.date) else value


def total_of(rows, **named):
    """A row whose every count is the sum of the rows shown; what one of them was not asked for is not known of all."""

    def summed(name):
        counts = [getattr(row, name) for row in rows]
        return None if None in counts else sum(counts)

    names = (field.name for field in fields(DistrictRow) if field.name not in ("code", "name"))
    return DistrictRow(**named, **{name: summed(name) for name in names})
