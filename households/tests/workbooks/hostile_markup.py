"""Parts of an xlsx that are small and mean much."""

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.containers import BOOK, RELS, SHEET, STRINGS, STYLES, TYPES, sheet_xml, zipped
from households.tests.workbooks.hostile import hostile, many
from households.tests.workbooks.hostile_archives import good_parts, repeated, with_part

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
DOCTYPES = {
    "laughing": f"<!DOCTYPE x [{_LAUGHS}]>",
    "external": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "small_letters": '<!doctype x [<!entity a "b">]>',
}


def declared(content, doctype=DOCTYPES["laughing"]):
    """`content` with a document type under its declaration."""
    head, mark, rest = content.partition("?>")
    return f"{head}{mark}{doctype}{rest}" if mark else f"{doctype}{content}"


def _utf16(order, *, mark):
    bom = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[order] if mark else b""
    text = declared(good_parts()[SHEET]).replace("UTF-8", "UTF-16")
    return bom + text.encode(f"utf-16-{order}")


_RELS = good_parts()[RELS]
many(
    "xlsx",
    "hostile_xml",
    [
        ("doctype_in_sheet", with_part(SHEET, declared(good_parts()[SHEET]))),
        ("doctype_in_strings", with_part(STRINGS, declared(made_of.shared(["ก"])))),
        ("doctype_in_workbook", with_part(BOOK, declared(good_parts()[BOOK]))),
        ("doctype_in_relations", with_part(RELS, declared(_RELS))),
        ("doctype_in_first_relations", with_part("_rels/.rels", declared(good_parts()["_rels/.rels"]))),
        ("doctype_in_types", with_part(TYPES, declared(good_parts()[TYPES]))),
        ("doctype_in_styles", with_part(STYLES, declared(good_parts()[STYLES]))),
        ("doctype_external", with_part(SHEET, declared(good_parts()[SHEET], DOCTYPES["external"]))),
        ("doctype_in_small_letters", with_part(SHEET, declared(good_parts()[SHEET], DOCTYPES["small_letters"]))),
        ("doctype_far_down", with_part(SHEET, good_parts()[SHEET] + "<a/>" * 600_000 + DOCTYPES["external"])),
        ("utf16_little", with_part(SHEET, _utf16("le", mark=True))),
        ("utf16_big", with_part(SHEET, _utf16("be", mark=True))),
        ("utf16_little_unmarked", with_part(SHEET, _utf16("le", mark=False))),
        ("utf16_big_unmarked", with_part(SHEET, _utf16("be", mark=False))),
        ("utf16_in_strings", with_part(STRINGS, declared(made_of.shared(["ก"])).encode("utf-16"))),
        ("utf16_in_workbook", with_part(BOOK, declared(good_parts()[BOOK]).encode("utf-16"))),
        ("utf16_in_relations", with_part(RELS, declared(_RELS).encode("utf-16"))),
        ("utf32", with_part(SHEET, declared(good_parts()[SHEET]).encode("utf-32"))),
        ("utf7", with_part(SHEET, good_parts()[SHEET].replace("UTF-8", "utf-7"))),
        ("ebcdic", with_part(SHEET, good_parts()[SHEET].replace('"UTF-8"', "'cp037'"))),
    ],
)  # fmt: skip


@hostile("xlsx", "hostile_xml")
def doctype_in_a_part_without_an_ending(path):
    rels = made_of.relations(("worksheet", "/data/one"))
    zipped(path, good_parts(**{SHEET: "<worksheet/>", RELS: rels, "data/one": declared(good_parts()[SHEET])}))


def _cells(data):
    return with_part(SHEET, sheet_xml(data))


