"""One cell of a person → one value; and what is odd about a person only when his cells stand beside each other."""

import datetime as dt
import re
from dataclasses import dataclass

from households.surveys.cells import NOTHING, Odd, plain
from households.surveys.synonyms import PERSON, fold
from kusiao.thai import BUDDHIST, age_on, parse_date

OLDEST = 120
CHILD, GROWN = 17, 13  # at fifteen เด็กชาย becomes นาย; a survey takes a year, an identity card longer
_SWAPPED = re.compile(r"^([0-9]{1,2})([/.\- ])([0-9]{1,2})\2([0-9]{4})$")
_AGE = re.compile(r"^(?:อายุ)?\s*([0-9]{1,3})(?:\.[05])?\s*(?:ปี|ป\.)?(?:\s*[0-9]{1,2}\s*(?:เดือน|ด\.))?$")
_MONTHS_OLD = re.compile(r"^[0-9]{1,2}\s*(?:เดือน|วัน|สัปดาห์)$")


@dataclass(slots=True)
class PersonRow:
    """`birth`: (date, precision) or None."""

    row: int
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    national_id: str = ""
    is_head: bool = False
    relation: str = ""
    birth: tuple | None = None
    age: int | None = None
    sex: str = ""
    occupation: str = ""
    education: str = ""
    body_state: str = ""
    can_help_self: str = ""
    welfare_card: bool | None = None

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}".strip()


_HEAD_WORDS = {fold(word) for word in ("หัวหน้าครัวเรือน", "หัวหน้าครอบครัว", "หัวหน้า", "เจ้าบ้าน")}


def is_head_word(text):
    """Whole words only: คู่สมรสของหัวหน้าครัวเรือน is not the head."""
    return fold(text) in _HEAD_WORDS


def is_of_people(positions, sample):
    """Whether a row is a person: `positions` of the fields, the first rows. The relation alone does not say so: the
    informant has one to the head too."""
    found = set(PERSON) & set(positions)
    if "order" in found:
        return True
    if len(found) < 2 and "relation" not in found:
        return False
    return _share_a_house(sample, positions)


def _share_a_house(sample, positions):
    """Rows that follow each other say the same house, or leave it blank under the first; or all are heads."""
    where = [positions[name][0] for name in ("house_code", "house_no") if name in positions]
    who = [positions[name][0] for name in ("first_name", "full_name", "national_id") if name in positions]
    rows = [cells for cells in sample if any(plain(cells, p) for p in who)]
    if not rows or not where:
        return False
    above, shared = None, 0
    for cells in rows:
        house = tuple(plain(cells, p) for p in where)
        shared += above is not None and (house == above or not any(house))
        above = house if any(house) else above
    if shared * 4 >= len(rows):
        return True
    relation = positions.get("relation", [None])[0]
    return relation is not None and all(is_head_word(plain(cells, relation)) for cells in rows)


# --- cells --------------------------------------------------------------------------------------------------------


def birth(text, year):
    """(date, precision) of a cell in a survey of the Buddhist year `year`."""
    if text in NOTHING:
        return None
    swapped = _SWAPPED.match(text)
    if swapped and int(swapped[1]) <= 12 < int(swapped[3]):
        text = f"{swapped[3]}/{swapped[1]}/{swapped[4]}"
    else:
        swapped = None
    try:
        found = parse_date(text)
    except ValueError:
        raise Odd("date_unreadable") from None
    lived = year - BUDDHIST - found[0].year
    if lived > OLDEST:
        raise Odd("age_unlikely")
    if lived < -1:
        raise Odd("birth_in_future", year=year)
    if swapped:
        raise Odd("birth_swapped", found)
    return found


def age(text):
    if text in NOTHING:
        return None
    if _MONTHS_OLD.match(text):
        return 0
    match = _AGE.match(text)
    if not match:
        raise Odd("number_unreadable")
    if int(match[1]) > OLDEST:
        raise Odd("age_unlikely")
    return int(match[1])


