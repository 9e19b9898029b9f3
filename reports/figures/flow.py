"""What became of the households between two rounds. Every household that either round found stands in exactly one cell:
where it stood then × where it stands in the later round. So each row adds up to the earlier year and each column to the later."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Count, Exists, F, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from households import changes
from households.bmn import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, result_of
from households.models import ChangeAnswer, Household, Subdistrict

BELOW, OVER, UNMEASURED, ABSENT = "below", "over", "unmeasured", "absent"
SIDES = {
    BELOW: _("ต่ำกว่าเส้น"),
    OVER: _("ไม่ต่ำกว่าเส้น"),
    UNMEASURED: _("ยังไม่วัดรายได้"),
    ABSENT: _("ไม่มีในรอบนี้"),
}
MEASURED = (BELOW, OVER)
CELLS = [(was, became) for was in SIDES for became in SIDES if (was, became) != (ABSENT, ABSENT)]


@dataclass(frozen=True)
class Move:
    name: str
    label: str
    cells: tuple

    def rule(self):
        found = Q(pk__in=[])
        for was, became in self.cells:
            found |= Q(was=was, became=became)
        return found


def _move(name, label, holds):
    return Move(name, label, tuple(cell for cell in CELLS if holds(*cell)))


# Disjoint, and together every cell.
MOVES = {
    move.name: move
    for move in (
        _move("stayed", _("ยังต่ำกว่าเส้น"), lambda was, became: (was, became) == (BELOW, BELOW)),
        _move("rose", _("พ้นเส้น"), lambda was, became: (was, became) == (BELOW, OVER)),
        _move("fell", _("ตกใหม่"), lambda was, became: (was, became) == (OVER, BELOW)),
        _move("above", _("ไม่ต่ำกว่าเส้นทั้งสองรอบ"), lambda was, became: (was, became) == (OVER, OVER)),
        _move("unmeasured", _("สำรวจทั้งสองรอบ บางรอบยังไม่วัด"), lambda was, became:
              UNMEASURED in (was, became) and ABSENT not in (was, became)),
        _move("new", _("มีในรอบหลังเท่านั้น"), lambda was, became: was == ABSENT),
        _move("missing", _("ไม่พบในรอบหลัง"), lambda was, became: became == ABSENT),
    )
}  # fmt: skip
LISTS = {
    **MOVES,
    **{f"{was}-{became}": Move(f"{was}-{became}", "", ((was, became),)) for was, became in CELLS},
    **{f"was-{side}": _move(f"was-{side}", "", lambda was, became, side=side: was == side) for side in SIDES},
    **{
        f"became-{side}": _move(f"became-{side}", "", lambda was, became, side=side: became == side)
        for side in SIDES
    },
    "all": _move("all", "", lambda was, became: True),
}


def _side(survey):
    return Case(
        When(Q(**{f"{survey}__isnull": True}), then=Value(ABSENT)),
        When(Q(**{f"{survey}__below_line": True}), then=Value(BELOW)),
        When(Q(**{f"{survey}__below_line": False}), then=Value(OVER)),
        default=Value(UNMEASURED),
        output_field=CharField(),
    )


def households(districts, before, after, name="all"):
    """The households behind a number of the flow, with the survey of either year beside them."""
    rows = (
        Household.objects.standing()
        .in_districts(districts)
        .annotate(
            first=FilteredRelation("surveys", condition=Q(surveys__round=before)),
            second=FilteredRelation("surveys", condition=Q(surveys__round=after)),
        )
    )
    rows = rows.annotate(was=_side("first"), became=_side("second"))
    return rows.filter(LISTS[name].rule())


def with_incomes(rows, after):
    """What a list shows beside each name."""
    disputes = ChangeAnswer.objects.against_the_income().filter(household=OuterRef("pk"), after=after)
    return rows.annotate(
        income_then=F("first__income_per_person_year"),
        income_later=F("second__income_per_person_year"),
        disputed=Exists(disputes),
    )


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    cells: Counter

    def count(self, name):
        return sum(self.cells[cell] for cell in LISTS[name].cells)


@dataclass(frozen=True)
class Flow:
    before: int
    after: int
    places: tuple[Place, ...]
    total: Place
    disputed: int

    def count(self, name):
        return self.total.count(name)


def by_district(districts, before, after):
    return _flow(districts, before, after, "village__subdistrict__district_id", districts)


def by_subdistrict(district, before, after):
    inside = Subdistrict.objects.filter(district=district).order_by("name_key")
    return _flow([district], before, after, "village__subdistrict_id", inside)


def _flow(districts, before, after, place, places):
    rows = households(districts, before, after)
    cells = defaultdict(Counter)
    for code, was, became, number in (
        rows.order_by().values_list(place, "was", "became").annotate(number=Count("pk"))
    ):
        cells[code][was, became] = number
    made = tuple(Place(one.pk, one.name_th, cells[one.pk]) for one in places)
    total = Place("", "", sum((one.cells for one in made), Counter()))
    disputed = with_incomes(rows, after).filter(disputed=True).count()
    return Flow(before, after, made, total, disputed)


# --- per indicator, between two rounds ------------------------------------------------------------------

_NOT_STATED = (UNKNOWN, "")  # a string of results may be shorter than the form


def _both(districts, before, after):
    return households(districts, before, after).exclude(was=ABSENT).exclude(became=ABSENT)


def _together(numbers):
    """As households.changes.together, said to the database."""
    letters = [f"then_{number}" for number in numbers]

    def when_one(found, letter):
        return When(_any(Q(**{f"{name}__in": found}) for name in letters), then=Value(letter))

    return Case(
        when_one([FAIL], FAIL), when_one(_NOT_STATED, UNKNOWN), when_one([PASS], PASS),
        default=Value(NOT_APPLICABLE), output_field=CharField(),
    )  # fmt: skip


def _any(rules):
    return reduce(or_, rules)


def of_indicator(districts, before, after, number, earlier, bucket):
    """The households that an indicator counts in a bucket: surveyed both times. `earlier`: the numbers it had then."""
    rows = _both(districts, before, after)
    rows = rows.annotate(**{f"then_{old}": Substr("first__results", old, 1) for old in earlier})
    rows = rows.annotate(letter_then=_together(earlier), letter_later=Substr("second__results", number, 1))
    unstated = Q(letter_then__in=_NOT_STATED) | Q(letter_later__in=_NOT_STATED)
    if bucket == changes.UNSTATED:
        return rows.filter(unstated)
    if bucket == changes.IDLE:
        return rows.exclude(unstated).filter(Q(letter_then=NOT_APPLICABLE) | Q(letter_later=NOT_APPLICABLE))
    letters = {
        changes.KEPT: (PASS, PASS),
        changes.ESCAPED: (FAIL, PASS),
        changes.FELL: (PASS, FAIL),
        changes.STILL: (FAIL, FAIL),
    }[bucket]
    return rows.filter(letter_then=letters[0], letter_later=letters[1])


def by_indicator(districts, before, after, joined):
    """({number: Counter of buckets}, households surveyed both times): one question, whatever the number of indicators.
    `joined`: {number of the later form: the numbers it had in the earlier}."""
    found = {number: Counter() for number in joined}
    pairs = Counter(
        _both(districts, before, after).order_by().values_list("first__results", "second__results")
    )
    for (then, later), many in pairs.items():
        for number, earlier in joined.items():
            before_it = changes.together([result_of(then, old) for old in earlier])
            found[number][changes.bucket_of(before_it, result_of(later, number))] += many
    return found, pairs.total()
