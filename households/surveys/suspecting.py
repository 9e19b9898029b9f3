"""What a sheet's first rows make one doubt: the other form, a second table, letters that are none."""

from households.surveys.columns import HEADER_ROWS, find_layout
from households.surveys.household_row import Finding, column_letters
from households.surveys.reading import looks_broken, repaired
from households.surveys.sentences import WARN, FileRefused, sentence
from households.surveys.synonyms import field_of


def right_form(name, layout, form, year, note):
    highest, expected = max(layout.indicators, default=0), form.indicators
    words = {"value": highest, "year": year, "indicators": expected}
    if highest > expected:
        raise FileRefused("form_differs", sheet=name, **words)
    if len(layout.indicators) >= 20 and highest < expected:
        position = layout.indicators[highest]
        cell = f"{column_letters(position)}{layout.header_row}"
        told = sentence("form_suspect", **words)
        header = layout.header(position)
        note(Finding(name, cell, layout.header_row, header, WARN, "form_suspect", str(highest), told))


def second_table(name, layout, note):
    """The columns kept aside may be a table of households by themselves: nothing of it is read."""
    aside = [layout.headers[p].split("#")[0] for p in layout.unknown]
    if not {"house_no", "moo"} <= {field_of(word)[0] for word in aside}:
        return
    if find_layout([(layout.header_row, aside)]) is None:
        return
    position = layout.unknown[0]
    cell, told = f"{column_letters(position)}{layout.header_row}", sentence("second_table")
    header = layout.header(position)
    note(Finding(name, cell, layout.header_row, header, WARN, "second_table", header, told))


def broken_sample(top):
    """A header in mojibake, shown as it would read if repaired: whoever has the original should send that."""
    for _number, cells in top[:HEADER_ROWS]:
        for cell in cells:
            if isinstance(cell, str) and looks_broken(cell):
                return f"{cell[:30]} = {repaired(cell)[:30]}"
    return ""


class _NoLookalikes:
    """Where nobody asks whether a new household is an old one: while writing, and where there is no register."""

    def take(self, rows):
        pass

    def tell(self, taken, layouts):
        return ()


NO_LOOKALIKES = _NoLookalikes()
