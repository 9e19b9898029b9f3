from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from households.models import Subdistrict, Track
from kusiao.exports.views import offer
from kusiao.thai import today
from reports.exports import NUMBER, TOTALS
from reports.figures import dashboard as figures
from reports.figures import standing
from reports.figures.numbers import LISTS, NUMBERS, narrowed
from reports.views import charts
from reports.views.addresses import Addresses

A_PAGE = 50


@require_safe
def dashboard(request):
    district, mine, track, found = _counted(request)
    addresses = Addresses(request.user, district, track)
    shown = NUMBERS.get(request.GET.get("show"), NUMBERS["enrolled"])
    return render(
        request,
        "reports/dashboard.html",
        {
            "district": district,
            "back": district and len(mine) > 1,
            "opens_lists": addresses.opens,
            "track": track,
            "tracks": addresses.tracks(shown),
            "numbers": addresses.numbers(found.totals),
            "said": addresses.said(found.totals),
            "totals": found.totals,
            "silent": LISTS["silent"].rows([district] if district else mine, today()).count(),
            "table": addresses.table(found.places),
            "heads": NUMBERS.values(),
            "shown": shown,
            "shows": addresses.shows(shown),
            "map": None if district else charts.tiles(found, shown, addresses),
            "steps": charts.steps(found, addresses),
            "places": charts.steps_by_place(found, addresses),
            "incomes": charts.incomes(found, addresses),
        },
    )


def _counted(request):
    district, mine = asked_district(request)
    track = asked_track(request)
    found = (
        figures.by_subdistrict(district, today(), track)
        if district
        else figures.by_district(mine, today(), track)
    )
    return district, mine, track, found


@require_http_methods(["GET", "POST"])
def dashboard_export(request):
    """Totals only: what the page shows to everybody who may open it."""
    district, _mine, track, found = _counted(request)
    return offer(request, TOTALS, found.places, narrowed_to=_words(district, None, track, None))


def _behind(request, name):
    """(the district, the class, what it was narrowed to in words, the enrolments behind the number)."""
    if name not in LISTS:
        raise Http404
    district, mine = asked_district(request)
    track, step, subdistrict = asked_track(request), asked_step(request), asked_subdistrict(request, mine)
    districts = [district] if district else mine
    found = LISTS[name].rows(districts, today()).filter(household__in=request.user.households)
    found = narrowed(found, today(), track=track, step=step, subdistrict=subdistrict)
    return district, track, [one for one in _words(district, subdistrict, track, step) if one], listed(found)


@require_http_methods(["GET", "POST"])
def number_export(request, name):
    _district, _track, words, found = _behind(request, name)
    return offer(request, NUMBER, found, args=[name], title=str(LISTS[name].label), narrowed_to=words)


@require_safe
def number(request, name):
    district, track, words, found = _behind(request, name)
    return render(
        request,
        "reports/number.html",
        {
            "number": LISTS[name],
            "narrowed_to": words,
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "dashboard": Addresses(request.user, district, track).dashboard(),
            "opens_case": request.user.may_open("households:case"),
        },
    )


def listed(found):
    """With what a row of the list shows, by the head's name in Thai order."""
    rows = standing.with_step(standing.with_track(found, today()), today())
    place = "household__village__subdistrict__district"
    return rows.select_related(place).order_by("household__head_name_key", "household_id", F("pk").desc())


def asked_district(request):
    """(the one district asked for, or the only one there is, or None; all whose totals this person may see)."""
    mine = list(request.user.districts)
    code = request.GET.get("district")
    if code:
        return get_object_or_404(request.user.districts, pk=code), mine
    return (mine[0] if len(mine) == 1 else None), mine


def asked_subdistrict(request, mine):
    code = request.GET.get("subdistrict")
    return get_object_or_404(Subdistrict, pk=code, district__in=mine) if code else None


def asked_track(request):
    track = request.GET.get("track")
    return track if track in (*Track.values, standing.UNCLASSIFIED) else None


def asked_step(request):
    step = request.GET.get("step")
    return int(step) if step in ("0", "1", "2", "3", "4") else None


def _words(district, subdistrict, track, step):
    yield f"อำเภอ{district}" if district else ""
    yield f"ตำบล{subdistrict}" if subdistrict else ""
    yield charts.TRACK_NAMES.get(track, "")
    yield charts.STEP_NAMES[step] if step is not None else ""
