"""Two case files of one family become one, and become two again. Nothing is deleted and nothing is written over: what cannot
stand beside the other's stays in the file that goes, and is shown from there."""

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from households.actions.confirming import is_friend
from households.actions.enrolments import strike_off
from households.hanging import HANGS_ON, Follows, Moves, OfRounds, Once, OneADay, People, Spans, Stays
from households.likeness import Person, same_people
from households.models import EndReason, Household, Merge
from households.models.household import head_name_key
from households.moving import Changes, put_back
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now, today

# What may be taken from the file that goes; "head" is a person and is seen to apart.
VALUES = {
    "village": ("village_id",),
    "house_number": ("house_number",),
    "house_code": ("house_code",),
    "phone": ("phone",),
    "coordinates": ("latitude", "longitude"),
}
HEAD = "head"
_FRIENDSHIP = "officers.Pairing.household"
# A fact that only one of two rows of the same person states is stated by both.
_FILLED = (
    ("national_id", "national_id_index"), ("sex",), ("birth_date", "birth_precision"), ("relation",),
)  # fmt: skip


@transaction.atomic
def merge(*, kept, gone, reason, values=(), by):
    """`values`: which of VALUES, and "head", the kept household takes over from the one that goes."""
    if not reason:
        raise Refused(_("เขียนเหตุผลว่ารู้ได้อย่างไรว่าเป็นครัวเรือนเดียวกัน"), field="reason")
    kept, gone = _both_held(kept, gone)
    _refuse_own_case((kept, gone), by)
    made = Merge.objects.create(kept=kept, gone=gone, reason=reason, made_by=by)
    changes = Changes(made)
    taken = {column: getattr(gone, column) for name in VALUES if name in values for column in VALUES[name]}
    changes.change([kept], edited_at=now(), **taken)
    for name, how in HANGS_ON.items():
        _MOVERS.get(type(how), _nothing)(changes, name, how, kept, gone)
        if name == _FRIENDSHIP:
            _leave_the_programme(changes, kept, gone, by)
    if HEAD in values:
        _change_head(changes, kept, gone)
    _free_friends(changes, gone, by)
    changes.change([gone], merged_into_id=kept.pk)
    changes.save()
    Household.objects.filter(pk__in=[kept.pk, gone.pk]).update(version=F("version") + 1)
    record(by=by, verb="household.merged", on=[made, kept, gone], fields=sorted([*taken, "merged_into"]))
    return made


def _both_held(kept, gone):
    """Locked in one order, so that two people who merge the same pair do not wait for each other for ever."""
    if kept.pk == gone.pk:
        raise Refused(_("ครัวเรือนรวมกับตัวเองไม่ได้ เลือกสองแฟ้มที่ต่างกัน"))
    rows = Household.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    held = {row.pk: row for row in rows.with_place()}
    for row in held.values():
        if row.merged_into_id:
            raise Refused(
                _("แฟ้มของ %(head)s ถูกรวมไปก่อนแล้ว ยังไม่ได้ทำอะไรกับรายการนี้ เปิดหน้ารายการใหม่เพื่อดูล่าสุด")
                % {"head": row.head_name}
            )
    return held[kept.pk], held[gone.pk]


