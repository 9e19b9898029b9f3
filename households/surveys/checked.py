"""What a check found: counts that add up, and the fingerprint that the writing must match."""

from collections import Counter
from dataclasses import dataclass, field

from households.surveys.matching import REFUSED


@dataclass
class Checked:
    """`rows_read` = new + changed + same + conflict + refused + skipped, always."""

    counts: Counter = field(default_factory=Counter)  # of rows
    households: Counter = field(default_factory=Counter)
    skipped: Counter = field(default_factory=Counter)
    findings: Counter = field(default_factory=Counter)
    districts: dict = field(
        default_factory=dict
    )  # {code: outcomes counted}, of the rows whose place is known
    layouts: dict = field(default_factory=dict)
    unread_sheets: list = field(default_factory=list)
    missing: int = 0  # households on record of which the file says nothing, where it speaks
    heads: list = field(default_factory=list)  # of every sheet, read or not
    unplaced: dict = field(default_factory=dict)  # {place_key(…): Waiting}
    reading: str = ""  # the digest of how it was read
    fingerprint: str = ""

    def count(self, district, outcome, times):
        counts = self.districts.get(district) or self.districts.setdefault(district, Counter())
        counts[outcome] += times

    @property
    def refused(self):
        return self.counts[REFUSED]

    def summary(self):
        outcomes = {name: self.counts[name] for name in ("new", "changed", "same", "conflict")}
        skipped = sum(self.skipped.values())
        return {
            "rows_read": sum(outcomes.values()) + self.refused + skipped, **outcomes, "refused": self.refused,
            "skipped": skipped, "skipped_as": dict(self.skipped),
            "households": {**{name: self.households[name] for name in outcomes}, "missing": self.missing},
            "districts": {code: dict(counts) for code, counts in sorted(self.districts.items())},
        }  # fmt: skip
