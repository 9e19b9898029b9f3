from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.exports.views import offer
from kusiao.refusal import Refused
from officers.actions import people as actions
from officers.exports import PEOPLE
from officers.forms.homes import HomeForm, as_it_stands
from officers.forms.people import PersonForm

A_PAGE = 50


@require_http_methods(["GET"])
def people(request):
    district, found = _looked_after(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "districts": request.user.staffed_districts, "district": district}
    return render(request, "officers/people/list.html", context)


def _looked_after(request):
    found = request.user.people.select_related("agency").prefetch_related("postings__district")
    district = request.user.staffed_districts.filter(code=request.GET.get("district", "")).first()
    if district:
        found = found.filter(pk__in=district.postings.active().values("officer_id"))
    return district, found.order_by("name_key", "pk")


@require_http_methods(["GET", "POST"])
def people_export(request):
    district, found = _looked_after(request)
    return offer(request, PEOPLE, found, narrowed_to=[district and f"อ.{district}"])


@require_http_methods(["GET", "POST"])
def person_home(request, officer_id):
    """Where he is at home, for the distance and the relatives that the proposer looks at."""
    person = get_object_or_404(request.user.people.select_related("home_village"), pk=officer_id)
    form = HomeForm(request.POST if request.method == "POST" else None, initial=as_it_stands(person))
    if form.is_valid():
        actions.change(officer=person, by=request.user, **form.cleaned_data)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("officers:people")
    context = {"form": form, "back": reverse("officers:people"), "person": person}
    return render(request, "officers/people/home.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request):
    form = PersonForm(request.POST or None, by=request.user, districts=request.user.staffed_districts)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return redirect("officers:invitation_slip", person.pk)
    return render(request, "officers/people/form.html", {"form": form, "back": reverse("officers:people")})
