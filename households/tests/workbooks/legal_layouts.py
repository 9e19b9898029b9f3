"""Where the table stands, and what stands around it."""

import xlsxwriter

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.legal import legal
from households.tests.workbooks.legal_containers import delimited, workbook
from households.tests.workbooks.villages import HEADER, houses, table


def column(rows, name):
    return [row[HEADER.index(name)] for row in rows]


def renamed(rows, **names):
    """The header row with other words, by position from A."""
    rows[0] = [names.get(chr(65 + at), word) for at, word in enumerate(rows[0])]
    return rows


@legal("xlsx")
def five_title_rows(path):
    titles = [["บัญชีรายชื่อครัวเรือน"], ["จังหวัดขอนแก่น"], [], ["ข้อมูลสมมุติ ณ 1 มกราคม 2562"], []]
    workbook(path, ("รายชื่อ", [*titles, *table(houses())]))
    return houses()


@legal("xlsx")
def two_header_rows_merged(path):
    above = list(HEADER)
    above[7:10] = ["หัวหน้าครัวเรือน", "", ""]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("รายชื่อ")
        for at, word in enumerate(above):
            if at not in (7, 8, 9):
                sheet.merge_range(1, at, 2, at, word)
        sheet.merge_range(0, 0, 0, 13, "บัญชีรายชื่อครัวเรือน")
        sheet.merge_range(1, 7, 1, 9, "หัวหน้าครัวเรือน")
        sheet.write_row(2, 7, ["คำนำหน้า", "ชื่อ", "นามสกุล"])
        for y, row in enumerate(table(houses())[1:], 3):
            sheet.write_row(y, 0, row)
    return houses()


@legal("csv")
def two_header_rows_in_text(path):
    """In a text file nothing says what was merged."""
    above, below = list(HEADER), [""] * 14
    above[7:10], below[7:10] = ["หัวหน้าครัวเรือน", "", ""], ["คำนำหน้า", "ชื่อ", "นามสกุล"]
    path.write_text(delimited([above, below, *table(houses())[1:]]), encoding="utf-8", newline="")
    return houses()


@legal("xlsx")
def blank_first_columns_and_rows(path):
    workbook(path, ("รายชื่อ", [[], [], *(["", "", *row] for row in table(houses()))]))
    return houses()


@legal("xls")
def blank_first_columns_in_an_old_workbook(path):
    path.write_bytes(made_of.xls_bytes({"รายชื่อ": [[], *(["", *row] for row in table(houses()))]}))
    return houses()


@legal("ods")
def blank_first_columns_in_an_open_document(path):
    rows = [[""] * 3, *(["", "", *row] for row in table(houses()))]
    made_of.ods(path, {"รายชื่อ": "".join(map(made_of.ods_row, rows))})
    return houses()


@legal("xlsx", skipped=3)
def blank_rows_between(path):
    rows = table(houses())
    workbook(path, ("รายชื่อ", [rows[0], [], *rows[1:4], [], [], *rows[4:]]))
    return houses()


@legal("xlsx", skipped=5)
def totals_and_footnotes(path):
    rows = table(houses())
    total = ["รวม", *[""] * 10, 17, 420_000]
    notes = [
        ["หมายเหตุ: ข้อมูลสมมุติ"],
        ["ที่มา: แบบสำรวจ จปฐ."],
        ["", "", "", "", "", "", "ลงชื่อ.................ผู้รายงาน"],
    ]
    workbook(path, ("รายชื่อ", [*rows[:5], ["รวมตำบลชุมแพ", *total[1:]], *rows[5:], total, *notes]))
    return houses()


@legal("xlsx", skipped=2)
def header_on_every_printed_page(path):
    rows = table(houses())
    workbook(path, ("รายชื่อ", [*rows[:3], rows[0], *rows[3:6], rows[0], *rows[6:]]))
    return houses()


@legal("xlsx", skipped=2)
def numbers_under_the_header_and_unfilled_lines(path):
    rows = table(houses())
    numbers = [str(n) for n in range(1, 15)]
    workbook(path, ("รายชื่อ", [rows[0], numbers, *rows[1:], [9]]))
    return houses()


