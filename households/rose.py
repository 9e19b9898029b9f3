"""The life compass as numbers: in each direction how many things stood when the plan began, and how many stand now.

A thing is a จปฐ. indicator that could be judged, or a goal of the family's own. It stands now where its goal is reached or the
latest survey of the same form passes it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from households import bmn
from households.models import Dimension

# Beside a picture on a telephone there is no room for the whole name.
SHORT = {Dimension.PUBLIC_SERVICE: _("บริการรัฐ")}


@dataclass(frozen=True)
class Direction:
    key: str
    label: str
    things: int
    before: int
    now: int


def directions(compass):
    """The five directions, and what lies in none of them where there is any."""
    found = {key: [0, 0, 0] for key in Dimension.values}
    for key, before, now in [*_indicators(compass), *_wishes(compass)]:
        row = found[key]
        row[0], row[1], row[2] = row[0] + 1, row[1] + before, row[2] + now
    rows = [
        Direction(key, str(SHORT.get(key, Dimension(key).label)), *counts) for key, counts in found.items()
    ]
    return [row for row in rows if row.things or row.key != Dimension.OTHER]


def _indicators(compass):
    if compass.survey is None:
        return
    goals = {goal.indicator_id: goal for goal in compass.pursued if goal.indicator_id}
    later = _later_results(compass)
    for number, indicator in compass.indicators.items():
        before = bmn.result_of(compass.survey.results, number)
        if before not in (bmn.PASS, bmn.FAIL):
            continue
        goal, after = goals.get(indicator.pk), bmn.result_of(later, number)
        now = after if after in (bmn.PASS, bmn.FAIL) else before
        direction = goal.dimension if goal else compass.direction_of(indicator)
        yield direction, before == bmn.PASS, now == bmn.PASS or bool(goal and goal.is_reached)


def _later_results(compass):
    """Of the latest survey, where it asks by the same form."""
    latest = compass.surveys.get(compass.newer_round)
    same = latest and latest.round.indicator_set_id == compass.survey.round.indicator_set_id
    return latest.results if same else ""


def _wishes(compass):
    for goal in compass.pursued:
        if not goal.indicator_id:
            yield goal.dimension, False, goal.is_reached
