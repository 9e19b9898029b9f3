"""The goals of a plan that is being made, and how far the family has come with them."""

from calendar import monthrange

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.actions.plans import held, held_draft
from households.models import Goal, Horizon, NoGoal, NoGoalBecause
from households.versions import save_over
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today

TOP = 3


def months_after(day, months):
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def add(*, plan, indicator=None, by, **told):
    """`told`: title, dimension, need, horizon, measure, unit, baseline, target. Where it answers an indicator, a reason
    that was given instead falls away."""
    plan = held_draft(plan)
    _refuse_nowhere(told)
    goal = Goal(plan=plan, indicator=indicator, measured_on=today(), now=told["baseline"], **told)
    goal.due_on = months_after(plan.begun_on, goal.horizon)
    try:
        with transaction.atomic():
            goal.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("ข้อ จปฐ. นี้มีเป้าหมายในแผนแล้ว แก้เป้าหมายนั้นแทน")) from None
    if indicator:
        plan.no_goals.filter(indicator=indicator).delete()
    record(by=by, verb="goal.added", on=goal, fields=["indicator", *told])
    return goal


def _refuse_nowhere(told):
    if told["horizon"] not in Horizon.values:
        raise Refused(_("เลือกว่าจะทำให้ได้ภายใน 3, 6 หรือ 12 เดือน"), field="horizon")
    if told["target"] == told["baseline"]:
        raise Refused(_("เป้าต้องต่างจากตอนเริ่ม ใส่ตัวเลขที่อยากไปให้ถึง"), field="target")


@transaction.atomic
def edit(*, goal, changes, version, by):
    """Where nobody measured yet, the place where it stands goes with the baseline."""
    plan = held_draft(goal.plan)
    goal = _of(plan, goal)
    _refuse_nowhere(changes)
    more = {"due_on": months_after(plan.begun_on, changes["horizon"])}
    if goal.now == goal.baseline:
        more["now"] = changes["baseline"]
    changed = save_over(goal, changes | more, version)
    record(by=by, verb="goal.edited", on=goal, fields=changed)
    return goal


def _of(plan, goal):
    found = plan.goals.pursued().filter(pk=goal.pk).first()
    if found is None:
        raise Refused(_("เป้าหมายนี้เลิกไปแล้ว เปิดแผนใหม่เพื่อดูล่าสุด"))
    return found


@transaction.atomic
def rank(*, plan, first, version, by):
    """`first`: the family's top three, the most important one in front."""
    plan = held_draft(plan)
    first = [_of(plan, goal) for goal in first]
    if len(first) > TOP or len({goal.pk for goal in first}) != len(first):
        raise Refused(_("เลือกสามเรื่องที่ต่างกัน เรื่องเดียวกันอยู่สองอันดับไม่ได้"))
    save_over(plan, {}, version)
    plan.goals.filter(rank__isnull=False).update(rank=None)
    for place, goal in enumerate(first, start=1):
        plan.goals.filter(pk=goal.pk).update(rank=place)
    record(by=by, verb="goal.ranked", on=plan, fields=["rank"])
    return plan


@transaction.atomic
def measure(*, goal, now, version, by):
    """In whichever state the plan is: what was reached is told when it is seen."""
    plan = held(goal.plan)
    goal = _of(plan, goal)
    changed = save_over(goal, {"now": now, "measured_on": today()}, version)
    record(by=by, verb="goal.measured", on=goal, fields=changed)
    return goal


@transaction.atomic
def drop(*, goal, because, version, by):
    plan = held(goal.plan)
    goal = _of(plan, goal)
    if not because:
        raise Refused(_("เขียนเหตุผลที่เลิกเป้าหมายนี้"), field="because")
    changed = save_over(goal, {"dropped_on": today(), "dropped_because": because, "rank": None}, version)
    record(by=by, verb="goal.dropped", on=goal, fields=changed)
    return goal


@transaction.atomic
def give_reason(*, plan, indicator, because, words="", by):
    """A failed indicator that becomes no goal: why. Said again, the later one stands."""
    plan = held_draft(plan)
    if because not in NoGoalBecause.values:
        raise Refused(_("เลือกเหตุที่ไม่ตั้งเป้าหมาย"), field="because")
    if because == NoGoalBecause.OTHER and not words:
        raise Refused(_("เหตุอื่นต้องเขียนว่าเพราะอะไร"), field="words")
    if plan.goals.pursued().filter(indicator=indicator).exists():
        raise Refused(_("ข้อนี้มีเป้าหมายอยู่แล้ว เลิกเป้าหมายก่อน แล้วจึงให้เหตุผล"))
    said = {"because": because, "words": words, "said_by": by, "said_on": today()}
    reason, _made = NoGoal.objects.update_or_create(plan=plan, indicator=indicator, defaults=said)
    record(by=by, verb="plan.answered", on=reason, fields=["indicator", "because", "words"])
    return reason
