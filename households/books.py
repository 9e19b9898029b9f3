"""The account book as the family reads it: a row a month, what is left over, debt and saving at its end."""

from dataclasses import dataclass

from households.models import AccountKind

MOST_MONTHS = 24


@dataclass(frozen=True)
class Month:
    month: object
    income: int | None
    spending: int | None
    debt: int | None
    saving: int | None

    @property
    def left(self):
        """What is left of the month; None where one of the two is not known."""
        known = self.income is not None and self.spending is not None
        return self.income - self.spending if known else None


def months_of(household):
    """The newest first, the last two years."""
    totals = {}
    for row in household.account.all():
        totals.setdefault(row.month, {})[row.kind] = row.baht
    rows = [
        Month(month, *(kinds.get(kind) for kind in AccountKind.values)) for month, kinds in totals.items()
    ]
    return sorted(rows, key=lambda row: row.month, reverse=True)[:MOST_MONTHS]


def last_months(day, count=13):
    """First days of this month and those before it, the newest first."""
    months = [day.year * 12 + day.month - 1 - back for back in range(count)]
    return [day.replace(year=month // 12, month=month % 12 + 1, day=1) for month in months]
