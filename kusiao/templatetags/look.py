"""The components every page is made of. Loaded everywhere; `{% load look %}` is not needed but does no harm.

Numbers: None means "not measured" and is shown as ยังไม่วัด, which is not the same as 0.
Rows: wherever a tag takes rows, a row is a dict, an object or a tuple with the fields in the order named.
"""

from django import template
from django.utils.translation import gettext_lazy as _

from kusiao import charts, thai, tilemap
from kusiao.templatetags.thai import together

register = template.Library()

NOT_MEASURED = _("ยังไม่วัด")
SHAPES = {"good": "●", "soon": "▲", "late": "■", "unknown": "○", "note": "◆"}
KINDS = {
    "good": "good", "green": "good", "passed": "good", "pass": "good", "graduated": "good", "done": "good",
    "accepted": "good", "delivered": "good", "confirmed": "good", "signed": "good",
    "soon": "soon", "amber": "soon", "due": "soon", "watch": "soon", "warn": "soon", "waiting": "soon",
    "late": "late", "red": "late", "overdue": "late", "failed": "late", "fail": "late", "refused": "late",
    "declined": "late", "conflict": "late",
    "note": "note", "blue": "note", "new": "note",
}  # fmt: skip


def figure(value):
    """1234 → 1,234; 12.5 → 12.5; None → ยังไม่วัด; text stays."""
    if value is None:
        return NOT_MEASURED
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    return value


def fields(row, names):
    """One row as a tuple: dicts and objects by name, tuples by place; what is missing is empty."""
    if isinstance(row, dict):
        return tuple(row.get(name, "") for name in names)
    if isinstance(row, (list, tuple)):
        return tuple(row[: len(names)]) + ("",) * (len(names) - len(row))
    return tuple(getattr(row, name, "") for name in names)


register.filter("figure", figure)


@register.filter
def told_date(when):
    """A date as people say it; words stay as they are."""
    if isinstance(when, str) or not hasattr(when, "year"):
        return when
    return together(thai.format_date(when))


@register.inclusion_tag("look/thread.html")
def thread(step, outcome="", size=""):
    """The four steps as four knots on one thread.

    {% thread household.step %}  {% thread 4 "watch" %}  {% thread 2 size="small" %}
    step: 1–4, or None/0 before the first. outcome: "" | "watch" | "graduated" | "struck_off".
    size="small" for table rows: the same drawing without the words under it (a reader still hears them).
    """
    step = int(step or 0)
    every_knot = charts.knots(step, outcome)
    if outcome == "graduated":
        words = _("พ้นเกณฑ์แล้ว ผ่านครบ 4 ขั้น")
    elif outcome == "struck_off":
        words = _("จำหน่ายแล้ว")
    elif not step:
        words = _("ยังไม่เริ่มขั้นแรก")
    else:
        words = _("ขั้น %(number)s จาก 4 %(name)s") % {"number": step, "name": charts.STEP_NAMES[step - 1]}
        if outcome == "watch":
            words = _("%(words)s อยู่ในช่วงเฝ้าระวัง") % {"words": words}
    return {"knots": every_knot, "words": words, "small": size == "small", "cut": outcome == "struck_off"}


@register.inclusion_tag("look/state.html")
def state(kind, words):
    """A state in shape, colour and words: {% state "overdue" "เกินกำหนด 12 วัน" %}

    kind: green ● good/passed/graduated/done/accepted/confirmed · amber ▲ soon/due/watch/warn/waiting ·
    red ■ late/overdue/failed/refused/declined/conflict · blue ◆ note/new · anything else is grey ○ (not measured).
    """
    known = KINDS.get(str(kind), "unknown")
    return {"kind": known, "shape": SHAPES[known], "words": words}


