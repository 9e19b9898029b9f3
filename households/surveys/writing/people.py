"""Persons of a file as members: all their columns when they are new, what changed when they are known."""

from households.models import Member
from households.surveys.members import columns_of, facts
from households.surveys.persons import PersonRow
from households.surveys.writing.heads import HEAD_COLUMNS, NO_ID
from kusiao.fields import blind_index

_FACTS = (
    "sex", "relation", "occupation", "education", "body_state", "can_help_self", "welfare_card", "birth_date",
    "birth_precision",
)  # fmt: skip
_COLUMNS = (*HEAD_COLUMNS, *_FACTS)


def person_values(household, person):
    number, told = person.national_id, facts(person)
    return (
        household, person.is_head, person.title, person.first_name, person.last_name, number,
        blind_index(number) if number else "", "" if number else NO_ID, *(told[name] for name in _FACTS),
    )  # fmt: skip


def people_of(row):
    """Those whom the sheet names; of a household told in one row its head."""
    head = PersonRow(row.row, row.title, row.first_name, row.last_name, row.national_id, is_head=True)
    return row.people or (head,)


def insert_people(pen, pairs):
    """`pairs`: (household, person)."""
    rows = [person_values(*pair) for pair in pairs]
    pen.insert(Member, _COLUMNS, rows, households=[household for household, _person in pairs])


def change_people(pen, outcomes):
    """After the heads, and in an image of their own: a head who just stepped up is a member like another now."""
    pen.keep()
    pen.table(Member).flush()
    new, changes, house_of = [], {}, {}
    heads = _new_heads(outcomes)
    for outcome in outcomes:
        for change in outcome.people:
            if not change.changes:
                continue
            key, values = change.member, columns_of(change)
            if key is None and change.person.is_head:
                key, values = heads.get(outcome.household), facts(change.person)
            if key is None:
                new.append((outcome.household, change.person))
            else:
                changes[key], house_of[key] = values, outcome.household
    pen.update(Member, _COLUMNS[2:], changes, households=house_of)
    insert_people(pen, new)


def _new_heads(outcomes):
    """{household: its head, who was nobody on record before this file}"""
    households = [
        outcome.household
        for outcome in outcomes
        if any(change.member is None and change.person.is_head for change in outcome.people)
    ]
    if not households:
        return {}
    heads = Member.objects.filter(household_id__in=households, is_head=True, left_on__isnull=True)
    return dict(heads.values_list("household_id", "pk"))
