"""A friendship ends, an officer leaves, somebody stands in for a while."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from officers import places
from officers.actions import hand_overs, postings, substitutes
from officers.forms.hand_overs import HandOverForm, LeaveForm, SubstituteForm


def _decided(request, household_id):
    household = get_object_or_404(request.user.coordinated.with_place(), pk=household_id)
    return household, places.officers_of(request.user.people, household.village.subdistrict.district)


@require_http_methods(["GET", "POST"])
def pairing_end(request, household_id):
    household, officers = _decided(request, household_id)
    pairing = get_object_or_404(household.pairings.select_related("officer"), ended_on__isnull=True)
    form = HandOverForm(request.POST or None, successors=officers.exclude(pk=pairing.officer_id))
    if request.method == "POST" and form.is_valid():
        try:
            made = hand_overs.plan(pairing=pairing, by=request.user, **form.cleaned_data)
            messages.success(request, _what_happens(household, made))
            return redirect("officers:hand_over", made.pk)
        except Refused as refusal:
            refusal.show_on(form)
    context = {"household": household, "pairing": pairing, "form": form}
    return render(request, "officers/pairings/end.html", context)


def _what_happens(household, made):
    if made.is_open:
        return _("วางแผนแล้ว %(household)s จะส่งมอบวันที่ %(date)s เขียนชุดส่งมอบไว้ก่อนถึงวันนั้น") % {
            "household": household.head_name, "date": format_date(made.on),
        }  # fmt: skip
    if made.next_pairing:
        return _("ส่งมอบแล้ว %(officer)s ดูแล %(household)s") % {
            "officer": made.next_pairing.officer, "household": household.head_name,
        }  # fmt: skip
    return _("สิ้นสุดคู่แล้ว %(household)s รอจับคู่ใหม่") % {"household": household.head_name}


@require_http_methods(["GET", "POST"])
def leave(request, officer_id):
    person = get_object_or_404(request.user.people.select_related("agency"), pk=officer_id)
    districts = request.user.staffed_districts.filter(postings__in=person.postings.not_ended()).distinct()
    form = LeaveForm(request.POST or None, districts=districts)
    if request.method == "POST" and form.is_valid():
        try:
            made = postings.leave(officer=person, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(officer)s พ้นหน้าที่วันที่ %(date)s มี %(count)s ครัวเรือนที่ต้องส่งมอบ")
                % {"officer": person, "date": format_date(form.cleaned_data["on"]), "count": len(made)},
            )
            return redirect(_after(request))
        except Refused as refusal:
            refusal.show_on(form)
    going = person.postings.filter(district__in=request.user.staffed_districts, ended_on__gt=today())
    context = {
        "person": person, "form": form, "districts": districts, "going": going.select_related("district"),
        "back": reverse("officers:people"),
    }  # fmt: skip
    return render(request, "officers/people/leave.html", context)


def _after(request):
    mine = request.user.may_open("officers:hand_overs")
    return f"{reverse('officers:hand_overs')}?show=planned" if mine else reverse("officers:people")


@require_http_methods(["POST"])
def stay(request, officer_id):
    person = get_object_or_404(request.user.people, pk=officer_id)
    district = request.user.staffed_districts.filter(pk=request.POST.get("district", "")).first()
    try:
        if district is None:
            raise Refused(_("เลือกอำเภอที่อยู่ต่อ"))
        postings.stay(officer=person, district=district, by=request.user)
        messages.success(request, _("ยกเลิกกำหนดพ้นหน้าที่ของ %(officer)s แล้ว") % {"officer": person})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("officers:leave", person.pk)


@require_http_methods(["GET", "POST"])
def substitute(request, household_id):
    household, officers = _decided(request, household_id)
    form = SubstituteForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        try:
            made = substitutes.stand_in(household=household, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(officer)s ดูแลแทนตั้งแต่ %(first)s ถึงก่อน %(last)s")
                % {
                    "officer": made.officer, "first": format_date(made.started_on),
                    "last": format_date(made.ended_on),
                },
            )  # fmt: skip
            return redirect("officers:substitute", household.pk)
        except Refused as refusal:
            refusal.show_on(form)
    rows = household.substitutes.not_ended().select_related("officer").order_by("started_on")
    context = {"household": household, "form": form, "substitutes": rows}
    return render(request, "officers/substitutes/form.html", context)


@require_http_methods(["POST"])
def substitute_end(request, household_id, substitute_id):
    household, _officers = _decided(request, household_id)
    found = get_object_or_404(household.substitutes, pk=substitute_id)
    try:
        substitutes.end(substitute=found, by=request.user)
        messages.success(request, _("สิ้นสุดการดูแลแทนแล้ว"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("officers:substitute", household.pk)
