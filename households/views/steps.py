from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import approvals
from households.actions import steps
from households.actions.conflicts import EditConflict
from households.case import Case
from households.forms.steps import StepAnswerForm, StepForm
from households.models import StepRequest
from households.views.conflicts import conflicted
from households.views.enrolments import enrolled
from households.views.households import decided, seen
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def move(request, household_id):
    enrolment = enrolled(request, household_id)
    case = Case(enrolment.household, request.user)
    now = case.step
    initial = {"to": min(now.number + 1, 4) if now else 1, "seen": now.pk if now else 0}
    form, context, status = StepForm(request.POST or None, initial=initial), {}, 200
    if form.is_valid():
        try:
            made = steps.move_or_ask(enrolment=enrolment, **form.cleaned_data, by=request.user)
            messages.success(request, _told(made))
            return redirect("households:case", household_id)
        except EditConflict as conflict:
            context, status = conflicted(request, StepForm, conflict), 409
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, **context}
    return render(request, "households/steps/form.html", context, status=status)


def _told(made):
    if isinstance(made, StepRequest):
        return _("ส่งคำขอแล้ว รอ%(whom)sอนุมัติ") % {"whom": made.turn}
    return _("ย้ายกระบวนงานแล้ว")


def _asked(household, request_id):
    return get_object_or_404(approvals.requests_of(household), pk=request_id)


@require_http_methods(["GET", "POST"])
def answer(request, household_id, request_id):
    household = decided(request, household_id)
    asked = _asked(household, request_id)
    form = StepAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            _answer(asked, form.cleaned_data, request.user)
            messages.success(request, _("บันทึกผลแล้ว ผู้ขอเห็นในแฟ้มครัวเรือน"))
            return redirect("households:approvals")
        except Refused as refused:
            refused.show_on(form)
    case = Case(household, request.user)
    context = {
        "case": case,
        "household": household,
        "asked": asked,
        "form": form,
        "missing": case.missing_before(asked.number),
    }
    return render(request, "households/steps/answer.html", context)


def _answer(asked, given, by):
    act = steps.approve_step if given["answer"] == "approve" else steps.decline_step
    act(request=asked, words=given["words"], by=by)


@require_http_methods(["POST"])
def withdraw(request, household_id, request_id):
    household = seen(request, household_id)
    try:
        steps.withdraw_step(request=_asked(household, request_id), by=request.user)
        messages.success(request, _("ถอนคำขอแล้ว"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("households:case", household_id)
