"""Thai letters that somebody read as Latin ones: shown before and after, turned back only because a person says so."""

import pytest
import xlsxwriter
from django.core.management import call_command
from django.urls import reverse

from households.models import Household, SurveyFile
from households.tests.survey_files import checked
from households.tests.workbooks import person_id
from kusiao.jobs import run_pending

pytestmark = pytest.mark.django_db
HEADER = [
    "ลำดับ",
    "อำเภอ",
    "ตำบล",
    "หมู่ที่",
    "บ้านเลขที่",
    "ชื่อ",
    "นามสกุล",
    "เลขประจำตัวประชาชน",
    "รายได้รวม",
    "จำนวนสมาชิก",
]
ROW = ["1", "ชุมแพ", "โนนหัน", "3", "12/3", "สมหมาย", "ทองดี", person_id(1), "90000", "3"]


def broken(text):
    return text.encode("cp874").decode("latin-1")


def book(folder, header, *rows):
    path = folder / "broken.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        page = made.add_worksheet("ข้อมูล")
        for y, row in enumerate([header, *rows]):
            for x, cell in enumerate(row):
                page.write_string(y, x, cell)
    return path


def whole(folder):
    return book(folder, [broken(cell) for cell in HEADER], [broken(cell) for cell in ROW])


def show(client, file):
    return client.get(reverse("households:survey_file", args=[file.pk])).content.decode()


def repair(client, file, **body):
    client.post(reverse("households:survey_repair", args=[file.pk]), body)
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


def test_a_broken_file_is_offered_back_with_a_sample_and_read_right_once_a_person_says_so(
    tmp_path, importer, as_
):
    file, client = checked(whole(tmp_path), 2562, importer), as_(importer)
    assert file.stage == "refused" and file.refusal_code == "mojibake" and not file.repair
    page = show(client, file)
    assert broken("อำเภอ") in page and "โนนหัน" in page and "คืนตัวอักษรแล้วตรวจใหม่" in page
    assert person_id(1) not in page
    file = repair(client, file, repair="yes")
    assert file.stage == "checked" and file.repair and file.counts["new"] == 1
    assert "คืนตัวอักษรไทยที่เสียแล้ว" in show(client, file)
    client.post(reverse("households:survey_confirm", args=[file.pk]))
    run_pending()
    assert Household.objects.get().head_name == "สมหมาย ทองดี"


def test_nothing_is_turned_back_in_silence_and_it_can_be_called_off(tmp_path, importer, as_):
    file, client = checked(whole(tmp_path), 2562, importer), as_(importer)
    file = repair(client, file, repair="yes")
    file = repair(client, file)
    assert file.stage == "refused" and not file.repair


def test_what_nobody_can_turn_back_stays_refused_without_an_offer(tmp_path, importer, as_):
    lost = "".join(letter if n % 2 else "\u00ff" for n, letter in enumerate(broken("อำเภอตำบล")))
    file = checked(book(tmp_path, [lost] * 8, ["1"] * 8), 2562, importer)
    assert file.stage == "refused"
    assert "คืนตัวอักษรแล้วตรวจใหม่" not in show(as_(importer), file)


def test_single_broken_cells_in_a_sound_file_are_offered_too(tmp_path, importer, as_):
    row = [*ROW[:6], broken("ทองดีงาม"), *ROW[7:]]
    file, client = checked(book(tmp_path, HEADER, row), 2562, importer), as_(importer)
    assert file.stage == "checked" and "ทองดีงาม" in show(client, file)
    file = repair(client, file, repair="yes")
    assert not file.findings.filter(code="mojibake_cell").exists() and file.counts["new"] == 1


def test_the_command_line_turns_back_only_when_told(tmp_path, capsys):
    path = whole(tmp_path)
    with pytest.raises(SystemExit):
        call_command("import_survey", path, year=2562, json=True)
    assert not Household.objects.exists()
    call_command("import_survey", path, year=2562, json=True, repair_thai=True)
    assert Household.objects.get().head_name == "สมหมาย ทองดี" and SurveyFile.objects.get().repair
