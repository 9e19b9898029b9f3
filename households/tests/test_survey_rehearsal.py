"""What the preview tells of every household, field by field, is what writing the file then changes: no less and no more."""

import json
import uuid

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from households.models import Household
from households.surveys.writing import outcomes
from households.tests.register_picture import changes, implied, people_changes, picture
from households.tests.survey_files import checked
from households.tests.test_survey_properties import PHASES, TEXT, confirmed
from households.tests.workbooks import persons
from kusiao.benchmarks.sheets import HEADER, rows
from kusiao.testing.long import LONG, in_long

pytestmark = pytest.mark.long
quick = settings(
    max_examples=in_long(30, short=4), phases=PHASES, deadline=None, derandomize=not LONG, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
YEAR = {"household": 2562, "people": persons.YEAR}
PERSONAL = st.sampled_from(
    ["", "-", "ทำนา", "หญิง", "ชาย", "พิการ", "12/03/2498", "70", "มี", "ได้", "นายก้อน", "2511"]
)
household_edits = st.lists(st.tuples(st.integers(0, 5), st.integers(0, len(HEADER) - 1), TEXT), max_size=9)
# Columns after the one that says who is the head.
people_edits = st.lists(
    st.tuples(st.integers(0, 9), st.integers(8, len(persons.HEADER) - 1), PERSONAL), max_size=9
)
shapes = st.sampled_from(["csv", "xlsx"])


def households(edits, **options):
    lines = [list(row) for row in rows(6, **options)]
    return [list(HEADER), *_edited(lines, edits)]


def people(edits, left_out=()):
    head, *lines = persons.table(persons.homes(3))
    lines = [line for number, line in enumerate(_edited(lines, edits)) if number not in left_out]
    return [head, *lines]


def _edited(lines, edits):
    for row, column, text in edits:
        if row < len(lines):
            lines[row][column] = text
    return lines


def file_of(folder, table, shape):
    path = folder / f"{uuid.uuid4()}.{shape}"
    if shape == "csv":
        path.write_text("\n".join(",".join(map(str, line)) for line in table), encoding="utf-8")
        return path
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ครัวเรือน")
        for number, line in enumerate(table):
            for position, cell in enumerate(line):
                if isinstance(cell, int | float):
                    sheet.write_number(number, position, cell)
                else:
                    sheet.write_string(number, position, cell)
    return path


def told_of(file):
    """{household: (outcome, what was told of it, what was told of its people)}"""
    told = {}
    for row in file.rows.exclude(household_id=None):
        own = [one for one in row.differences if "|" not in one[0]]
        told[row.household_id] = row.outcome, own, {one[0] for one in row.differences if "|" in one[0]}
    return told


def as_kept(differences):
    return sorted(json.dumps(one, ensure_ascii=False, default=str) for one in differences)


def faults(before, after, told):
    """What was done and not told, or told and not done."""
    found = []
    for key, (outcome, own, of_people) in told.items():
        done, done_to_people = (
            as_kept(changes(before[key], after[key])),
            people_changes(before[key], after[key]),
        )
        said = as_kept(own)
        either = implied(before[key], after[key])
        done_to_people, of_people = done_to_people - either, of_people - either
        if outcome == "conflict":  # some of it was told as kept
            said, of_people = [one for one in said if one in done], of_people & done_to_people
        if (done, done_to_people) != (said, of_people):
            found.append((outcome, set(done) ^ set(said), done_to_people ^ of_people))
    untouched = before.keys() - told.keys()
    return found + [("not told of", key) for key in untouched if before[key] != after[key]]


class Rehearsal(TestCase):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path, _test_house):
        self.folder = tmp_path

    def write(self, year, table, shape):
        file = checked(file_of(self.folder, table, shape), year, None)
        return confirmed(file) if file.stage == "checked" else file

    def hold(self, year, table, shape):
        file = checked(file_of(self.folder, table, shape), year, None)
        if file.stage == "refused":
            return
        before, told = picture(year), told_of(file)
        assert confirmed(file).stage == "written"
        after = picture(year)
        assert faults(before, after, told) == []
        assert len(after) - len(before) == file.counts["households"]["new"]

    @quick
    @given(household_edits, household_edits, shapes, st.booleans())
    def test_every_field_of_every_household(self, before, sent, shape, edited):
        self.write(2562, households(before, seed=2), "csv")
        if edited:
            Household.objects.update(edited_at="2026-01-01T00:00:00Z")
        self.hold(2562, households(sent, seed=2, raised=500), shape)

    @quick
    @given(people_edits, people_edits, st.sets(st.integers(1, 9), max_size=3), shapes)
    def test_every_fact_of_every_person(self, before, sent, left_out, shape):
        self.write(persons.YEAR, people(before, {one for one in left_out if one % 2}), "xlsx")
        self.hold(persons.YEAR, people(sent, left_out), shape)


def test_a_writer_that_leaves_out_a_field_is_seen(tmp_path, transactional_db, monkeypatch):
    """The control."""
    written = {name: column for name, column in outcomes._HOUSEHOLD_COLUMNS.items() if name != "phone"}
    confirmed(checked(file_of(tmp_path, households([]), "csv"), 2562, None))
    file = checked(
        file_of(tmp_path, households([(0, HEADER.index("โทรศัพท์"), "0899999999")]), "csv"), 2562, None
    )
    before, told = picture(2562), told_of(file)
    monkeypatch.setattr(outcomes, "_HOUSEHOLD_COLUMNS", written)
    confirmed(file)
    ((outcome, own, _people),) = faults(before, picture(2562), told)
    assert outcome == "changed" and len(own) == 1 and "phone" in own.pop()
