"""Who must not be made whose friend: told on a page of its own, before anybody is paired."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers import scope
from officers.actions import conflicts as acts
from officers.forms.conflicts import DeclareForm, OwnForm, PlaceForm
from officers.models import Role

PAGE = 25


def _households(person):
    return person.coordinated.with_place().order_by("head_name_key", "pk")


@require_http_methods(["GET", "POST"])
def conflicts(request):
    """An officer tells of himself; a coordinator of anybody whom he looks after."""
    person, coordinates = request.user, Role.DISTRICT in request.user.roles
    data = request.POST if request.method == "POST" else None
    if coordinates:
        form = DeclareForm(
            data, people=person.people.order_by("name_key", "pk"), households=_households(person)
        )
    else:
        form = OwnForm(data)
    if form.is_valid():
        try:
            acts.declare(**{"officer": person, **form.cleaned_data}, by=person)
            messages.success(request, _("รับแจ้งแล้ว จะไม่จับคู่สองฝ่ายนี้"))
            return redirect("officers:conflicts")
        except Refused as refused:
            refused.show_on(form)
    rows = scope.conflicts_of(person).select_related("officer", "household__village__subdistrict__district")
    page = Paginator(
        rows.annotate(waits=Q(household__isnull=True)).order_by("-waits", "-declared_on", "-pk"), PAGE
    )
    context = {"form": form, "page": page.get_page(request.GET.get("page")), "coordinates": coordinates}
    return render(request, "officers/conflicts/list.html", context)


@require_http_methods(["GET", "POST"])
def conflict(request, conflict_id):
    """To find the household that an officer meant in his words, or to take the matter back."""
    person = request.user
    rows = scope.conflicts_of(person).select_related("officer", "household__village__subdistrict__district")
    found = get_object_or_404(rows, pk=conflict_id)
    may_place = Role.DISTRICT in person.roles and found.household_id is None
    placing = may_place and request.POST.get("act") == "place"
    form = PlaceForm(request.POST if placing else None, households=_households(person)) if may_place else None
    try:
        if placing and form.is_valid():
            acts.place(conflict=found, household=form.cleaned_data["household"], by=person)
            messages.success(request, _("บันทึกแล้ว จะไม่จับคู่สองฝ่ายนี้"))
            return redirect("officers:conflicts")
        if request.method == "POST" and request.POST.get("act") == "withdraw":
            acts.withdraw(conflict=found, by=person)
            messages.success(request, _("ถอนแล้ว"))
            return redirect("officers:conflicts")
    except Refused as refused:
        if form:
            refused.show_on(form)
        else:
            messages.error(request, str(refused))
    return render(request, "officers/conflicts/detail.html", {"conflict": found, "form": form})
