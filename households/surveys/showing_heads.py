"""A sheet's columns as its page shows them: letter, header, first cells, what each is read as."""

from dataclasses import dataclass

from households.surveys.columns import guess_layout, header_places, rows_below
from households.surveys.heads import samples
from households.surveys.household_row import column_letters
from households.surveys.mapping import meanings_of

WORDS_OF_A_ROW = 6


@dataclass(frozen=True, slots=True)
class ShownColumn:
    position: int
    header: str
    samples: list
    meaning: str = ""

    @property
    def letter(self):
        return column_letters(self.position)


class ShownHead:
    """`place`: (first, last) row of the header that a person asks for; else where it was found."""

    def __init__(self, head, place=None, texts=None):
        self.head, self._texts = head, texts
        self._rows = list(enumerate(head.top, start=1))
        self._names = {(first, last): names for first, last, names in header_places(self._rows, head.merged)}
        own = (head.first_row, head.header_row)
        asked = [one for one in (place, own) if one in self._names]
        self.place = asked[0] if asked else None
        self.names = self._names.get(self.place, [])
        self.is_own = self.place == own

    @property
    def rows(self):
        """[(number, its first words)] of the rows that may be the header."""
        numbers = sorted({first for first, _last in self._names})
        shown = [
            (number, [cell for cell in self.head.top[number - 1] if cell][:WORDS_OF_A_ROW])
            for number in numbers
        ]
        return [(number, words) for number, words in shown if words]

    @property
    def columns(self):
        if self.place is None:
            return []
        last, meanings = self.place[1], self._meanings()
        width = max([len(self.names), *(len(row) for row in self.head.top[last:])])
        shown = []
        for position in range(width):
            name = self.names[position] if position < len(self.names) else ""
            cells = samples(self.head.top, last, position)
            if name or cells:
                shown.append(ShownColumn(position, name, cells, meanings.get(position, "")))
        return shown

    def _meanings(self):
        if self.is_own:
            return {int(position): meaning for position, meaning in self.head.meanings.items()}
        first, last = self.place
        return meanings_of(guess_layout(first, last, self.names, rows_below(self._rows, last), self._texts))
