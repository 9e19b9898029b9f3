"""Which rules fire for whom is in watch on a day."""

from households.models import Enrolment, Household, RelapseCard, RelapseRule
from households.relapse.gathering import gather
from households.relapse.rules import fired


def watched(on):
    """Over the line, confirmed, and not graduated yet."""
    return Enrolment.objects.in_force(on).filter(watch_from__lte=on, household__merged_into__isnull=True)


def looked_at(on):
    """{enrolment: [(rule, what fired)]} of all in watch; as many questions for a thousand as for one."""
    enrolments = list(watched(on))
    households = Household.objects.filter(pk__in=watched(on).values("household_id"))
    facts = gather(households, on, {row.household_id: row.watch_from for row in enrolments})
    rules = RelapseRule.objects.in_force(on)
    return {row: fired(facts[row.household_id], rules) for row in enrolments}


def open_cards(households):
    """What somebody still has to look at, of households in watch."""
    inside = households.order_by().values("pk")
    return RelapseCard.objects.open().of_watched().filter(enrolment__household__in=inside)
