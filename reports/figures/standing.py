"""Where every enrolment stood on a day: entered, above the line, struck off or remaining; its class and its step.

By dates alone, so that a past day gives today the answer that it gave then. The three buckets never overlap."""

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from households.models import Classification, EndReason, Enrolment, ExitReview, Step
from households.models.exit import ExitGoal
from households.watch import in_watch

PLACE = "household__village__subdistrict"
UNCLASSIFIED = "unclassified"


def _in_force(on, prefix=""):
    return Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gt": on})


def above(on):
    """Graduated, or out of poverty and watched."""
    graduated = Q(ended_on__lte=on, end_reason=EndReason.GRADUATED)
    return graduated | (_in_force(on) & in_watch(on))


def struck_off(on):
    return Q(ended_on__lte=on) & ~Q(end_reason=EndReason.GRADUATED)


def remaining(on):
    return _in_force(on) & ~in_watch(on)


def entered(districts, on):
    return Enrolment.objects.entered_by(on).filter(**{f"{PLACE}__district__in": districts})


def in_force(districts, on):
    return entered(districts, on).in_force(on)


def with_track(enrolments, on):
    """`track`: the class last known that day, for an enrolment that has ended the last one while it lasted."""
    until = Least(Coalesce(OuterRef("ended_on"), Value(on, DateField())), Value(on, DateField()))
    known = Classification.objects.filter(household=OuterRef("household"), started_on__lte=until)
    last = known.order_by("-started_on", "-id").values("track")[:1]
    return enrolments.annotate(track=Coalesce(Subquery(last), Value(UNCLASSIFIED)))


def of_track(enrolments, track, on):
    return with_track(enrolments, on).filter(track=track)


def with_step(enrolments, on):
    """`step`: 1 to 4 while the enrolment is in force, 0 before the first step, empty when it has ended."""
    open_step = Step.objects.in_force(on).filter(enrolment=OuterRef("pk")).order_by("-started_on", "-id")
    return enrolments.annotate(step=Coalesce(Subquery(open_step.values("number")[:1]), Value(0)))


def having(enrolments, rows):
    """Those enrolments for whose household there is a row; a join would count a household twice."""
    return enrolments.filter(Exists(rows.filter(household=OuterRef("household"))))


def with_standing(enrolments, on):
    """`standing`: watch, graduated, remaining, or the reason for which it was struck off."""
    return enrolments.annotate(
        standing=Case(
            When(Q(ended_on__lte=on), then=F("end_reason")),
            When(above(on), then=Value("watch")),
            default=Value("remaining"),
            output_field=CharField(),
        )
    )


ABOVE = ("graduated", "watch")


def assured(on):
    """Of enrolments: that another person had confirmed that the care of this welfare household is assured."""
    return Exists(ExitReview.objects.holding(on).filter(enrolment=OuterRef("pk"), goal=ExitGoal.ASSURED))


def carrying(on):
    """The keys of the enrolments, one a family, that carry its income and its visits that day: the one in force, else the one
    entered last. Earlier ones, and those that a merge left in the file that went, are the same family's."""
    columns = ("household_id", "household__merged_into_id", "household__merged_into__merged_into_id")
    best = {}
    rows = Enrolment.objects.entered_by(on).values_list("pk", "entered_on", "ended_on", *columns)
    for key, entered_on, ended_on, *files in rows:
        standing_file = files[1] is None
        family = [file for file in files if file][-1]
        rank = (ended_on is None or ended_on > on, standing_file, entered_on, key)
        best[family] = max(best.get(family, rank), rank)
    return {rank[-1] for rank in best.values()}
