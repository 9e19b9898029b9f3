from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committees import scope
from committees.actions import referrals as acts
from committees.exports import DESK
from committees.forms.referrals import AnswerForm, AskForm, ConfirmForm, DeliverForm
from committees.models import ReferralState
from households.models import Need
from kusiao.exports.views import offer
from kusiao.refusal import Refused
from kusiao.thai import format_date

PAGE = 25
RECENT = 20


@require_http_methods(["GET"])
def desk(request):
    """Whose turn, how long: the one that waited longest stands first."""
    mine = scope.put_to(request.user)
    page = Paginator(_waiting(request), PAGE).get_page(request.GET.get("page"))
    ended = mine.filter(state__in=[ReferralState.CONFIRMED, ReferralState.DECLINED])
    context = {
        "page": page,
        "delivered": mine.waiting_for_officer().order_by("state_since", "id")[:PAGE],
        "ended": ended.order_by("-state_since", "id")[:RECENT],
        "committees": list(request.user.committees),
    }
    return render(request, "committees/referrals/desk.html", context)


def _waiting(request):
    return scope.put_to(request.user).waiting_for_committee().order_by("state_since", "asked_on", "id")


@require_http_methods(["GET", "POST"])
def desk_export(request):
    committees = [committee.short_name for committee in request.user.committees]
    return offer(request, DESK, _waiting(request), narrowed_to=committees)


@require_http_methods(["GET", "POST"])
def referral(request, referral_id):
    asked = get_object_or_404(scope.put_to(request.user), pk=referral_id)
    answering, delivering = AnswerForm(), DeliverForm()
    status = 200
    if request.method == "POST":
        act = request.POST.get("act", "")
        form = DeliverForm(request.POST) if act == "deliver" else AnswerForm(request.POST)
        answering, delivering = (answering, form) if act == "deliver" else (form, delivering)
        if form.is_valid():
            try:
                _take_turn(asked, act, form.cleaned_data, request.user)
                return redirect("committees:referral", asked.pk)
            except Refused as refused:
                refused.show_on(form)
                status = 409 if isinstance(refused, acts.TurnPassed) else 200
    context = {
        "referral": asked,
        "advice": asked.committee.number == acts.ADVICE_COMMITTEE,
        "answers": asked.answers.select_related("by"),
        "supports": asked.supports.all(),
        "answering": answering,
        "delivering": delivering,
    }
    return render(request, "committees/referrals/detail.html", context, status=status)


def _take_turn(asked, act, given, by):
    if act == "deliver":
        acts.deliver(referral=asked, **given, by=by)
    elif act == "confirm":
        raise acts.TurnPassed(_("คู่เสี่ยวเป็นผู้ยืนยันว่าได้รับ คณะยืนยันแทนไม่ได้"))
    else:
        acts.answer(referral=asked, act=act, text=given["text"], by=by)


@require_http_methods(["GET", "POST"])
def ask(request, household_id):
    household = get_object_or_404(request.user.households.with_place(), pk=household_id)
    goals = list(acts.goals_to_help(household))
    asked = next((goal for goal in goals if str(goal.pk) == request.GET.get("goal")), None)
    initial = {"goal": asked.pk, "need": asked.need_id} if asked else _found_on_a_visit(request, household)
    form = AskForm(request.POST or None, initial=initial, goals=goals)
    if form.is_valid():
        try:
            acts.ask(household=household, **form.cleaned_data, by=request.user)
            messages.success(request, _("ส่งคำขอแล้ว ดูว่าถึงตาใครได้ที่หัวข้อ “ตอนนี้”"))
            return redirect("households:case", household.pk)
        except Refused as refused:
            refused.show_on(form)
    return render(request, "committees/referrals/ask.html", {"household": household, "form": form})


def _found_on_a_visit(request, household):
    """What is known already where somebody comes from the visit that found the need."""
    need = Need.objects.filter(pk=request.GET.get("need", "")).first()
    if need is None:
        return {}
    text = _("ครอบครัวยังขาดเรื่อง%(need)s ขอให้ช่วย") % {"need": need}
    try:
        visit = household.visits.filter(pk=UUID(request.GET.get("visit", ""))).first()
    except ValueError:
        visit = None
    if visit:
        text = _("จากการเยี่ยมเมื่อ %(date)s %(text)s") % {"date": format_date(visit.visited_on), "text": text}
    return {"need": need.pk, "text": text}


@require_http_methods(["GET", "POST"])
def confirm(request, referral_id):
    asked = get_object_or_404(
        scope.asked_for(request.user).select_related("household__village__subdistrict__district"),
        pk=referral_id,
    )
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            acts.answer(referral=asked, act="confirm", text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("ยืนยันแล้วว่าครัวเรือนได้รับ"))
            return redirect("households:case", asked.household_id)
        except Refused as refused:
            refused.show_on(form)
            status = 409
    context = {
        "referral": asked,
        "household": asked.household,
        "form": form,
        "supports": asked.supports.all(),
    }
    return render(request, "committees/referrals/confirm.html", context, status=status)
