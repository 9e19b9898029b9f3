"""The header of a pairing annex, so that it is known for what it is wherever somebody sends it."""

import re

from households.surveys.columns import Layout, header_places, numbered
from households.surveys.synonyms import field_of, fold

_SPELLINGS = {
    "full_name": "ชื่อ-สกุลข้าราชการ|ชื่อ-สกุล ข้าราชการคู่เสี่ยว|ข้าราชการคู่เสี่ยว|ชื่อ-นามสกุลข้าราชการ|ชื่อข้าราชการ|ชื่อ-สกุล|ชื่อ-นามสกุล|"
    "ชื่อ-สกุลเจ้าหน้าที่|ชื่อเจ้าหน้าที่|ชื่อและสกุลข้าราชการ|ชื่อ-นามสกุล ข้าราชการคู่เสี่ยว|ชื่อ-สกุล คู่เสี่ยว|ผู้รับผิดชอบ",
    "position": "ตำแหน่ง|ตำแหน่งข้าราชการ",
    "agency": "สังกัด|หน่วยงาน|ส่วนราชการ|หน่วยงานต้นสังกัด|สังกัดหน่วยงาน|สังกัด/หน่วยงาน",
}
_FIELDS = {fold(word): name for name, words in _SPELLINGS.items() for word in words.split("|")}
_HOUSEHOLD = re.compile(f"{fold('ครัวเรือน')}(?:{fold('ที่')})?(?:[ก-๙]*?)([12])$")


def find_annex(top_rows, merged=()):
    """A layout whose `house_code` and `house_no` are where the first and the second household stand, or None."""
    best = None
    for first, last, names in header_places(top_rows, merged, _speaks_of_households):
        columns = {}
        for position, name in enumerate(names):
            if field := _means(name):
                columns.setdefault(field, position)
        if {"full_name", "house_code"} <= columns.keys() and (
            best is None or len(columns) > len(best.columns)
        ):
            unknown = tuple(p for p, name in enumerate(names) if name and p not in columns.values())
            best = Layout(first, last, numbered(names), columns, unknown=unknown)
    return best


def _speaks_of_households(cells):
    return any(isinstance(cell, str) and "เรือน" in cell[:300] for cell in cells)


def _means(name):
    folded = fold(name)
    if match := _HOUSEHOLD.search(folded):
        return {"1": "house_code", "2": "house_no"}[match[1]]
    field = _FIELDS.get(folded) or field_of(name)[0]
    return field if field in ("no", "full_name", "phone", "position", "agency") else ""
