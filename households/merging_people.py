"""What a merge does with the people of two files: who stands in both is kept once, with what happened to him told in one place;
and whoever lives in the kept house has one head. Called inside the transaction of the merge."""

import datetime

from households.likeness import Person, same_people
from households.models import Member, Went
from households.models.household import head_name_key

# A fact that only one of two rows of the same person states is stated by both.
_FILLED = (
    ("national_id", "national_id_index"), ("sex",), ("birth_date", "birth_precision"), ("relation",),
)  # fmt: skip


def _people(household):
    return list(Member.objects.filter(household=household).order_by("pk"))


def _living(household):
    return [one for one in _people(household) if one.left_on is None]


def _person(member):
    born = member.birth_date.year if member.birth_date else None
    key, name = member.national_id_index, f"{member.first_name} {member.last_name}"
    return Person(key, name, born, member.is_head, member.left_on is None)


def _same(known, incoming):
    return same_people([_person(one) for one in known], [_person(one) for one in incoming])


def move_people(changes, kept, gone):
    there, coming = _people(kept), _people(gone)
    twins = _same(there, coming)
    moving = [one for place, one in enumerate(coming) if place not in twins]
    heads = [one for one in moving if one.is_head]
    changes.change([one for one in moving if not one.is_head], household_id=kept.pk)
    changes.change(heads, household_id=kept.pk, is_head=False)
    for place, at in twins.items():
        _fill(changes, there[at], coming[place])
        _hand_over(changes, there[at], coming[place])


def _fill(changes, member, twin):
    values = {
        column: getattr(twin, column) for columns in _FILLED for column in columns
        if not getattr(member, columns[0]) and getattr(twin, columns[0])
    }  # fmt: skip
    # A death that a person told outweighs whatever the other file says; of another going one may have come to this house.
    if twin.left_how == Went.DIED and member.left_how != Went.DIED:
        values |= {"left_on": twin.left_on, "left_how": Went.DIED, "is_head": False}
    # What a person told of somebody's going outweighs that the other file never heard of it.
    elif member.left_on and not member.left_how and not twin.left_on:
        values |= {"left_on": None, "is_head": False}
    if values:
        changes.change([member], **values)


def _hand_over(changes, member, twin):
    """What happened to him and what he can do. Of two deaths, and of an ability that both files name, the other stays."""
    told = list(twin.events.order_by("pk"))
    if member.events.standing().filter(kind=Went.DIED).exists():
        told = [one for one in told if one.kind != Went.DIED or one.withdrawn_at]
    changes.change(told, member_id=member.pk)
    named = set(member.abilities.values_list("trade", "words"))
    can = [one for one in twin.abilities.order_by("pk") if (one.trade, one.words) not in named]
    changes.change(can, member_id=member.pk)


# --- one head ----------------------------------------------------------------------------------------------------------


def change_head(changes, kept, gone):
    """The head of the file that goes, or the same person where the kept file has him already, is the head from now on."""
    here = _living(kept)
    leader = next((one for one in _living(gone) if one.is_head), None)
    if leader:  # he stayed because he stands in both
        at = _same(here, [leader]).get(0)
        successor = None if at is None else here[at]
    else:
        came = _came_as_head(changes)
        successor = next((one for one in here if str(one.pk) in came), None)
    if successor is None or successor.is_head:
        return
    changes.change([one for one in here if one.is_head], is_head=False)
    _lead(changes, kept, successor)


def settle_head(changes, kept, gone):
    """Where people live and nobody leads them: who led the file that goes, else whoever it falls to."""
    here = _living(kept)
    if not here or any(one.is_head for one in here):
        return
    change_head(changes, kept, gone)
    here = _living(kept)
    if not any(one.is_head for one in here):
        _lead(changes, kept, falls_to(kept, here))


def _came_as_head(changes):
    both = {"household_id", "is_head"}
    return {row.key for row in changes.kept if row.label == "households.Member" and both <= {*row.columns}}


def _lead(changes, kept, member):
    changes.change([member], is_head=True)
    name = str(member)
    changes.change([kept], head_name=name, head_name_key=head_name_key(name))


def falls_to(household, living):
    """After whom the file is called, else the eldest, else who was written down first."""
    named = next((one for one in living if str(one) == household.head_name), None)
    return named or min(living, key=lambda one: (one.birth_date or datetime.date.max, one.pk))
