"""Rehearsal and writing are one function; writing and taking back are nothing; twice is once: whatever the register held."""

import random
import uuid

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from households.actions import surveys
from households.models import (
    Classification,
    Household,
    Member,
    Survey,
    SurveyFile,
    SurveyRound,
    UndoImage,
    Village,
)
from households.tests.survey_files import checked
from kusiao.benchmarks.sheets import HEADER, rows
from kusiao.jobs import run_pending
from kusiao.testing.long import LONG, in_long

pytestmark = pytest.mark.long
TABLES = (Household, Member, Survey, Classification, Village, SurveyRound)
PHASES = [
    phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)
]  # each example is a whole import
quick = settings(
    max_examples=in_long(40, short=4), phases=PHASES, deadline=None, derandomize=not LONG, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
TEXT = st.sampled_from(
    ["", "-", "12", "ทดสอบ", "นายสมหมาย", "๑๒", "3.4004E+12", "25-ก.พ.", "ไม่ผ่าน", "ชุมแพร", "16.5", "0"]
)
# (row, column, what somebody typed there)
edits = st.lists(st.tuples(st.integers(0, 5), st.integers(0, len(HEADER) - 1), TEXT), max_size=8)


def file_of(folder, edits, seed=1, **options):
    lines = [list(map(str, row)) for row in rows(6, seed=seed, **options)]
    for row, column, text in edits:
        lines[row][column] = text
    path = folder / f"{uuid.uuid4()}.csv"
    path.write_text("\n".join(",".join(line) for line in [HEADER, *lines]), encoding="utf-8")
    return path


def dump():
    """Every column of every row that an import may write; a lock's counter and a row's own clock aside."""
    found = {}
    for model in TABLES:
        columns = [f.attname for f in model._meta.concrete_fields if f.name not in ("version", "created_at")]
        found[model.__name__] = sorted(map(repr, model.objects.values_list(*columns)))
    return found


def confirmed(file, districts=()):
    surveys.confirm(file=file, skip_refused=True, districts=districts, by=None)
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


def adds_up(file):
    counts = file.counts
    whole = sum(counts[name] for name in ("new", "changed", "same", "conflict", "refused", "skipped"))
    return counts["rows_read"] == whole == 6


class Properties(TestCase):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path, _test_house):
        self.folder = tmp_path

    def standing(self, edits):
        """A register that an earlier file and people made."""
        file = checked(file_of(self.folder, edits, seed=2), 2562, None)
        file = confirmed(file) if file.stage == "checked" else file
        chance = random.Random(len(edits))
        for household in Household.objects.all():
            if chance.random() < 0.3:
                Household.objects.filter(pk=household.pk).update(
                    phone="0812345678", edited_at=file.arrived_at
                )
            if chance.random() < 0.2:
                household.members.update(first_name="คนเดิม", national_id="", national_id_index="")
                Household.objects.filter(pk=household.pk).update(head_name="นายคนเดิม")

    @quick
    @given(edits, edits, st.booleans())
    def test_apply_and_undo_is_nothing_and_the_rehearsal_says_what_is_done(self, before, sent, empty):
        if not empty:
            self.standing(before)
        stood, households = dump(), Household.objects.count()
        file = checked(file_of(self.folder, sent, raised=500), 2562, None)
        if file.stage == "refused":
            assert dump() == stood
            return
        assert adds_up(file)
        said = {row.row: (row.outcome, row.differences) for row in file.rows.exclude(outcome="missing")}
        file = confirmed(file)
        assert file.stage == "written"
        new = [row for row, (outcome, _differences) in said.items() if outcome == "new"]
        assert Household.objects.count() == households + len(new)
        writes = [row for row, (outcome, told) in said.items() if outcome == "changed"] + new
        assert bool(writes) <= (dump() != stood)
        surveys.undo(file=file, by=None)
        run_pending()
        file.refresh_from_db()
        assert (
            file.stage == "undone"
            and not file.not_undone.exists()
            and not UndoImage.objects.filter(file=file)
        )
        assert dump() == stood

    @quick
    @given(edits, edits)
    def test_the_same_again_changes_nothing(self, before, sent):
        self.standing(before)
        path = file_of(self.folder, sent)
        file = checked(path, 2562, None)
        if file.stage == "refused":
            return
        confirmed(file)
        stood = dump()
        again = checked(path, 2562, None)
        assert adds_up(again) and again.counts["new"] == again.counts["changed"] == 0
        confirmed(again)
        assert dump() == stood

    @quick
    @given(edits, st.randoms(use_true_random=False))
    def test_district_by_district_is_the_whole(self, sent, chance):
        file = checked(file_of(self.folder, sent), 2562, None)
        if file.stage == "refused":
            return
        districts = list(file.counts["districts"])
        chance.shuffle(districts)
        whole = Household.objects.count() + file.counts["new"]
        for district in districts:
            if file.stage == "checked":
                file = confirmed(file, [district])
        assert Household.objects.count() == whole
        if file.written_at:
            surveys.undo(file=file, by=None)
            run_pending()
            assert not any(dump().values())


def test_the_dump_would_show_a_difference(db, make):
    before = dump()
    household = make.household()
    assert dump() != before
    seen = dump()
    Member.objects.filter(household=household).update(title="นาง")
    assert dump() != seen
