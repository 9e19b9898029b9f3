"""Who was a family's friend, or stood in for him, on which day. Said once, as rows and as a question, so that scope, visits and late visits agree.

Whatever the rows of pairs say, nobody is a friend on a day on which he is not posted, as an officer, to the district of
the household."""

import datetime as dt

from django.db.models import Q

from households.models import Enrolment, Household
from kusiao.thai import today
from officers.models.posting import Role

FOR_EVER = dt.date.max


def befriended_by(person, on=None):
    """A condition on households: those whose friend this person is on that day, or for whose friend he stands in."""
    on = on or today()
    posted = person.postings.active(on).filter(role=Role.OFFICER).order_by().values("district_id")
    his = Q(pk__in=person.pairings.active(on).order_by().values("household_id"))
    return Q(village__subdistrict__district__in=posted) & (his | Q(pk__in=stood_in_for(person, on)))


def stood_in_for(person, on=None):
    """Who left the programme has no friend, and so nobody to stand in for."""
    on = on or today()
    enrolled = Enrolment.objects.in_force(on).order_by().values("household_id")
    rows = person.substitutions.active(on).filter(household__in=enrolled)
    return rows.order_by().values("household_id")


def posted_until(person, district_id, on=None):
    """The first day, from `on`, on which he is not posted there as an officer: `on` itself where he is not, FOR_EVER
    where no end is known."""
    until = on or today()
    postings = person.postings.filter(role=Role.OFFICER, district=district_id).order_by("started_on")
    for begin, end in postings.values_list("started_on", "ended_on"):
        if begin <= until:
            until = max(until, end or FOR_EVER)
    return until


def is_posted(person, district_id, on=None):
    on = on or today()
    return person.postings.active(on).filter(role=Role.OFFICER, district=district_id).exists()


def friend_since(person, household, on=None):
    """The first day of the episode that holds the day `on`; None for who was no friend that day."""
    on = on or today()
    if not is_posted(person, household.village.subdistrict.district_id, on):
        return None
    rows = (household.pairings, household.substitutes)
    held = [
        days for found in rows
        for days in found.filter(officer=person).order_by().values_list("started_on", "ended_on")
    ]  # fmt: skip
    return min(
        (since for since, until in held if since <= on and (until is None or on < until)), default=None
    )


def was_friend(person, household, on):
    return friend_since(person, household, on) is not None


def was_friend_of(person, household_id, on):
    """The household of that key whose friend he was on that day, or None."""
    return Household.objects.standing().filter(befriended_by(person, on), pk=household_id).first()
