"""A sheet with a row for each person → households with their people in them.

The sheet is gone through twice: first to see which rows are of one house and where each house ends, then to read
them; a house is handed on as soon as its last row has gone by, so that memory does not grow with the sheet."""

from array import array
from collections import Counter

from households.surveys import cells as read
from households.surveys import persons
from households.surveys.cells import Odd, plain, text_of, tidy
from households.surveys.household_row import HouseholdRow, name_key
from households.surveys.persons import PersonRow, is_head_word
from households.surveys.rows import RowReader
from households.surveys.skipping import BLANK, below_header
from households.surveys.synonyms import HEALTH, PERSON

_PLACE = (
    "province", "province_code", "district", "district_code", "subdistrict", "subdistrict_code", "moo", "village",
)  # fmt: skip
_HOUSE = (*_PLACE, "house_code", "house_no")
_DITTO = frozenset(('"', "”", "''", ",,", "〃"))
_OF_THE_HEAD = frozenset(("title", "first_name", "last_name", "full_name", "national_id", "phone", *PERSON))
MOST_OF_A_HOUSE = 100  # rows; beyond that somebody left the house blank all the way down
_NAMES = {"title": 40, "first_name": 100, "last_name": 100, "full_name": 200}
_PARSERS = {
    "age": persons.age, "sex": persons.sex, "relation": read.short_text(60), "occupation": read.short_text(120),
    "education": read.short_text(120), "body": persons.body, "self_help": persons.self_help,
    "welfare_card": persons.welfare_card,
}  # fmt: skip
_COLUMN_OF = {"body": "body_state", "self_help": "can_help_self"}


def lines(sheet, layout, skipped, refuses):
    """(number, cells) of every row below the header that must be read; the others are counted in `skipped`, or are
    the business of `refuses(number, cells)`."""
    pending = layout.columns.get("no"), layout.columns.get("order")
    for number, cells, skip, _row in below_header(sheet, layout, skipped):
        if not skip and all(position in pending for position, cell in enumerate(cells) if text_of(cell)):
            skip = BLANK  # numbered lines that nobody filled in
        if skip:
            skipped[skip] += 1
        elif not refuses(number, cells):
            yield number, cells


def is_too_long(cells, layout):
    """In a text file every line has the header's columns: one more means a separator inside somebody's words."""
    return any(text_of(cell) for cell in cells[len(layout.headers) :])


# --- which house --------------------------------------------------------------------------------------------------


class Houses:
    """Which house a row is of, with its household cells as they are meant: blank is the same as above."""

    def __init__(self, layout):
        self.columns = [(name, layout.columns[name]) for name in _HOUSE if name in layout.columns]
        self.order, self.relation = layout.columns.get("order"), layout.columns.get("relation")
        self.above = {}
        self.families, self.headed = Counter(), set()

    def of(self, number, cells):
        """(key, {position: (row it stands in, cell)})"""
        own = {name: self._own(cells, position) for name, position in self.columns}
        stated = {name: word for name, word in own.items() if word}
        head = is_head_word(plain(cells, self.relation))
        first = head and plain(cells, self.order) in ("1", "01")
        if self._continues(stated, first):
            meant = self.above | {name: (number, cells[p]) for name, p in self.columns if name in stated}
        else:
            meant = self._new_house(number, cells, stated)
        self.above = meant
        key = self._key({name: tidy(cell) for name, (_row, cell) in meant.items()}, number)
        if first and (key, self.families[key]) in self.headed:
            self.families[key] += 1  # a second family under the same roof
        if head:
            self.headed.add((key, self.families[key]))
        place = {position: meant[name] for name, position in self.columns if name in meant}
        return f"{key}|{self.families[key]}", place

    @staticmethod
    def _own(cells, position):
        word = plain(cells, position)
        return "" if word in _DITTO or word in ("-", "_", "--") else word

    def _continues(self, stated, first):
        """A row without a house of its own, under one that has one."""
        if not self.above or "house_code" in stated or "house_no" in stated:
            return False
        if not stated:
            return True
        same = all(tidy(self.above[name][1]) == word for name, word in stated.items() if name in self.above)
        return same and not first

    def _new_house(self, number, cells, stated):
        meant, changed = {}, False
        for name, position in self.columns:
            above = self.above.get(name)
            if name in stated:
                changed |= above is not None and tidy(above[1]) != stated[name] and name in _PLACE
                meant[name] = (number, cells[position])
            elif above and not changed and (name in _PLACE or self._same_house(stated)):
                meant[name] = above
        return meant

    def _same_house(self, stated):
        """Of code and number the one that is given is the one above."""
        given = [name for name in ("house_code", "house_no") if name in stated]
        return bool(given) and all(
            name in self.above and tidy(self.above[name][1]) == stated[name] for name in given
        )

    @staticmethod
    def _key(words, number):
        code = words.get("house_code", "")
        try:
            code = read.house_code(code)
        except Odd:
            code = ""
        if code:
            return f"c{code}"
        house = words.get("house_no", "")
        if house in read.NOTHING:
            return f"r{number}"  # of no house: refused by itself
        return (
            "|".join(
                words.get(name) or words.get(f"{name}_code", "")
                for name in ("district", "subdistrict", "moo")
            )
            + f"|{house}"
        )


