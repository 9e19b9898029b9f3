from officers.models.agency import Agency
from officers.models.annex import Annex
from officers.models.device import Device, Session
from officers.models.invitation import Invitation
from officers.models.officer import Officer
from officers.models.pairing import CarerKind, Pairing
from officers.models.posting import COMMITTEE, Posting, Role
from officers.models.roster import Roster
from officers.models.visit import Visit, VisitKind

__all__ = [
    "COMMITTEE",
    "Agency",
    "Annex",
    "CarerKind",
    "Device",
    "Invitation",
    "Officer",
    "Pairing",
    "Posting",
    "Role",
    "Roster",
    "Session",
    "Visit",
    "VisitKind",
]
