from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kusiao.exports import actions
from kusiao.exports.forms import ExportForm
from kusiao.refusal import Refused
from kusiao.tables.writing import FORMS

A_PAGE = 25


def offer(request, listing, rows, *, args=(), title="", narrowed_to=()):
    """The page that every list leads to: what will be in the file, and the question what it is for."""
    if not request.user.may_open(listing.page):
        raise PermissionDenied
    count = len(rows) if isinstance(rows, (list, tuple)) else rows.count()
    form, narrowed_to = ExportForm(request.POST or None), " · ".join(str(one) for one in narrowed_to if one)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.export(
                listing=listing,
                rows=rows,
                by=request.user,
                title=title,
                narrowed_to=narrowed_to,
                **form.cleaned_data,
            )
            return redirect("exports:export", made.pk)
        except Refused as refused:
            refused.show_on(form)
    query = request.GET.urlencode()
    context = {
        "form": form,
        "title": title or listing.title,
        "narrowed_to": narrowed_to,
        "count": count,
        "refusal": actions.too_long(count),
        "columns": listing.resource.labels(),
        "back": reverse(listing.page, args=args) + (f"?{query}" if query else ""),
    }
    return render(request, "exports/ask.html", context)


@require_http_methods(["GET"])
def mine(request):
    page = Paginator(request.user.exports.defer("content"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "exports/list.html", {"page": page})


def _served(request, export_id):
    export = get_object_or_404(request.user.exports.served_to(request.user), pk=export_id)
    if not request.user.may_open(export.page):
        raise PermissionDenied
    return export


@require_http_methods(["GET"])
def export(request, export_id):
    return render(request, "exports/export.html", {"export": _served(request, export_id)})


@require_safe
def file(request, export_id):
    kept = _served(request, export_id)
    answer = HttpResponse(actions.download(export=kept, by=request.user), content_type=FORMS[kept.form])
    answer["Content-Disposition"] = f'attachment; filename="kusiao-{kept.number}.{kept.form}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
