import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.awaiting import with_card, with_promises_due
from households.models.household import kept_key
from households.planning import waiting_activities
from kusiao.refusal import Refused
from kusiao.thai import now, today
from officers.actions import drafts, late_visits, visits
from officers.forms.visits import NEXT_TIMES, WHAT_WAS_DONE, VisitForm, chips_of
from officers.friendship import befriended_by, was_friend_of
from officers.gaps import gaps_of

MOST_WAITING = 6


def his_households(person):
    """Those he is the friend of: a coordinator who is also paired sees more, but visits only these."""
    return person.households.filter(befriended_by(person))


@require_http_methods(["GET"])
def mine(request):
    households = with_card(request.user.with_due(his_households(request.user))).with_place()
    households = with_promises_due(households).prefetch_related("referrals__need", "members")
    households = households.order_by("due_on", "head_name_key")
    packs = request.user.hand_overs.select_related("pairing__household")
    context = {
        "households": households,
        "kept_on_the_phone": [_for_the_phone(household) for household in households],
        "gaps": gaps_of([request.user.pk]),
        "to_read": packs.unread().filter(next_pairing__officer=request.user),
        "to_write": packs.open().filter(pairing__officer=request.user),
    }
    return render(request, "officers/mine.html", context)


def _for_the_phone(household):
    """What the phone keeps of a family, encrypted, so that a visit can be written where there is no signal."""
    met = [[str(words) for words in chip] for chip in chips_of(household.members.all())]
    return {"id": str(household.pk), "name": household.head_name, "place": household.place_words, "met": met}


def _his(request, household_id):
    """A telephone may still hold the address of a file that was merged: the visit belongs to the file it went into."""
    his = his_households(request.user).with_place()
    return his.filter(pk=household_id).first() or his.filter(pk=kept_key(household_id)).first()


@require_http_methods(["GET", "POST"])
def visit_record(request, household_id):
    household = _his(request, household_id)
    if request.method == "POST":
        return _posted(request, household, household_id)
    if household is None:
        return _not_there(request, household_id)
    return _page(request, household, VisitForm(initial=_initial(request, household)))


def _not_there(request, household_id):
    return get_object_or_404(his_households(request.user), pk=household_id)


def _posted(request, household, household_id):
    if request.POST.get("sender", str(request.user.pk)) != str(request.user.pk):
        return HttpResponse(status=409)  # written by another person on this phone: it waits for that person
    form = VisitForm(request.POST, request.FILES)
    valid = form.is_valid()
    if household is None:
        return _late(request, form, household_id)
    if _broken_off(request, form):
        return HttpResponse(status=400) if _by_script(request) else _page(request, household, form)
    visit = _recorded(form, household, request.user) if valid else None
    if not _by_script(request):
        return redirect("officers:visit_saved", visit.key) if visit else _page(request, household, form)
    if visit:
        return JsonResponse({"saved": redirect("officers:visit_saved", visit.key).url})
    return _problems(form)


def _broken_off(request, form):
    """Of a sending that broke in the middle the parser makes a form with the rest missing, and a key that would then
    shut the door on the whole one. `whole` is the last thing that is sent."""
    if "whole" in request.POST:
        return False
    form.add_error(None, _("ข้อมูลมาไม่ครบ กดบันทึกเยี่ยมอีกครั้ง"))
    return True


def _by_script(request):
    return request.headers.get("Accept") == "application/json"


def _problems(form):
    found = [
        {
            "field": name,
            "id": form[name].id_for_label if name in form.fields else "",
            "words": " ".join(words),
        }
        for name, words in form.errors.items()
    ]
    return JsonResponse({"problems": found}, status=422)


def _recorded(form, household, by):
    try:
        return visits.record(household=household, by=by, **form.cleaned_data)
    except Refused as refusal:
        refusal.show_on(form)


def _late(request, form, household_id):
    """Whoever was the friend on the day of writing may hand it in, and is told nothing; nobody else knocks anywhere."""
    captured_at = form.cleaned_data.get("captured_at")
    on = localdate(captured_at) if captured_at and captured_at <= now() else today()
    household = was_friend_of(request.user, kept_key(household_id) or household_id, on)
    if household is None:
        return _not_there(request, household_id)
    if _broken_off(request, form):
        return HttpResponse(status=400)
    if form.is_valid():
        try:
            late_visits.receive(household=household, by=request.user, **form.cleaned_data)
            return HttpResponse(status=202)
        except Refused as refusal:
            refusal.show_on(form)
    return _problems(form)


def _page(request, household, form):
    context = {
        "household": household,
        "form": form,
        "who_was_met": chips_of(household.members.all()),
        "what_was_done": WHAT_WAS_DONE,
        "next_times": NEXT_TIMES,
        "draft": drafts.draft_of(request.user, household),
    }
    return render(request, "officers/visits/form.html", context)


def _initial(request, household):
    """The draft that waits on the server, or the trip that goes on from another household."""
    begun = {"key": uuid.uuid4(), "visited_on": today()}
    draft = drafts.draft_of(request.user, household)
    if draft:
        return begun | {name: words if name == "needs" else words[0] for name, words in draft.told.items()}
    before = _trip(request)
    if before is None:
        return begun
    on_the_way = {"done": before.done, "latitude": before.latitude, "longitude": before.longitude}
    return begun | on_the_way | {"visited_on": before.visited_on}


def _trip(request):
    """The visit that he comes from, of his own."""
    try:
        return request.user.visits.filter(key=uuid.UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return None


@require_http_methods(["GET"])
def visit_saved(request, key):
    households = his_households(request.user)
    visit = get_object_or_404(
        request.user.visits.filter(household__in=households).select_related("household"), key=key
    )
    context = {
        "visit": visit,
        "others": households.exclude(pk=visit.household_id),
        "waiting": waiting_activities(visit.household)[:MOST_WAITING],
    }
    return render(request, "officers/visits/saved.html", context)
