"""Header rows → which column means what. Columns are kept by position: the same header may stand there twelve times."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from households.bmn import NOT_APPLICABLE, UNKNOWN, read_answer
from households.surveys.cells import plain, text_of
from households.surveys.persons import is_of_people
from households.surveys.synonyms import (
    MONEY,
    PERSON,
    PLACES,
    counts_beside,
    field_of,
    fold,
    indicator_of,
    is_name_or_surname,
    is_of_others,
    is_of_the_head,
    loosen,
)

HEADER_ROWS, SAMPLE_ROWS, LONGEST_HEAD = 15, 60, 300
KEY_FIELDS = ("house_code", "house_no", "first_name", "last_name", "full_name", "national_id")
_NAMES = {"full_name", "first_name", "national_id", "house_code"}
_WHERE = {"district", "subdistrict"}
_HOUSE = {"house_no", "house_code", "moo"}
_WHOSE = ("title", "first_name", "last_name", "full_name", "national_id", "phone")


@dataclass(frozen=True, eq=False)
class Layout:
    """`columns`: field → position from 0; `<place>_code` where a place stands twice, as code and as name.
    `people`: a row is a person. `topic`: a part of a household told elsewhere in the book, known by its code."""

    first_row: int
    header_row: int
    headers: tuple
    columns: Mapping[str, int]
    indicators: Mapping[int, int] = field(default_factory=dict)
    failing: Mapping[int, int] = field(default_factory=dict)
    monthly: frozenset = frozenset()
    ditto: frozenset = frozenset()
    unknown: tuple = ()
    people: bool = False
    topic: bool = False

    @property
    def kind(self):
        return 4 if self.topic else 3 if self.people else 2 if len(self.indicators) >= 3 else 1

    @cached_property
    def keys(self):
        """Where the cells stand that make a row a household's, or a person's."""
        names = (*KEY_FIELDS, "relation", "birth", "age") if self.people else KEY_FIELDS
        return frozenset(self.columns[name] for name in names if name in self.columns)

    @property
    def names_somebody(self):
        return bool({"first_name", "full_name"} & set(self.columns))

    @cached_property
    def words(self):
        return frozenset(name.split("#")[0] for name in self.headers)

    def header(self, position):
        return self.headers[position] if position is not None and position < len(self.headers) else ""


def find_layout(top_rows, merged=(), texts=None):
    """The layout of a sheet from its first rows [(number, cells)], or None when no header of households is there."""
    return _best(top_rows, merged, texts, lambda header: header.is_household)


def find_topic(top_rows, merged=(), texts=None):
    """The layout of a sheet that only says more of households whose codes another sheet has, or None."""
    found = _best(top_rows, merged, texts, lambda header: header.is_topic)
    return found and replace(found, topic=True)


def _best(top_rows, merged, texts, suits):
    texts = _folded(texts)
    headers = [
        _Header(first, last, names, texts, whole)
        for first, last, names, whole in _header_rows(top_rows, merged, _speaks)
    ]
    found = [header for header in headers if suits(header)]
    if not found:
        return None
    best = max(found, key=lambda header: header.score)
    return best.layout(rows_below(top_rows, best.last_row))


def header_places(top_rows, merged=(), likely=lambda cells: True):
    """(first row, last row, names) of all that may be the header: each of the first rows, alone and with the next."""
    for first, last, names, _whole in _header_rows(top_rows, merged, likely):
        yield first, last, names


def _header_rows(top_rows, merged, likely=lambda cells: True):
    """The same with all that stands above each column; of rows of which one is `likely`."""
    told = [likely(cells) for _number, cells in top_rows[: HEADER_ROWS + 1]]
    for index, (number, cells) in enumerate(top_rows[:HEADER_ROWS]):
        if told[index]:
            names = [_head(cell) for cell in cells]
            yield number, number, names, names
        if index + 1 < len(top_rows) and any(told[index : index + 2]):
            below = top_rows[index + 1]
            yield number, below[0], *_joined(number, cells, below[1], merged)


def _speaks(cells):
    """Some cell is the name of a column by itself: two thousand columns of other words are not looked at further."""
    return any(field_of(_head(cell))[0] for cell in cells if isinstance(cell, str) and cell)


def guess_layout(first_row, last_row, names, rows, texts=None):
    """What these names would be read as, whether or not they are enough for a household."""
    return _Header(first_row, last_row, names, _folded(texts)).layout(rows)


def rows_below(top_rows, last_row):
    return [cells for number, cells in top_rows if number > last_row][:SAMPLE_ROWS]


def _folded(texts):
    return {number: fold(text) for number, text in (texts or {}).items()}


def _head(cell):
    """The longest indicator's text is 150 letters; nobody looks further."""
    return text_of(cell[: 2 * LONGEST_HEAD] if isinstance(cell, str) else cell)[:LONGEST_HEAD]


