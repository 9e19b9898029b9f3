"""Geometry of the charts: numbers in, shares of the width out. Pure; nothing here knows a page or a colour.

Lengths are percentages written as text ("42.5%"), because an SVG attribute takes them as they stand: the picture
stretches with the page, needs no inline style and no script, and prints.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

STEP_NAMES = ("ชี้เป้า", "เข็มทิศ", "บริหารจัดการ", "ดูแล")
MAX_SERIES = 5


def share(part, whole):
    return f"{100 * part / whole:.4g}%" if whole else "0%"


def ceiling(value):
    """The next round number at or above value: 1, 2, 2.5 or 5 times a power of ten. A scale always starts at zero."""
    if value <= 0:
        return 1
    power = 1
    while power * 10 <= value:
        power *= 10
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= value)


@dataclass(frozen=True)
class Knot:
    name: str
    number: int
    state: str  # tied, now, plain, cut
    x: int


def knots(step, outcome=""):
    """Four knots. Graduated ties all four; struck off cuts the thread after the last one that was reached."""
    reached = int(step or 0)
    every_knot = []
    for number, name in enumerate(STEP_NAMES, 1):
        if outcome == "graduated" or number < reached:
            state = "tied"
        elif number == reached:
            state = "cut" if outcome == "struck_off" else "now"
        else:
            state = "gone" if outcome == "struck_off" else "plain"
        every_knot.append(Knot(name, number, state, 100 * number - 50))
    return every_knot


@dataclass(frozen=True)
class Bar:
    label: str
    value: int | float | None
    width: str
    url: str = ""


def bars(rows, top=None):
    """rows of (label, value, url). A value of None was not measured: it has no bar and is never a zero."""
    top = top or max((value for _, value, _ in rows if value is not None), default=0)
    return [Bar(label, value, share(value or 0, top), url) for label, value, url in rows]


@dataclass(frozen=True)
class Part:
    label: str
    value: int | float
    x: str
    width: str
    middle: str
    roomy: bool  # wide enough to carry its number inside
    series: int
    url: str = ""


def stacked(rows, series):
    """rows of (label, [(value, url), …]) in the order of series; every bar on the scale of the longest."""
    if len(series) > MAX_SERIES:
        raise ValueError(f"a chart of more than {MAX_SERIES} series cannot be read")
    top = max((sum(value for value, _ in cells) for _, cells in rows), default=0)
    drawn = []
    for label, cells in rows:
        parts, at = [], 0
        for index, (name, (value, url)) in enumerate(zip(series, cells, strict=True), 1):
            roomy = bool(top) and value / top >= 0.09
            middle = share(at + value / 2, top)
            parts.append(Part(name, value, share(at, top), share(value, top), middle, roomy, index, url))
            at += value
        drawn.append((label, at, parts))
    return drawn


@dataclass(frozen=True)
class Point:
    label: str
    value: int | float | None
    x: str
    y: str


def line(rows, top=None):
    """(points, strokes, top): points of (label, value) at the middle of equal columns; a gap where nothing was measured."""
    top = top or ceiling(max((value for _, value in rows if value is not None), default=0))
    points = []
    for index, (label, value) in enumerate(rows):
        y = "" if value is None else share(top - value, top)
        points.append(Point(label, value, share(index + 0.5, len(rows)), y))
    strokes = [(a, b) for a, b in pairwise(points) if a.value is not None and b.value is not None]
    return points, strokes, top


@dataclass(frozen=True)
class Year:
    """A year's value beside the line that was the measure that year."""

    label: str
    value: int | float | None
    mark: int | float
    x: str
    y: str
    from_x: str
    to_x: str
    mark_y: str
    below_mark: bool
    names_mark: bool  # the line is named where it is new


def yearly(rows):
    """(years, strokes) for rows of (label, value, mark) from old to new; each mark spans the column of its year."""
    values = [number for _, value, mark in rows for number in (value, mark) if number is not None]
    top, many = 1.25 * max(values, default=1), len(rows)
    years, last = [], None
    for index, (label, value, mark) in enumerate(rows):
        y = "" if value is None else share(top - value, top)
        below = value is not None and value < mark
        spans = share(index, many), share(index + 1, many)
        years.append(
            Year(
                label,
                value,
                mark,
                share(index + 0.5, many),
                y,
                *spans,
                share(top - mark, top),
                below,
                mark != last,
            )
        )
        last = mark
    return years, [(a, b) for a, b in pairwise(years) if a.value is not None and b.value is not None]


@dataclass(frozen=True)
class Change:
    label: str
    before: int | float | None
    now: int | float | None
    before_x: str
    now_x: str
    url: str = ""


