"""Written by districts, called off, taken back: nothing that somebody did is lost."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.actions import classes, enrolments, surveys
from households.actions import households as cases
from households.models import (
    Classification,
    Household,
    Member,
    NotUndone,
    Stage,
    Survey,
    SurveyFile,
    UndoImage,
    Village,
)
from households.surveys.undoing import Undo
from households.surveys.writing import Pen
from households.tests.survey_files import checked, received, written
from households.tests.test_surveys import snapshot
from households.tests.workbooks import below_the_line
from kusiao.benchmarks import sheets
from kusiao.jobs import claim, run_pending
from kusiao.jobs.models import Cancelled, Job
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def undone(file, by):
    surveys.undo(file=file, by=by)
    run_pending()
    file.refresh_from_db()
    return file


def reasons(file):
    return {row.household.house_number: row.reasons for row in file.not_undone.select_related("household")}


# --- by districts -------------------------------------------------------------------------------------------------


def test_one_district_is_written_and_the_others_wait(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    one, *others = file.counts["districts"]
    surveys.confirm(file=file, skip_refused=True, districts=[one], by=importer)
    run_pending()
    file.refresh_from_db()
    new = file.counts["districts"][one].get("same")
    assert file.stage == "checked" and file.written_districts == [one] and file.written_at
    assert set(Village.objects.values_list("subdistrict__district_id", flat=True)) == {one}
    assert Household.objects.count() == new == file.rows.filter(district=one, outcome="same").count()
    surveys.confirm(file=file, skip_refused=True, districts=others, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "written" and Household.objects.count() == 8


def test_the_rest_may_be_left(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    surveys.confirm(file=file, skip_refused=True, districts=list(file.counts["districts"])[:1], by=importer)
    run_pending()
    file.refresh_from_db()
    surveys.cancel(file=file, by=importer)
    assert file.stage == "written" and 0 < Household.objects.count() < 8


def test_a_district_that_is_not_in_the_file_is_refused(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    with pytest.raises(surveys.Refused, match="ไม่มีในไฟล์นี้"):
        surveys.confirm(file=file, skip_refused=True, districts=["4099"], by=importer)


def test_parts_are_taken_back_together(tmp_path, importer):
    before = snapshot()
    file = checked(below_the_line(tmp_path), 2562, importer)
    for district in file.counts["districts"]:
        surveys.confirm(file=file, skip_refused=True, districts=[district], by=importer)
        run_pending()
        file.refresh_from_db()
    assert Household.objects.count() == 8 and file.stage == "written"
    assert undone(file, importer).stage == "undone"
    assert snapshot() == before and not file.not_undone.exists()


# --- called off ---------------------------------------------------------------------------------------------------


def test_a_check_that_is_called_off_leaves_a_cancelled_file(tmp_path, importer):
    file = received(below_the_line(tmp_path), 2562, importer)
    surveys.call_off(file=file, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "cancelled" and Job.objects.get().state == "cancelled"


def test_a_write_that_is_called_off_can_be_ordered_again(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    surveys.call_off(file=file, by=importer)
    run_pending()
    assert file.stage == "checked" and Household.objects.count() == 0
    surveys.confirm(file=file, skip_refused=True, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "written" and Household.objects.count() == 8


def test_a_write_in_its_last_transaction_hears_that_it_is_called_off(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    job = claim(Job.objects.get(kind="survey.write").pk)
    with pytest.raises(Cancelled), job.finishing():
        surveys.ask_to_stop(Job.objects.get(pk=job.pk, state="done") and _as_others_see(job))
        surveys.write(file=file, by=importer, progress=job.report)
    assert Household.objects.count() == 0 and Job.objects.get(pk=job.pk).state == "running"


def _as_others_see(job):
    """Before the commit everybody else sees the row as it was claimed."""
    seen = Job.objects.get(pk=job.pk)
    seen.state = "running"
    return seen


def test_a_write_tells_how_far_it_is_inside_its_transaction(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    surveys.confirm(file=file, skip_refused=True, by=importer)
    job = claim(Job.objects.get(kind="survey.write").pk)
    with job.finishing():
        surveys.write(file=file, by=importer, progress=job.report)
        done, total = _as_others_see(job).progress
    assert 0 < done <= total


def test_nothing_to_call_off_is_told(tmp_path, importer):
    file = written(below_the_line(tmp_path), 2562, importer)
    with pytest.raises(surveys.NotNow, match="ไม่มีงาน"):
        surveys.call_off(file=file, by=importer)
    assert file.stage == "written"


# --- taken back ---------------------------------------------------------------------------------------------------


def test_a_first_load_is_taken_back_whole(tmp_path, importer):
    before = snapshot()
    file = written(below_the_line(tmp_path), 2562, importer)
    assert UndoImage.objects.filter(file=file).exists()
    assert undone(file, importer).stage == Stage.UNDONE and file.undone_by == importer
    assert snapshot() == before
    assert not UndoImage.objects.exists(), "old values are kept no longer than they are wanted"


def test_old_values_come_back(tmp_path, importer):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Household.objects.update(phone="0812345678", latitude=16.5)
    Member.objects.filter(first_name="สมหมาย").update(
        first_name="คนเดิม", national_id="", national_id_index=""
    )
    Household.objects.filter(house_number="12/3").update(head_name="นายคนเดิม ทองดี")
    Survey.objects.update(income_total=1)
    before = snapshot()
    file = written(path, 2562, importer)
    assert file.counts["changed"] == 8 and snapshot() != before
    undone(file, importer)
    assert snapshot() == before and not file.not_undone.exists()


def test_ids_stay_encrypted_in_the_image(tmp_path, importer):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Member.objects.filter(first_name="สมหมาย").update(national_id="", national_id_index="")
    file = written(path, 2562, importer)
    number = Member.objects.get(first_name="สมหมาย").national_id
    with connection.cursor() as cursor:
        cursor.execute("select made, changed from households_undoimage")
        kept = repr(cursor.fetchall())
    assert "national_id" in kept and number and number not in kept
    undone(file, importer)
    assert Member.objects.get(first_name="สมหมาย").national_id == ""


def test_what_somebody_did_since_is_kept_and_told(tmp_path, importer, somchai, make):
    file = written(below_the_line(tmp_path), 2562, importer)
    edited, enrolled, paired, seen, judged = Household.objects.order_by("house_number")[:5]
    cases.edit(household=edited, changes={"phone": "0898765432"}, version=edited.version, by=somchai)
    enrolments.enrol(household=enrolled, entered_on=today(), basis="survey", by=importer)
    make.pairing(officer=somchai, household=paired)
    make.visit(household=seen, officer=somchai)
    other = "developable" if judged.classifications.get().track == "welfare" else "welfare"
    classes.classify(household=judged, track=other, started_on=today(), reason="ยายอยู่คนเดียว", by=somchai)
    undone(file, importer)
    told = reasons(file)
    assert told[edited.house_number] == ["edited:households.Household"]
    assert "households.Enrolment" in told[enrolled.house_number]
    assert "officers.Pairing" in told[paired.house_number]
    assert "officers.Visit" in told[seen.house_number]
    assert any("households.Classification" in reason for reason in told[judged.house_number])
    assert Household.objects.count() == 5 == Survey.objects.count()
    edited.refresh_from_db()
    assert edited.phone == "0898765432" and file.stage == "undone"


def test_a_later_file_keeps_what_it_stands_on(tmp_path, importer):
    path = below_the_line(tmp_path)
    first = written(path, 2562, importer)
    second = written(path, 2563, importer)
    undone(first, importer)
    assert Household.objects.count() == 8
    assert all(row.reasons == ["households.Survey"] for row in NotUndone.objects.all())
    undone(second, importer)
    assert Survey.objects.filter(round_id=2563).count() == 0 and Survey.objects.count() == 8


def test_files_are_taken_back_one_after_the_other(tmp_path, importer):
    path = below_the_line(tmp_path)
    before = snapshot()
    first = written(path, 2562, importer)
    second = written(path, 2563, importer)
    undone(second, importer)
    undone(first, importer)
    assert snapshot() == before and not NotUndone.objects.exists()


def test_an_open_form_is_told_that_the_household_moved(tmp_path, importer, somchai):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Household.objects.update(house_code="")
    file = written(path, 2562, importer)
    open_form = Household.objects.filter(version=2).first()
    undone(file, importer)
    with pytest.raises(cases.EditConflict):
        cases.edit(
            household=open_form, changes={"phone": "0898765432"}, version=open_form.version, by=somchai
        )


def test_only_a_written_file_is_taken_back(tmp_path, importer):
    file = checked(below_the_line(tmp_path), 2562, importer)
    with pytest.raises(surveys.NotNow, match="ย้อนคืนได้เฉพาะ"):
        surveys.undo(file=file, by=importer)


def test_an_undo_that_is_called_off_changes_nothing(tmp_path, importer):
    file = written(below_the_line(tmp_path), 2562, importer)
    surveys.undo(file=file, by=importer)
    surveys.call_off(file=file, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "written" and Household.objects.count() == 8
    assert Classification.objects.filter(started_on__lte=dt.date.max).exists()


def test_numbers_come_back_to_the_last_bit(db, importer, make):
    file = SurveyFile.objects.create(name="x", digest="0" * 64, size=1, year=2562, uploaded_by=importer)
    village, pen = make.village(), Pen(file)
    points = [
        42.683643,
        47.345167,
        76.086036,
        98.085839,
        93.284084,
    ]  # which SQLite 3.40 reads a bit too high or low
    keys = [uuid.uuid4() for _point in points]
    columns = ("id", "village_id", "head_name", "head_name_key", "longitude")
    rows = [(key, village.pk, "ก", "ก", point) for key, point in zip(keys, points, strict=True)]
    pen.insert(Household, columns, rows, households=keys)
    pen.done()
    assert dict(Household.objects.values_list("pk", "longitude")) == dict(zip(keys, points, strict=True))
    assert Undo(file).run() == {} and not Household.objects.exists()


def test_ten_times_the_rows_cost_no_more_questions(tmp_path, importer):
    def asked(rows, year):
        file = checked(sheets.write(tmp_path / f"{rows}.csv", rows), year, importer)
        surveys.confirm(file=file, skip_refused=False, by=importer)
        with CaptureQueriesContext(connection) as wrote:
            run_pending()
        file.refresh_from_db()
        surveys.undo(file=file, by=importer)
        with CaptureQueriesContext(connection) as took_back:
            run_pending()
        assert not Household.objects.exists()
        return len(wrote), len(took_back)

    assert asked(40, 2562) == asked(400, 2563)
