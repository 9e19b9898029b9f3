from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import entering
from households.actions import places, surveys
from households.forms.surveys import ConfirmForm, RecheckForm, UploadForm
from households.models import IndicatorSet
from households.surveys.showing import PAGE, ShownFile
from kusiao.jobs.models import Job
from kusiao.refusal import Refused


def seen(request, file_id):
    return get_object_or_404(request.user.survey_files.select_related("uploaded_by"), pk=file_id)


@require_http_methods(["GET"])
def files(request):
    rows = request.user.survey_files.select_related("uploaded_by").order_by("-arrived_at")
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
    shown = ShownFile(found, show=asked.get("show", ""), cause=asked.get("cause", ""), page=asked.get("page"))
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
            "confirm": confirm or ConfirmForm(),
            "recheck": RecheckForm(file=found),
            "waiting": places.waiting(found),
            "broken": shown.broken,
            "earlier": found.same_bytes().order_by("-arrived_at").first(),
            "below": entering.waiting(found.year, request.user.enrolling).count()
            if found.stage == "written"
            else 0,
        },
    )


@require_http_methods(["POST"])
def confirm(request, file_id):
    found = seen(request, file_id)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            surveys.confirm(file=found, skip_refused=form.cleaned_data["skip_refused"], by=request.user)
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


def _do(request, found, act, **values):
    try:
        act(file=found, by=request.user, **values)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("households:survey_file", found.pk)
