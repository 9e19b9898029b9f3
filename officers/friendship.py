"""Who was a family's friend, or stood in for him, on which day. Said once, as rows and as a question, so that scope, visits and late visits agree."""

from django.db.models import Q

from households.models import Enrolment, Household
from kusiao.thai import today


def befriended_by(person, on=None):
    """A condition on households: those whose friend this person is on that day, or for whose friend he stands in."""
    on = on or today()
    return Q(pk__in=person.pairings.active(on).order_by().values("household_id")) | Q(
        pk__in=stood_in_for(person, on)
    )


def stood_in_for(person, on=None):
    """Who left the programme has no friend, and so nobody to stand in for."""
    on = on or today()
    enrolled = Enrolment.objects.in_force(on).order_by().values("household_id")
    rows = person.substitutions.active(on).filter(household__in=enrolled)
    return rows.order_by().values("household_id")


def episodes(person, household):
    """(first day, first day after or None) of every time that this person was this family's friend or stood in."""
    rows = (household.pairings, household.substitutes)
    return [
        days for found in rows
        for days in found.filter(officer=person).order_by().values_list("started_on", "ended_on")
    ]  # fmt: skip


def friend_since(person, household, on=None):
    """The first day of the episode that holds the day `on`; None for who was no friend that day."""
    on = on or today()
    return min((since for since, until in episodes(person, household) if since <= on and (until is None or on < until)), default=None)  # fmt: skip


def was_friend(person, household, on):
    return friend_since(person, household, on) is not None


def was_friend_of(person, household_id, on):
    """The household of that key whose friend he was on that day, or None."""
    return Household.objects.standing().filter(befriended_by(person, on), pk=household_id).first()
