"""Files that leave: the workbook back with what was found beside its rows, and our own template."""

import csv
import io
import re
import zipfile

import pytest
import xlsxwriter
from django.urls import reverse
from python_calamine import CalamineWorkbook

from households.surveys import returned
from households.surveys.template import ABOUT, COLUMNS, MARK, SHEET
from households.tests.survey_files import checked
from households.tests.workbooks import below_the_line, older_survey, person_id
from kusiao.audit.models import Event

pytestmark = pytest.mark.django_db
ADDED = ["ข้อค้นพบ", "ระดับ", "สิ่งที่ต้องทำ"]


def download(client, file):
    answer = client.get(reverse("households:survey_findings", args=[file.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def book_of(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows_of(content, sheet):
    return list(book_of(content).get_sheet_by_name(sheet).iter_rows())


def kept(folder, content, name="back.xlsx"):
    (folder / name).write_bytes(content)
    return folder / name


# --- the workbook back -------------------------------------------------------------------------------------------


def test_every_finding_stands_beside_its_row_and_every_cell_where_it_stood(tmp_path, importer, as_):
    path = below_the_line(tmp_path)
    file = checked(path, 2562, importer)
    content = download(as_(importer), file)
    before, after = rows_of(path.read_bytes(), "ตกเกณฑ์"), rows_of(content, "ตกเกณฑ์")
    assert [row[:21] for row in after] == [row[:21] for row in before]
    assert after[4][21:] == ADDED
    findings = {}
    for finding in file.findings.exclude(row=None):
        findings.setdefault(finding.row, []).append(finding)
    assert len(findings) > 5
    for number, row in enumerate(after, start=1):
        told = row[21:]
        if number in findings:
            assert told[2].split("\n") == [f.message for f in findings[number]]
        elif number != 5:
            assert not any(told)
    assert "Sheet2" in book_of(content).sheet_names
    assert Event.objects.filter(verb="survey_file.downloaded", object_key=str(file.pk)).count() == 1


def test_the_first_sheet_sums_up_by_cause_and_says_who_took_it(tmp_path, importer, as_):
    file = checked(below_the_line(tmp_path), 2562, importer)
    book = book_of(download(as_(importer), file))
    rows = list(book.get_sheet_by_name(book.sheet_names[0]).iter_rows())
    assert book.sheet_names[0] == returned.SUMMARY and "นำชัย" in rows[1][0]
    assert sum(row[2] for row in rows[4:]) == file.findings.count()
    assert any(row[0] == "เลขประจำตัวถูกย่อ" and row[1] == "ช่องที่เว้นว่าง" for row in rows[4:])


def test_rows_are_coloured_by_the_gravest_verdict(tmp_path, importer, as_):
    content = download(as_(importer), checked(below_the_line(tmp_path), 2562, importer))
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    for colour in returned.FILLS.values():
        assert colour.removeprefix("#") in styles


def test_what_comes_back_is_read_again_as_it_was_and_not_marked_twice(tmp_path, importer, as_):
    file, client = checked(below_the_line(tmp_path), 2562, importer), as_(importer)
    again = checked(kept(tmp_path, download(client, file)), 2562, importer)
    for name in ("new", "refused", "skipped", "rows_read"):
        assert again.counts[name] == file.counts[name], name
    heads = [row for row in rows_of(download(client, again), "ตกเกณฑ์") if "ข้อค้นพบ" in row]
    assert heads[0].count("ข้อค้นพบ") == 1


def test_text_that_looks_like_a_formula_stays_text(tmp_path, importer, as_):
    header = ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล", "หมายเหตุ"]
    path = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("ก")
        for y, row in enumerate([header, ["ชุมแพ", "ชุมแพร", "1", "1", "บุญ", "ดี", "=1+1"]]):
            for x, cell in enumerate(row):
                page.write_string(y, x, cell)
    content = download(as_(importer), checked(path, 2562, importer))
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in sheet for sheet in sheets) and any("=1+1" in sheet for sheet in sheets)


def test_a_text_file_comes_back_as_text_with_its_mark_and_harmless(tmp_path, importer, as_):
    header = ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล", "หมายเหตุ"]
    path = tmp_path / "formula.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [header, ["ชุมแพ", "ชุมแพร", "1", "1", "บุญ", "ดี", "=HYPERLINK(1)"], ["-5", "+1"]]
        )
    content = download(as_(importer), checked(path, 2562, importer))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == [*header, *ADDED] and rows[1][6] == "'=HYPERLINK(1)" and rows[2][0] == "-5"
    assert "ไม่พบอำเภอหรือตำบล" in rows[1][7] and rows[1][8] == "แถวที่อ่านไม่ได้"


def test_a_text_file_comes_back_whole_and_reads_the_same(tmp_path, importer, as_):
    file = checked(older_survey(tmp_path), 2563, importer)
    again = checked(kept(tmp_path, download(as_(importer), file), "back.csv"), 2563, importer)
    for name in ("new", "refused", "rows_read"):
        assert again.counts[name] == file.counts[name], name


def test_a_file_whose_bytes_are_gone_says_so(tmp_path, importer, as_):
    from households.surveys.keeping import path_of

    file = checked(below_the_line(tmp_path), 2562, importer)
    path_of(file.digest).unlink()
    answer = as_(importer).get(reverse("households:survey_findings", args=[file.pk]), follow=True)
    assert "เปิดไฟล์ต้นฉบับไม่ได้" in answer.content.decode()
    assert not Event.objects.filter(verb="survey_file.downloaded").exists()


@pytest.mark.parametrize("who", ["somchai", "pranee", "outsider", "viewer", "auditor"])
def test_nobody_else_takes_it(tmp_path, importer, as_, request, who):
    file = checked(below_the_line(tmp_path), 2562, importer)
    client = as_(request.getfixturevalue(who))
    assert client.get(reverse("households:survey_findings", args=[file.pk])).status_code == 403


# --- our own template --------------------------------------------------------------------------------------------


def fill(content, folder, cells_of, change=None):
    """The template as a person fills it in, its other sheets as they came."""
    book = book_of(content)
    path = folder / "filled.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as made:
        for name in (ABOUT, SHEET):
            page = made.add_worksheet(name)
            rows = [list(row) for row in book.get_sheet_by_name(name).iter_rows()]
            rows = rows + cells_of(rows[0]) if name == SHEET else (change or (lambda rows: rows))(rows)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if cell not in ("", None):
                        (page.write_number if isinstance(cell, (int, float)) else page.write_string)(
                            y, x, cell
                        )
    return path


FILLED = {
    "ลำดับ": 1, "อำเภอ": "ชุมแพ", "ตำบล": "โนนหัน", "หมู่ที่": 7, "ชื่อหมู่บ้าน/ชุมชน": "บ้านโนนศรี", "รหัสบ้าน": "40050000037",
    "บ้านเลขที่": "25/2", "คำนำหน้า": "นาง", "ชื่อ": "คำปุ่น", "นามสกุล": "ใจงาม", "เลขประจำตัวประชาชน": person_id(3),
    "โทรศัพท์": "0812345678", "จำนวนสมาชิก": 4, "รายได้อาชีพหลัก (บาท/ปี)": 100000, "รายได้อาชีพรอง (บาท/ปี)": 5000,
    "รายได้อื่น (บาท/ปี)": 0, "ปลูก/เลี้ยง/หาเอง (บาท/ปี)": 3000, "รายจ่าย (บาท/ปี)": 60000, "หนี้ในระบบ (บาท)": 20000,
    "หนี้กองทุน (บาท)": 0, "หนี้นอกระบบ (บาท)": 5000, "ความสุข (0-10)": 7, "ละติจูด": 16.54, "ลองจิจูด": 102.1,
    "ประเภท": "พัฒนาได้", "สาเหตุ": "ไม่มีที่ดินทำกิน", "หมายเหตุ": "ข้อมูลสมมุติ",
}  # fmt: skip
INCOME = {2562: 22, 2566: 29}


def filled_row(header, year):
    failed = f"ตัวชี้วัดที่ {INCOME[year]}"
    return [[FILLED.get(name, "ไม่ผ่าน" if name == failed else "ผ่าน") for name in header]]


@pytest.mark.parametrize(("year", "indicators"), [(2562, 31), (2566, 38)])
def test_a_template_filled_in_and_sent_gives_no_findings(tmp_path, importer, as_, year, indicators):
    content = as_(importer).get(reverse("households:survey_template", args=[year])).content
    header = rows_of(content, SHEET)[0]
    assert len(header) == len(COLUMNS) + indicators and header[-1] == f"ตัวชี้วัดที่ {indicators}"
    file = checked(fill(content, tmp_path, lambda header: filled_row(header, year)), year, importer)
    assert (file.stage, file.refusal) == ("checked", "")
    assert [(f.cell, f.message) for f in file.findings.all()] == []
    assert file.counts["new"] == 1 and file.counts["rows_read"] == 1
    (head,) = file.heads.exclude(header_row=None)
    assert len(head.meanings) == len(header)


def test_an_empty_template_has_no_rows_and_no_findings(tmp_path, importer, as_):
    content = as_(importer).get(reverse("households:survey_template", args=[2562])).content
    file = checked(kept(tmp_path, content, "empty.xlsx"), 2562, importer)
    assert file.stage == "checked" and file.counts["rows_read"] == 0 and not file.findings.exists()


def test_the_template_offers_the_places_and_keeps_ids_as_text(importer, as_):
    content = as_(importer).get(reverse("households:survey_template", args=[2562])).content
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert "ผ่าน,ไม่ผ่าน,-" in sheet and "COUNTIF(" in sheet and "พัฒนาได้,สงเคราะห์" in sheet
    lists = list(book_of(content).get_sheet_by_name("รายชื่อให้เลือก").iter_rows())
    assert len(lists) == 200 and len([row for row in lists[1:] if row[3]]) == 26
    assert (
        '"@"' in parts.read("xl/styles.xml").decode()
        or 'numFmtId="49"' in parts.read("xl/styles.xml").decode()
    )
    assert re.search(r"<col min=\"6\" max=\"6\"[^>]*style=", sheet)


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ((1, 1), "0", "รุ่น 0 แต่ระบบรับรุ่น 1"),
        ((1, 1), "9", "รุ่น 9"),
        ((1, 1), "", "รุ่น - "),
        ((2, 1), "2565-2570", "ปี 2565-2570 แต่เลือกปี 2562"),
    ],
)
def test_another_version_or_another_form_is_told(tmp_path, importer, as_, cell, value, told):
    def change(rows):
        assert rows[0][0] == MARK
        rows[cell[0]][cell[1]] = value
        return rows

    content = as_(importer).get(reverse("households:survey_template", args=[2562])).content
    path = fill(content, tmp_path, lambda header: filled_row(header, 2562), change)
    file = checked(path, 2562, importer)
    assert file.stage == "refused" and told in file.refusal and "ดาวน์โหลดแบบกรอก" in file.refusal


def test_a_year_without_a_form_has_no_template(importer, as_):
    assert as_(importer).get(reverse("households:survey_template", args=[2400])).status_code == 404
