"""Whoever changes several pairs holds the officers first, then the households, both in the order of their keys: two who
want the same rows wait for one another and never each for the other."""

from households.models import Household
from officers.models import Officer


def hold(*, officers=(), households=()):
    """The rows of these keys are this transaction's until it ends. Returns the officers in that order."""
    held = list(Officer.objects.select_for_update(of=("self",)).filter(pk__in=officers).order_by("pk"))
    list(
        Household.objects.select_for_update(of=("self",))
        .filter(pk__in=households)
        .order_by("pk")
        .values_list("pk")
    )
    return held
