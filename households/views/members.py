"""The people of a family, changed by those who know them at home: the friend and the district."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import members as acts
from households.family import Moved
from households.forms.members import (
    HeadForm,
    JoinForm,
    LeaveForm,
    MemberForm,
    ReturnForm,
    WithdrawForm,
    stands,
)
from households.models import Went
from kusiao.refusal import Refused


def cared(request, household_id):
    """Of the friend and of the coordinator of its district: data of s. 26 is on these pages."""
    return get_object_or_404(request.user.cared_for.with_place(), pk=household_id)


@require_http_methods(["GET", "POST"])
def edit(request, household_id, member_id):
    household = cared(request, household_id)
    member = get_object_or_404(household.members, pk=member_id)
    form = MemberForm(request.POST or None, member=member, initial=stands(member))
    conflict = None
    if form.is_valid():
        try:
            acts.edit(
                member=member, changes=form.facts(), version=form.cleaned_data["version"], by=request.user
            )
            messages.success(request, _("บันทึกข้อมูลของคนนี้แล้ว"))
            return redirect("households:case", household.pk)
        except acts.MemberConflict as lost:
            conflict, form = lost, _typed_again(MemberForm, request, lost.version, member=member)
        except Refused as refused:
            refused.show_on(form)
    context = {"household": household, "member": member, "form": form, "conflict": conflict}
    if conflict:
        context["differences"] = [
            (_label(form, name), _words(form, name, one), _words(form, name, other))
            for name, one, other in conflict.differences
        ]
    events = member.events.filter(household=household).select_related("recorded_by", "withdrawn_by")
    context["events"], context["went"] = events, Went.values
    return render(request, "households/members/edit.html", context, status=409 if conflict else 200)


def _typed_again(form, request, version, **options):
    """What was typed, now against the version that stands."""
    typed = request.POST.copy()
    typed["version"] = version
    return form(typed, **options)


def _label(form, name):
    return form.fields[{"birth_date": "birth", "birth_precision": "birth"}.get(name, name)].label


def _words(form, name, value):
    """One side of a difference, as the form would say it."""
    if isinstance(value, bool):
        return _("มี") if value else _("ไม่มี")
    choices = getattr(form.fields.get(name), "choices", ())
    return dict(choices).get(value, value) if value else ""


@require_http_methods(["GET", "POST"])
def add(request, household_id):
    household = cared(request, household_id)
    form = JoinForm(request.POST or None, initial={"version": household.version})

    def act():
        given = form.cleaned_data
        told = {name: given[name] for name in ("how", "on", "reason", "version")}
        acts.join(household=household, facts=form.facts(), **told, by=request.user)

    done = _("เพิ่มคนในบ้านแล้ว")
    return _answer(request, household, form, act, done, "households/members/add.html", {})


@require_http_methods(["GET", "POST"])
def leave(request, household_id, member_id):
    household = cared(request, household_id)
    member = get_object_or_404(household.members.filter(left_on__isnull=True), pk=member_id)
    stay = household.members.filter(left_on__isnull=True).exclude(pk=member.pk)
    form = LeaveForm(
        request.POST or None, living=stay, asks_head=member.is_head and bool(stay), initial={"version": household.version}
    )  # fmt: skip

    def act():
        acts.leave(member=member, **form.act(), by=request.user)

    context = {"member": member, "last": not stay}
    return _answer(request, household, form, act, _("บันทึกแล้ว"), "households/members/leave.html", context)


@require_http_methods(["GET", "POST"])
def come_back(request, household_id, member_id):
    household = cared(request, household_id)
    gone = household.members.filter(left_on__isnull=False).exclude(left_how=Went.DIED)
    member = get_object_or_404(gone, pk=member_id)
    form = ReturnForm(request.POST or None, initial={"version": household.version})

    def act():
        acts.come_back(member=member, **form.cleaned_data, by=request.user)

    context = {"member": member}
    return _answer(
        request, household, form, act, _("บันทึกการกลับมาแล้ว"), "households/members/return.html", context
    )


@require_http_methods(["GET", "POST"])
def head(request, household_id):
    household = cared(request, household_id)
    living = household.members.filter(left_on__isnull=True)
    form = HeadForm(request.POST or None, living=living, initial={"version": household.version})

    def act():
        given = form.act()
        acts.name_head(household=household, member=given.pop("new_head"), **given, by=request.user)

    return _answer(
        request, household, form, act, _("เปลี่ยนหัวหน้าครัวเรือนแล้ว"), "households/members/head.html", {}
    )


@require_http_methods(["GET", "POST"])
def withdraw(request, household_id, event_id):
    household = cared(request, household_id)
    event = get_object_or_404(household.member_events.standing().select_related("member"), pk=event_id)
    form = WithdrawForm(request.POST or None)

    def act():
        acts.withdraw(event=event, **form.cleaned_data, by=request.user)

    done = _("ถอนเหตุการณ์ที่บันทึกผิดแล้ว")
    return _answer(request, household, form, act, done, "households/members/withdraw.html", {"event": event})


def _answer(request, household, form, act, done, template, context):
    """Back to the case when it is done; else the form as it was typed, against what stands now."""
    status = 200
    if form.is_valid():
        try:
            act()
            messages.success(request, done)
            return redirect("households:case", household.pk)
        except Moved as moved:
            form.data = form.data.copy()
            form.data["version"] = moved.version
            moved.show_on(form)
            status = 409
        except Refused as refused:
            refused.show_on(form)
    return render(request, template, {"household": household, "form": form, **context}, status=status)
