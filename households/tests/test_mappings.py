"""The columns of a sheet as a person says they are: shown, corrected, remembered, forgotten."""

import csv

import pytest
from django.core.management import call_command
from django.urls import reverse

from households.models import ColumnMapping, Household, SurveyFile
from households.surveys.columns import find_layout
from households.surveys.mapping import Corrected, corrected_layout, layout_by, meanings_of, signature
from households.tests.survey_files import checked
from households.tests.workbooks import below_the_line, later_survey, older_survey, person_id
from kusiao.audit.models import Event
from kusiao.jobs import run_pending

ODD = ["ที่", "อำเภอ", "ตำบล", "ม.ที่", "หลังคาเรือน", "ผู้นำครอบครัว", "เลขบัตร", "เงินได้ทั้งบ้าน", "กี่คน"]
ROWS = [
    [1, "ชุมแพ", "ชุมแพ", 3, "12/3", "นายสมหมาย ทองดี", person_id(1), 120000, 4],
    [2, "ชุมแพ", "ชุมแพ", 3, "15", "นางบัวลอย สุขใจ", person_id(2), 50000, 2],
]
MEANT = {3: "moo", 4: "house_no", 5: "full_name", 6: "national_id", 7: "income_total", 8: "members"}
ASKED = {"header": "2", "as-0": "no", "as-1": "district", "as-2": "subdistrict"} | {
    f"as-{position}": meaning for position, meaning in MEANT.items()
}


def odd_sheet(folder, name="odd.csv", header=ODD):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["บัญชีครัวเรือน"], header, *ROWS])
    return path


def page_of(file, sheet=0, name="survey_columns"):
    return reverse(f"households:{name}", args=[file.pk, sheet])


def text_of(response):
    return response.content.decode()


def again(file):
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


# --- without a database ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [below_the_line, older_survey, later_survey])
def test_a_layout_said_as_it_was_found_is_the_same_layout(tmp_path, make):
    from itertools import islice

    from households.surveys.reading import open_book

    for sheet in open_book(make(tmp_path)).sheets:
        top = list(islice(sheet.rows(), 75))
        found = find_layout(top, sheet.merged)
        if found is None:
            continue
        names = [name.split("#")[0] for name in found.headers]
        said = layout_by(
            found.first_row, found.header_row, names, meanings_of(found),
            [cells for number, cells in top if number > found.header_row][:60],
        )  # fmt: skip
        for name in ("columns", "indicators", "failing", "monthly", "ditto", "headers"):
            assert getattr(said, name) == getattr(found, name), name


def test_the_signature_knows_the_headers_however_they_are_spaced_and_not_what_we_wrote_beside():
    names = ["อำเภอ", "ตำบล", "จำนวนสมาชิก", ""]
    assert signature(names) == signature(["อำเภอ ", " ต ำบล", "จ\u0e4d\u0e32นวนสมาชิก"])
    assert signature([*names, "ข้อค้นพบ", "ระดับ", "สิ่งที่ต้องทำ"]) == signature(names)
    assert signature(names) != signature(["ตำบล", "อำเภอ", "จำนวนสมาชิก"])
    assert signature(["", ""]) == ""


def test_a_remembered_header_is_found_wherever_it_stands():
    top = [(1, ["บัญชี"]), (2, ["ปี 2562"]), (3, ["หนึ่ง", "สอง"]), (4, ["ก", "ข"])]
    said = {signature(["หนึ่ง", "สอง"]): Corrected(1, {0: "district", 1: "subdistrict"})}
    layout, key = corrected_layout(top, (), said)
    assert layout.header_row == 3 and layout.columns == {"district": 0, "subdistrict": 1} and key in said
    assert corrected_layout(top, (), {key: Corrected(2, {})}) == (None, "")


