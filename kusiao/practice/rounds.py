"""What the rounds brought: an older survey of some families, and what the friends said to the newest one."""

import datetime

from django.db.models import Max
from django.utils import timezone

from households.models import About, ChangeAnswer, Says, Settlement, Survey, SurveyRound
from kusiao.practice import words
from kusiao.practice.families import OLDER_ROUND, survey
from officers.models import Pairing, Visit

ARRIVED_DAYS = 12  # ago came the newest survey
LATE_DAYS = 45  # ago for some: their thirty days are over
OURS = {"somchai", "malee"}  # their cards wait, so that there is something to answer
OF_THE_OLDER_FORM = 0.55
CONFIRMED, DISPUTED, LATE = 0.4, 0.06, 0.1


def remember(rng, families, staff, *, today):
    """After the twelve months of work: the answers refer to visits."""
    older = SurveyRound.objects.get(year=OLDER_ROUND)
    Survey.objects.bulk_create(
        survey(rng, one.household, older, int(one.before.income_per_person_year * rng.uniform(0.6, 1.1)), one.members, one.track)
        for one in families
        if rng.random() < OF_THE_OLDER_FORM
    )  # fmt: skip
    _date(rng, families, today)
    ChangeAnswer.objects.bulk_create(_answers(rng, families, staff.chiefs))


def _at(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 30)))


def _date(rng, families, today):
    """When the newest survey was written; its column sets itself when a row is made."""
    late = [one.now.pk for one in families if one.now and rng.random() < LATE]
    newest = Survey.objects.filter(round=SurveyRound.objects.latest("year"))
    newest.update(created_at=_at(today - datetime.timedelta(days=ARRIVED_DAYS)))
    newest.filter(pk__in=late).update(created_at=_at(today - datetime.timedelta(days=LATE_DAYS)))


def _answers(rng, families, chiefs):
    open_pairings = Pairing.objects.filter(ended_on=None).select_related("officer")
    friends = {one.household_id: one.officer for one in open_pairings if one.officer.username not in OURS}
    counted = Visit.objects.counted().order_by().values_list("household")
    seen = dict(counted.annotate(last=Max("visited_on")))
    for family in families:
        key, said = family.household.pk, rng.random()
        if family.now and key in friends and key in seen and said < CONFIRMED + DISPUTED:
            answer = ChangeAnswer(
                household=family.household, before=family.before.round, after=family.now.round, says=Says.CONFIRMED,
                answered_by=friends[key], answered_at=timezone.now() - datetime.timedelta(days=rng.randint(0, 10)),
            )  # fmt: skip
            if said < DISPUTED:
                _dispute(rng, answer, seen[key], chiefs[family.district])
            yield answer


def _dispute(rng, answer, seen_on, chief):
    answer.says, answer.about, answer.seen_on = Says.DISPUTED, rng.choice(About.values), seen_on
    answer.words, answer.evidence = rng.choice(words.DISPUTED), rng.choice(words.EVIDENCE)
    if rng.random() < 0.4 and chief.pk != answer.answered_by.pk:
        answer.settlement = rng.choice(Settlement.values)
        answer.settled_words = words.SETTLED[answer.settlement]
        answer.settled_by, answer.settled_at = chief, timezone.now()
