"""Who was a family's friend on which day. Said once, as rows and as a question, so that scope, visits and late visits agree."""

from django.db.models import Q

from kusiao.thai import today


def befriended_by(person, on=None):
    """A condition on households: those whose friend this person is on that day."""
    return Q(pk__in=person.pairings.active(on or today()).order_by().values("household_id"))


def episodes(person, household):
    """(first day, first day after or None) of every time that this person was this family's friend."""
    return list(household.pairings.filter(officer=person).order_by().values_list("started_on", "ended_on"))


def friend_since(person, household, on=None):
    """The first day of the episode that holds the day `on`; None for who was no friend that day."""
    on = on or today()
    return min((since for since, until in episodes(person, household) if since <= on and (until is None or on < until)), default=None)  # fmt: skip


def was_friend(person, household, on):
    return friend_since(person, household, on) is not None
