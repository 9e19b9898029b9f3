"""Our own workbook to fill in: the headers of a survey's form, lists to choose from, ids and house codes as text."""

import io

import xlsxwriter

from households.surveys.sentences import FileRefused
from kusiao.tables.formulas import TEXT_STAYS_TEXT

VERSION = 1
MARK, ABOUT, SHEET, LISTS = "แบบกรอกผลสำรวจ จปฐ. คู่เสี่ยวขอนแก่น", "วิธีกรอก", "ครัวเรือน", "รายชื่อให้เลือก"
ROWS = 3_000
ANSWERS, TRACKS = ["ผ่าน", "ไม่ผ่าน", "-"], ["พัฒนาได้", "สงเคราะห์"]
# (header, width, kind, what to write)
COLUMNS = [
    ("ลำดับ", 7, "", "เลขลำดับ"),
    ("อำเภอ", 16, "district", "เลือกจากรายการ"),
    ("ตำบล", 16, "subdistrict", "เลือกอำเภอก่อน แล้วเลือกตำบลจากรายการ"),
    ("หมู่ที่", 7, "moo", "เลข 1–99"),
    ("ชื่อหมู่บ้าน/ชุมชน", 20, "", "ชื่อหมู่บ้านหรือชุมชน"),
    ("รหัสบ้าน", 15, "11", "11 หลักตามทะเบียนบ้าน ถ้าไม่มีเว้นว่าง แต่ต้องมีบ้านเลขที่"),
    ("บ้านเลขที่", 12, "text", "เช่น 12/3"),
    ("คำนำหน้า", 10, "", "นาย นาง นางสาว"),
    ("ชื่อ", 16, "", "ชื่อหัวหน้าครัวเรือน"),
    ("นามสกุล", 18, "", "นามสกุลหัวหน้าครัวเรือน"),
    ("เลขประจำตัวประชาชน", 19, "13", "13 หลัก ไม่ต้องมีขีด ถ้าไม่มีเว้นว่าง"),
    ("โทรศัพท์", 13, "text", "เช่น 0812345678"),
    ("จำนวนสมาชิก", 10, "members", "จำนวนคนในครัวเรือน"),
    ("รายได้อาชีพหลัก (บาท/ปี)", 14, "baht", "ทั้งครัวเรือน ทั้งปี ก่อนหักค่าใช้จ่าย"),
    ("รายได้อาชีพรอง (บาท/ปี)", 14, "baht", "ทั้งครัวเรือน ทั้งปี"),
    ("รายได้อื่น (บาท/ปี)", 14, "baht", "เงินที่ลูกส่งให้ เบี้ยยังชีพ ค่าเช่า"),
    ("ปลูก/เลี้ยง/หาเอง (บาท/ปี)", 14, "baht", "มูลค่าของที่ปลูก เลี้ยง หาไว้กินเอง"),
    ("รายจ่าย (บาท/ปี)", 14, "baht", "ทั้งครัวเรือน ทั้งปี"),
    ("หนี้ในระบบ (บาท)", 14, "baht", "ธนาคาร สหกรณ์"),
    ("หนี้กองทุน (บาท)", 14, "baht", "กองทุนหมู่บ้าน กลุ่มออมทรัพย์"),
    ("หนี้นอกระบบ (บาท)", 14, "baht", "กู้จากบุคคล"),
    ("ความสุข (0-10)", 9, "happiness", "คะแนน 0 ถึง 10"),
    ("ละติจูด", 11, "", "เช่น 16.4419"),
    ("ลองจิจูด", 11, "", "เช่น 102.8360"),
    ("ประเภท", 12, "track", "พัฒนาได้ หรือ สงเคราะห์ ถ้ายังไม่จำแนกเว้นว่าง"),
    ("สาเหตุ", 24, "", "สาเหตุที่ตกเกณฑ์"),
    ("หมายเหตุ", 24, "", ""),
]
STRICT = {"constant_memory": True, **TEXT_STAYS_TEXT}


