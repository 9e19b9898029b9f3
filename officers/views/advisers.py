"""1 อาจารย์ 1 ตำบล: the coordinator names the lecturer, friends ask, the lecturer answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers import scope
from officers.accounts import account_of
from officers.actions import advisers as actions
from officers.forms.advisers import AnswerForm, AppointForm, AskForm

PAGE = 25


@require_http_methods(["GET", "POST"])
def advisers(request):
    subdistricts = scope.subdistricts_staffed_by(request.user)
    form = AppointForm(request.POST or None, subdistricts=subdistricts)
    if request.method == "POST" and form.is_valid() and _appointed(request, form):
        return redirect("officers:advisers")
    page = Paginator(scope.advisers_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "officers/advisers/list.html", {"form": form, "page": page})


def _appointed(request, form):
    officer = account_of(form.cleaned_data["username"])
    if officer is None:
        form.add_error("username", actions.UNKNOWN)
        return False
    try:
        made = actions.appoint(officer=officer, subdistrict=form.cleaned_data["subdistrict"], by=request.user)
    except Refused as refusal:
        refusal.show_on(form)
        return False
    messages.success(request, _("แต่งตั้งที่ปรึกษา ต.%(subdistrict)s แล้ว") % {"subdistrict": made.subdistrict})
    return True


@require_http_methods(["POST"])
def adviser_end(request, adviser_id):
    found = get_object_or_404(scope.advisers_of(request.user), pk=adviser_id)
    try:
        actions.end(adviser=found, by=request.user)
        messages.success(request, _("สิ้นสุดการเป็นที่ปรึกษาแล้ว"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("officers:advisers")


@require_http_methods(["GET", "POST"])
def questions(request):
    """What this person asked, or what was asked in his districts; the lecturer reads them beside the totals."""
    subdistricts = scope.subdistricts_to_ask_about(request.user)
    form = AskForm(request.POST or None, subdistricts=subdistricts)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(by=request.user, **form.cleaned_data)
            messages.success(request, _("ส่งคำถามแล้ว คำตอบจะขึ้นที่หน้านี้"))
            return redirect("officers:questions")
        except Refused as refusal:
            refusal.show_on(form)
    page = Paginator(scope.questions_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_ask": subdistricts.exists()}
    return render(request, "officers/advisers/questions.html", context)


@require_http_methods(["GET", "POST"])
def question_answer(request, question_id):
    found = get_object_or_404(scope.questions_put_to(request.user), pk=question_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(question=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("ส่งคำตอบแล้ว"))
            return redirect("reports:advising")
        except Refused as refusal:
            refusal.show_on(form)
    return render(request, "officers/advisers/answer.html", {"question": found, "form": form})
