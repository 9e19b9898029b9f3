"""A roster read and held against the accounts that are there. Nothing is written."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Village
from households.surveys.keeping import chunks_of, path_of
from households.surveys.synonyms import fold
from kusiao.tables import reading
from kusiao.thai import clean, normalize_phone, sort_key, split_name, to_ascii_digits
from officers.models import Agency, Officer, Role

NEW, SAME, CHANGED, REFUSED = "new", "same", "changed", "refused"
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,40}")
_SPELT = {
    "title": "คำนำหน้า|คำนำหน้าชื่อ",
    "first_name": "ชื่อ|ชื่อตัว",
    "last_name": "นามสกุล|สกุล|ชื่อสกุล",
    "full_name": "ชื่อ-สกุล|ชื่อ-นามสกุล|ชื่อและนามสกุล|ชื่อ-สกุลข้าราชการ|ชื่อ-สกุลเจ้าหน้าที่|ข้าราชการ|เจ้าหน้าที่",
    "position": "ตำแหน่ง",
    "agency": "หน่วยงาน|สังกัด|ส่วนราชการ|หน่วยงานต้นสังกัด",
    "phone": "โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|โทร|มือถือ|เบอร์มือถือ|หมายเลขโทรศัพท์",
    "email": "อีเมล|อีเมล์|email|e-mail",
    "username": "ชื่อผู้ใช้|username|user",
    "home_moo": "หมู่ที่บ้านเกิด|หมู่บ้านเกิด|หมู่ที่อยู่",
    "home_subdistrict": "ตำบลบ้านเกิด|ตำบลที่อยู่",
    "home_district": "อำเภอบ้านเกิด|อำเภอที่อยู่",
}
_MEANS = {fold(word): name for name, words in _SPELT.items() for word in words.split("|")}
LABELS = {
    "title": gettext_lazy("คำนำหน้า"), "position": gettext_lazy("ตำแหน่ง"), "agency": gettext_lazy("หน่วยงาน"),
    "phone": gettext_lazy("โทรศัพท์"), "email": gettext_lazy("อีเมล"), "posting": gettext_lazy("ประจำอำเภอ"),
    "home_village": gettext_lazy("บ้านเกิดหรือที่อยู่"),
}  # fmt: skip
_LENGTHS = {"title": 40, "first_name": 100, "last_name": 100, "position": 150, "agency": 200}


@dataclass
class Row:
    number: int
    written: dict  # field → what the file says, mended
    problem: str = ""
    person: object = None
    differences: list = field(default_factory=list)  # (field, label, before, after)
    agency: object = None
    home: object = None  # the village that the file names as his own

    @property
    def name(self):
        return f"{self.written['title']}{self.written['first_name']} {self.written['last_name']}".strip()

    @property
    def state(self):
        if self.problem:
            return REFUSED
        return NEW if self.person is None else CHANGED if self.differences else SAME


@dataclass
class Read:
    rows: list
    notes: tuple

    @property
    def counts(self):
        return {NEW: 0, SAME: 0, CHANGED: 0, REFUSED: 0} | Counter(row.state for row in self.rows)

    @property
    def new_agencies(self):
        """Named by the file and in no table yet."""
        asked = {
            row.written["agency"] for row in self.rows if row.state in (NEW, CHANGED) and row.agency is None
        }
        return sorted(asked - {""}, key=sort_key)

    @property
    def fingerprint(self):
        """What the person saw: another answer to the same file is another question."""
        said = [
            (row.number, row.state, row.person and row.person.pk, row.differences, row.problem)
            for row in self.rows
        ]
        return hashlib.sha256(repr((said, self.new_agencies)).encode()).hexdigest()


# --- cells -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Kept:
    digest: str

    def chunks(self):
        return chunks_of(path_of(self.digest))


def read_table(digest):
    """Raises Refused: what it is instead, in Thai."""
    return reading.read(_Kept(digest), _is_header)


def _columns(texts):
    columns = {}
    for place, text in enumerate(texts):
        name = _MEANS.get(fold(text))
        if name and name not in columns.values():
            columns[place] = name
    return columns


def _is_header(texts):
    names = set(_columns(texts).values())
    return ({"first_name", "last_name"} <= names or "full_name" in names) and bool(
        {"phone", "username"} & names
    )


def _rows(table):
    columns = _columns(table.headers)
    for number, texts in table.rows:
        cells = {name: clean(texts[place]) for place, name in columns.items()}
        yield _row(number, dict.fromkeys(_SPELT, "") | cells)


def _row(number, cells):
    whole = cells.pop("full_name")
    if whole and not cells["first_name"]:
        title, cells["first_name"], cells["last_name"] = split_name(whole)
        cells["title"] = cells["title"] or title
    row = Row(number, cells | {name: cells[name][:most] for name, most in _LENGTHS.items()})
    row.written["username"] = cells["username"].lower()
    row.problem = _odd(row.written)
    return row


def _odd(written):
    if not (written["first_name"] and written["last_name"]):
        return _("ไม่มีชื่อหรือนามสกุล เติมในไฟล์แล้วส่งใหม่")
    if written["phone"]:
        try:
            written["phone"] = normalize_phone(written["phone"])
        except ValueError as odd:
            return _("%(odd)s แก้ในไฟล์แล้วส่งใหม่") % {"odd": odd}
    if written["username"] and not USERNAME.fullmatch(written["username"]):
        return _("ชื่อผู้ใช้มีตัวอักษรอังกฤษ ตัวเลข จุด ขีด อย่างน้อย 3 ตัว แก้ในไฟล์แล้วส่งใหม่")
    if not (written["phone"] or written["username"]):
        return _("ไม่มีทั้งเบอร์โทรและชื่อผู้ใช้ เติมอย่างน้อยหนึ่งอย่างในไฟล์แล้วส่งใหม่")
    if written["email"]:
        try:
            validate_email(written["email"])
        except ValidationError:
            return _("อีเมลไม่ถูกต้อง แก้ในไฟล์ หรือเว้นว่างไว้")
    if bool(written["home_moo"]) != bool(written["home_subdistrict"]):
        return _("บ้านเกิดหรือที่อยู่ต้องมีทั้งตำบลและหมู่ที่ เติมในไฟล์ หรือเว้นว่างทั้งสองช่อง")
    return ""


# --- who is who ------------------------------------------------------------------------------------------------------


def as_it_stands(roster, person):
    """What the file says, beside the accounts that this person looks after today."""
    table = read_table(roster.digest)
    rows = list(_rows(table))
    known = _Known(rows, roster.district, person)
    first = {}
    for row in rows:
        twin = next((first[key] for key in _keys(row) if key in first), None)
        if twin and not row.problem:
            row.problem = _("ซ้ำกับแถว %(number)s ลบแถวที่ซ้ำแล้วส่งใหม่") % {"number": twin}
        for key in _keys(row):
            first.setdefault(key, row.number)
        if not row.problem:
            known.judge(row)
    return Read(rows, table.notes)


def _keys(row):
    return [(name, row.written[name]) for name in ("phone", "username") if row.written[name]]


def name_key(first, last):
    return f"{first} {last}".replace(" ", "")


def _home_key(written, district):
    """(district, subdistrict, moo) without the words before the names; the roster's own district where none is named."""
    names = [
        re.sub(r"^(อำเภอ|กิ่งอำเภอ|อ\.|ตำบล|ต\.)\s*", "", written[name])
        for name in ("home_district", "home_subdistrict")
    ]
    moo = re.sub(r"^(หมู่ที่|หมู่|ม\.)\s*", "", to_ascii_digits(written["home_moo"]))
    return names[0] or district.name_th, names[1], moo


