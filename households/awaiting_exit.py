"""Who stands before the way out: signed and waiting for another person, over the line with nothing signed
yet, or through with the watch."""

from django.db.models import Exists, OuterRef

from households.actions.enrolments import watch_ends_on
from households.incomes import with_income_now
from households.models import Classification, Enrolment, ExitReview, Track
from households.models.exit import ExitGoal
from kusiao.thai import today

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


def watched_through(households):
    """In watch, and its months are over: somebody says that it is graduated."""
    inside = households.order_by().values("pk")
    watched = Enrolment.objects.open().filter(watch_from__isnull=False, household__in=inside)
    over = [row.household_id for row in watched if watch_ends_on(row) <= today()]
    return with_income_now(households.filter(pk__in=over))
