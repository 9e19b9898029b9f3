"""The pages of a survey file, walked by the importer; the others knock."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.actions import surveys
from households.models import Enrolment, Household, SurveyFile
from households.tests.survey_files import checked, received, written
from households.tests.workbooks import below_the_line, later_survey, person_id
from kusiao.jobs import run_pending

pytestmark = pytest.mark.django_db


def address(name, file=None):
    return reverse(f"households:{name}", args=[file.pk] if file else [])


def text_of(response):
    return response.content.decode()


def test_the_whole_way_from_upload_to_enrolment(tmp_path, importer, as_):
    client, path = as_(importer), below_the_line(tmp_path)
    sent = SimpleUploadedFile("ตกเกณฑ์.xlsx", path.read_bytes())
    page = client.post(address("survey_upload"), {"file": sent, "year": 2562}, follow=True)
    assert "รอตรวจ" in text_of(page) and "data-job" in text_of(page)
    file = SurveyFile.objects.get()
    run_pending()
    page = text_of(client.get(address("survey_file", file)))
    assert "แถวที่อ่านไม่ได้ 3" in page and "ครัวเรือนใหม่ 8" in page and "ชุมแพร" in page and "E10" in page
    page = text_of(client.post(address("survey_confirm", file)))
    assert "ข้ามแถวที่อ่านไม่ได้" in page and "มี 3 แถวที่อ่านไม่ได้" in page and Household.objects.count() == 0
    client.post(address("survey_confirm", file), {"skip_refused": "on"})
    run_pending()
    page = text_of(client.get(address("survey_file", file)))
    assert "ตัดสิน 7 ครัวเรือนต่ำกว่าเส้น" in page and Enrolment.objects.count() == 0
    door = reverse("households:round", args=[2562])
    assert door in page
    ticks = re.findall(r'name="districts" value="([^"]+)"', text_of(client.get(door)))
    assert sorted(ticks) == ["4001:1", "4005:4", "4029:2"]
    client.post(door, {"districts": ticks})
    assert Enrolment.objects.count() == 7


@pytest.mark.parametrize(
    "who", ["somchai", "malee", "outsider", "pranee", "viewer", "auditor", "chair", "centre"]
)
def test_nobody_else_opens_the_files(tmp_path, importer, as_, request, who):
    file = checked(below_the_line(tmp_path), 2562, importer)
    client = as_(request.getfixturevalue(who))
    for name in ("survey_files", "survey_upload"):
        assert client.get(address(name)).status_code == 403
    for name in ("survey_file",):
        assert client.get(address(name, file)).status_code == 403
    for name in ("survey_confirm", "survey_cancel", "survey_recheck"):
        answer = client.post(address(name, file), {"skip_refused": "on", "year": 2563, "expected": 0})
        assert answer.status_code == 403 and "สมหมาย" not in text_of(answer)
    file.refresh_from_db()
    assert file.stage == "checked"


def test_a_file_that_is_not_there_is_404(importer, as_):
    missing = SurveyFile()
    assert as_(importer).get(address("survey_file", missing)).status_code == 404


def test_every_tab_shows_its_rows(tmp_path, importer, as_, make):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    file = checked(path, 2563, importer)
    client = as_(importer)
    shown = {tab: text_of(client.get(address("survey_file", file), {"show": tab})) for tab in (
        "refuse_row", "refuse_cell", "warn", "new", "changed", "same", "conflict", "missing", "nonsense")}  # fmt: skip
    assert "ผลสำรวจรอบนี้: ยังไม่มี → มี" in shown["changed"] and "ไม่มีรายการในชนิดนี้" in shown["same"]
    assert "ลงท้ายด้วยศูนย์แปดตัว" in shown["refuse_cell"] and "คืนเป็น 25/2" in shown["warn"]
    assert person_id(1) not in "".join(shown.values())
    one = text_of(client.get(address("survey_file", file), {"show": "warn", "cause": "id_checksum"}))
    assert "O14" in one and "K7" not in one


def test_the_same_file_again_is_said(tmp_path, importer, as_):
    path = later_survey(tmp_path)
    first = written(path, 2566, importer)
    again = checked(path, 2566, importer)
    page = text_of(as_(importer).get(address("survey_file", again)))
    assert "ทุกตัวอักษร" in page and address("survey_file", first) in page


def test_a_refused_file_says_why_and_can_be_checked_as_another_year(tmp_path, importer, as_):
    file = checked(later_survey(tmp_path), 2562, importer)
    client = as_(importer)
    assert "มีตัวชี้วัดถึงข้อ 38" in text_of(client.get(address("survey_file", file)))
    client.post(address("survey_recheck", file), {"year": 2566})
    run_pending()
    page = text_of(client.get(address("survey_file", file)))
    assert "ครัวเรือนใหม่ 6" in page and "คำอธิบาย" in page


def test_only_the_chosen_sheets_are_read(tmp_path, importer, as_):
    file = checked(later_survey(tmp_path), 2566, importer)
    as_(importer).post(address("survey_recheck", file), {"year": 2566, "sheets": ["โพธิ์ไชย"]})
    run_pending()
    file.refresh_from_db()
    assert file.counts["new"] == 3


def test_cancel_and_then_confirm_is_told(tmp_path, importer, as_):
    file = checked(later_survey(tmp_path), 2566, importer)
    client = as_(importer)
    client.post(address("survey_cancel", file))
    page = text_of(client.post(address("survey_confirm", file)))
    assert "ยกเลิกแล้ว" in page and Household.objects.count() == 0


def test_an_upload_without_a_file_or_with_an_empty_one_keeps_the_page(importer, as_):
    client = as_(importer)
    assert "เลือกไฟล์ที่จะส่ง" in text_of(client.post(address("survey_upload"), {"year": 2562}))
    empty = SimpleUploadedFile("empty.csv", b"")
    assert "ไฟล์นี้ว่าง" in text_of(client.post(address("survey_upload"), {"file": empty, "year": 2562}))
    assert SurveyFile.objects.count() == 0


def test_an_upload_over_the_limit_is_said(importer, as_, settings):
    settings.SURVEY_FILE_MAX_BYTES = 2**20
    big = SimpleUploadedFile("big.csv", b"a,b\n" * 300_000)
    page = as_(importer).post(address("survey_upload"), {"file": big, "year": 2562})
    assert "ใหญ่เกิน 1 เมกะไบต์" in text_of(page)


def test_pages_speak_thai_only(tmp_path, importer, as_):
    file = checked(below_the_line(tmp_path), 2562, importer)
    client = as_(importer)
    for url in (address("survey_files"), address("survey_upload"), address("survey_file", file)):
        visible = re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]+>", " ", text_of(client.get(url)))
        words = set(re.findall(r"[A-Za-z]{3,}", visible.replace(file.name, ""))) - {
            "xlsx",
            "xls",
            "ods",
            "csv",
            "Sheet",
        }
        assert not words and not re.search(r"\b20[0-9]{2}\b", visible)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_whatever_its_length(
    tmp_path, importer, as_, rows, django_assert_num_queries
):
    for number in range(rows):
        path = tmp_path / f"{number}.csv"
        path.write_text("a,b\n", encoding="utf-8")
        received(path, 2562, importer)
    client = as_(importer)
    with django_assert_num_queries(7):
        client.get(address("survey_files"))


@pytest.mark.parametrize("sheets", [["บ้านโคก"], []])
def test_the_file_asks_the_same_questions_whatever_its_length(
    tmp_path, importer, as_, sheets, django_assert_num_queries
):
    file = checked(later_survey(tmp_path), 2566, importer, sheets)
    client = as_(importer)
    with django_assert_num_queries(18):
        client.get(address("survey_file", file), {"show": "new"})
    with django_assert_num_queries(18):
        client.get(address("survey_file", file), {"show": "warn"})


def test_an_importer_sees_what_a_colleague_sent(tmp_path, importer, as_, make):
    file = checked(later_survey(tmp_path), 2566, importer)
    colleague = make.officer("second", role="importer")
    assert as_(colleague).get(address("survey_file", file)).status_code == 200
    surveys.cancel(file=file, by=colleague)
