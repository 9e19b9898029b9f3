"""When is the next visit due? `with_due` says it, and nothing else does: the case page, a friend's day and every figure ask it.

Counted from the last counted visit or the pairing, whichever is later: a new friend gets a full round. A date agreed
with the family since then wins when it is earlier; a later one does not put the visit off."""

import datetime as dt

from django.conf import settings
from django.db.models import Case, DateField, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Cast, Coalesce

from households.models import Classification, Enrolment, Step, Track
from households.watch import in_watch
from kusiao.thai import today
from officers.models import Pairing, Substitute, Visit


def _of_household(rows, column):
    return Subquery(rows.filter(household=OuterRef("pk")).values(column)[:1])


def _rhythm_due():
    """A household whose class is not settled yet is visited as often as a developable one."""

    def after(days):
        # A date plus days is a timestamp to PostgreSQL and text to SQLite: the cast makes it a date again.
        later = ExpressionWrapper(
            F("due_from") + Value(dt.timedelta(days=days)), output_field=DateTimeField()
        )
        return Cast(later, DateField())

    days = settings.VISIT_RHYTHM_DAYS
    return Case(
        When(watching=True, then=after(days["watch"])),
        When(track=Track.WELFARE, then=after(days["welfare"])),
        default=after(days["developable"]),
    )


def with_due(households, on=None):
    """Each household with due_on, None where nobody is paired or stands in, or it is not in the programme; beside it step, track,
    watching, paired_on, last_visit_on and agreed_on, all as of the day `on`."""
    on = on or today()
    visits = Visit.objects.filter(visited_on__lte=on)
    enrolled = Enrolment.objects.in_force(on).order_by("-entered_on", "-pk")
    agreed = visits.filter(visited_on__gte=OuterRef("due_from"), next_on__isnull=False)
    return (
        households.annotate(
            enrolment_id=_of_household(enrolled, "pk"),
            paired_on=Coalesce(
                _of_household(Pairing.objects.active(on).order_by("-started_on", "-pk"), "started_on"),
                _of_household(Substitute.objects.active(on).order_by("started_on", "pk"), "started_on"),
            ),
            last_visit_on=_of_household(visits.counted().order_by("-visited_on"), "visited_on"),
            track=_of_household(Classification.objects.in_force(on).order_by("-started_on", "-pk"), "track"),
            watching=Exists(enrolled.filter(in_watch(on), household=OuterRef("pk"))),
            step=Subquery(
                Step.objects.in_force(on)
                .filter(enrolment__household=OuterRef("pk"), enrolment__in=Enrolment.objects.in_force(on))
                .order_by("-started_on", "-pk")
                .values("number")[:1]
            ),
        )
        .annotate(
            due_from=Case(
                When(last_visit_on__gt=F("paired_on"), then=F("last_visit_on")), default=F("paired_on")
            )
        )
        .annotate(
            agreed_on=_of_household(agreed.order_by("-visited_on", "-received_at", "-pk"), "next_on"),
            rhythm_due_on=_rhythm_due(),
        )
        .annotate(
            due_on=Case(
                When(enrolment_id=None, then=None),
                When(Q(agreed_on__gte=F("due_from"), agreed_on__lt=F("rhythm_due_on")), then=F("agreed_on")),
                default=F("rhythm_due_on"),
                output_field=DateField(),
            )
        )
    )


def silent(households, on=None):
    """Overdue for so long that their friend, who sees it from the first day, has had his time."""
    on = on or today()
    return with_due(households, on).filter(due_on__lt=on - dt.timedelta(days=settings.SILENT_AFTER_DAYS))


def overdue(households, on=None):
    """Those whose visit was due before the day `on`."""
    on = on or today()
    return with_due(households, on).filter(due_on__lt=on)
