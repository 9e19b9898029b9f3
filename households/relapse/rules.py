"""What may push a family back below the line. Pure: facts as of a day and a rule's numbers in, what fired out. Which rules
hold, with which numbers, are rows (households/models/relapse.py); monthly income is a sign here, never the line test."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kusiao.thai import format_date, format_number


@dataclass(frozen=True, slots=True)
class Seen:
    """A counted visit."""

    on: datetime.date
    income_month: int | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """Income now. `key` and `known_on`: of the survey or the measuring that says it."""

    average: int | None
    line: int | None
    below: bool | None
    members: int | None
    key: str
    known_on: datetime.date


@dataclass(frozen=True, slots=True)
class Facts:
    """What was known of a household at the end of the day `on`. Days stand from old to new."""

    on: datetime.date
    watched_from: datetime.date | None = None
    visits: tuple[Seen, ...] = ()
    findings: tuple[datetime.date, ...] = ()  # visits that found somebody who needs more care
    income: Income | None = None
    newly_failed: tuple[str, ...] = ()
    round_year: int | None = None
    round_on: datetime.date | None = None
    debt_before: int | None = None
    debt_now: int | None = None
    changed: tuple[datetime.date, ...] = ()  # days on which somebody died, left or became the head
    disputes: tuple[datetime.date, ...] = ()  # since when the open ones wait
    promises: tuple[datetime.date, ...] = ()  # by when they were to be kept, and were not


@dataclass(frozen=True, slots=True)
class Fired:
    """`key` stays the same while it is the same happening."""

    key: str
    since: datetime.date
    words: str = ""


CHECKS = {}


def check(code):
    def register(looks):
        CHECKS[code] = looks
        return looks

    return register


def fired(facts, rules):
    """[(rule, Fired)] of the rules that fire."""
    found = ((rule, CHECKS[rule.code](facts, rule)) for rule in rules if rule.code in CHECKS)
    return [(rule, one) for rule, one in found if one]


def _days(number):
    return datetime.timedelta(days=number)


@check("below")
def _below(facts, rule):
    now = facts.income
    if now is None or not now.below:
        return None
    words = _("%(income)s จากเส้น %(line)s บาท") % _baht(now)
    return Fired(f"below:{now.key}", now.known_on, words)


@check("near")
def _near(facts, rule):
    """Within so many per cent above the line."""
    now = facts.income
    if now is None or now.below is not False or now.average * 100 >= now.line * (100 + rule.amount):
        return None
    return Fired(f"near:{now.key}", now.known_on, _("%(income)s จากเส้น %(line)s บาท") % _baht(now))


def _baht(now):
    return {"income": format_number(now.average), "line": format_number(now.line)}


@check("silent")
def _silent(facts, rule):
    """Counted from the last visit; without one from the day the watch began."""
    last = facts.visits[-1].on if facts.visits else facts.watched_from
    if last is None or facts.on - last <= _days(rule.amount):
        return None
    words = _("เยี่ยมครั้งสุดท้าย %(on)s") if facts.visits else _("ยังไม่มีการเยี่ยมตั้งแต่เฝ้าระวัง %(on)s")
    return Fired(f"silent:{last}", last + _days(rule.amount + 1), words % {"on": format_date(last)})


@check("trend")
def _trend(facts, rule):
    """So many visits in a row noted less than that part of a month of the line, for all members."""
    now = facts.income
    if now is None or not now.line or not now.members:
        return None
    share, since, low = now.line * now.members * rule.amount // 1200, None, []
    for visit in facts.visits:
        if visit.income_month is None:
            continue
        low = [*low, visit.income_month] if visit.income_month < share else []
        since = (visit.on if len(low) == rule.times else since) if low else None
    if since is None:
        return None
    noted = ", ".join(format_number(one) for one in low[-rule.times :])
    words = _("จดไว้ %(noted)s บาทต่อเดือน ส่วนแบ่งของเส้น %(share)s") % {
        "noted": noted,
        "share": format_number(share),
    }
    return Fired(f"trend:{since}", since, words)


@check("failing")
def _failing(facts, rule):
    if len(facts.newly_failed) < rule.times:
        return None
    words = _("ปี %(year)s ตกใหม่ข้อ %(numbers)s") % {
        "year": facts.round_year, "numbers": ", ".join(facts.newly_failed),
    }  # fmt: skip
    return Fired(f"failing:{facts.round_year}", facts.round_on, words[:300])


@check("debt")
def _debt(facts, rule):
    if (
        facts.debt_now is None
        or facts.debt_before is None
        or facts.debt_now - facts.debt_before < max(rule.amount, 1)
    ):
        return None
    words = _("%(before)s → %(now)s บาท") % {
        "before": format_number(facts.debt_before), "now": format_number(facts.debt_now),
    }  # fmt: skip
    return Fired(f"debt:{facts.round_year}", facts.round_on, words)


def _latest_within(code, days, facts, rule):
    recent = [day for day in days if day <= facts.on and facts.on - day <= _days(rule.amount)]
    return Fired(f"{code}:{recent[-1]}", recent[-1]) if recent else None


@check("left")
def _left(facts, rule):
    return _latest_within("left", facts.changed, facts, rule)


@check("finding")
def _finding(facts, rule):
    return _latest_within("finding", facts.findings, facts, rule)


@check("dispute")
def _dispute(facts, rule):
    return Fired(f"dispute:{facts.disputes[0]}", facts.disputes[0]) if facts.disputes else None


@check("promise")
def _promise(facts, rule):
    """The one that is late longest; another that becomes late later is no new happening while that one waits."""
    late = [day for day in facts.promises if facts.on - day > _days(rule.amount)]
    if not late:
        return None
    words = _("ครบกำหนด %(on)s") % {"on": format_date(late[0])}
    return Fired(f"promise:{late[0]}", late[0] + _days(rule.amount + 1), words)
