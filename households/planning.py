"""What of plans and promises a person may see: everything through the households that are his."""

from households.models import Activity, Goal, LifePlan, PlanState, Promise


def goals_of(person):
    rows = Goal.objects.filter(plan__household__in=person.households)
    return rows.select_related("plan__household__village__subdistrict__district", "indicator", "need")


def activities_of(person):
    rows = Activity.objects.filter(goal__plan__household__in=person.households)
    return rows.select_related("goal__plan__household__village__subdistrict__district")


def promises_of(person):
    rows = Promise.objects.filter(household__in=person.households)
    return rows.select_related("household__village__subdistrict__district", "goal")


def plans_to_approve(person):
    """Signed by both and waiting for his word; never those that he signed himself, nor of whom he is the friend."""
    rows = LifePlan.objects.open().filter(state=PlanState.SIGNED, household__in=person.coordinated)
    own = person.pairings.filter(ended_on__isnull=True).values("household_id")
    rows = rows.exclude(signed_by=person).exclude(entered_by=person).exclude(household__in=own)
    return rows.select_related("household__village__subdistrict__district", "signed_by")


def waiting_activities(household):
    """What the plan in force still asks to be done, the earliest first."""
    return Activity.objects.waiting().filter(
        goal__plan__household=household, goal__plan__closed_on__isnull=True
    )
