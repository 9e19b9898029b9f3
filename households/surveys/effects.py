"""What a checked file would do to the province, district by district: counted once when it is checked."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from households.models import Enrolment, Survey

TOUCHES = ("changed", "conflict")
_DISTRICT = "household__village__subdistrict__district_id"
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
        effect.setdefault(code, dict(NOTHING))["below_after"] += more
    for code, enrolled, pairs in _people_touched(file):
        effect.setdefault(code, dict(NOTHING)).update(enrolled=enrolled, pairs=pairs)
    return effect


def _below_now():
    later = Survey.objects.filter(household=OuterRef("household"), round__gt=OuterRef("round"))
    below = Survey.objects.filter(below_line=True, household__merged_into__isnull=True).filter(~Exists(later))
    return below.order_by().values_list(_DISTRICT).annotate(Count("pk"))


def _outcomes(file):
    return file.rows.order_by().exclude(district="").values_list("district", "outcome").annotate(Count("pk"))


def _moves_over_the_line(file):
    """(district, how many more below the line)."""
    rows = file.rows.filter(below_line__isnull=False).exclude(outcome__in=("refused", "missing")).order_by()
    newer = Survey.objects.filter(round__gt=file.year)
    if newer.exists():
        rows = rows.filter(~Exists(newer.filter(household=OuterRef("household"))))
    latest = (
        Survey.objects.filter(household=OuterRef("household")).order_by("-round").values("below_line")[:1]
    )
    before = rows.filter(household__isnull=False).annotate(before=Subquery(latest)).filter(before=True)
    for sign, below in ((1, rows.filter(below_line=True)), (-1, before)):
        for code, count in below.values_list("district").annotate(Count("pk")):
            yield code, sign * count


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
