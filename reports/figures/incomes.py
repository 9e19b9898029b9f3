"""Income per person per year: which survey is "now", and what stands in the middle of many."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.db.models import OuterRef, Subquery

from households.models import IncomeLine, Survey
from kusiao.thai import BUDDHIST


def with_income_now(enrolments, on):
    """The latest survey whose round had begun; where that one has no income, it is not measured."""
    latest = Survey.objects.filter(household=OuterRef("household"), round_id__lte=on.year + BUDDHIST)
    latest = latest.order_by("-round_id")
    return enrolments.annotate(
        income_now=Subquery(latest.values("income_per_person_year")[:1]),
        line_now=Subquery(latest.values("line_baht")[:1]),
    )


def income_line(on):
    """The line of that year, or the last one known."""
    begun = IncomeLine.objects.filter(first_year__lte=on.year + BUDDHIST)
    return begun.order_by("-first_year").values_list("baht", flat=True).first()


def middle(values):
    """(mean, median) in whole baht; None where nothing was measured."""
    if not values:
        return None, None
    return _whole(Decimal(sum(values)) / len(values)), _whole(median(values))


def _whole(number):
    return int(Decimal(str(number)).quantize(Decimal(1), ROUND_HALF_UP))
