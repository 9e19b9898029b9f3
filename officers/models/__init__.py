from officers.models.agency import Agency
from officers.models.annex import Annex
from officers.models.invitation import Invitation
from officers.models.officer import Officer
from officers.models.pairing import CarerKind, Pairing
from officers.models.posting import COMMITTEE, Posting, Role
from officers.models.visit import Visit, VisitKind

__all__ = [
    "COMMITTEE",
    "Agency",
    "Annex",
    "CarerKind",
    "Invitation",
    "Officer",
    "Pairing",
    "Posting",
    "Role",
    "Visit",
    "VisitKind",
]