_A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
_WIDE = "<c><v>1</v></c>" * 1_900
many(
    "xlsx",
    "too_big",
    [
        ("cell_in_the_last_corner", _cells(_A1 + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("cell_beyond_the_last_corner", _cells(_A1 + '<row r="4294967295"><c r="ZZZZZ4294967295"><v>1</v></c></row>')),
        ("corner_on_another_line", _cells(_A1 + '<row\nr\n=\n"1048576"><c\nr\n=\n"XFD1048576"><v>1</v></c></row>')),
        ("corner_in_single_quotes", _cells(_A1 + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")),
        ("corner_behind_another_attribute", _cells(_A1 + '<row spans=">" r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>')),
        ("corner_by_a_second_address", _cells(_A1 + '<row r="2"><c r="A2" r="XFD1048576"><v>1</v></c></row>')),
        ("corner_behind_a_bracket", _cells(_A1 + '<row r="2"><c r="A2" x=">" r="XFD1048576"><v>1</v></c></row>')),
        ("corner_in_small_letters", _cells(_A1 + '<row r="2"><c r="xfd1048576"><v>1</v></c></row>')),
        ("corner_in_the_second_row", _cells(_A1 + '<row r="2"><c r="XFD1048576"><v>1</v></c></row>')),
        ("far_row_among_many_near", _cells("".join(f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>7</v></c>' for c in "ABCDEFGHIJKLMN") + "</row>" for n in range(1, 90)) + '<row r="90"><c r="N1048576"><v>1</v></c></row>')),
        ("corner_under_a_prefix", with_part(SHEET, '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>')),
        ("far_row_beside_what_looks_like_a_cell", _cells("".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 30)) + '<row r="30"><Cc r="30"/><c r="N1048576"><v>1</v></c></row>')),
        ("far_row_below_what_looks_like_a_row", _cells("".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 30)) + '<rRow r="1048576"/><row r="30"><c r="N1048576"><v>1</v></c></row>')),
        ("rows_without_cells_far_down", _cells(_A1 + '<row r="900000000"><c><v>1</v></c></row>')),
        ("a_million_rows_of_two_cells", _cells("".join(f'<row r="{n}"><c r="A{n}"/><c r="N{n}"/></row>' for n in range(1, 1_048_577, 9)))),
        ("sixteen_thousand_columns", _cells('<row r="1">' + "".join(f'<c r="{made_of.letters(n)}1"><v>{n}</v></c>' for n in range(16_384)) + "</row>")),
        ("ten_million_empty_cells", lambda path: _empty_cells(path)),
        ("wide_and_deep_without_addresses", _cells(f"<row>{_WIDE}</row>" + "<row><c><v>1</v></c></row>" * 6_000)),
        ("wide_row_hidden_by_comments", _cells("<row>" + "<c><v>1</v></c><!--<row r='1'-->" * 1_900 + "</row>" + "<row><c><v>1</v></c></row>" * 6_000)),
    ],
)  # fmt: skip


def _empty_cells(path):
    """A megabyte of them squeezed once and laid behind itself: a quarter of a gigabyte in a moment."""
    row = "".join(f'<c r="{made_of.letters(n)}%d" s="%d"/>' for n in range(50))
    lines = (
        f'<row r="{n}">{row % tuple(v for _ in range(50) for v in (n, n % 7))}</row>' for n in range(1, 801)
    )
    repeated(path, "".join(lines).encode(), 260)


@hostile("xlsx", "too_big")
def corner_in_a_part_with_another_name(path):
    rels = made_of.relations(("worksheet", "/xl/media/image1.png"))
    far = sheet_xml(_A1 + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    zipped(path, good_parts(**{SHEET: None, RELS: rels, "xl/media/image1.png": far}))


@hostile("xlsx", "too_big")
def corner_behind_a_megabyte_of_nothing(path):
    rels = made_of.relations(("worksheet", "/xl/media/image1.png"))
    far = sheet_xml(_A1 + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    junk = "".join(f"x{n}" for n in range(200_000))
    zipped(path, good_parts(**{SHEET: None, RELS: rels, "xl/media/image1.png": junk + far}))


@hostile("xlsx", "bomb")
def one_long_text_in_every_cell(path):
    text = "".join(chr(0x0E01 + n % 40) for n in range(30_000))
    rows = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{column}{n}" t="s"><v>0</v></c>' for column in "ABCDEFGH")
        + "</row>"
        for n in range(1, 2_001)
    )
    zipped(path, good_parts(**{SHEET: sheet_xml(rows), STRINGS: made_of.shared([text])}))


@hostile("xlsx", "bomb")
def one_part_under_five_hundred_names(path):
    names = [f"แผ่น{n}" for n in range(500)]
    books = made_of.workbook_xml(*names)
    rels = made_of.relations(*[("worksheet", "worksheets/sheet1.xml")] * 500)
    zipped(path, good_parts(**{BOOK: books, RELS: rels}))


@hostile("xlsx", "bomb")
def one_relation_under_many_names(path):
    books = made_of.workbook_xml("ก", "ข", "ค").replace("rId2", "rId1").replace("rId3", "rId1")
    zipped(path, good_parts(**{BOOK: books}))


@hostile("xlsx", "bomb")
def two_sheets_of_one_name(path):
    """Whoever asks for the second by its name would get the first."""
    rels = made_of.relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
    books = made_of.workbook_xml("ก", "ก")
    zipped(path, good_parts(**{BOOK: books, RELS: rels, "xl/worksheets/sheet2.xml": good_parts()[SHEET]}))


@hostile("xlsx", "bomb")
def a_million_merges(path):
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 210_001))
    zipped(path, good_parts(**{SHEET: sheet_xml(_A1, after=f"<mergeCells>{merges}</mergeCells>")}))


@hostile("xlsx", "bomb")
def a_workbook_of_nine_megabytes(path):
    names = "".join(f'<definedName name="n{n * 7919}">A{n}</definedName>' for n in range(200_000))
    books = made_of.workbook_xml("ก").replace(
        "</workbook>", f"<definedNames>{names}</definedNames></workbook>"
    )
    zipped(path, good_parts(**{BOOK: books}))


@hostile("xlsx", "formula_uncached")
def formulas_nobody_worked_out(path):
    """They would be read as empty cells."""
    data = good_parts()[SHEET].replace("</c></row>", '</c><c r="T2"><f>SUM(L2:L9)</f></c></row>', 1)
    zipped(path, good_parts(**{SHEET: data}))


many(
    "xlsx",
    "broken",
    [
        ("sheet_cut_short", with_part(SHEET, good_parts()[SHEET][:-200])),
        ("tags_crossed", with_part(SHEET, good_parts()[SHEET].replace("</is></c>", "</c></is>"))),
        ("workbook_that_is_no_xml", with_part(BOOK, "workbook")),
        ("string_that_is_not_there", _cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        ("a_column_that_is_none", _cells('<row r="1"><c r="1B"><v>1</v></c></row>')),
    ],
)  # fmt: skip


@hostile("xlsx", "no_header")
def nested_two_hundred_thousand_deep(path):
    deep = "<a>" * 200_000 + "</a>" * 200_000
    zipped(path, good_parts(**{SHEET: sheet_xml(deep + _A1)}))


@hostile("csv", "no_header")
def headers_of_one_endless_word(path):
    """Each would be peeled unit by unit, or each mark tried against all that follow, were it looked at to its end."""
    words = "รายได้" + "คน" * 30_000, "\u0e4d" * 60_000, "(" * 60_000, "ก\u0e48\u0e32" * 20_000
    path.write_text("\n".join(",".join([word] * 4) for word in words * 4), encoding="utf-8")
