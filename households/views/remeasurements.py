from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import remeasurements as acts
from households.case import Case
from households.forms.remeasurements import RemeasureForm, WithdrawForm
from households.views.enrolments import enrolled
from households.views.households import seen
from kusiao.refusal import Refused
from kusiao.thai import today

FORM = "households/remeasurements/form.html"


@require_http_methods(["GET", "POST"])
def remeasure(request, household_id):
    """With `look` nothing is saved: the same page comes back with the arithmetic of what was typed so far."""
    household = enrolled(request, household_id).household
    case = Case(household, request.user)
    form = RemeasureForm(request.POST or None, initial=_initial(case))
    context = {"case": case, "household": household, "form": form}
    if "look" in request.POST:
        return render(request, FORM, context | {"looking": True})
    if form.is_valid():
        try:
            acts.remeasure(household=household, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกรายได้ที่วัดใหม่แล้ว"))
            return redirect("households:case", household_id)
        except acts.MeasuredMeanwhile as conflict:
            return _show_conflict(request, context, conflict)
        except Refused as refused:
            refused.show_on(form)
    return render(request, FORM, context)


def _initial(case):
    last = case.care.newest
    here = sum(1 for member in case.members if member.left_on is None)
    return {"seen": last and last.pk, "measured_on": today(), "members_count": here or None}


def _show_conflict(request, context, conflict):
    """What was typed stays in the form, now beside the newer measuring."""
    typed = request.POST.copy()
    typed["seen"] = conflict.standing.pk
    form = RemeasureForm(typed)
    differences = [
        (form.fields[name].label, acts.words_of(name, stands), acts.words_of(name, mine))
        for name, stands, mine in conflict.differences
    ]
    context |= {"form": form, "conflict": conflict, "differences": differences}
    return render(request, FORM, context, status=409)


@require_http_methods(["GET", "POST"])
def withdraw(request, household_id, remeasurement_id):
    household = seen(request, household_id)
    found = get_object_or_404(household.remeasurements.standing(), pk=remeasurement_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            acts.withdraw(remeasurement=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("ถอนแล้ว รายได้ล่าสุดกลับไปใช้ผลก่อนหน้า"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    context = {"case": Case(household, request.user), "household": household, "form": form, "measured": found}
    return render(request, "households/remeasurements/withdraw.html", context)
