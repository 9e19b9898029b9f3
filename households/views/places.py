from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import places as placing
from households.actions import surveys
from households.forms.places import DistrictForm, PlaceForm
from households.models import PlaceAlias, Stage
from households.surveys.places import district_of_code
from kusiao.refusal import Refused


@require_http_methods(["GET"])
def places(request, file_id):
    """The words of this file that name no subdistrict, what was chosen for them, and the way on."""
    file = _seen(request, file_id)
    waiting = placing.waiting(file)
    return render(
        request,
        "households/places/list.html",
        {
            "file": file, "open": file.stage in placing.OPEN, "waiting": waiting, "rows": sum(one.rows for one in waiting),
            "chosen": file.places.select_related("subdistrict__district", "decided_by"),
            "always": PlaceAlias.objects.exclude(decided_at=None).select_related("subdistrict__district", "decided_by"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def choose(request, file_id, words):
    file = _seen(request, file_id)
    found = get_object_or_404(file.unplaced, pk=words)
    unit = PlaceAlias.objects.filter(code=found.code).exclude(code="").first()
    asked = request.GET if "district" in request.GET else {"district": district_of_code(found.code)}
    where = DistrictForm(asked)
    district = where.cleaned_data.get("district") if where.is_valid() else None
    nameless = not (found.district_words or found.subdistrict_words or found.code)
    form = PlaceForm(request.POST or None, district=district, nameless=nameless) if district else None
    if form and form.is_valid():
        try:
            placing.choose(
                file=file,
                words=found,
                subdistrict=form.cleaned_data["subdistrict"],
                always=form.is_always,
                by=request.user,
            )
            return redirect("households:survey_places", file.pk)
        except Refused as refused:
            refused.show_on(form)
    return render(
        request,
        "households/places/form.html",
        {"file": file, "words": found, "unit": unit, "where": where, "district": district, "form": form},
    )


@require_http_methods(["POST"])
def use(request, file_id):
    """The file again with the places chosen; what is written already is compared by a file of its own."""
    file = _seen(request, file_id)
    try:
        if file.stage == Stage.WRITTEN:
            file = surveys.check_once_more(file=file, by=request.user)
        else:
            surveys.recheck(file=file, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("households:survey_places", file_id)
    return redirect("households:survey_file", file.pk)


@require_http_methods(["POST"])
def take_back(request, file_id):
    """`file` or `always`: the key of the choice that was wrong."""
    file = _seen(request, file_id)
    if "always" in request.POST:
        place = get_object_or_404(
            PlaceAlias.objects.exclude(decided_at=None), pk=_number(request.POST["always"])
        )
    else:
        place = get_object_or_404(file.places, pk=_number(request.POST.get("file", "")))
    placing.take_back(place=place, by=request.user)
    messages.success(request, _("เลิกใช้ตำบลที่เลือกไว้แล้ว ตรวจไฟล์ใหม่เพื่อดูผล"))
    return redirect("households:survey_places", file.pk)


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _seen(request, file_id):
    return get_object_or_404(request.user.survey_files, pk=file_id)
