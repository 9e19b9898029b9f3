"""Which requests and obstacles may this person see? A committee sees what was put to it, never a list of families."""

from django.db.models import Q

from committees.models import Obstacle, Referral
from households.models import District
from officers.models import Role


def put_to(person):
    """The requests to the committees in which this person holds a seat today."""
    return Referral.objects.filter(committee__in=person.committees).select_related(
        "committee", "need", "asked_by__agency", "household__village__subdistrict__district"
    )


def asked_for(person):
    """The requests for households that this person sees today."""
    return Referral.objects.filter(household__in=person.households).select_related(
        "committee", "need", "household"
    )


def posted_districts(person):
    """Where this person works among families; an officer raises obstacles for his own district."""
    posted = person.postings.active().filter(role__in=[Role.OFFICER, Role.DISTRICT])
    return District.objects.filter(pk__in=posted.values("district")).order_by("name_key")


def obstacles_of(person):
    rows = Obstacle.objects.select_related("district", "committee", "raised_by", "answered_by")
    if Role.PROVINCE in person.roles:
        return rows
    mine = Q(raised_by=person) | Q(district__in=posted_districts(person)) | Q(committee__in=person.committees)
    return rows.filter(mine)
