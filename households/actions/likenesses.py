"""Pairs of households that may be one: found anew by a search, and answered by a person who looked."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.comparing import facts_of, find
from households.models import Household, Likeness, NotSame
from kusiao.audit import record
from kusiao.jobs import enqueue
from kusiao.refusal import Refused
from kusiao.thai import now

BATCH = 1000


@transaction.atomic
def order(*, by):
    """The search runs as a job; a second order within the minute is the same one."""
    enqueue("households.compare", now().strftime("%Y-%m-%d %H:%M"), by=by)
    record(by=by, verb="likeness.ordered", on=Likeness)


@transaction.atomic
def refresh(*, by):
    """The register compared with itself. What was found before and still holds keeps its day; gives (new, all)."""
    answered = {(row.first_id, row.second_id): set(row.facts) for row in NotSame.objects.open()}
    before = {(row.first_id, row.second_id): row for row in Likeness.objects.select_for_update()}
    made, changed, stands = [], [], set()
    for candidate in find():
        pair = (candidate.first, candidate.second)
        facts = facts_of(candidate.signs)
        if set(facts) <= answered.get(pair, set()) and pair in answered:
            continue
        stands.add(pair)
        row = before.get(pair)
        if row is None:
            made.append(_told(Likeness(first_id=pair[0], second_id=pair[1]), candidate, facts))
        elif row.facts != facts:
            changed.append(_told(row, candidate, facts))
    gone = [row.pk for pair, row in before.items() if pair not in stands]
    Likeness.objects.filter(pk__in=gone).delete()
    Likeness.objects.bulk_create(made, BATCH)
    Likeness.objects.bulk_update(changed, ["strength", "signs", "main_sign", "facts", "found_at"], BATCH)
    record(by=by, verb="likeness.checked", on=Likeness)
    return len(made), len(stands)


def _told(row, candidate, facts):
    if set(facts) - set(row.facts or ()):
        row.found_at = now()
    row.strength, row.facts = candidate.strength, facts
    row.signs = [[sign.code, len(sign.values)] for sign in candidate.signs]
    row.main_sign = candidate.signs[0].code
    return row


@transaction.atomic
def tell_apart(*, likeness, reason, by):
    """They are two. Held until facts appear that this person did not see."""
    if not reason:
        raise Refused(_("เขียนเหตุผลว่ารู้ได้อย่างไรว่าเป็นคนละครัวเรือน"), field="reason")
    pair = {"first_id": likeness.first_id, "second_id": likeness.second_id}
    list(Household.objects.select_for_update().filter(pk__in=pair.values()).order_by("pk").values_list("pk"))
    NotSame.objects.open().filter(**pair, decided_at__lt=likeness.found_at).update(withdrawn_at=now())
    try:
        with transaction.atomic():
            made = NotSame.objects.create(reason=reason, facts=likeness.facts, decided_by=by, **pair)
    except IntegrityError:
        raise Refused(_("มีผู้ตอบเรื่องคู่นี้ไปก่อนแล้ว เปิดรายการใหม่เพื่อดูล่าสุด")) from None
    record(by=by, verb="household.told_apart", on=[likeness.first, likeness.second], fields=["reason"])
    return made
