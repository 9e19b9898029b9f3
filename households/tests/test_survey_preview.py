"""What would happen, district by district; all of it or some of it; and the way back."""

import pytest
from django.urls import reverse

from households.actions import enrolments, surveys
from households.actions import households as cases
from households.models import Household, Survey, SurveyFile
from households.surveys.effects import NOTHING
from households.tests.survey_files import checked, received, written
from households.tests.workbooks import below_the_line, later_survey, older_survey
from kusiao.audit.models import Event
from kusiao.jobs import run_pending
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def address(name, file):
    return reverse(f"households:{name}", args=[file.pk])


def show(client, file, **asked):
    return client.get(address("survey_file", file), asked).content.decode()


def fresh(file):
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


def below():
    """{district: households whose latest survey fell below the line}, counted by hand."""
    found = {}
    for household in Household.objects.select_related("village__subdistrict"):
        latest = household.surveys.order_by("-round").first()
        code = household.village.subdistrict.district_id
        found[code] = found.get(code, 0) + bool(latest and latest.below_line)
    return {code: count for code, count in found.items() if count}


def told(file, name):
    return {code: part[name] for code, part in file.effect.items() if part[name]}


# --- the effect ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("workbook", "year"), [(below_the_line, 2562), (older_survey, 2563), (later_survey, 2566)]
)
def test_the_effect_says_what_writing_does(tmp_path, importer, workbook, year):
    for earlier in (2560, 2561):
        written(below_the_line(tmp_path), earlier, importer)
    before = below()
    file = checked(workbook(tmp_path), year, importer)
    assert told(file, "below_before") == before
    for name in ("new", "changed", "same", "conflict"):
        assert sum(part[name] for part in file.effect.values()) == file.counts[name]
    surveys.confirm(file=file, skip_refused=True, by=importer)
    promised = told(file, "below_after")
    run_pending()
    assert below() == promised


def test_an_older_survey_says_nothing_about_now(tmp_path, importer):
    written(below_the_line(tmp_path), 2563, importer)
    now = below()
    file = checked(below_the_line(tmp_path), 2561, importer)
    assert told(file, "below_after") == told(file, "below_before") == now


def test_enrolled_households_and_pairs_that_would_change_are_counted(tmp_path, importer, somchai, make):
    written(below_the_line(tmp_path), 2562, importer)
    first, second = Household.objects.filter(village__subdistrict__district="4005").order_by("pk")[:2]
    enrolments.enrol(household=first, entered_on=today(), basis="survey", by=importer)
    make.pairing(officer=somchai, household=second)
    file = checked(below_the_line(tmp_path), 2563, importer)
    assert told(file, "enrolled") == {"4005": 1} and told(file, "pairs") == {"4005": 1}
    again = checked(below_the_line(tmp_path), 2562, importer)
    assert not told(again, "enrolled") and not told(again, "pairs")


def test_the_page_shows_all_districts_those_touched_first(tmp_path, importer, as_):
    file = checked(below_the_line(tmp_path), 2562, importer)
    page = show(as_(importer), file)
    touched = [code for code, part in file.effect.items() if part["new"]]
    assert page.count('name="districts"') == len(touched) and "ชุมแพ" in page and "ชนบท" in page
    assert page.count("<tr>") >= 26 and page.index("district-4005") < page.index("อำเภอที่ไม่มีอะไรเปลี่ยน")
    assert "จาก 0 เป็น" in page and ">7 ครัวเรือน<" in page


# --- all of it or some of it --------------------------------------------------------------------------------------


