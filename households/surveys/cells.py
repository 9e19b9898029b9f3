"""One cell → one value. What cannot be trusted raises Odd: the finding's code, and what to keep of the cell."""

import datetime as dt
import re

from households.bmn import read_answer
from kusiao.thai import (
    clean,
    mask_national_id,
    national_id_ok,
    normalize_phone,
    parse_number,
    split_name,
    to_ascii_digits,
)
from kusiao.thaidates import SHORT_MONTHS
from kusiao.thaitext import is_surely_clean

NOTHING = frozenset(
    {"", "-", "--", "---", "_", "__", "–", "—", ".", "ไม่มี", "ไม่ทราบ", "ไม่ระบุ", "n/a", "N/A", "#N/A"}
)
_SCIENTIFIC = re.compile(r"^[0-9](?:[.,][0-9]+)?[eE][+]?[0-9]{1,2}$")
_SEPARATORS = re.compile(r"[\s\-–—‐‑./']")
_MOJIBAKE = re.compile("[\u00a1-\u00fb]{3,}")
_MOO = re.compile(r"^(?:หมู่บ้าน|หมู่ที่|หมู่|ม\.?|ที่)?\s*\.?\s*([0-9]{1,3})(?:\s+\D.*)?$")
_PLAIN_PHONE = re.compile("0[689][0-9]{8}")
MOST_BAHT, MOST_MEMBERS = 2_000_000_000, 60
EMPTY = frozenset(("", None, "-"))
LONGEST = (
    4_000  # letters of a cell that are looked at; every field takes fewer, so what is cut is refused anyway
)


class Odd(Exception):
    def __init__(self, code, kept=None, **words):
        super().__init__(code)
        self.code, self.kept, self.words = code, kept, words


def text_of(cell):
    """The cell as clean text; whole numbers come out of a workbook as floats."""
    if isinstance(cell, str):
        return clean(cell[:LONGEST]) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)


_tidied = {}  # sheets say the same few thousand words a million times


def tidy(cell):
    """Cleaned text with western digits."""
    if type(cell) is not str:
        return text_of(cell)
    if cell.isascii() and len(cell) < LONGEST and (cell.isalnum() or is_surely_clean(cell)):
        return cell
    if len(cell) > 200:
        return to_ascii_digits(clean(cell[:LONGEST]))
    text = _tidied.get(cell)
    if text is None:
        text = to_ascii_digits(clean(cell))
        if len(_tidied) > 50_000:
            _tidied.clear()
        _tidied[cell] = text
    return text


def plain(cells, position):
    """A position beyond the row's end is an empty cell."""
    return tidy(cells[position]) if position is not None and position < len(cells) else ""


def shown(cell):
    """The cell as a finding shows it: as it stood, anything like a citizen id masked."""
    if isinstance(cell, dt.date):
        return f"{cell.day}-{SHORT_MONTHS[cell.month - 1]}"
    text = text_of(cell)
    digits = _SEPARATORS.sub("", to_ascii_digits(text))
    if digits.isdigit() and len(digits) == 13:
        return mask_national_id(digits)
    if re.search(r"[0-9]{13}|[0-9]-[0-9]{4}-[0-9_]{5}", to_ascii_digits(text)):
        return re.sub(r"[0-9]", "x", to_ascii_digits(text))[:200]
    return text[:200]


def shown_id(cell):
    """Even a damaged id shows no more than its last digits."""
    text = to_ascii_digits(text_of(cell))
    if _SCIENTIFIC.match(text):
        return text
    digits = _SEPARATORS.sub("", text)
    if digits.isdigit() and len(digits) == 13:
        return mask_national_id(digits)
    return "x" * max(0, len(digits) - 3) + digits[-3:]


def short_text(limit):
    def read(text):
        if not text.isascii() and _MOJIBAKE.search(text):
            raise Odd("mojibake_cell", "")
        if len(text) > limit:
            raise Odd("text_too_long", "", limit=limit)
        return "" if text in NOTHING else text

    return read


# --- numbers that identify --------------------------------------------------------------------------------------


def _is_plain_number(text, length):
    """What nearly every cell of its column holds, and nothing that a spreadsheet shortened."""
    return len(text) == length and text.isascii() and text.isdigit() and text[-8:] != "00000000"


def national_id(text):
    """Never expanded from 3.4004E+12: nine in a hundred such numbers would even pass the check digit."""
    if text in NOTHING:
        return ""
    if _is_plain_number(text, 13) and national_id_ok(text):
        return text
    text = to_ascii_digits(text)
    if _SCIENTIFIC.match(text):
        raise Odd("id_scientific", "")
    digits = _SEPARATORS.sub("", text)
    if re.search("[_xX*?]", digits):
        raise Odd("id_incomplete", "")
    if digits.isdigit() and digits.endswith("00000000"):
        raise Odd("id_rounded", "")
    if not digits.isdigit() or len(digits) != 13:
        raise Odd("id_length", "", length=sum(letter.isdigit() for letter in digits))
    if not national_id_ok(digits):
        raise Odd("id_checksum", digits)
    return digits


