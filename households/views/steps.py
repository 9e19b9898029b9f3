from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions.steps import move_step
from households.case import Case
from households.forms.steps import StepForm
from households.views.enrolments import enrolled
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def move(request, household_id):
    enrolment = enrolled(request, household_id)
    case = Case(enrolment.household, request.user)
    onward = min(case.step.number + 1, 4) if case.step else 1
    form = StepForm(request.POST or None, initial={"to": onward})
    if form.is_valid():
        try:
            move_step(enrolment=enrolment, **form.cleaned_data, by=request.user)
            messages.success(request, _("ย้ายกระบวนงานแล้ว"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    return render(
        request, "households/steps/form.html", {"case": case, "household": case.household, "form": form}
    )
