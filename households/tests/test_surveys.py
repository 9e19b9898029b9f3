"""A survey file from its arrival to the enrolment, through the ledger, on the database."""

import pytest
from django.db import connection, transaction

from households.actions import entering, surveys
from households.actions import households as cases
from households.entering import not_enrolled_of
from households.models import (
    CheckedRow,
    Classification,
    Enrolment,
    Household,
    Member,
    Subdistrict,
    Survey,
    SurveyFile,
    Village,
)
from households.surveys.rehearsing import rehearsed
from households.surveys.writing import Writer
from households.tests.survey_files import checked, received, written
from households.tests.workbooks import BELOW_EXPECTED, below_the_line, later_survey, older_survey, person_id
from kusiao.audit.models import Event
from kusiao.fields import blind_index
from kusiao.jobs import run_pending
from kusiao.jobs.models import Job
from kusiao.refusal import Refused

pytestmark = pytest.mark.django_db


def snapshot():
    """Every row an import may write, without the times at which it did."""
    return [
        sorted(map(repr, model.objects.values_list(*columns)))
        for model, columns in (
            (Household, ("pk", "head_name", "house_number", "house_code", "village", "phone", "latitude")),
            (Member, ("household", "title", "first_name", "last_name", "is_head", "national_id_index")),
            (
                Survey,
                (
                    "household",
                    "round",
                    "income_total",
                    "income_per_person_year",
                    "below_line",
                    "results",
                    "file",
                ),
            ),
            (Classification, ("household", "track")),
            (Village, ("subdistrict", "moo", "name")),
            (Enrolment, ("household",)),
        )
    ]


def test_an_arrived_file_is_checked_by_the_worker_and_writes_no_household(tmp_path, importer):
    file = received(below_the_line(tmp_path), 2562, importer)
    assert file.stage == "arrived" and Job.objects.get().kind == "survey.check"
    run_pending()
    file.refresh_from_db()
    assert file.stage == "checked" and Household.objects.count() == 0
    assert {name: file.counts[name] for name in ("rows_read", "new", "refused", "skipped")} == {
        name: BELOW_EXPECTED[name] for name in ("rows_read", "new", "refused", "skipped")
    }
    assert file.findings.filter(code="place_unknown", cell="E10", value="ชุมแพร").exists()
    assert file.rows.filter(outcome="new").count() == 8 and file.rows.filter(outcome="refused").count() == 3
    assert file.layouts[1] == {"sheet": "Sheet2", "header_row": None}


def test_confirmed_the_worker_writes_what_the_rehearsal_said(tmp_path, importer):
    file = written(below_the_line(tmp_path), 2562, importer)
    assert file.stage == "written" and Household.objects.count() == Survey.objects.count() == 8
    household = Household.objects.get(house_number="12/3")
    assert (household.head_name, household.house_code) == ("นายสมหมาย ทองดี", "40050000011")
    assert (household.village.subdistrict_id, household.village.moo, household.village.name) == (
        "400501",
        3,
        "บ้านพฤกษา",
    )
    survey = household.surveys.get()
    assert (survey.income_per_person_year, survey.line_baht, survey.below_line) == (30_000, 38_000, True)
    assert survey.file == file and household.classifications.get().track == "developable"
    assert Survey.objects.filter(below_line=True).count() == BELOW_EXPECTED["below_line"]
    assert Survey.objects.get(household__house_number="9").below_line is False, (
        "exactly the line is not below it"
    )
    assert Enrolment.objects.count() == 0, "an import enrols nobody"
    verbs = list(Event.objects.order_by("id").values_list("verb", "actor_name"))
    assert verbs == [
        ("survey_file.received", "importer"), ("survey_file.checked", ""), ("survey_file.confirmed", "importer"),
        ("survey_file.written", "importer"),
    ]  # fmt: skip