def _joined(number, above, below, merged):
    """Two rows read as one: what is merged over several columns belongs to each of them. (names, with what stands
    above them)"""
    upper = [_head(cell) for cell in above]
    lower = [_head(cell) for cell in below]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    spans = {
        column: left
        for top, left, _low, right in merged
        if top == number
        for column in range(left, min(right, width) + 1)
    }
    carried, names, whole = "", [], []
    for position in range(width):
        own = upper[position]
        if own:
            carried = own
        elif position + 1 in spans:
            own = upper[spans[position + 1] - 1]
        elif lower[position]:
            own = carried
        names.append(_best_name(own, lower[position]))
        whole.append(f"{own} {lower[position]}")
    return names, whole


def _best_name(upper, lower):
    if not lower or not upper:
        return upper or lower
    both = f"{upper} {lower}"
    if field_of(both)[0] or indicator_of(both, {}):
        return both
    if field_of(lower)[0] or indicator_of(lower, {}):
        return lower
    return both


class _Header:
    def __init__(self, first_row, last_row, names, texts, whole=None):
        self.first_row, self.last_row, self.names, self.texts = first_row, last_row, names, texts
        self.whole = whole or names
        self.positions, self.monthly, self.indicators, self.failing = {}, set(), {}, {}
        self.unknown = []
        last_indicator = None
        for position, name in enumerate(names):
            last_indicator = self._place(position, name, last_indicator)
        self._bare_numbers()

    def _place(self, position, name, last_indicator):
        """Returns the indicator that a column of counts on the right would belong to."""
        found = indicator_of(name, self.texts) if name else None
        means, monthly = field_of(name) if name else ("", False)
        if found and not (means and means in self.positions):
            kind, number = found
            target = self.indicators if kind == "indicator" else self.failing
            if number and number not in target:
                target[number] = position
                return number if kind == "indicator" else None
        if means:
            self.positions.setdefault(means, []).append(position)
            if monthly:
                self.monthly.add(means)
        elif last_indicator and (not name or counts_beside(name)):
            self.failing.setdefault(last_indicator, position)
        elif name:
            self.unknown.append(position)
        return None

    def _bare_numbers(self):
        """Columns headed 1, 2, 3 … 31."""
        numbers = {
            int(n): p for p, n in enumerate(self.names) if p in self.unknown and n.isdecimal() and len(n) < 3
        }
        if len(numbers) >= 10 and not self.indicators and list(numbers) == list(range(1, len(numbers) + 1)):
            self.indicators = numbers
            self.unknown = [position for position in self.unknown if position not in numbers.values()]

    @property
    def score(self):
        return len(self.positions) + len(self.indicators) + len(self.failing)

    @property
    def is_household(self):
        known = set(self.positions)
        return len(known) >= 4 and bool(known & _NAMES) and bool(known & _WHERE) and bool(known & _HOUSE)

    @property
    def is_topic(self):
        return "house_code" in self.positions and self.score >= 2

    def layout(self, sample):
        self._answers_under_a_sum(sample)
        people = is_of_people(self.positions, sample)
        head_name = self._whose(people)
        columns = {name: where[0] for name, where in self.positions.items() if name not in PLACES}
        for name in PLACES:
            columns |= _code_and_name(name, self.positions.get(name, []), sample)
        _surname(columns, self.positions, self.names)
        for name in MONEY & set(columns):
            # อาชีพหลัก heads a sum in one sheet and the name of a trade in another
            if "ราย" not in self.names[columns[name]] and not _is_number_column(columns[name], sample):
                position = columns.pop(name)
                if people and name == "income_main" and "occupation" not in columns:
                    columns["occupation"] = position
                else:
                    self.unknown.append(position)
        if people and head_name is not None:
            columns["head_name"] = head_name
        used = {*columns.values(), *self.indicators.values(), *self.failing.values()}
        aside = [p for where in self.positions.values() for p in where if p not in used]
        return Layout(
            first_row=self.first_row, header_row=self.last_row, headers=numbered(self.names), columns=columns,
            indicators=dict(sorted(self.indicators.items())), failing=dict(self.failing),
            monthly=frozenset(self.monthly), ditto=ditto_of(columns, sample), people=people,
            unknown=tuple(sorted({*self.unknown, *aside})),
        )  # fmt: skip

    def _whose(self, people):
        """Several persons stand in a row of a household, its head among them; in a row of a person, the head besides.
        Returns where the head's name stands in a sheet of people."""
        if not people:
            for name in PERSON:
                self.unknown += self.positions.pop(name, [])
        head_name = None
        for name in _WHOSE:
            where = self.positions.get(name, [])
            heads = [p for p in where if is_of_the_head(self.whole[p])]
            own = [p for p in where if p not in heads and not is_of_others(self.whole[p])]
            if people and name == "full_name" and heads and (own or "first_name" in self.positions):
                head_name = heads.pop(0)
            chosen = own + heads if people else heads + own
            self.unknown += [p for p in where if p not in chosen and p != head_name]
            if chosen:
                self.positions[name] = chosen
            else:
                self.positions.pop(name, None)
        return head_name

    def _answers_under_a_sum(self, sample):
        """The income indicator's text and the header of the average are the same words: the cells tell."""
        for position in list(self.positions.get("income_average", [])):
            found = indicator_of(self.names[position], self.texts)
            words = [plain(cells, position) for cells in sample]
            answers = [read_answer(word) for word in words if word]
            if answers and all(a and a not in (UNKNOWN, NOT_APPLICABLE) for a in answers) and found:
                self.positions["income_average"].remove(position)
                self.indicators.setdefault(found[1], position)
        if self.positions.get("income_average") == []:
            del self.positions["income_average"]


