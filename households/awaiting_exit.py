"""Who stands before the way out: signed and waiting for another person, or over the line with nothing signed yet."""

from django.db.models import Exists, OuterRef

from households.incomes import with_income_now
from households.models import Classification, Enrolment, ExitReview, Track
from households.models.exit import ExitGoal

PLACE = "enrolment__household__village__subdistrict__district"


def signed(households):
    """Reviews that wait, the longest waiting first."""
    rows = ExitReview.objects.waiting().filter(
        enrolment__household__in=households, enrolment__ended_on__isnull=True
    )
    return rows.select_related(PLACE, "signed_by").order_by("signed_on", "pk")


def over(households):
    """Enrolled, not welfare, over the line by the income now, not in watch, and no checklist signed."""
    welfare = Classification.objects.in_force().filter(household=OuterRef("pk"), track=Track.WELFARE)
    enrolled = Enrolment.objects.open().filter(household=OuterRef("pk"), watch_from__isnull=True)
    waiting = ExitReview.objects.waiting().filter(enrolment__household=OuterRef("pk"), goal=ExitGoal.EXIT)
    rows = households.filter(Exists(enrolled), ~Exists(welfare), ~Exists(waiting))
    return with_income_now(rows).filter(below_now=False)
