"""Written by districts, called off, taken back: nothing that somebody did is lost."""

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.actions import households as cases
from households.actions import surveys
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
from households.surveys.province import facts_of
from households.surveys.undoing import Undo
from households.surveys.writing import Pen
from households.tests.survey_files import checked, received, undone, written
from households.tests.test_surveys import snapshot
from households.tests.workbooks import below_the_line
from kusiao.benchmarks import sheets
from kusiao.jobs import claim, run_pending
from kusiao.jobs.models import Cancelled, Job
from kusiao.testing.race import at_once
from kusiao.thai import now

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("step, stands", [("check", "cancelled"), ("write", "checked"), ("undo", "written")])
def test_a_job_that_failed_is_given_up_and_the_file_is_free_again(tmp_path, importer, as_, step, stands):
    if step == "check":
        file = received(below_the_line(tmp_path), 2562, importer)
    elif step == "write":
        file = checked(below_the_line(tmp_path), 2562, importer)
        surveys.confirm(file=file, skip_refused=True, by=importer)
    else:
        file = written(below_the_line(tmp_path), 2562, importer)
        surveys.undo(file=file, by=importer)
    Job.objects.filter(key=file.job_key, kind=f"survey.{step}").update(state="failed", finished_at=now())
    address = reverse("households:survey_call_off", args=[file.pk])
    page = reverse("households:survey_file", args=[file.pk])
    assert address in as_(importer).get(page).content.decode()
    surveys.call_off(file=file, by=importer)
    assert file.stage == stands and Job.objects.filter(kind=f"survey.{step}", state="failed").exists()
    assert address not in as_(importer).get(page).content.decode()
    with pytest.raises(surveys.NotNow, match="ไม่มีงาน"):
        surveys.call_off(file=file, by=importer)


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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole file")
@pytest.mark.django_db(transaction=True)
def test_a_visit_is_written_while_a_file_is(make, somchai):
    household = make.household()

    def visit():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            return make.visit(household=household, officer=somchai)

    with transaction.atomic():
        facts_of([household.pk], 2562, lock=True)
        assert at_once([visit]) == [household.visits.get()]
