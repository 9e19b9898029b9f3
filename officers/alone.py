"""Days without an officer: neither a friend who is still at his post nor anybody who stands in."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from households.models import Enrolment
from kusiao.thai import today
from officers.friendship import FOR_EVER
from officers.models import Pairing, Posting, Role, Substitute


def uncovered(spans, first, last):
    """The stretches from `first` to the day before `last` that none of the half-open `spans` covers."""
    found, at = [], first
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if begin > at:
            found.append((at, min(begin, last)))
        at = max(at, end)
        if at >= last:
            break
    if at < last:
        found.append((at, last))
    return [(begin, end) for begin, end in found if begin < end]


def alone(households, on=None):
    """In the programme, and nobody there for them on the day `on`. `left_open`: a pairing of one who left was never ended."""
    on = on or today()
    posted = Posting.objects.active(on).filter(
        officer=OuterRef("officer"), role=Role.OFFICER, officer__is_active=True,
        district=OuterRef("household__village__subdistrict__district"),
    )  # fmt: skip
    of_household = {"household": OuterRef("pk")}
    left = Pairing.objects.filter(ended_on__isnull=True, **of_household)
    return households.annotate(left_open=Exists(left)).filter(
        Exists(Enrolment.objects.in_force(on).filter(**of_household)),
        ~Exists(Pairing.objects.active(on).filter(Exists(posted), **of_household)),
        ~Exists(Substitute.objects.active(on).filter(Exists(posted), **of_household)),
    )


@dataclass(frozen=True)
class Alone:
    """`since`: the first day of the stretch that goes on; None where somebody is there."""

    since: dt.date | None
    days: int
    days_in_all: int


def counted(households, on=None):
    """{household id: Alone} since each entered the programme, the day `on` among the days."""
    on = on or today()
    tomorrow = on + dt.timedelta(days=1)
    spans = _spans(households, on)
    entered = Enrolment.objects.in_force(on).filter(household__in=households).order_by("entered_on")
    found = {}
    for household_id, first in entered.values_list("household_id", "entered_on"):
        stretches = uncovered(spans[household_id], first, tomorrow)
        going_on = stretches[-1] if stretches and stretches[-1][1] == tomorrow else None
        found[household_id] = Alone(
            going_on and going_on[0], (tomorrow - going_on[0]).days if going_on else 0,
            sum((end - begin).days for begin, end in stretches),
        )  # fmt: skip
    return found


def _spans(households, on):
    spans = defaultdict(list)
    place = "household__village__subdistrict__district_id"
    pairs = list(
        Pairing.objects.filter(household__in=households, started_on__lte=on).values_list(
            "household_id", "officer_id", place, "started_on", "ended_on", "officer__is_active"
        )
    )
    rows = Substitute.objects.filter(
        household__in=households, started_on__lte=on, ended_on__gt=F("started_on")
    )
    rows = list(rows.values_list("household_id", "officer_id", place, "started_on", "ended_on"))
    gone = _gone({officer for _household, officer, *_rest in [*pairs, *rows]}, on)
    for household, officer, district, begin, end, is_active in pairs:
        end = end or (FOR_EVER if is_active else on)
        spans[household].append((begin, min(end, gone.get((officer, district), FOR_EVER))))
    for household, officer, district, begin, end in rows:
        spans[household].append((begin, min(end, gone.get((officer, district), FOR_EVER))))
    return spans


def _gone(officers, on):
    """{(officer, district): the day from which he was not posted there any more}."""
    ends = defaultdict(list)
    rows = Posting.objects.filter(officer__in=officers, role=Role.OFFICER, started_on__lte=on)
    for officer, district, end in rows.values_list("officer_id", "district_id", "ended_on"):
        ends[officer, district].append(end or FOR_EVER)
    return {key: max(days) for key, days in ends.items() if max(days) <= on}
