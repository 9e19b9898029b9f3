"""Two places an officer: who waits for a friend, who has a place to give, who is paired with whom."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length, Replace

from households.models import Enrolment, Survey
from officers.models import Pairing, Posting, Role, Substitute
from officers.models.hand_over import OPEN

PLACES = 2


def waiting(households):
    """In the programme and without a friend, the longest waiting first; of those, who failed most in the last survey."""
    of_household = {"household": OuterRef("pk")}
    enrolled = Enrolment.objects.in_force().filter(**of_household)
    left = Pairing.objects.filter(ended_on__gte=OuterRef("entered_on"), **of_household).order_by("-ended_on")
    letters = Survey.objects.filter(**of_household).order_by("-round_id")
    failed = Length("results") - Length(Replace("results", Value("F")))
    return (
        households.filter(Exists(enrolled))
        .exclude(Exists(Pairing.objects.filter(ended_on__isnull=True, **of_household)))
        .annotate(entered_on=Subquery(enrolled.order_by("-entered_on").values("entered_on")[:1]))
        .annotate(
            waiting_since=Coalesce(Subquery(left.values("ended_on")[:1]), F("entered_on")),
            failed_now=Coalesce(Subquery(letters.annotate(failed=failed).values("failed")[:1]), 0),
        )
        .with_place()
        .order_by("waiting_since", "-failed_now", "head_name_key", "pk")
    )


def officers_of(people, district):
    """The friends posted in a district today, in Thai order."""
    posted = Posting.objects.active().filter(officer=OuterRef("pk"), role=Role.OFFICER, district=district)
    return people.filter(Exists(posted), is_active=True).select_related("agency").order_by("name_key", "pk")


def with_open_pairings(people, district):
    """Each with open_pairings: those of this district."""
    inside = {"household__village__subdistrict__district": district}
    pairings = Pairing.objects.filter(ended_on__isnull=True, **inside).select_related("household")
    return people.prefetch_related(Prefetch("pairings", pairings, to_attr="open_pairings"))


def with_free_places(people, district=None):
    """Officers of the programme who still have a place that nobody has spoken for, most places first; not those whose
    leaving is planned: `pair` refuses them."""
    posted = Posting.objects.filter(officer=OuterRef("pk"), role=Role.OFFICER)
    if district is not None:
        posted = posted.filter(district=district)
    return (
        people.filter(Exists(posted.active()), Exists(posted.filter(ended_on=None)), is_active=True)
        .annotate(
            free=PLACES
            - Count("pairings", filter=Q(pairings__ended_on__isnull=True), distinct=True)
            - Count("takes_over", filter=Q(takes_over__state__in=OPEN), distinct=True)
        )
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


def with_carer(households, on=None):
    """Each with `friends` and `standing_in` of the day; carer_of() says whom to call."""
    friends = Pairing.objects.active(on).select_related("officer__agency").order_by("-started_on")
    others = Substitute.objects.active(on).select_related("officer__agency").order_by("started_on")
    return households.prefetch_related(
        Prefetch("pairings", friends, to_attr="friends"),
        Prefetch("substitutes", others, to_attr="standing_in"),
    )


def carer_of(household):
    """Who goes there now: whoever stands in, else the friend; None where nobody does."""
    return next((row.officer for row in (*household.standing_in, *household.friends)), None)


def annexed(people, households):
    """[officer] of those who are paired with any of these households, in Thai order, each with annex_number and with
    `annexed`: his pairs among them, the first place first."""
    pairs = Pairing.objects.filter(household__in=households.order_by().values("pk"), ended_on__isnull=True)
    pairs = pairs.select_related("household__village__subdistrict").order_by("place")
    officers = people.filter(pk__in=pairs.order_by().values("officer_id")).select_related("agency")
    found = list(
        officers.prefetch_related(Prefetch("pairings", pairs, to_attr="annexed")).order_by("name_key", "pk")
    )
    for number, officer in enumerate(found, start=1):
        officer.annex_number = number
    return found
