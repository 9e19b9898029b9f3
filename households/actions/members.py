"""People over time: who is born, comes, leaves, dies, returns; and one head always, named in the act that takes the old one
away. An edit of a person's facts is kept only where nobody saved since it was opened."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from households.family import (
    call_after,
    change,
    follow,
    held,
    living,
    refuse_before,
    refuse_future,
    settle_again,
    tell,
)
from households.models import Came, Household, Member, MemberEvent, Went
from households.models.member import HEAD, RETURNED
from kusiao.audit import record
from kusiao.fields import blind_index
from kusiao.refusal import Refused
from kusiao.thai import format_date, format_national_id, mask_national_id, now

NAMES = ("title", "first_name", "last_name")
FACTS = (
    *NAMES, "sex", "birth_date", "birth_precision", "relation", "occupation", "education", "welfare_card",
    "body_state", "can_help_self", "no_id_reason",
)  # fmt: skip


class MemberConflict(Refused):
    """`differences`: (field, what stands now, what was to be saved); of an id only that it is another one."""

    def __init__(self, differences, version):
        super().__init__(
            _("มีผู้แก้ไขข้อมูลของคนนี้ไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ")
        )
        self.differences = differences
        self.version = version


# --- the facts of a person -------------------------------------------------------------------------------------------


@transaction.atomic
def edit(*, member, changes, version, by):
    """`changes`: of FACTS, and `national_id`: empty leaves it as it is, unless a reason for having none is given."""
    Household.objects.select_for_update().get(pk=member.household_id)
    moved = Member.objects.filter(pk=member.pk, version=version).update(version=F("version") + 1)
    member.refresh_from_db()
    values = _with_id(member, changes)
    changed = {name: value for name, value in values.items() if getattr(member, name) != value}
    if changed and not moved:
        raise MemberConflict(_differences(member, changed), member.version)
    for name, value in changed.items():
        setattr(member, name, value)
    member.save(update_fields=[*changed])
    household = member.household
    if changed.keys() & set(NAMES):
        household.member_events.filter(member=member).update(who=str(member))
    if member.is_head and changed.keys() & set(NAMES):
        call_after(household, member)
    Household.objects.filter(pk=household.pk).update(edited_at=now())
    record(by=by, verb="member.edited", on=member, fields=sorted(changed.keys() - {"national_id_index"}))
    return member


def _with_id(member, changes):
    """As columns. An id that stands is taken away only by a reason why there is none."""
    values = {name: changes[name] for name in FACTS if name in changes}
    number, reason = changes.get("national_id", ""), changes.get("no_id_reason", "")
    if number and reason:
        raise Refused(_("มีเลขประจำตัวแล้ว ลบเหตุที่ไม่มีเลขออก หรือลบเลขออก"), field="no_id_reason")
    if not number and not reason and not member.national_id:
        raise Refused(_("ใส่เลขประจำตัวประชาชน หรือเขียนเหตุที่ไม่มี เช่น ยังไม่ได้แจ้งเกิด"), field="no_id_reason")
    if number or reason:
        values |= {"national_id": number, "national_id_index": blind_index(number)}
    if number:
        _refuse_same_id(member, number)
    return values


def _refuse_same_id(member, number):
    """Within the family only: what another family's file holds is not told here; the search for likenesses sees it."""
    others = Member.objects.filter(household=member.household_id, national_id_index=blind_index(number))
    other = others.exclude(pk=member.pk).first()
    if other:
        raise Refused(
            _("เลขนี้เป็นของ %(who)s ในบ้านเดียวกันอยู่แล้ว ตรวจกับบัตรของทั้งสองคน") % {"who": other}, field="national_id"
        )


def _differences(member, changed):
    told = []
    for name, mine in changed.items():
        if name == "national_id_index":
            continue
        stands = getattr(member, name)
        if name == "national_id":
            stands, mine = mask_national_id(stands), format_national_id(mine)
        told.append((name, stands, mine))
    return told


# --- coming and going ------------------------------------------------------------------------------------------------


@transaction.atomic
def join(*, household, how, on, reason, facts, version, by):
    """Who comes to live in a house where nobody is left is its head."""
    household = held(household, version)
    if how not in Came.values:
        raise Refused(_("เลือกว่ามาอยู่บ้านนี้อย่างไร"), field="how")
    refuse_future(on)
    if how == Came.BORN and not facts.get("birth_date"):
        facts = facts | {"birth_date": on, "birth_precision": "day"}
    member = Member(household=household, is_head=not living(household))
    for name, value in _with_id(member, facts).items():
        setattr(member, name, value)
    member.save()
    if member.is_head:
        call_after(household, member)
    tell(member, how, on, reason, by)
    record(by=by, verb="member.joined", on=member, fields=sorted({*facts, "happened_on", "reason"}))
    return member