def test_citizen_ids_are_encrypted_and_found_by_their_index(tmp_path, importer):
    written(below_the_line(tmp_path), 2562, importer)
    head = Member.objects.get(national_id_index=blind_index(person_id(1)))
    assert head.national_id == person_id(1) and head.is_head
    with connection.cursor() as cursor:
        cursor.execute("select national_id from households_member where national_id <> ''")
        stored = " ".join(row[0] for row in cursor.fetchall())
    assert person_id(1) not in stored
    without = Member.objects.get(first_name="บัวลอย")
    assert without.national_id == "" and without.no_id_reason


def test_refused_rows_hold_the_file_until_a_person_says_skip(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    with pytest.raises(Refused, match="มี 3 แถวที่อ่านไม่ได้"):
        surveys.confirm(file=file, skip_refused=False, by=importer)
    file.refresh_from_db()
    assert file.stage == "checked"


def test_confirming_twice_writes_once(tmp_path, importer):
    file = checked(older_survey(tmp_path), 2563, importer)
    stale = SurveyFile.objects.get(pk=file.pk)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    with pytest.raises(surveys.NotNow, match="ยืนยันแล้ว"):
        surveys.confirm(file=stale, skip_refused=True, by=importer)
    run_pending()
    assert Job.objects.filter(kind="survey.write").count() == 1 and Household.objects.count() == 6


def test_importing_the_same_file_twice_changes_nothing(tmp_path, importer):
    path = later_survey(tmp_path)
    written(path, 2566, importer)
    before = snapshot()
    again = checked(path, 2566, importer)
    assert again.counts["same"] == 6 and again.same_bytes().count() == 1
    surveys.confirm(file=again, skip_refused=True, by=importer)
    run_pending()
    assert snapshot() == before


def test_a_second_round_stands_beside_the_first(tmp_path, importer):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    second = written(path, 2563, importer)
    assert second.counts["changed"] == 8 and Household.objects.count() == 8
    assert sorted(Survey.objects.values_list("round_id", flat=True)) == [2562] * 8 + [2563] * 8


def test_a_register_that_moved_sends_the_file_back_and_keeps_nothing(tmp_path, importer, somchai):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    file = checked(path, 2563, importer)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    household = Household.objects.get(house_number="12/3")
    cases.edit(household=household, changes={"house_number": "12/9"}, version=household.version, by=somchai)
    run_pending()
    file.refresh_from_db()
    assert (file.stage, file.moved, file.checks) == ("checked", True, 2)
    assert Survey.objects.filter(round_id=2563).count() == 0, "all or nothing"
    assert file.rows.get(outcome="conflict").household_id == household.pk
    surveys.confirm(file=file, skip_refused=True, by=importer)
    run_pending()
    household.refresh_from_db()
    assert household.house_number == "12/9", "a person's edit is never overwritten in silence"
    assert household.surveys.filter(round_id=2563).exists(), "what is not in conflict is written"


def test_a_class_on_record_is_kept_and_told(tmp_path, importer, make):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Classification.objects.filter(household__house_number="12/3").update(track="welfare")
    file = checked(path, 2562, importer)
    assert file.counts["conflict"] == 1 and "สงเคราะห์" in file.findings.get(code="class_conflict").message
    surveys.confirm(file=file, skip_refused=True, by=importer)
    run_pending()
    assert Classification.objects.get(household__house_number="12/3").track == "welfare"


def test_a_write_that_breaks_in_the_middle_leaves_nothing_and_is_tried_again(tmp_path, importer, monkeypatch):
    file = checked(below_the_line(tmp_path), 2562, importer)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    monkeypatch.setattr(Writer, "_add_classes", lambda self, rows: 1 / 0)
    run_pending()
    file.refresh_from_db()
    assert Household.objects.count() == 0 and file.stage == "confirmed"
    assert Job.objects.get(kind="survey.write").state == "pending"
    monkeypatch.undo()
    Job.objects.update(due_at=file.arrived_at)
    run_pending()
    assert Household.objects.count() == 8


def test_a_file_that_is_none_is_refused_with_its_sentence(tmp_path, importer):
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n not a sheet")
    file = checked(path, 2562, importer)
    assert file.stage == "refused" and "ไม่ใช่ตาราง" in file.refusal
    assert Event.objects.filter(verb="survey_file.refused").exists()


def test_another_year_is_another_check(tmp_path, importer):
    file = checked(later_survey(tmp_path), 2562, importer)
    assert file.stage == "refused" and "มีตัวชี้วัดถึงข้อ 38" in file.refusal
    surveys.recheck(file=file, year=2566, sheets=["บ้านโคก"], by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "checked" and file.counts["new"] == 3


def test_what_is_confirmed_is_what_was_shown(tmp_path, importer):
    file = checked(later_survey(tmp_path), 2566, importer)
    stale = SurveyFile.objects.get(pk=file.pk)
    surveys.recheck(file=file, year=2565, by=importer)
    run_pending()
    file.refresh_from_db()
    with pytest.raises(surveys.NotNow, match="ตรวจใหม่หลังจาก"):
        surveys.confirm(file=file, skip_refused=True, checks=stale.checks, by=importer)
    with pytest.raises(surveys.NotNow):
        surveys.confirm(file=stale, skip_refused=True, by=importer)
    file.refresh_from_db()
    assert file.stage == "checked"


def test_a_cancelled_file_cannot_be_confirmed(tmp_path, importer):
    file = checked(later_survey(tmp_path), 2566, importer)
    surveys.cancel(file=file, by=importer)
    with pytest.raises(surveys.NotNow):
        surveys.confirm(file=file, skip_refused=True, by=importer)


def test_those_below_the_line_are_enrolled_when_a_person_says_so(tmp_path, importer):
    file = written(below_the_line(tmp_path), 2562, importer)
    found = not_enrolled_of(file).count()
    with pytest.raises(Refused, match="เปลี่ยนจาก 3 เป็น 7"):
        entering.enrol_below_line(file=file, expected=3, by=importer)
    assert Enrolment.objects.count() == 0
    made = entering.enrol_below_line(file=file, expected=found, by=importer)
    assert len(made) == 7 == Enrolment.objects.filter(basis="survey", survey__file=file).count()
    assert entering.enrol_below_line(file=file, by=importer) == []


def test_nobody_is_enrolled_from_a_file_that_is_not_written(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    with pytest.raises(Refused, match="หลังบันทึกไฟล์"):
        entering.enrol_below_line(file=file, by=importer)


def test_a_new_head_keeps_the_old_one_as_member(tmp_path, importer):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Member.objects.filter(first_name="สมหมาย").update(
        first_name="คนเดิม", national_id="", national_id_index=""
    )
    Household.objects.filter(house_number="12/3").update(head_name="นายคนเดิม ทองดี")
    file = written(path, 2563, importer)
    assert file.stage == "written"
    household = Household.objects.get(house_number="12/3")
    assert household.head_name == "นายสมหมาย ทองดี"
    assert list(household.members.values_list("first_name", "is_head")) == [
        ("สมหมาย", True),
        ("คนเดิม", False),
    ]


def test_households_the_file_leaves_out_are_listed_and_stay(tmp_path, importer, make):
    village = Village.objects.create(subdistrict=Subdistrict.objects.get(pk="400501"), moo=9)
    left_out = make.household(village=village)
    file = written(below_the_line(tmp_path), 2562, importer)
    assert CheckedRow.objects.get(file=file, outcome="missing").household_id == left_out.pk
    assert Household.objects.filter(pk=left_out.pk).exists()


def test_rehearsing_writes_nothing(tmp_path):
    before = snapshot()
    with transaction.atomic(), rehearsed(older_survey(tmp_path), year=2563) as rehearsal:
        assert rehearsal.checked.counts["new"] and (rehearsal.folder / "rows").read_text()
    assert not rehearsal.folder.exists()
    assert snapshot() == before and SurveyFile.objects.count() == 0
