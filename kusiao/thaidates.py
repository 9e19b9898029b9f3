"""Thai dates: Buddhist years in words and forms, fiscal years, half-open periods. What is stored is a real date."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kusiao.thaitext import clean, to_ascii_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST = 543
LAST_CHRISTIAN_YEAR = 2400  # a written year above this is พ.ศ.
FIRST_YEAR = (
    LAST_CHRISTIAN_YEAR - BUDDHIST + 1
)  # an older year cannot be written in พ.ศ. without being read as ค.ศ.
LAST_YEAR = 2400

_LONG = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = tuple(_LONG.split())
SHORT_MONTHS = tuple(_SHORT.split())
_MONTH_NUMBERS = {
    name: number
    for names in (_LONG, _SHORT.replace(".", ""), _ENGLISH)
    for number, name in enumerate(names.split(), start=1)
}


def now():
    return dt.datetime.now(BANGKOK)


def today():
    return now().date()


# --- reading ------------------------------------------------------------------------------------------------

_NOISE = re.compile(r"พ\.?\s?ศ\.?(?=\s?\d)|ค\.?\s?ศ\.?(?=\s?\d)|^วัน[ก-์]*ที่|,")
_CLOCK = re.compile(r"(?<=\d)(T|\s+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:?\d{2}|Z)?( ?น\.)?$")
_BLANK = re.compile(r"[_xX?]{1,4}|0{1,2}")
_EXAMPLE = "เช่น 22/11/2569 หรือ 22 พ.ย. 2569"


def _month_number(word):
    letters = word.replace(".", "").lower()
    return _MONTH_NUMBERS.get(letters) or _MONTH_NUMBERS.get(letters[:3])


def _parts(text):
    """Day, month, year as text, unknown ones as None; the four-digit one is the year."""
    if re.fullmatch(r"[0-9]{8}", text):
        month_first = 1 <= int(text[4:6]) <= 12 or text[4:6] == "00"
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}" if month_first else f"{text[:2]}-{text[2:4]}-{text[4:]}"
    tokens = re.findall(r"[0-9]+|[_xX?]+|[ก-์A-Za-z][ก-์A-Za-z.]*", text)
    if not 1 <= len(tokens) <= 3 or re.sub(r"[0-9_?ก-์A-Za-z.\-/\s]", "", text):
        raise ValueError(f"อ่านวันที่ “{text}” ไม่ออก ให้เขียนวัน เดือน ปี {_EXAMPLE}")
    if re.fullmatch(r"[0-9]{4}", tokens[0]):
        tokens.reverse()
    if not re.fullmatch(r"[0-9]{4}", tokens[-1]):
        raise ValueError(f"วันที่ “{text}” ต้องมีปีครบ 4 หลัก {_EXAMPLE}")
    known = [None if _BLANK.fullmatch(token) else token for token in tokens]
    return [None] * (3 - len(known)) + known


def _real_year(year):
    real = year - BUDDHIST if year > LAST_CHRISTIAN_YEAR else year
    if not FIRST_YEAR <= real <= LAST_YEAR:
        raise ValueError(f"ปี {year} ไม่น่าถูกต้อง ให้ใส่ปี พ.ศ. 4 หลัก เช่น 2569")
    return real


def _real_date(year, month, day):
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(
            f"ไม่มีวันที่ {day} ในเดือน{MONTHS[month - 1]} {year + BUDDHIST} ตรวจวันและเดือนอีกครั้ง"
        ) from None


def parse_date(text):
    """(date, precision) from what a person or a sheet wrote; precision is "day", "month" or "year" and unknown
    parts are 1. Raises ValueError with a Thai sentence. Real date cells pass too: Excel stores 22/11/2569 as
    year 2569."""
    if isinstance(text, dt.date):
        date = _local(text)
        return _real_date(_real_year(date.year), date.month, date.day), "day"
    text = _CLOCK.sub("", to_ascii_digits(clean(text)))
    text = _NOISE.sub(" ", text).strip()
    if not text:
        raise ValueError(f"ยังไม่ได้ใส่วันที่ {_EXAMPLE}")
    day, month, year = _parts(text)
    year = _real_year(int(year))
    if month is None:
        return dt.date(year, 1, 1), "year"
    number = int(month) if month.isdecimal() else _month_number(month)
    if number is None or not 1 <= number <= 12:
        raise ValueError(f"ไม่มีเดือน “{month}” ให้เขียนวันก่อนเดือน {_EXAMPLE}")
    if day is None:
        return dt.date(year, number, 1), "month"
    if not day.isdecimal():
        raise ValueError(f"อ่านวันที่ “{text}” ไม่ออก ให้เขียนวัน เดือน ปี {_EXAMPLE}")
    return _real_date(year, number, int(day)), "day"


# --- writing ------------------------------------------------------------------------------------------------


def _local(moment):
    return moment.astimezone(BANGKOK) if isinstance(moment, dt.datetime) and moment.tzinfo else moment


def _day(date):
    return _local(date).date() if isinstance(date, dt.datetime) else date


def format_date(date, style="short", precision="day"):
    """short "20 ก.ย. 2562", long "20 กันยายน 2562", numeric "20/09/2562"; an unknown date is "-"."""
    if not date:
        return "-"
    date = _local(date)
    year = date.year + BUDDHIST
    if precision in ("year", "about"):
        words = str(year) if style == "numeric" else f"พ.ศ. {year}"
        return f"ประมาณ {words}" if precision == "about" else words
    if style == "numeric":
        return f"{date:%m}/{year}" if precision == "month" else f"{date:%d/%m}/{year}"
    month = (MONTHS if style == "long" else SHORT_MONTHS)[date.month - 1]
    return f"{month} {year}" if precision == "month" else f"{date.day} {month} {year}"


def format_time(moment):
    return f"{_local(moment):%H:%M} น." if moment else "-"


def format_datetime(moment, style="short"):
    return f"{format_date(moment, style)} {format_time(moment)}" if moment else "-"


def due_words(due, today=None):
    """อีก 3 วัน / วันนี้ / เกินกำหนด 12 วัน"""
    days = (_day(due) - (today or now().date())).days
    if days == 0:
        return "วันนี้"
    return f"อีก {days:,} วัน" if days > 0 else f"เกินกำหนด {-days:,} วัน"


def ago_words(date, today=None):
    """วันนี้ / เมื่อวาน / เมื่อ 5 วันก่อน / เมื่อ 3 เดือนก่อน"""
    days = ((today or now().date()) - _day(date)).days
    if days < 0:
        return f"อีก {-days:,} วัน"
    if days < 2:
        return ("วันนี้", "เมื่อวาน")[days]
    if days < 60:
        return f"เมื่อ {days} วันก่อน"
    return f"เมื่อ {days // 30} เดือนก่อน" if days < 730 else f"เมื่อ {days // 365} ปีก่อน"


# --- fiscal years and periods -------------------------------------------------------------------------------


def fiscal_year(date):
    """1 ต.ค.–30 ก.ย., named in พ.ศ. by the year in which it ends."""
    return date.year + BUDDHIST + (date.month >= 10)


def fiscal_quarter(date):
    return (date.month - 10) % 12 // 3 + 1


def age_on(birth, precision, on):
    """Whole years lived by that day; of somebody whose birthday nobody knows, as people count: by the years."""
    if birth is None:
        return None
    had_birthday = precision in ("year", "about") or (on.month, on.day) >= (birth.month, birth.day)
    return on.year - birth.year - (not had_birthday)


def _midnight(date):
    return dt.datetime.combine(date, dt.time(), BANGKOK)


@dataclass(frozen=True, order=True)
class Period:
    """Half open: `start` is the first day, `end` the first day after."""

    kind: str  # month, quarter, year
    start: dt.date
    end: dt.date

    @property
    def label(self):
        if self.kind == "month":
            return f"เดือน{format_date(self.start, 'long', 'month')}"
        year = f"ปีงบประมาณ {fiscal_year(self.start)}"
        return year if self.kind == "year" else f"ไตรมาสที่ {fiscal_quarter(self.start)} {year}"

    __str__ = label.fget

    @property
    def last_day(self):
        return self.end - dt.timedelta(days=1)

    def contains(self, date):
        return self.start <= _day(date) < self.end

    def bounds(self):
        return _midnight(self.start), _midnight(self.end)

    @property
    def previous(self):
        return period_of(self.kind, self.start - dt.timedelta(days=1))

    @property
    def next(self):
        return period_of(self.kind, self.end)


def _first_of_month(year, months_since_january):
    return dt.date(year + months_since_january // 12, months_since_january % 12 + 1, 1)


def month_period(year_ce, month):
    return Period("month", _first_of_month(year_ce, month - 1), _first_of_month(year_ce, month))


def quarter_period(fiscal_year_be, quarter):
    if quarter not in (1, 2, 3, 4):
        raise ValueError("ไตรมาสมี 1 ถึง 4")
    first = 9 + 3 * (quarter - 1)
    year = fiscal_year_be - BUDDHIST - 1
    return Period("quarter", _first_of_month(year, first), _first_of_month(year, first + 3))


def fiscal_year_period(fiscal_year_be):
    year = fiscal_year_be - BUDDHIST
    return Period("year", dt.date(year - 1, 10, 1), dt.date(year, 10, 1))


def period_of(kind, date):
    """The month, fiscal quarter or fiscal year in which the date lies."""
    if kind == "month":
        return month_period(date.year, date.month)
    if kind == "quarter":
        return quarter_period(fiscal_year(date), fiscal_quarter(date))
    return fiscal_year_period(fiscal_year(date))
