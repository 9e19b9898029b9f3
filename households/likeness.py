"""Which households of a register may be one and the same, and why: pure, certain ids first, names later.

Pairs come from blocks of homes that share a key, never from all with all; `signs_of(a, b)` alone decides, so that a pair
looked at by itself says the same as the whole search."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from kusiao.thai import split_title
from kusiao.thaitext import without_marks

CERTAIN, LIKELY = 90, 65
# A key that more homes share says little of any two of them (a hostel's house code, the headman's telephone).
CROWD = 30
_AFFIX = 3  # one slip leaves the first or the last three letters of a name of six as they were
_SHORTEST = 6

# code: (how strong it is alone, the sentence)
SIGNS = {
    "head_id": (100, _("หัวหน้าครัวเรือนมีเลขประจำตัวประชาชนเดียวกัน")),
    "head_is_member": (96, _("หัวหน้าครัวเรือนของแฟ้มหนึ่ง เป็นสมาชิกในอีกแฟ้มหนึ่ง (เลขประจำตัวตรงกัน)")),
    "shared_members": (92, _("สมาชิก %(count)s คนอยู่ในทั้งสองแฟ้ม (เลขประจำตัวตรงกัน)")),
    "same_address": (88, _("ชื่อหัวหน้าครัวเรือน หมู่บ้าน และบ้านเลขที่ตรงกัน")),
    "same_code": (86, _("รหัสบ้านและชื่อหัวหน้าครัวเรือนตรงกัน แต่ที่อยู่เขียนต่างกัน")),
    "successor": (84, _("บ้านหลังเดียวกัน หัวหน้าของแฟ้มหนึ่งเป็นสมาชิกในอีกแฟ้มหนึ่ง อาจเปลี่ยนหัวหน้าครัวเรือน")),
    "near_name_here": (78, _("บ้านหลังเดียวกัน ชื่อหัวหน้าครัวเรือนต่างกันเพียงวรรณยุกต์หรืออักษรเดียว")),
    "renumbered": (72, _("ชื่อหัวหน้าครัวเรือนเดียวกันในหมู่บ้านเดียวกัน แต่บ้านเลขที่ต่างกัน อาจเปลี่ยนเลขบ้าน")),
    "shared_names": (66, _("สมาชิก %(count)s คนมีชื่อและปีเกิดตรงกันในทั้งสองแฟ้ม")),
    "member_moved": (58, _("สมาชิก %(count)s คนที่ออกจากแฟ้มหนึ่งแล้ว อยู่ในอีกแฟ้มหนึ่ง อาจแยกครอบครัว")),
    "near_name": (54, _("หมู่บ้านเดียวกัน ชื่อหัวหน้าครัวเรือนต่างกันเพียงวรรณยุกต์หรืออักษรเดียว")),
    "other_head": (50, _("รหัสบ้านเดียวกัน แต่หัวหน้าครัวเรือนเป็นคนละคน")),
    "phone": (40, _("เบอร์โทรศัพท์เดียวกัน")),
}


class Person(NamedTuple):
    """`key`: the blind index of the id, or nothing. `name` without a title. `here`: has not left the household."""

    key: str
    name: str
    born: int | None
    is_head: bool = False
    here: bool = True


class Sign(NamedTuple):
    """`values`: what the two share, for telling old facts from new ones; never shown."""

    code: str
    values: tuple = ()

    @property
    def weight(self):
        return SIGNS[self.code][0]

    @property
    def words(self):
        return SIGNS[self.code][1] % {"count": len(self.values)}


def joined(name):
    return name.replace(" ", "")


@dataclass(slots=True)
class Home:
    """What is compared of one household. `place` is whatever names its village."""

    pk: object
    place: object
    house_no: str = ""
    house_code: str = ""
    phone: str = ""
    head_name: str = ""
    people: tuple = ()
    name: str = field(init=False)
    plain: str = field(init=False)
    head_key: str = field(init=False, default="")
    keys: frozenset = field(init=False)
    left_keys: frozenset = field(init=False)
    names: frozenset = field(init=False)
    born: frozenset = field(init=False)

    def __post_init__(self):
        self.name = joined(split_title(self.head_name)[1])
        self.plain = without_marks(self.name)
        here = [person for person in self.people if person.here]
        self.head_key = next((person.key for person in here if person.is_head), "")
        self.keys = frozenset(person.key for person in here if person.key)
        self.left_keys = frozenset(p.key for p in self.people if p.key and not p.here) - self.keys
        self.names = frozenset(joined(person.name) for person in here if not person.is_head)
        self.born = frozenset((joined(p.name), p.born) for p in here if p.born and not p.is_head)

    def blocks(self):
        """The keys under which this home meets those that might be it."""
        yield from (("id", key) for key in self.keys | self.left_keys)
        yield from (("born", *born) for born in self.born)
        if self.house_code:
            yield "code", self.house_code
        if self.phone:
            yield "phone", self.phone
        if self.house_no:
            yield "house", self.place, self.house_no
        if self.plain:
            yield "name", self.place, self.plain


@dataclass(frozen=True, slots=True)
class Candidate:
    """`first` and `second` are the keys of two homes, in the order of their text."""

    first: object
    second: object
    signs: tuple

    @property
    def strength(self):
        return strength_of(self.signs)


def strength_of(signs):
    """The strongest sign, and two for each other one; names and numbers never reach what ids say."""
    best = max(sign.weight for sign in signs)
    return min(best + 2 * (len(signs) - 1), 100 if best >= CERTAIN else CERTAIN - 1)


def are_near(one, other):
    """Two names without titles and spaces that one slip of the pen parts: a tone mark, or one letter."""
    one, other = without_marks(one), without_marks(other)
    if one == other:
        return True
    short = min(len(one), len(other)) < _SHORTEST
    return not short and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def signs_of(a, b):
    """Every sign that the two are one, the strongest first; empty: nothing speaks for it."""
    signs = [*_by_id(a, b), *_by_house(a, b), *_by_name(a, b)]
    if a.phone and a.phone == b.phone:
        signs.append(Sign("phone", (a.phone,)))
    return tuple(sorted(signs, key=lambda sign: (-sign.weight, sign.code)))


def _by_id(a, b):
    shared = a.keys & b.keys
    heads = {a.head_key, b.head_key} & shared
    if a.head_key and a.head_key == b.head_key:
        yield Sign("head_id", (a.head_key,))
    elif heads:
        yield Sign("head_is_member", tuple(sorted(heads)))
    if shared - heads:
        yield Sign("shared_members", tuple(sorted(shared - heads)))
    moved = (a.left_keys & b.keys) | (b.left_keys & a.keys)
    if moved:
        yield Sign("member_moved", tuple(sorted(moved)))


def _by_house(a, b):
    same_code = bool(a.house_code) and a.house_code == b.house_code
    here = a.place == b.place and bool(a.house_no) and a.house_no == b.house_no
    if not (a.name and b.name and (same_code or here)):
        return
    if are_near(a.name, b.name):
        if same_code and not here:
            yield Sign("same_code", (a.house_code, *sorted((a.name, b.name))))
    else:
        successors = tuple(sorted({a.name} & b.names | {b.name} & a.names))
        if successors:
            yield Sign("successor", successors)
        elif same_code:
            yield Sign("other_head", (a.house_code, *sorted((a.name, b.name))))


def _by_name(a, b):
    twins = a.born & b.born
    if len(twins) > 1:
        yield Sign("shared_names", tuple(sorted(f"{name} {born}" for name, born in twins)))
    if a.place != b.place or not a.name or not b.name:
        return
    here = bool(a.house_no) and a.house_no == b.house_no
    if a.name == b.name:
        yield Sign("same_address" if here else "renumbered", (a.name, *sorted((a.house_no, b.house_no))))
    elif are_near(a.name, b.name):
        yield Sign("near_name_here" if here else "near_name", tuple(sorted((a.name, b.name))))


def candidates(homes):
    """Every pair with a sign, the strongest first; what stands in the register in another order says the same."""
    homes = sorted(homes, key=lambda home: str(home.pk))
    found = []
    for first, second in _pairs(homes):
        signs = signs_of(homes[first], homes[second])
        if signs:
            found.append(Candidate(homes[first].pk, homes[second].pk, signs))
    found.sort(key=lambda one: (-one.strength, str(one.first), str(one.second)))
    return found


def _pairs(homes):
    blocks = defaultdict(list)
    for number, home in enumerate(homes):
        for key in home.blocks():
            blocks[key].append(number)
    pairs = set()
    for key, members in blocks.items():
        if len(members) > 1:
            pairs.update(_within(key, members))
    pairs.update(_near_pairs(blocks))
    return pairs


def _within(key, members):
    members = sorted(set(members))
    if len(members) <= CROWD:
        return combinations(members, 2)
    # An id or a name and place that so many share is itself the finding: each is held against the first.
    return ((members[0], other) for other in members[1:]) if key[0] in ("id", "name") else ()


def _near_pairs(blocks):
    """Names of one place that share their beginning or their end are compared; equal ones have met already."""
    affixes = defaultdict(set)
    for kind, *rest in blocks:
        if kind == "name" and len(rest[1]) >= _SHORTEST:
            place, plain = rest
            affixes[place, "begins", plain[:_AFFIX]].add(plain)
            affixes[place, "ends", plain[-_AFFIX:]].add(plain)
    for (place, _which, _affix), plains in affixes.items():
        for one, other in combinations(sorted(plains), 2):
            if abs(len(one) - len(other)) <= 1 and are_near(one, other):
                ones, others = blocks["name", place, one], blocks["name", place, other]
                for a in ones[:CROWD]:
                    for b in others[:CROWD]:
                        yield (a, b) if a < b else (b, a)


def same_people(known, incoming):
    """{place in `incoming`: place in `known`}: the same person by id, else by name and birth year where neither id
    speaks against it. Each person is taken once; members of one household across rounds, or of two that become one."""
    matched, taken = {}, set()

    def match(fits):
        for place, person in enumerate(incoming):
            if place in matched:
                continue
            found = next((n for n, one in enumerate(known) if n not in taken and fits(one, person)), None)
            if found is not None:
                matched[place] = found
                taken.add(found)

    match(lambda one, other: bool(one.key) and one.key == other.key)
    match(_same_by_name)
    return matched


def _same_by_name(one, other):
    contradicts = one.key and other.key and one.key != other.key
    alike = bool(one.born) and one.born == other.born and not contradicts
    return alike and joined(one.name) == joined(other.name)
