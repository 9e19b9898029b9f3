"""Which household of the province is this row, and what would it change?

The key is the house code when there is one, else the address with the head's name. One code may stand on two
households, so a code whose head and number are both others is no match."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from households.bmn import UNKNOWN
from households.surveys.household_row import HouseholdRow, name_key
from households.surveys.money import SOURCES, SPENDING

NEW, CHANGED, SAME, CONFLICT, REFUSED, MISSING = "new", "changed", "same", "conflict", "refused", "missing"


class Known(NamedTuple):
    """A household that stands in the register, as little of it as finding it needs."""

    pk: object
    house_code: str
    subdistrict: str
    moo: int
    house_no: str
    head_name: str
    merged: bool = False  # an address under which the household stood in a file that was merged into its own


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a household and of its survey in this round; `survey` None: not surveyed in it."""

    household: Mapping
    survey: Mapping | None = None
    track: str = ""
    edited: bool = False


class Outcome(NamedTuple):
    """`changes` and `conflicts`: [(field, value now, value in the file)]. Conflicts are never applied."""

    row: HouseholdRow
    outcome: str
    household: object = None
    changes: tuple = ()
    conflicts: tuple = ()
    people: tuple = ()


HOUSEHOLD_FIELDS = (
    "title", "first_name", "last_name", "house_no", "house_code", "moo", "subdistrict", "phone", "national_id",
    "latitude", "longitude",
)  # fmt: skip
SURVEY_FIELDS = (
    "members",
    *SOURCES,
    "income_total",
    "average",
    *SPENDING,
    "happiness",
    "results",
    "failing",
    "causes",
    "note",
)


_COMPARED = tuple(name for name in HOUSEHOLD_FIELDS if name not in ("subdistrict", "national_id"))
_compared, survey_facts = attrgetter(*_COMPARED), attrgetter(*SURVEY_FIELDS)


@dataclass
class Register:
    """The households on record. `facts_of(pks)` answers {pk: Facts} for a handful at a time, `members_of(pks)`
    {pk: [Recorded]} of those whose people a sheet names."""

    known: Iterable[Known] = ()
    facts_of: Callable = lambda pks: {}
    members_of: Callable = lambda pks: {}
    answers: Mapping = field(default_factory=dict)  # {(sheet, row): the household that a person says it is}
    _answered: dict = field(default_factory=dict)
    _merged: set = field(default_factory=set)
    _by_code: dict = field(default_factory=dict)
    _by_address: dict = field(default_factory=dict)
    taken: set = field(default_factory=set)
    by_subdistrict: dict = field(default_factory=dict)

    def __post_init__(self):
        wanted = {pk for pk in self.answers.values() if pk}
        for known in self.known:
            if known.pk in wanted:
                self._answered.setdefault(known.pk, known)
            name = name_key(known.head_name)
            if known.house_code:
                self._by_code.setdefault(known.house_code, []).append((known, name))
            self._by_address.setdefault((known.subdistrict, known.moo, known.house_no, name), known)
            if known.merged:
                self._merged.add(known.pk)
                continue
            self.by_subdistrict.setdefault(known.subdistrict, []).append(known)
        self.known = ()

    @property
    def is_empty(self):
        return not self._by_address

    def certain(self, row):
        """The one a person said it is, else the one with the same code and head, or without any code the same address
        and head."""
        if self.answers:
            known = self._answered.get(self.answers.get((row.sheet, row.row)))
            if known and known.pk not in self.taken:
                return self._take(known)
        address = row.address_key
        for known, name in self._by_code.get(row.house_code, ()) if row.house_code else ():
            if name == address[-1] and known.pk not in self.taken:
                return self._take(known)
        known = self._by_address.get(address)
        codes_agree = known and (
            not row.house_code or not known.house_code or row.house_code == known.house_code
        )
        return self._take(known) if known and codes_agree and known.pk not in self.taken else None

    def stands_twice(self, row):
        """Two rows of the file are one household since a merge: the second would be a household anew."""
        if not self._merged:
            return False
        address = row.address_key
        places = [self._by_address.get(address)]
        places += [one for one, name in self._by_code.get(row.house_code, ()) if name == address[-1]]
        return any(one and one.pk in self._merged & self.taken for one in places)

    def may_match_by_code(self, row):
        return bool(row.house_code) and row.house_code in self._by_code

    def by_code(self, row):
        """Another head at the same code and number: the head changed. Asked only when every certain match is taken."""
        for known, _name in self._by_code.get(row.house_code, ()):
            if known.pk not in self.taken and known.house_no == row.house_no:
                return self._take(known)
        return None

    def _take(self, known):
        self.taken.add(known.pk)
        return known

    def missing(self, subdistricts):
        return [
            known for code in sorted(subdistricts) for known in self.by_subdistrict.get(code, ())
            if known.pk not in self.taken
        ]  # fmt: skip


def stated(value):
    return value not in (None, "", {})


def household_values(row, blind):
    """As facts are compared: of an id only its blind index."""
    values = dict(zip(_COMPARED, _compared(row), strict=True))
    values["subdistrict"] = row.place.code
    values["national_id"] = blind(row.national_id) if row.national_id else ""
    return values


def survey_values(row):
    values = dict(zip(SURVEY_FIELDS, survey_facts(row), strict=True))
    if row.failing:
        values["failing"] = with_text_keys(row.failing)
    return values


def with_text_keys(counts):
    """As the database gives them back."""
    return {str(number): count for number, count in counts.items()} if counts else counts


def outcome_of(row, known, facts, blind):
    """An empty cell says nothing and takes nothing away."""
    if known is None:
        return Outcome(row, NEW)
    differing = _differences(facts.household, household_values(row, blind), "")
    changes, conflicts = ((), differing) if facts.edited else (differing, ())
    if facts.survey is None:
        changes += (("survey", None, "new"),) if row.is_surveyed else ()
    else:
        values = survey_values(row)
        values["results"] = _kept_answers(facts.survey.get("results", ""), row.results)
        changes += _differences(facts.survey, values, "survey.")
    if row.track and facts.track and row.track != facts.track:
        conflicts += (("class", facts.track, row.track),)
    elif row.track and not facts.track:
        changes += (("class", "", row.track),)
    kind = CONFLICT if conflicts else CHANGED if changes else SAME
    return Outcome(row, kind, known.pk, changes, conflicts)


def _kept_answers(now, then):
    """An answer that the file does not give stays as it was."""
    if UNKNOWN not in then or len(now) != len(then):
        return then
    return "".join(old if new == UNKNOWN else new for old, new in zip(now, then, strict=True))


def _differences(now, then, prefix):
    if now == then:
        return ()
    return tuple(
        [
            (prefix + name, now.get(name), value)
            for name, value in then.items()
            if now.get(name) != value and stated(value)
        ]
    )
