"""The register as the search for likenesses reads it: two questions, whatever its size."""

from collections import defaultdict

from households.likeness import Home, Person, candidates
from households.models import Household, Member
from kusiao.fields import blind_index


def homes_of(households):
    """A Home for each of these households."""
    people = defaultdict(list)
    columns = (
        "household_id",
        "national_id_index",
        "first_name",
        "last_name",
        "birth_date",
        "is_head",
        "left_on",
    )
    members = Member.objects.filter(household__in=households).order_by("id")
    for pk, key, first, last, birth, is_head, left in members.values_list(*columns).iterator():
        people[pk].append(
            Person(key, f"{first} {last}", birth.year if birth else None, is_head, left is None)
        )
    rows = households.order_by().values_list(
        "pk", "village_id", "house_number", "house_code", "phone", "head_name"
    )
    return [Home(*row, tuple(people.pop(row[0], ()))) for row in rows.iterator()]


def find():
    """Every candidate among the households that stand for themselves."""
    return candidates(homes_of(Household.objects.standing()))


def facts_of(signs):
    """A digest for each sign and what the two share, so that an old answer can be told from new facts."""
    return sorted(
        blind_index(f"{sign.code} {' '.join(map(str, sign.values))}", "likeness")[:16] for sign in signs
    )
