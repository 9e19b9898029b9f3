"""What the case page, which stands in a room below, shows of the caring side."""

from django import template

from kusiao.thai import due_words, today
from officers.rhythm import due_on

register = template.Library()
SOON_DAYS = 7


@register.simple_tag
def visit_due(case):
    """The next visit of a household that is in the programme and paired: on, words, late, soon."""
    if not (case.enrolment and case.pairing):
        return None
    paired_on = case.pairing.started_on
    last = case.last_visit.visited_on if case.last_visit else None
    anchor = max(paired_on, last or paired_on)
    due = due_on(
        paired_on=paired_on,
        last_visit_on=last,
        agreed_on=next((v.next_on for v in case.visits if v.next_on and v.visited_on >= anchor), None),
        track=case.track.track if case.track else None,
        watching=case.watching,
    )
    days = (due - today()).days
    return {"on": due, "words": due_words(due), "late": days < 0, "soon": 0 <= days <= SOON_DAYS}
