"""The head of a household as a file names him: corrected, or another person."""

from households.models import Member
from households.surveys.matching import HEAD_FIELDS
from households.surveys.writing.tables import Same
from kusiao.fields import blind_index, blind_indexes

NO_ID = "ไม่มีในไฟล์สำรวจ"
HEAD_COLUMNS = (
    "household_id", "is_head", "title", "first_name", "last_name", "national_id", "national_id_index",
    "no_id_reason",
)  # fmt: skip


def head_values(household, row):
    number = row.national_id
    reason = "" if number else NO_ID
    index = blind_index(number) if number else ""
    return (household, True, row.title, row.first_name, row.last_name, number, index, reason)


def head_columns(keys, rows):
    """The same of many who are new."""
    numbers = [row.national_id for row in rows]
    return {
        "household_id": keys, "is_head": Same(True), "title": [row.title for row in rows],
        "first_name": [row.first_name for row in rows], "last_name": [row.last_name for row in rows],
        "national_id": numbers, "national_id_index": blind_indexes(numbers),
        "no_id_reason": ["" if number else NO_ID for number in numbers],
    }  # fmt: skip


def change_heads(pen, changes, row_of):
    """{household: the head's name from now on} of those whose head the file changes."""
    touched = [pk for pk, changed in changes.items() if not changed.keys().isdisjoint(HEAD_FIELDS)]
    if not touched:
        return {}
    members = {pk: [] for pk in touched}
    for member in Member.objects.filter(household_id__in=touched, left_on__isnull=True).order_by("pk"):
        members[member.household_id].append(member)
    names, kept, down, up, new = {}, {}, {}, {}, []
    for pk in touched:
        head, row = next((m for m in members[pk] if m.is_head), None), row_of[pk]
        if _is_the_same_person(head, row, changes[pk]):
            kept[head.pk] = _corrected(head, row, changes[pk])
            names[pk] = str(head)
            continue
        if head:
            down[head.pk] = {"is_head": False}
        successor = _successor(members[pk], row)
        if successor:
            up[successor.pk] = {"is_head": True}
        else:
            new.append((pk, row))
        names[pk] = str(successor) if successor else f"{row.title}{row.name}"
    house_of = {member.pk: pk for pk, found in members.items() for member in found}
    for rows in (kept | down, up):  # one head at a time: the old one steps down first
        pen.update(Member, HEAD_COLUMNS[1:], rows, households={pk: house_of[pk] for pk in rows})
        if down:
            pen.table(Member).flush()
    pen.insert(
        Member, HEAD_COLUMNS, [head_values(*pair) for pair in new], households=[pk for pk, _row in new]
    )
    return names


def _is_the_same_person(head, row, changed):
    """Another name with another id, or none, is another person; with the same id it is a correction."""
    if head is None:
        return False
    same_id = bool(head.national_id) and head.national_id == row.national_id
    return same_id or "first_name" not in changed


def _corrected(head, row, changed):
    values = {name: changed[name] for name in HEAD_FIELDS if name in changed}
    if "national_id" in values:
        values["national_id"] = row.national_id
        values["national_id_index"] = blind_index(row.national_id)
        values["no_id_reason"] = "" if row.national_id else head.no_id_reason
    for name, value in values.items():
        setattr(head, name, value)
    return values


def _successor(members, row):
    """Who already lives there: by the id, else by the name."""
    index = blind_index(row.national_id)
    by_id = [m for m in members if index and m.national_id_index == index]
    by_name = [m for m in members if (m.first_name, m.last_name) == (row.first_name, row.last_name)]
    return next(iter([*by_id, *by_name]), None)
