"""A pairing annex read and held against the people and households that its sender looks after. Nothing is written."""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext as _

from households.models import Enrolment
from households.models.household import head_name_key
from households.surveys.annexes import find_annex
from households.surveys.cells import NOTHING, plain
from households.surveys.columns import HEADER_ROWS, SAMPLE_ROWS, find_layout
from households.surveys.household_row import column_letters, name_key
from households.surveys.keeping import path_of
from households.surveys.reading import open_book
from households.surveys.sentences import FileRefused
from households.surveys.skipping import below_header
from kusiao.thai import clean, normalize_phone, split_name
from officers.models import Pairing, Posting, Role
from officers.places import PLACES

READY, SAME, ASKS = "ready", "same", "asks"
MOST_ROWS = 2_000
_CODE = re.compile(r"(?<![0-9])([0-9]{4})[- ]?([0-9]{6})[- ]?([0-9])(?![0-9])")
_MOO = re.compile(r"(?:หมู่ที่|หมู่|ม\.)\s*([0-9]{1,2})")
_HOUSE_NO = re.compile(r"(?:บ้านเลขที่|เลขที่)?\s*(?<![0-9/.])([0-9]+(?:/[0-9]+)*)(?![0-9/])")
_SUBDISTRICT = re.compile(r"(?:ตำบล|ต\.)\s*([ก-์]+)")
_ADDRESS = re.compile(r"[,(]|บ้านเลขที่|เลขที่|หมู่(?:ที่)?\s*[0-9]|ม\.\s*[0-9]|ตำบล|ต\.|อำเภอ|อ\.|รหัสบ้าน|[0-9]")


@dataclass
class Place:
    """One cell that names a household."""

    cell: str
    written: str
    code: str = ""
    name: str = ""
    moo: str = ""
    house_no: str = ""
    subdistrict: str = ""
    household: object = None
    state: str = ASKS
    problem: str = ""


@dataclass
class Row:
    sheet: str
    number: int
    title: str
    first_name: str
    last_name: str
    position: str
    agency: str
    phone: str
    places: list
    officer: object = None
    problem: str = ""
    is_new: bool = False  # no account yet; one can be made

    @property
    def name(self):
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def state(self):
        states = {place.state for place in self.places}
        if self.problem or not states or ASKS in states:
            return ASKS
        return READY if READY in states else SAME


@dataclass
class Read:
    rows: list = field(default_factory=list)
    skipped: Counter = field(default_factory=Counter)

    @property
    def counts(self):
        states = Counter(row.state for row in self.rows)
        skipped = sum(self.skipped.values())
        return {
            "rows_read": len(self.rows) + skipped, **{name: states[name] for name in (READY, SAME, ASKS)},
            "skipped": skipped,
        }  # fmt: skip

    @property
    def pairs(self):
        return sum(place.state == READY for row in self.rows if row.state == READY for place in row.places)

    @property
    def fingerprint(self):
        """What the person saw: another answer to the same file is another question."""
        said = [
            (
                row.sheet, row.number, row.state, row.officer and row.officer.pk, row.is_new,
                [(place.state, str(place.household and place.household.pk)) for place in row.places],
            ) for row in self.rows
        ]  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()


# --- cells --------------------------------------------------------------------------------------------------------


def read_book(path):
    """Raises FileRefused: what it is instead, in Thai."""
    read, is_survey = Read(), False
    layouts = []
    for sheet in open_book(path).sheets:
        top = list(islice(sheet.rows(), HEADER_ROWS + SAMPLE_ROWS))
        layout = find_annex(top, sheet.merged)
        is_survey = is_survey or (layout is None and find_layout(top, sheet.merged) is not None)
        if layout:
            layouts.append((sheet, layout))
    if not layouts:
        raise FileRefused("survey_not_annex" if is_survey else "no_annex_header")
    for sheet, layout in layouts:
        _read_sheet(sheet, layout, read)
    return read


def _read_sheet(sheet, layout, read):
    above = None
    for number, cells, skip, _plain in below_header(sheet, layout, read.skipped):
        if skip:
            read.skipped[skip] += 1
            continue
        above = _row(sheet.name, layout, number, cells, above)
        read.rows.append(above)
        if len(read.rows) > MOST_ROWS:
            raise FileRefused("too_big", value=f"{MOST_ROWS:,}+")


