"""Spreadsheets as districts really send them, made new each time. Every name and number in them is invented.

python -m households.tests.workbooks OUTDIR
"""

import csv
import datetime as dt
from pathlib import Path

import xlsxwriter

from kusiao.thai import national_id_check_digit

NBSP = "\u00a0"


def person_id(number):
    """A well-formed id of nobody: they all begin with 1-0000."""
    first = f"10000{number:07d}"
    return first + national_id_check_digit(first)


def _sheet(book, name, rows, merges=()):
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "d-mmm"})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(y, x, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, (int, float)):
                sheet.write_number(y, x, value)
            elif value not in ("", None):
                sheet.write_string(y, x, value)
    for top, left, low, right, text in merges:
        sheet.merge_range(top, left, low, right, text)
    return sheet


# --- 1: list of households below the line ------------------------------------------------------------------------

BELOW_YEAR = 2562
_TOP = [
    "ลำดับ",
    "จังหวัด",
    "จังหวัด",
    "อำเภอ",
    "อำเภอ",
    "ตำบล",
    "ตำบล",
    "หมู่ที่",
    "ชื่อหมู่บ้าน/ชุมชน",
    "รหัสบ้าน",
    "บ้านเลขที่",
]
_HEAD = ["หัวหน้าครัวเรือน", "", ""]
_REST = [
    "เลขประจำตัว\nประชาชน", "จ\u0e4d\u0e32นวนสมาชิก", "รายได้รวม (บาท/ปี)", "รายได้เฉลี่ย/คน/ปี",
    "ประเภท (พัฒนาได้/สงเคราะห์)", "สาเหตุ", "หมายเหตุ",
]  # fmt: skip


