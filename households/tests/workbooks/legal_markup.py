"""What other programs than Excel make of the same sheet, and what Excel itself allows."""

import re

import xlsxwriter

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.containers import book, sheet_data, sheet_xml, zipped
from households.tests.workbooks.legal import legal
from households.tests.workbooks.villages import houses, table


def _texts(rows):
    return list(dict.fromkeys(value for row in rows for value in row if isinstance(value, str)))


def _shared_cell(texts):
    def make(value, row, position, **_style):
        if not isinstance(value, str):
            return made_of.cell(value, row, position)
        return f'<c r="{made_of.letters(position)}{row}" t="s"><v>{texts.index(value)}</v></c>'

    return make


@legal("xlsx")
def inline_strings(path):
    zipped(path, book(sheet_data(table(houses()))))
    return houses()


@legal("xlsx")
def a_wrong_dimension(path):
    """Stock readers stop where it says the sheet ends."""
    zipped(
        path,
        book(
            "",
            parts={made_of.SHEET: sheet_xml(sheet_data(table(houses())), before='<dimension ref="A1:B2"/>')},
        ),
    )
    return houses()


@legal("xlsx")
def a_dimension_of_the_whole_sheet(path):
    data = sheet_xml(sheet_data(table(houses())), before='<dimension ref="A1:XFD1048576"/>')
    zipped(path, book("", parts={made_of.SHEET: data}))
    return houses()


@legal("xlsx")
def cells_without_addresses(path):
    rows = re.sub(r' r="[A-Z]*[0-9]+"', "", sheet_data(table(houses())))
    zipped(path, book(rows))
    return houses()


@legal("xlsx")
def elements_under_a_prefix(path):
    content = sheet_xml(sheet_data(table(houses())))
    content = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", content).replace("xmlns=", "xmlns:x=")
    zipped(path, book("", parts={made_of.SHEET: content}))
    return houses()


@legal("xlsx")
def attributes_in_another_order_and_quotes(path):
    rows = re.sub(r'<c r="(\w+)"( t="\w+")?>', r"<c\n\2 r = '\1' >", sheet_data(table(houses())))
    zipped(path, book(rows))
    return houses()


@legal("xlsx")
def the_strict_variant(path):
    content = sheet_xml(sheet_data(table(houses()))).replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    zipped(path, book("", parts={made_of.SHEET: content}))
    return houses()


@legal("xlsx")
def rich_text_with_readings(path):
    rows = table(houses())
    texts = _texts(rows)
    strings = made_of.shared(texts)
    for text in texts[20:40]:
        half = len(text) // 2
        rich = f"<r><rPr><b/></rPr><t>{text[:half]}</t></r><r><t>{text[half:]}</t></r><rPh sb='0' eb='1'><t>ก</t></rPh>"
        strings = strings.replace(f"<si><t>{text}</t></si>", f"<si>{rich}</si>")
    zipped(path, book(sheet_data(rows, make=_shared_cell(texts)), parts={made_of.STRINGS: strings}))
    return houses()


def _formula(value, row, position, **_style):
    made = made_of.cell(value, row, position)
    if row > 1 and isinstance(value, int):
        return made.replace("><v>", f"><f>{value}+0</f><v>")
    if row > 1 and made:
        at = f"{made_of.letters(position)}{row}"
        return f'<c r="{at}" t="str"><f>CONCATENATE("{value}","")</f><v>{value}</v></c>'
    return made


@legal("xlsx")
def formulas_with_what_they_came_to(path):
    zipped(path, book(sheet_data(table(houses()), make=_formula)))
    return houses()


@legal("xlsx")
def shared_formulas(path):
    def make(value, row, position, **_style):
        made = made_of.cell(value, row, position)
        if row > 1 and position == 12:
            kind = (
                f'<f t="shared" ref="M2:M9" si="0">L{row}*1000</f>' if row == 2 else '<f t="shared" si="0"/>'
            )
            return made.replace("><v>", f">{kind}<v>")
        return made

    zipped(path, book(sheet_data(table(houses()), make=make)))
    return houses()


@legal("xlsx")
def links_and_commands_that_nobody_follows(path):
    """The value that was cached is read; the command is never looked at."""

    def make(value, row, position, **_style):
        made = made_of.cell(value, row, position)
        if row == 3 and position == 12:
            return made.replace("><v>", "><f>[1]Sheet1!$A$1</f><v>")
        if row == 4 and position == 12:
            return made.replace("><v>", "><f>cmd|'/C calc'!A0</f><v>")
        return made

    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    zipped(
        path, book(sheet_data(table(houses()), make=make), parts={"xl/externalLinks/externalLink1.xml": link})
    )
    return houses()


@legal("xlsx", findings={"house_no_restored": 1})
def days_counted_from_1904(path):
    def make(value, row, position, **_style):
        if row == 2 and position == 6:
            return '<c r="G2" s="1"><v>44616</v></c>'  # 25 February 2026
        return made_of.cell(value, row, position)

    made = houses()
    made[0] = type(made[0])(**{**vars(made[0]), "house_no": "25/2"})
    books = made_of.workbook_xml("แผ่น1", extra='<workbookPr date1904="1"/>')
    zipped(path, book(sheet_data(table(made), make=make), parts={made_of.BOOK: books}))
    return made


@legal("xlsx")
def errors_beside_the_table(path):
    rows = sheet_data(table(houses())).replace(
        "</row>", '<c r="P{}" t="e"><v>#N/A</v></c><c r="Q{}" t="e"><v>#REF!</v></c></row>'
    )
    parts = rows.split("</row>")
    data = "</row>".join(part.replace("{}", str(n)) for n, part in enumerate(parts, 1))
    zipped(path, book(data))
    return houses()


@legal("xlsx")
def sheet_somewhere_else_in_the_archive(path):
    data = sheet_xml(sheet_data(table(houses())))
    rels = made_of.relations(("worksheet", "/xl/data/รายชื่อ.xml"))
    zipped(path, book("", parts={made_of.SHEET: None, "xl/data/รายชื่อ.xml": data, made_of.RELS: rels}))
    return houses()


@legal("xlsx")
def names_of_parts_in_capitals(path):
    parts = book(sheet_data(table(houses())))
    zipped(
        path, {name if name == made_of.TYPES else name.upper(): content for name, content in parts.items()}
    )
    return houses()


@legal("xlsx")
def rows_out_of_order(path):
    rows = sheet_data(table(houses())).split("<row ")[1:]
    zipped(path, book("".join(f"<row {row}" for row in (rows[0], *rows[:0:-1]))))
    return houses()


@legal("xlsx")
def written_in_constant_memory_with_styles_and_notes(path):
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as made:
        sheet, bold = made.add_worksheet("รายชื่อ"), made.add_format({"bold": True})
        for y, row in enumerate(table(houses())):
            for x, value in enumerate(row):
                sheet.write(y, x, value, bold if y == 0 else None)
            sheet.write_blank(y, 30, None, bold)
        sheet.autofilter("A1:N9")
        sheet.freeze_panes(1, 0)
        sheet.data_validation("N2:N9", {"validate": "list", "source": ["พัฒนาได้", "สงเคราะห์"]})
        sheet.conditional_format(
            "M2:M9", {"type": "cell", "criteria": "between", "minimum": 1, "maximum": 9, "format": bold}
        )
    return houses()
