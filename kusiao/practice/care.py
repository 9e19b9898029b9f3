"""Step 4: income measured again, who left with the checklist of nine, whose care is assured, who may fall again. Its own
dice, so that the rest of the province stays as it was."""

import datetime
import random

from households.actions import relapses
from households.incomes import line_of
from households.models import ExitAnswer, ExitItem, ExitReview, RelapseCard, Remeasurement, Step, Track
from households.models.exit import ExitGoal
from households.models.remeasurement import SOURCES, outweighed_by
from kusiao.practice import words
from kusiao.thai import BUDDHIST
from officers.models import Pairing

MEASURED, ASSURED, WAITING = 0.3, 0.45, 0.12
LOOKED_AT, LATE = 0.15, 0.2  # of the cards: dismissed by the coordinator, past their day


def look_after(families, staff, *, today):
    rng = random.Random("care")  # noqa: S311 (play, not secrets)
    steps = dict(Step.objects.open().values_list("enrolment_id", "number"))
    open_pairings = Pairing.objects.filter(ended_on=None).select_related("officer")
    friends = {one.household_id: one.officer for one in open_pairings}
    cared = [
        one for one in families
        if one.household.pk in friends and not one.enrolment.ended_on and steps.get(one.enrolment.pk) == 4
    ]  # fmt: skip
    _measure(rng, cared, friends, today)
    _review(rng, cared, friends, staff, today)
    relapses.refresh(by=None)
    _date(rng, staff, today)


def _measure(rng, cared, friends, today):
    rows = []
    for family in cared:
        if family.track == Track.DEVELOPABLE and not family.enrolment.watch_from and rng.random() < MEASURED:
            day = today - datetime.timedelta(days=rng.randint(3, 120))
            if day >= family.enrolment.entered_on:
                rows.append(_measured(rng, family, friends[family.household.pk], day))
    Remeasurement.objects.bulk_create(rows)


def _measured(rng, family, friend, day):
    """Somewhat more than the survey found, out of the same sources."""
    found = family.now or family.before
    total = int(found.income_total * rng.uniform(0.9, 1.5))
    main, allowances = int(total * 0.6), 12 * 600 * rng.randint(0, 2)
    row = Remeasurement(
        household=family.household, measured_on=day, outweighs=outweighed_by(day), line_baht=line_of(day.year + BUDDHIST),
        members_count=len(family.members), told_by=rng.choice(words.MET), evidence=rng.choice(words.SHOWN),
        measured_by=friend, **dict.fromkeys(SOURCES, 0) | {"income_main": main, "income_allowances": allowances,
        "income_own_produce": max(total - main - allowances, 0)},
    )  # fmt: skip
    row.work_out()
    return row


def _review(rng, cared, friends, staff, today):
    items = {goal: list(ExitItem.objects.in_force(goal)) for goal in ExitGoal.values}
    measured = {row.household_id: row for row in Remeasurement.objects.standing()}
    reviews = []
    for family in cared:
        friend, chief = friends[family.household.pk], staff.chiefs[family.district]
        if friend.pk != chief.pk:
            review = _reviewed(rng, family, measured.get(family.household.pk), friend, chief, today)
            reviews += [review] if review else []
    ExitReview.objects.bulk_create(reviews)
    ExitAnswer.objects.bulk_create(
        ExitAnswer(review=review, item=item, answer="yes", evidence=words.SEEN[item.code])
        for review in reviews
        for item in items[review.goal]
    )


def _reviewed(rng, family, measured, friend, chief, today):
    now, luck = measured or family.now, rng.random()
    watched = family.enrolment.watch_from
    goal = ExitGoal.ASSURED if family.track == Track.WELFARE else ExitGoal.EXIT
    if goal == ExitGoal.EXIT and not watched and (now is None or now.below_line or luck > 0.5):
        return None
    if goal == ExitGoal.ASSURED and luck > ASSURED + WAITING:
        return None
    signed_on = watched or today - datetime.timedelta(days=rng.randint(2, 60))
    confirmed = watched or (signed_on if goal == ExitGoal.ASSURED and luck < ASSURED else None)
    return ExitReview(
        enrolment=family.enrolment, goal=goal, survey=None if measured else family.now, remeasurement=measured,
        income_per_person_year=now and now.income_per_person_year, line_baht=now and now.line_baht,
        household_signer=rng.choice(words.MET), signed_on=max(signed_on, family.enrolment.entered_on), signed_by=friend,
        on_paper=rng.random() < 0.4, created_by=friend, confirmed_on=confirmed and max(confirmed, family.enrolment.entered_on),
        confirmed_by=chief if confirmed else None,
    )  # fmt: skip


def _date(rng, staff, today):
    """Cards came day by day; some were looked at, some are past their day."""
    cards = list(RelapseCard.objects.select_related("enrolment__household__village__subdistrict"))
    for card in cards:
        ago = datetime.timedelta(days=rng.randint(0, 6))
        card.opened_on, card.due_on, luck = today - ago, card.due_on - ago, rng.random()
        if luck < LOOKED_AT:
            chief = staff.chiefs[card.enrolment.household.village.subdistrict.district_id]
            card.dismissed_on, card.dismissed_by, card.dismissed_reason = (
                today,
                chief,
                rng.choice(words.NO_WORRY),
            )
        elif luck < LOOKED_AT + LATE:
            back = datetime.timedelta(days=35)
            card.opened_on, card.due_on = card.opened_on - back, card.due_on - back
    RelapseCard.objects.bulk_update(
        cards, ["opened_on", "due_on", "dismissed_on", "dismissed_by", "dismissed_reason"]
    )
