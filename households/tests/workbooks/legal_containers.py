"""The same table in every container and encoding."""

import csv
import io

import xlsxwriter

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.legal import legal
from households.tests.workbooks.villages import houses, table


def delimited(rows, delimiter=",", end="\r\n", **options):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, **options).writerows(rows)
    return text.getvalue()


def workbook(path, *sheets, options=None):
    """Sheets (name, rows) by xlsxwriter, which shares its strings as Excel does."""
    with xlsxwriter.Workbook(str(path), options or {}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(y, x, value)
    return path


@legal("xlsx")
def plain_xlsx(path):
    workbook(path, ("รายชื่อ", table(houses())))
    return houses()


@legal("xls")
def old_xls(path):
    path.write_bytes(made_of.xls_bytes({"รายชื่อ": table(houses())}))
    return houses()


@legal("xls")
def old_xls_of_many_rows(path):
    """Long enough for shared strings cut over several records."""
    made = houses(700)
    path.write_bytes(made_of.xls_bytes({"รายชื่อ": table(made), "ว่าง": []}))
    return made


@legal("ods")
def open_document(path):
    made_of.ods(path, {"รายชื่อ": "".join(map(made_of.ods_row, table(houses())))})
    return houses()


@legal("ods")
def open_document_formatted_to_its_end(path):
    """LibreOffice writes the empty remainder of every row and of the sheet as one repeated cell."""
    rows = [made_of.ods_row(row).replace("</table:table-row>", '<table:table-cell table:number-columns-repeated="16370"/></table:table-row>') for row in table(houses())]  # fmt: skip
    end = '<table:table-row table:number-rows-repeated="1048560"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    made_of.ods(path, {"รายชื่อ": "".join(rows) + end, "Sheet2": end})
    return houses()


@legal("csv")
def comma_utf8(path):
    path.write_text(delimited(table(houses())), encoding="utf-8", newline="")
    return houses()


@legal("csv")
def comma_utf8_with_mark(path):
    path.write_text(delimited(table(houses()), end="\n"), encoding="utf-8-sig", newline="")
    return houses()


@legal("csv")
def semicolons(path):
    path.write_text(delimited(table(houses()), ";"), encoding="utf-8", newline="")
    return houses()


@legal("txt")
def tabs_in_a_text_file(path):
    path.write_text(delimited(table(houses()), "\t"), encoding="utf-8", newline="")
    return houses()


@legal("csv")
def windows_874(path):
    path.write_text(delimited(table(houses())), encoding="cp874", newline="")
    return houses()


@legal("txt")
def unicode_text_of_excel(path):
    path.write_text(delimited(table(houses()), "\t"), encoding="utf-16", newline="")
    return houses()


@legal("csv")
def big_endian_unicode(path):
    path.write_bytes(b"\xfe\xff" + delimited(table(houses()), "\t").encode("utf-16-be"))
    return houses()


@legal("csv")
def all_quoted_with_newlines_inside(path):
    rows = [
        [*row, "หมายเหตุ" if not n else f"บรรทัดแรก\nบรรทัดสอง, ข้อ {n}"] for n, row in enumerate(table(houses()))
    ]
    path.write_text(delimited(rows, quoting=csv.QUOTE_ALL), encoding="utf-8", newline="")
    return houses()


@legal("csv")
def lines_of_an_old_macintosh(path):
    path.write_text(delimited(table(houses()), end="\r"), encoding="utf-8", newline="")
    return houses()


@legal("csv")
def no_newline_at_the_end(path):
    path.write_text(delimited(table(houses())).rstrip(), encoding="utf-8", newline="")
    return houses()


@legal("csv")
def thousands_of_bare_commas(path):
    """Saved from a sheet that was once formatted 3,600 rows deep: nothing follows, so nothing is counted."""
    path.write_text(delimited(table(houses())) + ("," * 13 + "\r\n") * 3_600, encoding="utf-8", newline="")
    return houses()


@legal("csv", refused=1, findings={"row_too_long": 1})
def separator_inside_a_name(path):
    rows = table(houses())
    rows[3][4] = "บ้านสมมุติ, ซอย 2"
    text = delimited(rows).replace('"', "")
    path.write_text(text, encoding="utf-8", newline="")
    return [house for n, house in enumerate(houses()) if n != 2]


@legal("xls")
def new_workbook_named_xls(path):
    workbook(path, ("รายชื่อ", table(houses())))
    return houses()


@legal("xlsx")
def old_workbook_named_xlsx(path):
    path.write_bytes(made_of.xls_bytes({"รายชื่อ": table(houses())}))
    return houses()


@legal("xls")
def tabbed_text_named_xls(path):
    path.write_text(delimited(table(houses()), "\t"), encoding="cp874", newline="")
    return houses()


@legal("xlsm")
def macros_that_nobody_runs(path):
    made_of.zipped(
        path,
        made_of.book(
            made_of.sheet_data(table(houses())), parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99}
        ),
    )
    return houses()


@legal("xlsx")
def stored_without_compression(path):
    made_of.zipped(path, made_of.book(made_of.sheet_data(table(houses()))), method=0)
    return houses()


@legal("xlsx")
def power_query_leaves_utf16_beside_the_sheets(path):
    item = '<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")
    made_of.zipped(
        path, made_of.book(made_of.sheet_data(table(houses())), parts={"customXml/item1.xml": item})
    )
    return houses()
