from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kusiao.refusal import Refused
from reports.actions import deliveries, due
from reports.actions import reports as acts
from reports.forms.reports import MakeForm, Part4Form, SignForm
from reports.models import Report, ReportState


def _asked(request, report_id):
    return get_object_or_404(Report.objects.seen_by(request.user).defer("figures"), pk=report_id)


def _seen_version(request):
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0


@require_POST
def make(request):
    form = MakeForm(request.POST, months=due.months_to_make())
    if not form.is_valid():
        messages.error(request, _("เลือกเดือนที่สิ้นสุดแล้วและยังไม่มีรายงาน"))
        return redirect("reports:list")
    try:
        job = due.make_now(month=form.cleaned_data["month"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:list")
    return redirect("jobs:progress", job.pk)


@require_http_methods(["GET", "POST"])
def edit(request, report_id):
    report = _asked(request, report_id)
    if report.state != ReportState.DRAFT:
        messages.error(request, _("รายงานนี้ตรวจแล้ว แก้ส่วนที่ 4 ไม่ได้ ถ้าต้องแก้ให้ลงนามแล้วทำฉบับแก้ไข"))
        return redirect("reports:report", report.pk)
    form = Part4Form(request.POST or None, initial=_part_4(report))
    if form.is_valid():
        try:
            acts.edit(report=report, by=request.user, **form.cleaned_data)
        except acts.ChangedMeanwhile as late:
            return _difference(request, report, form, late)
        messages.success(request, _("บันทึกส่วนที่ 4 แล้ว"))
        return redirect("reports:report", report.pk)
    return render(request, "reports/edit.html", {"report": report, "form": form})


def _part_4(report):
    return {"problems": report.problems, "proposals": report.proposals, "version": report.version}


def _difference(request, report, form, late):
    """What this person wrote stays in the form; beside it stands what the other one saved."""
    pairs = [
        (form[name].label, form.cleaned_data[name], getattr(late.stands, name))
        for name in ("problems", "proposals")
    ]
    again = Part4Form(initial={**form.cleaned_data, "version": late.stands.version})
    shown = {
        "report": late.stands,
        "form": again,
        "refusal": late,
        "differences": [pair for pair in pairs if pair[1] != pair[2]],
        "ended": late.stands.state != ReportState.DRAFT,
    }
    return render(request, "reports/edit.html", shown, status=409)


@require_POST
def check(request, report_id):
    report = _asked(request, report_id)
    try:
        acts.check(report=report, version=_seen_version(request), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("ตรวจแล้ว พิมพ์เสนอลงนาม แล้วลงเลขหนังสือที่นี่"))
    return redirect("reports:report", report.pk)


@require_http_methods(["GET", "POST"])
def sign(request, report_id):
    report = _asked(request, report_id)
    if report.state != ReportState.CHECKED:
        messages.error(request, _("ลงเลขหนังสือได้เมื่อรายงานตรวจแล้วและยังไม่ลงนาม"))
        return redirect("reports:report", report.pk)
    form = SignForm(request.POST or None, request.FILES or None, initial={"version": report.version})
    if form.is_valid():
        try:
            acts.sign(report=report, by=request.user, **form.signed())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("ลงนามแล้ว ไฟล์ถูกตรึงและกำลังส่งให้ผู้รับ"))
            return redirect("reports:report", report.pk)
    return render(request, "reports/sign.html", {"report": report, "form": form})


@require_POST
def correct(request, report_id):
    report = _asked(request, report_id)
    try:
        job = due.correct(report=report, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:report", report.pk)
    return redirect("jobs:progress", job.pk)


@require_POST
def send_again(request, report_id, delivery_id):
    report = _asked(request, report_id)
    delivery = get_object_or_404(report.deliveries, pk=delivery_id)
    return _done(request, report, deliveries.send_again, delivery, _("กำลังส่งอีกครั้ง"))


@require_POST
def acknowledge(request, report_id, delivery_id):
    report = _asked(request, report_id)
    delivery = get_object_or_404(report.deliveries, pk=delivery_id)
    return _done(request, report, deliveries.acknowledge, delivery, _("ยืนยันว่าได้รับรายงานแล้ว"))


def _done(request, report, act, delivery, told):
    try:
        act(delivery=delivery, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("reports:report", report.pk)
