"""The family's account book by the month, and what its people can do."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Ability, AccountKind, AccountMonth, Household, Trade
from households.versions import conflict
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


def totals_of(household, month):
    """({kind: baht} of that month, its version): the version rises whenever one of its totals is written."""
    rows = household.account.filter(month=month)
    return {row.kind: row.baht for row in rows}, sum(row.version for row in rows)


@transaction.atomic
def keep_month(*, household, month, totals, version, by):
    """`totals`: {kind: baht}; None leaves a total as it is. Whoever opened the month before another wrote is told."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    month = month.replace(day=1)
    if month > today():
        raise Refused(_("เดือนนี้ยังมาไม่ถึง เลือกเดือนปัจจุบันหรือเดือนก่อน"), field="month")
    given = {kind: totals.get(kind) for kind in AccountKind.values}
    stands, at = totals_of(household, month)
    if all(baht is None for baht in given.values()):
        raise Refused(_("ใส่จำนวนเงินอย่างน้อยหนึ่งช่อง ช่องที่ไม่รู้เว้นว่างไว้"))
    if at != version:
        raise conflict({kind: stands.get(kind) for kind in given}, given, at)
    changed = [kind for kind, baht in given.items() if baht is not None and stands.get(kind) != baht]
    rows = {row.kind: row for row in household.account.filter(month=month)}
    for kind in changed:
        row = rows.get(kind) or AccountMonth(household=household, month=month, kind=kind, version=0)
        row.baht, row.version, row.recorded_by = given[kind], row.version + 1, by
        row.save()
    record(by=by, verb="account.recorded", on=household, fields=["month", *changed])
    return changed


@transaction.atomic
def tell_ability(*, member, trade, words="", to_learn=False, by):
    if trade not in Trade.values:
        raise Refused(_("เลือกว่าทำอะไรเป็น"), field="trade")
    if trade == Trade.OTHER and not words:
        raise Refused(_("เขียนว่าทำอะไรเป็น"), field="words")
    ability = Ability.objects.create(
        member=member, trade=trade, words=words, to_learn=to_learn, told_on=today(), told_to=by
    )
    record(by=by, verb="ability.added", on=ability, fields=["trade", "words", "to_learn"])
    return ability


@transaction.atomic
def remove_ability(*, ability, by):
    record(by=by, verb="ability.removed", on=ability, fields=["trade"])
    ability.delete()
