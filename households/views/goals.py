"""Goals of a plan and what is done for them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import activities, goals
from households.case import Case
from households.compass import Compass
from households.forms.goals import (
    ActivityForm,
    DropForm,
    EditActivityForm,
    EditGoalForm,
    GoalForm,
    MeasureForm,
    ReasonForm,
    SettleForm,
)
from households.offers import offers_for, out_of
from households.planning import activities_of, goals_of
from households.views.acting import answer
from households.views.plans import act_page, open_plan, to_plan
from kusiao.thai import today

EDITABLE = ("title", "dimension", "need", "horizon", "measure", "unit", "baseline", "target")
WORK = ("what", "doer", "agency", "due_on")


def _failed(compass, asked):
    """The failed indicator of that number, or None where the goal is the family's own wish."""
    return next((row for row in compass.failed if str(row.indicator.number) == asked), None)


@require_http_methods(["GET", "POST"])
def add(request, household_id):
    household, plan = open_plan(request, household_id)
    compass = Compass(plan)
    failed = _failed(compass, request.GET.get("indicator", ""))
    case = Case(household, request.user)
    offers = offers_for(case.track.track if case.track else None)
    offered = out_of(failed.indicator, compass.survey) if failed else offers.get(request.GET.get("offer", ""))
    indicator = failed.indicator if failed else None

    def save(form):
        return goals.add(plan=plan, indicator=indicator, **form.cleaned_data, by=request.user)

    found = answer(request, lambda typed: GoalForm(typed, initial=offered), save)
    if found.done:
        messages.success(request, _("เพิ่มเป้าหมายแล้ว ใส่กิจกรรมที่จะทำให้ถึงเป้านี้"))
        return redirect("households:activity_add", found.done.pk)
    told = {
        "indicator": indicator,
        "offers": {} if failed else offers,
        "template": "households/plans/goal.html",
    }
    return act_page(request, household, found, heading=_("ตั้งเป้าหมาย"), button=_("บันทึกเป้าหมาย"), **told)


@require_http_methods(["GET", "POST"])
def reason(request, household_id, number):
    household, plan = open_plan(request, household_id)
    failed = _failed(Compass(plan), str(number))
    if failed is None:
        raise Http404
    given = {"because": failed.reason.because, "words": failed.reason.words} if failed.reason else {}

    def save(form):
        return goals.give_reason(plan=plan, indicator=failed.indicator, **form.cleaned_data, by=request.user)

    found = answer(request, lambda typed: ReasonForm(typed, initial=given), save)
    if found.done:
        return to_plan(household, "#failed")
    told = {"indicator": failed.indicator, "template": "households/plans/goal.html"}
    return act_page(request, household, found, heading=_("ไม่ตั้งเป้าหมาย"), button=_("บันทึกเหตุผล"), **told)


@require_http_methods(["GET", "POST"])
def edit(request, goal_id):
    goal = get_object_or_404(goals_of(request.user), pk=goal_id)
    household = goal.plan.household
    initial = {name: getattr(goal, name) for name in EDITABLE} | {"version": goal.version}

    def save(form):
        changes = dict(form.cleaned_data)
        return goals.edit(goal=goal, version=changes.pop("version"), changes=changes, by=request.user)

    found = answer(request, lambda typed: EditGoalForm(typed, initial=initial), save)
    if found.done:
        return to_plan(household, f"#goal-{goal.pk}")
    told = {"indicator": goal.indicator, "template": "households/plans/goal.html"}
    return act_page(request, household, found, heading=_("แก้เป้าหมาย"), button=_("บันทึกเป้าหมาย"), **told)


@require_http_methods(["GET", "POST"])
def state(request, goal_id):
    """How far the family has come; apart from it, giving the goal up."""
    goal = get_object_or_404(goals_of(request.user), pk=goal_id)
    household, drops = goal.plan.household, request.POST.get("act") == "drop"
    initial = {"now": goal.now, "version": goal.version}

    def save(form):
        act = goals.drop if drops else goals.measure
        return act(goal=goal, **form.cleaned_data, by=request.user)

    def make(typed):
        return DropForm(typed, initial=initial) if drops else MeasureForm(typed, initial=initial, goal=goal)

    found = answer(request, make, save)
    if found.done:
        return to_plan(household, f"#goal-{goal.pk}")
    other = MeasureForm(initial=initial, goal=goal) if drops else DropForm(initial=initial)
    context = {
        "household": household, "goal": goal, "form": found.form, "found": found,
        "measure": other if drops else found.form, "drop": found.form if drops else other,
    }  # fmt: skip
    return render(request, "households/plans/state.html", context, status=found.status)


@require_http_methods(["GET", "POST"])
def activity_add(request, goal_id):
    goal = get_object_or_404(goals_of(request.user), pk=goal_id)
    household, initial = goal.plan.household, {"doer": "alone", "due_on": goal.due_on}
    found = answer(
        request,
        lambda typed: ActivityForm(typed, initial=initial),
        lambda form: activities.add(goal=goal, **form.cleaned_data, by=request.user),
    )
    if found.done:
        return to_plan(household, f"#goal-{goal.pk}")
    note = _("เพื่อเป้าหมาย “%(goal)s”") % {"goal": goal}
    return act_page(request, household, found, heading=_("เพิ่มกิจกรรม"), button=_("บันทึกกิจกรรม"), note=note)


@require_http_methods(["GET", "POST"])
def activity(request, activity_id):
    work = get_object_or_404(activities_of(request.user), pk=activity_id)
    household = work.goal.plan.household
    initial = {name: getattr(work, name) for name in WORK} | {"version": work.version}

    def save(form):
        changes = dict(form.cleaned_data)
        return activities.edit(
            activity=work, version=changes.pop("version"), changes=changes, by=request.user
        )

    found = answer(request, lambda typed: EditActivityForm(typed, initial=initial), save)
    if found.done:
        return to_plan(household, f"#goal-{work.goal_id}")
    return act_page(request, household, found, heading=_("แก้กิจกรรม"), button=_("บันทึกกิจกรรม"))


@require_http_methods(["GET", "POST"])
def activity_settle(request, activity_id):
    work = get_object_or_404(activities_of(request.user), pk=activity_id)
    household = work.goal.plan.household
    state = "done" if work.state == "planned" else work.state
    initial = {
        "state": state,
        "on": work.state_on or today(),
        "because": work.because,
        "version": work.version,
    }
    found = answer(
        request,
        lambda typed: SettleForm(typed, initial=initial),
        lambda form: activities.settle(activity=work, **form.cleaned_data, by=request.user),
    )
    if found.done:
        return to_plan(household, f"#goal-{work.goal_id}")
    return act_page(
        request, household, found, heading=_("กิจกรรมนี้เป็นอย่างไร"), button=_("บันทึก"), note=work.what
    )
