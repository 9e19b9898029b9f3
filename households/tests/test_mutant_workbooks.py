"""Good files broken by chance: each is read with every row accounted for, or refused in Thai. Nothing else happens."""

import pytest

from households.surveys.sentences import FileRefused
from households.tests.survey_setup import read_file
from households.tests.workbooks import witness
from households.tests.workbooks.mutants import mutant
from kusiao.testing.long import in_long

MUTANTS = in_long(500, short=25)
OUTCOMES = ("new", "changed", "same", "conflict", "refused", "skipped")


def rows_that_stand(path, layouts, otherwise):
    """Below the headers, as somebody else counts them."""
    try:
        last = witness.last_rows(path)
    except witness.Unreadable:
        return otherwise
    if list(last) == [""]:
        last = dict.fromkeys(layouts, last[""])
    return sum(max(0, last.get(name, 0) - layout.header_row) for name, layout in layouts.items())


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(MUTANTS))
def test_what_chance_broke_is_refused_or_counted(tmp_path, seed):
    path, legal, truth, done = mutant(seed, tmp_path)
    try:
        read = read_file(path, legal.year)
    except FileRefused as refused:
        assert "ส่ง" in str(refused)
        return
    summary = read.summary
    whole = (legal.rows or len(truth)) + legal.refused + legal.skipped
    assert summary["rows_read"] == sum(summary[name] for name in OUTCOMES)
    if not any(layout.people or layout.topic for layout in read.checked.layouts.values()):
        assert len(read.rows) + summary["skipped"] == summary["rows_read"]  # else many rows are one household
    assert summary["rows_read"] == rows_that_stand(path, read.checked.layouts, whole), f"{legal.name}: {done}"


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_makes_the_same_mutant(tmp_path, seed):
    (tmp_path / "again").mkdir()
    first, *_facts = mutant(seed, tmp_path)
    again, *_facts = mutant(seed, tmp_path / "again")
    assert first.name == again.name
    if first.suffix in (".csv", ".txt"):
        assert first.read_bytes() == again.read_bytes()


def test_a_reader_that_loses_the_last_row_would_be_noticed(tmp_path, monkeypatch):
    """The control."""
    from households.surveys import checking

    def short(sheet):
        rows = list(sheet.rows())
        return type(sheet)(sheet.name, lambda: iter(rows[:-1]), sheet.merged, is_text=sheet.is_text)

    real = checking._Check.book
    monkeypatch.setattr(checking._Check, "book", lambda self, sheets: real(self, map(short, sheets)))
    noticed = 0
    for seed in range(40):
        try:
            test_what_chance_broke_is_refused_or_counted(tmp_path, seed)
        except AssertionError:
            noticed += 1
    assert noticed > 5
