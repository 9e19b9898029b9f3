"""Step 4 of one case, read once: income now with its arithmetic, the checklists of leaving and of assured care,
the cards of the relapse watch."""

from dataclasses import dataclass
from functools import cached_property

from households.exits import goal_of, rows_of
from households.incomes import latest
from households.models import ExitReview, RelapseCard
from households.models.exit import ExitGoal


@dataclass
class Care:
    """`case` is the opened Case: what it has read is not read again."""

    case: object

    @cached_property
    def remeasurements(self):
        return list(self.case.household.remeasurements.select_related("measured_by", "withdrawn_by"))

    @property
    def newest(self):
        return next((row for row in self.remeasurements if row.withdrawn_on is None), None)

    @cached_property
    def income_now(self):
        """The Survey or Remeasurement that says it; None where there is neither."""
        return latest(self.case.surveys, self.remeasurements)

    @property
    def is_remeasured(self):
        return self.income_now is not None and self.income_now is self.newest

    @property
    def is_over(self):
        return self.income_now is not None and self.income_now.below_line is False

    # --- the checklists ------------------------------------------------------------------------------------------

    @cached_property
    def reviews(self):
        """Of all its enrolments, newest first, with their answers."""
        rows = ExitReview.objects.filter(enrolment__household=self.case.household)
        rows = rows.select_related("signed_by", "confirmed_by", "returned_by")
        return list(rows.prefetch_related("answers__item"))

    @property
    def goal(self):
        """What this household is on the way to, by its class."""
        return goal_of(self.case.track.track if self.case.track else None)

    def _of_now(self, goal):
        now = self.case.enrolment
        return [row for row in self.reviews if now and row.enrolment_id == now.pk and row.goal == goal]

    def open_review(self, goal):
        return next((row for row in self._of_now(goal) if not row.confirmed_on and not row.ended_on), None)

    def waiting_review(self, goal):
        found = self.open_review(goal)
        return found if found and found.signed_on else None

    def holding_review(self, goal):
        return next((row for row in self._of_now(goal) if row.confirmed_on and not row.ended_on), None)

    @property
    def assured(self):
        return self.holding_review(ExitGoal.ASSURED)

    @property
    def in_hand(self):
        """The checklist to show: the one being worked on, else the one that holds."""
        return self.open_review(self.goal) or self.holding_review(self.goal)

    @property
    def in_hand_rows(self):
        return rows_of(self.in_hand) if self.in_hand else []

    # --- the relapse watch ---------------------------------------------------------------------------------------

    @cached_property
    def relapse_cards(self):
        """Newest first; nobody who was never in watch has any."""
        watched = any(row.watch_from for row in self.case.enrolments)
        if not watched and not any(row.confirmed_on for row in self.reviews if row.goal == ExitGoal.EXIT):
            return []
        rows = RelapseCard.objects.filter(enrolment__household=self.case.household)
        return list(rows.select_related("dismissed_by").prefetch_related("facts__rule"))

    @property
    def relapse(self):
        """The open card, while the household is watched."""
        if not self.case.watching:
            return None
        now = self.case.enrolment.pk
        return next((card for card in self.relapse_cards if card.is_open and card.enrolment_id == now), None)
