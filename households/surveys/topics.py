"""A workbook of many topics: one sheet has the households, the others say more of them, joined by year and house code."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice

from households.bmn import income_per_person_year, judge
from households.surveys import cells as read
from households.surveys.cells import Odd, plain
from households.surveys.household_row import HouseholdRow, name_key
from households.surveys.money import SOURCES, SPENDING, read_coordinates, read_money
from households.surveys.people import MOST_OF_A_HOUSE, HomeReader, lines
from households.surveys.persons import PersonRow, is_head_word
from households.surveys.rows import RowReader

_TOLD = (
    "phone", "latitude", "longitude", "members", *SOURCES, "income_total", "average", *SPENDING, "happiness", "results",
    "failing", "track", "causes", "note",
)  # fmt: skip


def as_topics(found):
    """[(sheet, layout)] with the sheets marked that only say more of the households of another. A sheet of topics in a
    book without households is not read."""
    if not any(layout and _is_basic(layout) for _sheet, layout in found):
        return [(sheet, None if layout and layout.topic else layout) for sheet, layout in found]
    return [
        (
            sheet,
            replace(layout, topic=True)
            if layout and not _is_basic(layout) and "house_code" in layout.columns
            else layout,
        )
        for sheet, layout in found
    ]


def _is_basic(layout):
    return layout.names_somebody and not layout.people and not layout.topic


@dataclass
class Told:
    """What one row of a topic says: of the household, or the cells of one of its people."""

    reader: RowReader
    number: int
    cells: list
    house_no: str
    row: HouseholdRow | None = None


class TopicReader(RowReader):
    """A row that says something of a household which is known elsewhere."""

    def read(self, number, cells):
        row = HouseholdRow(self.sheet, number)
        found = self._cells(number, cells)
        row.phone = found.get("phone") or ""
        row.track, row.causes, row.note = (found.get(name) or "" for name in ("class", "causes", "note"))
        read_money(row, found, self.layout, self.finding)
        self._results(row, cells)
        read_coordinates(row, found, self.layout, self.finding)
        return row


class BasicReader(RowReader):
    """Reads the households and what the topics say of each."""

    topics = None

    def read(self, number, cells):
        if self.other_year(number, cells):
            return HouseholdRow(self.sheet, number, refused=True)
        row = super().read(number, cells)
        self.topics.meet(row, self)
        return row


class Topics:
    def __init__(self, work):
        self.work, self.told, self.shared = work, defaultdict(list), set()

    def count_codes(self, sheet, layout):
        """A code of several households names none of them: the house number must tell them apart."""
        position, houses = layout.columns.get("house_code"), {}
        for _number, cells in islice(sheet.rows(), layout.header_row, None):
            code = _code(plain(cells, position))
            number = plain(cells, layout.columns.get("house_no"))
            if code and houses.setdefault(code, number) != number:
                self.shared.add(code)

    def gather(self, sheet, layout):
        reader = self.work.reader(HomeReader if layout.people else TopicReader, sheet, layout)
        first, above = {}, ""
        refuses = self.work.refuses(sheet, reader)
        for number, cells in lines(sheet, layout, self.work.checked.skipped, refuses):
            if reader.other_year(number, cells):
                self.work.refuse_row(sheet.name, number)
                continue
            code = self._code_of(reader, number, cells)
            if layout.people and not code and not plain(cells, layout.columns["house_code"]):
                code = above
            above = code
            self._keep(reader, number, cells, code, first)

    def _code_of(self, reader, number, cells):
        position = reader.layout.columns["house_code"]
        try:
            return read.house_code(plain(cells, position))
        except Odd as odd:
            reader.finding(number, position, odd.code, cells[position], **odd.words)
            return ""

    def _keep(self, reader, number, cells, code, first):
        columns = reader.layout.columns
        if not code:
            return self._refuse(reader, number, columns["house_code"], "code_missing")
        house_no = plain(cells, columns.get("house_no")) if code in self.shared else ""
        if code in self.shared and not house_no:
            return self._refuse(reader, number, columns["house_code"], "code_of_several", code)
        if len(self.told[code]) >= MOST_OF_A_HOUSE:
            return self._refuse(reader, number, columns["house_code"], "house_too_full", most=MOST_OF_A_HOUSE)
        told = Told(reader, number, list(cells), house_no)
        if not reader.layout.people:
            earlier = first.setdefault((code, house_no), number)
            if earlier != number:
                return self._refuse(
                    reader, number, columns["house_code"], "topic_repeated", code, first=earlier
                )
            told.row = reader.read(number, cells)
        return self.told[code].append(told)

    def _refuse(self, reader, number, position, code, cell="", **words):
        reader.finding(number, position, code, cell, **words)
        self.work.refuse_row(reader.sheet, number)

    # --- the household comes --------------------------------------------------------------------------------------

    def meet(self, row, basic):
        told = self.told.pop(row.house_code, []) if row.house_code else []
        if row.house_code in self.shared:
            others = [one for one in told if one.house_no != row.house_no]
            told = [one for one in told if one.house_no == row.house_no]
            if others:
                self.told[row.house_code] = others
        if row.refused:
            for one in told:
                first = f"{row.row} แผ่น {row.sheet}"
                self._refuse(one.reader, one.number, None, "household_refused", first=first)
            return
        for one in told:
            if one.row is not None:
                _fill(row, one.row)
        row.rows += sum(one.row is not None for one in told)
        people = [one for one in told if one.row is None]
        if people:
            self._people(row, people)
        computed = income_per_person_year(row.income_total, row.members)
        row.average = row.average if computed is None else computed
        row.results = judge(row.results, basic.form, row.average)

    def _people(self, row, told):
        reader = told[0].reader
        reader.begin()
        named, nobody = reader.named([(one.number, one.cells, {}) for one in told if one.reader is reader])
        for number in nobody:
            self.work.refuse_row(reader.sheet, number)
        people, again = reader.people(named)
        people = [person for person in people.values() if person.row not in again]
        head = _head(row, people)
        if head is None:
            for person in people:
                if is_head_word(person.relation):
                    position = reader.layout.columns.get("relation")
                    reader.finding(person.row, position, "head_differs", first=f"{row.row} แผ่น {row.sheet}")
            head = PersonRow(row.row, national_id=row.national_id)
            people.insert(0, head)
        head.is_head = True
        head.title, head.first_name, head.last_name = row.title or head.title, row.first_name, row.last_name
        head.national_id = row.national_id = row.national_id or head.national_id
        row.title = head.title
        row.people, row.people_sheet = tuple(people), reader.sheet
        row.rows += len(named)
        row.members = row.members or len(people)
        for one in told:
            if one.reader is not reader:  # the people of one household in two sheets
                first = f"{told[0].number} แผ่น {reader.sheet}"
                self._refuse(one.reader, one.number, None, "topic_repeated", first=first)

    def finish(self):
        """Whose household nobody has."""
        for code, told in self.told.items():
            for one in told:
                position = one.reader.layout.columns["house_code"]
                self._refuse(one.reader, one.number, position, "not_in_basic", code)
        self.told.clear()


def _head(row, people):
    for person in people:
        if row.national_id and person.national_id == row.national_id:
            return person
    return next((person for person in people if name_key(person.name) == name_key(row.name)), None)


def _fill(row, said):
    """The sheet of households is right about itself; the topics fill in what it leaves open."""
    for name in _TOLD:
        if getattr(row, name) in (None, "", {}):
            setattr(row, name, getattr(said, name))


def _code(text):
    try:
        return read.house_code(text)
    except Odd:
        return ""
