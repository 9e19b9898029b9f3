"""Which household is a row's: asked of the register as it stood when the check began, however many rows wait."""

import csv
from functools import partial

import pytest

from households.models import Household, Member
from households.surveys import aside, deciding, kept_rows
from households.surveys.household_row import HouseholdRow
from households.surveys.keeping import path_of
from households.surveys.onrecord import on_record
from households.tests.survey_files import written
from kusiao.benchmarks.sheets import HEADER, rows

CODE, NUMBER, FIRST = HEADER.index("รหัสบ้าน"), HEADER.index("บ้านเลขที่"), HEADER.index("ชื่อ")


@pytest.fixture
def row_by_row(monkeypatch):
    for module in (deciding, kept_rows):
        monkeypatch.setattr(module, "CHUNK", 1)
    monkeypatch.setattr(deciding, "Aside", partial(aside.Aside, most=2))


def file_of(folder, lines, name="rows.csv"):
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, *lines])
    return path


def imported(folder, *lines):
    file = written(file_of(folder, lines), 2562, None)
    assert (file.stage, file.moved, file.counts["refused"]) == ("written", False, 0)
    return file.counts


def test_what_a_file_writes_itself_is_not_on_record_for_its_later_rows(db, tmp_path, row_by_row):
    one, *others = map(list, rows(4))
    imported(tmp_path, one)
    others[1][CODE] = others[0][CODE]  # two families under one code
    assert imported(tmp_path, *others)["new"] == 3
    assert Household.objects.count() == 4


def test_any_number_of_households_may_have_a_new_head(db, tmp_path, row_by_row):
    before = [list(row) for row in rows(7)]
    imported(tmp_path, *before)
    after = [[*row[:FIRST], f"อื่น{row[FIRST]}", *row[FIRST + 1 :]] for row in before]
    counts = imported(tmp_path, *after)
    assert (counts["changed"], counts["new"], counts["households"]["missing"]) == (7, 0, 0)
    names = Member.objects.filter(is_head=True, left_on__isnull=True).values_list("first_name", flat=True)
    assert sorted(names) == sorted(row[FIRST] for row in after)


def test_a_household_without_its_code_is_found_where_it_lives(db, tmp_path, row_by_row):
    before = [list(row) for row in rows(5)]
    imported(tmp_path, *before)
    counts = imported(tmp_path, *[[*row[:CODE], "", *row[CODE + 1 :]] for row in before])
    assert (counts["same"], counts["new"]) == (5, 0)


def test_each_bears_a_number_by_its_place_and_only_what_is_asked_is_told(db, tmp_path):
    imported(tmp_path, *rows(9))
    with on_record() as known:
        found = known.numbered(1, known.count)
        assert [one.number for one in found] == list(range(1, 10)) and not known.elsewhere
        assert [one.subdistrict for one in found] == sorted(one.subdistrict for one in found)
        assert known.coded([found[3].house_code]) == [found[3]] == known.of_keys({found[3].pk})
        assert known.addressed([(*found[4][2:5], found[4].head_name.replace(" ", ""))]) == [found[4]]
        assert not known.coded([]) and not known.addressed([("", None, "", "")])


def test_rows_that_wait_come_back_in_their_order_and_lie_nowhere_by_name(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    waiting = aside.Aside(most=3)
    for number in range(8):
        waiting.append(HouseholdRow("แผ่น", number, failing={1: number}))
    back = [row for handful in waiting.handfuls() for row in handful]
    assert [(row.row, row.failing) for row in back] == [(number, {1: number}) for number in range(8)]
    assert not any(path_of("x").parent.glob("*"))
