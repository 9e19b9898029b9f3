"""Photos leave the house only through the household's scope, and nothing of them stays with whoever looked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers import photos, scope
from officers.actions import visits as acts
from officers.forms.visits import PhotoGoneForm


@require_http_methods(["GET"])
def visit_photo(request, key):
    visit = get_object_or_404(scope.visits_seen_by(request.user).exclude(photo=""), key=key)
    return _answer(visit.photo)


@require_http_methods(["GET", "POST"])
def visit_photo_page(request, key):
    visits = scope.visits_seen_by(request.user).select_related("household__village__subdistrict__district")
    visit = get_object_or_404(visits.exclude(photo=""), key=key)
    form = PhotoGoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acts.take_photo_away(visit=visit, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, _("เอาภาพออกแล้ว บันทึกเยี่ยมยังอยู่"))
            return redirect("households:case", visit.household_id)
        except Refused as refused:
            refused.show_on(form)
    context = {"visit": visit, "household": visit.household, "form": form}
    return render(request, "officers/visits/photo.html", context)


@require_http_methods(["GET"])
def late_visit_photo(request, late_key):
    late = get_object_or_404(scope.late_visits_before(request.user).exclude(photo=""), key=late_key)
    return _answer(late.photo)


def _answer(name):
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return HttpResponse(photos.read(name), content_type="image/jpeg", headers=headers)
