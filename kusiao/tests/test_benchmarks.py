import os

import pytest

from kusiao.benchmarks import sheets, survey_import

pytestmark = pytest.mark.drill


def test_the_import_benchmark_writes_every_row_it_times():
    name = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    figures = survey_import.measure(rows=200, stock_rows=20, only=[name])
    assert figures["rows"] == figures[f"{name} households"] == 200
    assert figures[f"{name} first load of the floor"] > 0 and figures[f"{name} times faster than stock"] > 0


def test_its_sheets_have_sixty_columns_and_nothing_to_refuse(tmp_path):
    lines = sheets.write(tmp_path / "sheet.csv", 3).read_text(encoding="utf-8-sig").splitlines()
    assert [len(line.split(",")) for line in lines] == [60] * 4
