"""Events are chained in batches: writing one never waits for another, and changing an old one shows."""

import hashlib
import json
import logging
from datetime import UTC, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Event, Seal

logger = logging.getLogger(__name__)
# PostgreSQL gives out ids before it commits: a gap is a transaction under way, or one rolled back for ever.
# It is believed only when what follows it is older than any transaction of ours can last.
SETTLED = timedelta(hours=1)
BATCH = 10_000


def seal():
    """Seal what has settled; None when there is nothing to seal or another sealer was first."""
    last = Seal.objects.last()
    reached = last.last_id if last else 0
    events = _settled(Event.objects.filter(id__gt=reached).order_by("id")[:BATCH], reached)
    if not events:
        return None
    previous = last.digest if last else ""
    try:
        with transaction.atomic():
            made = Seal.objects.create(
                first_id=reached + 1,
                last_id=events[-1].id,
                previous=previous,
                digest=_digest(previous, events),
            )
    except IntegrityError:
        return None
    # The log is the copy of the chain that lives outside the database.
    logger.info("events sealed through %s: %s", made.last_id, made.digest)
    return made


def verify():
    """The seals that no longer fit their events or each other; an empty list is good."""
    broken, previous, reached = [], "", 0
    for made in Seal.objects.all():
        events = Event.objects.filter(id__gte=made.first_id, id__lte=made.last_id).order_by("id")
        fits = made.previous == previous and made.first_id == reached + 1
        if not fits or made.digest != _digest(previous, events):
            broken.append(made)
        previous, reached = made.digest, made.last_id
    return broken


def _settled(events, reached):
    old = timezone.now() - SETTLED
    taken = []
    for event in events:
        if event.id != reached + 1 and event.at > old:
            break
        taken.append(event)
        reached = event.id
    return taken


def _digest(previous, events):
    digest = hashlib.sha256(previous.encode())
    for e in events:
        row = [e.id, e.at.astimezone(UTC).isoformat(), e.actor_id, e.actor_name, e.verb, e.object_type]
        row += [e.object_key, e.fields, e.purpose]
        digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
