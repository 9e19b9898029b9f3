"""What a checked file would do to the province, district by district: counted once when it is checked."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value, When

from households.models import Enrolment, Household, Survey

TOUCHES = ("changed", "conflict")
_DISTRICT = "village__subdistrict__district_id"
NOTHING = {
    **dict.fromkeys(("new", "changed", "same", "conflict", "missing"), 0),
    **dict.fromkeys(("below_before", "below_after", "enrolled", "pairs"), 0),
}


def effect_of(file):
    """{district: {new, changed, …, below_before, below_after, enrolled, pairs}} of the districts that have anything.

    Below the line is a household whose latest survey fell below; this file's survey counts where none is later."""
    effect = {}
    for code, count in _below_now():
        part = effect.setdefault(code, dict(NOTHING))
        part["below_before"] = part["below_after"] = count
    for code, outcome, count in _outcomes(file):
        if outcome in NOTHING:
            effect.setdefault(code, dict(NOTHING))[outcome] = count
    for code, more in _moves_over_the_line(file):
        effect.setdefault(code, dict(NOTHING))["below_after"] += more or 0
    for code, enrolled, pairs in _people_touched(file):
        effect.setdefault(code, dict(NOTHING)).update(enrolled=enrolled, pairs=pairs)
    return effect


def _latest(household, column):
    return Subquery(
        Survey.objects.filter(household=OuterRef(household)).order_by("-round").values(column)[:1]
    )


def _below_now():
    below = Household.objects.annotate(below_now=_latest("pk", "below_line")).filter(below_now=True)
    return below.order_by().values_list(_DISTRICT).annotate(Count("pk"))


def _outcomes(file):
    return file.rows.order_by().exclude(district="").values_list("district", "outcome").annotate(Count("pk"))


def _moves_over_the_line(file):
    rows = file.rows.filter(below_line__isnull=False).exclude(outcome__in=("refused", "missing"))
    rows = rows.annotate(
        before=_latest("household", "below_line"), latest=_latest("household", "round_id")
    ).filter(Q(latest__isnull=True) | Q(latest__lte=file.year))
    move = Case(When(below_line=True, then=Value(1)), default=Value(0), output_field=IntegerField()) - Case(
        When(before=True, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return rows.order_by().values_list("district").annotate(more=Sum(move))


def _people_touched(file):
    enrolled = Exists(Enrolment.objects.open().filter(household=OuterRef("household")))
    paired = Q(household__pairings__isnull=False, household__pairings__ended_on__isnull=True)
    rows = file.rows.filter(outcome__in=TOUCHES).order_by().values("district")
    numbers = rows.annotate(
        enrolled=Count("household", filter=enrolled, distinct=True),
        pairs=Count("household__pairings", filter=paired, distinct=True),
    )
    return numbers.values_list("district", "enrolled", "pairs")


def shown_effect(file, districts):
    """[(district, its part)] of all districts, those that the file touches first; `districts`: in the order of their names."""
    parts = [(one, NOTHING | file.effect.get(one.code, {})) for one in districts]
    return sorted(parts, key=lambda row: not is_touched(row[1]))


def is_touched(part):
    return any(part[name] for name in ("new", "changed", "conflict"))
