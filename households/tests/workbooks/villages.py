"""Invented households with what the importer must read of each of them, whatever the file looks like."""

import random
from dataclasses import dataclass

from households.tests.workbooks import person_id

HEADER = (
    "ลำดับ", "อำเภอ", "ตำบล", "หมู่ที่", "ชื่อหมู่บ้าน/ชุมชน", "รหัสบ้าน", "บ้านเลขที่", "คำนำหน้า", "ชื่อ", "นามสกุล",
    "เลขประจำตัวประชาชน", "จำนวนสมาชิก", "รายได้รวม (บาท/ปี)", "ประเภท",
)  # fmt: skip
YEAR = 2562
_PLACES = (
    ("400501", "ชุมแพ", "ชุมแพ"), ("400502", "ชุมแพ", "โนนหัน"), ("401201", "พล", "เมืองพล"),
    ("400101", "เมืองขอนแก่น", "ในเมือง"), ("402101", "ซำสูง", "กระนวน"),
)  # fmt: skip
_FIRST = ("สมหมาย", "บัวลอย", "คำปุ่น", "ทองใบ", "สายพิณ", "บุญมี", "จำปี", "แก้วตา", "สำลี", "วันนา", "ประสิทธิ์", "น้ำฝน")
_LAST = ("ทองดี", "ใจงาม", "ศรีสุข", "แสงทอง", "นาดี", "พรหมมา", "สำราญจิต", "แก้วกัลยา", "ดอนชัย", "วงศ์คำ")


@dataclass(frozen=True)
class House:
    code: str
    district: str
    subdistrict: str
    moo: int
    village: str
    house_code: str
    house_no: str
    title: str
    first: str
    last: str
    national_id: str
    members: int
    total: int
    track: str

    def cells(self, number):
        """As they stand under HEADER."""
        return [
            number, self.district, self.subdistrict, self.moo, self.village, self.house_code, self.house_no, self.title,
            self.first, self.last, self.national_id, self.members, self.total,
            {"developable": "พัฒนาได้", "welfare": "สงเคราะห์"}[self.track],
        ]  # fmt: skip

    @property
    def key(self):
        return (
            self.code, self.moo, self.house_code, self.house_no, self.title, self.first, self.last, self.national_id,
            self.members, self.total, self.track,
        )  # fmt: skip


def key_of(row):
    """The same of a row that was read."""
    return (
        row.place.code, row.moo, row.house_code, row.house_no, row.title, row.first_name, row.last_name,
        row.national_id, row.members, row.income_total, row.track,
    )  # fmt: skip


def houses(count=8, *, seed=2562, place=None):
    chance = random.Random(seed)
    made = []
    for n in range(count):
        code, district, subdistrict = place or chance.choice(_PLACES)
        moo, members = chance.randint(1, 14), chance.randint(1, 7)
        made.append(
            House(
                code, district, subdistrict, moo, f"บ้านสมมุติ {moo}", f"{code[:4]}{seed % 1000:03d}{n:04d}",
                f"{20 + n}/{chance.randint(1, 99)}", chance.choice(("นาย", "นาง", "นางสาว")), chance.choice(_FIRST),
                chance.choice(_LAST), person_id(seed % 1000 * 1000 + n), members, members * chance.randint(4_000, 60_000),
                chance.choice(("developable", "welfare")),
            )
        )  # fmt: skip
    return made


def table(made, *, first=1):
    return [list(HEADER), *(house.cells(number) for number, house in enumerate(made, first))]
