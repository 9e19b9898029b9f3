"""คนตกหล่น: the list, a nomination with or without a file, and the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import nominations as acts
from households.case import Case
from households.forms.nominations import AnswerForm, NominateForm, WhyForm
from households.nominating import suspects
from households.views.households import decided
from kusiao.refusal import Refused

PAGE = 25
PLACE = "subdistrict__district"


@require_http_methods(["GET"])
def listed(request):
    rows = request.user.nominations.select_related(PLACE, "nominated_by", "answered_by", "household")
    page = Paginator(rows.waiting_first(), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "households/nominations/list.html",
        {"page": page, "may_nominate": request.user.may_open("households:nominate"),
         "may_decide": request.user.may_open("households:nomination")},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def nominate(request):
    form = NominateForm(request.POST or None, districts=request.user.nominating_districts)
    if form.is_valid():
        try:
            acts.nominate(**form.cleaned_data, by=request.user)
            messages.success(request, _("ส่งชื่อแล้ว ผู้ประสานงานอำเภอจะเทียบกับแฟ้มที่มีและตัดสิน ผลอยู่ในหน้านี้"))
            return redirect("households:nominations")
        except Refused as refused:
            refused.show_on(form)
    return render(request, "households/nominations/form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def nominate_household(request, household_id):
    case = Case(decided(request, household_id), request.user)
    if case.enrolment:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            acts.nominate_household(household=case.household, **form.cleaned_data, by=request.user)
            messages.success(request, _("เสนอชื่อแล้ว คนอื่นเป็นผู้ตัดสิน"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form}
    return render(request, "households/nominations/household.html", context)


@require_http_methods(["GET", "POST"])
def answer(request, nomination_id):
    rows = request.user.nominations.select_related(PLACE, "nominated_by", "household")
    nomination = get_object_or_404(rows, pk=nomination_id)
    found = (
        []
        if nomination.household_id or not nomination.waits
        else suspects(nomination, request.user.coordinated)
    )
    form = AnswerForm(request.POST or None, suspects=found, settled=bool(nomination.household_id))
    if form.is_valid():
        try:
            _answer(nomination, form, request.user)
            messages.success(request, _("บันทึกผลแล้ว ผู้เสนอเห็นในหน้าคนตกหล่น"))
            return redirect("households:nominations")
        except Refused as refused:
            refused.show_on(form)
    return render(
        request,
        "households/nominations/answer.html",
        {"nomination": nomination, "suspects": found, "form": form},
    )


def _answer(nomination, form, by):
    words = form.cleaned_data["words"]
    if form.cleaned_data["answer"] == "accept":
        return acts.accept(nomination=nomination, household=form.chosen, words=words, by=by)
    return acts.decline(nomination=nomination, words=words, by=by)
