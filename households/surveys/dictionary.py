"""พจนานุกรมข้อมูล: every field that the importer knows, one line each. Labels stand in words.py, spellings in synonyms.py,
kinds and personal classes in the models: here is only what nobody else says, and a test holds the four together."""

import re
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.surveys.synonyms import SPELLINGS
from households.surveys.words import FIELDS
from kusiao.fields import EncryptedTextField

LAYOUTS = {
    1: _("รายชื่อครัวเรือนใต้เส้น"),
    2: _("แบบสำรวจมีตัวชี้วัด"),
    3: _("รายคน"),
    4: _("สมุดหลายหัวข้อ"),
}
CLASSES = {
    "plain": _("ไม่ใช่ข้อมูลส่วนบุคคล"),
    "name": _("ชื่อบุคคล"),
    "identity": _("เลขประจำตัว"),
    "birth": _("วันเกิด เพศ"),
    "address": _("ที่อยู่"),
    "health": _("สุขภาพและความพิการ (มาตรา 26)"),
    "money": _("รายได้และหนี้สิน"),
    "survey": _("ผลสำรวจ"),
    "contact": _("การติดต่อ"),
    "free_text": _("ข้อความอิสระ"),
}
BAHT, PERSONS, YEARS = _("บาท/ปี"), _("คน"), _("ปี")
_EVERY, _HOUSE, _PERSON, _SURVEYED = "1234", "124", "34", "24"
# field: (column it is kept in, unit, layouts in which it is looked for); no column: read to tell rows apart, not kept as such
_TABLE = {
    "no": ("", "", _EVERY),
    "year": ("SurveyRound.year", _("พ.ศ."), _EVERY),
    "province": ("", "", _EVERY),
    "district": ("District.name_th", "", _EVERY),
    "subdistrict": ("Subdistrict.name_th", "", _EVERY),
    "moo": ("Village.moo", "", _EVERY),
    "village": ("Village.name", "", _EVERY),
    "house_code": ("Household.house_code", _("11 หลัก"), _EVERY),
    "house_no": ("Household.house_number", "", _EVERY),
    "title": ("Member.title", "", _EVERY),
    "first_name": ("Member.first_name", "", _EVERY),
    "last_name": ("Member.last_name", "", _EVERY),
    "full_name": ("Household.head_name", "", _EVERY),
    "national_id": ("Member.national_id", _("13 หลัก"), _EVERY),
    "phone": ("Household.phone", _("9–10 หลัก"), _HOUSE),
    "members": ("Survey.members_count", PERSONS, _HOUSE),
    "income_main": ("Survey.income_main", BAHT, _SURVEYED),
    "income_second": ("Survey.income_second", BAHT, _SURVEYED),
    "income_other": ("Survey.income_other", BAHT, _SURVEYED),
    "income_own_produce": ("Survey.income_own_produce", BAHT, _SURVEYED),
    "income_total": ("Survey.income_total", BAHT, _HOUSE),
    "income_average": ("Survey.income_per_person_year", _("บาท/คน/ปี"), _HOUSE),
    "class": ("Classification.track", "", _HOUSE),
    "causes": ("Survey.causes", "", _HOUSE),
    "note": ("Survey.note", "", _HOUSE),
    "latitude": ("Household.latitude", _("องศา"), _SURVEYED),
    "longitude": ("Household.longitude", _("องศา"), _SURVEYED),
    "happiness": ("Survey.happiness", _("0–10"), _SURVEYED),
    "expenses": ("Survey.expenses", BAHT, _SURVEYED),
    "debt_formal": ("Survey.debt_formal", BAHT, _SURVEYED),
    "debt_fund": ("Survey.debt_fund", BAHT, _SURVEYED),
    "debt_informal": ("Survey.debt_informal", BAHT, _SURVEYED),
    "order": ("", "", _PERSON),
    "relation": ("Member.relation", "", _PERSON),
    "birth": ("Member.birth_date", "", _PERSON),
    "birth_month": ("Member.birth_date", "", _PERSON),
    "birth_year": ("Member.birth_date", _("พ.ศ."), _PERSON),
    "age": ("Member.birth_date", YEARS, _PERSON),
    "sex": ("Member.sex", "", _PERSON),
    "occupation": ("Member.occupation", "", _PERSON),
    "education": ("Member.education", "", _PERSON),
    "body": ("Member.body_state", "", _PERSON),
    "self_help": ("Member.can_help_self", "", _PERSON),
    "welfare_card": ("Member.welfare_card", "", _PERSON),
}
_KINDS = (
    (models.BooleanField, _("มี/ไม่มี")),
    (models.DateField, _("วันที่ พ.ศ.")),
    (models.FloatField, _("ตัวเลขทศนิยม")),
    (models.IntegerField, _("จำนวนเต็ม")),
    (EncryptedTextField, _("ข้อความ เก็บแบบเข้ารหัส")),
)


@dataclass(frozen=True)
class Entry:
    """One field as a person reads about it."""

    name: str
    label: str
    kind: str
    unit: str
    personal: str
    layouts: str
    spellings: str
    column: str = ""

    @property
    def thai_spellings(self):
        """A page speaks Thai; the file names the others too."""
        return " · ".join(word for word in self.spellings.split(" · ") if not re.search("[A-Za-z]", word))


def fields():
    return [_field(name) for name in SPELLINGS]


def _field(name):
    column, unit, layouts = _TABLE[name]
    kept = column_of(name)
    personal = kept.model.declared[kept.name] if kept else "plain"
    return Entry(
        name=name,
        label=str(FIELDS[name]),
        kind=_kind(kept),
        unit=str(unit),
        personal=str(CLASSES[personal]),
        layouts=", ".join(str(LAYOUTS[int(one)]) for one in layouts),
        spellings=" · ".join(SPELLINGS[name].split("|")),
        column=column,
    )


def column_of(name):
    """The column of the database in which a field ends, or None."""
    column = _TABLE[name][0]
    if not column:
        return None
    model, _point, field = column.partition(".")
    return apps.get_model("households", model)._meta.get_field(field)


def _kind(kept):
    if kept is None:
        return str(_("ใช้แยกแถว ไม่เก็บ"))
    if kept.choices:
        return " / ".join(str(label) for _code, label in kept.choices)
    return next((str(words) for kind, words in _KINDS if isinstance(kept, kind)), str(_("ข้อความ")))


def indicators():
    """The indicators of every form, as fields of their own: the number alone says nothing, the year says which form."""
    rows = apps.get_model("households", "Indicator").objects.select_related("indicator_set")
    for one in rows.order_by("indicator_set__first_year", "number"):
        years = _("ปี %(first)s–%(last)s") % {
            "first": one.indicator_set.first_year,
            "last": one.indicator_set.last_year,
        }
        numbered = " · ".join(f"{word}{one.number}" for word in ("ตัวชี้วัดที่ ", "ข้อ ", "ตชว.", "จปฐ."))
        yield Entry(
            name=f"{one.indicator_set_id}/{one.number}",
            label=f"{_('ตัวชี้วัด')} {one.number} ({years}) {one.text_th}",
            kind=str(_("ผ่าน / ไม่ผ่าน / ไม่เกี่ยวข้อง")),
            unit=str(one.get_unit_display()),
            personal=str(CLASSES["survey"]),
            layouts=", ".join(str(LAYOUTS[one]) for one in (2, 4)),
            spellings=numbered,
        )
