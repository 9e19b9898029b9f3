"""What stands twice in one file: the household, its code, somebody's id, a point on the map."""

from households.surveys.cells import plain, shown
from households.surveys.household_row import Finding, column_letters
from households.surveys.sentences import WARN, sentence

ROWS_OF_A_SHEET = 2**32


class Repeats:
    def __init__(self, checked, note):
        self.checked, self.note = checked, note
        self._seen, self._sheet_numbers = {}, {}

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
        """Sheet and row in one number: a million of them must fit, and so must the hashes they stand under."""
        return self._sheet_numbers.setdefault(sheet, len(self._sheet_numbers)) * ROWS_OF_A_SHEET + number

    def _row_name(self, here, sheet):
        name, row = list(self._sheet_numbers)[here // ROWS_OF_A_SHEET], here % ROWS_OF_A_SHEET
        return str(row) if name == sheet else f"{row} แผ่น {name}"


def of_a_person(layout, row, number, name, code, value, **words):
    """A warning about one person of a household."""
    position = layout.columns.get(name, layout.columns.get("full_name"))
    cell = f"{column_letters(position)}{number}" if position is not None else ""
    header, told = layout.header(position), sentence(code, **words)
    return Finding(row.people_sheet, cell, number, header, WARN, code, value, told)
