"""The checklists of leaving and of assured care: filled in with the family, confirmed by another, and their lists."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import awaiting_exit
from households.actions import enrolments
from households.actions import exits as acts
from households.actions.confirming import SignedAnew, confirm_assured
from households.case import Case
from households.exits import blank_rows, changed_since, looked_at, proposed, rows_of
from households.forms.exits import ConfirmForm, EndForm, ExitForm
from households.models.exit import ExitGoal
from households.views.enrolments import enrolled
from households.views.households import decided, seen
from kusiao.refusal import Refused

PAGE = 25


@require_http_methods(["GET", "POST"])
def review(request, household_id):
    """Which checklist it is follows from the class."""
    case = Case(enrolled(request, household_id).household, request.user)
    goal = case.care.goal
    standing = case.care.open_review(goal)
    rows = rows_of(standing) if standing else proposed(blank_rows(goal), case.care.income_now)
    initial = {
        "version": standing.version if standing else 0,
        "signer": standing.household_signer if standing else "",
    }
    form = ExitForm(request.POST or None, rows=rows, initial=initial)
    context = {"case": case, "household": case.household, "form": form, "goal": goal, "review": standing}
    if form.is_valid():
        try:
            made = acts.fill_in(enrolment=case.enrolment, goal=goal, by=request.user, **form.said())
            messages.success(request, _("ลงนามแล้ว รอผู้อื่นยืนยัน") if made.signed_on else _("บันทึกไว้แล้ว ยังไม่ลงนาม"))
            return redirect("households:case", household_id)
        except acts.SavedMeanwhile as conflict:
            return _show_conflict(request, context, rows, conflict)
        except Refused as refused:
            refused.show_on(form)
    return render(request, "households/exits/form.html", context)


def _show_conflict(request, context, rows, conflict):
    """What was typed stays in the form, now against the newer version."""
    typed = request.POST.copy()
    typed["version"] = conflict.version
    differences = [
        (item.words, acts.said_words(stands), acts.said_words(mine))
        for item, stands, mine in conflict.differences
    ]
    context |= {"form": ExitForm(typed, rows=rows), "conflict": conflict, "differences": differences}
    return render(request, "households/exits/form.html", context, status=409)


@require_http_methods(["GET", "POST"])
def exit_confirm(request, household_id):
    return _confirm(
        request, household_id, ExitGoal.EXIT, enrolments.confirm_exit, _("ยืนยันพ้นเกณฑ์แล้ว เริ่มเฝ้าระวัง")
    )


@require_http_methods(["GET", "POST"])
def assured_confirm(request, household_id):
    return _confirm(
        request, household_id, ExitGoal.ASSURED, confirm_assured, _("ยืนยันแล้วว่าได้รับการดูแลครบ คู่เสี่ยวยังเยี่ยมต่อ")
    )


def _confirm(request, household_id, goal, act, done):
    enrolment = get_object_or_404(decided(request, household_id).enrolments.open())
    case = Case(enrolment.household, request.user)
    found = case.care.waiting_review(goal)
    shown = {"version": found.version, "seen": looked_at(found)} if found else {}
    form, anew = ConfirmForm(request.POST if request.method == "POST" else None, initial=shown), {}
    if form.is_valid():
        said = form.cleaned_data
        try:
            if "back" in request.POST and found:
                acts.send_back(review=found, words=said["words"], version=said["version"], by=request.user)
                messages.success(request, _("ส่งกลับให้แก้แล้ว"))
            else:
                act(enrolment=enrolment, version=said["version"], by=request.user)
                messages.success(request, done)
            return redirect("households:case", household_id)
        except SignedAnew as refused:
            found = refused.review
            anew = {"anew": refused, "changed": changed_since(said["seen"], found)}
            shown = {"version": found.version, "seen": looked_at(found), "words": said["words"]}
            form = ConfirmForm(initial=shown)
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, "review": found, "goal": goal,
               "rows": rows_of(found) if found else [], **anew}  # fmt: skip
    return render(request, "households/exits/confirm.html", context, status=409 if anew else 200)


@require_http_methods(["GET", "POST"])
def assured_end(request, household_id):
    case = Case(seen(request, household_id), request.user)
    if case.care.assured is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            acts.end_assured(review=case.care.assured, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกแล้ว กรอกรายการดูแลครบใหม่เมื่อจัดการเรียบร้อย"))
            return redirect("households:case", household_id)
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, "rows": rows_of(case.care.assured)}
    return render(request, "households/exits/end.html", context)


@require_http_methods(["GET"])
def waiting(request):
    """Three lists: signed and waiting for another person; over the line with nothing signed yet; the watch is over."""
    mine = request.user.coordinated
    lists = {"signed": awaiting_exit.signed(mine), "over": awaiting_exit.over(mine)}
    lists["through"] = awaiting_exit.watched_through(mine)
    show = request.GET.get("show") if request.GET.get("show") in lists else "signed"
    listed = lists[show]
    if show != "signed":
        listed = listed.with_place().with_friend().order_by("head_name_key", "id")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    counts = {name: rows.count() for name, rows in lists.items()}
    return render(request, "households/exits/list.html", {"show": show, "counts": counts, "page": page})
