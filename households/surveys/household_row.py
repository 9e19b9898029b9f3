"""A household as one file tells it, and a finding: a cell or row that needs a word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from households.surveys.money import SOURCES, SPENDING
from households.surveys.places import Place


class Finding(NamedTuple):
    """`row` None: about the whole sheet or file. `value` is as it stood, ids masked."""

    sheet: str
    cell: str
    row: int | None
    column: str
    verdict: str
    code: str
    value: str
    message: str


@dataclass(slots=True)
class Waiting:
    """Rows whose words name no subdistrict, with the first cells of them."""

    rows: int = 0
    cells: list = field(default_factory=list)


@dataclass(slots=True)
class HouseholdRow:
    sheet: str
    row: int
    place: Place | None = None
    moo: int | None = None
    village: str = ""
    house_code: str = ""
    house_no: str = ""
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    national_id: str = ""
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    members: int | None = None
    income_main: int | None = None
    income_second: int | None = None
    income_other: int | None = None
    income_own_produce: int | None = None
    income_total: int | None = None
    average: int | None = None
    expenses: int | None = None
    debt_formal: int | None = None
    debt_fund: int | None = None
    debt_informal: int | None = None
    happiness: int | None = None
    results: str = ""
    failing: Mapping[int, int] = field(default_factory=dict)
    track: str = ""
    causes: str = ""
    note: str = ""
    refused: bool = False
    rows: int = 1  # of the file, where a household stands in several
    people: tuple = ()
    people_sheet: str = ""
    head_assumed: bool = False  # the sheet calls none of its people the head: the first was taken

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_surveyed(self):
        """A list of people alone measures nothing: no survey comes of it."""
        return (
            not self.people
            or bool(self.results)
            or any(
                getattr(self, name) is not None
                for name in (*SOURCES, *SPENDING, "income_total", "average", "happiness")
            )
        )

    @property
    def address_key(self):
        """Where and who, for a household without a house code."""
        return (self.place.code if self.place else "", self.moo, self.house_no, name_key(self.name))

    def identity(self):
        """The same household twice in one file has the same one; in another process another. Eight bytes, so that a
        million fit."""
        return hash((self.house_code, *self.address_key))


def name_key(name):
    return name.replace(" ", "")


def column_letters(position):
    letters, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
