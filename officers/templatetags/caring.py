"""What the case page, which stands in a room below, shows of the caring side."""

from django import template

from households.models import Household
from kusiao.thai import due_words, today
from officers.rhythm import with_due

register = template.Library()
SOON_DAYS = 7


@register.simple_tag
def visit_due(case):
    """The next visit of a household that is in the programme and has a friend or who stands in: on, words, late, soon, who."""
    standing_in = next((row for row in case.substitutes if row.in_force), None)
    carer = case.pairing or standing_in
    if not (case.enrolment and carer):
        return None
    due = with_due(Household.objects.filter(pk=case.household.pk)).values_list("due_on", flat=True).get()
    if due is None:  # the friendship begins on a day to come
        return None
    days = (due - today()).days
    who = (standing_in or carer).officer
    return {"on": due, "words": due_words(due), "late": days < 0, "soon": 0 <= days <= SOON_DAYS, "who": who}
