"""Step 1 on paper and on screen: the verification visit, and the village forum."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import targeting
from households.actions.conflicts import EditConflict
from households.case import Case
from households.forms.targeting import CertifyForm, VerifyForm
from households.views.conflicts import conflicted
from households.views.households import known
from kusiao.refusal import Refused


def _opened(request, household_id):
    """The case of a household in the programme that this person knows as its friend or coordinator."""
    household = known(request, household_id)
    get_object_or_404(household.enrolments.open())
    return Case(household, request.user)


def _saved(request, case, make_form, initial, act, told, template, done):
    """The form as asked for, saved, refused, or second to somebody else's."""
    form, more, status = make_form(request.POST or None, initial=initial), {}, 200
    if form.is_valid():
        try:
            act(enrolment=case.enrolment, by=request.user, **told(form))
            messages.success(request, done)
            return redirect("households:case", case.household.pk)
        except EditConflict as conflict:
            more, status = conflicted(request, make_form, conflict), 409
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, **more}
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def verify(request, household_id):
    case = _opened(request, household_id)
    standing = case.targeting.verification
    visits = [one for one in case.visits if one.counted and one.visited_on >= case.enrolment.entered_on]
    make_form = partial(VerifyForm, facts=case.targeting.facts, visits=visits)
    initial = {**targeting.given(case.enrolment), "seen": standing.pk if standing else 0}
    if not standing and visits:
        initial["visited_on"] = visits[0].visited_on
    return _saved(
        request, case, make_form, initial, targeting.verify,
        lambda form: {"survey": case.survey_now, **form.told()},
        "households/targeting/verify.html", _("บันทึกการตรวจสภาพจริงแล้ว"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def certify(request, household_id):
    case = _opened(request, household_id)
    standing = case.targeting.certification
    initial = {name: getattr(standing, name) for name in targeting.FORUM} if standing else {}
    return _saved(
        request, case, CertifyForm, initial | {"seen": standing.pk if standing else 0}, targeting.certify,
        lambda form: form.cleaned_data, "households/targeting/certify.html", _("บันทึกมติเวทีประชาคมแล้ว"),
    )  # fmt: skip
