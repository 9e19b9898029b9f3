"""What people write at the head of a column, and which field they mean. Compared folded: see `fold`."""

import re
from functools import lru_cache

from kusiao.thai import clean, to_ascii_digits

# Lost, doubled and reversed sara am, and lost tone marks, are what a copied header suffers from: none of them counts.
_SARA_AM = re.compile("า?\u0e4d+า?|า?\u0e33+า?")
_TONES = re.compile("[\u0e47-\u0e4e]")
_NOT_LETTERS = re.compile(r"[^ก-ฺเ-ๅa-z0-9]")
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")


def loosen(text):
    """Without tone marks, sara am and spaces, but with its punctuation."""
    return _bare(clean(text))


def _bare(cleaned):
    text = to_ascii_digits(cleaned).lower().replace(" ", "")
    return _TONES.sub("", _SARA_AM.sub("", text))


def fold(text):
    """Letters and digits only."""
    return _NOT_LETTERS.sub("", loosen(text))


SPELLINGS = {
    "no": "ลำดับ|ลำดับที่|ที่|ลำดับครัวเรือน|no|no.",
    "year": "ปีที่สำรวจ|ปี พ.ศ. ที่สำรวจ|ปีสำรวจ|ปี จปฐ.|ข้อมูลปี|ปี",
    "province": "จังหวัด|ชื่อจังหวัด|รหัสจังหวัด|จังหวัด รหัส|จังหวัด ชื่อ",
    "district": "อำเภอ|อำเภอ/เขต|ชื่ออำเภอ|รหัสอำเภอ|อำเภอ รหัส|อำเภอ ชื่อ",
    "subdistrict": "ตำบล|ตำบล/แขวง|ชื่อตำบล|รหัสตำบล|ตำบล รหัส|ตำบล ชื่อ",
    "moo": "หมู่ที่|หมู่|ม.|เลขหมู่|หมู่บ้านที่|หมู่ที่บ้าน",
    "village": "ชื่อหมู่บ้าน/ชุมชน|ชื่อหมู่บ้าน|หมู่บ้าน|หมู่บ้าน/ชุมชน|ชื่อชุมชน|ชุมชน|ชื่อบ้าน|บ้าน",
    "house_code": "รหัสบ้าน|รหัสประจำบ้าน|เลขรหัสประจำบ้าน|เลขรหัสบ้าน|รหัสบ้าน 11 หลัก|รหัสประจำบ้าน 11 หลัก|เลขประจำบ้าน",
    "house_no": "บ้านเลขที่|เลขที่บ้าน|เลขที่|ที่อยู่เลขที่|บ้านเลขที่ตามทะเบียนบ้าน",
    "title": "คำนำหน้า|คำนำหน้าชื่อ|คำนำหน้านาม|คำนำหน้าชื่อหัวหน้าครัวเรือน",
    "first_name": "ชื่อ|ชื่อตัว|ชื่อจริง|ชื่อตัวหัวหน้าครัวเรือน",
    "last_name": "นามสกุล|สกุล|นามสกุลหัวหน้าครัวเรือน",
    "full_name": "ชื่อ-สกุล|ชื่อ-นามสกุล|ชื่อและนามสกุล|ชื่อและสกุล|หัวหน้าครัวเรือน|ชื่อหัวหน้าครัวเรือน|ชื่อหัวหน้าครอบครัว|"
    "ชื่อ-สกุลหัวหน้าครัวเรือน|ชื่อ-นามสกุลหัวหน้าครัวเรือน|ชื่อเจ้าบ้าน|ชื่อ-สกุลเจ้าบ้าน|ชื่อครัวเรือน|คำนำหน้า ชื่อ สกุล|คำนำหน้าชื่อ-สกุล",
    "national_id": "เลขประจำตัวประชาชน|หมายเลขบัตรประจำตัวประชาชน|หมายเลขประจำตัวประชาชน|เลขบัตรประชาชน|เลขบัตรประจำตัวประชาชน|"
    "หมายเลขบัตรประชาชน|เลขประจำตัวประชาชน 13 หลัก|เลข 13 หลัก|บัตรประชาชน|เลขที่บัตรประชาชน|เลขที่บัตรประจำตัวประชาชน|"
    "เลขประจำตัวประชาชนหัวหน้าครัวเรือน|cid|pid",
    "phone": "โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|หมายเลขโทรศัพท์|โทร|โทร.|มือถือ|เบอร์มือถือ|โทรศัพท์มือถือ",
    "members": "จำนวนสมาชิก|จำนวนสมาชิกในครัวเรือน|สมาชิกในครัวเรือน|สมาชิก|จำนวนคนในครัวเรือน|จำนวนสมาชิกครัวเรือน|สมาชิกครัวเรือน|"
    "จำนวนสมาชิกทั้งหมด",
    "income_main": "อาชีพหลัก|รายได้อาชีพหลัก|รายได้จากอาชีพหลัก",
    "income_second": "อาชีพรอง|อาชีพเสริม|รายได้อาชีพรอง|รายได้จากอาชีพรอง|รายได้อาชีพเสริม|รายได้จากอาชีพเสริม",
    "income_other": "รายได้อื่น|รายได้อื่น ๆ|รายได้จากแหล่งอื่น|รายได้จากแหล่งอื่น ๆ",
    "income_own_produce": "ปลูก/เลี้ยง/หาเอง|ปลูก เลี้ยงสัตว์ หาเอง|รายได้จากการปลูก เลี้ยงสัตว์ และหาไว้กินเอง|รายได้ปลูก/เลี้ยง/หาเอง|"
    "รายได้จากการปลูก เลี้ยง หาเอง|ทำ/ปลูก/เลี้ยง/หาเอง",
    "income_total": "รายได้รวม|รายได้ครัวเรือน|รายได้รวมครัวเรือน|รายได้รวมของครัวเรือน|รายได้ทั้งหมด|รายได้รวมทั้งหมด|รวมรายได้|"
    "รายได้รวมทั้งสิ้น|รายได้ของครัวเรือน",
    "income_average": "รายได้เฉลี่ย|รายได้เฉลี่ย/คน|รายได้เฉลี่ยต่อคน|รายได้เฉลี่ยของคนในครัวเรือน|รายได้ต่อคน|รายได้เฉลี่ยบุคคล",
    "class": "ประเภท|ประเภทครัวเรือน|ประเภทกลุ่ม|กลุ่มครัวเรือน|การจำแนกครัวเรือน|ประเภทพัฒนาได้/สงเคราะห์|พัฒนาได้/สงเคราะห์",
    "causes": "สาเหตุ|สาเหตุความยากจน|สาเหตุที่ตกเกณฑ์|สาเหตุที่ยากจน|ปัญหา/สาเหตุ|สาเหตุของปัญหา|ปัญหาสาเหตุ",
    "note": "หมายเหตุ|หมายเหตุอื่น ๆ|ข้อสังเกต",
    "latitude": "ละติจูด|ลติจูด|แลตติจูด|latitude|lat|พิกัดละติจูด|พิกัด lat",
    "longitude": "ลองจิจูด|ลองติจูด|ลองกิจูด|longitude|long|lon|lng|พิกัดลองจิจูด|พิกัด long",
    "happiness": "ความสุข|ระดับความสุข|คะแนนความสุข|ดัชนีความสุข|ความสุข 0-10|คะแนนความสุข 0-10",
    "expenses": "รายจ่าย|รายจ่ายรวม|รายจ่ายครัวเรือน|ค่าใช้จ่าย|รายจ่ายรวมครัวเรือน",
    "debt_formal": "หนี้ในระบบ|หนี้สินในระบบ|หนี้สถาบันการเงิน",
    "debt_fund": "หนี้กองทุน|หนี้กองทุนหมู่บ้าน|หนี้กองทุนในชุมชน|หนี้กองทุนชุมชน",
    "debt_informal": "หนี้นอกระบบ|หนี้สินนอกระบบ",
    # of a person, in a sheet with a row for each
    "order": "ลำดับในบ้าน|ลำดับที่ในบ้าน|ลำดับสมาชิก|ลำดับที่สมาชิก|สมาชิกคนที่|คนที่|ลำดับคน|ลำดับในครัวเรือน|ลำดับที่ในครัวเรือน",
    "relation": "ความเกี่ยวข้องกับหัวหน้าครัวเรือน|ความสัมพันธ์กับหัวหน้าครัวเรือน|ความเกี่ยวข้อง|ความสัมพันธ์|ความเกี่ยวข้องกับหัวหน้า|"
    "ความสัมพันธ์กับหัวหน้า|ความสัมพันธ์กับเจ้าบ้าน|ความเกี่ยวข้องกับเจ้าบ้าน|สถานะในครัวเรือน|สถานภาพในครัวเรือน|สถานะในครอบครัว",
    "birth": "วัน/เดือน/ปีเกิด|วันเกิด|ว/ด/ป เกิด|วดป.เกิด|วัน เดือน ปี เกิด|วัน/เดือน/ปี พ.ศ. เกิด|เกิดวันที่|วันที่เกิด|birthdate|dob",
    "birth_month": "เดือนเกิด|เดือนที่เกิด|วันเกิด เดือน|วัน/เดือน/ปีเกิด เดือน",
    "birth_year": "ปีเกิด|ปีที่เกิด|พ.ศ. เกิด|ปี พ.ศ. เกิด|ปีเกิด พ.ศ.|พ.ศ. ที่เกิด|วันเกิด ปี|วันเกิด พ.ศ.|วัน/เดือน/ปีเกิด ปี|วัน/เดือน/ปีเกิด พ.ศ.",
    "age": "อายุ|อายุปี|อายุเต็มปี|อายุ ณ วันสำรวจ",
    "sex": "เพศ|sex|gender",
    "occupation": "อาชีพ|อาชีพปัจจุบัน|อาชีพ/การทำงาน|การประกอบอาชีพ",
    "education": "การศึกษา|ระดับการศึกษา|การศึกษาสูงสุด|ระดับการศึกษาสูงสุด|วุฒิการศึกษา|จบการศึกษา|การศึกษาที่จบสูงสุด|การศึกษาชั้นสูงสุด",
    "body": "สถานะทางร่างกาย|สภาพร่างกาย|สภาพทางร่างกาย|สถานะร่างกาย|สุขภาพ|สุขภาพร่างกาย|สถานะสุขภาพ|ภาวะสุขภาพ|สุขภาวะ",
    "self_help": "ช่วยเหลือตัวเอง|ช่วยเหลือตนเอง|ช่วยเหลือตัวเองได้|ช่วยเหลือตนเองได้|ช่วยตัวเองได้|การช่วยเหลือตัวเอง|การช่วยเหลือตนเอง|"
    "ความสามารถในการช่วยเหลือตัวเอง|ความสามารถในการช่วยเหลือตนเอง|ช่วยเหลือตัวเองได้/ไม่ได้",
    "welfare_card": "บัตรสวัสดิการแห่งรัฐ|บัตรสวัสดิการ|มีบัตรสวัสดิการแห่งรัฐ|ผู้ถือบัตรสวัสดิการแห่งรัฐ|การมีบัตรสวัสดิการแห่งรัฐ|บัตรคนจน|"
    "บัตรสวัสดิการแห่งรัฐ มี/ไม่มี",
}
HEALTH = frozenset(("body", "self_help"))  # data of s. 26: shown in no finding, kept in encrypted columns
# Religion is on the form and has no field here: it is not taken.
PERSON = (
    "order", "relation", "birth", "birth_month", "birth_year", "age", "sex", "occupation", "education", "body", "self_help",
    "welfare_card",
)  # fmt: skip
MONEY = {
    "income_main", "income_second", "income_other", "income_own_produce", "income_total", "income_average", "expenses",
    "debt_formal", "debt_fund", "debt_informal",
}  # fmt: skip
PLACES = ("province", "district", "subdistrict")
_FIELD_OF = {fold(word): name for name, words in SPELLINGS.items() for word in words.split("|")}
_UNITS = re.compile(r"(ตอ|/)?(บาท|ครัวเรือน|ครอบครัว|เดือน|ปี|คน)$")
_SURNAME_OR_NAME = fold("ชื่อสกุล")


