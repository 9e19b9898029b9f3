"""Cards of the relapse watch: opened and closed by what is so, dismissed by the office with a reason."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.confirming import is_friend
from households.models import RelapseCard, RelapseFact
from households.models.relapse import Closed
from households.relapse.watching import looked_at
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


@transaction.atomic
def refresh(*, on=None, by):
    """Looks at everybody in watch. What was dismissed stays so until something fires that was not on the card then."""
    on = on or today()
    found = {row.pk: fires for row, fires in looked_at(on).items()}
    standing = list(RelapseCard.objects.open().prefetch_related("facts"))
    moved, new, changed = [], [], []
    for card in standing:
        fires = found.get(card.enrolment_id)
        gone, come = _facts_of(card, fires or [], on)
        moved, new = moved + gone, new + come
        if _other_now(card, fires, come, on) or gone or come:
            changed.append(card)
    opened = RelapseCard.objects.bulk_create(_asked_for(found, {card.enrolment_id for card in standing}, on))
    new += [_fact(card, rule, one, on) for card in opened for rule, one in found[card.enrolment_id]]
    RelapseFact.objects.bulk_update(moved, ["gone_on"])
    RelapseFact.objects.bulk_create(new)
    RelapseCard.objects.bulk_update(changed, ["due_on", "closed_on", "closed_because"])
    record(by=by, verb="relapse_card.refreshed", on=[*changed, *opened])
    return changed + opened


def _asked_for(found, has_card, on):
    dismissed = _dismissed(found)
    for enrolment, fires in found.items():
        if enrolment not in has_card and any(
            one.key not in dismissed.get(enrolment, ()) for _rule, one in fires
        ):
            yield RelapseCard(
                enrolment_id=enrolment, opened_on=on, due_on=_due([rule for rule, _one in fires], on)
            )


def _dismissed(enrolments):
    """{enrolment: keys of what somebody looked at and let be}."""
    facts = RelapseFact.objects.filter(card__enrolment__in=enrolments, card__dismissed_on__isnull=False)
    keys = {}
    for enrolment, key in facts.values_list("card__enrolment_id", "key"):
        keys.setdefault(enrolment, set()).add(key)
    return keys


def _due(rules, on):
    return on + datetime.timedelta(days=min(rule.act_days for rule in rules))


def _fact(card, rule, one, on):
    return RelapseFact(card=card, rule=rule, key=one.key, since=one.since, words=one.words, seen_on=on)


def _facts_of(card, fires, on):
    """(facts that came back or went, facts that are new)."""
    keys, known = {one.key for _rule, one in fires}, {fact.key for fact in card.facts.all()}
    moved = [fact for fact in card.facts.all() if (fact.gone_on is None) != (fact.key in keys)]
    for fact in moved:
        fact.gone_on = None if fact.key in keys else on
    return moved, [_fact(card, rule, one, on) for rule, one in fires if one.key not in known]


def _other_now(card, fires, come, on):
    """Closed where nobody watches any more or nothing fires; due earlier where what is new wants it."""
    if not fires:
        card.closed_on, card.closed_because = on, Closed.OVER if fires is None else Closed.GONE
    elif come:
        card.due_on = max(card.opened_on, min(card.due_on, _due([fact.rule for fact in come], on)))
    return not fires


@transaction.atomic
def dismiss(*, card, reason, by):
    """Looked at, and no cause to worry. Never by the friend: a rule may be about his own silence."""
    held = (
        RelapseCard.objects.select_for_update(of=("self",))
        .select_related("enrolment__household")
        .get(pk=card.pk)
    )
    household = held.enrolment.household
    if not held.is_open:
        day = held.dismissed_on or held.closed_on
        raise Refused(_("บัตรนี้ปิดไปแล้วเมื่อ %(date)s ไม่ต้องทำซ้ำ") % {"date": format_date(day)})
    if not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("ผู้ปิดบัตรต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    if is_friend(by, household):
        raise Refused(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ ปิดบัตรเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดดู"))
    if not reason:
        raise Refused(_("เขียนว่าดูแล้วเห็นอะไร จึงไม่ต้องกังวล"), field="reason")
    held.dismissed_on, held.dismissed_by, held.dismissed_reason = today(), by, reason
    held.save(update_fields=["dismissed_on", "dismissed_by", "dismissed_reason"])
    record(by=by, verb="relapse_card.dismissed", on=held, fields=["dismissed_on", "dismissed_reason"])
    return held