def numbered(names):
    """A header that comes again is shown with its turn: ตำบล, ตำบล#2."""
    seen, numbered = {}, []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append(f"{name}#{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(numbered)


def _is_number_column(position, sample):
    words = [word for word in (plain(cells, position) for cells in sample) if word not in ("", "-")]
    return not words or sum(word[:1].isdigit() for word in words) * 2 >= len(words)


def _code_and_name(name, positions, sample):
    found = {}
    for position in positions:
        words = [word for word in (plain(cells, position) for cells in sample) if word]
        is_code = bool(words) and sum(word.replace(" ", "").isdigit() for word in words) * 2 > len(words)
        found.setdefault(f"{name}_code" if is_code else name, position)
    return found


def _surname(columns, positions, names):
    for position in positions.get("full_name", []):
        if is_name_or_surname(names[position]) and "first_name" in columns and "last_name" not in columns:
            columns["last_name"] = position
            if columns.get("full_name") == position:
                del columns["full_name"]


def ditto_of(columns, sample):
    """Place columns where most cells are blank below a first one: a blank there means "same as above"."""
    rows = [cells for cells in sample if sum(bool(plain(cells, p)) for p in columns.values()) >= 3]
    ditto = set()
    for name in ("province", "district", "subdistrict", "moo", "village"):
        position = columns.get(name)
        if position is not None and len(rows) >= 3 and plain(rows[0], position):
            blank = sum(not plain(cells, position) for cells in rows)
            if blank * 2 >= len(rows):
                ditto.add(name)
    return frozenset(ditto)


def is_repeated_header(cells, layout, *, least=3):
    same = filled = 0
    for position, cell in enumerate(cells):
        word = loosen(text_of(cell)) if cell not in ("", None) else ""
        if word:
            filled += 1
            same += (
                word == loosen(layout.headers[position].split("#")[0])
                if position < len(layout.headers)
                else 0
            )
    return same >= least and same * 2 >= filled
