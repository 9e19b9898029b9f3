from households.models.change import About, ChangeAnswer, Says, Settlement
from households.models.decision import DecisionKind, RoundDecision
from households.models.enrolment import Basis, Classification, EndReason, Enrolment, Track
from households.models.gate import Checklist, ChecklistItem, Passage
from households.models.household import BirthPrecision, Household, Member
from households.models.likeness import Likeness, NotSame
from households.models.merge import Merge, MergedRow
from households.models.need import Need
from households.models.places import District, PlaceAlias, Subdistrict, Village
from households.models.process import LifeStep, Step
from households.models.reading import ColumnMapping, FilePlace, SheetHead, Unplaced
from households.models.row_answer import RowAnswer, RowSuspect
from households.models.survey import IncomeLine, Indicator, IndicatorSet, Successor, Survey, SurveyRound
from households.models.survey_file import CheckedRow, Finding, NotUndone, Stage, SurveyFile, UndoImage

__all__ = [
    "About",
    "Basis",
    "BirthPrecision",
    "ChangeAnswer",
    "CheckedRow",
    "Checklist",
    "ChecklistItem",
    "Classification",
    "ColumnMapping",
    "DecisionKind",
    "District",
    "EndReason",
    "Enrolment",
    "FilePlace",
    "Finding",
    "Household",
    "IncomeLine",
    "Indicator",
    "IndicatorSet",
    "LifeStep",
    "Likeness",
    "Member",
    "Merge",
    "MergedRow",
    "Need",
    "NotSame",
    "NotUndone",
    "Passage",
    "PlaceAlias",
    "RoundDecision",
    "RowAnswer",
    "RowSuspect",
    "Says",
    "Settlement",
    "SheetHead",
    "Stage",
    "Step",
    "Subdistrict",
    "Successor",
    "Survey",
    "SurveyFile",
    "SurveyRound",
    "Track",
    "UndoImage",
    "Unplaced",
    "Village",
]
