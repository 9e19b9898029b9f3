"""The people of a row beside the members on record: who is who, what would change, and the columns that hold it.

A person is known by the citizen id, else by name and year of birth within the household. Nobody is ever removed, and of
whom somebody said that he died, left or has a file of his own since, nobody is brought back: that is for a person to say."""

from typing import NamedTuple

from households.surveys.household_row import name_key
from households.surveys.matching import CHANGED, CONFLICT, HEAD_FIELDS, Outcome, differences_of, kind_of
from households.surveys.persons import PersonRow
from kusiao.thai import format_date

_PLAIN = (
    "sex", "relation", "occupation", "education", "body_state", "can_help_self", "welfare_card",
)  # fmt: skip
_HEALTH = ("body_state", "can_help_self")
_FINENESS = {"about": 0, "year": 1, "month": 2, "day": 3}


class Recorded(NamedTuple):
    """A member as the register has him; `national_id` is his blind index."""

    pk: int
    is_head: bool
    title: str
    first_name: str
    last_name: str
    national_id: str
    sex: str
    birth_date: object
    birth_precision: str
    relation: str
    occupation: str
    education: str
    body_state: str
    can_help_self: str
    welfare_card: bool | None
    left_on: object = None

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def birth(self):
        return (self.birth_date, self.birth_precision) if self.birth_date else None


class PersonChange(NamedTuple):
    """`member` None: new. `changes` and `conflicts`: [(field, value now, value in the file)]. `who`: his name with what the
    sheet leaves out of it."""

    person: PersonRow
    member: int | None = None
    changes: tuple = ()
    conflicts: tuple = ()
    who: str = ""


def with_people(outcome: Outcome, members, edited, blind):
    """The outcome with what its people would change; (outcome, the members on record whom the sheet does not have)."""
    people = outcome.row.people
    of = _matched(people, members, blind)
    if outcome.row.head_assumed:
        outcome = _with_head_on_record(outcome, members, of, edited, blind)
    changes = []
    for person in people:
        member = of.get(person.row)
        if member:
            changes.append(_compared(person, member, edited, blind))
        elif person.is_head and edited:
            changes.append(PersonChange(person, None, (), (("person", "", person.name),)))
        else:
            changes.append(PersonChange(person, None, (("person", "", person.name),)))
    kind = outcome.outcome
    if any(change.conflicts for change in changes):
        kind = CONFLICT
    elif kind != CONFLICT and any(change.changes for change in changes):
        kind = CHANGED
    known = {member.pk for member in of.values()}
    absent = tuple(member for member in members if member.pk not in known and not member.left_on)
    return outcome._replace(outcome=kind, people=tuple(changes)), absent


def _with_head_on_record(outcome, members, of, edited, blind):
    """Who is the head stays so where a sheet calls nobody the head; is he among its people, he is told of by his own row.

    The row and its people are told so too (their `is_head`, whose name the row bears): the writing goes by them."""
    head = next((member for member in members if member.is_head and not member.left_on), None)
    if head is None:
        return outcome
    row = outcome.row
    himself = next((person for person in row.people if of.get(person.row) is head), None)
    for person in row.people:
        person.is_head = person is himself
    changes, conflicts = (
        tuple(one for one in told if one[0] not in HEAD_FIELDS)
        for told in (outcome.changes, outcome.conflicts)
    )
    if himself:
        for name in HEAD_FIELDS:
            setattr(row, name, getattr(himself, name))
        differing = _differing(head, _named(himself, blind))
        changes, conflicts = (changes, differing + conflicts) if edited else (differing + changes, conflicts)
    return outcome._replace(outcome=kind_of(changes, conflicts), changes=changes, conflicts=conflicts)


def _differing(member, then):
    """`then`: {field: value in the file}."""
    return differences_of(then, tuple(getattr(member, name) for name in then), tuple(then.values()))


def _named(person, blind):
    """HEAD_FIELDS of a person: of his id the blind index."""
    names = {name: getattr(person, name) for name in HEAD_FIELDS[:3]}
    return names | {"national_id": blind(person.national_id) if person.national_id else ""}


