"""Pairs of case files that may be one family's: the list, and one pair side by side to be decided."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import likenesses as acts
from households.actions.merging import merge
from households.forms.likenesses import ApartForm, MergeForm, PairFilter
from households.side_by_side import Side, SideBySide
from kusiao.refusal import Refused

PAGE = 25
PLACES = [f"{one}__village__subdistrict__district" for one in ("first", "second")]


@require_http_methods(["GET", "POST"])
def pairs(request):
    if request.method == "POST":
        acts.order(by=request.user)
        messages.success(request, _("สั่งค้นหาแล้ว รายการใหม่จะปรากฏเมื่อค้นเสร็จ เปิดหน้านี้ใหม่ในอีกสักครู่"))
        return redirect("households:likenesses")
    form = PairFilter(request.GET, districts=request.user.districts)
    district, sign = form.wanted()
    rows = request.user.likenesses.select_related(*PLACES).strongest_first()
    if district:
        rows = rows.filter(Q(**{PLACES[0]: district}) | Q(**{PLACES[1]: district}))
    if sign:
        rows = rows.filter(main_sign=sign)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "households/likenesses/list.html", {"form": form, "page": page})


def seen(request, likeness_id):
    return get_object_or_404(request.user.likenesses.select_related(*PLACES), pk=likeness_id)


@require_http_methods(["GET", "POST"])
def pair(request, likeness_id):
    found = seen(request, likeness_id)
    sides = SideBySide(Side(found.first), Side(found.second))
    form = MergeForm(request.POST or None, sides=sides)
    if form.is_valid():
        try:
            done = merge(**form.decision(), by=request.user)
            messages.success(request, _("รวมเป็นครัวเรือนเดียวแล้ว ถ้าผิดแยกกลับได้ในหน้านี้"))
            return redirect("households:merge", done.pk)
        except Refused as refused:
            refused.show_on(form)
    return _show(request, found, sides, form, ApartForm(prefix="apart"))


@require_http_methods(["POST"])
def apart(request, likeness_id):
    found = seen(request, likeness_id)
    form = ApartForm(request.POST, prefix="apart")
    if form.is_valid():
        try:
            acts.tell_apart(likeness=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("บันทึกแล้วว่าเป็นคนละครัวเรือน จะไม่เสนอคู่นี้อีกจนกว่าจะพบเหตุใหม่"))
            return redirect("households:likenesses")
        except Refused as refused:
            refused.show_on(form)
    sides = SideBySide(Side(found.first), Side(found.second))
    return _show(request, found, sides, MergeForm(sides=sides), form)


def _show(request, found, sides, form, apart_form):
    context = {
        "likeness": found, "sides": sides, "both": (sides.first, sides.second), "form": form, "apart": apart_form,
    }  # fmt: skip
    return render(request, "households/likenesses/pair.html", context)
