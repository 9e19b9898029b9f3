"""A person's edits of a case file, and the one way to see a whole national id."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from households.actions.conflicts import EditConflict
from households.models import Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_national_id, now

EDITABLE = ("house_number", "house_code", "phone")
HEAD = ("title", "first_name", "last_name")


def editable(household):
    """What `edit` may change, as it stands now."""
    head = household.members.filter(is_head=True, left_on__isnull=True).first()
    values = {name: getattr(household, name) for name in EDITABLE}
    return values | ({name: getattr(head, name) for name in HEAD} if head else {})


@transaction.atomic
def edit(*, household, changes, version, by):
    """Saves `changes` only where nobody saved since `version`: the loser gets EditConflict and nothing is written."""
    moved = Household.objects.filter(pk=household.pk, version=version).update(
        version=F("version") + 1, edited_at=now()
    )
    household.refresh_from_db()
    stands = editable(household)
    if not moved:
        raise _conflict(household, stands, changes)
    changed = [name for name, value in changes.items() if name in stands and stands[name] != value]
    _save_head(household, {name: changes[name] for name in changed if name in HEAD})
    for name in set(changed) & set(EDITABLE):
        setattr(household, name, changes[name])
    household.save(update_fields=[*EDITABLE, "head_name", "head_name_key"])
    record(by=by, verb="household.edited", on=household, fields=sorted(changed))
    return household


def _save_head(household, changes):
    if not changes:
        return
    head = household.members.get(is_head=True, left_on__isnull=True)
    for name, value in changes.items():
        setattr(head, name, value)
    head.version += 1
    head.save(update_fields=[*changes, "version"])
    household.head_name = str(head)


def _conflict(household, stands, changes):
    differences = [
        (name, stands[name], changes[name]) for name in changes if stands.get(name) != changes[name]
    ]
    sentence = _("มีผู้แก้ไขครัวเรือนนี้ไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ")
    return EditConflict(sentence, differences, household.version)


@transaction.atomic
def reveal_national_id(*, member, purpose, by):
    """All thirteen digits, for the answer to this one request; who looked and what for is written down first."""
    if not purpose:
        raise Refused(_("เขียนว่าต้องใช้เลขเต็มไปทำอะไร"), field="purpose")
    if not member.national_id:
        raise Refused(_("สมาชิกคนนี้ไม่มีเลขประจำตัวประชาชนในระบบ"))
    record(by=by, verb="national_id.seen", on=member, fields=["national_id"], purpose=purpose)
    return format_national_id(member.national_id)
