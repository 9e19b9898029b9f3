"""What is typed and not yet saved, kept for the writer on every phone of his. Written down once, when a draft begins."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from kusiao import audit
from kusiao.thai import now
from officers.models import LateVisit, Visit, VisitDraft

MOST_BYTES = 20_000


@transaction.atomic
def keep(*, household, by, key, fields):
    """`fields`: {name of a field: [values]}. None where the visit itself came first, or there is nothing to keep."""
    told = json.dumps(fields, ensure_ascii=False)
    if not fields or len(told.encode()) > MOST_BYTES or _came_first(key):
        return None
    draft, new = VisitDraft.objects.update_or_create(
        officer=by, household=household, defaults={"fields": told, "key": key, "saved_at": now()}
    )
    if new:
        audit.record(by=by, verb="draft.started", on=draft, fields=["fields"])
    return draft


def _came_first(key):
    return Visit.objects.filter(key=key).exists() or LateVisit.objects.filter(key=key).exists()


@transaction.atomic
def discard(*, household, by):
    gone, _rows = by.visit_drafts.filter(household=household).delete()
    if gone:
        audit.record(by=by, verb="draft.removed", on=household, fields=["fields"])


def draft_of(person, household):
    return person.visit_drafts.filter(household=household).first()


@transaction.atomic
def sweep(*, by=None):
    """What was typed and never saved is not kept for ever."""
    over = list(VisitDraft.objects.filter(saved_at__lt=now() - timedelta(days=settings.DRAFT_DAYS)))
    if over:
        audit.record(by=by, verb="draft.expired", on=over, fields=["fields"])
        VisitDraft.objects.filter(pk__in=[draft.pk for draft in over]).delete()
    return len(over)