def _refuse_own_case(households, by):
    """Whose friend would gain or lose a case by it does not decide it."""
    if any(is_friend(by, household) for household in households):
        raise Refused(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ ตัดสินเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดทำ"))


# --- what hangs on a household ---------------------------------------------------------------------------------------


def _rows(name, household):
    label, field = name.rsplit(".", 1)
    return list(apps.get_model(label)._base_manager.filter(**{field: household}).order_by("pk"))


def _nothing(changes, name, how, kept, gone):
    pass


def _move(changes, name, how, kept, gone):
    changes.change(_rows(name, gone), household_id=kept.pk)


def _move_once(changes, name, how, kept, gone):
    there = {_said(row, how.columns) for row in _rows(name, kept)}
    changes.change(
        [row for row in _rows(name, gone) if _said(row, how.columns) not in there], household_id=kept.pk
    )


def _move_with_rounds(changes, name, how, kept, gone):
    stayed = set(gone.surveys.values_list("round_id", flat=True))
    there = {_said(row, how.columns) for row in _rows(name, kept)}
    going = [
        row for row in _rows(name, gone)
        if not stayed & set(_said(row, how.rounds)) and _said(row, how.columns) not in there
    ]  # fmt: skip
    changes.change(going, household_id=kept.pk)


def _said(row, columns):
    return tuple(getattr(row, column) for column in columns)


def _move_days(changes, name, how, kept, gone):
    taken = {getattr(row, how.day) for row in _rows(name, kept) if getattr(row, how.flag)}
    twice = [row for row in _rows(name, gone) if getattr(row, how.flag) and getattr(row, how.day) in taken]
    changes.change(twice, household_id=kept.pk, **{how.flag: False})
    changes.change(_rows(name, gone), household_id=kept.pk)


def _move_spans(changes, name, how, kept, gone):
    there = [(getattr(row, how.begins), getattr(row, how.ends)) for row in _rows(name, kept)]
    has_open = any(end is None for _begin, end in there)
    going = []
    for row in _rows(name, gone):
        begin, end = getattr(row, how.begins), getattr(row, how.ends)
        free = not has_open if end is None else not any(_overlap((begin, end), span) for span in there)
        if free and (name != _FRIENDSHIP or end or _is_posted(row.officer, kept)):
            going.append(row)
    changes.change(going, household_id=kept.pk)


def _follow(changes, name, how, kept, gone):
    went = [row for row in _rows(name, gone) if getattr(row, how.column).household_id == kept.pk]
    changes.change(went, household_id=kept.pk)


def _overlap(one, other):
    (begin, end), (start, stop) = one, other
    return (stop is None or begin < stop or begin == start) and (end is None or start < end or begin == start)


def _is_posted(officer, household):
    """A friend goes along only where he may be the friend of a household."""
    district = Household.objects.with_place().get(pk=household.pk).village.subdistrict.district_id
    return officer.is_active and officer.postings.active().filter(role="officer", district=district).exists()


def _move_people(changes, name, how, kept, gone):
    there, coming = _rows(name, kept), _rows(name, gone)
    twins = same_people([_person(one) for one in there], [_person(one) for one in coming])
    moving = [one for place, one in enumerate(coming) if place not in twins]
    heads = [one for one in moving if one.is_head]
    changes.change([one for one in moving if not one.is_head], household_id=kept.pk)
    changes.change(heads, household_id=kept.pk, is_head=False)
    for place, at in twins.items():
        _fill(changes, there[at], coming[place])


def _person(member):
    born = member.birth_date.year if member.birth_date else None
    key, name = member.national_id_index, f"{member.first_name} {member.last_name}"
    return Person(key, name, born, member.is_head, member.left_on is None)


def _fill(changes, member, twin):
    values = {
        column: getattr(twin, column) for columns in _FILLED for column in columns
        if not getattr(member, columns[0]) and getattr(twin, columns[0])
    }  # fmt: skip
    # What a person told of somebody's going outweighs that the other file never heard of it.
    if member.left_on and not member.left_how and not twin.left_on:
        values |= {"left_on": None, "is_head": False}
    if values:
        changes.change([member], **values)


_MOVERS = {
    Moves: _move, Once: _move_once, OfRounds: _move_with_rounds, OneADay: _move_days, Spans: _move_spans,
    Follows: _follow, People: _move_people, Stays: _nothing,
}  # fmt: skip


# --- the programme, the friend, the head -----------------------------------------------------------------------------


def _leave_the_programme(changes, kept, gone, by):
    """Two open enrolments: the one that goes ends as merged, on its own file, so that every figure still adds up."""
    enrolment = gone.enrolments.open().first()
    if enrolment is None or not kept.enrolments.open().exists():
        return
    pairings = gone.pairings.filter(ended_on__isnull=True)
    with changes.watching([enrolment, *enrolment.steps.open(), *gone.plans.open(), *pairings]):
        strike_off(enrolment=enrolment, reason=EndReason.MERGED, ended_on=today(), by=by)


def _free_friends(changes, gone, by):
    """Nobody stays the friend of a file that is closed: his place becomes free."""
    for pairing in gone.pairings.filter(ended_on__isnull=True):
        changes.change(
            [pairing],
            ended_on=max(pairing.started_on, today()),
            end_reason=str(EndReason.MERGED.label),
        )
        record(by=by, verb="pairing.ended", on=pairing, fields=["ended_on", "end_reason"])


def _change_head(changes, kept, gone):
    """The head of the file that goes, or the same person where the kept file has him already, is the head from now on."""
    leader = _rows("households.Member.household", gone)
    leader = next((one for one in leader if one.is_head and one.left_on is None), None)
    here = [one for one in _rows("households.Member.household", kept) if one.left_on is None]
    if leader:  # he stayed because he stands in both
        at = same_people([_person(one) for one in here], [_person(leader)]).get(0)
        successor = None if at is None else here[at]
    else:
        came = {
            row.key for row in changes.kept if row.label == "households.Member" and "is_head" in row.columns
        }
        successor = next((one for one in here if str(one.pk) in came), None)
    if successor is None or successor.is_head:
        return
    changes.change([one for one in here if one.is_head], is_head=False)
    changes.change([successor], is_head=True)
    name = str(successor)
    changes.change([kept], head_name=name, head_name_key=head_name_key(name))


# --- and back --------------------------------------------------------------------------------------------------------


@transaction.atomic
def unmerge(*, merge, reason, by):
    """Everything goes back where it was. What somebody touched since stays, and is listed on the merge."""
    if not reason:
        raise Refused(_("เขียนเหตุผลที่แยกแฟ้มกลับ"), field="reason")
    pks = [merge.kept_id, merge.gone_id]
    held = list(Household.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    _refuse_what_cannot_be_undone(merge)
    _refuse_own_case(held, by)
    merge.skipped = put_back(merge, may=_may_go_back)
    merge.undone_by, merge.undone_at, merge.undo_reason = by, now(), reason
    merge.save(update_fields=["skipped", "undone_by", "undone_at", "undo_reason"])
    for one, other in (held, held[::-1]):
        _straighten(one, other, by)
    Household.objects.filter(pk__in=pks).update(version=F("version") + 1)
    record(by=by, verb="household.unmerged", on=[merge, *held], fields=["merged_into"])
    return merge


def _refuse_what_cannot_be_undone(merge):
    if merge.undone_at:
        raise Refused(_("แยกกลับไปแล้ว ไม่ต้องทำอีก เปิดหน้าใหม่เพื่อดูล่าสุด"))
    if Household.objects.filter(pk=merge.kept_id, merged_into__isnull=False).exists():
        raise Refused(_("แฟ้มที่เก็บไว้ถูกรวมเข้ากับแฟ้มอื่นอีกทีหนึ่ง แยกการรวมครั้งหลังก่อน แล้วจึงแยกครั้งนี้"))
    later = Merge.objects.standing().filter(kept=merge.kept_id, made_at__gt=merge.made_at)
    if later.exists():
        raise Refused(_("แฟ้มที่เก็บไว้รับแฟ้มอื่นเข้ามาหลังจากครั้งนี้ แยกการรวมครั้งหลังก่อน แล้วจึงแยกครั้งนี้"))
    if not all(row.before and row.after for row in merge.rows.all()):
        raise Refused(_("ค่าก่อนรวมถูกลบตามกำหนดเก็บข้อมูลแล้ว จึงแยกกลับไม่ได้"))


def _may_go_back(row, values):
    """A friendship opens again only where its officer still may be a friend there; his place the database watches."""
    if row._meta.label != "officers.Pairing" or values.get("ended_on", "") is not None:
        return True
    household = Household.objects.get(pk=values.get("household_id", row.household_id))
    return _is_posted(row.officer, household)


def _straighten(household, other, by):
    """A friend who came since goes where the enrolment went; without one nobody stays a friend."""
    if household.enrolments.open().exists():
        return
    for pairing in household.pairings.filter(ended_on__isnull=True):
        needed = (
            other.enrolments.open().exists() and not other.pairings.filter(ended_on__isnull=True).exists()
        )
        if needed and _is_posted(pairing.officer, other):
            pairing.household = other
        else:
            pairing.ended_on, pairing.end_reason = (
                max(pairing.started_on, today()),
                _("แยกแฟ้มครัวเรือนกลับ"),
            )
        pairing.save(update_fields=["household", "ended_on", "end_reason"])
        record(by=by, verb="pairing.ended", on=pairing, fields=["household", "ended_on", "end_reason"])