@lru_cache(maxsize=20_000)
def field_of(header):
    """(field, per month) for a header, or ("", False)."""
    cleaned = clean(header)
    monthly = "เดือน" in cleaned
    for text in dict.fromkeys((cleaned, _BRACKETS.sub("", cleaned))):
        loose = _bare(text)
        if name := _FIELD_OF.get(_NOT_LETTERS.sub("", loose)):
            return name, monthly and name in MONEY
        for _unit in range(5):  # (บาท/ครัวเรือน/ปี)
            if (shorter := _UNITS.sub("", loose)) == loose:
                break
            loose = shorter
            name = _FIELD_OF.get(_NOT_LETTERS.sub("", loose))
            if name in MONEY or name == "members":
                return name, monthly and name in MONEY
    return "", False


def is_name_or_surname(header):
    """ชื่อ-สกุล is the whole name, ชื่อสกุล beside a column ชื่อ is the surname."""
    return fold(header) == _SURNAME_OR_NAME


_HEAD = re.compile("หัวหนา|เจาบาน")
_OTHERS = re.compile("ผูให|ผูสรวจ|ผูตอบ|ผูบันทึก|ผูกรอก|ผูตรวจ|ผูจัดเก็บ|ผูเก็บ|อาสาสมัคร|เจาหนาที")


