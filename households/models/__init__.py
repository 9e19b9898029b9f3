from households.models.account import Ability, AccountKind, AccountMonth, Trade
from households.models.change import About, ChangeAnswer, Says, Settlement
from households.models.consent import CardConsent
from households.models.decision import DecisionKind, RoundDecision
from households.models.enrolment import Basis, Classification, EndReason, Enrolment, Track
from households.models.exit import ExitAnswer, ExitItem, ExitReview
from households.models.gate import Checklist, ChecklistItem, Passage
from households.models.goal import Activity, ActivityState, Dimension, Doer, Goal, Horizon
from households.models.household import Household
from households.models.ladder import LADDERS, Outcome, OutcomeLevel, Urgency, UrgencyLevel
from households.models.likeness import Likeness, NotSame
from households.models.member import BirthPrecision, Came, Member, MemberEvent, Went
from households.models.merge import Merge, MergedRow
from households.models.need import Need
from households.models.nomination import Nomination, NominationAnswer
from households.models.places import District, PlaceAlias, Subdistrict, Village
from households.models.plan import LifePlan, NoGoal, NoGoalBecause, PlanEnd, PlanState, SignedWay
from households.models.process import LifeStep, Step
from households.models.promise import Promise, Promiser, PromiseState
from households.models.reading import ColumnMapping, FilePlace, SheetHead, Unplaced
from households.models.relapse import RelapseCard, RelapseFact, RelapseRule
from households.models.remeasurement import Remeasurement
from households.models.row_answer import RowAnswer, RowSuspect
from households.models.split import Split
from households.models.step_request import StepAnswer, StepRequest
from households.models.survey import IncomeLine, Indicator, IndicatorSet, Successor, Survey, SurveyRound
from households.models.survey_file import CheckedRow, Finding, NotUndone, Stage, SurveyFile, UndoImage
from households.models.targeting import (
    Certification,
    ForumSays,
    RankedNeed,
    Strength,
    StrengthKind,
    Verdict,
    Verification,
    VerifiedFact,
)

__all__ = [
    "LADDERS",
    "Ability",
    "About",
    "AccountKind",
    "AccountMonth",
    "Activity",
    "ActivityState",
    "Basis",
    "BirthPrecision",
    "Came",
    "CardConsent",
    "Certification",
    "ChangeAnswer",
    "CheckedRow",
    "Checklist",
    "ChecklistItem",
    "Classification",
    "ColumnMapping",
    "DecisionKind",
    "Dimension",
    "District",
    "Doer",
    "EndReason",
    "Enrolment",
    "ExitAnswer",
    "ExitItem",
    "ExitReview",
    "FilePlace",
    "Finding",
    "ForumSays",
    "Goal",
    "Horizon",
    "Household",
    "IncomeLine",
    "Indicator",
    "IndicatorSet",
    "LifePlan",
    "LifeStep",
    "Likeness",
    "Member",
    "MemberEvent",
    "Merge",
    "MergedRow",
    "Need",
    "NoGoal",
    "NoGoalBecause",
    "Nomination",
    "NominationAnswer",
    "NotSame",
    "NotUndone",
    "Outcome",
    "OutcomeLevel",
    "Passage",
    "PlaceAlias",
    "PlanEnd",
    "PlanState",
    "Promise",
    "PromiseState",
    "Promiser",
    "RankedNeed",
    "RelapseCard",
    "RelapseFact",
    "RelapseRule",
    "Remeasurement",
    "RoundDecision",
    "RowAnswer",
    "RowSuspect",
    "Says",
    "Settlement",
    "SheetHead",
    "SignedWay",
    "Split",
    "Stage",
    "Step",
    "StepAnswer",
    "StepRequest",
    "Strength",
    "StrengthKind",
    "Subdistrict",
    "Successor",
    "Survey",
    "SurveyFile",
    "SurveyRound",
    "Track",
    "Trade",
    "UndoImage",
    "Unplaced",
    "Urgency",
    "UrgencyLevel",
    "Verdict",
    "Verification",
    "VerifiedFact",
    "Village",
    "Went",
]
