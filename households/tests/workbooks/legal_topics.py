"""Workbooks of many topics: a sheet of households, and sheets that say more of them by the house code."""

import dataclasses

import xlsxwriter

from households.tests.workbooks.legal import legal as any_legal
from households.tests.workbooks.legal_containers import workbook
from households.tests.workbooks.persons import YEAR, home_key, homes, table

PEOPLE = len(table(homes())) - 1
_BASIC = (
    "ปีที่สำรวจ", "รหัสบ้าน", "บ้านเลขที่", "หมู่ที่", "ชื่อหมู่บ้าน/ชุมชน", "ตำบล", "ตำบล", "อำเภอ", "อำเภอ", "จังหวัด", "จังหวัด",
    "คำนำหน้าชื่อ", "ชื่อ", "สกุล", "เลขประจำตัวประชาชน", "โทรศัพท์", "ศาสนา",
    "คำนำหน้าชื่อ", "ชื่อ", "สกุล", "เลขประจำตัวประชาชน", "โทรศัพท์", "ความเกี่ยวข้องกับหัวหน้าครัวเรือน",
    "คำนำหน้าชื่อ", "ชื่อ", "สกุล", "ตำแหน่ง",
)  # fmt: skip
HUMAN = (
    "ปีที่สำรวจ", "รหัสบ้าน", "ลำดับในบ้าน", "คำนำหน้าชื่อ", "ชื่อ", "สกุล", "หมายเลขประจำตัวประชาชน", "วัน/เดือน/ปีเกิด", "อายุ (ปี)",
    "เพศ", "อาชีพ", "การศึกษา", "ศาสนา", "ความเกี่ยวข้องกับหัวหน้าครัวเรือน", "สถานะทางร่างกาย", "ช่วยเหลือตัวเอง",
    "บัตรสวัสดิการแห่งรัฐ",
)  # fmt: skip
MONEY = (
    "ปีที่สำรวจ", "รหัสบ้าน", "อาชีพหลัก", "อาชีพรอง", "รายได้อื่น ๆ", "ปลูก/เลี้ยง/หาเอง", "รายจ่ายรวม", "หนี้ในระบบ",
    "หนี้กองทุนหมู่บ้าน", "หนี้นอกระบบ", "มีเงินออม",
)  # fmt: skip
KIN = ("คู่สมรส", "บุตร", "หัวหน้าครัวเรือน", "บุตร")


def basic(made):
    """116 columns, as the provincial export has them."""
    rest = [f"รายการที่ {n}" for n in range(116 - len(_BASIC))]
    rows = [[*_BASIC, *rest]]
    for turn, home in enumerate(made):
        house, head = home.house, home.people[0]
        rows.append(
            [
                YEAR, house.house_code, house.house_no, house.moo, house.village, house.code, house.subdistrict,
                house.code[:4], house.district, "40", "ขอนแก่น", head.title, head.first, head.last, head.national_id,
                "0812345678", "พุทธ", "นาง", "ผู้ให้", "ข้อมูล", "1000099999994", "0899999999", KIN[turn % 4], "นาย", "ผู้สำรวจ",
                "คนหนึ่ง", "อสม.", *["-"] * len(rest),
            ]
        )  # fmt: skip
    return rows


def human(made):
    rows = [list(HUMAN)]
    for home in made:
        rows += [[YEAR, home.house.house_code, *one.cells(order)] for order, one in enumerate(home.people, 1)]
    return rows


def money(made):
    rows = [list(MONEY)]
    for turn, home in enumerate(made, 1):
        own = (60_000 * turn, 5_000, 9_600, 2_000, 40_000, 10_000 * turn, 20_000, 0)
        rows.append([YEAR, home.house.house_code, *own, "มี"])
    return rows


def nature(made):
    return [
        ["ปีที่สำรวจ", "รหัสบ้าน", "ป่าชุมชน", "แหล่งน้ำ"],
        *([YEAR, h.house.house_code, "มี", "ไม่มี"] for h in made),
    ]