# --- on the page -------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_a_sheet_whose_headers_nobody_knows_is_mapped_and_the_next_one_reads_by_itself(
    tmp_path, importer, as_
):
    file, client = checked(odd_sheet(tmp_path), 2562, importer), as_(importer)
    assert file.stage == "refused" and file.refusal_code == "no_header"
    page = text_of(client.get(reverse("households:survey_file", args=[file.pk])))
    assert page_of(file) in page
    page = text_of(client.get(page_of(file)))
    assert "ยังไม่พบหัวตาราง" in page and "ผู้นำครอบครัว" in page
    page = text_of(client.get(page_of(file), {"header": "2"}))
    assert "นายสมหมาย ทองดี" in page and person_id(1) not in page and "xxxx" in page
    client.post(page_of(file), ASKED)
    file = again(file)
    assert file.stage == "checked" and file.counts["new"] == 2 and file.counts["refused"] == 0
    assert set(Event.objects.values_list("verb", flat=True)) >= {"column_mapping.remembered"}
    second = checked(odd_sheet(tmp_path, "next.csv", [f" {name} " for name in ODD]), 2562, importer)
    assert second.counts["new"] == 2
    page = text_of(client.get(reverse("households:survey_file", args=[second.pk])))
    assert "ใช้การจับคู่คอลัมน์ที่จำไว้" in page
    page = text_of(client.get(page_of(second)))
    assert "ใช้การจับคู่ที่จำไว้" in page and "นำชัย" in page
    client.post(page_of(second, name="survey_columns_forget"))
    assert again(second).stage == "refused" and not ColumnMapping.objects.exists()


def test_the_command_line_reads_by_what_is_remembered(tmp_path, importer, as_, capsys):
    path = odd_sheet(tmp_path)
    with pytest.raises(SystemExit):
        call_command("import_survey", path, year=2562, rehearse=True, json=True)
    file = checked(path, 2562, importer)
    as_(importer).post(page_of(file), ASKED)
    capsys.readouterr()
    call_command("import_survey", path, year=2562, json=True)
    assert '"written": true' in capsys.readouterr().out and Household.objects.count() == 2


def test_a_mapping_that_changes_between_the_check_and_the_writing_sends_the_file_back(
    tmp_path, importer, as_
):
    from households.actions import surveys

    file, client = checked(odd_sheet(tmp_path), 2562, importer), as_(importer)
    client.post(page_of(file), ASKED)
    file = again(file)
    surveys.confirm(file=file, skip_refused=False, by=importer)
    ColumnMapping.objects.update(
        meanings={**{k.removeprefix("as-"): v for k, v in ASKED.items() if k != "header"}, "7": ""}
    )
    file = again(file)
    assert file.stage == "checked" and file.moved and Household.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"as-3": ""}, "ยังไม่มีคอลัมน์ของ หมู่ที่"),
        ({"as-4": "", "as-5": ""}, "ยังไม่มีคอลัมน์ของ บ้านเลขที่ หรือ รหัสบ้าน · ชื่อ หรือ ชื่อและนามสกุล"),
        ({"as-8": "moo"}, "ถูกเลือกทั้งคอลัมน์ D และ I"),
        ({"as-8": "indicator"}, "ใส่ว่าเป็นตัวชี้วัดข้อที่เท่าใด"),
        ({"as-8": "indicator", "number-8": "32"}, "แบบสำรวจปีนี้มี 31 ข้อ"),
        ({"as-8": "nonsense"}, "เลือกความหมายจากรายการ"),
        ({"header": "99"}, "ยังไม่มีคอลัมน์ของ"),
    ],
)
def test_a_mapping_that_cannot_be_used_keeps_the_page_and_changes_nothing(
    tmp_path, importer, as_, changed, told
):
    file = checked(odd_sheet(tmp_path), 2562, importer)
    page = as_(importer).post(page_of(file), ASKED | changed)
    assert page.status_code == 200 and told in text_of(page)
    assert not ColumnMapping.objects.exists() and SurveyFile.objects.get().checks == 1


