"""Made-up surveys of 60 columns for the benchmarks: a household a row, as the older form has them."""

import csv
import random

import xlsxwriter

from kusiao.thai import national_id_check_digit

HEADER = (
    *("ลำดับ", "อำเภอ", "ตำบล", "หมู่ที่", "ชื่อหมู่บ้าน/ชุมชน", "รหัสบ้าน", "บ้านเลขที่", "คำนำหน้า", "ชื่อ", "นามสกุล"),
    *("เลขประจำตัวประชาชน", "จำนวนสมาชิก", "รายได้อาชีพหลัก", "รายได้อาชีพรอง", "รายได้อื่น", "ปลูก/เลี้ยง/หาเอง"),
    *("รายได้รวม", "รายได้เฉลี่ย/คน/ปี", "รายจ่าย", "หนี้ในระบบ", "หนี้กองทุน", "หนี้นอกระบบ", "ความสุข", "ละติจูด"),
    *("ลองจิจูด", "โทรศัพท์", "ประเภท (พัฒนาได้/สงเคราะห์)", "สาเหตุ", "หมายเหตุ"),
    *(f"ตัวชี้วัดที่ {number}" for number in range(1, 32)),
)
PLACES = (
    ("ชุมแพ", "ชุมแพ", 16.54, 102.1), ("พล", "เมืองพล", 15.81, 102.6), ("น้ำพอง", "น้ำพอง", 16.71, 102.83),
    ("บ้านไผ่", "บ้านไผ่", 16.06, 102.73),
)  # fmt: skip
FIRST = "กมล ขวัญ จันทร์ ชบา ดวงใจ ทองดี นวล บุญมี ประไพ พร มาลี วันดี สมหมาย สุดา อำนวย อุบล".split()
LAST = "ใจดี ทองคำ นาดี บุญมา พรมมา มาดี รักดี วงศ์ดี ศรีสุข สีดา แสนดี หาญกล้า".split()


def rows(number, seed=1, raised=0):
    """`raised`: baht by which every income differs, as in a second file of the same households."""
    chance = random.Random(seed)
    for n in range(1, number + 1):
        district, subdistrict, latitude, longitude = PLACES[n % 4]
        members, main, second = (
            chance.randint(1, 7),
            chance.randint(10, 90) * 1000,
            chance.randint(0, 9) * 1000,
        )
        total = main + second + 3_000 + raised
        twelve = f"{1 + n % 8}{chance.randrange(10**11):011d}"
        yield (
            n, district, subdistrict, n % 20 + 1, f"บ้านวัด {n % 20 + 1}", f"4{n:010d}", f"{n}/{n % 9}",
            ("นาย", "นาง", "นางสาว")[n % 3], f"{FIRST[n % 16]}{n}", f"{LAST[n % 12]}{n % 97}",
            twelve + str(national_id_check_digit(twelve)), members, main + raised, second, 1000, 2000, total,
            total // members, chance.randint(5, 60) * 1000, n % 7 * 1000, 500, 0, n % 11,
            round(latitude + chance.random() / 5, 6), round(longitude + chance.random() / 5, 6), f"08{n:08d}",
            ("พัฒนาได้", "สงเคราะห์")[n % 2], "ไม่มีที่ดินทำกิน" if n % 3 else "", "",
            *_answers(chance, "ไม่ผ่าน" if total // members < 38_000 else "ผ่าน"),
        )  # fmt: skip


def _answers(chance, income):
    answers = chance.choices(("ผ่าน", "ไม่ผ่าน", "-"), (7, 2, 1), k=31)
    answers[21] = income
    return answers


def write(path, number, **options):
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("ข้อมูล")
            for place, row in enumerate((HEADER, *rows(number, **options))):
                sheet.write_row(place, 0, row)
        return path
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(number, **options))
    return path
