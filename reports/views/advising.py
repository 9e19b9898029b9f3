"""What the lecturer of a subdistrict sees: its totals, and the questions put to him. No family, no list."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from households.models import District
from kusiao.thai import today
from officers import scope
from reports.figures.numbers import NUMBERS, narrowed

A_PAGE = 25


@require_safe
def advising(request):
    subdistricts = list(scope.subdistricts_advised_by(request.user).select_related("district"))
    context = {
        "places": [(one, _totals(one)) for one in subdistricts],
        "page": Paginator(scope.questions_put_to(request.user), A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/advising.html", context)


def _totals(subdistrict):
    """[(label, households)] of each number of the dashboard."""
    districts, on = District.objects.filter(pk=subdistrict.district_id), today()
    return [
        (number.label, narrowed(number.rows(districts, on), on, subdistrict=subdistrict).count())
        for number in NUMBERS.values()
    ]
