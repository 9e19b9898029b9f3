"""The one door to Thai conventions: pure functions for dates, text, numbers and the numbers that identify."""

import re
from decimal import Decimal

from stdnum.th import pin

from kusiao.thaidates import (
    BANGKOK,
    BUDDHIST,
    MONTHS,
    SHORT_MONTHS,
    Period,
    age_on,
    ago_words,
    due_words,
    fiscal_quarter,
    fiscal_year,
    fiscal_year_period,
    format_date,
    format_datetime,
    format_time,
    month_period,
    now,
    parse_date,
    period_of,
    quarter_period,
    today,
)
from kusiao.thaitext import clean, same_title, sort_key, sort_keys, split_name, split_title, to_ascii_digits

__all__ = [
    "BANGKOK",
    "BUDDHIST",
    "MONTHS",
    "SHORT_MONTHS",
    "Period",
    "age_on",
    "ago_words",
    "baht",
    "clean",
    "compact",
    "due_words",
    "fiscal_quarter",
    "fiscal_year",
    "fiscal_year_period",
    "format_date",
    "format_datetime",
    "format_house_code",
    "format_national_id",
    "format_number",
    "format_phone",
    "format_time",
    "mask_national_id",
    "month_period",
    "national_id_check_digit",
    "national_id_ok",
    "normalize_phone",
    "now",
    "parse_date",
    "parse_number",
    "percent",
    "period_of",
    "quarter_period",
    "same_title",
    "sort_key",
    "sort_keys",
    "split_name",
    "split_title",
    "to_ascii_digits",
    "today",
]


def compact(text):
    """A code without the spaces and dashes people put into it."""
    return re.sub(r"[\s\-–—‐‑.]", "", to_ascii_digits(clean(text)))


# --- numbers that identify ----------------------------------------------------------------------------------


def national_id_check_digit(first_twelve):
    return pin.calc_check_digit(first_twelve)


def national_id_ok(text):
    """Thirteen digits whose last one fits. Twelve equal digits are a dummy even where the last one happens to."""
    plain = type(text) is str and len(text) == 13 and text.isascii() and text.isdigit()
    digits = text if plain else compact(text)
    if not (plain or re.fullmatch(r"[0-9]{13}", digits)) or digits[:12] == digits[0] * 12:
        return False
    a, b, c, d, e, f, g, h, i, j, k, m, last = map(int, digits)
    weighed = (
        13 * a + 12 * b + 11 * c + 10 * d + 9 * e + 8 * f + 7 * g + 6 * h + 5 * i + 4 * j + 3 * k + 2 * m
    )
    return last == (11 - weighed % 11) % 10


def _grouped(text, *sizes):
    """The code cut into groups, or as it stands when its length is another one."""
    code = compact(text)
    if len(code) != sum(sizes):
        return code
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return "-".join(code[end - size : end] for size, end in zip(sizes, ends, strict=True))


def format_national_id(text):
    return _grouped(text, 1, 4, 5, 2, 1)


def mask_national_id(text):
    """x-xxxx-xxxxx-12-1: the last three digits tell two members of a house apart and nobody to a stranger."""
    digits = compact(text)
    if not digits:
        return "-"
    return f"x-xxxx-xxxxx-{digits[10:12]}-{digits[12]}" if len(digits) == 13 else "x" * len(digits)


def format_house_code(text):
    return _grouped(text, 4, 6, 1) or "-"


def normalize_phone(text):
    """Digits with the leading 0 that Excel eats and without +66. Raises ValueError with a Thai sentence."""
    digits = re.sub(r"[()/]", "", compact(text))
    if digits.startswith("+66") or (digits.startswith("66") and len(digits) in (10, 11)):
        digits = "0" + digits.lstrip("+")[2:].lstrip("0")
    if re.fullmatch(r"[689][0-9]{8}|[2-7][0-9]{7}", digits):
        digits = "0" + digits
    if not re.fullmatch(r"0[689][0-9]{8}|0[2-7][0-9]{7}|1[0-9]{3}", digits):
        raise ValueError(
            f"เบอร์โทร “{clean(text)}” ไม่ถูกต้อง มือถือมี 10 หลัก เช่น 081-234-5678 เบอร์บ้านมี 9 หลัก เช่น 043-123-456"
        )
    return digits


def format_phone(text):
    digits = compact(text)
    if len(digits) == 10:
        return _grouped(digits, 3, 3, 4)
    return (_grouped(digits, 2, 3, 4) if digits.startswith("02") else _grouped(digits, 3, 3, 3)) or "-"


# --- numbers that count -------------------------------------------------------------------------------------


def parse_number(text):
    """Decimal from 12,500 / ๑๒,๕๐๐ / 12500.50 บาท. Raises ValueError with a Thai sentence."""
    written = to_ascii_digits(clean(text))
    plain = re.sub(r"(บาท|฿|\.-|-)$", "", re.sub(r"^฿", "", written).strip()).strip()
    grouped = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    if not re.fullmatch(grouped, plain):
        raise ValueError(f"“{written}” ไม่ใช่จำนวนเลข ให้ใส่ตัวเลขอย่างเดียว เช่น 12,500")
    return Decimal(plain.replace(",", ""))


def format_number(number, places=None):
    """12,500; an unknown number is "-", which is not zero. Without `places` decimals stay as they are."""
    if number is None or number == "":
        return "-"
    if places is not None:
        return f"{Decimal(str(number)):,.{places}f}"
    text = f"{Decimal(str(number)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def baht(number):
    """12,500 บาท; satang only where there are some."""
    if number is None or number == "":
        return "-"
    whole = Decimal(str(number)) == int(Decimal(str(number)))
    return f"{format_number(number, 0 if whole else 2)} บาท"


def percent(part, whole, places=1):
    """Without a whole there is nothing to take a part of: "-"."""
    if part is None or not whole:
        return "-"
    return f"{Decimal(str(part)) * 100 / Decimal(str(whole)):,.{places}f}%"
