"""A day in the field: the households whose visit is due, village by village."""

from dataclasses import dataclass
from itertools import groupby

from kusiao.thai import due_words, format_date, format_phone
from officers import places, rhythm


@dataclass(frozen=True)
class Stop:
    head: str
    house_number: str
    friend: str
    phone: str
    last_visit: str
    due: str


@dataclass(frozen=True)
class VillageStops:
    subdistrict: str
    village: str
    stops: tuple


def due_until(households, until, on):
    """`until`: the last day whose visits are taken along; what is overdue comes too."""
    return places.with_carer(
        rhythm.with_due(households, on).filter(due_on__lte=until).with_place(), on
    ).order_by("village__subdistrict__name_key", "village__moo", "village", "head_name_key", "pk")


def villages(households, until, on):
    for village, rows in groupby(due_until(households, until, on), key=lambda one: one.village):
        stops = tuple(_stop(one, on) for one in rows)
        yield VillageStops(str(village.subdistrict), str(village), stops)


def _stop(household, on):
    friend = places.carer_of(household)
    return Stop(
        head=household.head_name,
        house_number=household.house_number,
        friend=str(friend or "-"),
        phone=format_phone(friend.phone) if friend and friend.phone else "",
        last_visit=format_date(household.last_visit_on) if household.last_visit_on else "ยังไม่เคยเยี่ยม",
        due=due_words(household.due_on, on),
    )
