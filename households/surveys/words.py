"""The importer's fields, outcomes and verdicts as people say them."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "no": _("ลำดับ"), "year": _("ปีที่สำรวจ"), "province": _("จังหวัด"), "district": _("อำเภอ"), "subdistrict": _("ตำบล"),
    "province_code": _("รหัสจังหวัด"), "district_code": _("รหัสอำเภอ"), "subdistrict_code": _("รหัสตำบล"),
    "moo": _("หมู่ที่"), "village": _("ชื่อหมู่บ้าน/ชุมชน"), "house_code": _("รหัสบ้าน"), "house_no": _("บ้านเลขที่"),
    "title": _("คำนำหน้า"), "first_name": _("ชื่อ"), "last_name": _("นามสกุล"), "full_name": _("ชื่อและนามสกุล"),
    "national_id": _("เลขประจำตัวประชาชน"), "phone": _("โทรศัพท์"), "members": _("จำนวนสมาชิก"),
    "income_main": _("รายได้อาชีพหลัก"), "income_second": _("รายได้อาชีพรอง"), "income_other": _("รายได้อื่น"),
    "income_own_produce": _("ปลูก เลี้ยง หาเอง"), "income_total": _("รายได้รวมต่อปี"),
    "income_average": _("รายได้เฉลี่ยต่อคนต่อปี"), "average": _("รายได้เฉลี่ยต่อคนต่อปี"), "class": _("ประเภท"),
    "causes": _("สาเหตุ"), "note": _("หมายเหตุ"), "latitude": _("ละติจูด"), "longitude": _("ลองจิจูด"),
    "happiness": _("ความสุข"), "expenses": _("รายจ่าย"), "debt_formal": _("หนี้ในระบบ"), "debt_fund": _("หนี้กองทุน"),
    "debt_informal": _("หนี้นอกระบบ"), "results": _("ผลตัวชี้วัด"), "failing": _("จำนวนคนไม่ผ่าน"),
    "survey": _("ผลสำรวจรอบนี้"), "order": _("ลำดับในบ้าน"), "relation": _("ความเกี่ยวข้องกับหัวหน้าครัวเรือน"),
    "birth": _("วันเกิด"), "birth_month": _("เดือนเกิด"), "birth_year": _("ปีเกิด"), "age": _("อายุ"), "sex": _("เพศ"),
    "occupation": _("อาชีพ"), "education": _("การศึกษา"), "body": _("สถานะทางร่างกาย"), "self_help": _("ช่วยเหลือตัวเอง"),
    "welfare_card": _("บัตรสวัสดิการแห่งรัฐ"), "head_name": _("ชื่อหัวหน้าครัวเรือน"), "person": _("สมาชิก"),
    "absent": _("ไม่มีในไฟล์นี้"), "health": _("ข้อมูลสุขภาพ"), "is_head": _("เป็นหัวหน้าครัวเรือน"),
}  # fmt: skip

# What a person may say that a column means, grouped as the list on the page.
MEANINGS = [
    (_("ที่อยู่"), ["district", "subdistrict", "moo", "village", "house_no", "house_code", "district_code", "subdistrict_code",
                "province", "province_code"]),
    (_("หัวหน้าครัวเรือน หรือคนในแถว"), ["title", "first_name", "last_name", "full_name", "national_id", "phone"]),
    (_("ครัวเรือน"), ["members", "class", "causes", "note", "happiness", "latitude", "longitude", "no", "year"]),
    (_("สมาชิก ตารางหนึ่งแถวต่อหนึ่งคน"), ["order", "relation", "birth", "birth_month", "birth_year", "age", "sex", "occupation",
                                "education", "body", "self_help", "welfare_card", "head_name"]),
    (_("เงินต่อปี"), ["income_total", "income_average", "income_main", "income_second", "income_other", "income_own_produce",
                 "expenses", "debt_formal", "debt_fund", "debt_informal"]),
]  # fmt: skip

# tab: (words, state of the look, noun)
OUTCOMES = {
    "new": (_("ครัวเรือนใหม่"), "new"),
    "changed": (_("มีข้อมูลเปลี่ยน"), "soon"),
    "same": (_("เหมือนเดิม"), "good"),
    "conflict": (_("ขัดกับที่บันทึกไว้"), "conflict"),
    "missing": (_("ไม่มีในไฟล์นี้"), ""),
}
VERDICTS = {
    "refuse_row": (_("แถวที่อ่านไม่ได้"), "refused"),
    "refuse_cell": (_("ช่องที่เว้นว่าง"), "warn"),
    "warn": (_("ควรตรวจ"), "warn"),
}
SKIPPED = {
    "blank": _("แถวว่าง"), "total": _("แถวรวม"), "footnote": _("หมายเหตุท้ายตาราง"), "header": _("หัวตารางซ้ำ"),
}  # fmt: skip


def field_words(name):
    field, _mark, person = name.removeprefix("survey.").partition("|")
    return f"{FIELDS.get(field, field)} ({person})" if person else FIELDS.get(field, field)


def value_words(name, value):
    """One side of a difference; a citizen id is never shown, only that it is another one."""
    if name.startswith("health|"):
        return _("ปกปิด")
    if name == "national_id":
        return _("เลขอื่น") if value else "-"
    if name == "survey":
        return _("มี") if value else _("ยังไม่มี")
    if name == "class":
        return {"developable": _("พัฒนาได้"), "welfare": _("สงเคราะห์")}.get(value, "-")
    if name == "survey.results":
        failed = sum(letter == "F" for letter in value or "")
        return _("ไม่ผ่าน %(count)d ข้อ") % {"count": failed}
    if name == "survey.failing":
        return ", ".join(f"{number}: {count}" for number, count in (value or {}).items()) or "-"
    return (
        f"{value:,}"
        if isinstance(value, int) and name not in ("moo",)
        else "-"
        if value in (None, "")
        else value
    )


CAUSES = {
    "place_unknown": _("ไม่พบอำเภอหรือตำบล"), "place_missing": _("ไม่มีอำเภอหรือตำบล"), "other_province": _("อยู่จังหวัดอื่น"),
    "moo_missing": _("ไม่มีหมู่ที่"), "no_household_key": _("ไม่มีทั้งรหัสบ้านและบ้านเลขที่"), "name_missing": _("ไม่มีชื่อหัวหน้าครัวเรือน"),
    "row_too_long": _("แถวที่มีช่องมากกว่าหัวตาราง"),
    "household_repeated": _("ครัวเรือนซ้ำในไฟล์"), "id_scientific": _("เลขประจำตัวถูกย่อ"), "id_rounded": _("เลขประจำตัวท้ายหาย"),
    "id_incomplete": _("เลขประจำตัวกรอกไม่ครบ"), "id_length": _("เลขประจำตัวไม่ครบ 13 หลัก"),
    "house_code_scientific": _("รหัสบ้านถูกย่อ"), "house_code_length": _("รหัสบ้านไม่ครบ 11 หลัก"), "moo_unreadable": _("หมู่ที่อ่านไม่ได้"),
    "number_unreadable": _("ตัวเลขอ่านไม่ได้"), "members_zero": _("จำนวนสมาชิกเป็นศูนย์"), "members_unlikely": _("จำนวนสมาชิกมากผิดปกติ"),
    "answer_unreadable": _("คำตอบตัวชี้วัดอ่านไม่ได้"), "class_unreadable": _("ประเภทอ่านไม่ได้"), "coordinate_unreadable": _("พิกัดอ่านไม่ได้"),
    "happiness_unreadable": _("คะแนนความสุขอ่านไม่ได้"), "phone_unreadable": _("เบอร์โทรศัพท์อ่านไม่ได้"), "date_unreadable": _("วันที่อ่านไม่ได้"),
    "age_unlikely": _("อายุเกิน 120 ปี"), "text_too_long": _("ข้อความยาวเกิน"), "mojibake_cell": _("ตัวอักษรเสีย"),
    "id_checksum": _("เลขประจำตัวไม่ตรงหลักตรวจสอบ"), "id_repeated": _("เลขประจำตัวซ้ำ"), "house_code_repeated": _("รหัสบ้านซ้ำ"),
    "house_no_restored": _("บ้านเลขที่กลายเป็นวันที่"), "average_differs": _("รายได้เฉลี่ยไม่ตรงกับที่คำนวณ"),
    "income_sum_differs": _("รายได้รวมไม่เท่าผลบวก"), "income_monthly_suspect": _("อาจเป็นรายได้ต่อเดือน"),
    "income_outlier": _("รายได้ผิดปกติ"), "income_indicator_differs": _("ข้อรายได้ไม่ตรงกับเงิน"), "coordinate_swapped": _("พิกัดสลับช่อง"),
    "coordinate_zero": _("พิกัดเป็นศูนย์"), "coordinate_outside": _("พิกัดนอกเขตอำเภอ"), "coordinate_repeated": _("พิกัดซ้ำ"),
    "place_code_differs": _("รหัสตำบลไม่ตรงกับชื่อ"), "form_suspect": _("จำนวนตัวชี้วัดไม่ตรงกับปี"),
    "row_too_short": _("แถวที่มีช่องน้อยกว่าหัวตาราง"),
    "second_table": _("ตารางที่สองข้างตารางแรก"),
    "person_name_missing": _("ไม่มีชื่อคน"), "house_too_full": _("แถวมากเกินในครัวเรือนเดียว"), "household_refused": _("ครัวเรือนของแถวนี้ใช้ไม่ได้"),
    "not_in_basic": _("รหัสบ้านไม่มีในแผ่นข้อมูลพื้นฐาน"), "code_of_several": _("รหัสบ้านของหลายครัวเรือน"),
    "code_missing": _("ไม่มีรหัสบ้าน"), "topic_repeated": _("รหัสบ้านซ้ำในแผ่นหัวข้อ"), "other_year": _("ผลสำรวจของปีอื่น"),
    "birth_in_future": _("วันเกิดหลังปีที่สำรวจ"), "sex_unreadable": _("เพศอ่านไม่ได้"),
    "health_unreadable": _("ข้อมูลสุขภาพอ่านไม่ได้"), "card_unreadable": _("บัตรสวัสดิการอ่านไม่ได้"),
    "no_head": _("ไม่มีหัวหน้าครัวเรือน"), "two_heads": _("มีหัวหน้าครัวเรือนสองคน"), "head_differs": _("หัวหน้าไม่ตรงกับข้อมูลพื้นฐาน"), "person_twice": _("คนเดียวกันสองแถว"),
    "house_differs": _("ข้อมูลบ้านไม่ตรงกันในครัวเรือน"), "members_differ": _("จำนวนสมาชิกไม่เท่ารายชื่อ"),
    "age_differs": _("อายุไม่ตรงกับปีเกิด"), "birth_swapped": _("วันกับเดือนเกิดสลับกัน"),
    "title_sex_differs": _("คำนำหน้าไม่ตรงกับเพศ"), "title_age_differs": _("คำนำหน้าไม่ตรงกับอายุ"),
    "member_absent": _("สมาชิกที่ไม่มีในไฟล์"),
    "maybe_known": _("อาจเป็นครัวเรือนที่มีอยู่แล้ว"), "merged_repeated": _("สองแถวเป็นแฟ้มที่รวมกันแล้ว"),
    "class_conflict": _("ประเภทไม่ตรงกับที่บันทึกไว้"), "edited_conflict": _("มีผู้แก้ในระบบแล้ว"),
}  # fmt: skip


def cause_words(code):
    return CAUSES.get(code, _("ควรตรวจ"))