@register.inclusion_tag("look/number.html")
def number(label, value, url="", unit="", note=""):
    """One number of a dashboard as a card that opens its list: {% number "พ้นเกณฑ์" 312 url "ครัวเรือน" %}

    Put several in <div class="numbers">…</div>. value None shows ยังไม่วัด. note: a short second line.
    """
    return {
        "label": label,
        "value": figure(value),
        "measured": value is not None,
        "url": url,
        "unit": unit,
        "note": note,
    }


@register.inclusion_tag("look/bars.html")
def bars(title, rows, unit="", head=""):
    """Horizontal bars, zero-based, number beside each, the table in <details>: {% bars "ชุมแพมีมากที่สุด" rows "ครัวเรือน" %}

    title: the finding in words. rows: (label, value[, url]). head: the header of the first table column.
    """
    return {
        "title": title,
        "bars": charts.bars([fields(r, ("label", "value", "url")) for r in rows]),
        "unit": unit,
        "head": head,
    }


@register.inclusion_tag("look/stacked.html")
def stacked(title, series, rows, unit="", head=""):
    """Bars of at most five parts, e.g. steps × class: {% stacked "…" classes rows "ครัวเรือน" %}

    series: the names of the parts, e.g. ["พัฒนาได้", "สงเคราะห์"]. rows: (label, values), values in the order of
    series, each a number or (number, url): a number with an address opens its list.
    """
    shaped = []
    for row in rows:
        label, values = fields(row, ("label", "values"))
        shaped.append((label, [v if isinstance(v, (list, tuple)) else (v, "") for v in values]))
    return {
        "title": title,
        "series": list(series),
        "rows": charts.stacked(shaped, list(series)),
        "unit": unit,
        "head": head,
    }


@register.inclusion_tag("look/line.html")
def line(title, rows, unit="", head=""):
    """A number over time, zero-based: {% line "เดือนนี้เยี่ยมมากขึ้น" rows "ครั้ง" %}. rows: (label, value); None leaves a gap."""
    points, strokes, top = charts.line([fields(r, ("label", "value")) for r in rows])
    return {
        "title": title,
        "points": points,
        "strokes": strokes,
        "top": figure(top),
        "half": figure(top / 2),
        "unit": unit,
        "head": head,
    }


@register.inclusion_tag("look/yearly.html")
def yearly(title, rows, unit=""):
    """A value a year, each beside the line of its own year: {% yearly "พ้นเส้นในปี 2569" rows "บาท/คน/ปี" %}

    rows: (label, value, line) from old to new; value None is not measured. The table stands beside it, not behind."""
    years, strokes = charts.yearly([fields(r, ("label", "value", "line")) for r in rows])
    return {"title": title, "points": years, "strokes": strokes, "unit": unit}


@register.inclusion_tag("look/flow.html")
def flow(title, drawing, before, after):
    """Where those of one round stand in the next: {% flow "พ้นเส้น 41 …" drawing "ปี 2568" "ปี 2569" %}

    drawing: (labels, counts[was][became]). The table with the same numbers stands beside it, not behind."""
    left, right, ribbons = charts.flow(*drawing)
    size = {"width": charts.FLOW_WIDTH, "height": charts.FLOW_HEIGHT + 44, "bar": charts.FLOW_BAR}
    return {
        "title": title, "left": left, "right": right, "ribbons": ribbons, "before": before, "after": after, "size": size,
        "left_words": charts.LEFT - 6, "right_words": charts.RIGHT + charts.FLOW_BAR + 6,
    }  # fmt: skip


@register.inclusion_tag("look/rose.html")
def rose(title, rows):
    """A compass: in each direction what stood before (open ring) and stands now (knot): {% rose "…" rows %}

    rows: (label, things, before, now), clockwise from the top. The table with the same numbers stands beside it."""
    shaped = [fields(r, ("label", "things", "before", "now")) for r in rows]
    spokes, before, now = charts.rose(shaped)
    size = {"width": charts.ROSE_WIDTH, "height": charts.ROSE_HEIGHT, "radius": charts.ROSE_RADIUS}
    size |= {"x": charts.ROSE_MIDDLE[0], "y": charts.ROSE_MIDDLE[1], "half": charts.ROSE_RADIUS / 2}
    return {"title": title, "spokes": spokes, "before": before, "now": now, "size": size}


