"""What stands twice in one file: the household, its code, somebody's id, a point on the map."""

from array import array

from households.surveys.cells import plain, shown
from households.surveys.household_row import Finding, column_letters
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


class Repeats:
    def __init__(self, checked, note):
        self.checked, self.note = checked, note
        self._seen, self._sheet_numbers = Seen(), {}

    def expect(self, rows):
        self._seen.expect(rows * KEYS_OF_A_ROW)

    def look(self, reader, row, cells):
        """The second of a household is refused; whatever else repeats is told."""
        here, seen = self._here(row.row, row.sheet), self._seen.setdefault
        first = seen(row.identity(), here)
        if first != here:
            row.refused = True
            columns = reader.layout.columns.get
            self._tell(
                reader, row, cells, "household_repeated", columns("house_code", columns("house_no")), first
            )
            return
        if row.house_code and (first := seen(hash(("house_code_repeated", row.house_code)), here)) != here:
            self._tell(
                reader, row, cells, "house_code_repeated", reader.layout.columns.get("house_code"), first
            )
        if row.national_id and (first := seen(hash(("id_repeated", row.national_id)), here)) != here:
            self._tell(reader, row, cells, "id_repeated", reader.layout.columns.get("national_id"), first)
        if row.latitude is not None and (first := seen(hash((row.latitude, row.longitude)), here)) != here:
            self._tell(
                reader, row, cells, "coordinate_repeated", reader.layout.columns.get("latitude"), first
            )
        for person in row.people:
            self._id_again(row, person)

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
