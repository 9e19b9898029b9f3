"""A family divides: those who go have a file of their own, with a head; the surveys, visits and help stay with the family
they were of. Whether the new one is in the programme, and its class, a person decides; its friend comes by the pairing board."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.classes import classify
from households.actions.enrolments import enrol as enter
from households.actions.enrolments import is_friend
from households.actions.merging import merge
from households.comparing import facts_of, homes_of
from households.family import call_after, change, follow, held, living, refuse_future, tell
from households.likeness import signs_of
from households.models import Basis, Household, NotSame, Split
from households.models.member import SPLIT_IN, SPLIT_OFF
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


@transaction.atomic
def split(
    *, source, members, head, new_head=None, village, house_number, house_code="", phone="", on, reason, enrol,
    track="", decision, version, by,
):  # fmt: skip
    """`head` of the new household; `new_head` of the old one, where its head is among those who go."""
    _refuse_who_may_not(source, village, by)
    refuse_future(on)
    for given, field in ((reason, "reason"), (decision, "decision")):
        if not given:
            raise Refused(_("เขียนเหตุผล"), field=field)
    source = held(source, version)
    going, staying = _parted(source, members)
    head = _one_of(going, head, _("หัวหน้าของครัวเรือนใหม่ต้องเป็นคนที่แยกไป"), "head")
    old_head = next((one for one in going if one.is_head), None)
    if old_head:
        new_head = _one_of(staying, new_head, _("หัวหน้าคนเดิมแยกไปด้วย เลือกหัวหน้าคนใหม่จากคนที่ยังอยู่"), "new_head")
    made = Household.objects.create(
        village=village, house_number=house_number, house_code=house_code, phone=phone, head_name=str(head)
    )
    for one in going:
        tell(one, SPLIT_OFF, on, reason, by, was_head=one.is_head)
        change(one, household=made, is_head=False)
        tell(one, SPLIT_IN, on, "", by)
    change(head, is_head=True, relation="")
    call_after(made, head)
    if old_head:
        follow(source, new_head, on, "", None, by)
    told = Split.objects.create(
        source=source, made=made, split_on=on, people=len(going), reason=reason, decision=decision, made_by=by
    )
    _say_they_are_two(source, made, reason, by)
    if enrol:
        enter(household=made, basis=Basis.NOMINATED, entered_on=today(), by=by)
    if track:
        classify(household=made, track=track, started_on=today(), reason=decision, by=by)
    record(by=by, verb="household.split", on=[told, source, made], fields=["members", "reason", "decision"])
    return told


def _refuse_who_may_not(source, village, by):
    if not by.coordinated.filter(pk=source.pk).exists():
        raise Refused(_("ผู้แยกครัวเรือนต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    if is_friend(by, source):
        raise Refused(_("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ ตัดสินเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดทำ"))
    if not by.staffed_districts.filter(pk=village.subdistrict.district_id).exists():
        raise Refused(_("หมู่บ้านนี้อยู่นอกอำเภอของคุณ ขอให้สำนักงานจังหวัดแยกครัวเรือนข้ามอำเภอ"), field="village")


def _parted(source, members):
    wanted, here = {one.pk for one in members}, living(source)
    going = [one for one in here if one.pk in wanted]
    staying = [one for one in here if one.pk not in wanted]
    if not going or len(going) != len(wanted):
        raise Refused(_("เลือกคนที่แยกไปจากคนที่อยู่ในบ้าน"), field="members")
    if not staying:
        raise Refused(_("ต้องมีคนอยู่ในบ้านเดิมอย่างน้อยหนึ่งคน ถ้าย้ายทั้งบ้าน ให้แก้ที่อยู่แทน"), field="members")
    return going, staying


def _one_of(people, wanted, sentence, field):
    found = next((one for one in people if wanted and one.pk == wanted.pk), None)
    if found is None:
        raise Refused(sentence, field=field)
    return found


def _say_they_are_two(source, made, reason, by):
    """The search for likenesses need not ask about what a person has just said."""
    homes = homes_of(Household.objects.filter(pk__in=[source.pk, made.pk]))
    first, second = sorted(homes, key=lambda home: str(home.pk))
    NotSame.objects.create(
        first_id=first.pk, second_id=second.pk, facts=facts_of(signs_of(first, second)), reason=reason, decided_by=by
    )  # fmt: skip


@transaction.atomic
def rejoin(*, split, reason, by):
    """They are one family again: the new file is merged into the old one, with all that was recorded since."""
    split = Split.objects.select_for_update(of=("self",)).get(pk=split.pk)
    if split.is_over:
        raise Refused(_("รวมกลับไปแล้ว ไม่ต้องทำอีก"))
    split.ended_by = merge(kept=split.source, gone=split.made, reason=reason, by=by)
    split.save(update_fields=["ended_by"])
    record(by=by, verb="split.undone", on=split, fields=["reason"])
    return split