def _words(code, **meanings):
    known = {word.replace(" ", ""): value for value, words in meanings.items() for word in words.split("|")}

    def read(text):
        word = text.replace(" ", "").lower()
        if word in known:
            return known[word]
        if text in NOTHING:
            return ""
        raise Odd(code, "")

    return read


sex = _words("sex_unreadable", m="ชาย|ช|ช.|เพศชาย|male|m", f="หญิง|ญ|ญ.|เพศหญิง|female|f")
body = _words(
    "health_unreadable",
    normal="ปกติ|ร่างกายปกติ|สมบูรณ์|สมบูรณ์แข็งแรง|แข็งแรง|แข็งแรงดี|สุขภาพดี|สุขภาพปกติ|ไม่พิการ|ไม่มีโรคประจำตัว|ดี",
    disabled="พิการ|คนพิการ|ผู้พิการ|ทุพพลภาพ|พิการทุพพลภาพ|พิการ/ทุพพลภาพ",
    chronic="ป่วยเรื้อรัง|ผู้ป่วยเรื้อรัง|โรคเรื้อรัง|เจ็บป่วยเรื้อรัง|เรื้อรัง|มีโรคประจำตัว|โรคประจำตัว|มีโรคเรื้อรัง|ป่วยเป็นโรคเรื้อรัง",
    bedridden="ติดเตียง|ป่วยติดเตียง|ผู้ป่วยติดเตียง|ผู้ป่วยนอนติดเตียง|นอนติดเตียง",
)
self_help = _words(
    "health_unreadable",
    yes="ได้|ใช่|ช่วยเหลือตัวเองได้|ช่วยเหลือตนเองได้|ช่วยตัวเองได้|✓|yes|1",
    no="ไม่ได้|ไม่ใช่|ช่วยเหลือตัวเองไม่ได้|ช่วยเหลือตนเองไม่ได้|ช่วยตัวเองไม่ได้|ไม่สามารถช่วยเหลือตัวเองได้|✗|no|0",
)
_card = _words(
    "card_unreadable",
    yes="มี|มีบัตร|ได้รับ|ใช่|ถือบัตร|✓|✔|/|yes|1",
    no="ไม่มี|ไม่มีบัตร|ไม่ได้รับ|ไม่ใช่|ไม่ถือบัตร|✗|×|x|no|0",
)


def welfare_card(text):
    return {"yes": True, "no": False}.get(_card(text))


# --- beside each other --------------------------------------------------------------------------------------------

_OF_MEN = ("นาย", "เด็กชาย", "พระ", "สามเณร", "หลวงพ่อ", "หลวงปู่")
_OF_WOMEN = ("นางสาว", "นาง", "เด็กหญิง", "แม่ชี")


def sex_of_title(title):
    if title.startswith(_OF_WOMEN):
        return "f"
    return "m" if title.startswith(_OF_MEN) else ""


def settle(person, year, tell):
    """What the sheet leaves open is taken from what it says; what contradicts itself is told: tell(field, code, …)."""
    titled = sex_of_title(person.title)
    if titled and person.sex and titled != person.sex:
        tell("sex", "title_sex_differs", title=person.title)
    person.sex = person.sex or titled
    summer = dt.date(year - BUDDHIST, 6, 30)
    lived = age_on(*person.birth, summer) if person.birth else None
    if None not in (lived, person.age) and abs(lived - person.age) > 1:  # by one in every seventh row
        tell("age", "age_differs", birth=str(person.birth[0].year + BUDDHIST))
    if lived is None and person.age is not None:
        person.birth = (dt.date(year - BUDDHIST - person.age, 1, 1), "about")
        lived = person.age
    child = person.title.startswith(("เด็กชาย", "เด็กหญิง"))
    if lived is not None and (
        (child and lived >= CHILD) or (person.title in ("นาย", "นาง", "นางสาว") and lived < GROWN)
    ):
        tell("title", "title_age_differs", title=person.title, age=lived)
