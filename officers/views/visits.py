import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from households.awaiting import with_card, with_promises_due
from households.models.household import kept_key
from households.planning import waiting_activities
from kusiao.refusal import Refused
from kusiao.thai import format_date, parse_date, today
from officers.actions import visits
from officers.forms.visits import WHAT_WAS_DONE, WHO_WAS_MET, VisitForm
from officers.friendship import befriended_by

MOST_WAITING = 6


def his_households(person):
    """Those he is the friend of: a coordinator who is also paired sees more, but visits only these."""
    return person.households.filter(befriended_by(person))


@require_http_methods(["GET"])
def mine(request):
    households = with_card(request.user.with_due(his_households(request.user))).with_place()
    households = with_promises_due(households).prefetch_related("referrals__need")
    households = households.order_by("due_on", "head_name_key")
    packs = request.user.hand_overs.select_related("pairing__household")
    context = {
        "households": households,
        "to_read": packs.unread().filter(next_pairing__officer=request.user),
        "to_write": packs.open().filter(pairing__officer=request.user),
    }
    return render(request, "officers/mine.html", context)


def _his(request, household_id):
    """A telephone may still hold the address of a file that was merged: the visit belongs to the file it went into."""
    his = his_households(request.user).with_place()
    found = his.filter(pk=household_id).first()
    return found or get_object_or_404(his, pk=kept_key(household_id))


@require_http_methods(["GET", "POST"])
def visit_record(request, household_id):
    household = _his(request, household_id)
    if request.method == "POST":
        form = VisitForm(request.POST)
        visit = _recorded(form, household, request.user) if form.is_valid() else None
        if visit:
            return redirect("officers:visit_saved", visit.key)
    else:
        form = VisitForm(initial={"key": uuid.uuid4(), "visited_on": _trip_day(request)})
    chips = {"who_was_met": WHO_WAS_MET, "what_was_done": WHAT_WAS_DONE}
    return render(request, "officers/visits/form.html", {"household": household, "form": form, **chips})


def _recorded(form, household, by):
    try:
        return visits.record(household=household, by=by, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))


def _trip_day(request):
    """The same trip to another household keeps its day."""
    try:
        return min(parse_date(request.GET.get("on", ""))[0], today())
    except ValueError:
        return today()


@require_http_methods(["GET"])
def visit_saved(request, key):
    households = his_households(request.user)
    visit = get_object_or_404(
        request.user.visits.filter(household__in=households).select_related("household"), key=key
    )
    others = households.exclude(pk=visit.household_id)
    context = {
        "visit": visit, "others": others, "trip_day": format_date(visit.visited_on, "numeric"),
        "waiting": waiting_activities(visit.household)[:MOST_WAITING],
    }  # fmt: skip
    return render(request, "officers/visits/saved.html", context)
