"""Files on record that may already be the nominated family's: looked for before a second one is made."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from households.comparing import homes_of
from households.likeness import CERTAIN, Home, Person, signs_of, strength_of
from households.models import Household, Member, Village

MOST = 10


class Suspect(NamedTuple):
    household: object
    signs: tuple

    @property
    def is_certain(self):
        return self.signs[0].weight >= CERTAIN


def _home(nomination):
    place = Village.objects.filter(subdistrict=nomination.subdistrict_id, moo=nomination.moo).first()
    name = f"{nomination.first_name} {nomination.last_name}".strip()
    head = Person(nomination.national_id_index, name, None, True)
    return Home(
        None,
        place.pk if place else None,
        nomination.house_number,
        "",
        nomination.phone,
        nomination.head_name,
        (head,),
    )


def suspects(nomination, households):
    """Those of `households` that a sign speaks for, the strongest first."""
    asked = _home(nomination)
    near = Q(village__subdistrict=nomination.subdistrict_id)
    if nomination.phone:
        near |= Q(phone=nomination.phone)
    if nomination.national_id_index:
        near |= Q(
            Exists(
                Member.objects.filter(
                    household=OuterRef("pk"), national_id_index=nomination.national_id_index
                )
            )
        )
    rows = households.filter(near)
    signs = {home.pk: found for home in homes_of(rows) if (found := signs_of(asked, home))}
    best = sorted(signs, key=lambda pk: (-strength_of(signs[pk]), str(pk)))[:MOST]
    found = households.filter(pk__in=best).with_place().with_now().in_bulk()
    return [Suspect(found[pk], signs[pk]) for pk in best]


def same_id_anywhere(nomination):
    """A family of any district in which this person's id stands."""
    if not nomination.national_id_index:
        return Household.objects.none()
    members = Member.objects.filter(
        household=OuterRef("pk"), national_id_index=nomination.national_id_index, left_on__isnull=True
    )
    return Household.objects.standing().filter(Exists(members))