@legal("xlsx")
def a_sheet_for_every_district(path):
    here, there = (
        houses(5, seed=1, place=("400501", "ชุมแพ", "ชุมแพ")),
        houses(4, seed=2, place=("401201", "พล", "เมืองพล")),
    )
    workbook(
        path,
        ("คำอธิบาย", [["กรอกทุกช่อง"]]),
        ("ชุมแพ", table(here)),
        ("ว่าง", []),
        ("พล", [["อำเภอพล"], *table(there)]),
    )
    return [*here, *there]


@legal("xlsx")
def columns_in_another_order(path):
    workbook(path, ("รายชื่อ", [row[::-1] for row in table(houses())]))
    return houses()


@legal("xlsx")
def blank_means_the_same_as_above(path):
    made = houses(6, seed=3, place=("400501", "ชุมแพ", "ชุมแพ")) + houses(
        6, seed=4, place=("401201", "พล", "เมืองพล")
    )
    rows = table(made)
    for row in (*rows[2:7], *rows[8:]):
        row[1] = row[2] = ""
    workbook(path, ("รายชื่อ", rows))
    return made


@legal("xlsx")
def a_new_district_does_not_inherit_the_old_village(path):
    """ในเมือง of one district must not become ในเมือง of the next, nor หมู่ 3 the next one's."""
    made = houses(4, seed=5, place=("400101", "เมืองขอนแก่น", "ในเมือง")) + houses(
        4, seed=6, place=("402901", "เวียงเก่า", "ในเมือง")
    )
    rows = table(made)
    for row in (*rows[2:5], *rows[6:]):
        row[1] = row[2] = '"'
    workbook(path, ("รายชื่อ", rows))
    return made


@legal("xlsx")
def code_and_name_under_one_header(path):
    made = houses()
    rows = [["จังหวัด", "จังหวัด", "อำเภอ", "ตำบล", *HEADER]]
    rows += [["40", "ขอนแก่น", h.code[:4], h.code, *h.cells(n)] for n, h in enumerate(made, 1)]
    workbook(path, ("รายชื่อ", rows))
    return made


@legal("xlsx")
def titles_of_three_persons(path):
    rows = [[*row, *(("คำนำหน้า", "คำนำหน้า", "เลขประจำตัวประชาชน") if not n else ("นาง", "นาย", "9"))] for n, row in enumerate(table(houses()))]  # fmt: skip
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx")
def other_words_for_everything(path):
    rows = renamed(table(houses()), A="ที่", B="อำเภอ/เขต", C="ตำบล/แขวง", D="หมู่", E="หมู่บ้าน", F="เลขรหัสประจำบ้าน", G="เลขที่บ้าน", H="คำนำหน้านาม", J="สกุล", K="หมายเลขบัตรประจำตัวประชาชน", L="สมาชิกในครัวเรือน (คน)", M="รายได้ครัวเรือน", N="กลุ่มครัวเรือน")  # fmt: skip
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx")
def unnamed_and_unknown_columns(path):
    rows = [
        ["", *row[:6], n or "", *row[6:], "สีรั้วบ้าน" if not n else "แดง"]
        for n, row in enumerate(table(houses()))
    ]
    rows = [[n, *row[1:]] for n, row in enumerate(rows)]
    rows[0][0] = ""
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx", findings={"second_table": 1})
def two_tables_side_by_side(path):
    left, right = houses(6, seed=7), houses(6, seed=8)
    rows = [[*a, "", *b] for a, b in zip(table(left), table(right), strict=True)]
    workbook(path, ("รายชื่อ", rows))
    return left


@legal("xlsx", skipped=0)
def hidden_and_chart_sheets(path):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("รายชื่อ")
        for y, row in enumerate(table(houses())):
            sheet.write_row(y, 0, row)
        book.add_worksheet("ซ่อน").hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=รายชื่อ!$L$2:$L$6"})
        book.add_chartsheet("กราฟ").set_chart(chart)
    return houses()


@legal("xlsx")
def a_whole_name_in_one_column(path):
    rows = [
        [*row[:7], "ชื่อ-สกุล" if not n else f"{row[7]}{row[8]}  {row[9]}", *row[10:]]
        for n, row in enumerate(table(houses()))
    ]
    workbook(path, ("รายชื่อ", rows))
    return houses()
