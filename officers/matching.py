"""Who should care for whom: the best pairing of the waiting households of a district with the free places of its officers.

Pure: it is given people and homes and gives pairs with reasons. What may never be is excluded; of the rest, first as many
households as can be get a friend, then the sum of the points of all pairs is the least there is (docs/decisions.md)."""

from collections import Counter
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

import numpy
from django.utils.translation import gettext as _
from scipy.optimize import linear_sum_assignment

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Weights:
    """Points, whole numbers; fewer are better."""

    km: int  # for each kilometre
    other_subdistrict: int
    no_need: int  # his office answers none of the needs of the family
    same_office: int  # for each household of the village that has a friend of the same office already
    namesake: int  # of the same family name in another village: perhaps a relative
    back_again: int  # taken off: he was this family's friend before
    month_waiting: int  # taken off for each month, so that of too many the longest waiting are chosen
    most_months: int


@dataclass(frozen=True)
class Home:
    key: object
    district: str
    subdistrict: str
    village: object
    point: tuple  # latitude, longitude
    is_located: bool = True  # else the point is the centre of what is known of the place
    needs: frozenset = frozenset()
    surnames: frozenset = frozenset()
    apart: frozenset = frozenset()  # officers who must not be its friend
    earlier: frozenset = frozenset()  # officers who were
    days_waiting: int = 0


@dataclass(frozen=True)
class Carer:
    key: object
    districts: frozenset
    places: int
    point: tuple
    subdistrict: str = ""
    is_located: bool = True
    office: object = None
    answers: frozenset = frozenset()
    surname: str = ""
    home_village: object = None
    known: tuple = ()  # (village, point) of the households he cares for already


@dataclass(frozen=True)
class Pair:
    home: Home
    carer: Carer
    points: int
    km: float
    reasons: list = field(default_factory=list, compare=False)


def kilometres(one, other):
    """As the crow flies."""
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def way(home, carer):
    """From his office or from a household to which he goes anyway, whichever is nearer."""
    return min(
        kilometres(home.point, point) for point in (carer.point, *(point for _village, point in carer.known))
    )


def may(home, carer):
    """The hard rules; what he has no place for is said by `places`."""
    relative = carer.home_village == home.village and carer.surname in home.surnames
    return (
        home.district in carer.districts and carer.key not in home.apart and not (carer.surname and relative)
    )


def points(home, carer, held, weights):
    found = round(weights.km * way(home, carer))
    if carer.subdistrict != home.subdistrict:
        found += weights.other_subdistrict
    if home.needs and not home.needs & carer.answers:
        found += weights.no_need
    found += weights.same_office * held[home.village, carer.office] if carer.office else 0
    if carer.surname and carer.surname in home.surnames:
        found += weights.namesake
    if carer.key in home.earlier:
        found -= weights.back_again
    return found - weights.month_waiting * min(home.days_waiting // 30, weights.most_months)


def propose(homes, carers, *, weights, held=None, names=None):
    """[Pair]: at most one for each home, at most `places` for each carer; the least sum of points of all that pair the
    most homes. `held`: {(village, office): households cared for}; `names`: {need: words}."""
    held = held or Counter()
    columns = [carer for carer in carers for _place in range(carer.places)]
    if not homes or not columns:
        return []
    table, never = cost_table(homes, columns, held, weights)
    rows, chosen = linear_sum_assignment(table)
    return [
        _pair(homes[row], columns[column], held, weights, names or {})
        for row, column in zip(rows, chosen, strict=True) if table[row, column] < never
    ]  # fmt: skip


def cost_table(homes, columns, held, weights):
    """(points of every home in every place, the value that no pair that may be reaches). A pair that may not be costs
    more than all others together, so that it is taken only where nothing else is left, and then is no pair."""
    known = {}
    for home in homes:
        for carer in set(columns):
            known[home.key, carer.key] = points(home, carer, held, weights) if may(home, carer) else None
    said = [value for value in known.values() if value is not None]
    least, most = (min(said), max(said)) if said else (0, 0)
    never = (most - least + 1) * (min(len(homes), len(columns)) + 1)
    table = numpy.full((len(homes), len(columns)), float(never))
    for row, home in enumerate(homes):
        for column, carer in enumerate(columns):
            value = known[home.key, carer.key]
            if value is not None:
                table[row, column] = value - least
    return table, never


def rank(home, carers, *, weights, held=None, names=None):
    """Everybody who may be the friend of this home, the fittest first."""
    held = held or Counter()
    pairs = [
        _pair(home, carer, held, weights, names or {})
        for carer in carers
        if carer.places and may(home, carer)
    ]
    return sorted(pairs, key=lambda pair: (pair.points, str(pair.carer.key)))


def _pair(home, carer, held, weights, names):
    km = way(home, carer)
    reasons = list(_reasons(home, carer, km, held, names))
    return Pair(home, carer, points(home, carer, held, weights), km, reasons)


def _reasons(home, carer, km, held, names):
    if carer.key in home.earlier:
        yield _("เคยเป็นคู่เสี่ยวของบ้านนี้")
    if any(village == home.village for village, _point in carer.known):
        yield _("ดูแลอีกบ้านในหมู่บ้านเดียวกันอยู่แล้ว")
    elif carer.subdistrict and carer.subdistrict == home.subdistrict:
        yield _("ที่ทำงานอยู่ตำบลเดียวกัน")
    if home.is_located and carer.is_located:
        yield _("ห่าง %(km)s กม.") % {"km": f"{km:.1f}"}
    else:
        yield _("ห่างราว %(km)s กม. วัดจากกลางพื้นที่") % {"km": f"{km:.0f}"}
    fits = [names.get(need, need) for need in sorted(home.needs & carer.answers)]
    if fits:
        yield _("หน่วยงานช่วยเรื่อง%(needs)sได้") % {"needs": " ".join(fits[:2])}
    if carer.office and home.village is not None and not held[home.village, carer.office]:
        yield _("หมู่บ้านนี้ยังไม่มีคนของหน่วยงานนี้")
    if carer.surname and carer.surname in home.surnames:
        yield _("นามสกุลเดียวกับคนในบ้าน ถามก่อนว่าเป็นญาติหรือไม่")
