from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions.conflicts import EditConflict
from households.actions.ladders import set_rung
from households.case import Case
from households.forms.ladders import FORMS
from households.views.conflicts import conflicted
from households.views.households import known
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def rung(request, household_id, ladder):
    household = known(request, household_id)
    if ladder not in FORMS:
        raise Http404
    case, make_form = Case(household, request.user), FORMS[ladder]
    now = case.targeting.rungs[ladder]
    form, context, status = make_form(request.POST or None, initial={"seen": now.pk if now else 0}), {}, 200
    if form.is_valid():
        try:
            set_rung(ladder=ladder, household=household, **form.cleaned_data, by=request.user)
            messages.success(request, _("บันทึกแล้ว ระดับก่อนหน้ายังอยู่ในเรื่องราว"))
            return redirect("households:case", household_id)
        except EditConflict as conflict:
            context, status = conflicted(request, make_form, conflict), 409
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": household, "form": form, "now": now, "ladder": ladder, **context}
    return render(request, "households/ladders/form.html", context, status=status)
