"""Invented people, and what the importer must read of each of them."""

import random
from dataclasses import dataclass, replace

from households.tests.workbooks import person_id
from households.tests.workbooks.villages import houses

HEADER = (
    "ลำดับ", "อำเภอ", "ตำบล", "หมู่ที่", "ชื่อหมู่บ้าน/ชุมชน", "รหัสบ้าน", "บ้านเลขที่", "ลำดับในบ้าน", "คำนำหน้าชื่อ", "ชื่อ", "สกุล",
    "หมายเลขประจำตัวประชาชน", "วัน/เดือน/ปีเกิด", "อายุ (ปี)", "เพศ", "อาชีพ", "การศึกษา", "ศาสนา",
    "ความเกี่ยวข้องกับหัวหน้าครัวเรือน", "สถานะทางร่างกาย", "ช่วยเหลือตัวเอง", "บัตรสวัสดิการแห่งรัฐ",
)  # fmt: skip
YEAR = 2566
_FIRST = {"m": ("คำพันธ์", "บุญเลิศ", "วีระ", "ทองใบ", "สุพจน์"), "f": ("บัวผัน", "สมพร", "อุไร", "ละมัย", "คำมูล")}
_BODY = {"normal": "ปกติ", "disabled": "พิการ", "chronic": "ป่วยเรื้อรัง", "bedridden": "ติดเตียง"}
_TITLES = {("m", True): "เด็กชาย", ("f", True): "เด็กหญิง", ("m", False): "นาย", ("f", False): "นาง"}


@dataclass(frozen=True)
class Somebody:
    title: str
    first: str
    last: str
    national_id: str
    birth: tuple  # (day, month, Christian year)
    sex: str
    occupation: str
    education: str
    relation: str
    body: str
    helps_self: bool
    card: bool

    @property
    def key(self):
        return (
            self.title, self.first, self.last, self.national_id, self.birth, self.sex, self.occupation, self.education,
            self.relation, self.body, "yes" if self.helps_self else "no", self.card,
        )  # fmt: skip

    def cells(self, order):
        day, month, year = self.birth
        return [
            order, self.title, self.first, self.last, self.national_id, f"{day:02d}/{month:02d}/{year + 543}",
            YEAR - 543 - year, {"m": "ชาย", "f": "หญิง"}[self.sex], self.occupation, self.education, "พุทธ", self.relation,
            _BODY[self.body], "ได้" if self.helps_self else "ไม่ได้", "มี" if self.card else "ไม่มี",
        ]  # fmt: skip


def key_of(person):
    date, precision = person.birth or (None, "")
    birth = (
        date and (date.day, date.month, date.year)[{"day": 0, "month": 1, "year": 2, "about": 2}[precision] :]
    )
    return (
        person.title, person.first_name, person.last_name, person.national_id, birth, person.sex, person.occupation,
        person.education, person.relation, person.body_state, person.can_help_self, person.welfare_card,
    )  # fmt: skip


@dataclass(frozen=True)
class Home:
    house: object
    people: tuple

    @property
    def address(self):
        house = self.house
        return [house.district, house.subdistrict, house.moo, house.village, house.house_code, house.house_no]

    @property
    def key(self):
        house, head = self.house, self.people[0]
        place = (house.code, house.moo, house.house_code, house.house_no)
        return (*place, (head.title, head.first, head.last), tuple(one.key for one in self.people))


def home_key(row):
    head = next(person for person in row.people if person.is_head)
    assert (row.title, row.first_name, row.last_name) == (head.title, head.first_name, head.last_name)
    who = (head.title, head.first_name, head.last_name)
    people = tuple(key_of(person) for person in row.people)
    return (row.place.code, row.moo, row.house_code, row.house_no, who, people)


def homes(count=4, *, seed=66, place=None, least=2):
    chance, made, serial = random.Random(seed), [], seed * 1000
    for house in houses(count, seed=seed, place=place):
        people = []
        for turn in range(chance.randint(least, 5)):
            serial += 1
            sex, age = chance.choice("mf"), chance.randint(30, 80) if not turn else chance.randint(2, 75)
            age = 11 if 12 <= age <= 18 else age
            people.append(
                Somebody(
                    _TITLES[sex, age < 13], _FIRST[sex][turn], house.last, person_id(serial),
                    (chance.randint(13, 28), chance.randint(1, 12), YEAR - 543 - age), sex,
                    chance.choice(("ทำนา", "รับจ้าง", "ค้าขาย")), chance.choice(("ประถมศึกษา", "มัธยมศึกษา")),
                    "บุตร" if turn else "หัวหน้าครัวเรือน", chance.choice(("normal", "disabled", "chronic")), chance.random() < 0.8,
                    chance.random() < 0.5,
                )
            )  # fmt: skip
        made.append(Home(house, tuple(people)))
    return made


def table(made):
    """A row for each person, the household's columns on every one of them."""
    rows, number = [list(HEADER)], 0
    for home in made:
        for order, one in enumerate(home.people, 1):
            number += 1
            rows.append([number, *home.address, *one.cells(order)])
    return rows


def without(home, **fields):
    return replace(home, people=tuple(replace(one, **fields) for one in home.people))
