"""Every number, date and address on a page goes through one of these."""

import re

from django import template
from django.utils.html import format_html, format_html_join

from kusiao import thai

register = template.Library()
_BEFORE_A_NUMBER = re.compile(r"(?<=หมู่) (?=[0-9])")


def together(words):
    """A date, a sum or a span of days is one word: it goes to the next line as a whole."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def thaidate(date, precision="day"):
    """{{ member.born_on|thaidate:member.born_precision }} shows no more than is known."""
    return together(thai.format_date(date, "short", precision))


@register.filter
def thaidate_long(date, precision="day"):
    return together(thai.format_date(date, "long", precision))


@register.filter
def thaidatetime(moment):
    return f"{together(thai.format_date(moment))} {together(thai.format_time(moment))}" if moment else "-"


@register.filter
def thaitime(moment):
    return together(thai.format_time(moment))


@register.filter
def due(date):
    return together(thai.due_words(date)) if date else "-"


@register.filter
def ago(date):
    return together(thai.ago_words(date)) if date else "-"


@register.filter
def fiscal_year(date):
    return together(f"ปีงบประมาณ {thai.fiscal_year(date)}") if date else "-"


@register.filter
def baht(number):
    return together(thai.baht(number))


@register.filter
def num(number, places=None):
    return thai.format_number(number, places)


@register.filter
def percent(part, whole):
    """{{ above|percent:total }}"""
    return thai.percent(part, whole)


@register.filter
def mask_id(national_id):
    return thai.mask_national_id(national_id)


@register.filter
def house_code(code):
    return thai.format_house_code(code)


@register.filter
def phone(number):
    return thai.format_phone(number)


@register.filter
def nobreak(text):
    """A name or a place stays on one line: Thai has no spaces, so a browser may cut anywhere by its dictionary."""
    return format_html('<span class="nb">{}</span>', text) if text else ""


@register.filter
def unbroken(words):
    """A name or an address breaks between its parts only: นางสาวสุดา · แก้วใส, 86/6 · หมู่ 6 · บ้านนาขาม · ต.ชุมแพ"""
    parts = _BEFORE_A_NUMBER.sub("\N{NO-BREAK SPACE}", str(words or "")).split(" ")
    return format_html_join(" ", '<span class="piece">{}</span>', ((part,) for part in parts if part))
