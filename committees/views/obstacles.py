from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committees import scope
from committees.actions import obstacles as acts
from committees.forms.obstacles import ObstacleAnswerForm, ObstacleForm
from kusiao.refusal import Refused

PAGE = 25


@require_http_methods(["GET"])
def listing(request):
    page = Paginator(scope.obstacles_of(request.user), PAGE).get_page(request.GET.get("page"))
    may = {name: request.user.may_open(f"committees:obstacle_{name}") for name in ("raise", "answer")}
    return render(request, "committees/obstacles/list.html", {"page": page, "may": may})


@require_http_methods(["GET", "POST"])
def raise_one(request):
    form = ObstacleForm(
        request.POST or None,
        districts=scope.posted_districts(request.user),
        committees=request.user.committees,
    )
    if form.is_valid():
        acts.raise_obstacle(**form.cleaned_data, by=request.user)
        messages.success(request, _("แจ้งแล้ว สำนักงานจังหวัดจะตอบ และเรื่องนี้อยู่ในรายงานงวดถัดไป"))
        return redirect("committees:obstacles")
    return render(request, "committees/obstacles/raise.html", {"form": form})


@require_http_methods(["GET", "POST"])
def answer(request, obstacle_id):
    obstacle = get_object_or_404(scope.obstacles_of(request.user), pk=obstacle_id)
    form = ObstacleAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            acts.answer_obstacle(obstacle=obstacle, **form.cleaned_data, by=request.user)
            messages.success(request, _("บันทึกคำตอบแล้ว"))
            return redirect("committees:obstacles")
        except Refused as refused:
            refused.show_on(form)
    return render(request, "committees/obstacles/answer.html", {"obstacle": obstacle, "form": form})
