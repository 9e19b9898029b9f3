"""What an import holds does not grow with the file or with the register: a province fits as a district does."""

import tracemalloc
from functools import partial

import pytest

from households.actions import surveys
from households.models import Household, SurveyFile
from households.surveys import (
    aside,
    checking,
    columncells,
    deciding,
    kept_rows,
    matching,
    onrecord,
    plainrows,
    reading,
    repeats,
    rows,
    skipping,
)  # fmt: skip
from households.surveys.keeping import chunks_of
from households.surveys.writing import tables
from kusiao import collecting
from kusiao.benchmarks import sheets
from kusiao.jobs import run_pending

FEW, TIMES = 500, 4
MOST_A_ROW = 250  # bytes: what stands twice in the file is known by the keys of its rows, in arrays


@pytest.fixture
def traced(monkeypatch):
    """By handfuls that are small beside the files, so that a file held in memory would be seen."""
    for module in (aside, matching, skipping):
        monkeypatch.setattr(module, "HANDFUL", 50)
    for module in (checking, deciding, kept_rows):
        monkeypatch.setattr(module, "CHUNK", 50)
    for module in (columncells, plainrows, rows):
        monkeypatch.setattr(module, "REMEMBERED", 50)
    monkeypatch.setattr(onrecord, "AT_ONCE", 50)
    for module in (kept_rows, reading, tables):
        monkeypatch.setattr(module, "PIECE", 4_096)
    monkeypatch.setattr(collecting, "SELDOM", 700)
    for name in ("HELD", "KEYS_AHEAD", "LINES"):
        monkeypatch.setattr(tables, name, 50)
    monkeypatch.setattr(repeats, "Seen", partial(repeats.Seen, most_in_a_dict=0))  # as from 25,000 rows on
    tracemalloc.start()
    yield
    tracemalloc.stop()


def most_held(work):
    """Bytes of Python's beside those held before."""
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    work()
    return tracemalloc.get_traced_memory()[1] - before


def imported_and_taken_back(folder, number):
    """{step: the most that was held in it}"""
    held, files = {}, []
    for what, raised in (("first load", 0), ("over rows", 500)):
        path = sheets.write(folder / f"{number}-{raised}.csv", number, raised=raised)
        file = surveys.receive(chunks=chunks_of(path), name=path.name, year=2562, by=None)
        held[f"{what}, rehearsed"] = most_held(run_pending)
        file.refresh_from_db()
        surveys.confirm(file=file, skip_refused=False, by=None)
        held[f"{what}, written"] = most_held(run_pending)
        files.append(SurveyFile.objects.get(pk=file.pk, stage="written"))
    assert Household.objects.count() == number
    for file, what in zip(reversed(files), ("over rows", "first load"), strict=True):
        surveys.undo(file=file, by=None)
        held[f"{what}, taken back"] = most_held(run_pending)
    assert not Household.objects.exists()
    return held


@pytest.mark.drill
def test_four_times_the_rows_take_hardly_more_memory(db, traced, tmp_path):
    imported_and_taken_back(tmp_path, 100)  # what is made once, whatever the file
    few, many = (imported_and_taken_back(tmp_path, number) for number in (FEW, TIMES * FEW))
    more = {what: (many[what] - held) / ((TIMES - 1) * FEW) for what, held in few.items()}
    assert all(bytes_a_row < MOST_A_ROW for bytes_a_row in more.values()), (few, many)
