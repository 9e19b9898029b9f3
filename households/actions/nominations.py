"""คนตกหล่น: put forward by who knows the family, decided by another person; a second file of one family is not made."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.actions.enrolments import enrol
from households.models import Basis, Household, Member, Nomination, NominationAnswer, Village
from households.models.household import kept_key
from households.nominating import same_id_anywhere, suspects
from kusiao.audit import record
from kusiao.fields import blind_index
from kusiao.refusal import Refused
from kusiao.thai import now, today

FIELDS = ("title", "first_name", "last_name", "national_id", "subdistrict", "moo", "house_number", "phone")


@transaction.atomic
def nominate(*, why, by, **told):
    """A family that may have no file yet. `told`: FIELDS."""
    if not by.nominating_districts.filter(pk=told["subdistrict"].district_id).exists():
        raise Refused(_("เสนอชื่อได้เฉพาะครัวเรือนในอำเภอที่คุณปฏิบัติงาน"), field="subdistrict")
    return _put_forward(
        Nomination(**told, national_id_index=blind_index(told.get("national_id", ""))), why, by
    )


@transaction.atomic
def nominate_household(*, household, why, by):
    """A family that has a file and is not in the register."""
    household = Household.objects.select_for_update(of=("self",)).with_place().get(pk=household.pk)
    if household.enrolments.open().exists():
        raise Refused(_("ครัวเรือนนี้อยู่ในทะเบียนแล้ว ไม่ต้องเสนอชื่อ"))
    head = household.members.filter(is_head=True, left_on__isnull=True).first()
    named = {name: getattr(head, name) for name in ("title", "first_name", "last_name")} if head else {}
    named = named or {"first_name": household.head_name[:100]}
    place = {"subdistrict": household.village.subdistrict, "moo": household.village.moo}
    home = {"house_number": household.house_number, "phone": household.phone}
    return _put_forward(Nomination(household=household, **named, **place, **home), why, by)


def _put_forward(made, why, by):
    if not why:
        raise Refused(_("เขียนว่าทำไมครัวเรือนนี้ควรอยู่ในทะเบียน"), field="why")
    made.why, made.nominated_by, made.nominated_at = why, by, now()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Refused(_("มีผู้เสนอชื่อครัวเรือนนี้และรอตัดสินอยู่แล้ว")) from None
    record(by=by, verb="nomination.sent", on=made, fields=["why"])
    return made


def _waiting(nomination, by):
    held = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("subdistrict__district")
        .get(pk=nomination.pk)
    )
    if not held.waits:
        raise Refused(
            _("เรื่องนี้ตัดสินแล้ว: %(answer)s เปิดรายการใหม่เพื่อดูล่าสุด") % {"answer": held.get_answer_display()}
        )
    if held.nominated_by_id == by.pk:
        raise Refused(_("คุณเป็นผู้เสนอชื่อ ตัดสินเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดตัดสิน"))
    if not by.districts.filter(pk=held.subdistrict.district_id).exists():
        raise Refused(_("ผู้ตัดสินต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    return held


@transaction.atomic
def accept(*, nomination, household=None, words="", by):
    """Into the register: with the file `household` that was found to be theirs, or with a new one."""
    held = _waiting(nomination, by)
    if held.household_id:
        household = Household.objects.get(pk=kept_key(held.household_id) or held.household_id)
    if household is None:
        _refuse_second_file(held, words, by)
        household = _new_file(held, by)
    elif not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("แฟ้มนี้อยู่นอกอำเภอที่คุณประสานงาน ขอให้สำนักงานจังหวัดตัดสิน"))
    made = enrol(
        household=household,
        basis=Basis.NOMINATED,
        entered_on=today(),
        survey=household.surveys.order_by("-round_id").first(),
        by=by,
    )
    made.note = held.why[:300]
    made.save(update_fields=["note"])
    held.household, held.enrolment = household, made
    return _answer(held, NominationAnswer.ACCEPTED, words, by)


def _refuse_second_file(held, words, by):
    found = suspects(held, by.coordinated)
    if any(one.is_certain for one in found):
        raise Refused(_("คนนี้มีแฟ้มอยู่แล้ว (เลขประจำตัวตรงกัน) เลือกแฟ้มเดิม ไม่ต้องเปิดแฟ้มใหม่"), field="file")
    if same_id_anywhere(held).exists():
        raise Refused(_("เลขประจำตัวนี้มีแฟ้มอยู่ในอำเภออื่น ขอให้สำนักงานจังหวัดตัดสิน"), field="file")
    if found and not words:
        raise Refused(_("มีแฟ้มที่คล้ายกัน เขียนเหตุผลว่ารู้ได้อย่างไรว่าเป็นคนละครัวเรือน"), field="words")


def _new_file(held, by):
    village, _made = Village.objects.get_or_create(subdistrict=held.subdistrict, moo=held.moo)
    household = Household.objects.create(
        village=village, house_number=held.house_number, phone=held.phone, head_name=held.head_name
    )
    Member.objects.create(
        household=household, title=held.title, first_name=held.first_name, last_name=held.last_name, is_head=True,
        national_id=held.national_id, national_id_index=held.national_id_index,
        no_id_reason="" if held.national_id else _("ยังไม่ได้ดูบัตรเมื่อเสนอชื่อ"),
    )  # fmt: skip
    record(by=by, verb="household.opened", on=household, fields=["head_name", "village"])
    return household


@transaction.atomic
def decline(*, nomination, words, by):
    held = _waiting(nomination, by)
    if not words:
        raise Refused(_("เขียนเหตุผลที่ไม่รับ ผู้เสนอจะเห็น"), field="words")
    return _answer(held, NominationAnswer.DECLINED, words, by)


def _answer(held, answer, words, by):
    held.answer, held.words, held.answered_by, held.answered_at = answer, words, by, now()
    held.save()
    verb = "nomination.accepted" if answer == NominationAnswer.ACCEPTED else "nomination.declined"
    record(by=by, verb=verb, on=held, fields=["answer", "words"])
    return held
