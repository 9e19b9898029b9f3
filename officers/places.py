"""Two places an officer: who waits for a friend, who has a place to give, who is paired with whom."""

from django.db.models import Count, Exists, OuterRef, Q

from households.models import Enrolment
from officers.models import Pairing, Posting, Role

PLACES = 2


def waiting(households):
    """In the programme and without a friend."""
    return (
        households.filter(Exists(Enrolment.objects.in_force().filter(household=OuterRef("pk"))))
        .exclude(Exists(Pairing.objects.filter(household=OuterRef("pk"), ended_on__isnull=True)))
        .with_place()
        .order_by("village__subdistrict", "village__moo", "head_name_key", "pk")
    )


def with_free_places(people, district=None):
    """Officers of the programme who still have a place, most places first."""
    posted = Posting.objects.active().filter(officer=OuterRef("pk"), role=Role.OFFICER)
    if district is not None:
        posted = posted.filter(district=district)
    return (
        people.filter(Exists(posted), is_active=True)
        .annotate(free=PLACES - Count("pairings", filter=Q(pairings__ended_on__isnull=True), distinct=True))
        .filter(free__gt=0)
        .select_related("agency")
        .order_by("-free", "name_key", "pk")
    )


def pairs(households):
    """Open pairings of these households. `posted` is False where the friend has left his post: pair anew."""
    posted = Posting.objects.active().filter(
        officer=OuterRef("officer"),
        role=Role.OFFICER,
        officer__is_active=True,
        district=OuterRef("household__village__subdistrict__district"),
    )
    return (
        Pairing.objects.filter(household__in=households, ended_on__isnull=True)
        .annotate(posted=Exists(posted))
        .select_related("officer__agency", "household__village__subdistrict")
        .order_by("posted", "officer__name_key", "officer_id", "place")
    )
