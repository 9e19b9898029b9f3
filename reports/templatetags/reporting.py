"""Words for the codes that figures keep."""

from django import template

from reports.papers import words

register = template.Library()


@register.filter
def track_name(code):
    return words.TRACKS.get(code, code)


@register.filter
def standing_name(code):
    return words.STANDINGS.get(code, code)


@register.filter
def nth(row, place):
    return row[place]
