"""What a paper is made of, as page.typ reads it: plain values only."""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from kusiao import charts
from kusiao.typesetting import typeset

PAGE = Path(__file__).resolve().parent / "page.typ"  # headings, tables, dotted lines


@dataclass(frozen=True)
class Paper:
    """`head`: (label, value) under the title; `foot`: who printed it and when; `at`: the moment it is made for."""

    title: str
    at: object
    corner: str = ""
    head: tuple = ()
    knots: tuple = ()
    sections: list = field(default_factory=list)
    foot: str = ""

    def pdf(self):
        return typeset(PAGE, self.values(), int(self.at.timestamp()))

    def values(self):
        marks = ["ข้อมูลสมมุติ"] if settings.PRACTICE else []
        sections = [{"title": title, "blocks": blocks} for title, blocks in self.sections if blocks]
        return {
            "title": self.title, "office": settings.PROVINCE_OFFICE, "corner": self.corner, "head": text_rows(self.head),
            "knots": list(self.knots), "sections": sections, "foot": self.foot, "marks": marks,
        }  # fmt: skip


def knots(case):
    step = case.step.number if case.step else 4 if case.outcome == "struck_off" else 0
    return tuple({"name": knot.name, "state": knot.state} for knot in charts.knots(step, case.outcome))


def text_rows(rows):
    return [[str(cell) for cell in row] for row in rows]


def facts(rows):
    return {"kind": "facts", "rows": text_rows(rows)}


def table(head, rows, *, widths=None, right=()):
    rows = text_rows(rows)
    return {
        "kind": "table", "head": head, "rows": rows, "widths": widths or [1] * len(head), "right": list(right)
    }  # fmt: skip


def listed(items):
    return {"kind": "list", "items": [str(item) for item in items]}


def said(text):
    return {"kind": "para", "text": str(text)}


def quiet(text):
    return {"kind": "quiet", "text": str(text)}


def timeline(rows):
    return {"kind": "timeline", "rows": text_rows(rows)}


def compass(rows):
    """(direction, things, before, now)."""
    rows = [[str(label), *counts] for label, *counts in rows]
    return {"kind": "compass", "rows": rows, "before": "ตอนเริ่ม", "now": "ตอนนี้"}


def choices(label, *options):
    return {"kind": "choices", "label": label, "options": list(options)}


def lines(label, count):
    return {"kind": "lines", "label": label, "count": count}


def blanks(*rows):
    """Rows of labels, or of (label, what is printed on the line already); every row has as many."""
    return {
        "kind": "blanks",
        "rows": [[[one, ""] if isinstance(one, str) else list(map(str, one)) for one in row] for row in rows],
    }


def grid(head, rows, *, widths, high=22):
    """`rows`: what is printed in the first columns; the others are white."""
    rows = [[*map(str, row), *[""] * (len(head) - len(row))] for row in rows]
    return {"kind": "grid", "head": head, "rows": rows, "widths": widths, "high": high}


def signatures(*names):
    return {"kind": "signatures", "names": list(names)}
