"""No text that goes out in a file is run by a spreadsheet, and what comes back is what went out."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kusiao.tables.formulas import DANGEROUS, escaped, unescaped
from kusiao.tables.reading import read
from kusiao.tables.writing import write

TEXTS = [f"{mark}cmd|' /C calc'!A0" for mark in DANGEROUS] + [
    " =1+1",
    "\u00a0@SUM(1)",
    "\ufeff=1",
    "'=1",
    "''+1",
    "-",
]


def runs(cell):
    """What a spreadsheet would take for a formula: after blanks, one of the marks."""
    return cell.lstrip(" \u00a0\ufeff\u200b").startswith(tuple(DANGEROUS))


@pytest.mark.parametrize("text", TEXTS)
def test_dangerous_text_is_escaped_and_comes_back(text):
    assert not runs(escaped(text))
    assert unescaped(escaped(text)) == text


@given(st.text(alphabet=st.sampled_from([*DANGEROUS, "'", " ", "ก", "1"]), max_size=6))
@example("'")
def test_escaping_is_undone_exactly(text):
    assert unescaped(escaped(text)) == text
    assert not runs(escaped(text))


def test_plain_text_stays_as_it_is():
    for text in ("บ้านเลขที่ 12/3", "'เล็ก'", "0812345678", "นาย=ก", ""):
        assert escaped(text) == text == unescaped(text)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_neither_format_holds_a_formula_and_both_are_read_back(form):
    rows = [[text, str(number)] for number, text in enumerate(TEXTS)]
    content = write(form, ["=หัว", "ที่"], rows, above=["=ลายน้ำ"])
    cells = _cells(form, content)
    assert len(cells) == 2 * len(rows) + 3 and not [cell for cell in cells if runs(cell)]
    table = read(SimpleUploadedFile(f"x.{form}", content), lambda texts: "ที่" in texts)
    assert table.headers == ("=หัว", "ที่")
    assert [texts[0] for _number, texts in table.rows] == TEXTS


def _cells(form, content):
    if form == "csv":
        return [
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row
        ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [
            name
            for name in parts.namelist()
            if b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name)
        ]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [cell for row in sheet.to_python() for cell in row if cell != ""]


def test_what_is_written_unescaped_would_run():
    """The control: the same text through a plain csv writer begins with the mark."""
    kept = io.StringIO()
    csv.writer(kept).writerow(["=1+1"])
    assert runs(kept.getvalue())