def test_a_column_per_month_and_an_indicator_are_said_with_the_rest(tmp_path, importer, as_):
    header = [*ODD[:7], "เงินได้", "กี่คน", "เรื่องน้ำ"]
    path = tmp_path / "month.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["บัญชี"], header, [*ROWS[0][:7], 4000, 4, "ไม่ผ่าน"]])
    file = checked(path, 2562, importer)
    said = ASKED | {"as-7": "income_total:month", "as-9": "indicator", "number-9": "12"}
    as_(importer).post(page_of(file), said)
    run_pending()
    from households.actions import surveys

    surveys.confirm(file=SurveyFile.objects.get(), skip_refused=False, by=importer)
    run_pending()
    survey = Household.objects.get().surveys.get()
    assert survey.income_total == 48_000 and survey.results[11] == "F"


def test_a_file_that_is_written_is_looked_at_and_not_changed(tmp_path, importer, as_):
    from households.tests.survey_files import written

    file = written(below_the_line(tmp_path), 2562, importer)
    page = text_of(as_(importer).get(page_of(file)))
    assert "ตัวอย่างในไฟล์" in page and "บันทึกและตรวจใหม่" not in page
    as_(importer).post(page_of(file), ASKED)
    assert not ColumnMapping.objects.exists()


@pytest.mark.parametrize("workbook", [later_survey, below_the_line])
def test_the_page_asks_the_same_questions_whatever_its_columns(
    tmp_path, importer, as_, workbook, django_assert_num_queries
):
    file = checked(workbook(tmp_path), 2566 if workbook is later_survey else 2562, importer)
    client = as_(importer)
    with django_assert_num_queries(11):
        client.get(page_of(file))


def test_a_sheet_that_says_more_of_the_households_of_another_is_joined_by_its_code(tmp_path, importer, as_):
    import xlsxwriter

    from households.actions import surveys

    path = tmp_path / "topics.xlsx"
    sheets = {
        "พื้นฐาน": [["อำเภอ", "ตำบล", "หมู่ที่", "รหัสบ้าน", "บ้านเลขที่", "ชื่อ", "นามสกุล"],
                  ["ชุมแพ", "ชุมแพ", "3", "40050000011", "12/3", "สมหมาย", "ทองดี"]],
        "เงินทอง": [["บ้านรหัสใด", "ได้เงินปีละ", "กี่ปาก"], ["40050000011", "60000", "3"]],
    }  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for y, row in enumerate(rows):
                page.write_row(y, 0, row)
    file, client = checked(path, 2562, importer), as_(importer)
    assert file.stage == "checked" and "เงินทอง" in text_of(client.get(page_of(file, 1)))
    said = {"header": "1", "as-0": "house_code", "as-1": "income_total", "as-2": "members"}
    assert client.post(page_of(file, 1), said).status_code == 302
    file = again(file)
    assert file.stage == "checked" and file.counts["refused"] == 0
    surveys.confirm(file=file, skip_refused=True, by=importer)
    run_pending()
    assert Household.objects.get().surveys.get().income_per_person_year == 20_000


def test_people_are_said_column_by_column(tmp_path, importer, as_):
    header = ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล", "เป็นอะไรกับเจ้าของบ้าน", "กี่ขวบ"]
    path = tmp_path / "people.csv"
    rows = [["ชุมแพ", "ชุมแพ", 3, "12/3", "สมหมาย", "ทองดี", "หัวหน้าครัวเรือน", 60],
            ["ชุมแพ", "ชุมแพ", 3, "12/3", "สมหญิง", "ทองดี", "ภรรยา", 58]]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    file, client = checked(path, 2562, importer), as_(importer)
    names = ["district", "subdistrict", "moo", "house_no", "first_name", "last_name", "relation", "age"]
    client.post(page_of(file), {"header": "1"} | {f"as-{n}": name for n, name in enumerate(names)})
    file = again(file)
    from households.actions import surveys

    surveys.confirm(file=file, skip_refused=True, by=importer)
    run_pending()
    assert Household.objects.get().members.count() == 2
