"""A visit from somebody who was the friend that day and is no more. The sender is told nothing; the office looks at it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import now
from officers import photos
from officers.actions.visits import refuse_impossible_dates, take_in
from officers.friendship import was_friend
from officers.models import Arrival, ArrivalState, LateVisit, Verdict, Visit


def receive(*, household, by, key, photo=None, photo_sent="", **told):
    """Once, however often it is sent; also where it was recorded while he was still the friend."""
    if _known(key, by):
        return
    try:
        with photos.kept_for(photo, photo_sent) as named:
            _receive(household=household, by=by, key=key, **told, **named)
    except IntegrityError:
        if not _known(key, by):
            raise


def _known(key, by):
    return any(model.objects.filter(key=key, officer=by).exists() for model in (Visit, LateVisit))


@transaction.atomic
def _receive(
    *, household, by, key, visited_on, next_on=None, needs=(), captured_at, device=None, number=None, **told
):
    refuse_impossible_dates(visited_on, next_on)
    if not was_friend(by, household, visited_on):
        raise Refused(_("วันที่เยี่ยมต้องเป็นวันที่คุณยังเป็นคู่เสี่ยวของครัวเรือนนี้ แก้วันที่แล้วส่งอีกครั้ง"), field="visited_on")
    at = now()
    late = LateVisit(
        household=household, officer=by, key=key, visited_on=visited_on, next_on=next_on, received_at=at,
        captured_at=min(captured_at or at, at), received_on=at.date(), **told,
    )  # fmt: skip
    late.save(force_insert=True)
    late.needs.set(needs)
    Arrival.objects.note(
        officer=by, device=device, number=number, key=key, outcome=ArrivalState.REVIEW, at=at
    )
    audit.record(by=by, verb="late_visit.received", on=late, fields=["kind", "visited_on"])


@transaction.atomic
def accept(*, late, by):
    held = _held(late, by)
    visit = take_in(late=held, by=by)
    _decide(held, Verdict.ACCEPTED, "", by)
    audit.record(by=by, verb="late_visit.accepted", on=held, fields=["verdict"])
    return visit


@transaction.atomic
def decline(*, late, reason, by):
    if not reason:
        raise Refused(_("เขียนเหตุผลหนึ่งประโยคว่าทำไมไม่รับบันทึกนี้"), field="reason")
    held = _held(late, by)
    _decide(held, Verdict.DECLINED, reason, by)
    _keep_no_photo(held)
    audit.record(by=by, verb="late_visit.declined", on=held, fields=["verdict", "reason"])
    return held


def _held(late, by):
    held = LateVisit.objects.select_for_update().get(pk=late.pk)
    if held.verdict:
        raise Refused(_("มีผู้ตรวจบันทึกนี้แล้ว ผลคือ “%(verdict)s”") % {"verdict": held.get_verdict_display()})
    if held.officer_id == by.pk:
        raise Refused(_("บันทึกนี้เป็นของคุณเอง ขอให้สำนักงานจังหวัดหรือผู้ประสานงานคนอื่นตรวจ"))
    if not by.coordinated.filter(pk=held.household_id).exists():
        raise Refused(_("ผู้ตรวจต้องเป็นผู้ประสานงานของอำเภอที่ครัวเรือนอยู่ หรือสำนักงานจังหวัด"))
    return held


def _keep_no_photo(held):
    if held.photo:
        photos.forget(held.photo)
        held.photo, held.photo_sent, held.photo_agreed = "", "", False
        held.save(update_fields=["photo", "photo_sent", "photo_agreed"])


def _decide(held, verdict, reason, by):
    held.verdict, held.reason, held.decided_by, held.decided_at = verdict, reason, by, now()
    held.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
