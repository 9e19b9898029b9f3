from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from households import approvals

PAGE = 25


@require_http_methods(["GET"])
def waiting(request):
    """What waits for this person to say yes or no; his own requests stand among them, with whose turn it is."""
    rows = approvals.step_requests(request.user.coordinated)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    named = request.user.nominations.waiting().exclude(nominated_by=request.user).count()
    return render(request, "households/approvals/list.html", {"page": page, "named": named})
