"""A row for each person: what the importer must make of the households and of everybody in them."""

import dataclasses
import datetime as dt

import xlsxwriter

from households.tests.workbooks import persons
from households.tests.workbooks.legal import legal as any_legal
from households.tests.workbooks.legal_containers import delimited, workbook
from households.tests.workbooks.persons import YEAR, home_key, homes, table

ORDER, TITLE, FIRST, LAST, ID, BIRTH, AGE, SEX, RELATION, BODY = 7, 8, 9, 10, 11, 12, 13, 14, 18, 19
ROWS = len(table(homes())) - 1


def legal(ending, *, rows=ROWS, **truth):
    return any_legal(ending, year=YEAR, key=home_key, rows=rows, **truth)


def at(rows, home, order=1, made=None):
    """The row of a person of the table: household from 0, person from 1."""
    made = made or homes()
    return rows[sum(len(one.people) for one in made[:home]) + order]


def changed(made, home, order, **fields):
    """The truth with another fact of one person."""
    people = list(made[home].people)
    people[order - 1] = dataclasses.replace(people[order - 1], **fields)
    return [*made[:home], dataclasses.replace(made[home], people=tuple(people)), *made[home + 1 :]]


@legal("xlsx")
def people_one_by_one(path):
    workbook(path, ("สมาชิก", table(homes())))
    return homes()


@legal("csv")
def people_in_an_old_code_page(path):
    path.write_text(delimited(table(homes()), ";"), encoding="cp874", newline="")
    return homes()


@legal("xlsx")
def people_under_a_blank_house(path):
    """The household stands in the first row only; blank is the same as above."""
    rows = table(homes())
    for row in rows[1:]:
        if row[ORDER] != 1:
            row[1:7] = [""] * 6
    workbook(path, ("สมาชิก", rows))
    return homes()


@legal("xlsx")
def people_under_merged_houses(path):
    rows = table(homes())
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("สมาชิก")
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)
        y = 1
        for home in homes():
            for x in range(1, 7):
                sheet.merge_range(y, x, y + len(home.people) - 1, x, rows[y][x])
            y += len(home.people)
    return homes()


@legal("xlsx")
def people_scattered_over_the_sheet(path):
    """Sorted by their order in the house, so that no household stands together."""
    rows = table(homes())
    workbook(path, ("สมาชิก", [rows[0], *sorted(rows[1:], key=lambda row: row[ORDER])]))
    ends = sorted(homes(), key=lambda home: (len(home.people), homes().index(home)))
    return ends


@legal("xlsx")
def people_without_house_codes(path):
    made = [
        dataclasses.replace(home, house=dataclasses.replace(home.house, house_code="")) for home in homes()
    ]
    workbook(path, ("สมาชิก", table(made)))
    return made


@legal("xlsx", rows=ROWS * 2, findings={"house_code_repeated": 4})
def two_families_in_one_house(path):
    """One code, one number; the order begins again with another head."""
    made = []
    for one, other in zip(homes(), homes(seed=67), strict=True):
        last = tuple(dataclasses.replace(person, last="ดวงดี") for person in other.people)
        made += [one, dataclasses.replace(one, people=last)]
    sizes = sum(len(home.people) for home in made)
    workbook(path, ("สมาชิก", table(made)[: sizes + 1]))
    return made


@legal("xlsx", skipped=4)
def people_with_header_on_every_page_and_a_total(path):
    rows = table(homes())
    page = [rows[0], *rows[1:4], rows[0], *rows[4:], [], ["รวม", *[""] * 10, 15], ["หมายเหตุ: ข้อมูลสมมุติ"]]
    workbook(path, ("สมาชิก", [["ทะเบียนสมาชิก"], *page]))
    return homes()


