"""Numbers of a phone that never came. A later one did, so the visit was written and is somewhere, or is lost.

The database looks beside each number for the one before it; only what stands before a gap is read."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Max, Value, Window
from django.db.models.functions import Coalesce, Lag

from officers.models import Arrival

MOST = 20  # of one device: whatever a broken phone sends, the page stays a page
MOST_ROWS = 200


@dataclass(frozen=True)
class Gap:
    officer_id: int
    device: str
    number: int
    since: dt.datetime  # when a later one came


def gaps_of(officers, *, before=None):
    """The gaps of these people, oldest first; `before`: only those that were there at that moment already."""
    phone = [F("officer"), F("device")]
    rows = Arrival.objects.filter(officer__in=officers).annotate(
        last=Coalesce(Window(Lag("number"), partition_by=phone, order_by="number"), Value(0)),
        # The moment of this one row, as a window: a plain column would be looked at before the windows are, and then
        # a number that came after `before` would be missed between its neighbours.
        since=Window(Max("arrived_at"), partition_by=[*phone, F("number")]),
    )
    rows = rows.filter(number__gt=F("last") + 1)
    if before is not None:
        rows = rows.filter(since__lte=before)
    told = rows.order_by("since", "officer_id", "device", "number")[:MOST_ROWS]
    return list(_between(told.values_list("officer_id", "device", "last", "number", "since")))


def _between(rows):
    of_device = Counter()
    for officer_id, device, last, number, since in rows:
        room = MOST - of_device[officer_id, device]
        missed = range(last + 1, min(number, last + 1 + room))
        of_device[officer_id, device] += len(missed)
        yield from (Gap(officer_id, str(device), one, since) for one in missed)


def is_missing(person, device, number):
    """A later one of that phone came, and this one did not."""
    his = Arrival.objects.filter(officer=person, device=device)
    return his.filter(number__gt=number).exists() and not his.filter(number=number).exists()