@register.inclusion_tag("look/before_now.html")
def before_now(title, rows, mark=0, mark_words="", unit="", head=""):
    """Before ○ and now ● on one line each, with the income line drawn through:
    {% before_now "รายได้ข้ามเส้นแล้ว 9 อำเภอ" rows 38000 "เส้นรายได้ 38,000" "บาท/คน/ปี" %}

    rows: (label, before, now[, url]); None is not measured. mark: where the upright line stands.
    """
    drawn, mark_x, _top = charts.changes([fields(r, ("label", "before", "now", "url")) for r in rows], mark)
    return {
        "title": title,
        "rows": drawn,
        "mark": mark,
        "mark_x": mark_x,
        "mark_words": mark_words,
        "unit": unit,
        "head": head,
    }


@register.inclusion_tag("look/tilemap.html", name="tilemap")
def district_tiles(title, cells, unit=""):
    """The 26 districts as tiles where they lie, each a link with its name and number: {% tilemap "…" cells "ครัวเรือน" %}

    cells: (code, name, number[, url[, shade]]); shade 0–4, worked out from the numbers when left out;
    number None is hatched (ยังไม่วัด).
    """
    shaped = [fields(c, ("code", "name", "number", "url", "shade")) for c in cells]
    worked_out = charts.shades([c[2] for c in shaped])
    tiles = []
    for (code, name, value, url, shade), own in zip(shaped, worked_out, strict=True):
        row, column = tilemap.place(code)
        tiles.append({
            "name": name, "short": tilemap.short_name(code), "number": figure(value), "url": url, "row": row,
            "column": column, "measured": value is not None, "shade": own if shade in ("", None) else shade,
        })  # fmt: skip
    tiles.sort(key=lambda tile: (tile["row"], tile["column"]))
    return {
        "title": title,
        "tiles": tiles,
        "unit": unit,
        "unknown": any(not tile["measured"] for tile in tiles),
    }


@register.inclusion_tag("look/timeline.html")
def timeline(entries):
    """The story of a case, newest first as given: {% timeline entries %}

    entries: (when, title[, words[, who[, url[, kind]]]]). when: a date, or words. kind: visit (a tied knot),
    step, help, contact, attempt (an open ring) or "" (a bead).
    """
    names = ("when", "title", "words", "who", "url", "kind")
    return {"entries": [dict(zip(names, fields(e, names), strict=True)) for e in entries]}


@register.inclusion_tag("look/empty.html")
def empty(sentence, action_url="", action_label=""):
    """An empty place says why it is empty and what to do: {% empty "ยังไม่มีคำขอรออยู่" url "ส่งคำขอ" %}"""
    return {"sentence": sentence, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("look/field_errors.html")
def field_errors(*forms):
    """What must be mended, on top of the page, each line a link to its field: {% field_errors form %} (or several forms)."""
    found = []
    for form in forms:
        if not form or not form.is_bound:
            continue
        found += [("", "", error) for error in form.non_field_errors()]
        # Chips and radios have no label of their own to jump to: the first of them is the field.
        found += [
            (f.id_for_label or f"{f.auto_id}_0", f.label, e) for f in form.visible_fields() for e in f.errors
        ]
        found += [("", "", e) for f in form.hidden_fields() for e in f.errors]
    return {"errors": found}


@register.inclusion_tag("look/pager.html", takes_context=True)
def pager(context, page, name="page"):
    """Pages of a long list, keeping what was searched for: {% pager page_obj %}; `name`: of a second list on the same page."""
    asked = context["request"].GET.copy() if "request" in context else None

    def address(number):
        if asked is None:
            return f"?{name}={number}"
        asked[name] = number
        return f"?{asked.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }
