"""The story of a case put on shelves: everything, or what is of one kind; the latest first and the rest behind."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from households.story import told

AT_FIRST = 8
SHELVES = {
    "visit": _("เยี่ยม"),
    "step": _("กระบวนงาน"),
    "plan": _("แผน"),
    "help": _("ช่วยเหลือ"),
    "income": _("จปฐ. รายได้"),
    "people": _("คนในบ้าน"),
}
# Who tells it; whatever else is told is of the steps.
_OF = {
    "_visits": "visit", "_referrals": "help", "_supports": "help", "_surveys": "income", "_answers": "income",
    "_remeasurements": "income", "_people": "people", "_splits": "people", "_merges": "people",
    "plans": "plan", "activities": "plan", "promises": "plan",
}  # fmt: skip


@dataclass
class Shelves:
    """`show`: a shelf; anything else shows all."""

    case: object
    show: str = ""

    @cached_property
    def _told(self):
        return [(_OF.get(teller, "step"), entry) for teller, entry in told(self.case)]

    @property
    def is_one(self):
        return self.show in SHELVES

    @property
    def entries(self):
        return [entry for shelf, entry in self._told if not self.is_one or shelf == self.show]

    @property
    def first(self):
        return self.entries if self.is_one else self.entries[:AT_FIRST]

    @property
    def rest(self):
        return [] if self.is_one else self.entries[AT_FIRST:]

    @property
    def chips(self):
        """(address, words, how many, whether it is shown) of the shelves on which something stands."""
        counts = Counter(shelf for shelf, _entry in self._told)
        every = [("", _("ทั้งหมด"), len(self._told), not self.is_one)]
        return every + [
            (shelf, words, counts[shelf], shelf == self.show)
            for shelf, words in SHELVES.items()
            if counts[shelf]
        ]