def test_one_district_is_written_and_the_page_offers_the_rest(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    asked = {"choosing": "1", "skip_refused": "on", "districts": ["4005"]}
    assert client.post(address("survey_confirm", file), asked).status_code == 302
    file = fresh(file)
    assert file.stage == "checked" and file.written_districts == ["4005"]
    assert set(Household.objects.values_list("village__subdistrict__district", flat=True)) == {"4005"}
    page = show(client, file)
    assert 'value="4005"' not in page and "บันทึกแล้ว" in page and 'name="districts"' in page
    rest = [code for code, part in file.effect.items() if part["new"]]
    client.post(address("survey_confirm", file), asked | {"districts": rest})
    assert fresh(file).stage == "written" and Household.objects.count() == 8


def test_no_district_or_a_strange_one_is_told(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    for districts, words in (([], "เลือกอย่างน้อยหนึ่งอำเภอ"), (["4099"], "เลือกอำเภอจากรายการ")):
        asked = {"choosing": "1", "skip_refused": "on", "districts": districts}
        page = client.post(address("survey_confirm", file), asked)
        assert page.status_code == 200 and words in page.content.decode()
    assert fresh(file).stage == "checked" and not Household.objects.exists()


def test_all_districts_ticked_are_the_whole_file(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    touched = [code for code, part in file.effect.items() if part["new"]]
    client.post(
        address("survey_confirm", file), {"choosing": "1", "skip_refused": "on", "districts": touched}
    )
    file.refresh_from_db()
    assert file.districts == [] and fresh(file).stage == "written"


def test_rows_are_narrowed_to_a_district(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    everywhere, here = show(client, file, show="new"), show(client, file, show="new", district="4029")
    assert "สมหมาย" in everywhere and "สมหมาย" not in here and "สุพจน์" in here
    assert 'name="district"' in here and "ไม่มีรายการในชนิดนี้" in show(client, file, show="new", district="9")


# --- stopping and the way back ------------------------------------------------------------------------------------


def test_work_under_way_is_called_off_from_the_page(tmp_path, importer, as_):
    file, client = received(below_the_line(tmp_path), 2562, importer), as_(importer)
    assert "หยุดงานนี้" in show(client, file)
    client.post(address("survey_call_off", file))
    assert fresh(file).stage == "cancelled"
    page = client.post(address("survey_call_off", file), follow=True).content.decode()
    assert "ไม่มีงานของไฟล์นี้ที่กำลังทำอยู่" in page


def test_a_written_file_is_taken_back_after_a_clear_word(tmp_path, importer, as_):
    file, client = written(below_the_line(tmp_path), 2562, importer), as_(importer)
    assert address("survey_undo", file) in show(client, file)
    page = client.get(address("survey_undo", file)).content.decode()
    assert "8 ครัวเรือน" in page and "ยืนยันย้อนคืน" in page and Survey.objects.count() == 8
    client.post(address("survey_undo", file))
    file.refresh_from_db()
    assert file.stage == "undoing" and "หยุดงานนี้" in show(client, file)
    file = fresh(file)
    page = show(client, file)
    assert file.stage == "undone" and "ย้อนคืนครบทุกครัวเรือน" in page and "ยืนยันและบันทึก" not in page
    assert not Household.objects.exists() and not Survey.objects.exists()
    assert Event.objects.filter(verb="survey_file.undone").exists()


def test_what_could_not_be_taken_back_is_listed_with_its_reason(tmp_path, importer, as_, somchai, make):
    file, client = written(below_the_line(tmp_path), 2562, importer), as_(importer)
    edited, paired = Household.objects.order_by("house_number")[:2]
    cases.edit(household=edited, changes={"phone": "0898765432"}, version=edited.version, by=somchai)
    make.pairing(officer=somchai, household=paired)
    client.post(address("survey_undo", file))
    page = show(client, fresh(file))
    assert "ไม่ได้ย้อนคืน 2 ครัวเรือน" in page and edited.head_name in page and paired.head_name in page
    assert "มีผู้แก้ไขครัวเรือนหลังบันทึก" in page and "คู่เสี่ยว" in page


def test_households_already_enrolled_are_said_before(tmp_path, importer, as_):
    from households.actions import entering

    file, client = written(below_the_line(tmp_path), 2562, importer), as_(importer)
    entering.enrol_below_line(file=file, by=importer)
    assert "7 ครัวเรือนเข้าทะเบียนเป้าหมาย" in client.get(address("survey_undo", file)).content.decode()


def test_a_file_that_is_not_written_has_nothing_to_take_back(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    page = client.get(address("survey_undo", file)).content.decode()
    assert "ไม่มีอะไรให้ย้อนคืน" in page and "ยืนยันย้อนคืน" not in page
    page = client.post(address("survey_undo", file), follow=True).content.decode()
    assert "ย้อนคืนได้เฉพาะไฟล์ที่บันทึกแล้ว" in page


@pytest.mark.parametrize("who", ["somchai", "pranee", "outsider", "viewer"])
def test_nobody_else_stops_or_takes_back(tmp_path, importer, as_, request, who):
    file, client = written(below_the_line(tmp_path), 2562, importer), as_(request.getfixturevalue(who))
    for name in ("survey_undo", "survey_call_off"):
        assert client.post(address(name, file)).status_code == 403
    assert fresh(file).stage == "written" and set(NOTHING) >= {"below_after"}


@pytest.mark.parametrize("touched", [1, 3])
def test_the_list_of_what_was_left_asks_the_same_questions(
    tmp_path, importer, as_, somchai, touched, django_assert_num_queries
):
    file, client = written(below_the_line(tmp_path), 2562, importer), as_(importer)
    for household in Household.objects.order_by("pk")[:touched]:
        cases.edit(
            household=household, changes={"phone": "0898765432"}, version=household.version, by=somchai
        )
    surveys.undo(file=file, by=importer)
    file = fresh(file)
    with django_assert_num_queries(18):
        show(client, file)
