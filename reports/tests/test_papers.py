"""One set of figures, four papers: the same bytes every time, Thai right in the text, nothing that must not be there."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from kusiao.typesetting import PaperFailed
from reports.figures.monthly import from_json
from reports.papers import kept, pdf, sheet
from reports.papers.document import document
from reports.papers.tables import tables


def text_of(content, tmp_path, *options):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext on this machine")
    (tmp_path / "paper.pdf").write_bytes(content)
    command = ["pdftotext", *options, str(tmp_path / "paper.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def workbook(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_same_figures_give_the_same_bytes(report):
    assert pdf.pdf(document(report)) == pdf.pdf(document(report))
    assert sheet.sheet(document(report)) == sheet.sheet(document(report))


def test_other_figures_give_other_bytes(report):
    before = pdf.pdf(document(report)), sheet.sheet(document(report))
    report.problems = "เพิ่มหนึ่งบรรทัด"
    assert pdf.pdf(document(report)) != before[0]
    assert sheet.sheet(document(report)) != before[1]


def test_the_text_layer_is_right_thai(report, tmp_path):
    report.problems = "น้ำท่วม กู้หนี้นอกระบบ ป้าน้ำผึ้ง"
    told = text_of(pdf.pdf(document(report)), tmp_path)
    whole = told.replace("\n", "")
    for words in (
        "บันทึกข้อความ",
        "ส่วนราชการ",
        "สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น",
        "ผู้ว่าราชการจังหวัดขอนแก่น",
        "ข้อมูล ณ วันที่ 31 ตุลาคม 2569",
        "พัฒนาการจังหวัดขอนแก่น",
        "น้ำท่วม กู้หนี้นอกระบบ ป้าน้ำผึ้ง",
        "นายบุญมี คำแก้ว",
        "นายสมชาย ใจดี",
        "โคกโพธิ์ไชย",
        "หน้า 2 จาก",
        "รด 2569-10/1",
    ):
        assert words in whole, words


def test_every_syllable_can_be_copied_out_of_the_paper(report, tmp_path):
    """Every consonant under every vowel and tone mark; typst's own positioning loses a quarter of them."""
    consonants = [chr(code) for code in range(0x0E01, 0x0E2F) if chr(code) not in "ฤฦ"]
    tones = ["", *"่้๊๋"]
    marks = [vowel + tone for vowel in ["", *"ัิีึืุู"] for tone in tones]
    marks += [tone + "ำ" for tone in tones] + ["็", "์", "ิ์"]
    syllables = [consonant + mark + "ก" for consonant in consonants for mark in marks]
    report.problems = " ".join(syllables)
    told = text_of(pdf.pdf(document(report)), tmp_path).replace("\n", "")
    assert [one for one in syllables if one not in told] == []


def test_a_draft_says_so_on_paper_and_a_signed_one_says_its_letter(signed, tmp_path):
    final = text_of(kept.read(signed.pdf_sha256), tmp_path)
    assert "ร่าง" not in final and "ขก 0019/1234" in final
    signed.state = "draft"
    assert "ร่าง" in text_of(pdf.pdf(document(signed)), tmp_path)


def test_paper_and_sheet_show_the_same_numbers(report, make, somchai_household, tmp_path):
    cells = workbook(sheet.sheet(document(report)))
    row = next(row for row in cells["1 รายอำเภอ"] if "ชุมแพ" in row)
    assert row[2:4] == [1, 1]
    parts = tables(from_json(report.figures))
    shown = next(row for row in parts[0].shown() if "ชุมแพ" in row)
    assert shown[2:4] == ["1", "1"]
    assert "นายบุญมี คำแก้ว" in str(cells["5 ภาคผนวก"])


def test_nothing_in_the_sheet_is_a_formula_or_a_link(report):
    report.problems = "=1+1\nhttp://example.com"
    report.proposals = '=HYPERLINK("http://example.com","x")'
    figures = from_json(report.figures)
    named = replace(
        figures.annex[0], head="=cmd|'/c calc'!A1", officer="@SUM(A1)", house_number="+1", village="-2"
    )
    report.figures = replace(figures, annex=(named,)).to_json()
    content = sheet.sheet(document(report))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            told = book.read(name).decode()
            assert "<f>" not in told and "<hyperlink" not in told, name
    assert "=cmd|'/c calc'!A1" in str(workbook(content)["5 ภาคผนวก"])


def test_what_a_person_typed_is_words_to_the_typesetter(report, tmp_path):
    report.problems = '#panic("x") $x$ *bold* \\ @ref <label> #import "/etc/passwd"'
    assert '#panic("x") $x$ *bold*' in text_of(pdf.pdf(document(report)), tmp_path)


def test_no_national_id_and_no_income_month_on_paper(report, somchai_household, tmp_path):
    paper = text_of(pdf.pdf(document(report)), tmp_path) + str(workbook(sheet.sheet(document(report))))
    for member in somchai_household.members.all():
        assert (
            member.national_id not in paper and member.national_id[-3:] + " " not in paper.split("ภาคผนวก")[0]
        )


def test_a_typesetter_that_hangs_does_not_hold_the_page(report, monkeypatch):
    monkeypatch.setattr("kusiao.typesetting.LONGEST", 0.001)
    with pytest.raises(PaperFailed, match="in time"):
        pdf.pdf(document(report))


def test_an_unmeasured_income_is_told_and_an_empty_cell_is_a_dash(report):
    figures = from_json(report.figures)
    incomes = next(row for row in tables(figures)[3].shown() if "ชุมแพ" in row)
    assert incomes[2:6] == ["20,000", "20,000", "20,000", "20,000"]
    assert "ยังไม่วัด" in next(row for row in tables(figures)[3].shown() if "พล" in row)
    assert tables(figures)[0].shown()[0][-1] == "-"


def test_bytes_are_kept_under_their_own_name_and_checked_when_read(report):
    name = kept.keep(b"signed")
    assert kept.keep(b"signed") == name and kept.read(name) == b"signed"
    assert [one.name for one in kept.folder().iterdir()] == [name]
    (kept.folder() / name).write_bytes(b"forged")
    with pytest.raises(OSError, match="not what was kept"):
        kept.read(name)
