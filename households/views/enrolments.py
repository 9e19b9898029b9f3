from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import enrolments
from households.case import Case
from households.forms.enrolments import ReentryForm, StrikeOffForm
from households.views.households import decided, seen
from kusiao.refusal import Refused


def enrolled(request, household_id):
    """The open enrolment of a household this person sees; a household outside the programme has none: 404."""
    return get_object_or_404(seen(request, household_id).enrolments.open())


@require_http_methods(["GET", "POST"])
def graduate(request, household_id):
    enrolment = get_object_or_404(decided(request, household_id).enrolments.open())
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            enrolments.graduate(enrolment=enrolment, by=request.user)
            messages.success(request, _("ครัวเรือนพ้นเกณฑ์และออกจากทะเบียนแล้ว"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    case = Case(enrolment.household, request.user)
    context = {"case": case, "household": case.household, "form": form}
    return render(request, "households/enrolments/graduate.html", context)


@require_http_methods(["GET", "POST"])
def strike_off(request, household_id):
    enrolment = get_object_or_404(decided(request, household_id).enrolments.open())
    form = StrikeOffForm(request.POST or None)
    if form.is_valid():
        try:
            enrolments.strike_off(enrolment=enrolment, **form.cleaned_data, by=request.user)
            messages.success(request, _("จำหน่ายออกจากทะเบียนแล้ว ประวัติทั้งหมดยังอยู่"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    case = Case(enrolment.household, request.user)
    return render(
        request,
        "households/enrolments/strike_off.html",
        {"case": case, "household": case.household, "form": form},
    )


@require_http_methods(["GET", "POST"])
def reenter(request, household_id):
    """Back into the register; who was never in it, or still is, has no such door."""
    case = Case(decided(request, household_id), request.user)
    if case.enrolment or not case.enrolments:
        raise Http404
    form = ReentryForm(request.POST or None)
    if form.is_valid():
        try:
            enrolments.reenter(household=case.household, **form.cleaned_data, by=request.user)
            messages.success(request, _("กลับเข้าทะเบียนแล้ว เริ่มที่กระบวนงาน 1 ใหม่"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    return render(
        request,
        "households/enrolments/reenter.html",
        {"case": case, "household": case.household, "form": form},
    )
