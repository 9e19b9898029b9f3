"""Which families nobody has been to see, and for how long: by household, never by officer."""

from households.models import Household
from kusiao.thai import today
from officers import places, rhythm
from reports.figures.numbers import LISTS


def listed(districts, on=None):
    """The rows of the number "silent", longest first; each with due_from: the last visit, or the day he became their friend."""
    on = on or today()
    found = LISTS["silent"].rows(districts, on).values("household")
    rows = places.with_carer(rhythm.with_due(Household.objects.filter(pk__in=found), on).with_place(), on)
    return rows.order_by("due_from", "village__subdistrict__district", "head_name_key", "pk")