def is_of_the_head(header):
    return bool(_HEAD.search(loosen(header)))


def is_of_others(header):
    """Of the informant, of the surveyor: no column of the family's."""
    return bool(_OTHERS.search(loosen(header)))


_NUMBER = r"(?P<number>[0-9]{1,2})(?![0-9]|\.[0-9])"
_INDICATOR = re.compile(rf"^(?:ตัวชีวัด|ตชว|ขอ|จปฐ|kpi)\.?(?:ขอ)?(?:ที)?[.:]?{_NUMBER}(?P<rest>.*)$")
_COUNT = re.compile(rf"^จนวน(?:คน|ผู)?.*?(?:ตัวชีวัด|ตชว|ขอ)\.?(?:ขอ)?(?:ที)?[.:]?{_NUMBER}.*$")
_COUNT_WORDS = re.compile(r"จนวนคน|จนวน\(?คน|คนไมผาน|ไมผาน\(?คน|คนทีไมผาน|คนทีตก|\(คน\)")
_LEADING_NUMBER = re.compile(r"^[0-9]{1,2}[.)]")


def indicator_of(header, texts):
    """("indicator" | "failing", number) or None. A sub-item such as ข้อ 8.1 is none."""
    loose = loosen(header)
    if match := _COUNT.match(loose):
        return "failing", int(match["number"])
    if match := _INDICATOR.match(loose):
        kind = "failing" if _COUNT_WORDS.search(match["rest"]) else "indicator"
        return kind, int(match["number"])
    folded = _NOT_LETTERS.sub("", _LEADING_NUMBER.sub("", loose))
    if len(folded) >= 12:
        for number, text in texts.items():
            if folded == text or (len(folded) >= 20 and (text.startswith(folded) or folded.startswith(text))):
                return "indicator", number
    return None


def counts_beside(header):
    """A header that can only belong to the indicator on its left."""
    loose = loosen(header)
    return loose in ("คน", "จนวน", "จนวนคน") or bool(_COUNT_WORDS.search(loose))
