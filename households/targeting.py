"""Step 1 of one case and its ladders, for their panels: what was checked at the house, what holds the family back and what it has, what the
village forum said."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from households.facts import HEALTH, facts_of, label_of
from households.models import Certification, RankedNeed, Verdict, Verification

NEEDS_OF_HEALTH = ("health", "care")


@dataclass
class Checked:
    """One fact as it was found; of health only where the reader cares for the family."""

    label: str
    row: object


@dataclass
class Targeting:
    case: object

    @cached_property
    def ladders(self):
        """{ladder: its rows, the newest first}."""
        household = self.case.household
        return {
            "outcome": list(household.outcome_rungs.select_related("decided_by")),
            "urgency": list(household.urgency_rungs.select_related("decided_by")),
        }

    @property
    def rungs(self):
        """{ladder: where it stands now}."""
        return {
            name: next((row for row in rows if row.ended_on is None), None)
            for name, rows in self.ladders.items()
        }

    @cached_property
    def nominations(self):
        return list(self.case.household.nominations.select_related("nominated_by", "answered_by"))

    @cached_property
    def verifications(self):
        rows = Verification.objects.filter(enrolment__household=self.case.household).select_related("made_by")
        needs = Prefetch("needs", RankedNeed.objects.select_related("need"))
        return list(rows.prefetch_related("facts", needs, "strengths"))

    @cached_property
    def certifications(self):
        rows = Certification.objects.filter(enrolment__household=self.case.household)
        return list(rows.select_related("made_by"))

    def _standing(self, rows):
        now = self.case.enrolment
        return next(
            (row for row in rows if now and row.enrolment_id == now.pk and row.replaced_at is None), None
        )

    @property
    def verification(self):
        return self._standing(self.verifications)

    @property
    def certification(self):
        return self._standing(self.certifications)

    @cached_property
    def facts(self):
        """What the latest survey says, to be looked at."""
        return facts_of(self.case.survey_now, self.case.members, self.case.failing)

    @property
    def checked(self):
        texts = {str(number): text for number, text in self.case.failing}
        found = self.verification.facts.all() if self.verification else []
        return [
            Checked(label_of(row.code, texts), row)
            for row in found
            if row.code != HEALTH or self.case.shows_health
        ]

    @property
    def needs(self):
        """(the ranked need, its cause where this reader may know it)."""
        found = self.verification.needs.all() if self.verification else []
        return [
            (row, "" if row.need_id in NEEDS_OF_HEALTH and not self.case.shows_health else row.cause)
            for row in found
        ]


def counted(verification):
    """{verdict: how many facts}; after prefetching them."""
    verdicts = [row.verdict for row in verification.facts.all()]
    return {verdict: verdicts.count(verdict) for verdict in Verdict.values}
