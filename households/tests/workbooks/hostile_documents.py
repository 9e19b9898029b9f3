"""Old workbooks and open documents that mean more than they hold, and files that are no workbook at all."""

import struct
import zipfile

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.containers import compound, ods, ods_cell, ods_content, ods_row, records
from households.tests.workbooks.hostile import hostile, many
from households.tests.workbooks.hostile_markup import DOCTYPES, declared
from households.tests.workbooks.villages import houses, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def raw(content):
    return lambda path: path.write_bytes(content)


# --- other files under a spreadsheet's name -----------------------------------------------------------------------

many(
    "xlsx",
    "not_spreadsheet",
    [
        ("pdf", raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")),
        ("png", raw(b"\x89PNG\r\n\x1a\n" + bytes(99))),
        ("jpeg", raw(b"\xff\xd8\xff\xe0" + bytes(99))),
        ("elf", raw(b"\x7fELF\x02\x01\x01" + bytes(99))),
        ("windows_program", raw(b"MZ\x90\x00" + bytes(99))),
        ("rar", raw(b"Rar!\x1a\x07\x01\x00" + bytes(99))),
        ("seven_zip", raw(b"7z\xbc\xaf\x27\x1c" + bytes(99))),
        ("gzip", raw(b"\x1f\x8b\x08" + bytes(99))),
        ("rtf", raw(b"{\\rtf1\\ansi ...}")),
        ("sqlite", raw(b"SQLite format 3\x00" + bytes(99))),
        ("word_with_macros", raw(compound(b"\0" * 5000, "WordDocument"))),
        ("outlook_mail", raw(compound(b"\0" * 5000, "__properties_version1.0"))),
    ],
)  # fmt: skip
many(
    "xls",
    "html",
    [
        (
            "html_table",
            raw("<html><body><table><tr><td>อำเภอ</td></tr></table></body></html>".encode("cp874")),
        ),
        (
            "html_of_excel",
            raw(b'\xef\xbb\xbf\r\n<HTML xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'),
        ),
        ("bare_table", raw(b"  <table border=1><tr><td>1</td></tr></table>")),
    ],
)
many(
    "xls",
    "unsupported",
    [
        (
            "xml_spreadsheet_2003",
            raw(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
        ),
        ("flat_open_document", raw(ods_content({"ก": ""}).encode())),
        ("excel_4", raw(compound(records((0x0409, b"\0\0\x10\0\0\0"), (0x0A, b""))))),
    ],
)


@hostile("xls", "not_spreadsheet")
def web_archive(path):
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table></table></html>\n")


# --- old workbooks --------------------------------------------------------------------------------------------------

_BOF_BOOK = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
_BOF_SHEET = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
_END = (0x0A, b"")


def old_book(*cells, globals_=(), starts=None, sheets=1):
    """One sheet of the given records."""

    def head(start):
        lines = [
            (0x85, struct.pack("<IBBBB", at, 0, 0, 1, 0) + b"%d" % n)
            for n, at in enumerate(starts or [start] * sheets)
        ]
        return records(_BOF_BOOK, *globals_, *lines, _END)

    first = len(head(0))
    return compound(head(first) + records(_BOF_SHEET, *cells, _END))


def number(row, column):
    return (0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def _old(*cells, **options):
    return raw(old_book(*cells, **options))


def _strings(text, count):
    return (0xFC, struct.pack("<II", count, 1) + struct.pack("<HB", len(text), 0) + text)


_COPIES = [(0xFD, struct.pack("<HHHI", row % 65_000, row // 65_000, 0, 0)) for row in range(90_000)]
many(
    "xls",
    "too_big",
    [
        ("old_far_column", _old(number(0, 0), number(65_535, 65_535))),
        ("old_far_corner_by_blanks", _old(number(0, 0), (0xBE, struct.pack("<HHHH", 65_535, 0, 0, 60_000)))),
        ("old_seventeen_million_by_corners", _old(number(0, 0), number(65_535, 255))),
    ],
)
many("xls", "bomb", [("old_long_text_everywhere", _old(*_COPIES, globals_=[_strings(b"x" * 8_000, 1)])), ("old_one_sheet_thrice", _old(number(0, 0), sheets=3))])  # fmt: skip
many(
    "xls",
    "encrypted",
    [
        ("old_under_a_password", _old(number(0, 0), globals_=[(0x2F, b"\0" * 6)])),
        ("new_under_a_password", raw(compound(b"\0" * 5000, "EncryptedPackage"))),
    ],
)
_GOOD = made_of.xls_bytes({"ก": table(houses(40))})


def _patched(*changes):
    content = bytearray(_GOOD)
    for place, value in changes:
        content[place : place + 4] = struct.pack("<I", value & 0xFFFFFFFF)
    return raw(bytes(content))


def _fat_in_a_circle(path):
    content = bytearray(_GOOD)
    first = struct.unpack_from("<I", content, 76)[0]
    start = (first + 1) * 512
    for n in range(128):
        content[start + 4 * n : start + 4 * n + 4] = struct.pack("<I", n)
    path.write_bytes(content)


many(
    "xls",
    "broken",
    [
        ("old_cut_short", raw(_GOOD[:-3000])),
        ("old_header_alone", raw(OLE + bytes(600) + "Workbook".encode("utf-16-le"))),
        ("old_directory_nowhere", _patched((48, 0x00FFFFFF))),
        ("old_tables_in_a_circle", _patched((68, 0), (72, 9))),
        ("old_sectors_in_a_circle", _fat_in_a_circle),
        ("old_sectors_of_a_gigabyte", lambda path: path.write_bytes(_GOOD[:30] + b"\x1e\0" + _GOOD[32:])),
        ("old_sheet_without_an_end", lambda path: path.write_bytes(_GOOD.replace(b"\x0a\0\0\0", b"\x0b\0\0\0"))),
        ("old_sheet_elsewhere", _old(number(0, 0), starts=[99_999])),
        ("old_text_that_is_not_there", _old((0xFD, struct.pack("<HHHI", 0, 0, 0, 7)), globals_=[_strings(b"x", 1)])),
        ("old_strings_that_never_come", _old(number(0, 0), globals_=[(0xFC, struct.pack("<II", 9, 2**31))])),
    ],
)  # fmt: skip


# --- open documents -------------------------------------------------------------------------------------------------


def _times(what, count):
    return f' table:number-{what}-repeated="{count}"'


def _table(rows):
    return lambda path: ods(path, {"ก": rows})


_ONE = f"<table:table-row>{ods_cell(1)}</table:table-row>"
_LONG = "".join(chr(0x0E01 + n % 40) for n in range(30_000))
many(
    "ods",
    "too_big",
    [
        ("document_of_a_cell_repeated", _table(f"<table:table-row>{ods_cell(1, _times('columns', 2_000_000_000))}</table:table-row>")),
        ("document_of_a_row_repeated", _table(ods_row([1], _times("rows", 2_000_000_000)))),
        ("document_of_both", _table(f"<table:table-row{_times('rows', 60_000)}>{ods_cell(1, _times('columns', 1_000))}</table:table-row>")),
        ("document_with_a_far_cell", _table(f"<table:table-row>{ods_cell(1)}{ods_cell('', _times('columns', 1_000_000))}{ods_cell(1)}</table:table-row>")),
        ("document_with_a_far_row", _table(_ONE + f"<table:table-row{_times('rows', 1_000_000_000)}>{ods_cell('')}</table:table-row>" + _ONE)),
        ("document_of_empty_words", _table(f'<table:table-row{_times("rows", 1_000_000)}><table:table-cell{_times("columns", 16_384)} office:value-type="string"/></table:table-row>')),
        ("document_of_a_nonsense_number", _table(ods_row([1], _times("rows", "9" * 400)))),
    ],
)  # fmt: skip
many(
    "ods",
    "bomb",
    [
        ("document_of_a_thousand_million_spaces", _table('<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>')),
        ("document_of_one_text_everywhere", _table(f"<table:table-row{_times('rows', 900)}>{ods_cell(_LONG, _times('columns', 1_000))}</table:table-row>")),
        ("document_of_spaces", lambda path: ods(path, {}, content=" " * 30_000_000)),
    ],
)  # fmt: skip
_CONTENT = ods_content({"ก": "".join(map(ods_row, table(houses(3))))})
many(
    "ods",
    "hostile_xml",
    [
        ("document_with_a_doctype", lambda path: ods(path, {}, content=declared(_CONTENT))),
        ("document_with_an_external_doctype", lambda path: ods(path, {}, content=declared(_CONTENT, DOCTYPES["external"]))),
        ("document_in_utf16", lambda path: ods(path, {}, content=_CONTENT.replace("UTF-8", "UTF-16").encode("utf-16"))),
        ("document_under_another_prefix", lambda path: ods(path, {}, content=_CONTENT.replace("table:", "t:").replace(":table=", ":t="))),
    ],
)  # fmt: skip


@hostile("ods", "encrypted")
def document_under_a_password(path):
    ods(path, {}, content="\x8f\x01", manifest="<manifest><manifest:encryption-data/></manifest>")


@hostile("ods", "broken")
def document_cut_short(path):
    ods(path, {}, content=_CONTENT[:-60])


@hostile("ods", "broken")
def document_without_content(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", made_of.ODS_TYPE)


@hostile("ods", "formula_uncached")
def document_with_formulas_nobody_worked_out(path):
    ods(path, {"ก": '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'})
