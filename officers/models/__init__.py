from officers.models.adviser import ADVISER, Adviser, Question
from officers.models.agency import Agency, AgencyKind
from officers.models.annex import Annex
from officers.models.arrival import Arrival, ArrivalState
from officers.models.conflict import Conflict
from officers.models.device import Device, Session
from officers.models.draft import VisitDraft
from officers.models.hand_over import HandOver, HandOverState
from officers.models.invitation import Invitation
from officers.models.late_visit import LateVisit, Verdict
from officers.models.officer import Officer
from officers.models.pairing import CarerKind, Pairing
from officers.models.posting import COMMITTEE, Posting, Role
from officers.models.reason import ChangeReason
from officers.models.roster import Roster
from officers.models.substitute import Substitute
from officers.models.visit import PhotoGone, Visit, VisitKind

__all__ = [
    "ADVISER",
    "COMMITTEE",
    "Adviser",
    "Agency",
    "AgencyKind",
    "Annex",
    "Arrival",
    "ArrivalState",
    "CarerKind",
    "ChangeReason",
    "Conflict",
    "Device",
    "HandOver",
    "HandOverState",
    "Invitation",
    "LateVisit",
    "Officer",
    "Pairing",
    "PhotoGone",
    "Posting",
    "Question",
    "Role",
    "Roster",
    "Session",
    "Substitute",
    "Verdict",
    "Visit",
    "VisitDraft",
    "VisitKind",
]