@dataclasses.dataclass(frozen=True)
class Known:
    """What all the sheets together say of a household; `turn` from 1 gives its money, 0: nothing is said."""

    home: object
    turn: int = 0

    @property
    def key(self):
        if not self.turn:
            return (*self.home.key, None, None, None, None)
        total = 60_000 * self.turn + 16_600
        return (*self.home.key, total, total // len(self.home.people), 10_000 * self.turn, 40_000)


def known_key(row):
    return (*home_key(row), row.income_total, row.average, row.debt_formal, row.expenses)


def legal(ending, *, rows, **truth):
    return any_legal(ending, year=YEAR, key=known_key, rows=rows, **truth)


def known(made):
    return [Known(home, turn) for turn, home in enumerate(made, 1)]


@legal("xlsx", rows=PEOPLE + 12)
def many_topics(path):
    made = homes()
    sheets = ("ข้อมูลพื้นฐาน", basic(made)), ("ทุนมนุษย์", human(made)), ("ทุนการเงิน", money(made))
    workbook(path, *sheets, ("ทุนธรรมชาติ", nature(made)), ("คำอธิบาย", [["รหัส", "ความหมาย"]]))
    return known(made)


@legal("xlsx", rows=PEOPLE + 8)
def topics_in_front_of_the_households(path):
    made = homes()
    workbook(path, ("ทุนการเงิน", money(made)), ("ทุนมนุษย์", human(made)), ("ข้อมูลพื้นฐาน", basic(made)))
    return known(made)


@legal("xlsx", rows=PEOPLE + 8)
def the_informant_before_the_head(path):
    """Whose name it is stands in the row above, and the informant comes first."""
    made = homes()
    rows = basic(made)
    groups = [""] * 116
    groups[11], groups[17], groups[23] = "หัวหน้าครัวเรือน", "ผู้ให้ข้อมูล", "ผู้สำรวจ"
    order = [*range(11), *range(17, 23), *range(11, 17), *range(23, 116)]
    rows = [groups, *rows]
    rows = [[row[at] for at in order] for row in rows]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ข้อมูลพื้นฐาน")
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value != "":
                    sheet.write(y, x, value)
        for left, right, word in ((11, 16, "ผู้ให้ข้อมูล"), (17, 22, "หัวหน้าครัวเรือน"), (23, 26, "ผู้สำรวจ")):
            sheet.merge_range(0, left, 0, right, word)
        for name, other in (("ทุนมนุษย์", human(made)), ("ทุนการเงิน", money(made))):
            sheet = book.add_worksheet(name)
            for y, row in enumerate(other):
                sheet.write_row(y, 0, row)
    return known(made)


@legal(
    "xlsx", rows=PEOPLE + 8, refused=4,
    findings={"not_in_basic": 2, "house_code_length": 1, "code_missing": 1, "topic_repeated": 1},
)  # fmt: skip
def topic_rows_of_no_household(path):
    made = homes()
    people, incomes = human(made), money(made)
    people.append([YEAR, "49999999999", *made[0].people[0].cells(1)])
    incomes += [[YEAR, "48888888888", *incomes[1][2:]], [YEAR, "4005", *incomes[1][2:]], [*incomes[1]]]
    workbook(path, ("ข้อมูลพื้นฐาน", basic(made)), ("ทุนมนุษย์", people), ("ทุนการเงิน", incomes))
    return known(made)


@legal("xlsx", rows=PEOPLE + 8, refused=8 + PEOPLE, findings={"other_year": 8 + PEOPLE})
def topics_of_two_years(path):
    """Only the chosen year's rows are this round's."""
    made = homes()
    sheets = []
    for name, rows in (("ข้อมูลพื้นฐาน", basic(made)), ("ทุนมนุษย์", human(made)), ("ทุนการเงิน", money(made))):
        earlier = [[YEAR - 1, *row[1:]] for row in rows[1:]]
        sheets.append((name, [*rows, *earlier]))
    workbook(path, *sheets)
    return known(made)


@legal("xlsx", rows=PEOPLE + 4)
def households_and_people_side_by_side_in_two_sheets(path):
    """A list and a sheet of people with its own addresses, joined by the code."""
    made = homes()
    workbook(path, ("ครัวเรือน", basic(made)), ("สมาชิก", table(made)))
    return [Known(home) for home in made]


@legal("xlsx", rows=PEOPLE - len(homes()[1].people) + 6, refused=2 + len(homes()[1].people), findings={"place_unknown": 1, "household_refused": 1 + len(homes()[1].people)})  # fmt: skip
def a_household_of_nowhere_takes_its_topics_with_it(path):
    made = homes()
    rows = basic(made)
    rows[2][5:9] = ["", "อยู่ยาก", "", "อยู่ลำบาก"]
    workbook(path, ("ข้อมูลพื้นฐาน", rows), ("ทุนมนุษย์", human(made)), ("ทุนการเงิน", money(made)))
    return [one for turn, one in enumerate(known(made)) if turn != 1]


@legal("xlsx", rows=PEOPLE + 8, findings={"house_code_repeated": 1}, refused=0)
def one_code_on_two_households_told_apart_by_number(path):
    made = homes()
    made[1] = dataclasses.replace(made[1], house=dataclasses.replace(made[0].house, house_no="999"))
    people, incomes = human(made), money(made)
    for rows in (people, incomes):
        rows[0].append("บ้านเลขที่")
        numbers = [home.house.house_no for home in made for _one in (home.people if rows is people else (1,))]
        for row, number in zip(rows[1:], numbers, strict=True):
            row.append(number)
    workbook(path, ("ข้อมูลพื้นฐาน", basic(made)), ("ทุนมนุษย์", people), ("ทุนการเงิน", incomes))
    return known(made)