@legal("xlsx", rows=2 * ROWS)
def people_a_sheet_for_every_district(path):
    here = homes(seed=66, place=("400501", "ชุมแพ", "ชุมแพ"))
    there = [
        dataclasses.replace(one, house=dataclasses.replace(one.house, code="401201", district="พล", subdistrict="เมืองพล",
        house_code=one.house.house_code.replace("4005", "4012"))) for one in here
    ]  # fmt: skip
    there = [
        dataclasses.replace(
            home, people=tuple(dataclasses.replace(one, national_id="") for one in home.people)
        )
        for home in there
    ]
    workbook(path, ("ชุมแพ", table(here)), ("ว่าง", []), ("พล", [["อำเภอพล"], *table(there)]))
    return [*here, *there]


@legal("xlsx")
def the_head_is_not_the_first(path):
    made = [dataclasses.replace(home, people=(*home.people[1:], home.people[0])) for home in homes()]
    rows = table(made)
    for row in rows[1:]:
        row[ORDER] = ""
    rows[0][ORDER] = "ลำดับในบ้าน"
    workbook(path, ("สมาชิก", rows))
    return [_Turned(home) for home in made]


@dataclasses.dataclass(frozen=True)
class _Turned:
    """As they stand, the head somewhere among them."""

    home: object

    @property
    def key(self):
        head = next(one for one in self.home.people if one.relation == "หัวหน้าครัวเรือน")
        *place, _who, people = self.home.key
        return (*place, (head.title, head.first, head.last), people)


@legal("xlsx", findings={"birth_swapped": 1, "date_unreadable": 1, "age_unlikely": 2, "birth_in_future": 1})
def births_of_many_shapes(path):
    made, rows = homes(), table(homes())
    day, month, year = made[0].people[0].birth
    at(rows, 0, 1)[BIRTH] = f"{month:02d}/{day:02d}/{year + 543}"  # the day is 13 or more
    at(rows, 0, 2)[BIRTH] = f"{made[0].people[1].birth[2] + 543}/__/__"
    day, month, year = made[1].people[0].birth
    at(rows, 1, 1)[BIRTH] = f"{year + 543}{month:02d}{day:02d}"
    day, month, year = made[1].people[1].birth
    at(rows, 1, 2)[BIRTH] = dt.date(year + 543, month, day)
    day, month, year = made[2].people[0].birth
    at(rows, 2, 1)[BIRTH] = (
        f"{day} {('ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.')[month - 1]} {year + 543}"
    )
    at(rows, 2, 2)[BIRTH] = "1 มกราคม 2249"
    at(rows, 3, 1)[BIRTH], at(rows, 3, 1)[AGE] = "12/5/2430", 136
    at(rows, 3, 2)[BIRTH] = "12/5/98"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, format_ = book.add_worksheet("สมาชิก"), book.add_format({"num_format": "yyyy-mm-dd"})
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(y, x, dt.datetime.combine(value, dt.time()), format_)
                else:
                    sheet.write(y, x, value)
    made = changed(made, 0, 2, birth=made[0].people[1].birth[2:])
    made = changed(made, 2, 2, birth=made[2].people[1].birth[2:])
    made = changed(made, 3, 2, birth=made[3].people[1].birth[2:])
    return [*made[:3], _Unborn(made[3])]


@dataclasses.dataclass(frozen=True)
class _Unborn:
    """Of the first nothing of his age could be read."""

    home: object

    @property
    def key(self):
        *rest, people = self.home.key
        first = list(people[0])
        first[4] = None
        return (*rest, (tuple(first), *people[1:]))


@legal("xlsx")
def birth_in_three_columns(path):
    made, rows = homes(), table(homes())
    rows[0][BIRTH : BIRTH + 1] = ["วันเกิด", "เดือนเกิด", "ปีเกิด"]
    for row in rows[1:]:
        row[BIRTH : BIRTH + 1] = row[BIRTH].split("/")
    workbook(path, ("สมาชิก", rows))
    return made


