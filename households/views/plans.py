"""The life compass of a household: one page to look at, and the acts that lead a plan from draft to approved."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import goals, plans
from households.case import Case
from households.compass import Compass
from households.forms.goals import ReasonForm
from households.forms.plans import DecideForm, RankForm, ReviseForm, SignForm, WordsForm
from households.planning import plans_to_approve
from households.views.acting import answer
from households.views.households import decided, seen
from kusiao.refusal import Refused
from kusiao.thai import today

PAGE = 25


def open_plan(request, household_id):
    """(household, its open plan); 404 where there is none."""
    household = seen(request, household_id)
    plan = get_object_or_404(household.plans.open(), household=household)
    plan.household = household
    return household, plan


def to_plan(household, anchor=""):
    return redirect(reverse("households:plan", args=[household.pk]) + anchor)


@require_http_methods(["GET"])
def plan(request, household_id):
    case = Case(seen(request, household_id), request.user)
    shown = _edition(case.plans, request.GET.get("edition", ""))
    compass = Compass(shown) if shown else None
    context = {
        "case": case, "household": case.household, "plan": shown, "compass": compass, "may": case.may,
        "reason": ReasonForm(auto_id=False), "makes": bool(shown and shown.is_draft and case.may["goal"]),
    }  # fmt: skip
    return render(request, "households/plans/plan.html", context)


def _edition(plans, asked):
    """The one that was asked for by its number in the list, else the one in force, else the last."""
    named = next((one for one in plans if asked and str(one.pk) == asked), None)
    return named or next((one for one in plans if one.is_open), plans[0] if plans else None)


@require_http_methods(["POST"])
def begin(request, household_id):
    """The first edition; or, while one is made, the latest survey as its ground."""
    household = seen(request, household_id)
    draft = household.plans.open().first()
    try:
        if draft:
            plans.follow_the_latest_survey(plan=draft, by=request.user)
        else:
            plans.begin(household=household, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return to_plan(household)


def act_page(request, household, found, template="households/plans/act.html", **told):
    """The page of one act: its form, its name, its button."""
    context = {"household": household, "form": found.form, "found": found, **told}
    return render(request, template, context, status=found.status)


@require_http_methods(["GET", "POST"])
def words(request, household_id):
    household, made = open_plan(request, household_id)
    initial = {"wish": made.wish, "strengths": made.strengths, "version": made.version}

    def save(form):
        changes = dict(form.cleaned_data)
        return plans.edit(plan=made, version=changes.pop("version"), changes=changes, by=request.user)

    found = answer(request, lambda typed: WordsForm(typed, initial=initial), save)
    if found.done:
        return to_plan(household)
    return act_page(request, household, found, heading=_("ครอบครัวบอกว่า"), button=_("บันทึก"))


@require_http_methods(["GET", "POST"])
def rank(request, household_id):
    household, made = open_plan(request, household_id)
    compass = Compass(made)
    initial = {name: goal.pk for name, goal in zip(RankForm.PLACES, compass.top, strict=False)}
    initial["version"] = made.version

    def save(form):
        version = form.cleaned_data["version"]
        return goals.rank(plan=made, first=form.chosen(), version=version, by=request.user)

    found = answer(request, lambda typed: RankForm(typed, initial=initial, goals=compass.pursued), save)
    if found.done:
        return to_plan(household, "#top")
    return act_page(request, household, found, heading=_("สามเรื่องที่สำคัญที่สุดของครอบครัว"), button=_("บันทึกลำดับ"))


@require_http_methods(["GET", "POST"])
def sign(request, household_id):
    household, made = open_plan(request, household_id)
    initial = {"version": made.version, "signed_on": today()}

    def save(form):
        told = {
            name: form.cleaned_data[name]
            for name in ("way", "signed_name", "signed_on", "paper_number", "version")
        }
        return plans.sign(plan=made, **told, by=request.user)  # fmt: skip

    if request.POST.get("act") == "withdraw":
        return _withdrawn(request, household, made)
    found = answer(request, lambda typed: SignForm(typed, initial=initial), save)
    if found.done:
        messages.success(request, _("ลงนามแล้วทั้งสองฝ่าย ส่งให้ผู้ประสานงานอำเภออนุมัติ"))
        return to_plan(household)
    told = {"plan": made, "compass": Compass(made), "members": Case(household, request.user).living}
    return act_page(request, household, found, template="households/plans/sign.html", **told)


def _withdrawn(request, household, made):
    try:
        plans.withdraw(plan=made, by=request.user)
        messages.success(request, _("ถอนการลงนามแล้ว แก้แผนได้ แก้แล้วลงนามใหม่ทั้งสองฝ่าย"))
    except Refused as refused:
        messages.error(request, str(refused))
    return to_plan(household)


@require_http_methods(["GET", "POST"])
def decide(request, household_id):
    household = decided(request, household_id)
    made = household.plans.open().first()
    if made is None:
        raise Http404
    made.household = household

    def save(form):
        told = form.cleaned_data
        if told["act"] == "approve":
            return plans.approve(plan=made, version=told["version"], by=request.user)
        return plans.send_back(plan=made, words=told["words"], version=told["version"], by=request.user)

    found = answer(request, lambda typed: DecideForm(typed, initial={"version": made.version}), save)
    if found.done:
        approved = found.form.cleaned_data["act"] == "approve"
        messages.success(request, _("อนุมัติแผนแล้ว") if approved else _("ส่งกลับให้คู่เสี่ยวแก้กับครอบครัวแล้ว"))
        return redirect("households:plans")
    told = {"plan": made, "compass": Compass(made), "case": Case(household, request.user)}
    return act_page(request, household, found, template="households/plans/decide.html", **told)


@require_http_methods(["GET", "POST"])
def revise(request, household_id):
    household, made = open_plan(request, household_id)
    found = answer(
        request, ReviseForm, lambda form: plans.revise(plan=made, **form.cleaned_data, by=request.user)
    )
    if found.done:
        messages.success(request, _("เริ่มแผนฉบับใหม่แล้ว ฉบับเดิมเก็บไว้ดูได้ตลอด"))
        return to_plan(household)
    note = _("แผนเดิมเก็บไว้ทั้งฉบับ เป้าหมายและกิจกรรมที่ยังไม่ทำจะยกมาในฉบับใหม่ ฉบับใหม่ต้องลงนามและอนุมัติอีกครั้ง")
    return act_page(request, household, found, heading=_("ปรับแผน"), button=_("เริ่มแผนฉบับใหม่"), note=note)


@require_http_methods(["GET"])
def waiting(request):
    """Plans that wait for this person's word, the longest waiting first."""
    rows = plans_to_approve(request.user).order_by("signed_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "households/plans/waiting.html", {"page": page})
