"""The change card of a household, the friend's answer, and the disputes that wait for the office."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import awaiting
from households.actions import changes
from households.case import Case
from households.forms.changes import MOST_VISITS, AnswerForm, SettleForm
from households.views.households import decided, known, seen
from kusiao.refusal import Refused

PAGE = 25


@require_http_methods(["GET"])
def card(request, household_id):
    opened = Case(seen(request, household_id), request.user)
    surveys = {survey.round_id: survey for survey in opened.surveys}
    if len(surveys) < 2:
        raise Http404
    years = _asked(request, surveys)
    before, after = (surveys[year] for year in years)
    chosen = opened.cards.card(before, after)
    context = {
        "case": opened, "household": opened.household, "card": chosen, "years": sorted(surveys, reverse=True),
        "answer": opened.answer_to(before, after), "is_latest": years == opened.latest_years,
    }  # fmt: skip
    return render(request, "households/changes/card.html", context)


def _asked(request, surveys):
    """The years asked for where there is a survey of each; else the two latest."""
    latest = sorted(surveys)[-2:]
    given = [request.GET.get(name, "") for name in ("before", "after")]
    years = [int(year) if year.isascii() and year.isdecimal() else 0 for year in given]
    return tuple(sorted(years)) if set(years) <= set(surveys) and years[0] != years[1] else tuple(latest)


@require_http_methods(["GET", "POST"])
def answer(request, household_id):
    opened = Case(known(request, household_id), request.user)
    if opened.card is None:
        raise Http404
    shown = opened.card
    visits = [visit for visit in opened.visits if visit.counted][:MOST_VISITS]
    initial = {"before": shown.before.round_id, "after": shown.after.round_id}
    form = AnswerForm(request.POST or None, initial=initial, visits=visits)
    if form.is_valid():
        try:
            made = changes.answer(household=opened.household, by=request.user, **form.cleaned_data)
            messages.success(request, _told(made))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    context = {"case": opened, "household": opened.household, "card": shown, "form": form}
    return render(request, "households/changes/answer.html", context)


def _told(made):
    return _("ส่งข้อโต้แย้งแล้ว รอผู้ประสานงานชี้ขาด") if made.is_dispute else _("บันทึกแล้วว่าผลสำรวจตรงกับที่เห็น")


@require_http_methods(["GET", "POST"])
def settle(request, household_id, answer_id):
    household = decided(request, household_id)
    found = get_object_or_404(household.change_answers.standing().select_related("answered_by"), pk=answer_id)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            changes.settle(answer=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("ชี้ขาดแล้ว ผลสำรวจเดิมยังอยู่ คำชี้ขาดอยู่ข้างกัน"))
            return redirect("households:disputes")
        except Refused as refused:
            refused.show_on(form)
    opened = Case(household, request.user)
    context = {
        "case": opened, "household": household, "answer": found, "form": form, "card": opened.card_of(found),
    }  # fmt: skip
    return render(request, "households/changes/settle.html", context)


@require_http_methods(["GET"])
def disputes(request):
    """Two lists: disputes to settle, the longest waiting first; cards that nobody answered in time."""
    mine = request.user.coordinated
    show = "overdue" if request.GET.get("show") == "overdue" else "waiting"
    late = (
        awaiting.overdue(mine).with_place().with_friend().order_by("card_written_at", "head_name_key", "id")
    )
    place = "household__village__subdistrict__district"
    rows = awaiting.unsettled(mine).select_related(place, "answered_by").order_by("answered_at", "id")
    listed = late if show == "overdue" else rows
    context = {
        "show": show, "waiting": rows.count(), "overdue": late.count(),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "households/changes/list.html", context)
