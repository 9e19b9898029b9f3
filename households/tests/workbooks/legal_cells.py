"""What happened to single cells."""

import dataclasses
import datetime as dt

import xlsxwriter

from households.tests.workbooks import NBSP
from households.tests.workbooks.legal import legal
from households.tests.workbooks.legal_containers import delimited, workbook
from households.tests.workbooks.legal_layouts import renamed
from households.tests.workbooks.villages import houses, table

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def without(made, at, **fields):
    return [dataclasses.replace(house, **fields) if n in at else house for n, house in enumerate(made)]


@legal("xlsx")
def sara_am_damaged_four_ways(path):
    rows = renamed(table(houses()), A="ล\u0e4d\u0e32ดับ", B="อ\u0e32\u0e4dเภอ", C="ต\u0e33\u0e32บล", L="จนวนสมาชิก", H="ค\u0e4dานำหน้า")  # fmt: skip
    made = without(houses(), {0, 1}, first="คำปุ่น")
    rows[1][8], rows[2][8] = "ค\u0e4d\u0e32ปุ่น", "ค\u0e33\u0e32ปุ่น"
    rows[1][1] = rows[1][1].replace("แ", "เเ")
    workbook(path, ("รายชื่อ", rows))
    return made


@legal("csv")
def thai_digits_everywhere(path):
    rows = [[str(value).translate(THAI_DIGITS) for value in row] for row in table(houses())]
    path.write_text(delimited(rows), encoding="cp874", newline="")
    return houses()


@legal("xlsx")
def odd_spaces_everywhere(path):
    rows = [
        [f" {NBSP}{value}\u200b  " if isinstance(value, str) else value for value in row]
        for row in table(houses())
    ]
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx")
def fixed_width_padding_and_newlines_in_headers(path):
    rows = [
        [value.ljust(60) if isinstance(value, str) else value for value in row] for row in table(houses())
    ]
    workbook(path, ("รายชื่อ", renamed(rows, K="เลขประจำตัว\nประชาชน", L="จำนวน\nสมาชิก", G="บ้าน\nเลขที่")))
    return houses()


@legal("xlsx", findings={"house_no_restored": 3})
def house_numbers_that_became_dates(path):
    made = [
        dataclasses.replace(house, house_no=no)
        for house, no in zip(houses(3), ("25/2", "1/12", "31/7"), strict=True)
    ]
    rows = table(made)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("รายชื่อ"), book.add_format({"num_format": "d-mmm"})
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)
        for y, (d, m) in enumerate(((25, 2), (1, 12), (31, 7)), 1):
            sheet.write_datetime(y, 6, dt.datetime(2026, m, d), day)
    return made


@legal("csv", findings={"house_no_restored": 3})
def house_numbers_that_became_words(path):
    made = [
        dataclasses.replace(house, house_no=no)
        for house, no in zip(houses(3), ("25/2", "3/12", "12/7"), strict=True)
    ]
    rows = table(made)
    rows[1][6], rows[2][6], rows[3][6] = "25-ก.พ.", "Mar-12", "12-ก.ค."
    path.write_text(delimited(rows), encoding="cp874", newline="")
    return made


@legal("xlsx")
def ids_and_codes_as_whole_numbers(path):
    rows = [
        [int(value) if at in (5, 10) and n else value for at, value in enumerate(row)]
        for n, row in enumerate(table(houses()))
    ]
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx")
def ids_with_dashes_and_spaces(path):
    rows = table(houses())
    for row in rows[1:]:
        d = row[10]
        row[10] = (
            f"{d[0]}-{d[1:5]}-{d[5:10]}-{d[10:12]}-{d[12]}" if row[0] % 2 else f"{d[0]} {d[1:5]} {d[5:]}"
        )
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx", findings={"id_scientific": 1, "id_rounded": 1, "id_incomplete": 1, "id_length": 1})
def ids_beyond_repair(path):
    rows = table(houses())
    rows[1][10], rows[2][10], rows[3][10], rows[4][10] = (
        "1.00003E+12",
        1.0003e12,
        "1-0000-00000-97-_",
        "12345",
    )
    workbook(path, ("รายชื่อ", rows))
    return without(houses(), {0, 1, 2, 3}, national_id="")


@legal("xlsx", findings={"id_checksum": 1, "id_repeated": 1})
def ids_that_warn_and_stay(path):
    made = houses()
    wrong = made[2].national_id[:12] + str((int(made[2].national_id[12]) + 1) % 10)
    made = without(without(made, {2}, national_id=wrong), {5}, national_id=made[0].national_id)
    workbook(path, ("รายชื่อ", table(made)))
    return made


