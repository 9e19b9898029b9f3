"""The account book of a household, what its people can do, and what was promised to them."""

import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import accounts, promises
from households.books import last_months, months_of
from households.case import Case
from households.forms.books import AbilityForm, AccountForm, PromiseForm, PromiseSettleForm
from households.planning import promises_of
from households.views.acting import answer
from households.views.households import seen
from households.views.plans import act_page
from kusiao.thai import today


def _month(asked):
    """The month that was asked for as 2026-11, not one to come; else this one."""
    try:
        return min(datetime.date.fromisoformat(f"{asked}-01"), today().replace(day=1))
    except ValueError:
        return today().replace(day=1)


@require_http_methods(["GET", "POST"])
def account(request, household_id):
    household = seen(request, household_id)
    month = _month(request.GET.get("month", ""))
    stands, version = accounts.totals_of(household, month)
    initial = {**stands, "version": version, "month": f"{month:%Y-%m}"}

    def save(form):
        month, version = form.cleaned_data["month"], form.cleaned_data["version"]
        return accounts.keep_month(
            household=household, month=month, totals=form.totals(), version=version, by=request.user
        )

    found = answer(request, lambda typed: AccountForm(typed, initial=initial), save)
    if found.done:
        messages.success(request, _("บันทึกบัญชีเดือนนี้แล้ว"))
        return redirect("households:account", household_id)
    told = {"month": month, "months": months_of(household), "choices": last_months(today())}
    return act_page(request, household, found, template="households/plans/account.html", **told)


@require_http_methods(["GET", "POST"])
def abilities(request, household_id):
    household = seen(request, household_id)
    members = Case(household, request.user).able
    told = {one.pk: one for member in members for one in member.abilities.all()}
    asked = request.POST.get("remove", "")
    if asked.isascii() and asked.isdecimal() and int(asked) in told:
        accounts.remove_ability(ability=told[int(asked)], by=request.user)
        return redirect("households:abilities", household_id)
    found = answer(
        request,
        lambda typed: AbilityForm(typed, members=members),
        lambda form: accounts.tell_ability(**form.cleaned_data, by=request.user),
    )
    if found.done:
        return redirect("households:abilities", household_id)
    return act_page(request, household, found, members=members, template="households/plans/abilities.html")


@require_http_methods(["GET", "POST"])
def promise_add(request, household_id):
    household = seen(request, household_id)
    plan = household.plans.open().first()
    goals = list(plan.goals.pursued().select_related("plan")) if plan else []
    initial = {"promised_on": today(), "goal": request.GET.get("goal", "")}
    found = answer(
        request,
        lambda typed: PromiseForm(typed, initial=initial, goals=goals),
        lambda form: promises.give(household=household, **form.cleaned_data, by=request.user),
    )
    if found.done:
        messages.success(request, _("บันทึกคำรับปากแล้ว จะเตือนเมื่อใกล้กำหนด"))
        return redirect("households:plan", household_id)
    note = _("คำรับปากยังไม่ใช่การอนุมัติหรือการส่งมอบ จดไว้เพื่อไม่ให้ลืม")
    return act_page(request, household, found, heading=_("จดคำรับปาก"), button=_("บันทึกคำรับปาก"), note=note)


@require_http_methods(["GET", "POST"])
def promise(request, promise_id):
    row = get_object_or_404(promises_of(request.user), pk=promise_id)
    initial = {"state": "kept", "on": today(), "version": row.version}
    found = answer(
        request,
        lambda typed: PromiseSettleForm(typed, initial=initial),
        lambda form: promises.settle(promise=row, **form.cleaned_data, by=request.user),
    )
    if found.done:
        return redirect("households:plan", row.household_id)
    return act_page(request, row.household, found, template="households/plans/promise.html", promise=row)