def template(form, places):
    """The bytes of the workbook for this form; `places`: [(district, subdistrict)] in the order of the lists."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, STRICT) as book:
        _about(book, form)
        _households(book, form, len({district for district, _name in places}))
        _lists(book, places)
        book.get_worksheet_by_name(SHEET).activate()
    return kept.getvalue()


def _about(book, form):
    page, bold = book.add_worksheet(ABOUT), book.add_format({"bold": True})
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    lines = [
        (MARK, ""), ("รุ่น", str(VERSION)), ("แบบสำรวจปี", form.code), ("", ""),
        (f"1. กรอกในแผ่น “{SHEET}” หนึ่งแถวต่อหนึ่งครัวเรือน เริ่มแถวที่ 2", ""),
        ("2. อย่าแก้ชื่อคอลัมน์ในแถวที่ 1 และอย่าแก้แผ่นนี้", ""),
        ("3. ช่องที่ไม่รู้ให้เว้นว่าง ไม่ต้องใส่ 0", ""),
        ("4. บันทึกเป็น .xlsx แล้วส่งที่หน้า “ส่งไฟล์สำรวจ” ระบบตรวจให้ดูก่อนบันทึกทุกครั้ง", ""), ("", ""),
        ("ชื่อคอลัมน์", "กรอกอย่างไร"), *((name, told) for name, _width, _kind, told in COLUMNS), ("", ""),
        ("ข้อในแบบสำรวจ", "กรอก ผ่าน ไม่ผ่าน หรือ - เมื่อไม่มีผู้ที่เกี่ยวข้องในบ้าน"),
        *((_answer(number), text) for number, text in sorted(form.texts.items())),
    ]  # fmt: skip
    for row, (left, right) in enumerate(lines):
        page.write_string(row, 0, left, bold if row == 0 or left in ("ชื่อคอลัมน์", "ข้อในแบบสำรวจ") else None)
        page.write_string(row, 1, right)


def _answer(number):
    return f"ตัวชี้วัดที่ {number}"


def _households(book, form, districts):
    page = book.add_worksheet(SHEET)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EBF4", "border": 1}
    )
    text = book.add_format({"num_format": "@"})
    names = [name for name, *_rest in COLUMNS] + [_answer(number) for number in range(1, form.indicators + 1)]
    for column, (_name, width, kind, _told) in enumerate(COLUMNS):
        page.set_column(column, column, width, text if kind in ("text", "11", "13") else None)
        if kind in _RULES or kind in ("district", "subdistrict"):
            page.data_validation(1, column, ROWS, column, _rule(kind, districts))
    for number in range(1, form.indicators + 1):
        column = len(COLUMNS) + number - 1
        page.set_column(column, column, 11)
        page.data_validation(1, column, ROWS, column, _list(ANSWERS) | {
            "input_title": f"ข้อ {number}", "input_message": form.texts.get(number, "")[:250]})  # fmt: skip
    page.set_row(0, 48)
    for column, name in enumerate(names):
        page.write_string(0, column, name, head)
    page.freeze_panes(1, 3)


def _list(source):
    return {
        "validate": "list",
        "source": source,
        "error_title": "เลือกจากรายการ",
        "error_message": "เลือกค่าจากรายการในช่องนี้",
    }


def _between(least, most):
    return {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most,
            "error_title": "ต้องเป็นตัวเลข", "error_message": f"กรอกเลข {least:,} ถึง {most:,}"}  # fmt: skip


def _digits(count):
    return {"validate": "length", "criteria": "==", "value": count, "error_title": f"ต้องมี {count} หลัก",
            "error_message": f"กรอกตัวเลข {count} หลัก หรือเว้นว่าง", "error_type": "warning"}  # fmt: skip


_RULES = {
    "track": _list(TRACKS), "moo": _between(1, 99), "members": _between(1, 60), "baht": _between(0, 999_999_999),
    "happiness": _between(0, 10), "11": _digits(11), "13": _digits(13),
}  # fmt: skip


def _rule(kind, districts):
    if kind == "district":
        return _list(f"='{LISTS}'!$D$2:$D${districts + 1}")
    if kind == "subdistrict":  # those of the district in the cell to the left
        where = f"'{LISTS}'!$A:$A"
        return _list(f"=OFFSET('{LISTS}'!$B$1,MATCH($B2,{where},0)-1,0,COUNTIF({where},$B2),1)")
    return _RULES[kind]


def _lists(book, places):
    page = book.add_worksheet(LISTS)
    page.hide()
    districts = list(dict.fromkeys(district for district, _name in places))
    for column, name in enumerate(("อำเภอ", "ตำบล", "", "อำเภอทั้งหมด")):
        page.write_string(0, column, name)
    for row, (district, subdistrict) in enumerate(places, start=1):
        page.write_string(row, 0, district)
        page.write_string(row, 1, subdistrict)
        if row <= len(districts):
            page.write_string(row, 3, districts[row - 1])


# --- recognised ---------------------------------------------------------------------------------------------------


def refuse_another(top, form, year):
    """A template of ours in another version, or of another survey's form, is told so before its rows are read."""
    cells = [[str(cell).strip() for cell in row[:2]] for _number, row in top[:3]]
    if len(cells) < 3 or not cells[0] or cells[0][0] != MARK:
        return
    version, code = (row[1] if len(row) > 1 else "" for row in cells[1:])
    if version.removesuffix(".0") != str(VERSION):
        raise FileRefused("template_version", value=version or "-", known=VERSION)
    if code != form.code:
        raise FileRefused("template_form", value=code or "-", year=year)