@legal("xlsx")
def house_numbers_of_many_shapes(path):
    numbers = ("286/236/1", "21|1", " 45 / 2 ", "7 ก", "0012", "99/9 ", "12-14", "๕/๑")
    read = ("286/236/1", "21/1", "45/2", "7 ก", "0012", "99/9", "12-14", "5/1")
    rows = table(houses())
    for row, number in zip(rows[1:], numbers, strict=True):
        row[6] = number
    workbook(path, ("รายชื่อ", rows))
    return [dataclasses.replace(house, house_no=no) for house, no in zip(houses(), read, strict=True)]


@legal("xlsx")
def places_with_their_prefixes(path):
    rows = table(houses())
    for n, row in enumerate(rows[1:]):
        row[1] = ("อ.", "อำเภอ", "อ. ", "อำเภอ ")[n % 4] + row[1]
        row[2] = ("ต.", "ตำบล", "ต. ", "ตำบล ")[n % 4] + row[2]
        row[3] = ("หมู่ที่ ", "ม.", "หมู่ ", "")[n % 4] + str(row[3])
        if "เมืองขอนแก่น" in row[1]:
            row[1] = "อ.เมือง"
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx", refused=3, findings={"place_unknown": 3})
def places_that_nobody_knows(path):
    made = houses(8, seed=9, place=("400501", "ชุมแพ", "ชุมแพ"))
    rows = table(made)
    rows[1][1], rows[2][2], rows[3][1:3] = "ชุมแพร", "อยู่ยาก", ["กระนวน", "กระนวน"]
    workbook(path, ("รายชื่อ", rows))
    return made[3:]


@legal(
    "xlsx",
    refused=4,
    findings={"moo_missing": 1, "no_household_key": 1, "name_missing": 1, "household_repeated": 1},
)
def rows_that_lack_what_they_need(path):
    made = houses()
    rows = table(made)
    rows[1][3], rows[2][5:7], rows[3][8:10] = "", ["-", ""], ["", ""]
    rows[4][1:] = rows[5][1:]
    workbook(path, ("รายชื่อ", rows))
    return [made[4], *made[5:]]


@legal("csv")
def money_with_commas_and_dashes(path):
    rows = table(houses())
    for row in rows[1:]:
        row[12] = f"{row[12]:,}.00" if row[0] % 2 else f" {row[12]:,} "
    path.write_text(delimited(rows, ";"), encoding="utf-8", newline="")
    return houses()


@legal("xlsx")
def income_by_month(path):
    made = [dataclasses.replace(house, total=house.total // 12 * 12) for house in houses()]
    rows = table(made)
    for row in rows[1:]:
        row[12] //= 12
    workbook(path, ("รายชื่อ", renamed(rows, M="รายได้รวมต่อเดือน")))
    return made


@legal("xlsx")
def numbers_kept_as_text(path):
    workbook(path, ("รายชื่อ", [[str(value) for value in row] for row in table(houses())]))
    return houses()


@legal(
    "xlsx", findings={"members_zero": 1, "members_unlikely": 1, "number_unreadable": 2, "class_unreadable": 1}
)
def cells_that_are_left_empty(path):
    rows = table(houses())
    rows[1][11], rows[2][11], rows[3][12], rows[4][12], rows[5][13] = 0, 400, "แสนสอง", -5, "พัฒนาไม่ได้"
    workbook(path, ("รายชื่อ", rows))
    made = without(without(houses(), {0, 1}, members=None), {2, 3}, total=None)
    return without(made, {4}, track="")


@legal("csv")
def words_that_look_like_formulas(path):
    """Kept as the words they are; what leaves the system is made harmless there."""
    made = without(without(houses(), {1}, last="=cmd|' /C calc'!A1"), {2}, last="@SUM(1+1)")
    path.write_text(delimited(table(made)), encoding="utf-8", newline="")
    return made


@legal("xlsx", findings={"mojibake_cell": 1})
def one_broken_word_in_a_good_file(path):
    rows = table(houses())
    rows[3][4] = rows[3][4].encode("cp874").decode("latin-1")
    workbook(path, ("รายชื่อ", rows))
    return houses()


@legal("xlsx", findings={"income_monthly_suspect": 1, "average_differs": 1})
def an_average_that_disagrees(path):
    made = [dataclasses.replace(house, members=2, total=72_000) for house in houses()]
    rows = [[*row, "รายได้เฉลี่ย/คน/ปี" if not n else 36_000] for n, row in enumerate(table(made))]
    rows[2][-1], rows[4][-1] = 3_000, 20_500
    workbook(path, ("รายชื่อ", rows))
    return made