def _homes(rows, district):
    """{key: village} of those that the rows name."""
    keys = {_home_key(row.written, district) for row in rows if row.written["home_moo"]}
    if not keys:
        return {}
    named = Village.objects.filter(subdistrict__name_th__in={name for _district, name, _moo in keys})
    return {
        (one.subdistrict.district.name_th, one.subdistrict.name_th, str(one.moo)): one
        for one in named.select_related("subdistrict__district")
    }


class _Known:
    """The accounts that the rows may mean, and the agencies of the district."""

    def __init__(self, rows, district, by):
        self.district, self.by = district, by
        phones = {row.written["phone"] for row in rows} - {""}
        names = {row.written["username"] for row in rows} - {""}
        firsts = {row.written["first_name"] for row in rows}
        asked = Q(phone__in=phones) | Q(username__in=names | phones) | Q(first_name__in=firsts)
        found = (
            Officer.objects.filter(asked)
            .select_related("agency", "home_village__subdistrict")
            .prefetch_related("postings", "seats")
        )
        self.people = list(found)
        self.his = set(by.people.filter(pk__in=[one.pk for one in self.people]).values_list("pk", flat=True))
        self.by_phone = {one.phone: one for one in self.people if one.phone}
        self.by_username = {one.username.lower(): one for one in self.people}
        agencies = Agency.objects.filter(Q(district=None) | Q(district=district)).order_by("district")
        self.agencies = {}
        for one in agencies:
            self.agencies.setdefault(one.name, one)
        self.homes = _homes(rows, district)

    def judge(self, row):
        row.agency = self.agencies.get(row.written["agency"])
        if row.written["home_moo"]:
            row.home = self.homes.get(_home_key(row.written, self.district))
            if row.home is None:
                row.problem = _("ไม่พบหมู่ที่ %(moo)s ต.%(subdistrict)s ในทะเบียน ตรวจตำบลและเลขหมู่ในไฟล์ หรือเว้นว่างไว้") % {
                    "moo": row.written["home_moo"], "subdistrict": row.written["home_subdistrict"],
                }  # fmt: skip
                return
        named = self.by_username.get(row.written["username"]) if row.written["username"] else None
        called = self.by_phone.get(row.written["phone"]) or self.by_username.get(row.written["phone"])
        person = named or called
        if person is None:
            row.problem = self._namesake(row)
            return
        row.problem = self._not_he(row, person, called)
        if not row.problem:
            row.person, row.differences = person, list(self._differences(row, person))

    def _namesake(self, row):
        key = name_key(row.written["first_name"], row.written["last_name"])
        twin = next(
            (
                one
                for one in self.people
                if one.pk in self.his and name_key(one.first_name, one.last_name) == key
            ),
            None,
        )
        if twin is None:
            return ""
        return _(
            "มีบัญชีชื่อนี้อยู่แล้ว ชื่อผู้ใช้ %(username)s ถ้าเป็นคนเดียวกัน เติมชื่อผู้ใช้นี้ในไฟล์ ถ้าเป็นคนละคน ให้เพิ่มในหน้าเจ้าหน้าที่"
        ) % {"username": twin.username}

    def _not_he(self, row, person, called):
        if person.pk not in self.his or (called and called.pk not in self.his):
            return _("เบอร์โทรหรือชื่อผู้ใช้นี้มีบัญชีอยู่แล้ว ตรวจในไฟล์ ถ้าเป็นคนเดียวกัน ให้สำนักงานจังหวัดเพิ่มอำเภอนี้ให้บัญชีเดิม")
        if called and called.pk != person.pk:
            return _("เบอร์โทรนี้เป็นของ %(officer)s ตรวจชื่อหรือเบอร์ในไฟล์") % {"officer": called}
        written = row.written
        if name_key(person.first_name, person.last_name) != name_key(
            written["first_name"], written["last_name"]
        ):
            return _("เบอร์โทรหรือชื่อผู้ใช้นี้เป็นของ %(officer)s ตรวจชื่อในไฟล์") % {"officer": person}
        if not person.is_active:
            return _("บัญชีของ %(officer)s ปิดใช้งานอยู่ ให้ผู้ดูแลระบบเปิดก่อน") % {"officer": person}
        if self._can_do_more(person) and list(self._differences(row, person)):
            return _("%(officer)s มีหน้าที่อื่นด้วย ให้สำนักงานจังหวัดแก้ข้อมูลของคนนี้ แล้วลบแถวนี้ออกจากไฟล์") % {
                "officer": person
            }
        return ""

    def _can_do_more(self, person):
        """As with slips: a coordinator writes about those who can do less than he."""
        if Role.PROVINCE in self.by.roles:
            return person.is_superuser or person.is_staff
        postings = [one for one in person.postings.all() if one.not_over]
        others = [one for one in postings if one.role != Role.OFFICER or one.district_id != self.district.pk]
        return bool(others or person.is_superuser or person.is_staff or person.seats.all())

    def _differences(self, row, person):
        """A blank cell takes nothing away."""
        for name in ("title", "position", "phone", "email"):
            before, after = getattr(person, name) or "", row.written[name]
            if after and after != before:
                yield name, str(LABELS[name]), before, after
        agency = row.written["agency"]
        if agency and agency != (person.agency.name if person.agency else ""):
            yield "agency", str(LABELS["agency"]), str(person.agency or ""), agency
        if row.home and row.home.pk != person.home_village_id:
            yield "home_village", str(LABELS["home_village"]), str(person.home_village or ""), str(row.home)
        posted = any(
            one.role == Role.OFFICER and one.district_id == self.district.pk and one.not_over
            for one in person.postings.all()
        )
        if not posted:
            yield "posting", str(LABELS["posting"]), "", str(self.district)
