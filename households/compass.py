"""A life plan read once: which failed indicators have an answer, which goals lead where, what still lacks before signing."""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from households import bmn
from households.models import ActivityState, Dimension, Goal, Horizon, Indicator
from households.rose import directions
from kusiao.thai import today


def latest_round(household):
    """The year of its latest survey, or None."""
    return household.surveys.order_by("-round_id").values_list("round_id", flat=True).first()


def direction_of(indicator):
    """TPMAP's dimension where it has one, else the direction that the province files its หมวด or ด้าน under."""
    return indicator.dimension or settings.COMPASS_DIRECTIONS.get(indicator.category, Dimension.OTHER)


@dataclass(frozen=True)
class Failed:
    """A failed indicator and its answer: a goal, or a reason for none."""

    indicator: Indicator
    goal: Goal | None = None
    reason: object = None

    @property
    def is_answered(self):
        return bool(self.goal or self.reason)

    @property
    def direction(self):
        return direction_of(self.indicator)


@dataclass
class Help:
    """Promised is not approved, approved not delivered, delivered not acknowledged: four lists that stay apart."""

    promises: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    supports: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.promises or self.referrals or self.supports)


@dataclass
class Compass:
    plan: object

    @cached_property
    def goals(self):
        rows = self.plan.goals.select_related("indicator", "need").prefetch_related("activities__state_by")
        return list(rows)

    @property
    def pursued(self):
        return [goal for goal in self.goals if goal.dropped_on is None]

    @property
    def dropped(self):
        return [goal for goal in self.goals if goal.dropped_on]

    @property
    def top(self):
        return sorted((goal for goal in self.pursued if goal.rank), key=lambda goal: goal.rank)

    @property
    def foremost(self):
        """The family's own top three; before they chose, the first that fall due."""
        return self.top or self.pursued[:3]

    @property
    def horizons(self):
        """(words, goals) of the horizons that have any, the nearest first."""
        groups = [(span.label, [goal for goal in self.pursued if goal.horizon == span]) for span in Horizon]
        return [(words, goals) for words, goals in groups if goals]

    @property
    def activities(self):
        return [activity for goal in self.pursued for activity in goal.activities.all()]

    @property
    def waiting(self):
        """What is still to be done, the earliest first."""
        rows = [one for one in self.activities if one.state == ActivityState.PLANNED]
        return sorted(rows, key=lambda one: (one.due_on, one.pk))

    @property
    def overdue(self):
        return [one for one in self.waiting if one.due_on < today()]

    # --- จปฐ. ----------------------------------------------------------------------------------------------------

    @cached_property
    def surveys(self):
        return {
            row.round_id: row for row in self.plan.household.surveys.select_related("round__indicator_set")
        }

    @property
    def survey(self):
        """The one that this edition answers; None where a file was taken back since."""
        return self.surveys.get(self.plan.round_id)

    @property
    def newer_round(self):
        """The year of a later survey than the one that is answered here."""
        latest = max(self.surveys, default=None)
        return latest if latest and latest != self.plan.round_id else None

    @cached_property
    def indicators(self):
        """{number: indicator} of the form of that round."""
        form = self.survey and self.survey.round.indicator_set_id
        return {row.number: row for row in Indicator.objects.filter(indicator_set=form)} if form else {}

    def direction_of(self, indicator):
        return direction_of(indicator)

    @cached_property
    def directions(self):
        return directions(self)

    @property
    def stood(self):
        """(things, how many stood when the plan began, how many stand now)."""
        rows = self.directions
        return tuple(sum(getattr(row, name) for row in rows) for name in ("things", "before", "now"))

    @cached_property
    def failed(self):
        numbers = bmn.failed_numbers(self.survey.results) if self.survey else []
        goals = {
            goal.indicator_id: goal for goal in sorted(self.goals, key=lambda one: one.dropped_on is None)
        }
        reasons = {row.indicator_id: row for row in self.plan.no_goals.all()}
        found = [self.indicators[number] for number in numbers if number in self.indicators]
        return [Failed(row, goals.get(row.pk), reasons.get(row.pk)) for row in found]

    @property
    def unanswered(self):
        return [row for row in self.failed if not row.is_answered]

    # --- who does what for it ----------------------------------------------------------------------------------------

    @cached_property
    def help(self):
        """{thread of a goal: Help}: what was promised, asked, delivered and confirmed for it, through all editions."""
        household, found = self.plan.household, {goal.thread: Help() for goal in self.goals}
        for name, rows in (
            ("promises", household.promises.all()),
            ("referrals", household.referrals.select_related("committee", "need")),
            ("supports", household.supports.select_related("committee")),
        ):
            for row in rows.filter(goal__thread__in=list(found)).select_related("goal"):
                getattr(found[row.goal.thread], name).append(row)
        return found

    @property
    def rows(self):
        """(horizon in words, [(goal, its activities, its help)])."""
        return [
            (words, [(goal, list(goal.activities.all()), self.help[goal.thread]) for goal in goals])
            for words, goals in self.horizons
        ]

    @property
    def lacking(self):
        """What must be there before both sign, in words."""
        found = []
        if self.unanswered:
            numbers = ", ".join(str(row.indicator.number) for row in self.unanswered)
            found.append(
                _("จปฐ. ที่ตกยังไม่มีเป้าหมายหรือเหตุผล %(count)s ข้อ (ข้อ %(numbers)s)")
                % {"count": len(self.unanswered), "numbers": numbers}
            )
        if not self.pursued:
            found.append(_("ยังไม่มีเป้าหมาย"))
        if not self.activities:
            found.append(_("ยังไม่มีกิจกรรมที่จะทำ"))
        return found


def lacking(plan):
    return Compass(plan).lacking
