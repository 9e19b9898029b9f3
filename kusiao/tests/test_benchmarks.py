import os

import pytest

from kusiao.benchmarks import beside, sheets, survey_import

pytestmark = pytest.mark.drill


def test_the_import_benchmark_writes_every_row_it_times():
    name = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    figures = survey_import.measure(rows=200, stock_rows=20, only=[name])
    for kind in ("xlsx", "csv"):
        told = {what.removeprefix(f"{name} {kind} "): value for what, value in figures.items()}
        assert figures["rows"] == told["households"] == 200
        assert all(told[f"{load} of the floor"] > 0 for load in ("first load", "over rows"))
        assert told["times faster than stock"] > 0


def test_floor_and_import_read_the_same_from_both_kinds(tmp_path):
    csv, xlsx = (list(beside._rows(sheets.write(tmp_path / f"sheet.{kind}", 30))) for kind in ("csv", "xlsx"))
    assert [row[3:] for row in csv] == [row[3:] for row in xlsx]
    assert all(type(row[place]) is int for row in csv + xlsx for place in beside._NUMBERS)


def test_the_floor_tests_what_it_reads(tmp_path):
    row = next(beside._rows(sheets.write(tmp_path / "sheet.csv", 1)))
    for place, odd in ((1, "ชุมแพร"), (5, "4"), (12, "มาก"), (29, "?")):
        with pytest.raises((ValueError, KeyError)):
            beside._plain([*row[:place], odd, *row[place + 1 : 29], *(odd if place == 29 else "-") * 31])


def test_its_sheets_have_sixty_columns_and_nothing_to_refuse(tmp_path):
    lines = sheets.write(tmp_path / "sheet.csv", 3).read_text(encoding="utf-8-sig").splitlines()
    assert [len(line.split(",")) for line in lines] == [60] * 4
