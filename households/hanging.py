"""Everything that hangs on a household, and what a merge does with it.

The rooms above hang their own rows on a household; this room knows them by name only. A relation that has no line here is a
system-check error: whoever adds one says what becomes of it when two households turn out to be one."""

from dataclasses import dataclass

from django.apps import apps
from django.core.checks import Error


@dataclass(frozen=True)
class Moves:
    """Every row goes to the household that is kept."""


@dataclass(frozen=True)
class Stays:
    """Rows about the file itself, or worked out anew: they stay where they are."""

    why: str


@dataclass(frozen=True)
class Once:
    """Moves, unless the kept household has a row with the same values in `columns`: then it stays, beside and not over."""

    columns: tuple


@dataclass(frozen=True)
class OfRounds:
    """Said about the surveys of `rounds`: goes where they went, unless the kept household has the same in `columns`."""

    rounds: tuple
    columns: tuple


@dataclass(frozen=True)
class Spans:
    """Dated history: a closed row moves where it overlaps none of the kept household's, the open one where that has none."""

    begins: str = "started_on"
    ends: str = "ended_on"


@dataclass(frozen=True)
class OneADay:
    """Moves; where both have one that counts on one day, the one that comes is kept and shown and no longer counts."""

    day: str
    flag: str


@dataclass(frozen=True)
class Follows:
    """Belongs to the row that `column` names and goes where that went."""

    column: str


@dataclass(frozen=True)
class People:
    """A person who stands in both is kept once; everybody else moves."""


@dataclass(frozen=True)
class Told:
    """What happened to a person: moves, unless it is told of a row of his that stays, beside another of the same."""


# In this order: the friend goes over before an enrolment ends, which would end the friendship too.
HANGS_ON = {
    "households.Member.household": People(),
    "households.MemberEvent.household": Told(),
    "officers.Pairing.household": Spans(),
    "officers.Substitute.household": Stays("a merge hands nobody a further household"),
    "officers.Conflict.household": Once(("officer_id", "withdrawn_on")),
    "households.Enrolment.household": Spans("entered_on"),
    "households.Classification.household": Spans(),
    "households.Outcome.household": Spans(),
    "households.Urgency.household": Spans(),
    "households.Nomination.household": Once(("answer",)),
    "households.LifePlan.household": Follows("enrolment"),
    "households.AccountMonth.household": Once(("month", "kind")),
    "households.Promise.household": Moves(),
    "households.Survey.household": Once(("round_id",)),
    "households.Remeasurement.household": Once(("measured_on",)),
    "households.ChangeAnswer.household": OfRounds(("before_id", "after_id"), ("before_id", "after_id")),
    "households.RoundDecision.household": OfRounds(("round_id",), ("round_id", "kind")),
    "officers.Visit.household": OneADay("visited_on", "counted"),
    "officers.LateVisit.household": Moves(),
    "officers.VisitDraft.household": Once(("officer_id",)),
    "committees.Referral.household": Moves(),
    "committees.Support.household": Moves(),
    "households.Household.merged_into": Stays("what was merged earlier is reached through this one"),
    "households.Merge.kept": Stays("a merge says what happened that day"),
    "households.Merge.gone": Stays("a merge says what happened that day"),
    "households.CardConsent.household": Stays("said of the card of that file; the kept family is asked anew"),
    "households.Split.source": Stays("a split says what happened that day"),
    "households.Split.made": Stays("a split says what happened that day"),
    "households.Likeness.first": Stays("worked out anew by every search"),
    "households.Likeness.second": Stays("worked out anew by every search"),
    "households.NotSame.first": Stays("an answer about these two files"),
    "households.NotSame.second": Stays("an answer about these two files"),
    "households.CheckedRow.household": Stays("what a check found that day"),
    "households.NotUndone.household": Stays("what an undoing of a file left that day"),
    "households.RowSuspect.household": Stays("what a check found that day"),
    "households.RowAnswer.household": Stays("what a person said about a file that day"),
}


def relations():
    """{"app.Model.field": the relation} of everything that points at a household, hidden ones too."""
    household = apps.get_model("households", "Household")
    found = [
        one for one in household._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and one.is_relation
    ]  # fmt: skip
    return {f"{one.related_model._meta.label}.{one.field.name}": one for one in found}


def every_relation_is_thought_of(app_configs=None, **_kwargs):
    found, known = set(relations()), set(HANGS_ON)
    return [
        Error(
            f"{name} hangs on a household, and no line says what a merge does with it.",
            hint="Add it to HANGS_ON in households/hanging.py.",
            id="households.E001",
        )
        for name in sorted(found - known)
    ] + [
        Error(f"HANGS_ON speaks of {name}, which is not there.", id="households.E002")
        for name in sorted(known - found)
    ]
