"""The friend says whether a change card is true; a dispute is settled by another person, with a sentence.

No survey is ever changed here: what was said stands beside it."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.confirming import is_friend
from households.models import ChangeAnswer, Household, Says, Settlement
from households.models.change import last_day
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today


def latest_two(household):
    """(before, after): its two latest surveys, or None where there are not two."""
    rows = household.surveys.select_related("round__indicator_set", "file").order_by("-round_id")[:2]
    return (rows[1], rows[0]) if len(rows) == 2 else None


@transaction.atomic
def answer(*, household, before, after, says, about="", words="", evidence="", seen_on=None, by):
    """`before` and `after` are years: of the card that the person read."""
    Household.objects.select_for_update().get(pk=household.pk)
    office = by.coordinated.filter(pk=household.pk).exists()
    _refuse_stranger(household, office, by)
    _refuse_old_card(household, before, after, office)
    if says == Says.DISPUTED:
        _refuse_empty_dispute(household, about, words, evidence, seen_on)
    else:
        about = ""
    standing = household.change_answers.standing().filter(before=before, after=after).first()
    if standing:
        _replace(standing, office, by)
    made = ChangeAnswer.objects.create(
        household=household, before_id=before, after_id=after, says=says, about=about, words=words,
        evidence=evidence, seen_on=seen_on, answered_by=by, answered_at=now(),
    )  # fmt: skip
    verb = "change.disputed" if says == Says.DISPUTED else "change.confirmed"
    record(by=by, verb=verb, on=made, fields=["says", "about", "words", "evidence", "seen_on"])
    return made


def _refuse_stranger(household, office, by):
    if not office and not is_friend(by, household):
        raise Refused(_("ผู้ตอบต้องเป็นคู่เสี่ยวของครัวเรือนนี้ หรือผู้ประสานงานอำเภอ"))
    if not household.enrolments.open().exists():
        raise Refused(_("ครัวเรือนนี้ไม่อยู่ในทะเบียนแล้ว ไม่ต้องตอบ"))


def _refuse_old_card(household, before, after, office):
    card = latest_two(household)
    if card is None or (card[0].round_id, card[1].round_id) != (before, after):
        raise Refused(_("มีผลสำรวจเปลี่ยนไปจากที่เปิดดู ยังไม่ได้บันทึก เปิดบัตรใหม่แล้วตอบอีกครั้ง"))
    until = last_day(card[1].written_at)
    if not office and until < today():
        raise Refused(
            _("พ้นกำหนดตอบแล้วเมื่อ %(date)s แจ้งผู้ประสานงานอำเภอให้ตอบแทน") % {"date": format_date(until)}
        )


def _refuse_empty_dispute(household, about, words, evidence, seen_on):
    if not about:
        raise Refused(_("เลือกว่าโต้แย้งเรื่องใด"), field="about")
    if not words:
        raise Refused(_("เขียนว่าเห็นอะไรที่บ้านซึ่งต่างจากผลสำรวจ"), field="words")
    if not evidence:
        raise Refused(_("เขียนว่ามีหลักฐานอะไร เก็บไว้ที่ใด"), field="evidence")
    if not household.visits.filter(counted=True, visited_on=seen_on).exists():
        raise Refused(_("เลือกวันที่ไปเยี่ยมและพบคนในบ้าน ถ้ายังไม่ได้บันทึกการเยี่ยม บันทึกก่อนแล้วจึงโต้แย้ง"), field="seen_on")


def _replace(standing, office, by):
    if standing.settled_at:
        raise Refused(
            _("ข้อโต้แย้งของบัตรนี้ชี้ขาดแล้วเมื่อ %(date)s ตอบใหม่ไม่ได้ รอผลสำรวจรอบถัดไป")
            % {"date": format_date(standing.settled_at)}
        )
    if standing.answered_by_id != by.pk and not office:
        raise Refused(_("%(who)s ตอบบัตรนี้แล้ว ถ้าเห็นต่าง แจ้งผู้ประสานงานอำเภอ") % {"who": standing.answered_by})
    if standing.says == Says.DISPUTED and standing.answered_by_id != by.pk:
        raise Refused(_("มีข้อโต้แย้งของบัตรนี้รอชี้ขาด ชี้ขาดในหน้าข้อโต้แย้งก่อน"))
    standing.replaced_at = now()
    standing.save(update_fields=["replaced_at"])


@transaction.atomic
def settle(*, answer, settlement, words, by):
    """By the office, never by the one who disputed nor by the friend: his own cases go to the province."""
    Household.objects.select_for_update().get(pk=answer.household_id)
    held = ChangeAnswer.objects.select_related("household").get(pk=answer.pk)
    if not held.waits or held.replaced_at:
        raise Refused(_("ข้อโต้แย้งนี้ไม่ได้รอชี้ขาดแล้ว เปิดรายการใหม่เพื่อดูล่าสุด"))
    if not by.coordinated.filter(pk=held.household_id).exists():
        raise Refused(_("ผู้ชี้ขาดต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    if held.answered_by_id == by.pk or is_friend(by, held.household):
        raise Refused(_("คุณเป็นผู้โต้แย้งหรือเป็นคู่เสี่ยวของครัวเรือนนี้ ขอให้สำนักงานจังหวัดชี้ขาด"))
    if settlement not in Settlement.values:
        raise Refused(_("เลือกว่ารับฟังหรือไม่รับฟัง"), field="settlement")
    if not words:
        raise Refused(_("เขียนเหตุผลที่ชี้ขาดหนึ่งประโยค"), field="words")
    held.settlement, held.settled_words, held.settled_by, held.settled_at = settlement, words, by, now()
    held.save(update_fields=["settlement", "settled_words", "settled_by", "settled_at"])
    record(by=by, verb="change.settled", on=held, fields=["settlement", "settled_words"])
    return held