def _matched(people, members, blind):
    """{row: Recorded}: by the id first, for everybody, then by name and year of birth; who lives there before who left."""
    members = sorted(members, key=lambda one: one.left_on is not None)
    found, free = {}, list(members)
    by_id = {member.national_id: member for member in reversed(members) if member.national_id}
    for person in people:
        member = by_id.get(blind(person.national_id)) if person.national_id else None
        if member in free:
            found[person.row] = member
            free.remove(member)
    for person in people:
        if person.row not in found:
            same = [member for member in free if _same_person(person, member)]
            if same:
                found[person.row] = same[0]
                free.remove(same[0])
    # A head of the same first name is the head corrected, not another person: so he is written (writing/heads.py).
    leads = next((member for member in free if member.is_head and not member.left_on), None)
    for person in people:
        if leads and person.is_head and person.row not in found and person.first_name == leads.first_name:
            found[person.row] = leads
    return found


def _same_person(person, member):
    if name_key(person.name) != name_key(member.name):
        return False
    if not person.birth or not member.birth:
        return True
    return (
        abs(person.birth[0].year - member.birth_date.year) <= 1
    )  # an age is a year out, and so is its birth


def _compared(person, member, edited, blind):
    if member.left_on:
        return PersonChange(
            person, member.pk, (), (("person", f"ออกจากบ้าน {format_date(member.left_on)}", person.name),)
        )
    then = {name: getattr(person, name) for name in _PLAIN}
    if not (person.is_head and member.is_head):  # the head's name and id are the household's to change
        then |= _named(person, blind)
    differing = list(_differing(member, then))
    if _says_more(person.birth, member.birth):
        differing.append(("birth", member.birth, person.birth))
    conflicts = tuple(one for one in differing if edited and one[1] not in ("", None))
    changes = tuple(one for one in differing if one not in conflicts)
    first, last = (getattr(person, name) or getattr(member, name) for name in HEAD_FIELDS[1:3])
    return PersonChange(person, member.pk, changes, conflicts, f"{first} {last}".strip())


def _says_more(then, now):
    """A birth known only by its year neither contradicts nor betters the day on record."""
    if then is None or then == now:
        return False
    if now is None:
        return True
    (date, fineness), (recorded, known) = then, now
    if _FINENESS[fineness] > _FINENESS[known]:
        return True
    slack = 1 if fineness == "about" else 0
    if abs(date.year - recorded.year) > slack:
        return True
    return (
        fineness in ("day", "month")
        and known in ("day", "month")
        and (date.month != recorded.month or (fineness == known == "day" and date.day != recorded.day))
    )


# --- columns ------------------------------------------------------------------------------------------------------


def facts(person):
    """What Member holds of a person beside his name and his id."""
    date, precision = person.birth or (None, "day")
    return {
        **{name: getattr(person, name) for name in _PLAIN},
        "birth_date": date,
        "birth_precision": precision,
    }


def columns_of(change):
    """The same of what changed."""
    values = {}
    for name, _now, then in change.changes:
        if name == "birth":
            values["birth_date"], values["birth_precision"] = then
        elif name == "national_id":
            values |= {
                "national_id": change.person.national_id,
                "national_id_index": then,
                "no_id_reason": "",
            }
        else:
            values[name] = then
    return values


# --- words --------------------------------------------------------------------------------------------------------


def differences(outcome):
    """[field|person, now, in the file] as they are kept and shown: of health and of ids only that they are others."""
    told = []
    for change in outcome.people:
        who = change.who or change.person.name
        for name, now, then in (*change.changes, *change.conflicts):
            if name in _HEALTH:
                told.append([f"health|{who}", "", ""])
            else:
                told.append([f"{name}|{who}", _words(name, now), _words(name, then)])
    return told


_SEX = {"m": "ชาย", "f": "หญิง"}


def _words(name, value):
    if name == "national_id":
        return "มี" if value else ""
    if name == "birth":
        return format_date(value[0], precision=value[1]) if value else ""
    if name == "welfare_card":
        return "" if value is None else "มี" if value else "ไม่มี"
    return _SEX.get(value, value) if name == "sex" else value