def _row(sheet, layout, number, cells, above):
    words = {name: plain(cells, position) for name, position in layout.columns.items()}
    columns = ("house_code", "house_no")
    places = [
        _place(f"{column_letters(layout.columns[name])}{number}", words[name])
        for name in columns
        if words.get(name, "") not in NOTHING
    ]
    if words["full_name"] in NOTHING and above is not None:  # a second line of the same officer
        who = (above.title, above.first_name, above.last_name, above.position, above.agency, above.phone)
        return Row(sheet, number, *who, places)
    title, first, last = split_name(words["full_name"])
    position, agency = words.get("position", "")[:150], words.get("agency", "")[:200]
    return Row(
        sheet,
        number,
        title[:40],
        first[:100],
        last[:100],
        position,
        agency,
        _phone(words.get("phone", "")),
        places,
    )


def _phone(text):
    try:
        return normalize_phone(text)
    except ValueError:
        return ""


def _place(cell, text):
    place, rest = Place(cell, text[:200]), text
    if match := _CODE.search(rest):
        place.code, rest = "".join(match.groups()), rest[: match.start()] + " " + rest[match.end() :]
    cut = _ADDRESS.search(rest)
    place.name = clean(rest[: cut.start()] if cut else rest).strip(" -–:/")
    address = rest[cut.start() :] if cut else ""
    if match := _MOO.search(address):
        place.moo, address = match[1], address[: match.start()] + " " + address[match.end() :]
    if match := _SUBDISTRICT.search(address):
        place.subdistrict = match[1]
    if match := _HOUSE_NO.search(address):
        place.house_no = match[1]
    return place


# --- who and which ------------------------------------------------------------------------------------------------


def against(read, *, people, households):
    """Each row with its officer and its households out of those given, or with what to do about it."""
    officers = _Officers(people)
    found = _Households(households, [place for row in read.rows for place in row.places])
    taken, given = Counter(officers.held), {}
    for row in read.rows:
        row.officer, row.problem, row.is_new = officers.find(row)
        if not row.places:
            row.problem = row.problem or _("แถวนี้ไม่มีครัวเรือน เติมในไฟล์แล้วส่งใหม่")
        for place in row.places:
            place.household, place.problem = found.find(place)
            if place.household:
                _judge(row, place, officers, found, taken, given)
    return read


def _judge(row, place, officers, found, taken, given):
    household, who = place.household, row.officer.pk if row.officer else row.phone or row.name
    friend = found.friends.get(household.pk)
    first = given.setdefault(household.pk, place.cell)
    district = household.village.subdistrict.district
    if friend and row.officer and friend.pk == row.officer.pk:
        place.state = SAME
    elif friend:
        place.problem = _("มีคู่เสี่ยวแล้ว คือ %(officer)s สิ้นสุดคู่เดิมก่อน") % {"officer": friend}
    elif first != place.cell:
        place.problem = _("ครัวเรือนนี้มีแล้วที่ช่อง %(cell)s ลบช่องที่ซ้ำแล้วส่งใหม่") % {"cell": first}
    elif household.pk not in found.enrolled:
        place.problem = _("ไม่ได้อยู่ในทะเบียนเป้าหมาย ตรวจทะเบียนของครัวเรือนก่อน")
    elif row.officer and (row.officer.pk, district.pk) not in officers.posted:
        place.problem = _("เจ้าหน้าที่ไม่ได้ประจำอำเภอ%(district)s เพิ่มอำเภอในหน้าเจ้าหน้าที่ก่อน") % {
            "district": district
        }
    elif taken[who] >= PLACES:
        place.problem = _("เจ้าหน้าที่ดูแลครบ 2 ครัวเรือนแล้ว เลือกคนอื่น หรือสิ้นสุดคู่เดิมก่อน")
    elif row.officer or row.is_new:
        taken[who] += 1
        place.state = READY


def as_it_stands(annex, person):
    """What the file says, beside the people and households that this person looks after today."""
    return against(read_book(path_of(annex.digest)), people=person.people, households=person.coordinated)


