"""Which household of the province is this row, and what would it change?

The key is the house code when there is one, else the address with the head's name. One code may stand on two
households, so a code whose head and number are both others is no match."""

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from households.bmn import UNKNOWN
from households.surveys.household_row import HouseholdRow, name_key
from households.surveys.money import SOURCES, SPENDING

NEW, CHANGED, SAME, CONFLICT, REFUSED, MISSING = "new", "changed", "same", "conflict", "refused", "missing"
HANDFUL = 5_000


class Known(NamedTuple):
    """A household that stands in the register, as little of it as finding it needs."""

    pk: object
    house_code: str
    subdistrict: str
    moo: int
    house_no: str
    head_name: str
    merged: bool = False  # an address under which the household stood in a file that was merged into its own
    number: int = 0  # among those on record, from 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a household and of its survey in this round, in the order of HOUSEHOLD_FIELDS and SURVEY_FIELDS;
    `survey` None: not surveyed in it."""

    household: tuple
    survey: tuple | None = None
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
HEAD_FIELDS = ("title", "first_name", "last_name", "national_id")
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
_IN_SURVEY = tuple(f"survey.{name}" for name in SURVEY_FIELDS)
_RESULTS, _FAILING = SURVEY_FIELDS.index("results"), SURVEY_FIELDS.index("failing")
_compared, survey_facts = attrgetter(*_COMPARED), attrgetter(*SURVEY_FIELDS)


class Nobody:
    """On record: none. What a Register asks of the households on record, see onrecord.OnRecord."""

    count, is_empty, elsewhere = 0, True, frozenset()


class Register:
    """Which household on record is a row's. `facts_of(pks)` answers {pk: Facts} for a handful at a time, `members_of(pks)`
    {pk: [Recorded]} of those whose people a sheet names; `answers`: {(sheet, row): the household that a person says it is}.

    Of each household on record it holds one byte: whether a row has taken it."""

    def __init__(self, on_record=None, facts_of=lambda pks: {}, members_of=lambda pks: {}, answers=None):
        self._on_record, self.facts_of, self.members_of = on_record or Nobody(), facts_of, members_of
        self.answers, self.is_empty = answers or {}, self._on_record.is_empty
        self._taken = bytearray(self._on_record.count + 1)
        wanted = {pk for pk in self.answers.values() if pk}
        self._answered = {known.pk: known for known in self._on_record.of_keys(wanted)} if wanted else {}
        self._by_code, self._by_address = {}, {}

    def look(self, rows):
        """The rows that are asked about next, till the next look."""
        self._by_code, self._by_address = {}, {}
        for known in self._on_record.coded(list({row.house_code for row in rows if row.house_code})):
            self._by_code.setdefault(known.house_code, []).append((known, name_key(known.head_name)))
        addresses = [row.address_key for row in rows]
        if self._by_code and not self.answers:
            addresses = self._not_by_code(rows, addresses)
        for known in self._on_record.addressed(addresses):
            self._by_address.setdefault((*known[2:5], name_key(known.head_name)), known)

    def _not_by_code(self, rows, addresses):
        """Those that may need it: nearly all rows of nearly all files are known by their code."""
        free = {
            (code, name) for code, found in self._by_code.items() for known, name in found
            if not self._taken[known.number]
        }  # fmt: skip
        needed = []
        for row, address in zip(rows, addresses, strict=True):
            key = (row.house_code, address[-1])
            if key in free:
                free.remove(key)
            else:
                needed.append(address)
        return needed

    def certain(self, row):
        """The one a person said it is, else the one with the same code and head, or without any code the same address
        and head."""
        if self.answers:
            known = self._answered.get(self.answers.get((row.sheet, row.row)))
            if known and not self._taken[known.number]:
                return self._take(known)
        address = row.address_key
        for known, name in self._by_code.get(row.house_code, ()) if row.house_code else ():
            if name == address[-1] and not self._taken[known.number]:
                return self._take(known)
        known = self._by_address.get(address)
        codes_agree = known and (
            not row.house_code or not known.house_code or row.house_code == known.house_code
        )
        return self._take(known) if known and codes_agree and not self._taken[known.number] else None

    def stands_twice(self, row):
        """Two rows of the file are one household since a merge: the second would be a household anew."""
        elsewhere = self._on_record.elsewhere
        if not elsewhere:
            return False
        address = row.address_key
        places = [self._by_address.get(address)]
        places += [one for one, name in self._by_code.get(row.house_code, ()) if name == address[-1]]
        return any(one and one.number in elsewhere and self._taken[one.number] for one in places)

    def may_match_by_code(self, row):
        return bool(row.house_code) and row.house_code in self._by_code

    def by_code(self, row):
        """Another head at the same code and number: the head changed. Asked only when every certain match is taken."""
        for known, _name in self._by_code.get(row.house_code, ()):
            if not self._taken[known.number] and known.house_no == row.house_no:
                return self._take(known)
        return None

    def _take(self, known):
        self._taken[known.number] = 1
        return known

    def taken(self, pks):
        """Those of them that a row has taken."""
        return (
            {known.pk for known in self._on_record.of_keys(pks) if self._taken[known.number]}
            if pks
            else set()
        )

    def missing(self, subdistricts):
        """Of these places, whom no row has taken."""
        for first in range(1, len(self._taken), HANDFUL):
            last = min(first + HANDFUL, len(self._taken)) - 1
            if self._taken.find(0, first, last + 1) >= 0:
                for known in self._on_record.numbered(first, last):
                    if not self._taken[known.number] and known.subdistrict in subdistricts:
                        yield known


def stated(value):
    return value not in (None, "", {})


def household_values(row, blind):
    """As facts are compared: of an id only its blind index."""
    *before, phone, latitude, longitude = _compared(row)
    index = blind(row.national_id) if row.national_id else ""
    return (*before, row.place.code, phone, index, latitude, longitude)


def survey_values(row):
    values = survey_facts(row)
    if row.failing:
        return (*values[:_FAILING], with_text_keys(row.failing), *values[_FAILING + 1 :])
    return values


def with_text_keys(counts):
    """As the database gives them back."""
    return {str(number): count for number, count in counts.items()} if counts else counts


def outcome_of(row, known, facts, blind):
    """An empty cell says nothing and takes nothing away."""
    if known is None:
        return Outcome(row, NEW)
    differing = differences_of(HOUSEHOLD_FIELDS, facts.household, household_values(row, blind))
    changes, conflicts = ((), differing) if facts.edited else (differing, ())
    if facts.survey is None:
        changes += (("survey", None, "new"),) if row.is_surveyed else ()
    else:
        changes += differences_of(
            _IN_SURVEY, facts.survey, _with_kept_answers(facts.survey, survey_values(row))
        )
    if row.track and facts.track and row.track != facts.track:
        conflicts += (("class", facts.track, row.track),)
    elif row.track and not facts.track:
        changes += (("class", "", row.track),)
    return Outcome(row, kind_of(changes, conflicts), known.pk, changes, conflicts)


def kind_of(changes, conflicts):
    return CONFLICT if conflicts else CHANGED if changes else SAME


def _with_kept_answers(now, then):
    """An answer that the file does not give stays as it was."""
    was, said = now[_RESULTS], then[_RESULTS]
    if UNKNOWN not in said or len(was) != len(said):
        return then
    kept = "".join([old if new == UNKNOWN else new for old, new in zip(was, said, strict=True)])
    return (*then[:_RESULTS], kept, *then[_RESULTS + 1 :])


def differences_of(names, now, then):
    if now == then:
        return ()
    return tuple(
        [
            (name, old, new)
            for name, old, new in zip(names, now, then, strict=True)
            if old != new and stated(new)
        ]
    )
