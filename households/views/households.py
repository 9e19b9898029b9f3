from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from households.actions import households as acts
from households.case import Case
from households.exports import REGISTER
from households.forms.households import EditForm, FilterForm, PurposeForm, SearchForm
from households.models.household import kept_key
from households.searching import MOST, find
from households.shelves import Shelves
from households.story import income_story
from households.views.conflicts import conflicted
from kusiao.exports.views import offer
from kusiao.refusal import Refused

PAGE = 25


def seen(request, household_id):
    return get_object_or_404(request.user.households.with_place(), pk=household_id)


def known(request, household_id):
    """For acts of who knows the family at home: another role, held beside it, opens no more of them."""
    return get_object_or_404(request.user.cared_for.with_place(), pk=household_id)


def decided(request, household_id):
    """For acts of the office, not of the friend: a household for which this person coordinates."""
    return get_object_or_404(request.user.coordinated.with_place(), pk=household_id)


@require_http_methods(["GET"])
def case(request, household_id):
    try:
        household = seen(request, household_id)
    except Http404:  # what was merged is found in the file it went into, by those who may see that one
        return redirect("households:case", seen(request, kept_key(household_id)).pk)
    opened = Case(household, request.user)
    return render(
        request,
        "households/households/case.html",
        {
            "case": opened,
            "household": opened.household,
            "may": opened.may,
            "shelves": Shelves(opened, request.GET.get("show", "")),
            "incomes": income_story(opened.surveys),
        },
    )


@require_http_methods(["GET"])
def register(request):
    form, rows = _registered(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "households/households/list.html", {"form": form, "page": page, "search": SearchForm()}
    )


def _registered(request):
    form = FilterForm(request.GET, districts=request.user.districts)
    rows = request.user.households.with_place().with_now().with_friend().narrowed(**form.wanted())
    return form, rows.order_by("head_name_key", "id")


@require_http_methods(["GET", "POST"])
def register_export(request):
    form, rows = _registered(request)
    return offer(request, REGISTER, rows, narrowed_to=form.words())


@require_http_methods(["GET", "POST"])
def search(request):
    form = SearchForm(request.POST or None)
    found = None
    if form.is_valid():
        found = find(
            request.user.households.with_place().with_now().with_friend(), form.cleaned_data["words"]
        )
    many = found is not None and len(found) > MOST
    return render(
        request,
        "households/households/search.html",
        {
            "form": form,
            "found": found and found[:MOST],
            "asked": found is not None,
            "many": many,
            "most": MOST,
        },
    )


@require_http_methods(["GET", "POST"])
def edit(request, household_id):
    household = known(request, household_id)
    if request.method == "GET":
        form = EditForm(initial={**acts.editable(household), "version": household.version})
        return render(request, "households/households/edit.html", {"household": household, "form": form})
    form = EditForm(request.POST)
    if form.is_valid():
        changes = dict(form.cleaned_data)
        try:
            acts.edit(household=household, version=changes.pop("version"), changes=changes, by=request.user)
            return redirect("households:case", household.pk)
        except acts.EditConflict as conflict:
            context = {"household": household, **conflicted(request, EditForm, conflict, key="version")}
            return render(request, "households/households/edit.html", context, status=409)
    return render(request, "households/households/edit.html", {"household": household, "form": form})


@require_http_methods(["GET", "POST"])
def national_id(request, household_id, member_id):
    household = seen(request, household_id)
    member = get_object_or_404(household.members, pk=member_id)
    form = PurposeForm(request.POST or None)
    whole = ""
    if form.is_valid():
        try:
            whole = acts.reveal_national_id(
                member=member, purpose=form.cleaned_data["purpose"], by=request.user
            )
        except Refused as refused:
            refused.show_on(form)
    response = render(
        request,
        "households/households/national_id.html",
        {"household": household, "member": member, "form": form, "whole": whole},
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
