"""What the next friend must know, as far as rows tell it: last visits, promises, open requests, whom to talk to."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from kusiao.thai import today

LAST_VISITS = 5
WAITING = ("sent", "acknowledged", "accepted", "delivered")


@dataclass
class Pack:
    """`household`: with_due(), so that the next visit is known."""

    hand_over: object
    household: object

    @cached_property
    def visits(self):
        return list(self.household.visits.select_related("officer").prefetch_related("needs"))

    @property
    def last_visits(self):
        return self.visits[:LAST_VISITS]

    @property
    def appointments(self):
        """Days agreed with the family that are still to come."""
        return sorted({visit.next_on for visit in self.visits if visit.next_on and visit.next_on >= today()})

    @cached_property
    def promises(self):
        """What was promised to the family and not kept yet, by whoever."""
        return list(self.household.promises.open())

    @cached_property
    def requests(self):
        rows = self.household.referrals.filter(state__in=WAITING).select_related("committee", "need")
        return list(rows.order_by("asked_on"))

    @cached_property
    def people(self):
        return list(self.household.members.filter(left_on=None))

    @property
    def met(self):
        """Who was met, the most often first."""
        return Counter(visit.met for visit in self.visits if visit.counted and visit.met).most_common(3)

    @property
    def changed(self):
        """What the visits brought, the latest first."""
        return [(visit.visited_on, visit.changed) for visit in self.visits if visit.changed][:3]

    @property
    def joint_choices(self):
        """Visits that both may have made together."""
        return [visit for visit in self.visits if visit.counted and visit.visited_on >= self.hand_over.on]
