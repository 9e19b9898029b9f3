from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kusiao.thai import BUDDHIST
from reports.actions.downloads import download
from reports.models import Report
from reports.papers import scans
from reports.papers.files import FORMS, bytes_of


@require_safe
def paper(request, report_id, form):
    """pdf, xlsx or the signed scan: of a signed report the bytes that were fixed, of a draft made now and marked so."""
    report = get_object_or_404(Report.objects.seen_by(request.user), pk=report_id)
    if form not in FORMS or (form == "scan" and not report.signed_scan):
        raise Http404
    content = bytes_of(report, form)
    download(report=report, form=form, by=request.user)
    media, ending = scans.kind_of(content) if form == "scan" else FORMS[form]
    answer = HttpResponse(content, content_type=media)
    name = f"report-{report.starts_on.year + BUDDHIST}-{report.starts_on.month:02}-{report.edition}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
