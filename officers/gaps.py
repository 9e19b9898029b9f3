"""Numbers of a phone that never came. A later one did, so the visit was written and is somewhere, or is lost."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from officers.models import Arrival

MOST = 20  # of one device: whatever a broken phone sends, the page stays a page


@dataclass(frozen=True)
class Gap:
    officer_id: int
    device: str
    number: int
    since: dt.datetime  # when a later one came


def gaps_of(officers, *, before=None):
    """The gaps of these people, oldest first; `before`: only those that were there at that moment already."""
    rows = Arrival.objects.filter(officer__in=officers).order_by("officer_id", "device", "number")
    told = rows.values_list("officer_id", "device", "number", "arrived_at")
    found = [gap for _device, arrived in groupby(told, key=lambda row: row[:2]) for gap in _between(arrived)]
    return sorted(
        (gap for gap in found if before is None or gap.since <= before),
        key=lambda gap: (gap.since, gap.number),
    )


def _between(arrived):
    expected, found = 1, []
    for officer_id, device, number, at in arrived:
        missed = range(expected, min(number, expected + MOST - len(found)))
        found += [Gap(officer_id, str(device), one, at) for one in missed]
        expected = number + 1
    return found
