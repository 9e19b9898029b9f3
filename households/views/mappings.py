from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import mappings
from households.forms.mappings import MappingForm
from households.models import ColumnMapping, IndicatorSet, Stage
from households.surveys.showing_heads import ShownHead
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def columns(request, file_id, sheet):
    """What each column of a sheet is read as, and the way to say that it is something else."""
    file, head = _seen(request, file_id, sheet)
    texts = _texts(file.year)
    shown = ShownHead(head, _place(request.POST or request.GET), texts)
    heads = list(file.heads.defer("top"))
    beside = any(one.header_row for one in heads if one.pk != head.pk)
    form = MappingForm(
        request.POST or None, columns=shown.columns, indicators=max(texts, default=0) or 99, beside=beside
    )
    open_ = file.stage in (Stage.CHECKED, Stage.REFUSED)
    if form.is_valid() and shown.place:
        try:
            first, last = shown.place
            mappings.remember(
                file=file, names=shown.names, rows=last - first + 1, meanings=form.meanings, by=request.user
            )
            messages.success(
                request, _("จำการจับคู่คอลัมน์ไว้แล้ว ไฟล์ต่อไปที่หัวตารางเหมือนกันจะใช้แบบเดียวกัน กำลังตรวจไฟล์ใหม่")
            )
            return redirect("households:survey_file", file.pk)
        except Refused as refused:
            refused.show_on(form)
    remembered = (
        ColumnMapping.objects.select_related("decided_by").filter(signature=head.signature or "-").first()
    )
    return render(
        request,
        "households/mappings/form.html",
        {
            "file": file, "head": head, "shown": shown, "form": form, "columns": form.groups(), "open": open_,
            "heads": heads, "remembered": remembered,
        },
    )  # fmt: skip


@require_http_methods(["POST"])
def forget(request, file_id, sheet):
    file, head = _seen(request, file_id, sheet)
    mapping = get_object_or_404(ColumnMapping, pk=head.signature)
    try:
        mappings.forget(file=file, mapping=mapping, by=request.user)
        messages.success(request, _("ลืมการจับคู่นี้แล้ว กำลังตรวจไฟล์ใหม่ตามหัวตาราง"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("households:survey_file", file.pk)


def _seen(request, file_id, sheet):
    file = get_object_or_404(request.user.survey_files, pk=file_id)
    return file, get_object_or_404(file.heads, order=sheet)


def _place(asked):
    """("4", "two rows") → (4, 5)."""
    number = asked.get("header", "")
    if not number.isdecimal():
        return None
    return int(number), int(number) + (1 if asked.get("two") else 0)


def _texts(year):
    indicator_set = IndicatorSet.objects.filter(first_year__lte=year, last_year__gte=year).first()
    return dict(indicator_set.indicators.values_list("number", "text_th")) if indicator_set else {}
