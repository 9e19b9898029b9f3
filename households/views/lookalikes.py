"""Rows of a survey file that may be households on record, answered one by one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import lookalikes as acts
from households.forms.lookalikes import AnswersForm
from households.models import Stage
from kusiao.refusal import Refused

PAGE = 25
PLACE = "household__village__subdistrict__district"


def _seen(request, file_id):
    return get_object_or_404(request.user.survey_files, pk=file_id)


@require_http_methods(["GET", "POST"])
def lookalikes(request, file_id):
    file = _seen(request, file_id)
    rows = file.suspects.select_related(PLACE)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    form = AnswersForm(request.POST if request.method == "POST" else None, suspects=page.object_list)
    if form.is_valid():
        try:
            acts.answer(file=file, said=form.said(), by=request.user)
            messages.success(request, _("เก็บคำตอบแล้ว กำลังตรวจไฟล์ใหม่ตามคำตอบ"))
            return redirect("households:survey_file", file.pk)
        except Refused as refused:
            refused.show_on(form)
    context = {
        "file": file, "form": form, "page": page, "open": file.stage == Stage.CHECKED,
        "answers": file.answers.select_related(PLACE, "decided_by"),
    }  # fmt: skip
    return render(request, "households/lookalikes/list.html", context)


@require_http_methods(["POST"])
def take_back(request, file_id, answer_id):
    file = _seen(request, file_id)
    answer = get_object_or_404(file.answers, pk=answer_id)
    try:
        acts.take_back(file=file, answer=answer, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("households:survey_file", file.pk)
