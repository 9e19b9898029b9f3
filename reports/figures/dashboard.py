"""The dashboard of some districts: every cell is the count of a named number of one place, counted by one question."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from households.models import District, Subdistrict
from reports.figures import standing
from reports.figures.incomes import income_line, middle, with_income_now
from reports.figures.numbers import NUMBERS, SAID, in_step, narrowed


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    counts: dict  # number's name → households
    steps: dict  # step 0–4 → households
    income_before: int | None
    income_now: int | None


@dataclass(frozen=True)
class Dashboard:
    places: tuple[Place, ...]
    totals: dict  # number's name → households
    steps: dict  # (step, track) → households
    income_line: int | None


def by_district(districts, on, track=None):
    return _dashboard(districts, on, track, f"{standing.PLACE}__district_id", districts)


def by_subdistrict(district, on, track=None):
    inside = Subdistrict.objects.filter(district=district).order_by("name_key")
    return _dashboard(District.objects.filter(pk=district.pk), on, track, f"{standing.PLACE}_id", inside)


def _dashboard(districts, on, track, place, places):
    counts = {
        name: _count_by(narrowed(number.rows(districts, on), on, track=track), place)
        for name, number in (NUMBERS | SAID).items()
    }
    by_place, by_track = _steps(districts, on, track, place)
    incomes = _incomes(districts, on, track, place)
    return Dashboard(
        places=tuple(
            Place(
                one.pk,
                one.name_th,
                {name: found[one.pk] for name, found in counts.items()},
                by_place[one.pk],
                *incomes[one.pk],
            )
            for one in places
        ),
        totals={name: found.total() for name, found in counts.items()},
        steps=by_track,
        income_line=income_line(on),
    )


def _count_by(enrolments, place):
    return Counter(dict(enrolments.order_by().values_list(place).annotate(n=Count("pk"))))


def _steps(districts, on, track, place):
    rows = standing.with_step(standing.with_track(in_step(districts, on), on), on)
    if track is not None:
        rows = rows.filter(track=track)
    by_place, by_track = defaultdict(Counter), Counter()
    for code, step, of_track in rows.order_by().values_list(place, "step", "track"):
        by_place[code][step] += 1
        by_track[step, of_track] += 1
    return by_place, by_track


def _incomes(districts, on, track, place):
    """{place: (mean before, mean now)} of those that were measured, every family once."""
    carrying = standing.carrying(on)
    rows = narrowed(with_income_now(standing.entered(districts, on), on), on, track=track)
    before, now = defaultdict(list), defaultdict(list)
    columns = ("pk", place, "survey__income_per_person_year", "income_now")
    for key, code, first, last in rows.order_by().values_list(*columns):
        if key not in carrying:
            continue
        if first is not None:
            before[code].append(first)
        if last is not None:
            now[code].append(last)
    found = defaultdict(lambda: (None, None))
    for code in before | now:
        found[code] = middle(before[code])[0], middle(now[code])[0]
    return found
