from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import entering
from households.actions import places, surveys
from households.forms.surveys import ConfirmForm, RecheckForm, UploadForm
from households.models import IndicatorSet, Stage
from households.surveys.showing import PAGE, ShownFile, left_of
from kusiao.jobs.models import Job
from kusiao.refusal import Refused


def seen(request, file_id):
    return get_object_or_404(request.user.survey_files.select_related("uploaded_by"), pk=file_id)


@require_http_methods(["GET"])
def files(request):
    rows = request.user.survey_files.select_related("uploaded_by").order_by("-arrived_at")
    rows = rows.annotate(unplaced_rows=Sum("unplaced__rows"))
    return render(
        request,
        "households/surveys/list.html",
        {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))},
    )


@require_http_methods(["GET", "POST"])
def upload(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        file = surveys.receive(
            chunks=sent.chunks(), name=sent.name, year=form.cleaned_data["year"], by=request.user
        )
        return redirect("households:survey_file", file.pk)
    forms = (
        IndicatorSet.objects.annotate(count=Count("indicators")).filter(count__gt=0).order_by("-first_year")
    )
    return render(request, "households/surveys/upload.html", {"form": form, "forms": forms})


@require_http_methods(["GET"])
def file(request, file_id):
    return _show(request, seen(request, file_id))


def _show(request, found, confirm=None):
    asked = request.GET
    names = ("show", "cause", "district")
    shown = ShownFile(found, page=asked.get("page"), **{name: asked.get(name, "") for name in names})
    page = None if shown.is_verdict and not shown.cause else shown.page()
    return render(
        request,
        "households/surveys/file.html",
        {
            "file": found,
            "shown": shown,
            "causes": shown.causes() if page is None else [],
            "page": page,
            "rows": shown.rows(page) if page and not shown.is_verdict else [],
            "job": Job.objects.filter(kind__startswith="survey.", key=found.job_key)
            .order_by("created_at")
            .last()
            if shown.is_waiting
            else None,
            "confirm": confirm or ConfirmForm(districts=shown.writable),
            "recheck": RecheckForm(file=found),
            "waiting": places.waiting(found),
            "broken": shown.broken,
            "earlier": found.same_bytes().order_by("-arrived_at").first(),
            "below": entering.waiting(found.year, request.user.enrolling).count()
            if found.stage == "written"
            else 0,
            **_left(request, found),
        },
    )


def _left(request, found):
    """The households that undoing left as they are."""
    if found.stage != Stage.UNDONE:
        return {}
    rows = found.not_undone.select_related("household__village__subdistrict__district").order_by("pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {"left": left_of(page), "left_page": page}


@require_http_methods(["POST"])
def confirm(request, file_id):
    found = seen(request, file_id)
    form = ConfirmForm(request.POST, districts=ShownFile(found).writable)
    if form.is_valid():
        try:
            surveys.confirm(
                file=found,
                skip_refused=form.cleaned_data["skip_refused"],
                districts=form.chosen,
                checks=form.cleaned_data["checks"],
                by=request.user,
            )
            return redirect("households:survey_file", found.pk)
        except Refused as refused:
            refused.show_on(form)
    return _show(request, found, form)


@require_http_methods(["POST"])
def recheck(request, file_id):
    found = seen(request, file_id)
    form = RecheckForm(request.POST, file=found)
    if form.is_valid():
        return _do(request, found, surveys.recheck, **form.cleaned_data)
    messages.error(request, _("เลือกปีที่สำรวจและแผ่นงานจากรายการ แล้วสั่งตรวจใหม่อีกครั้ง"))
    return redirect("households:survey_file", found.pk)


@require_http_methods(["POST"])
def repair(request, file_id):
    """Thai letters that were read as Latin ones: turned back only because a person saw the sample and says so."""
    return _do(request, seen(request, file_id), surveys.recheck, repair=request.POST.get("repair") == "yes")


@require_http_methods(["POST"])
def cancel(request, file_id):
    return _do(request, seen(request, file_id), surveys.cancel)


@require_http_methods(["POST"])
def call_off(request, file_id):
    """Stops the work on this file that is under way."""
    return _do(request, seen(request, file_id), surveys.call_off)


@require_http_methods(["GET", "POST"])
def undo(request, file_id):
    """What taking the file back would do, and the word that does it."""
    found = seen(request, file_id)
    if request.method == "POST":
        return _do(request, found, surveys.undo)
    possible = bool(found.written_at) and found.stage in (Stage.WRITTEN, Stage.CHECKED)
    written = found.surveys.count()
    entered = found.surveys.filter(enrolments__isnull=False).count()
    return render(
        request,
        "households/surveys/undo.html",
        {"file": found, "possible": possible, "written": written, "entered": entered},
    )


def _do(request, found, act, **values):
    try:
        act(file=found, by=request.user, **values)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("households:survey_file", found.pk)
