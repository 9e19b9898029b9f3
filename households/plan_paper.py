"""The plan as plain values for paper: text, numbers and dates only, ready for JSON. The papers ask no database."""

from households.compass import Compass
from kusiao.thai import format_date


def plain(compass, *, months=(), members=(), promises=()):
    """`months`: of households/books.py; `members`: with their abilities; `promises`: of the household."""
    plan = compass.plan
    return {
        "edition": plan.edition,
        "state": str(plan.get_state_display()),
        "begun_on": format_date(plan.begun_on),
        "year": plan.round_id,
        "wish": plan.wish,
        "strengths": plan.strengths,
        "signed": _signed(plan),
        "approved": _approved(plan),
        "directions": [[row.label, row.things, row.before, row.now] for row in compass.directions],
        "stood": list(compass.stood),
        "top": [goal.title for goal in compass.top],
        "goals": [_goal(goal) for goal in compass.pursued],
        "no_goals": [_no_goal(row) for row in compass.failed if row.reason and not row.goal],
        "unanswered": [_indicator(row) for row in compass.unanswered],
        "dropped": [
            [goal.title, format_date(goal.dropped_on), goal.dropped_because] for goal in compass.dropped
        ],
        "because": plan.revised_because,
        "closed_on": format_date(plan.closed_on) if plan.closed_on else "",
        "closed_as": str(plan.get_closed_as_display()),
        **books(months, members, promises),
    }


def books(months, members, promises):
    """What a family has apart from any plan: the account, what its people can do, what somebody promised it."""
    return {
        "account": [_month(row) for row in months],
        "abilities": [
            [str(member), str(one.get_trade_display()), one.words, one.to_learn]
            for member in members
            for one in member.abilities.all()
        ],
        "promises": [_promise(row) for row in promises],
    }


def closed(plans):
    """Editions no longer in use, the latest first: each as `plain` with what became of every goal. `plans`: all editions, the
    latest first."""
    told, later = [], set()
    for plan in plans:
        compass = Compass(plan)
        if plan.closed_on:
            goals = [_goal(goal) | {"became": _became(goal, plan, later)} for goal in compass.pursued]
            told.append(plain(compass) | {"goals": goals})
        later |= {goal.thread for goal in compass.goals}
    return told


def _became(goal, plan, later):
    if goal.is_reached:
        return "ถึงเป้าแล้ว"
    if goal.thread in later:
        return "ทำต่อในแผนฉบับถัดไป"
    return f"ยังไม่ถึงเมื่อเลิกใช้แผน ({plan.get_closed_as_display()})"


def _signed(plan):
    if not plan.signed_on:
        return None
    return {
        "family": plan.signed_name,
        "friend": str(plan.signed_by),
        "on": format_date(plan.signed_on),
        "way": str(plan.get_signed_way_display()),
        "paper": plan.paper_number,
    }


def _approved(plan):
    if not plan.approved_at:
        return None
    return {"by": str(plan.approved_by), "on": format_date(plan.approved_at)}


def _goal(goal):
    return {
        "title": goal.title,
        "rank": goal.rank,
        "direction": str(goal.get_dimension_display()),
        "horizon": str(goal.get_horizon_display()),
        "due_on": format_date(goal.due_on),
        "measure": goal.measure,
        "unit": goal.unit,
        "baseline": goal.baseline,
        "target": goal.target,
        "now": goal.now,
        "way": goal.way,
        "reached": goal.is_reached,
        "work": [_work(one) for one in goal.activities.all()],
    }


def _work(one):
    return {
        "what": one.what,
        "who": str(one.get_doer_display()),
        "agency": one.agency,
        "due_on": format_date(one.due_on),
        "state": str(one.get_state_display()),
        "on": format_date(one.state_on) if one.state_on else "",
        "because": one.because,
    }


def _indicator(row):
    return [row.indicator.number, row.indicator.text_th]


def _no_goal(row):
    return [*_indicator(row), str(row.reason.get_because_display()), row.reason.words]


def _month(row):
    return {
        "month": format_date(row.month, precision="month"),
        "income": row.income,
        "spending": row.spending,
        "left": row.left,
        "debt": row.debt,
        "saving": row.saving,
    }


def _promise(row):
    return {
        "who": row.who or str(row.get_promiser_display()),
        "what": row.what,
        "due_on": format_date(row.due_on),
        "state": str(row.get_state_display()),
        "because": row.because,
    }