def _below_rows():
    """(cells …, head, id, members, total, average, class, causes, note) from row 6 on."""
    chumphae = ["40", "ขอนแก่น", "4005", "อ.ชุมแพ"]
    return [
        [1, *chumphae, "400501", "ต.ชุมแพ", 3, "บ้านพฤกษา", 40050000011, "12/3", "นาย", "สมหมาย", "ทองดี", person_id(1), 4, 120000, 30000, "พัฒนาได้", "ไม่มีที่ดินทำกิน", ""],
        [2, *chumphae, "400501", f"ชุมแพ{NBSP}", 3, "บ้านพฤกษา", "40050000029", dt.date(2026, 2, 25), "นางสาว", "บัวลอย", "ส\u0e4d\u0e32ราญจิต", 3.1e12, 2, 50000, 25000, "สงเคราะห์", "", ""],
        ["๓", *chumphae, "400502", "ตำบลโนนหัน", "๗", "บ้านโนนศรี", "", "๒๑|๑ ", "นาง", "เเก้ว", "ใจงาม", "3.4004E+12", "๓", "๙๐,๐๐๐", "๓๐,๐๐๐", "พัฒนาได้", "รายได้น้อย", ""],
        [4, *chumphae, "400502", "โนนหัน", 7, "บ้านโนนศรี", "40050000037", "45", "นาง", "คำปุ่น", "ใจงาม", "1-0000-00000-04-9"[:10], 5, 100000, 20500, "สงเคราะห์", "ผู้สูงอายุ", "เฉลี่ยในไฟล์ผิด"],
        [5, "40", "ขอนแก่น", "4005", "ชุมแพร", "400501", "ชุมแพ", 1, "บ้านกกไม้", "40050000045", "7", "นาย", "ทองใบ", "ศรีสุข", person_id(5), 3, 60000, 20000, "พัฒนาได้", "", ""],
        ["รวมตำบลชุมแพ", "", "", "", "", "", "", "", "", "", "", "", "", "", "", 17, 420000, "", "", "", ""],
        ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
        [*_TOP, *_HEAD, *_REST],
        [6, "40", "จ.ขอนแก่น", "01", "อำเภอเมือง", "01", "ในเมือง", "หมู่ที่ 12", "ชุมชนริมบึง", "40010000053", "286/236/1", "น.ส.", "สายพิณ", "แสงทอง", person_id(6)[:-1] + "x"[:0] + str((int(person_id(6)[-1]) + 1) % 10), 1, 37999, 37999, "สงเคราะห์", "-", "-"],
        [7, "40", "ขอนแก่น", "4021", "ซำสูง", "402101", "กระนวน", 2, "บ้านนาคำ", "40210000061", "9", "", "นายอุดม", "ชัยมงคล", person_id(7), 2, 76000, 38000, "พัฒนาได้", "", "เท่าเส้นพอดี"],
        [8, "40", "ขอนแก่น", "4012", "พล", "401201", "เมืองพล", 4, "บ้านโคกพล", "", "", "นาย", "บุญมี", "นาดี", person_id(8), 2, 40000, 20000, "พัฒนาได้", "", "ไม่มีทั้งรหัสบ้านและบ้านเลขที่"],
        [9, "40", "ขอนแก่น", "4029", "กิ่งอำเภอเวียงเก่า", "402901", "ในเมือง", 5, "บ้านหินลาด", "40290000079", "15", "นาย", "สุพจน์", "พรหมมา", "1-0000-0000_-_-_", 0, 30000, 10000, "พัฒนาไม่ได้", "", ""],
        [10, "40", "ขอนแก่น", "4029", "เวียงเก่า", "402901", "ในเมือง", 5, "บ้านหินลาด", "40290000079", "15/1", "นาง", "ทองคำ", "พรหมมา", person_id(10), 3, 5000, 20000, "สงเคราะห์", "", ""],
        [11, *chumphae, "400501", "ชุมแพ", 3, "บ้านพฤกษา", "40050000011", "12/3", "นาย", "สมหมาย", "ทองดี", person_id(1), 4, 120000, 30000, "พัฒนาได้", "ไม่มีที่ดินทำกิน", "พิมพ์ซ้ำ"],
        ["รวมทั้งสิ้น", "", "", "", "", "", "", "", "", "", "", "", "", "", "", 24, 511999, "", "", "", ""],
        ["หมายเหตุ: ข้อมูลสมมุติทั้งหมด", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip


# rows 6–21: eight households stand, three rows are refused (10, 16, 19), five are no households.
BELOW_EXPECTED = {"rows_read": 16, "new": 8, "refused": 3, "skipped": 5, "below_line": 7}


def below_the_line(folder):
    path = Path(folder) / "below-the-line-2562.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        rows = [
            ["บัญชีรายชื่อครัวเรือนตกเกณฑ์ จปฐ. ปี 2562"], ["จังหวัดขอนแก่น (ข้อมูลสมมุติ)"], [],
            [*_TOP, *_HEAD, *_REST], [""] * 11 + ["คำนำหน้า", "ชื่อ", "นามสกุล"], *_below_rows(),
        ]  # fmt: skip
        columns = [*range(11), *range(14, 21)]
        merges = [(3, x, 4, x, rows[3][x]) for x in columns] + [(3, 11, 3, 13, "หัวหน้าครัวเรือน")]
        merges += [(0, 0, 0, 20, rows[0][0]), (1, 0, 1, 20, rows[1][0])]
        rows[0], rows[1], rows[3] = [], [], []  # xlsxwriter writes merged cells itself
        _sheet(book, "ตกเกณฑ์", rows, merges)
        _sheet(book, "Sheet2", [])
    return path


# --- 2: survey, older form, cp874 --------------------------------------------------------------------------------

SURVEY_YEAR = 2563
_SURVEY_KEYS = [
    "ลำดับ", "อำเภอ", "ตำบล", "หมู่", "หมู่บ้าน", "รหัสประจำบ้าน", "เลขที่บ้าน", "ชื่อ-นามสกุลหัวหน้าครัวเรือน",
    "หมายเลขบัตรประจำตัวประชาชน", "สมาชิกในครัวเรือน (คน)",
]  # fmt: skip
_SURVEY_MONEY = ["อาชีพหลัก", "อาชีพรอง", "รายได้อื่น ๆ", "ปลูก/เลี้ยง/หาเอง"]
_SURVEY_REST = ["ละติจูด", "ลองจิจูด", "ความสุข (0-10)", "สีรั้วบ้าน"]


def _answers(failed=(), absent=(), words=("ผ่าน", "ไม่ผ่าน", "-"), total=31):
    passed, fails, none = words
    return [fails if n in failed else none if n in absent else passed for n in range(1, total + 1)]


def _survey_rows():
    none = {1, 2, 3, 15, 16, 17}
    chonnabot = ["ชนบท", "ชนบท"]
    rows = [
        [1, *chonnabot, 1, "บ้านหนองบัว", "40180000015", "5", "นายประยูร แก้วมณี", person_id(21), 3, 60000, 12000, 0, 6000, *_answers({22, 23}, none), 16.087, 102.62, 7, "ขาว"],
        [2, *chonnabot, 1, "บ้านหนองบัว", "40180000023", "5/1", "นางสาวสุดา แก้วมณี", person_id(22), 2, 100000, 0, 9600, 0, *_answers({25}, none), 102.62, 16.087, 8, "เขียว"],
        [3, *chonnabot, 2, "บ้านกุดหล่ม", "40180000031", "11", "นางบุญเลิศ สีหา", person_id(23), 1, 0, 0, 8400, 0, *_answers({20, 22}, none), 0, 0, 5, "ไม่มี"],
        [],
        [4, *chonnabot, 2, "บ้านกุดหล่ม", "40180000049", "21/1", "นายคูณ ลือชา", person_id(24), 5, "250,000", "-", "", "20,000", *_answers({24, 25}, none), "", "", 9, "แดง"],
        [5, "ชนบท", "กุดเพียขอม", 4, "บ้านใหม่", "4018000005", "88", "นายวิรัตน์ ดอนชัย", person_id(25), 4, 80000, 0, 0, 0, *_answers({22}, none), 16.2, 102.6, 11, "ดำ"],
        [6, "ชนบท", "กุดเพียขอม", 4, "บ้านใหม่", "40180000064", "90", "นางลำดวน ดอนชัย", person_id(21), 4, 200000, 0, 0, 0, *_answers({22}, none), 13.75, 100.5, 6, "ฟ้า"],
        [7, "ชนบท", "ท่าพระ", 4, "", "40180000072", "91", "นายสิงห์ ไกรทอง", person_id(27), 4, 50000, 0, 0, 0, *_answers({22}, none), "", "", 6, ""],
    ]  # fmt: skip
    rows[4][14] = "ได้รับ"  # an answer that is none
    return rows


SURVEY_EXPECTED = {"rows_read": 8, "new": 6, "refused": 1, "skipped": 1, "below_line": 3}


def older_survey(folder):
    path = Path(folder) / "survey-2563-cp874.csv"
    header = [*_SURVEY_KEYS, *_SURVEY_MONEY, *(f"ตัวชี้วัดที่ {n}" for n in range(1, 32)), *_SURVEY_REST]
    with path.open("w", encoding="cp874", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["แบบสำรวจ จปฐ. ปี 2563 (ข้อมูลสมมุติ)"])
        writer.writerow([])
        writer.writerow(header)
        writer.writerows(_survey_rows())
        file.write("," * 40 + "\r\n")
        file.writelines("," * 40 + "\r\n" for _ in range(300))
    return path


# --- 3: survey, later form, two sheets ---------------------------------------------------------------------------

LATER_YEAR = 2566
_LATER_KEYS = [
    "ที่",
    "ปีที่สำรวจ",
    "อำเภอ",
    "ตำบล",
    "หมู่ที่",
    "รหัสบ้าน",
    "บ้านเลขที่",
    "คำนำหน้าชื่อ",
    "ชื่อ",
    "สกุล",
    "จำนวนสมาชิก",
    "รายได้รวมต่อเดือน",
]


def _later_header():
    indicators = [name for n in range(1, 39) for name in (f"ข้อ {n}", "จำนวนคนไม่ผ่าน")]
    return [*_LATER_KEYS, *indicators, "คำนำหน้าชื่อ", "โทรศัพท์"]


def _later_row(keys, failed, phone):
    marks = _answers(failed, {1, 2}, ("✓", "✗", "-"), 38)
    return [
        *keys,
        *(cell for n, mark in enumerate(marks, 1) for cell in (mark, 2 if n in failed else "")),
        "นาย",
        phone,
    ]


def _later_rows(subdistrict, start):
    year = LATER_YEAR
    return [
        _later_row([1, year, "โคกโพธิ์ชัย", subdistrict, 1, f"402200{start:05d}", "1/9", "นาย", "สำลี", "วงศ์คำ", 4, 12000], {29, 30}, 812345678),
        _later_row([2, year, "อำเภอโคกโพธิ์ไชย", f"ต.{subdistrict}", 1, f"402200{start + 1:05d}", "2", "นาง", "จันดี", "วงศ์คำ", 3, 15000], {25}, "081-234-5679"),
        _later_row([3, year, "โคกโพธิ์ไชย", subdistrict, "ม.2", f"402200{start + 2:05d}", "3", "นาง", "ละออ", "ดีเลิศ", 2, 3000], {27, 29}, "-"),
    ]  # fmt: skip


LATER_EXPECTED = {"rows_read": 7, "new": 6, "refused": 0, "skipped": 1, "below_line": 4}


def later_survey(folder):
    path = Path(folder) / "survey-2566.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _sheet(book, "คำอธิบาย", [["วิธีกรอก"], ["ให้กรอกทุกช่อง"]])
        _sheet(book, "บ้านโคก", [["จปฐ. 2566"], _later_header(), *_later_rows("บ้านโคก", 1)])
        total = ["รวม", *[""] * 9, 9, 30000]
        _sheet(
            book,
            "โพธิ์ไชย",
            [["", *_later_header()], *(["", *row] for row in [*_later_rows("โพธิ์ไชย", 11), total])],
        )
    return path


def later_survey_csv(folder):
    """The first sheet alone, as a spreadsheet set to semicolons writes it."""
    path = Path(folder) / "survey-2566.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([_later_header(), *_later_rows("บ้านโคก", 1)])
    return path


FIXTURES = (below_the_line, older_survey, later_survey, later_survey_csv)


def make_all(folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    return [make(folder) for make in FIXTURES]
