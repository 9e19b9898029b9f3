"""Which of the 199 subdistricts a row means. Places are found, never made, and a near miss is not a find."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kusiao.thai import clean, to_ascii_digits

LONGEST, MOST_REMEMBERED = 100, 20_000
PROVINCE, PROVINCE_CODE = "ขอนแก่น", "40"
_DISTRICT_PREFIX = re.compile(r"^(กิ่งอำเภอ|กิ่งอ\.?|กิ่ง อ\.?|อำเภอ|อ\.)\s*")
_SUBDISTRICT_PREFIX = re.compile(r"^(ตำบล|ต\.)\s*")
_PROVINCE_PREFIX = re.compile(r"^(จังหวัด|จ\.)\s*")
_NO_PREFIX = re.compile(r"^")
# What sheets write for a district, beside its own name.
_OTHER_NAMES = {"เมือง": "เมืองขอนแก่น", "โคกโพธิ์ชัย": "โคกโพธิ์ไชย"}


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    subdistrict: str
    district_code: str
    district: str
    latitude: float | None = None
    longitude: float | None = None


class Unresolved(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Resolved:
    place: Place
    code_differs: bool = False


def bare(text, prefix):
    text = clean(text)
    return prefix.sub("", text).replace(" ", "")


def place_key(district="", subdistrict="", code=""):
    """Words that name the same place have the same key, whatever stands glued to them."""
    words = (bare(district, _DISTRICT_PREFIX), bare(subdistrict, _SUBDISTRICT_PREFIX), bare(code, _NO_PREFIX))
    return tuple(to_ascii_digits(word)[:LONGEST] for word in words)


class Places:
    """Built from rows (subdistrict code, name, district code, name, latitude, longitude), aliases {foreign six-digit
    code: subdistrict code}, and what people said of words that name no place: {place_key(…): subdistrict code}."""

    def __init__(self, rows: Iterable[tuple], aliases=None, said=None):
        places = [Place(*row) for row in rows]
        self._by_code = {place.code: place for place in places}
        self._by_names = {(place.district, place.subdistrict): place for place in places}
        self._districts = {place.district_code: place.district for place in places}
        self._known_districts = set(self._districts.values())
        self._aliases = aliases or {}
        self._said = said or {}
        self.used = {}  # of what people said, what this file needed
        self._remembered = {}

    def __contains__(self, code):
        """Is this a subdistrict's own six digits, or a unit's that is known to lie in one?"""
        return self._aliases.get(code, code) in self._by_code

    def of_code(self, code):
        return self._by_code[code]

    def told(self):
        """All that decides what is found."""
        return repr(
            (sorted(self._by_code.items()), sorted(self._aliases.items()), sorted(self._said.items()))
        )

    def knows_district(self, text):
        return bool(self._district_name(text))

    def resolve(self, *, district="", subdistrict="", code="", province=""):
        """The names decide; a code alone is enough; a code that says otherwise is told. Raises Unresolved."""
        key = (district[:LONGEST], subdistrict[:LONGEST], code[:LONGEST], province[:LONGEST])
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        if key not in self._remembered:
            try:
                self._remembered[key] = self._resolve(*key)
            except Unresolved as unresolved:
                self._remembered[key] = self._as_said(key, unresolved.code) or unresolved.code
        found = self._remembered[key]
        if isinstance(found, str):
            raise Unresolved(found)
        return found

    def _as_said(self, key, why):
        words = place_key(*key[:3])
        place = self._by_code.get(self._said.get(words)) if why != "other_province" else None
        if place is None:
            return None
        self.used[words] = place.code
        return Resolved(place)

    def _resolve(self, district, subdistrict, code, province):
        self._check_province(province)
        by_code = self._by_six_digits(code, district, subdistrict)
        district_name = self._district_name(district)
        name = bare(subdistrict, _SUBDISTRICT_PREFIX)
        if name.isdigit() or not name:
            return self._only_by_code(by_code, district_name, missing=not name and not by_code)
        if not district_name:
            if by_code and by_code.subdistrict == name and not district:
                return Resolved(by_code)
            raise Unresolved("place_unknown" if district else "place_missing")
        place = self._by_names.get((district_name, name))
        if place is None:
            if by_code and code in self._aliases and by_code.district == district_name:
                return Resolved(by_code)  # a municipal unit, whose name is no subdistrict's
            raise Unresolved("place_unknown")
        return Resolved(place, code_differs=bool(by_code and by_code.code != place.code))

    @staticmethod
    def _only_by_code(by_code, district_name, *, missing):
        if by_code is None or (district_name and by_code.district != district_name):
            raise Unresolved("place_missing" if missing else "place_unknown")
        return Resolved(by_code)

    def _check_province(self, province):
        name = to_ascii_digits(bare(province, _PROVINCE_PREFIX))
        if name and name not in (PROVINCE, PROVINCE_CODE):
            raise Unresolved("other_province")

    def _district_name(self, district):
        name = to_ascii_digits(bare(district, _DISTRICT_PREFIX))
        if name.isdigit():
            return self._districts.get(name if len(name) == 4 else PROVINCE_CODE + name.zfill(2), "")
        name = _OTHER_NAMES.get(name, name)
        return name if name in self._known_districts else ""

    def _by_six_digits(self, code, district, subdistrict):
        """Six digits as they stand, or put together from codes that each count within the one above."""
        code, district, subdistrict = (
            to_ascii_digits(clean(text)).replace(" ", "") for text in (code, district, subdistrict)
        )
        if not code and subdistrict.isdigit():
            code = subdistrict
        if code.isdigit() and len(code) == 8:
            code = code[:6]
        if code.isdigit() and len(code) <= 2 and district.isdigit():
            district_code = district if len(district) == 4 else PROVINCE_CODE + district.zfill(2)
            code = district_code + code.zfill(2)
        return self._by_code.get(self._aliases.get(code, code))


def district_of_code(code):
    """The district that the first four of six digits name; survey units of municipalities keep to it."""
    return code[:4] if len(code) == 6 and code.isdigit() and code.startswith(PROVINCE_CODE) else ""
