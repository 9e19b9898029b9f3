"""Every odd but legal spreadsheet is read right, or asks: no row is lost, none is guessed."""

import pytest

from households.tests.survey_setup import read_file
from households.tests.workbooks.legal import everything

LEGAL = everything()
OUTCOMES = ("new", "changed", "same", "conflict", "refused", "skipped")


def test_there_are_enough_of_them():
    assert len(LEGAL) >= 60


@pytest.mark.parametrize("legal", LEGAL, ids=lambda legal: legal.name)
def test_legal_workbooks_are_read_right(tmp_path, legal):
    path, truth = legal.write(tmp_path)
    read = read_file(path, legal.year)
    summary = read.summary
    assert [legal.key(outcome.row) for outcome in read.rows if outcome.outcome == "new"] == [
        h.key for h in truth
    ]
    assert (summary["skipped"], summary["refused"]) == (legal.skipped, legal.refused)
    assert (
        summary["rows_read"]
        == sum(summary[name] for name in OUTCOMES)
        == (legal.rows or len(truth)) + legal.skipped + legal.refused
    )
    assert summary["households"]["new"] == len(truth)
    assert {code: n for (_verdict, code), n in read.checked.findings.items()} == dict(legal.findings)
