"""The province and the two forms without a database, for the tests of the pure rooms."""

import csv
from functools import cache
from pathlib import Path

import geothai

from households.bmn import Form
from households.surveys.checking import check
from households.surveys.household_row import name_key
from households.surveys.places import Places
from households.surveys.reading import Sheet, open_book

_REFERENCE = Path(__file__).parent.parent / "reference"


@cache
def _centres():
    with (_REFERENCE / "districts.csv").open(encoding="utf-8") as file:
        return {
            row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)
        }


def places():
    return Places(
        [
            (sub.code, sub.name_th, district.code, district.name_th, *_centres()[district.code])
            for district in geothai.districts("40")
            for sub in geothai.subdistricts(district.code)
        ]
    )


@cache
def _texts(code):
    with (_REFERENCE / "indicators.csv").open(encoding="utf-8") as file:
        return {int(row["number"]): row["text_th"] for row in csv.DictReader(file) if row["set"] == code}


def older_form():
    return Form("2560-2564", 31, 22, 38_000, _texts("2560-2564"))


def later_form():
    return Form("2565-2570", 38, 29, 40_000, _texts("2565-2570"))


class Read:
    """What came of reading a book: .checked, .rows, .findings."""

    def __init__(self, sheets, year, **options):
        self.rows, self.findings = [], []
        form = older_form() if year < 2565 else later_form()
        self.checked = check(
            sheets,
            year=year,
            form=form,
            places=places(),
            each=self.rows.extend,
            note=self.findings.append,
            **options,
        )

    @property
    def summary(self):
        return self.checked.summary()

    def codes(self, row=None):
        return [finding.code for finding in self.findings if row is None or finding.row == row]

    def row(self, number):
        return next(outcome.row for outcome in self.rows if outcome.row.row == number)


class Listed:
    """A few households on record, without a database."""

    elsewhere = frozenset()

    def __init__(self, known):
        self._known = [one._replace(number=number) for number, one in enumerate(known, 1)]
        self.count, self.is_empty = len(self._known), not self._known

    def coded(self, codes):
        return [one for one in self._known if one.house_code in codes]

    def addressed(self, addresses):
        return [one for one in self._known if (*one[2:5], name_key(one.head_name)) in addresses]

    def of_keys(self, pks):
        return [one for one in self._known if one.pk in pks]

    def numbered(self, first, last):
        return self._known[first - 1 : last]


def read_file(path, year, **options):
    return Read(open_book(path).sheets, year, **options)


def sheet_of(*rows, name="แผ่น1"):
    return Sheet(name, lambda: enumerate(map(list, rows), start=1))
