"""Counts one period into Figures. Few questions to the database, and every sum made from the same rows, so that a
change in the middle of the counting cannot unbalance it."""

from collections import defaultdict

from django.db.models import Count, Sum

from committees.models import Obstacle, Source, Support
from households.bmn import below_line
from households.models import District
from officers.models import Posting, Visit
from officers.models.posting import Role
from reports.figures import standing
from reports.figures.cases import cases
from reports.figures.incomes import income_line, middle
from reports.figures.monthly import (
    CaseRow,
    DistrictRow,
    Figures,
    HelpRow,
    IncomeRow,
    LateRow,
    ObstacleRow,
    total_of,
)

TOTAL = {"code": "", "name": "รวม"}
DISTRICT_OF_VISIT = "household__village__subdistrict__district_id"


def count(period, cut_off, previous_cut_off):
    """`previous_cut_off`: what arrived by then stood in an earlier report."""
    districts = list(District.objects.all())
    on = period.last_day
    every = cases(districts, on, cut_off)
    visits = _visits(period, cut_off)
    income_total = _income([*every], **TOTAL)
    rows = tuple(_district_rows(districts, every, visits, on))
    return Figures(
        kind=period.kind,
        starts_on=period.start,
        ends_on=period.end,
        cut_off=cut_off,
        districts=rows,
        total=total_of(rows, **TOTAL),
        help=tuple(_help(period)),
        helped_households=_supports(period).values("household").distinct().count(),
        income=tuple(
            _income([c for c in every if c.code == d.code], code=d.code, name=d.name_th) for d in districts
        ),
        income_total=income_total,
        income_line=income_line(on),
        late=tuple(_late(period, cut_off, previous_cut_off)),
        obstacles=tuple(_obstacles(period)),
        annex=tuple(_annex(every, visits)),
    )


# --- part 1 -------------------------------------------------------------------------------------------------


def _visits(period, cut_off):
    """{district: {household: how many counted visits}}; every counted visit, so that months and late ones add up."""
    found = Visit.objects.counted().filter(
        visited_on__gte=period.start, visited_on__lt=period.end, received_at__lte=cut_off
    )
    by_district = defaultdict(dict)
    for code, household, visits in (
        found.values_list(DISTRICT_OF_VISIT, "household").annotate(n=Count("pk")).order_by()
    ):
        by_district[code][household] = visits
    return by_district


def _district_rows(districts, every, visits, on):
    officers = dict(
        Posting.objects.active(on)
        .filter(role=Role.OFFICER)
        .values_list("district_id")
        .annotate(n=Count("officer", distinct=True))
    )
    of_district = defaultdict(list)
    for case in every:
        of_district[case.code].append(case)
    for district in districts:
        yield DistrictRow(
            code=district.code,
            name=district.name_th,
            officers=officers.get(district.code, 0),
            visited_households=len(visits[district.code]),
            visits=sum(visits[district.code].values()),
            **_buckets(of_district[district.code]),
        )


def _buckets(found):
    def number(holds):
        return sum(1 for case in found if holds(case))

    ended = {"died", "moved"}
    still = {*standing.ABOVE, "remaining"}
    return {
        "entered": len(found),
        "developable": number(lambda c: c.track == "developable"),
        "welfare": number(lambda c: c.track == "welfare"),
        "unclassified": number(lambda c: c.track == standing.UNCLASSIFIED),
        "paired": number(lambda c: c.in_force and c.is_paired),
        **{f"step_{n}": number(lambda c, n=n: c.in_force and c.step == n) for n in (1, 2, 3, 4)},
        "no_step": number(lambda c: c.in_force and c.step == 0),
        "above": number(lambda c: c.standing in standing.ABOVE),
        "above_developable": number(lambda c: c.standing in standing.ABOVE and c.track == "developable"),
        "died": number(lambda c: c.standing == "died"),
        "moved": number(lambda c: c.standing == "moved"),
        "left_otherwise": number(lambda c: c.standing not in ended | still),
        "remaining": number(lambda c: c.standing == "remaining"),
        "assured": number(lambda c: c.in_force and c.track == "welfare" and c.assured),
    }


def _late(period, cut_off, previous_cut_off):
    found = Visit.objects.counted().filter(
        visited_on__lt=period.start, received_at__gt=previous_cut_off, received_at__lte=cut_off
    )
    district = "household__village__subdistrict__district"
    rows = found.values_list(f"{district}_id", f"{district}__name_th").annotate(
        households=Count("household", distinct=True), visits=Count("pk")
    )
    return [LateRow(*row) for row in rows.order_by(f"{district}_id")]


# --- part 2 -------------------------------------------------------------------------------------------------


def _supports(period):
    return Support.objects.filter(delivered_on__gte=period.start, delivered_on__lt=period.end)


def _help(period):
    district = "household__village__subdistrict__district"
    place = ("committee__number", "committee__short_name", f"{district}_id", f"{district}__name_th")
    found = _supports(period).order_by()
    baht = defaultdict(lambda: dict.fromkeys(Source.values, 0))
    for number, code, source, total in found.values_list(place[0], place[2], "source").annotate(
        n=Sum("baht")
    ):
        baht[number, code][source] = total
    rows = found.values_list(*place).annotate(
        households=Count("household", distinct=True), items=Sum("items")
    )
    for number, name, code, district_name, households, items in rows.order_by(place[0], place[2]):
        yield HelpRow(number or 0, name, code, district_name, households, items, **baht[number, code])


# --- part 3 -------------------------------------------------------------------------------------------------


def _income(found, **named):
    families = [c for c in found if c.carries]
    before = [c.income_before for c in families if c.income_before is not None]
    now = [c for c in families if c.income_now is not None]
    change = [c.income_now - c.income_before for c in now if c.income_before is not None]
    mean_before, median_before = middle(before)
    mean_now, median_now = middle([c.income_now for c in now])
    mean_change, median_change = middle(change)
    below = sum(below_line(c.income_now, c.line_now) for c in now)
    at = sum(c.income_now == c.line_now for c in now)
    return IncomeRow(
        **named,
        measured_before=len(before),
        mean_before=mean_before,
        median_before=median_before,
        mean_now=mean_now,
        median_now=median_now,
        mean_change=mean_change,
        median_change=median_change,
        below=below,
        at=at,
        above=len(now) - below - at,
        not_measured=len(families) - len(now),
        earlier=len(found) - len(families),
    )


# --- parts 4 and 5 ------------------------------------------------------------------------------------------


def _obstacles(period):
    raised = Obstacle.objects.filter(raised_on__gte=period.start, raised_on__lt=period.end)
    for one in raised.select_related("district").order_by("raised_on", "pk"):
        yield ObstacleRow(
            district=one.district.name_th if one.district else "",
            kind=str(one.get_kind_display()),
            text=one.text,
            proposal=one.proposal,
        )


def _annex(every, visits):
    for case in every:
        yield CaseRow(
            code=case.code,
            subdistrict=case.subdistrict,
            village=f"หมู่ {case.moo} {case.village}".strip(),
            house_number=case.house_number,
            head=case.head,
            track=case.track,
            step=case.step if case.in_force else 0,
            officer=case.officer if case.in_force else "",
            visits=visits[case.code].get(case.household, 0) if case.carries else 0,
            last_visit=case.last_visit if case.carries else None,
            income_before=case.income_before,
            income_now=case.income_now if case.carries else None,
            standing=case.standing,
            earlier=not case.carries,
        )
