import io
import zipfile
import zlib

import pytest
import xlsxwriter

from households.surveys.preflight import Limits, kind_of
from households.surveys.reading import encoding_of, open_book, repaired
from households.surveys.sentences import FileRefused
from households.tests.workbooks import below_the_line, later_survey


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path, limits=None):
    with pytest.raises(FileRefused) as refused:
        open_book(path, limits)
    assert "ส่ง" in str(refused.value), "every refusal says what to do"
    return refused.value.code


def xlsx(folder, parts, name="made.xlsx"):
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            **parts,
        }.items():
            archive.writestr(part, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "not_spreadsheet"),
        (b"\x89PNG\r\n", "not_spreadsheet"),
        (b"PK\x05\x06" + b"\0" * 18, "not_spreadsheet"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "broken"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "broken"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML><html>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "unsupported"),
        (b"a,b\x00,c\n", "not_spreadsheet"),
        (b"a,b\x01,c\n", "not_spreadsheet"),
        (b"just one sentence\n", "not_spreadsheet"),
        (b"\xff\x81\x8d,\xfd\n", "not_spreadsheet"),
        (b"   \n \n", "empty"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_thai(tmp_path, content, code):
    assert refusal(write(tmp_path, "sent.xls", content)) == code


@pytest.mark.parametrize(
    "parts, code",
    [
        ({SHEET: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}, "hostile_xml"),
        ({SHEET: "<worksheet/>" + "<a/>" * 900_000 + "<!DOCTYPE x>"}, "hostile_xml"),
        ({SHEET: '<?xml version="1.0"?><!DOCTYPE x><worksheet/>'.encode("utf-16")}, "hostile_xml"),
        ({SHEET: '<?xml version="1.0" encoding="utf-7"?><worksheet/>'}, "hostile_xml"),
        ({SHEET: '<sheetData><row r="1"><c r="XFD1048576"/></row></sheetData>'}, "too_big"),
        ({SHEET: '<sheetData><row r="1"><c r="A1"/><c r="ZZ1048576"/></row></sheetData>'}, "too_big"),
        ({SHEET: '<sheetData><row r="99999999999"/></sheetData>'}, "too_big"),
        ({SHEET: " " * 60_000_000}, "bomb"),
        ({"xl/media/image1.png": b"\0" * 60_000_000}, "bomb"),
        ({f"xl/{n}.xml": "<a/>" for n in range(3000)}, "bomb"),
        ({"word/document.xml": "<w/>"}, "broken"),
    ],
)
def test_hostile_workbooks_are_refused_before_a_parser_sees_them(tmp_path, parts, code):
    assert refusal(xlsx(tmp_path, parts)) == code


def test_a_zip_that_is_no_workbook_and_an_ods_without_its_content(tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"x")
    assert refusal(path) == "not_spreadsheet"
    path = tmp_path / "open.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(path) == "broken"


def test_parts_named_twice_or_overlapping_are_a_bomb(tmp_path):
    path = xlsx(tmp_path, {SHEET: "<worksheet/>"})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(path) == "bomb"
    raw = bytearray(xlsx(tmp_path, {SHEET: "<worksheet/>", "xl/b.xml": "<b/>"}, "two.xlsx").read_bytes())
    last = raw.rfind(b"PK\x01\x02")
    before = raw.rfind(b"PK\x01\x02", 0, last)
    raw[last + 42 : last + 46] = raw[before + 42 : before + 46]  # both parts claim the same place
    assert refusal(write(tmp_path, "overlap.xlsx", bytes(raw))) in ("bomb", "broken")


def test_a_size_that_lies_does_not_help(tmp_path):
    squeezed = zlib.compress(b" " * 50_000_000)[2:-4]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(SHEET, b" " * 50_000_000)
    raw = buffer.getvalue().replace((50_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert len(squeezed) < 100_000
    assert refusal(write(tmp_path, "liar.xlsx", raw)) in ("bomb", "broken")


def test_limits_are_said_with_their_number(tmp_path):
    text, book = write(tmp_path, "many.csv", b"a,b\n" * 1000), below_the_line(tmp_path)
    for path, limits in ((text, Limits(plain_bytes=100)), (book, Limits(file_bytes=100))):
        with pytest.raises(FileRefused, match="ใหญ่เกิน"):
            kind_of(path, limits)
    assert kind_of(text, Limits(file_bytes=100)) == "text"


def test_wrong_dimension_loses_no_row(tmp_path):
    """A sheet whose <dimension> says A1:B2 still has all its rows: stock readers stop there."""
    good = below_the_line(tmp_path)
    liar = tmp_path / "dimension.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(liar, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == SHEET:
                start = content.index(b"<dimension")
                content = (
                    content[:start] + b'<dimension ref="A1:B2"/>' + content[content.index(b"/>", start) + 2 :]
                )
            new.writestr(part.filename, content)
    assert len(list(open_book(liar).sheets[0].rows())) == len(list(open_book(good).sheets[0].rows())) == 21


@pytest.mark.parametrize(
    "content, encoding, delimiter",
    [
        ("อำเภอ,ตำบล\r\nพล,เมืองพล\r\n".encode(), "utf-8", ","),
        ("\ufeffอำเภอ;ตำบล\nพล;เมืองพล\n".encode(), "utf-8-sig", ";"),
        ("อำเภอ,ตำบล\r\nพล,“เมืองพล”…\r\n".encode("cp874"), "cp874", ","),
        ("อำเภอ\tตำบล\nพล\tเมืองพล\n".encode("utf-16"), "utf-16", "\t"),
    ],
)
def test_encodings_and_delimiters(tmp_path, content, encoding, delimiter):
    path = write(tmp_path, "sent.csv", content)
    assert encoding_of(path) == encoding
    rows = [cells for _number, cells in open_book(path).sheets[0].rows()]
    assert rows[0] == ["อำเภอ", "ตำบล"] and len(rows) == 2


def test_quoted_newlines_keep_the_row_number_of_the_spreadsheet(tmp_path):
    path = write(tmp_path, "sent.csv", 'ก,ข\n"สอง\nบรรทัด",1\nท้าย,2\n'.encode())
    assert list(open_book(path).sheets[0].rows())[2] == (3, ["ท้าย", "2"])


def test_an_open_quote_that_swallows_the_file_is_refused_not_cut(tmp_path):
    path = write(tmp_path, "sent.csv", ('ก,ข\n"ไม่ปิด,' + "ค\n" * 400_000).encode())
    with pytest.raises(FileRefused):
        list(open_book(path).sheets[0].rows())


def test_rows_and_columns_keep_their_place(tmp_path):
    path = tmp_path / "offset.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("ว่าง")
        book.add_worksheet("ซ่อน").hide()
        book.get_worksheet_by_name("ซ่อน").write(2, 3, "ค่า")
    empty, hidden = open_book(path).sheets
    assert list(empty.rows()) == []
    assert hidden.hidden and list(hidden.rows())[-1] == (3, ["", "", "", "ค่า"])


def test_sheets_are_chosen_by_name(tmp_path):
    book = open_book(later_survey(tmp_path))
    assert [sheet.name for sheet in book.chosen(["โพธิ์ไชย"])] == ["โพธิ์ไชย"]
    with pytest.raises(FileRefused, match="ไม่มีแผ่นงานชื่อ “อื่น”"):
        book.chosen(["อื่น"])


def test_mojibake_is_shown_repaired():
    assert repaired("¡Ò­¨¹ºØÃÕ") == "กาญจนบุรี"
    assert repaired("ขอนแก่น") == "ขอนแก่น"
