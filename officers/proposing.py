"""From rows to the pure proposer and back: who waits in a district, who has a place, and what is known of both."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from households.models import Indicator, Member, Need, Survey
from kusiao.thai import today
from officers import matching, places
from officers.matching import Carer, Home, Weights
from officers.models import AgencyKind, Conflict, Pairing, Visit

SAID_IN_DAYS = 365  # a need that was said longer ago may be answered since


def weights():
    return Weights(**settings.MATCHING_WEIGHTS)


@dataclass
class Field:
    """`homes` and `carers` beside their rows, which the pages show."""

    homes: list
    carers: list
    households: dict
    officers: dict
    held: Counter
    names: dict

    def propose(self):
        return matching.propose(self.homes, self.carers, weights=weights(), held=self.held, names=self.names)

    def rank(self, home):
        return matching.rank(home, self.carers, weights=weights(), held=self.held, names=self.names)


def field_of(district, *, people, households):
    """`households`: those who may be paired, `people`: the officers whom the person looks after."""
    rows = places.waiting(households.in_districts([district.pk]))
    waiting = list(rows)
    officers = list(places.with_free_places(people, district))
    known = _Known(district, [one.pk for one in waiting], [one.pk for one in officers])
    return Field(
        homes=[known.home(one) for one in waiting],
        carers=[known.carer(one) for one in officers],
        households={one.pk: one for one in waiting},
        officers={one.pk: one for one in officers},
        held=known.held,
        names=dict(Need.objects.values_list("code", "name_th")),
    )


def fittest(household, *, people, households):
    """[(officer, reasons)] of everybody who has a place and may be its friend, the fittest first."""
    field = field_of(household.village.subdistrict.district, people=people, households=households)
    home = next((one for one in field.homes if one.key == household.pk), None)
    return [(field.officers[pair.carer.key], pair.reasons) for pair in field.rank(home)] if home else []


class _Known:
    def __init__(self, district, waiting, officers):
        self.district = district
        self.needs = _needs(waiting)
        self.surnames = defaultdict(set)
        for key, name in Member.objects.filter(household__in=waiting, left_on=None).values_list(
            "household", "last_name"
        ):
            self.surnames[key].add(name)
        self.apart, self.earlier = defaultdict(set), defaultdict(set)
        for key, officer in (
            Conflict.objects.standing().filter(household__in=waiting).values_list("household", "officer")
        ):
            self.apart[key].add(officer)
        for key, officer in Pairing.objects.filter(household__in=waiting).values_list("household", "officer"):
            self.earlier[key].add(officer)
        self.answers = {
            kind.pk: frozenset(need.code for need in kind.needs.all())
            for kind in AgencyKind.objects.prefetch_related("needs")
        }
        self.centres = _centres(district)
        self.known, self.held = self._cared_for(officers)

    def _cared_for(self, officers):
        """What is cared for in the district: by whom, and by which office in which village."""
        rows = Pairing.objects.filter(ended_on=None, household__village__subdistrict__district=self.district)
        rows = rows.annotate(
            village=F("household__village"), subdistrict=F("household__village__subdistrict"),
            latitude=F("household__latitude"), longitude=F("household__longitude"), office=F("officer__agency"),
        )  # fmt: skip
        known, held = defaultdict(list), Counter()
        for row in rows:
            point, _located = self._point(row.latitude, row.longitude, row.village, row.subdistrict)
            known[row.officer_id].append((row.village, point))
            held[row.village, row.office] += 1
        return known, held

    def _point(self, latitude, longitude, village, subdistrict):
        """(where, whether that is known to the house): else the middle of what is known of the village, the
        subdistrict, the district."""
        if latitude is not None and longitude is not None:
            return (latitude, longitude), True
        for key in (("village", village), ("subdistrict", subdistrict)):
            if key in self.centres:
                return self.centres[key], False
        return (self.district.latitude, self.district.longitude), False

    def home(self, household):
        village = household.village
        point, located = self._point(
            household.latitude, household.longitude, village.pk, village.subdistrict_id
        )
        return Home(
            household.pk, self.district.pk, village.subdistrict_id, village.pk, point, located,
            frozenset(self.needs[household.pk]), frozenset(self.surnames[household.pk]),
            frozenset(self.apart[household.pk]), frozenset(self.earlier[household.pk]),
            (today() - household.waiting_since).days,
        )  # fmt: skip

    def carer(self, officer):
        office = officer.agency
        at = (office.latitude, office.longitude, None, office.subdistrict_id) if office else (None,) * 4
        point, located = self._point(*at)
        return Carer(
            officer.pk, frozenset([self.district.pk]), officer.free, point, at[3] or "", located,
            office and office.pk, self.answers.get(office.kind_id, frozenset()) if office else frozenset(),
            officer.last_name, officer.home_village_id, tuple(self.known[officer.pk]),
        )  # fmt: skip


def _centres(district):
    """The middle of the known houses of each village and subdistrict."""
    found = defaultdict(list)
    rows = district.subdistricts.filter(villages__households__latitude__isnull=False).values_list(
        "pk", "villages", "villages__households__latitude", "villages__households__longitude"
    )
    for subdistrict, village, latitude, longitude in rows:
        if longitude is not None:
            found["village", village].append((latitude, longitude))
            found["subdistrict", subdistrict].append((latitude, longitude))
    return {
        key: tuple(sum(part) / len(points) for part in zip(*points, strict=True))
        for key, points in found.items()
    }


def _needs(waiting):
    """What was found on visits and asked for; where nobody said anything, what the last survey shows as failed."""
    needs = defaultdict(set)
    since = today() - dt.timedelta(days=SAID_IN_DAYS)
    said = Visit.objects.filter(household__in=waiting, visited_on__gte=since, needs__isnull=False)
    for key, need in said.values_list("household", "needs"):
        needs[key].add(need)
    dimensions = defaultdict(dict)
    for form, number, dimension in Indicator.objects.exclude(dimension="").values_list(
        "indicator_set", "number", "dimension"
    ):
        dimensions[form][number] = dimension
    latest = Survey.objects.filter(household__in=waiting).order_by("household", "round_id")
    results = {
        key: (form, letters)
        for key, form, letters in latest.values_list("household", "round__indicator_set", "results")
    }
    for key, (form, letters) in results.items():
        if not needs[key]:
            failed = {dimensions[form].get(number) for number, one in enumerate(letters, 1) if one == "F"}
            needs[key].update(need for one in failed if one for need in settings.MATCHING_NEEDS.get(one, ()))
    return needs
