from committees.models.committee import Committee, CommitteeKind, Seat, SeatKind
from committees.models.obstacle import Obstacle, ObstacleKind
from committees.models.order import Order
from committees.models.referral import Referral, ReferralAnswer, ReferralState
from committees.models.support import Source, Support

__all__ = [
    "Committee",
    "CommitteeKind",
    "Obstacle",
    "ObstacleKind",
    "Order",
    "Referral",
    "ReferralAnswer",
    "ReferralState",
    "Seat",
    "SeatKind",
    "Source",
    "Support",
]
