"""Rows in which nothing is odd, read a handful at a time and column by column: nearly all rows of nearly all sheets.

Whatever a person would have to be told of a row leaves it to the RowReader, which reads it cell by cell and says what is
odd. The two agree wherever this one answers: a row is read here as the RowReader would read it, or not at all."""

from itertools import compress, repeat

from households.bmn import FAIL, PASS, UNKNOWN
from households.surveys import cells as read
from households.surveys import columncells
from households.surveys.cells import EMPTY, Odd, tidy, titled, year_of_text
from households.surveys.columncells import ODD, REMEMBERED, Column
from households.surveys.household_row import HouseholdRow
from households.surveys.money import LITTLE, MUCH, SOURCES, SPENDING, is_outside
from households.surveys.places import Unresolved
from households.surveys.rows import DITTO, NESTED, PARSERS, PLACE_COLUMNS, TEXTS, whole_code
from kusiao.thai import same_title, split_name

NO_FAILING = {}  # nobody writes into it
_MONEY = (*SOURCES, "income_total", "income_average")
_NUMBERS = (*_MONEY, *SPENDING, "members", "happiness")
_TEXTS = (
    "house_code", "house_no", "village", "title", "first_name", "last_name", "full_name", "phone", "class", "causes",
    "note", "national_id",
)  # fmt: skip


_GLANCES = {
    "house_code": columncells.house_codes, "house_no": columncells.house_numbers, "phone": columncells.phones,
    "latitude": columncells.degrees, "longitude": columncells.degrees,
    **dict.fromkeys((*_MONEY, *SPENDING), columncells.amounts),
    **{name: columncells.words(limit, but=DITTO if name == "village" else frozenset()) for name, limit in TEXTS.items()},
}  # fmt: skip


class _PlaceMemory(dict):
    """Of the cells that name a place, in the order of PLACE_COLUMNS."""

    def __init__(self, places, present):
        super().__init__()
        self._places, self._present = places, present

    def __missing__(self, cells):
        place = self._found(cells)
        if len(self) < REMEMBERED:
            self[cells] = place
        return place

    def _found(self, cells):
        said = dict.fromkeys(PLACE_COLUMNS, "") | dict(zip(self._present, map(tidy, cells), strict=True))
        words = {name: said[name] for name in PLACE_COLUMNS[:3]}
        codes = {name: said[f"{name}_code"] for name in words}
        code = whole_code(codes)
        by_code = len(code) >= 6 and not words["district"] and not words["subdistrict"]
        if by_code or not DITTO.isdisjoint(said.values()):
            return ODD
        asked = {name: words[name] or codes[name] for name in words}
        try:
            found = self._places.resolve(code=code, **asked)
        except Unresolved:
            return ODD
        return ODD if found.code_differs else found.place


