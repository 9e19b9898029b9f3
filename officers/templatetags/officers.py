import re

from django import template

from households.models.change import last_day
from kusiao.thai import due_words, split_title, today

register = template.Library()
SOON_DAYS = 7


@register.filter
def initials(name):
    """บค for นายบุญมี คำแก้ว: the first consonants, since a vowel written in front is not how a name begins."""
    firsts = (re.search("[ก-ฮA-Za-z]", word) for word in split_title(name)[1].split()[:2])
    return "".join(found.group() for found in firsts if found)


@register.filter
def due_state(date):
    days = (date - today()).days
    return "late" if days < 0 else "soon" if days <= SOON_DAYS else "good"


@register.filter
def map_address(place):
    """Opens the phone's own map; nobody's server learns where the family lives."""
    return f"geo:{place.latitude:.6f},{place.longitude:.6f}"


@register.filter
def answer_until(written_at):
    return last_day(written_at)


@register.simple_tag
def card_due(household):
    """The change card that waits for an answer (households/awaiting.py): on, words, late; None where none does."""
    enrolled, asked = household.enrolment_id, household.card_before and not household.card_answered
    if not (enrolled and asked):
        return None
    until = last_day(household.card_written_at)
    return {"on": until, "words": due_words(until), "late": until < today()}