def changes(rows, mark=0):
    """(drawn, x of the mark, top) for rows of (label, before, now, url)."""
    values = [value for _, before, now, _ in rows for value in (before, now) if value is not None]
    top = 1.04 * max([*values, mark, 1])
    drawn = [
        Change(label, before, now, share(before or 0, top), share(now or 0, top), url)
        for label, before, now, url in rows
    ]
    return drawn, share(mark, top), top


def shades(values, steps=5):
    """A shade 0…steps-1 per value by equal parts of the largest; zero is always the palest, None stays None."""
    top = max((value for value in values if value is not None), default=0)
    return [
        None if v is None else 0 if not top or v <= 0 else min(steps - 1, int(v / top * steps))
        for v in values
    ]


# --- a flow between two rounds: drawn in one box of fixed size that the page makes larger or smaller as a whole ---

FLOW_WIDTH, FLOW_HEIGHT, FLOW_GAP, FLOW_BAR, FLOW_WORDS = 360, 280, 12, 12, 96
LEFT, RIGHT = FLOW_WORDS, FLOW_WIDTH - FLOW_WORDS - FLOW_BAR


@dataclass(frozen=True)
class FlowBar:
    label: str
    value: int
    x: int
    y: float
    height: float
    words_y: float


@dataclass(frozen=True)
class Ribbon:
    was: int
    became: int
    value: int
    path: str


def flow(labels, counts):
    """(left bars, right bars, ribbons) of counts[was][became]; a label of nought has no bar. Heights are in proportion."""
    kinds = range(len(labels))
    was = [sum(counts[i]) for i in kinds]
    became = [sum(counts[i][j] for i in kinds) for j in kinds]
    whole = sum(was) or 1
    scale = (FLOW_HEIGHT - FLOW_GAP * (len(labels) - 1)) / whole
    left, right = _flow_bars(labels, was, LEFT, scale), _flow_bars(labels, became, RIGHT, scale)
    leaves, enters, ribbons = {k: b.y for k, b in left.items()}, {k: b.y for k, b in right.items()}, []
    for i in kinds:
        for j in kinds:
            if counts[i][j]:
                height = counts[i][j] * scale
                ribbons.append(Ribbon(i, j, counts[i][j], _ribbon(leaves[i], enters[j], height)))
                leaves[i] += height
                enters[j] += height
    return list(left.values()), list(right.values()), ribbons


def _flow_bars(labels, values, x, scale):
    bars, y, words = {}, 0.0, 0.0
    for kind, (label, value) in enumerate(zip(labels, values, strict=True)):
        if value:
            height = value * scale
            words = max(y + height / 2, words + 30 if bars else 12)  # two lines of words never on one another
            bars[kind] = FlowBar(label, value, x, round(y, 2), round(height, 2), round(words, 2))
            y += height + FLOW_GAP
    return bars


def _ribbon(y1, y2, height):
    x1, x2 = LEFT + FLOW_BAR, RIGHT
    middle = (x1 + x2) / 2
    y1, y2, y3, y4 = (round(y, 2) for y in (y1, y2, y2 + height, y1 + height))
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}V{y3}C{middle} {y3} {middle} {y4} {x1} {y4}Z"


# --- a rose: from the middle outwards in each direction, how much of what is wanted stood before and stands now ---------

ROSE_WIDTH, ROSE_HEIGHT, ROSE_RADIUS = 360, 280, 96
ROSE_MIDDLE = (ROSE_WIDTH / 2, ROSE_HEIGHT / 2 + 4)


@dataclass(frozen=True)
class Spoke:
    """`things` None or nought: nothing to be reached that way; it has a spoke and no knot."""

    label: str
    things: int
    before: int
    now: int
    end: tuple
    words: tuple
    anchor: str
    before_at: tuple
    now_at: tuple


def rose(rows):
    """(spokes, outline before, outline now) for rows of (label, things, before, now), clockwise from the top."""
    spokes = []
    for place, (label, things, before, now) in enumerate(rows):
        turn = 2 * math.pi * place / len(rows)
        out = math.sin(turn)
        anchor = "middle" if abs(out) < 0.2 else "start" if out > 0 else "end"
        at = (_outwards(turn, part / things if things else 0) for part in (before, now))
        spokes.append(Spoke(label, things, before, now, _outwards(turn, 1), _beside(turn), anchor, *at))
    wanted = [spoke for spoke in spokes if spoke.things]
    return spokes, *(_outline([getattr(one, name) for one in wanted]) for name in ("before_at", "now_at"))


def _outwards(turn, share):
    (x, y), far = ROSE_MIDDLE, share * ROSE_RADIUS
    return round(x + far * math.sin(turn), 1), round(y - far * math.cos(turn), 1)


def _beside(turn):
    """Where the words begin: clear of the knot at the end of the spoke, which in the lower half is above them."""
    x, y = _outwards(turn, 1.13)
    return x, round(y + 10 * max(0, -math.cos(turn)), 1)


def _outline(points):
    return " ".join(f"{x},{y}" for x, y in points)
