from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.exports.views import offer
from kusiao.refusal import Refused
from officers import places
from officers.actions import pairings as actions
from officers.exports import PAIRINGS
from officers.forms.pairings import PairForm, PairingEndForm


@require_http_methods(["GET"])
def pairings(request):
    households = request.user.coordinated
    board = {
        "waiting": places.waiting(households),
        "officers": places.with_free_places(request.user.people),
        "pairs": places.pairs(households),
    }
    return render(request, "officers/pairings/board.html", board)


@require_http_methods(["GET", "POST"])
def pairings_export(request):
    rows = places.pairs(request.user.coordinated).select_related("household__village__subdistrict__district")
    return offer(request, PAIRINGS, rows)


@require_http_methods(["GET", "POST"])
def pair(request, household_id):
    household = get_object_or_404(request.user.coordinated.with_place(), pk=household_id)
    district = household.village.subdistrict.district
    officers = places.with_free_places(request.user.people, district)
    form = PairForm(request.POST or None, officers=request.user.people)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.pair(household=household, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request,
                _("จับคู่แล้ว %(officer)s ดูแล %(household)s")
                % {"officer": made.officer, "household": household.head_name},
            )
            return redirect("officers:pairings")
    context = {"household": household, "officers": officers, "form": form}
    return render(request, "officers/pairings/pair.html", context)


@require_http_methods(["GET", "POST"])
def pairing_end(request, household_id):
    household = get_object_or_404(request.user.coordinated.with_place(), pk=household_id)
    pairing = get_object_or_404(household.pairings.select_related("officer"), ended_on__isnull=True)
    form = PairingEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(pairing=pairing, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("สิ้นสุดคู่แล้ว %(household)s รอจับคู่ใหม่") % {"household": household.head_name}
            )
            return redirect("officers:pairings")
    return render(
        request, "officers/pairings/end.html", {"household": household, "pairing": pairing, "form": form}
    )
