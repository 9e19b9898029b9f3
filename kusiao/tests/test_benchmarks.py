import pytest

from kusiao.benchmarks import survey_import

pytestmark = pytest.mark.drill


def test_the_import_benchmark_writes_every_row_it_times():
    figures = survey_import.measure(rows=200)
    assert figures["rows_written"] == 200
    assert figures["ratio"] > 0
