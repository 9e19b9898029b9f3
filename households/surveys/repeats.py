"""What stands twice in one file: the household, its code, somebody's id, a point on the map."""

from array import array
from operator import itemgetter

from households.surveys.cells import plain, shown
from households.surveys.household_row import Finding, HouseholdRow, column_letters
from households.surveys.sentences import WARN, sentence

ROWS_OF_A_SHEET = 2**21  # a workbook's sheet has half as many, a text has no second sheet
KEYS_OF_A_ROW = 4
MOST_IN_A_DICT = 100_000
MOST_EXPECTED = 4_400_000  # keys of a million rows; a file of bare line ends promises more than it holds
_WHOLE = 2**64 - 1


class Seen:
    """{hash: number}, in a quarter of the room that a dict takes once there are many: open addressing in two arrays."""

    def __init__(self, most_in_a_dict=MOST_IN_A_DICT):
        self._dict, self._most, self._count, self._expected = {}, most_in_a_dict, 0, 0
        self._hashes = self._numbers = None

    def expect(self, number):
        """So many more may come: room made at once is not copied into larger room again and again."""
        self._expected = min(self._expected + number, MOST_EXPECTED)

    def setdefault(self, key, number):
        if self._hashes is None:
            if len(self._dict) < self._most:
                return self._dict.setdefault(key, number)
            self._grow(max(2 * self._most, self._expected * 3 // 2), self._dict.items())
            self._dict = None
        found = self._place(key & _WHOLE or 1, number)
        if self._count * 3 > len(self._hashes) * 2:
            pairs = zip(self._hashes, self._numbers, strict=True)
            self._grow(2 * len(self._hashes), (pair for pair in pairs if pair[0]))
        return found

    def __contains__(self, key):
        if self._hashes is None:
            return key in self._dict
        key, size = key & _WHOLE or 1, len(self._hashes)
        slot = key % size
        while there := self._hashes[slot]:
            if there == key:
                return True
            slot = (slot + 1) % size
        return False

    def setdefault_each(self, keys, numbers):
        if self._hashes is None and len(self._dict) + len(keys) <= self._most:
            return list(map(self._dict.setdefault, keys, numbers))
        return list(map(self.setdefault, keys, numbers))

    def _place(self, key, number):
        hashes = self._hashes
        size = len(hashes)
        slot = key % size
        while there := hashes[slot]:
            if there == key:
                return self._numbers[slot]
            slot = (slot + 1) % size
        hashes[slot], self._numbers[slot] = key, number
        self._count += 1
        return number

    def _grow(self, size, pairs):
        size |= 3  # odd: keys that are multiples of a power of two fall into all slots
        self._hashes, self._numbers, self._count = array("Q", bytes(8 * size)), array("I", bytes(4 * size)), 0
        for key, number in pairs:
            self._place(key & _WHOLE or 1, number)


def _code_key(row):
    return hash(("house_code_repeated", row.house_code)) if row.house_code else None


def _id_key(row):
    return hash(("id_repeated", row.national_id)) if row.national_id else None


def _point_key(row):
    return hash((row.latitude, row.longitude)) if row.latitude is not None else None


_REPEATED = (
    ("household_repeated", ("house_code", "house_no"), HouseholdRow.identity),
    ("house_code_repeated", ("house_code",), _code_key),
    ("id_repeated", ("national_id",), _id_key),
    ("coordinate_repeated", ("latitude",), _point_key),
)


class Repeats:
    def __init__(self, checked, note):
        self.checked, self.note = checked, note
        self._seen, self._sheet_numbers = Seen(), {}

    def expect(self, rows):
        self._seen.expect(rows * KEYS_OF_A_ROW)

    def look(self, reader, row, cells):
        """The second of a household is refused; whatever else repeats is told."""
        self.look_along(reader, [(row, cells)])
        if not row.refused:
            for person in row.people:
                self._id_again(row, person)

    def look_along(self, reader, run):
        """The same of [(row, its cells)] of one sheet, of their heads: column by column, for hardly any repeats."""
        here, told = [self._here(row.row, row.sheet) for row, _cells in run], []
        for code, names, key_of in _REPEATED:
            keys = [
                (key, at) for at, (row, _cells) in enumerate(run) if not row.refused and (key := key_of(row)) is not None
            ]  # fmt: skip
            numbers = [here[at] for _key, at in keys]
            found = self._seen.setdefault_each([key for key, _at in keys], numbers)
            if found != numbers:
                again = [(at, code, names, first) for (_, at), first in zip(keys, found, strict=True) if first != here[at]]  # fmt: skip
                for at, *_told in again if code == "household_repeated" else ():
                    run[at][0].refused = True
                told += again
        columns = reader.layout.columns
        for at, code, names, first in sorted(told, key=itemgetter(0)):
            position = next((columns[name] for name in names if name in columns), None)
            self._tell(reader, *run[at], code, position, first)

    def _tell(self, reader, row, cells, code, position, first):
        cell = plain(cells, position)
        reader.finding(row.row, position, code, cell, first=self._row_name(first, row.sheet))

    def _id_again(self, row, person):
        if person.is_head or not person.national_id:
            return
        here = self._here(person.row, row.people_sheet)
        first = self._seen.setdefault(hash(("id_repeated", person.national_id)), here)
        if first != here:
            value, told = shown(person.national_id), self._row_name(first, row.people_sheet)
            layout = self.checked.layouts[row.people_sheet]
            self.note(of_a_person(layout, row, person.row, "national_id", "id_repeated", value, first=told))

    def _here(self, number, sheet):
        """Sheet and row in one number."""
        return self._sheet_numbers.setdefault(sheet, len(self._sheet_numbers)) * ROWS_OF_A_SHEET + number

    def _row_name(self, here, sheet):
        names = list(self._sheet_numbers)
        at = min(here // ROWS_OF_A_SHEET, len(names) - 1)
        name, row = names[at], here - at * ROWS_OF_A_SHEET
        return str(row) if name == sheet else f"{row} แผ่น {name}"


def of_a_person(layout, row, number, name, code, value, **words):
    """A warning about one person of a household."""
    position = layout.columns.get(name, layout.columns.get("full_name"))
    cell = f"{column_letters(position)}{number}" if position is not None else ""
    header, told = layout.header(position), sentence(code, **words)
    return Finding(row.people_sheet, cell, number, header, WARN, code, value, told)
