"""One case file read once, for the page that tells the family's story. What hangs on it from the rooms above comes
by the reverse relations: visits, pairings, referrals, supports."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch

from households import bmn
from households.actions.enrolments import watch_ends_on
from households.gates import missing_before
from households.models import Indicator, LifeStep, Step
from kusiao.thai import today

DOORS = {
    "edit": "households:edit",
    "national_id": "households:national_id",
    "move": "households:step_move",
    "classify": "households:classify",
    "exit": "households:exit_confirm",
    "graduate": "households:graduate",
    "strike_off": "households:strike_off",
    "visit": "officers:visit_record",
    "pair": "officers:pairings",
    "ask": "committees:referral_ask",
    "confirm": "committees:referral_confirm",
}
DECISIONS = ("classify", "exit", "graduate", "strike_off", "pair")


@dataclass
class Case:
    """`person` is who reads it: what his role does not open is not offered."""

    household: object
    person: object

    @cached_property
    def may(self):
        may = {act: self.person.may_open(view_name) for act, view_name in DOORS.items()}
        # Of several roles, the one that decides may be held in another district.
        if len(self.person.roles) > 1 and not self.person.coordinated.filter(pk=self.household.pk).exists():
            may |= dict.fromkeys(DECISIONS, False)
        return may

    @property
    def shows_health(self):
        """The friend and the district care for the family; the province's office needs no diagnosis to keep its books."""
        return self.may["edit"]

    @cached_property
    def enrolments(self):
        rows = self.household.enrolments.select_related("survey__round__indicator_set", "created_by")
        return list(rows.prefetch_related(Prefetch("steps", Step.objects.select_related("moved_by"))))

    @cached_property
    def enrolment(self):
        return next((row for row in self.enrolments if row.ended_on is None), None)

    @cached_property
    def step(self):
        steps = self.enrolment.steps.all() if self.enrolment else []
        return next((step for step in steps if step.ended_on is None), None)

    @cached_property
    def classes(self):
        return list(self.household.classifications.select_related("decided_by"))

    @cached_property
    def track(self):
        return next((row for row in self.classes if row.ended_on is None), None)

    @cached_property
    def surveys(self):
        return list(self.household.surveys.select_related("round__indicator_set"))

    @cached_property
    def members(self):
        return list(self.household.members.all())

    @cached_property
    def pairings(self):
        return list(self.household.pairings.select_related("officer__agency"))

    @cached_property
    def pairing(self):
        return next((row for row in self.pairings if row.ended_on is None), None)

    @cached_property
    def visits(self):
        return list(self.household.visits.select_related("officer"))

    @cached_property
    def referrals(self):
        rows = self.household.referrals.select_related("committee", "need", "asked_by")
        return list(rows.prefetch_related("answers__by"))

    @cached_property
    def supports(self):
        return list(self.household.supports.select_related("committee", "recorded_by"))

    @property
    def supports_baht(self):
        return sum(support.baht for support in self.supports)

    # --- what is so now ------------------------------------------------------------------------------------------

    @property
    def watching(self):
        return bool(self.enrolment and self.enrolment.watch_from)

    @property
    def outcome(self):
        """The word the thread of four knots understands."""
        if self.enrolment:
            return "watch" if self.enrolment.watch_from else ""
        if not self.enrolments:
            return ""
        return "graduated" if self.enrolments[0].end_reason == "graduated" else "struck_off"

    @property
    def watch_ends_on(self):
        return watch_ends_on(self.enrolment) if self.watching else None

    @property
    def watch_is_over(self):
        return self.watching and self.watch_ends_on <= today()

    @property
    def last_visit(self):
        return next((visit for visit in self.visits if visit.counted), None)

    @property
    def over_the_line(self):
        """Reached, and nobody has confirmed it yet."""
        survey = self.surveys[0] if self.surveys else None
        return bool(self.enrolment and not self.watching and survey and survey.below_line is False)

    @cached_property
    def missing(self):
        """What stands before the next step."""
        if not self.step or self.step.number == LifeStep.CARE:
            return []
        gaps = missing_before(self.enrolment, self.step.number + 1)
        return [gap if self.person.may_open(gap.view_name) else replace(gap, view_name="") for gap in gaps]

    @property
    def waiting_referrals(self):
        return [row for row in self.referrals if row.state in ("sent", "acknowledged", "accepted")]

    @property
    def delivered_referrals(self):
        return [row for row in self.referrals if row.state == "delivered"]

    # --- จปฐ. then and now ---------------------------------------------------------------------------------------

    @property
    def survey_before(self):
        return self.enrolment.survey if self.enrolment else None

    @property
    def survey_now(self):
        return self.surveys[0] if self.surveys else None

    @cached_property
    def indicators(self):
        """Grouped by what became of them between the survey at enrolment and the latest one."""
        now, before = self.survey_now, self.survey_before
        if now is None:
            return {}
        changes = dict.fromkeys(bmn.failed_numbers(now.results), "still")
        if before and before.pk != now.pk:
            changes = bmn.compare(_in_the_form_of(now, before), now.results)
        texts = dict(
            Indicator.objects.filter(indicator_set=now.round.indicator_set_id).values_list(
                "number", "text_th"
            )
        )
        groups = {"still": [], "fell": [], "escaped": []}
        for number, change in changes.items():
            if change in groups:
                groups[change].append((number, texts.get(number, "")))
        return groups


def _in_the_form_of(now, before):
    """The earlier results under the numbers of the later form, where the forms differ."""
    if before.round.indicator_set_id == now.round.indicator_set_id:
        return before.results
    return bmn.to_later_form(before.results, len(now.results))
