"""One mail a week: written into the ledger when its hour has come, sent at least once, under one Message-ID."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from kusiao import audit
from kusiao.jobs import ledger
from kusiao.thai import now
from officers.models import Posting, Role
from reports.models import Digest, DigestState

AT_A_TIME = 200  # the rest waits for the next time that beat asks


def week_of(day):
    return day - timedelta(days=day.weekday())


@transaction.atomic
def ask_what_is_due():
    """For everybody who wants it and has none of this week yet; a week that nobody asked in is not made up for."""
    at = now()
    if (at.weekday(), at.hour) < (settings.DIGEST_WEEKDAY, settings.DIGEST_HOUR):
        return
    for person in _who_wants_it(week_of(at.date()))[:AT_A_TIME]:
        _prepare(person, week_of(at.date()))


def _who_wants_it(week):
    posted = (
        Posting.objects.active()
        .filter(role__in=[Role.OFFICER, Role.DISTRICT, Role.PROVINCE])
        .values("officer_id")
    )
    people = get_user_model().objects.filter(pk__in=posted, is_active=True, weekly_digest=True)
    have = Digest.objects.filter(week_of=week).values("person_id")
    return people.exclude(email="").exclude(pk__in=have).order_by("pk")


def _prepare(person, week):
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("<> ") or "localhost"
    digest, new = Digest.objects.get_or_create(
        person=person, week_of=week, defaults={"message_id": f"<week.{week:%Y%m%d}.{person.pk}@{domain}>"}
    )
    if new:
        audit.record(by=None, verb="digest.prepared", on=digest)
        ledger.enqueue("digest.send", digest.pk, {"digest": digest.pk})


def may_go(digest):
    """He may have left, or thought better of it, since it was prepared."""
    return digest.person.is_active and digest.person.weekly_digest and bool(digest.person.email)


def sent(*, digest_id, told, by):
    """Inside the transaction that finishes the job. `told`: whether there was anything to say."""
    gone = Digest.objects.unsent().filter(pk=digest_id)
    state = DigestState.SENT if told else DigestState.NOTHING
    if gone.update(state=state, sent_at=timezone.now() if told else None):
        audit.record(
            by=by, verb="digest.sent" if told else "digest.skipped", on=Digest.objects.get(pk=digest_id)
        )


def failed(*, digest_id, by):
    lost = Digest.objects.unsent().filter(pk=digest_id)
    if lost.update(state=DigestState.FAILED):
        audit.record(by=by, verb="digest.failed", on=Digest.objects.get(pk=digest_id))
