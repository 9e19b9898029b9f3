"""Papers of a family: its own folder, blank forms of every step, and the card it said yes to."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households.actions import papers as acts
from households.case import Case
from households.forms.papers import ConsentForm, HandOutForm, RevokeForm
from households.papers.blanks import FORMS, blank
from households.papers.card import card as card_pdf
from households.papers.folder import folder as folder_paper
from households.views.households import seen
from households.views.members import cared
from kusiao.refusal import Refused
from kusiao.thai import BANGKOK, now, today


def _pdf(content, name):
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def folder(request, household_id):
    """Whatever is kept about them, in their hands; that it was asked for is written down first."""
    household = cared(request, household_id)
    form = HandOutForm(request.POST or None)
    if form.is_valid():
        try:
            acts.hand_out(household=household, **form.cleaned_data, by=request.user)
            paper = folder_paper(Case(household, request.user), at=now(), by=request.user)
            return _pdf(paper.pdf(), "family-folder")
        except Refused as refused:
            refused.show_on(form)
    return render(request, "households/papers/folder.html", {"household": household, "form": form})


def _forms():
    return [(code, title, step) for code, (title, step, _made) in FORMS.items()]


@require_safe
def forms(request):
    return render(request, "households/papers/forms.html", {"forms": _forms()})


@require_safe
def blank_form(request):
    """Of nobody: nothing is known of it, nothing written down."""
    form = request.GET.get("form", "")
    if form not in FORMS:
        raise Http404
    midnight = dt.datetime.combine(today(), dt.time(), BANGKOK)
    return _pdf(blank(form, at=midnight).pdf(), f"form-{form}")


@require_http_methods(["POST"])
def case_form(request, household_id):
    household, form = seen(request, household_id), request.POST.get("form", "")
    if form not in FORMS:
        raise Http404
    acts.print_form(household=household, form=form, by=request.user)
    paper = blank(form, at=now(), by=request.user, case=Case(household, request.user))
    return _pdf(paper.pdf(), f"form-{form}")


@require_http_methods(["GET", "POST"])
def card(request, household_id):
    household = cared(request, household_id)
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        try:
            acts.consent(household=household, **form.cleaned_data, by=request.user)
            messages.success(request, _("บันทึกความยินยอมแล้ว พิมพ์บัตรได้"))
            return redirect("households:card", household.pk)
        except Refused as refused:
            refused.show_on(form)
    context = {
        "household": household, "form": form, "revoke": RevokeForm(),
        "consents": household.card_consents.select_related("recorded_by", "revoked_by"),
        "standing": household.card_consents.standing().first(),
    }  # fmt: skip
    return render(request, "households/papers/card.html", context)


@require_http_methods(["POST"])
def card_print(request, household_id):
    household = cared(request, household_id)
    try:
        standing = acts.print_card(household=household, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("households:card", household.pk)
    case = Case(household, request.user)
    return _pdf(card_pdf(case, at=now(), shows_phone=standing.shows_phone), "card")


@require_http_methods(["POST"])
def card_revoke(request, household_id):
    household = get_object_or_404(request.user.cared_for, pk=household_id)
    form = RevokeForm(request.POST)
    try:
        acts.revoke(
            household=household, words=form.cleaned_data["words"] if form.is_valid() else "", by=request.user
        )
        messages.success(request, _("ถอนความยินยอมแล้ว ขอบัตรคืนจากครอบครัวและทำลาย"))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("households:card", household.pk)