class _Officers:
    def __init__(self, people):
        self.by_name, self.by_phone, keys = defaultdict(list), {}, []
        for person in people.filter(is_active=True):
            self.by_name[name_key(f"{person.first_name} {person.last_name}")].append(person)
            keys.append(person.pk)
            if person.phone:
                self.by_phone[person.phone] = person
        postings = Posting.objects.active().filter(role=Role.OFFICER, officer__in=keys)
        self.posted = set(postings.values_list("officer_id", "district_id"))
        open_ = Pairing.objects.filter(officer__in=keys, ended_on__isnull=True)
        self.held = Counter(open_.values_list("officer_id", flat=True))

    def find(self, row):
        """(officer, what to do, whether an account could be made)"""
        key = name_key(f"{row.first_name} {row.last_name}")
        if not key:
            return None, _("แถวนี้ไม่มีชื่อข้าราชการ เติมในไฟล์แล้วส่งใหม่"), False
        named, called = self.by_name.get(key, []), self.by_phone.get(row.phone) if row.phone else None
        if called and called in named:
            return called, "", False
        if called:
            return None, _("เบอร์โทรนี้เป็นของ %(officer)s ตรวจชื่อหรือเบอร์ในไฟล์") % {"officer": called}, False
        if len(named) == 1:
            return named[0], "", False
        if named:
            return None, _("มีเจ้าหน้าที่ชื่อนี้ %(count)s คน เติมเบอร์โทรในไฟล์แล้วส่งใหม่") % {"count": len(named)}, False
        if not row.phone:
            return None, _("ยังไม่มีบัญชี และไม่มีเบอร์โทรให้ทำบัญชี เติมเบอร์โทรในไฟล์ หรือเพิ่มในหน้าเจ้าหน้าที่"), False
        return None, "", True


class _Households:
    """Only those whose code or head's name the file says, out of those given."""

    def __init__(self, households, places):
        codes = {place.code for place in places if place.code}
        keys = {head_name_key(place.name) for place in places if place.name}
        rows = households.filter(Q(house_code__in=codes) | Q(head_name_key__in=keys)).with_place()
        self.by_code, self.by_name, found = defaultdict(list), defaultdict(list), []
        for household in rows.order_by("pk"):
            found.append(household.pk)
            self.by_name[household.head_name_key].append(household)
            if household.house_code:
                self.by_code[household.house_code].append(household)
        enrolments = Enrolment.objects.in_force().filter(household__in=found)
        self.enrolled = set(enrolments.values_list("household_id", flat=True))
        pairings = Pairing.objects.filter(household__in=found, ended_on__isnull=True)
        self.friends = {pair.household_id: pair.officer for pair in pairings.select_related("officer")}

    def find(self, place):
        """(household, what to do)"""
        key = head_name_key(place.name) if place.name else ""
        of_code = self.by_code.get(place.code, []) if place.code else []
        if of_code and key:
            named = [household for household in of_code if household.head_name_key == key]
            if not named:
                return None, _("รหัสบ้านนี้มีชื่อหัวหน้าครัวเรือนเป็นคนอื่น ตรวจรหัสบ้านหรือชื่อในไฟล์")
            of_code = named
        candidates = of_code or (self.by_name.get(key, []) if key and not place.code else [])
        candidates = [household for household in candidates if _lives(household, place)]
        if len(candidates) == 1:
            return candidates[0], ""
        if candidates:
            told = _("มี %(count)s ครัวเรือนที่ตรงกัน เติมรหัสบ้าน 11 หลักในไฟล์แล้วส่งใหม่")
            return None, told % {"count": len(candidates)}
        return None, _("ไม่พบครัวเรือนนี้ในอำเภอที่คุณดูแล ตรวจชื่อ บ้านเลขที่ หรือเติมรหัสบ้าน 11 หลัก")


def _lives(household, place):
    """Nothing that the cell says of the address is otherwise."""
    said = (
        (place.moo and int(place.moo), household.village.moo),
        (place.house_no, household.house_number),
        (place.subdistrict, household.village.subdistrict.name_th),
    )
    return all(not word or not stands or word == stands for word, stands in said)