# --- the rows of one house ----------------------------------------------------------------------------------------


class HomeReader(RowReader):
    """Reads the household out of the rows of its people."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._origin, self._counted, self._first, self._assumed, self.cells = {}, 0, None, False, []
        self._plan = [step for step in self._plan if step[0] not in _NAMES]
        columns = self.layout.columns
        self._parsers = [(name, columns[name], parse) for name, parse in _PARSERS.items() if name in columns]
        of_people = {columns[name] for name in (*_OF_THE_HEAD, *_HOUSE, "no", "head_name") if name in columns}
        used = {*columns.values(), *self.layout.indicators.values(), *self.layout.failing.values()}
        self._of_the_house = sorted(used - of_people)

    def finding(self, row, position, code, cell="", **words):
        super().finding(self._origin.get(position, row), position, code, cell, **words)

    def _cells(self, number, cells):
        found = super()._cells(number, cells)
        stated = found.get("members")
        if stated is None:
            found["members"] = self._counted
        elif stated != self._counted:
            position = self.layout.columns["members"]
            self.finding(number, position, "members_differ", cells[position], counted=self._counted)
        return found

    def _who(self, row, found):
        if self._first is None:
            return super()._who(row, found)
        row.title, row.first_name, row.last_name = (
            self._first.title, self._first.first_name, self._first.last_name,
        )  # fmt: skip

    def _id(self, number, cells):
        return super()._id(number, cells) if self._first is None else self._first.national_id

    def begin(self):
        self._origin, self._first, self._assumed = {}, None, False

    def home(self, lines):
        """`lines`: [(number, cells, place)] of one house → (HouseholdRow with its people, rows that name nobody)."""
        self.begin()
        named, nobody = self.named(lines)
        people, again = self.people(named)
        number, cells, _place = self._head(named, people) if named else lines[0]
        self._houses_agree(lines)
        self._counted = max(len(people) - len(again), 1)
        self._first = people.get(number)
        self.cells = self._merged(number, cells, lines)
        row = self.read(number, self.cells)
        if self._first:
            self._first.is_head, row.head_assumed = True, self._assumed
            row.people_sheet = self.sheet
            row.people = tuple(person for person in people.values() if person.row not in again)
        row.rows = len(named or lines)
        if "members" not in self.layout.columns and not row.is_surveyed:
            row.members = None  # counted, not stated
        return row, nobody if named else []

    def refuse_others(self, row, numbers):
        """The rows of a household that is refused, beside the one that says why."""
        for number in numbers:
            if number != row.row:
                self.finding(number, None, "household_refused", first=row.row)

    def named(self, lines):
        columns = [
            self.layout.columns[name] for name in ("first_name", "full_name") if name in self.layout.columns
        ]
        named, nobody = [], []
        for line in lines:
            has = any(plain(line[1], position) not in read.NOTHING for position in columns)
            (named if has else nobody).append(line)
        numbers = [number for number, _cells, _place in nobody]
        for number in numbers if named else ():
            self.finding(number, columns[0], "person_name_missing")
        return named, numbers

    def people(self, lines):
        """{row: PersonRow}, and the rows whose person stands there a second time."""
        people, seen, again = {}, {}, set()
        for number, cells, _place in lines:
            person = people[number] = self._person(number, cells)
            birth = person.birth[0].year if person.birth else ""
            who = person.national_id or (name_key(person.name), birth)
            if who in seen and name_key(people[seen[who]].name) == name_key(person.name):
                again.add(number)
                self.finding(
                    number, self._name_position, "person_twice", self._shown_name(cells), first=seen[who]
                )
            seen.setdefault(who, number)
        return people, again

    @property
    def _name_position(self):
        return self.layout.columns.get("first_name", self.layout.columns.get("full_name"))

    def _shown_name(self, cells):
        return plain(cells, self._name_position)

    # --- one person -------------------------------------------------------------------------------------------

    def _person(self, number, cells):
        person, holder = PersonRow(number), HouseholdRow(self.sheet, number)
        self._who(holder, {name: self._short(number, cells, name) for name in _NAMES})
        person.title, person.first_name, person.last_name = holder.title, holder.first_name, holder.last_name
        person.national_id = self._id(number, cells)
        for name, position, parse in self._parsers:
            value = self._value(number, cells, name, position, parse)
            if value is not None:
                setattr(person, _COLUMN_OF.get(name, name), value)
        person.birth = self._birth(number, cells)
        persons.settle(
            person, self.year, lambda name, code, **words: self._tell(number, cells, name, code, words)
        )
        return person

    def _short(self, number, cells, name):
        position = self.layout.columns.get(name)
        if position is None:
            return ""
        return self._value(number, cells, name, position, read.short_text(_NAMES[name])) or ""

    def _value(self, number, cells, name, position, parse):
        text = plain(cells, position)
        if not text:
            return None
        try:
            return parse(text)
        except Odd as odd:
            told = "" if name in HEALTH else None  # not even a misspelt illness stands in the findings
            self.finding(number, position, odd.code, cells[position], value=told, **odd.words)
            return odd.kept

    def _birth(self, number, cells):
        columns = self.layout.columns
        if "birth_year" not in columns:
            position = columns.get("birth")
            return (
                None if position is None else self._value(number, cells, "birth", position, self._parse_birth)
            )
        day, month, year = (
            plain(cells, columns.get(name)) for name in ("birth", "birth_month", "birth_year")
        )
        if year in read.NOTHING:
            return None
        text = f"{day or '__'}/{month or '__'}/{year}" if month else year
        position = columns["birth_year"]
        return self._value(number, [text] * (position + 1), "birth", position, self._parse_birth)

    def _parse_birth(self, text):
        return persons.birth(text, self.year)

    def _tell(self, number, cells, name, code, words):
        position = self.layout.columns.get(name, self._name_position)
        self.finding(number, position, code, cells[position] if position < len(cells) else "", **words)

    # --- the head ---------------------------------------------------------------------------------------------

    def _head(self, lines, people):
        """The line of whom the sheet calls the head, else of the one whose name it gives, else the first."""
        relation = self.layout.columns.get("relation")
        heads = [line for line in lines if is_head_word(people[line[0]].relation)]
        for number, _cells, _place in heads[1:]:
            self.finding(number, relation, "two_heads", first=heads[0][0])
        if heads:
            return heads[0]
        if found := self._by_name(lines, people):
            return found
        self._assumed = True
        self.finding(lines[0][0], relation, "no_head")
        return lines[0]

    def _by_name(self, lines, people):
        position = self.layout.columns.get("head_name")
        names = {name_key(plain(cells, position)) for _number, cells, _place in lines} - {""}
        for line in lines:
            person = people[line[0]]
            if {name_key(person.title + person.name), name_key(person.name)} & names:
                return line
        return None

    def _merged(self, number, cells, lines):
        """The head's row with the cells of the household in it, wherever among its rows they stand."""
        cells = list(cells)
        for _number, _cells, place in lines:
            for position, (row, cell) in place.items():
                if position not in self._origin:
                    self._put(cells, position, row, cell)
        for position in self._of_the_house:
            if not plain(cells, position):
                for row, others, _place in lines:
                    if plain(others, position):
                        self._put(cells, position, row, others[position])
                        break
        return cells

    def _put(self, cells, position, row, cell):
        cells.extend([""] * (position + 1 - len(cells)))
        cells[position] = cell
        self._origin[position] = row

    def _houses_agree(self, lines):
        first = lines[0]
        for name in ("subdistrict", "moo", "house_no"):
            position = self.layout.columns.get(name)
            meant = tidy(first[2][position][1]) if position in first[2] else ""
            for number, cells, place in lines[1:]:
                other = tidy(place[position][1]) if position in place else ""
                if meant and other and other != meant and place[position][0] == number:
                    self.finding(number, position, "house_differs", cells[position], first=first[0])


def homes(sheet, layout, reader, *, skipped, refuses):
    """Every house of the sheet: (HouseholdRow, numbers of its rows that name nobody, numbers of all its rows)."""
    houses, known, turns, last = Houses(layout), {}, array("L"), array("L")

    def too_long(number, cells):
        return sheet.is_text and is_too_long(cells, layout)

    for number, cells in lines(sheet, layout, Counter(), too_long):
        key, _place = houses.of(number, cells)
        turn = known.setdefault(key, len(known))
        turns.append(turn)
        last.append(0)
        last[turn] = number
    known.clear()
    houses, waiting = Houses(layout), {}
    for turn, (number, cells) in zip(turns, lines(sheet, layout, skipped, refuses), strict=True):
        _key, place = houses.of(number, cells)
        rows, beyond = waiting.setdefault(turn, ([], []))
        if len(rows) < MOST_OF_A_HOUSE:
            rows.append((number, cells, place))
        else:
            beyond.append(number)
            reader.finding(number, None, "house_too_full", most=MOST_OF_A_HOUSE)
        if last[turn] == number:
            del waiting[turn]
            row, nobody = reader.home(rows)
            yield row, nobody + beyond, [number for number, _cells, _place in rows]