@transaction.atomic
def leave(*, member, how, on, reason, version, new_head=None, relations=None, by):
    """Who leaves as the head is followed by `new_head`, one of those who stay, in the same act."""
    household = held(member.household, version)
    member = household.members.get(pk=member.pk)
    if how not in Went.values:
        raise Refused(_("เลือกว่าออกจากบ้านอย่างไร"), field="how")
    if not reason:
        raise Refused(_("เขียนว่ารู้จากใครหรือเพราะอะไร"), field="reason")
    if member.left_on:
        raise Refused(
            _("%(who)s ออกจากบ้านแล้วเมื่อ %(on)s ไม่ต้องบันทึกซ้ำ")
            % {"who": member, "on": format_date(member.left_on)}
        )
    refuse_before(member, on)
    stay = [one for one in living(household) if one.pk != member.pk]
    if member.is_head and stay:
        new_head = next((one for one in stay if new_head and one.pk == new_head.pk), None)
        if new_head is None:
            raise Refused(_("เลือกหัวหน้าครัวเรือนคนใหม่จากคนที่ยังอยู่ในบ้าน"), field="new_head")
    was_head = member.is_head
    change(member, left_on=on, left_how=how, is_head=False)
    tell(member, how, on, reason, by, was_head=was_head)
    if was_head and stay:
        follow(household, new_head, on, "", relations, by)
    record(by=by, verb="member.left", on=member, fields=["left_on", "left_how", "is_head", "reason"])
    return member


@transaction.atomic
def come_back(*, member, on, reason, version, by):
    """The earlier stay remains told; who returns to an empty house is its head."""
    household = held(member.household, version)
    member = household.members.get(pk=member.pk)
    if member.left_on is None:
        raise Refused(_("%(who)s อยู่ในบ้านนี้อยู่แล้ว") % {"who": member})
    if member.left_how == Went.DIED:
        raise Refused(_("บันทึกไว้ว่าเสียชีวิต ถ้าบันทึกผิด ให้ถอนเหตุการณ์นั้นในหน้าของคนนี้"))
    if not reason:
        raise Refused(_("เขียนว่ารู้จากใครหรือเพราะอะไร"), field="reason")
    refuse_before(member, on)
    settle_again(household, member)
    tell(member, RETURNED, on, reason, by)
    record(by=by, verb="member.came_back", on=member, fields=["left_on", "left_how", "is_head", "reason"])
    return member


@transaction.atomic
def name_head(*, household, member, on, reason, version, relations=None, by):
    """The head lives on and another takes over."""
    household = held(household, version)
    if not reason:
        raise Refused(_("เขียนเหตุผลที่เปลี่ยนหัวหน้าครัวเรือน"), field="reason")
    refuse_future(on)
    here = living(household)
    member = next((one for one in here if member and one.pk == member.pk), None)
    if member is None:
        raise Refused(_("เลือกหัวหน้าครัวเรือนคนใหม่จากคนที่อยู่ในบ้าน"), field="new_head")
    if member.is_head:
        raise Refused(_("%(who)s เป็นหัวหน้าครัวเรือนอยู่แล้ว") % {"who": member}, field="new_head")
    for before in (one for one in here if one.is_head):
        change(before, is_head=False)
    follow(household, member, on, reason, relations, by)
    record(by=by, verb="member.named_head", on=member, fields=["is_head", "reason"])
    return member


@transaction.atomic
def withdraw(*, event, reason, by):
    """A leaving that was told by mistake: the person lives there as if it had not been told. The last one only."""
    household = Household.objects.select_for_update().get(pk=event.household_id)
    event = MemberEvent.objects.select_related("member").get(pk=event.pk)
    if not reason:
        raise Refused(_("เขียนว่าบันทึกผิดอย่างไร"), field="reason")
    if event.withdrawn_at:
        raise Refused(_("ถอนไปแล้ว ไม่ต้องทำอีก"))
    last = event.member.events.standing().exclude(kind=HEAD).first()
    if event.kind not in Went.values or last != event or event.member.left_on is None:
        raise Refused(_("ถอนได้เฉพาะการออกจากบ้านครั้งล่าสุดของคนนี้"))
    event.withdrawn_by, event.withdrawn_at, event.withdrawn_reason = by, now(), reason
    event.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    settle_again(household, event.member)
    Household.objects.filter(pk=household.pk).update(version=F("version") + 1, edited_at=now())
    record(by=by, verb="member.withdrawn", on=event.member, fields=["left_on", "left_how", "is_head"])
    return event.member