def house_code(text):
    """Eleven digits that name no place: the first ones are a registration office."""
    if _is_plain_number(text, 11):
        return text
    if text in NOTHING:
        return ""
    if _SCIENTIFIC.match(text):
        raise Odd("house_code_scientific", "")
    digits = _SEPARATORS.sub("", text)
    if digits.endswith("00000000") and digits.isdigit():
        raise Odd("house_code_scientific", "")
    if not digits.isdigit() or len(digits) != 11:
        raise Odd("house_code_length", "", length=sum(letter.isdigit() for letter in digits))
    return digits


_MONTH = {month.replace(".", ""): number for number, month in enumerate(SHORT_MONTHS, start=1)}
_MONTH |= {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_DAY_MONTH = re.compile(r"^([0-9]{1,2})[-/ ]?([ก-ฮa-z][ก-ฮ.a-z]*?)\.?$", re.IGNORECASE)
_MONTH_DAY = re.compile(r"^([ก-ฮa-z][ก-ฮ.a-z]*?)\.?[-/ ]?([0-9]{1,2})$", re.IGNORECASE)
_PLAIN_HOUSE = re.compile("[0-9]{1,6}(?:/[0-9]{1,6}){0,2}")
_ISO_DAY = re.compile(r"^[12][0-9]{3}-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?$")


def _month(word):
    return _MONTH.get(word.replace(".", "").lower())


def house_no(text):
    """25/2 that a spreadsheet took for the 25th of February comes back as 25/2, and is marked."""
    if _PLAIN_HOUSE.fullmatch(text):
        return text
    text = text.replace("|", "/").strip(" '")
    if text in NOTHING:
        return ""
    if match := _ISO_DAY.match(text):
        _restored(int(match[2]), int(match[1]))
    if (match := _DAY_MONTH.match(text)) and _month(match[2]):
        _restored(int(match[1]), _month(match[2]))
    if (match := _MONTH_DAY.match(text)) and _month(match[1]):
        _restored(_month(match[1]), int(match[2]))
    if len(text) > 40:
        raise Odd("text_too_long", "", limit=40)
    return re.sub(r"\s*/\s*", "/", text)


def _restored(first, second):
    raise Odd("house_no_restored", f"{first}/{second}", restored=f"{first}/{second}")


def moo(text):
    if text in NOTHING:
        return None
    match = _MOO.match(text)
    if not match or not 1 <= int(match[1]) <= 99:
        raise Odd("moo_unreadable", None)
    return int(match[1])


def phone(text):
    if text in NOTHING:
        return ""
    if _PLAIN_PHONE.fullmatch(text):
        return text
    try:
        return normalize_phone(text)
    except ValueError:
        raise Odd("phone_unreadable", "") from None


# --- numbers that count -----------------------------------------------------------------------------------------


def baht(text):
    if text.isdigit() and text.isascii() and len(text) < 10:
        return int(text)
    if text in NOTHING:
        return None
    try:
        number = int(parse_number(text))
    except ValueError:
        raise Odd("number_unreadable") from None
    if not 0 <= number <= MOST_BAHT:
        raise Odd("number_unreadable")
    return number


def _without_unit(text):
    return text if text.isdigit() else re.sub(r"\s*คน$", "", text)


def members(text):
    number = baht(_without_unit(text))
    if number == 0:
        raise Odd("members_zero")
    if number is not None and number > MOST_MEMBERS:
        raise Odd("members_unlikely")
    return number


def count(text):
    number = baht(_without_unit(text))
    if number is not None and number > MOST_MEMBERS:
        raise Odd("number_unreadable")
    return number


def degrees(text):
    if text in NOTHING:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise Odd("coordinate_unreadable") from None
    if not -180 <= number <= 180:
        raise Odd("coordinate_unreadable")
    return number


def happiness(text):
    number = None if text in NOTHING else baht_or(text, "happiness_unreadable")
    if number is not None and number > 10:
        raise Odd("happiness_unreadable")
    return number


def baht_or(text, code):
    try:
        return baht(text)
    except Odd:
        raise Odd(code) from None


# --- words ------------------------------------------------------------------------------------------------------


def answer(text):
    letter = read_answer(text)
    if letter is None:
        raise Odd("answer_unreadable")
    return letter


_TRACKS = {
    "developable": "พัฒนาได้ กลุ่มพัฒนาได้ ครัวเรือนพัฒนาได้ ประเภทพัฒนาได้ ก.พัฒนาได้",
    "welfare": "สงเคราะห์ กลุ่มสงเคราะห์ ครัวเรือนสงเคราะห์ ต้องสงเคราะห์ ประเภทสงเคราะห์ ข.สงเคราะห์",
}
_TRACK_OF = {word: track for track, words in _TRACKS.items() for word in words.split()}


def track(text):
    """Whole values only: พัฒนาไม่ได้ is not พัฒนาได้."""
    if text in NOTHING:
        return ""
    found = _TRACK_OF.get(text.replace(" ", ""))
    if found is None:
        raise Odd("class_unreadable", "")
    return found


def year_of(layout, cells):
    """The Buddhist year that the row itself states, or None."""
    return year_of_text(plain(cells, layout.columns.get("year")))


def year_of_text(text):
    year = int(text) if text.isdecimal() and len(text) == 4 else None
    return year + 543 if year and year < 2400 else year


def titled(title, first):
    """The sheet's own title column wins; without one a title may be glued to the first name."""
    if title is None:
        title, glued, rest = split_name(first)
        return title, f"{glued} {rest}".strip()
    title, glued, rest = split_name(first, title=title)
    return title, f"{glued} {rest}".strip()
