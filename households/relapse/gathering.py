"""The facts of many households as of a day, in as many questions for a thousand as for one. What hangs on a household from
the rooms above is reached by its relations."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db.models import Q

from households.cards import Cards
from households.changes import FELL
from households.incomes import latest
from households.models import (
    ChangeAnswer,
    Household,
    Member,
    MemberEvent,
    Promise,
    PromiseState,
    Remeasurement,
    Survey,
    Went,
)
from households.models.member import HEAD, SPLIT_OFF
from households.relapse.rules import Facts, Income, Seen
from kusiao.thai import BANGKOK, BUDDHIST

# What shakes a family: not a birth, nor who comes to live there.
CHANGES = (Went.DIED, Went.MARRIED_OUT, Went.MOVED_OUT, Went.WORKS_AWAY, SPLIT_OFF, HEAD)
CARE_NEEDS = ("health", "care")  # found at a visit: somebody in the house needs more care


def gather(households, on, watched_from=None):
    """{household: Facts}. `watched_from`: {household: the day its watch began}."""
    keys = list(households.order_by().values_list("pk", flat=True))
    inside = households.order_by().values("pk")
    surveys = _surveys(inside, on)
    measured = _by_household(Remeasurement.objects.standing(on).filter(household__in=inside))
    visits, findings = _visits(inside, on), _findings(inside, on)
    changed, disputes, promises = _changed(inside, on), _disputes(inside, on), _promises(inside, on)
    cards = Cards()
    return {
        key: Facts(
            on=on,
            watched_from=(watched_from or {}).get(key),
            visits=tuple(visits[key]),
            findings=tuple(findings[key]),
            income=_income(latest(surveys[key], measured[key], on), on),
            changed=tuple(changed[key]),
            disputes=tuple(disputes[key]),
            promises=tuple(promises[key]),
            **_between_rounds(cards, surveys[key], on),
        )
        for key in keys
    }


def _by_household(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.household_id].append(row)
    return found


def _surveys(inside, on):
    rows = Survey.objects.filter(household__in=inside, round_id__lte=on.year + BUDDHIST)
    return _by_household(rows.select_related("round__indicator_set").order_by("round_id"))


def _field_work_over(year, on):
    return min(datetime.date(year - BUDDHIST, *settings.SURVEY_FIELD_WORK_ENDS), on)


def _income(row, on):
    if row is None:
        return None
    year = getattr(row, "round_id", None)
    known_on = _field_work_over(year, on) if year else row.measured_on
    return Income(
        row.income_per_person_year,
        row.line_baht,
        row.below_line,
        row.members_count,
        str(year or row.measured_on),
        known_on,
    )


def _between_rounds(cards, surveys, on):
    """What the latest round found anew, beside the one before it; the income has rules of its own."""
    if len(surveys) < 2:
        return {}
    before, after = surveys[-2:]
    changes = cards.card(before, after).changes
    income = after.round.indicator_set.income_number
    return {
        "newly_failed": tuple(str(item.number) for item in changes.of(FELL) if item.number != income),
        "round_year": after.round_id,
        "round_on": _field_work_over(after.round_id, on),
        "debt_before": before.debt_informal,
        "debt_now": after.debt_informal,
    }


def _visits(inside, on):
    rows = Household.objects.filter(pk__in=inside, visits__counted=True, visits__visited_on__lte=on)
    found = defaultdict(list)
    columns = ("pk", "visits__visited_on", "visits__income_month")
    for key, day, income in rows.order_by("visits__visited_on").values_list(*columns):
        found[key].append(Seen(day, income))
    return found


def _end_of(on):
    return datetime.datetime.combine(on + datetime.timedelta(days=1), datetime.time(), BANGKOK)


def _days(rows, *columns):
    found = defaultdict(list)
    for key, day in sorted(rows.order_by().values_list(*columns).distinct(), key=lambda row: row[1]):
        found[key].append(day)
    return found


def _findings(inside, on):
    rows = Household.objects.filter(
        pk__in=inside, visits__counted=True, visits__visited_on__lte=on, visits__needs__in=CARE_NEEDS
    )
    return _days(rows, "pk", "visits__visited_on")


def _changed(inside, on):
    """Who died, left or became the head, as people told it; of who left without a word in the file, the day."""
    end = _end_of(on)
    told = MemberEvent.objects.filter(household__in=inside, kind__in=CHANGES, happened_on__lte=on)
    told = told.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end))
    untold = Member.objects.filter(household__in=inside, left_on__lte=on, left_how="")
    found = _days(told, "household_id", "happened_on")
    for key, days in _days(untold, "household_id", "left_on").items():
        found[key] = sorted({*found[key], *days})
    return found


def _disputes(inside, on):
    end = _end_of(on)
    rows = ChangeAnswer.objects.filter(household__in=inside, says="disputed", answered_at__lt=end)
    rows = rows.filter(Q(settled_at__isnull=True) | Q(settled_at__gte=end))
    rows = rows.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gte=end))
    return _days(rows, "household_id", "answered_at__date")


def _promises(inside, on):
    """Late while open, or broken by then. A promise that was kept in the end was late until that day."""
    rows = Promise.objects.filter(household__in=inside, due_on__lte=on, promised_on__lte=on)
    still = Q(state=PromiseState.OPEN) | Q(state_on__gt=on) | Q(state=PromiseState.BROKEN)
    return _days(rows.filter(still), "household_id", "due_on")
