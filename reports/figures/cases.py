"""Every enrolment of the register as it stood at the end of a day, one plain row each: what a report is counted from."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from officers.models import Pairing, Visit
from reports.figures import standing
from reports.figures.incomes import with_income_now


@dataclass(frozen=True)
class Case:
    household: object
    code: str
    subdistrict: str
    moo: int
    village: str
    house_number: str
    head: str
    track: str
    step: int
    standing: str
    income_before: int | None
    income_now: int | None
    line_now: int | None
    officer_title: str | None
    officer_first: str | None
    officer_last: str | None
    last_visit: dt.date | None
    assured: bool = False
    carries: bool = True  # else its family stands in a later enrolment, which carries its income and visits

    @property
    def officer(self):
        return f"{self.officer_title or ''}{self.officer_first or ''} {self.officer_last or ''}".strip()

    @property
    def is_paired(self):
        return self.officer_first is not None

    @property
    def in_force(self):
        return self.standing in ("remaining", "watch")


def cases(districts, on, cut_off):
    """In the order of the annex: by place, then by the head's name in Thai order."""
    rows = standing.with_standing(
        standing.with_step(standing.with_track(standing.entered(districts, on), on), on), on
    )
    rows = with_income_now(rows, on)
    rows = _with_friend(rows, on)
    seen = Visit.objects.counted().filter(
        household=OuterRef("household"), visited_on__lte=on, received_at__lte=cut_off
    )
    last = seen.order_by("-visited_on").values("visited_on")[:1]
    ordered = rows.annotate(last_visit=Subquery(last), is_assured=standing.assured(on)).order_by(
        f"{standing.PLACE}__district_id",
        f"{standing.PLACE}_id",
        "household__village__moo",
        "household__head_name_key",
        "household_id",
        "pk",
    )
    carrying = standing.carrying(on)
    return [Case(*row, key in carrying) for key, *row in ordered.values_list("pk", *_COLUMNS)]


_COLUMNS = (
    "household_id",
    f"{standing.PLACE}__district_id",
    f"{standing.PLACE}__name_th",
    "household__village__moo",
    "household__village__name",
    "household__house_number",
    "household__head_name",
    "track",
    "step",
    "standing",
    "survey__income_per_person_year",
    "income_now",
    "line_now",
    "officer_title",
    "officer_first",
    "officer_last",
    "last_visit",
    "is_assured",
)


def _with_friend(rows, on):
    friend = Pairing.objects.active(on).filter(household=OuterRef("household")).order_by("-started_on", "-id")
    return rows.annotate(
        officer_title=Subquery(friend.values("officer__title")[:1]),
        officer_first=Subquery(friend.values("officer__first_name")[:1]),
        officer_last=Subquery(friend.values("officer__last_name")[:1]),
    )
