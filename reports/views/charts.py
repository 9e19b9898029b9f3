"""Figures as the charts of kusiao.templatetags.look want them: the finding as a title, and rows with their addresses."""

from django.utils.translation import gettext as _

from kusiao.thai import format_number
from reports.figures.standing import UNCLASSIFIED
from reports.papers import words

STEP_NAMES = words.STEPS | {0: "ยังไม่เริ่ม"}
TRACK_NAMES = words.TRACKS


def tiles(found, shown, addresses):
    name = shown.name
    most = max(found.places, key=lambda place: place.counts[name], default=None)
    title = _("%(label)s ยังไม่มีในอำเภอใด") % {"label": shown.label}
    if most and most.counts[name]:
        told = {"label": shown.label, "name": most.name, "n": format_number(most.counts[name])}
        title = _("%(label)s มากที่สุดที่อำเภอ%(name)s %(n)s") % told
    cells = [(one.code, one.name, one.counts[name], addresses.drill(one.code)) for one in found.places]
    return {"title": title, "cells": cells}


def steps(found, addresses):
    """Steps × class."""
    totals = {step: sum(n for (s, _t), n in found.steps.items() if s == step) for step in STEP_NAMES}
    tracks = [
        track for track in TRACK_NAMES if track != UNCLASSIFIED or any(t == track for _s, t in found.steps)
    ]
    rows = [
        (label, [_cell(found.steps[step, track], addresses, step=step, track=track) for track in tracks])
        for step, label in STEP_NAMES.items()
        if step or totals[0]
    ]
    most = max(totals, key=totals.get)
    title = _("ยังไม่มีครัวเรือนในกระบวนงาน")
    if totals[most]:
        told = {
            "name": STEP_NAMES[most],
            "n": format_number(totals[most]),
            "all": format_number(sum(totals.values())),
        }
        title = _("อยู่ขั้น %(name)s มากที่สุด %(n)s จาก %(all)s ครัวเรือน") % told
    return {"title": title, "series": [TRACK_NAMES[track] for track in tracks], "rows": rows}


def steps_by_place(found, addresses):
    rows = [
        (
            place.name,
            [_cell(place.steps[step], addresses, step=step, place=place.code) for step in STEP_NAMES],
        )
        for place in found.places
        if place.steps.total()
    ]
    return {"title": _("แต่ละพื้นที่อยู่ขั้นไหน"), "series": list(STEP_NAMES.values()), "rows": rows}


def _cell(number, addresses, **asked):
    return (number, addresses.number("in_step", **asked) if number else "")


def incomes(found, addresses):
    measured = [place for place in found.places if place.income_now is not None]
    reached = sum(place.income_now >= (found.income_line or 0) for place in measured)
    title = _("ยังไม่มีพื้นที่ใดวัดรายได้")
    if measured:
        told = {"n": reached, "all": len(measured)}
        title = _("รายได้เฉลี่ยถึงเส้นแล้ว %(n)s จาก %(all)s พื้นที่ที่วัดแล้ว") % told
    rows = [
        (place.name, place.income_before, place.income_now, addresses.drill(place.code))
        for place in found.places
        if place.counts["enrolled"]
    ]
    mark = found.income_line or 0
    return {
        "title": title,
        "rows": rows,
        "mark": mark,
        "words": _("เส้นรายได้ %(n)s") % {"n": format_number(mark)},
    }