class PlainReader:
    """`rows(lines)`: for each line of a handful a HouseholdRow, or None where the RowReader has to look."""

    def __init__(self, reader, *, is_text):
        self._reader, self._is_text = reader, is_text
        layout, form = reader.layout, reader.form
        self._layout, self._income, self._line = layout, form.income_number, form.line_baht
        self._least = reader.last_position + 1
        self._most = len(layout.headers) if is_text else None
        self._columns = {
            name: (layout.columns[name], self._column(name))
            for name in (*PARSERS, "national_id")
            if name in layout.columns
        }
        present = [name for name in PLACE_COLUMNS if name in layout.columns]
        self._places_at = [layout.columns[name] for name in present]
        self._places = _PlaceMemory(reader.places, present)
        self._usable = bool(present) and layout.names_somebody and not layout.ditto
        self._answer, self._count = Column(read.answer), Column(read.count)
        self._answers = [layout.indicators.get(number) for number in range(1, form.indicators + 1)]
        self._year = Column(self._other_year)

    def _column(self, name):
        if name == "national_id":
            return Column(read.national_id, columncells.national_ids)
        parse, glance, is_number = PARSERS[name], _GLANCES.get(name), name in _NUMBERS
        if name in self._layout.monthly and name in (*_MONEY, "expenses"):
            return Column(
                lambda text: None if (amount := parse(text)) is None else amount * 12, is_number=True
            )
        return Column(_village if name == "village" else parse, glance, is_number=is_number)

    def _other_year(self, text):
        return None if year_of_text(text) in (None, self._reader.year) else ODD

    # --- a handful --------------------------------------------------------------------------------------------

    def rows(self, lines):
        if not self._usable:
            return [None] * len(lines)
        mask = [self._has_its_width(cells) for _number, cells in lines]
        columns = list(
            zip(
                *(cells[: self._least] for (_n, cells), fits in zip(lines, mask, strict=True) if fits),
                strict=True,
            )
        )
        if not columns:
            return [None] * len(lines)
        numbers = [number for (number, _cells), fits in zip(lines, mask, strict=True) if fits]
        found = iter(self._read(numbers, columns))
        return [next(found) if fits else None for fits in mask]

    def _has_its_width(self, cells):
        return len(cells) >= self._least and (self._most is None or len(cells) <= self._most)

    def _read(self, numbers, columns):
        """The columns are whittled down to the rows that are plain so far."""
        size = len(numbers)
        found = {name: column.read(columns[at]) for name, (at, column) in self._columns.items()}
        found["place"] = list(
            map(self._places.__getitem__, zip(*(columns[at] for at in self._places_at), strict=True))
        )
        found["keys"] = self._keys(columns, size)
        found["results"] = self._stated(columns, size)
        found["failing"] = self._failing(columns, size)
        if "year" in self._layout.columns:
            found["year"] = list(map(self._year.__getitem__, columns[self._layout.columns["year"]]))
        found["at"] = list(range(size))
        found["number"] = numbers
        self._whittle(found)
        self._judge(found)
        self._whittle(found)
        rows = [None] * size
        for at, row in zip(found["at"], self._made(found), strict=True):
            rows[at] = row
        return rows

    @staticmethod
    def _whittle(found):
        odd = {
            at
            for values in found.values()
            if ODD in values
            for at, value in enumerate(values)
            if value is ODD
        }
        if odd:
            kept = [at not in odd for at in range(len(found["at"]))]
            for name, values in found.items():
                found[name] = list(compress(values, kept))

    # --- cells ------------------------------------------------------------------------------------------------

    def _keys(self, columns, size):
        """ODD where somebody might skip the row."""
        keys = [columns[at] for at in self._layout.keys]
        if any(not self._layout.words.isdisjoint(column) for column in keys):
            return [ODD] * size
        return [None if len(set(cells) - EMPTY) >= 3 else ODD for cells in zip(*keys, strict=True)]

    def _stated(self, columns, size):
        if not self._layout.indicators:
            return [""] * size
        letter = self._answer.__getitem__
        letters = [[UNKNOWN] * size if at is None else list(map(letter, columns[at])) for at in self._answers]
        if any(ODD in column for column in letters):
            return [ODD if ODD in answers else "".join(answers) for answers in zip(*letters, strict=True)]
        return list(map("".join, zip(*letters, strict=True)))

    def _failing(self, columns, size):
        failing = self._layout.failing if self._layout.indicators else {}
        if not failing:
            return [NO_FAILING] * size
        counts = [list(map(self._count.__getitem__, columns[at])) for at in failing.values()]
        return [
            ODD
            if ODD in row
            else {number: count for number, count in zip(failing, row, strict=True) if count}
            for row in zip(*counts, strict=True)
        ]

    # --- what belongs together --------------------------------------------------------------------------------

    def _judge(self, found):
        size = len(found["at"])
        for name in (*PARSERS, "national_id"):
            if name not in found:
                found[name] = [""] * size if name in _TEXTS else [None] * size
        found["who"] = list(
            map(self._who, found["title"], found["first_name"], found["last_name"], found["full_name"])
        )
        found["money"] = list(map(_money, *(found[name] for name in _MONEY), found["members"]))
        found["point"] = list(map(_point, found["latitude"], found["longitude"], found["place"]))
        found["house"] = list(map(_house, found["moo"], found["house_code"], found["house_no"]))
        if self._layout.indicators:
            found["results"] = list(map(self._judged, found["results"], found["money"]))

    def _who(self, title, first, last, whole):
        if not (first or whole)[:1].isalpha():
            return ODD
        own = title or None
        if first and last:
            if own and not first.startswith(own):
                return same_title(own), first, last
            return (*titled(own, first), last)
        title, first, found = split_name(whole or first, title=own)
        return (title, first, found or last) if first else ODD

    def _judged(self, results, money):
        """The income indicator follows from the money; where the sheet says otherwise, it must be told."""
        if money is ODD or money[1] is None:
            return results
        letter, at = FAIL if money[1] < self._line else PASS, self._income - 1
        if results[at] == letter:
            return results
        return ODD if results[at] != UNKNOWN else results[:at] + letter + results[at + 1 :]

    def _made(self, found):
        if not found["at"]:
            return ()
        title, first, last = zip(*found["who"], strict=True)
        total, average = zip(*found["money"], strict=True)
        latitude, longitude = zip(*found["point"], strict=True)
        return map(
            HouseholdRow, repeat(self._reader.sheet), found["number"], found["place"], found["moo"], found["village"],
            found["house_code"], found["house_no"], title, first, last, found["national_id"], found["phone"], latitude,
            longitude, found["members"], *(found[name] for name in SOURCES), total, average,
            *(found[name] for name in SPENDING), found["happiness"], found["results"], found["failing"], found["class"],
            found["causes"], found["note"],
        )  # fmt: skip

    # --- what the RowReader remembers of the rows above ---------------------------------------------------------

    def tell_reader(self, lines):
        """Of plain rows that the RowReader did not see: a sheet may say "as above" in the next one."""
        for at in range(len(lines) - 1, -1, -1):
            if all(self._nested(lines[at][1]).values()):
                lines = lines[at:]
                break
        for _number, cells in lines:
            self._reader.stands_below(self._nested(cells))

    def _nested(self, cells):
        columns, values = self._layout.columns, {}
        for name in NESTED:
            if name in columns:
                text = tidy(cells[columns[name]])
                values[name] = PARSERS[name](text) if name in PARSERS else text
        return values


def _village(text):
    if text in DITTO:
        raise Odd("ditto")
    return PARSERS["village"](text)


def _house(moo, code, number):
    return ODD if moo is None or not (code or number) else None


def _money(main, second, other, own, total, stated, members):
    """(total, average) a year, or ODD where money.read_money would tell something."""
    if main is second is other is own is None:
        summed = None
    else:
        summed = (main or 0) + (second or 0) + (other or 0) + (own or 0)
        if total is not None and total != summed:
            return ODD
    if total is None:
        total = summed
    average = total // members if total is not None and members else None
    if average is None:
        average = stated
    elif stated is not None and not -1 <= stated - average <= 1:
        return ODD
    if average is not None and (0 < average < LITTLE or average > MUCH):
        return ODD
    return total, average


def _point(latitude, longitude, place):
    if latitude is None or longitude is None:
        return None, None
    if not latitude or not longitude or abs(latitude) > 90 or is_outside(latitude, longitude, place):
        return ODD
    return latitude, longitude
