"""Leaving and taking over: the lists of the district, and the pack that goes from friend to friend."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers import alone, places
from officers.actions import hand_overs as actions
from officers.forms.hand_overs import ChooseForm, JointVisitForm, PackForm
from officers.packs import Pack

PAGE = 25
ROW = "pairing__household__village__subdistrict__district"


def _lists(person):
    own = person.hand_overs.filter(pairing__household__in=person.coordinated)
    rows = own.select_related(ROW, "pairing__officer", "successor", "next_pairing__officer")
    return {
        "alone": alone.alone(person.coordinated).with_place(),
        "planned": rows.open().order_by("on", "pk"),
        "unread": rows.unread().order_by("on", "pk"),
        "joint": rows.without_joint_visit().order_by("joint_due_on", "pk"),
    }


@require_http_methods(["GET"])
def hand_overs(request):
    lists = _lists(request.user)
    show = request.GET.get("show") if request.GET.get("show") in lists else "alone"
    counts = {name: rows.count() for name, rows in lists.items()}
    rows = _longest_alone(lists["alone"]) if show == "alone" else lists[show]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "officers/hand_overs/list.html", {"show": show, "counts": counts, "page": page})


def _longest_alone(households):
    days = alone.counted(households)
    rows = list(households)
    for row in rows:
        row.alone = days[row.pk]
    return sorted(rows, key=lambda row: (-row.alone.days, row.head_name_key, str(row.pk)))


def _seen(request, hand_over_id):
    rows = request.user.hand_overs.select_related(
        ROW, "pairing__officer", "successor", "next_pairing__officer"
    )
    return get_object_or_404(rows, pk=hand_over_id)


@require_http_methods(["GET", "POST"])
def hand_over(request, hand_over_id):
    found = _seen(request, hand_over_id)
    form = PackForm(request.POST or None, initial={**_told(found), "version": found.version})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.write(hand_over=found, version=told.pop("version"), by=request.user, **told)
            messages.success(request, _("บันทึกชุดส่งมอบแล้ว"))
            return redirect("officers:hand_over", found.pk)
        except actions.Changed as conflict:
            return _show_conflict(request, found, form, conflict)
        except Refused as refusal:
            refusal.show_on(form)
    return _show(request, found, form)


def _told(hand_over):
    return {name: getattr(hand_over, name) for name in actions.TOLD}


def _show_conflict(request, hand_over, form, conflict):
    typed = request.POST.copy()
    typed["version"] = conflict.version
    differences = [(form.fields[name].label, stands, yours) for name, stands, yours in conflict.differences]
    context = {"conflict": conflict, "differences": differences}
    return _show(request, hand_over, PackForm(typed), status=409, **context)


def _show(request, hand_over, form, status=200, **more):
    household = request.user.with_due(request.user.cared_for.filter(pk=hand_over.pairing.household_id))
    pack = Pack(hand_over, household.with_place().get())
    takes_over = hand_over.next_pairing and hand_over.next_pairing.officer_id == request.user.pk
    context = {
        "hand_over": hand_over, "pack": pack, "household": pack.household, "form": form,
        "takes_over": takes_over, "told": [(form.fields[name].label, text) for name, text in _told(hand_over).items()], **more,
    }  # fmt: skip
    return render(request, "officers/hand_overs/pack.html", context, status=status)


@require_http_methods(["POST"])
def hand_over_acknowledge(request, hand_over_id):
    found = _seen(request, hand_over_id)
    try:
        actions.acknowledge(hand_over=found, by=request.user)
        messages.success(request, _("รับทราบแล้ว นัดไปเยี่ยมร่วมกันก่อนครบกำหนด"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("officers:hand_over", found.pk)


@require_http_methods(["POST"])
def hand_over_joint(request, hand_over_id):
    found = _seen(request, hand_over_id)
    form = JointVisitForm(request.POST, visits=found.pairing.household.visits.counted())
    try:
        if form.is_valid():
            actions.join(hand_over=found, visit=form.cleaned_data["visit"], by=request.user)
            messages.success(request, _("บันทึกการเยี่ยมร่วมกันแล้ว"))
        else:
            messages.error(request, form.errors["visit"][0])
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("officers:hand_over", found.pk)


@require_http_methods(["GET", "POST"])
def hand_over_choose(request, hand_over_id):
    found = _seen(request, hand_over_id)
    household = get_object_or_404(request.user.coordinated.with_place(), pk=found.pairing.household_id)
    successors = places.officers_of(request.user.people, household.village.subdistrict.district)
    form = ChooseForm(request.POST or None, successors=successors, initial={"successor": found.successor_id})
    if request.method == "POST" and form.is_valid():
        try:
            if "call_off" in request.POST:
                actions.call_off(hand_over=found, by=request.user)
            else:
                actions.choose(hand_over=found, by=request.user, **form.cleaned_data)
            return redirect("officers:hand_overs")
        except Refused as refusal:
            refusal.show_on(form)
    context = {"hand_over": found, "household": household, "form": form}
    return render(request, "officers/hand_overs/choose.html", context)
