"""Were the rules of the relapse watch right? Looked at as of the last day on which only the earlier round was known, held
against what the later round found: of those for whom a rule would have fired, how many fell; of those who fell, how many it
found. Counts, and shares only where there are enough of them."""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.db.models import Exists, OuterRef

from households.models import Enrolment, Household, RelapseRule, Survey, SurveyRound
from households.relapse.gathering import gather
from households.relapse.rules import fired
from kusiao.thai import BUDDHIST, percent


@dataclass(frozen=True)
class Tested:
    """`rule` is None for all of them together."""

    rule: object
    warned: int
    found: int
    fell: int

    @property
    def missed(self):
        return self.fell - self.found

    @property
    def right_share(self):
        return _share(self.found, self.warned)

    @property
    def found_share(self):
        return _share(self.found, self.fell)


def _share(part, whole):
    """Empty where a share of so few would say more than is known."""
    return percent(part, whole) if whole >= settings.SHARE_FROM else ""


@dataclass(frozen=True)
class BackTest:
    before: int
    after: int
    on: datetime.date
    looked_at: int
    fell: int
    rules: tuple[Tested, ...]
    together: Tested


def pairs():
    """[(earlier, later)] of rounds that follow each other, newest first."""
    years = list(SurveyRound.objects.order_by("year").values_list("year", flat=True))
    return list(pairwise(years))[::-1]


def last_day_of(year):
    """From the next day on the round after it counts."""
    return datetime.date(year - BUDDHIST, 12, 31)


def population(before, after):
    """Not below the line in the earlier round though poor once, and measured again in the later one."""
    on = last_day_of(before)
    surveys = Survey.objects.filter(household=OuterRef("pk"))
    poor = surveys.filter(round__lt=before, below_line=True)
    enrolled = Enrolment.objects.entered_by(on).filter(household=OuterRef("pk"))
    rows = Household.objects.standing().filter(
        Exists(surveys.filter(round=before, below_line=False)),
        Exists(surveys.filter(round=after, below_line__isnull=False)),
    )
    return rows.filter(Exists(poor) | Exists(enrolled))


def back_test(before, after):
    on, people = last_day_of(before), population(before, after)
    facts = gather(people, on)
    below = Survey.objects.filter(household__in=people.order_by().values("pk"), round=after, below_line=True)
    fell = set(below.values_list("household_id", flat=True))
    rules = RelapseRule.objects.in_force()
    warned = {rule.pk: set() for rule in rules}
    for household, known in facts.items():
        for rule, _one in fired(known, rules):
            warned[rule.pk].add(household)
    every = set().union(*warned.values())
    return BackTest(
        before, after, on, len(facts), len(fell),
        tuple(_tested(rule, warned[rule.pk], fell) for rule in rules),
        _tested(None, every, fell),
    )  # fmt: skip


def _tested(rule, warned, fell):
    return Tested(rule, len(warned), len(warned & fell), len(fell))
