from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import classes
from households.actions.conflicts import EditConflict
from households.case import Case
from households.forms.classes import ClassForm
from households.views.conflicts import conflicted
from households.views.households import decided
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def classify(request, household_id):
    case = Case(decided(request, household_id), request.user)
    initial = {"seen": case.track.pk if case.track else 0}
    form, context, status = ClassForm(request.POST or None, initial=initial), {}, 200
    if form.is_valid():
        try:
            classes.classify(household=case.household, **form.cleaned_data, by=request.user)
            messages.success(request, _("บันทึกประเภทแล้ว"))
            return redirect("households:case", household_id)
        except EditConflict as conflict:
            context, status = conflicted(request, ClassForm, conflict), 409
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, **context}
    return render(request, "households/classes/form.html", context, status=status)
