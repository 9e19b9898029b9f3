"""What the acts upon the people of a family share: who lives there, who leads, what is told of them. Called inside the
transaction of the act, which writes the event."""

from django.utils.translation import gettext as _

from households.models import Household, MemberEvent
from households.models.household import head_name_key
from households.models.member import HEAD
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today


class Moved(Refused):
    """Somebody else changed the family since the page was opened; `version` is what stands now."""

    def __init__(self, version):
        super().__init__(_("มีผู้แก้ไขคนในบ้านนี้หลังจากคุณเปิดหน้า ยังไม่ได้บันทึก ตรวจรายชื่อล่าสุดแล้วกดบันทึกอีกครั้ง"))
        self.version = version


def held(household, version):
    """Nobody else changes the family until our transaction is over; refused where somebody did since `version`."""
    held = Household.objects.select_for_update().get(pk=household.pk)
    if held.merged_into_id:
        raise Refused(_("แฟ้มนี้เพิ่งรวมเข้ากับแฟ้มอื่น ยังไม่ได้บันทึก เปิดแฟ้มที่รวมแล้วทำอีกครั้ง"))
    if held.version != version:
        raise Moved(held.version)
    held.version, held.edited_at = held.version + 1, now()
    held.save(update_fields=["version", "edited_at"])
    return held


def living(household):
    return list(household.members.filter(left_on__isnull=True))


def change(member, **values):
    for name, value in values.items():
        setattr(member, name, value)
    member.version += 1
    member.save(update_fields=[*values, "version"])


def call_after(household, head):
    household.head_name = str(head)
    household.head_name_key = head_name_key(household.head_name)
    household.save(update_fields=["head_name", "head_name_key"])


def settle_again(household, member):
    first = not living(household)
    change(member, left_on=None, left_how="", is_head=first)
    if first:
        call_after(household, member)


def follow(household, member, on, reason, relations, by):
    """`relations`: {member's key: what he is to the new head}."""
    change(member, is_head=True)
    call_after(household, member)
    for one in living(household):
        said = (relations or {}).get(one.pk)
        if said is not None and said != one.relation and one.pk != member.pk:
            change(one, relation=said)
    tell(member, HEAD, on, reason, by)


def tell(member, kind, on, reason, by, **more):
    return MemberEvent.objects.create(
        household=member.household, member=member, kind=kind, who=str(member), happened_on=on, reason=reason,
        recorded_by=by, **more,
    )  # fmt: skip


def refuse_future(on):
    if on > today():
        raise Refused(_("วันที่ต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="on")


def refuse_before(member, on):
    refuse_future(on)
    last = member.events.standing().first()
    if last and on < last.happened_on:
        raise Refused(
            _("วันที่ต้องไม่ก่อน %(on)s ซึ่งเป็นเหตุการณ์ก่อนหน้าของคนนี้ (%(what)s)")
            % {"on": format_date(last.happened_on), "what": last.get_kind_display()},
            field="on",
        )
    if member.birth_date and member.birth_precision == "day" and on < member.birth_date:
        raise Refused(_("วันที่ต้องไม่ก่อนวันเกิด (%(on)s)") % {"on": format_date(member.birth_date)}, field="on")
