from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kusiao.thai import format_datetime
from reports.actions import deliveries, due
from reports.figures.balance import checks
from reports.figures.monthly import from_json
from reports.forms.reports import MakeForm
from reports.models import Report
from reports.papers.document import as_of, summary
from reports.papers.tables import tables

A_PAGE = 50


@require_safe
def index(request):
    seen = Report.objects.seen_by(request.user).defer("figures", "problems", "proposals")
    months = due.months_to_make() if request.user.may_open("reports:make") else []
    return render(
        request,
        "reports/list.html",
        {
            "page": Paginator(seen, A_PAGE).get_page(request.GET.get("page")),
            "form": MakeForm(months=months) if months else None,
        },
    )


@require_safe
def report(request, report_id):
    found = get_object_or_404(Report.objects.seen_by(request.user), pk=report_id)
    figures = from_json(found.figures)
    *parts, annex = tables(figures)
    return render(
        request,
        "reports/report.html",
        {
            "report": found,
            "as_of": as_of(found),
            "summary": summary(figures),
            "path": path_of(found),
            "checks": checks(figures),
            "parts": parts,
            "annex": annex,
            "page": Paginator(annex.shown(), A_PAGE).get_page(request.GET.get("page")),
            "deliveries": deliveries_of(found),
            "keeps": request.user.may_open("reports:edit"),
            "acknowledges": request.user.may_open("reports:acknowledge"),
        },
    )


def path_of(found):
    """The state path as a timeline: what was reached is a tied knot with its date, what is to come an open ring."""
    sent = [one.sent_at for one in found.deliveries.all() if one.sent_at]
    reached = [
        (_("ทำร่าง ตัวเลขถูกตรึง"), found.made_at),
        (_("ตรวจแล้ว"), found.checked_at),
        (_("ลงนามแล้ว"), found.signed_at),
        (_("ส่งแล้ว"), max(sent, default=None)),
    ]
    return [
        {
            "title": title,
            "when": format_datetime(when) if when else _("ยังไม่ถึง"),
            "kind": "visit" if when else "attempt",
        }
        for title, when in reached
    ]


def deliveries_of(found):
    jobs = deliveries.jobs_of(found)
    return [(one, jobs.get(one.pk)) for one in found.deliveries.select_related("addressee").order_by("pk")]
