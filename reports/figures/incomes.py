"""Income per person per year: what stands in the middle of many, and the line of a day."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from households import incomes
from households.models import IncomeLine
from kusiao.thai import BUDDHIST


def with_income_now(enrolments, on):
    """The one definition of income now, for enrolments; where nothing was measured it is empty."""
    return incomes.with_income_now(enrolments, on, household="household")


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