@legal("xlsx", findings={"two_heads": 1, "no_head": 1})
def households_with_two_heads_and_with_none(path):
    rows = table(homes())
    at(rows, 1, 2)[RELATION], at(rows, 2, 1)[RELATION] = "หัวหน้าครัวเรือน", "คู่สมรส"
    workbook(path, ("สมาชิก", rows))
    return changed(changed(homes(), 1, 2, relation="หัวหน้าครัวเรือน"), 2, 1, relation="คู่สมรส")


@legal("xlsx", rows=ROWS + 1, findings={"person_twice": 1, "id_repeated": 1})
def one_person_twice_and_one_id_on_two(path):
    rows = table(homes())
    again = [*at(rows, 1, 2)]
    at(rows, 2, 2)[ID] = at(rows, 0, 1)[ID]
    place = rows.index(at(rows, 1, 2))
    workbook(path, ("สมาชิก", [*rows[: place + 1], again, *rows[place + 1 :]]))
    return changed(homes(), 2, 2, national_id=homes()[0].people[0].national_id)


@legal("xlsx", findings={"title_sex_differs": 1, "title_age_differs": 1, "age_differs": 1, "health_unreadable": 1, "sex_unreadable": 1})  # fmt: skip
def people_who_contradict_themselves(path):
    made, rows = homes(), table(homes())
    head = made[0].people[0]
    other = {"m": "f", "f": "m"}[head.sex]
    at(rows, 0, 1)[SEX] = {"m": "ชาย", "f": "หญิง"}[other]
    at(rows, 1, 1)[TITLE] = {"m": "เด็กชาย", "f": "เด็กหญิง"}[made[1].people[0].sex]
    at(rows, 2, 1)[AGE] += 9
    at(rows, 3, 1)[BODY] = "ตาบอดข้างซ้าย"
    at(rows, 3, 2)[SEX] = "ไม่แน่"
    workbook(path, ("สมาชิก", rows))
    made = changed(changed(made, 0, 1, sex=other), 1, 1, title=at(rows, 1, 1)[TITLE])
    return [*made[:3], _Unwell(made[3])]


@dataclasses.dataclass(frozen=True)
class _Unwell:
    """Of the first the body's state could not be read."""

    home: object

    @property
    def key(self):
        *rest, people = self.home.key
        first = list(people[0])
        first[9] = ""
        return (*rest, (tuple(first), *people[1:]))


@legal("xlsx", rows=ROWS - 1 - len(homes()[2].people), refused=1 + len(homes()[2].people), findings={"person_name_missing": 1, "place_unknown": 1, "household_refused": len(homes()[2].people) - 1})  # fmt: skip
def a_person_without_a_name_and_a_house_of_nowhere(path):
    rows = table(homes())
    at(rows, 0, 2)[TITLE : LAST + 1] = ["", "", ""]
    for order in range(1, len(homes()[2].people) + 1):
        at(rows, 2, order)[1] = "อยู่ยาก"
    workbook(path, ("สมาชิก", rows))
    made = homes()
    made[0] = dataclasses.replace(made[0], people=(made[0].people[0], *made[0].people[2:]))
    return [*made[:2], *made[3:]]


@legal("xlsx")
def the_heads_name_in_a_column_of_its_own(path):
    rows = table(homes())
    rows = [[*row[:RELATION], *row[RELATION + 1 :]] for row in rows]
    rows[0].insert(1, "ชื่อ-สกุลหัวหน้าครัวเรือน")
    turn = 1
    for home in homes():
        head = home.people[0]
        for _one in home.people:
            rows[turn].insert(1, f"{head.title}{head.first} {head.last}")
            turn += 1
    workbook(path, ("สมาชิก", rows))
    return [persons.without(home, relation="") for home in homes()]


@legal("xlsx", findings={"second_table": 1})
def people_in_two_tables_side_by_side(path):
    left, right = table(homes()), table(homes())
    workbook(path, ("สมาชิก", [[*a, "", *b] for a, b in zip(left, right, strict=True)]))
    return homes()
