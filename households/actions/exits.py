"""The checklist of leaving: filled in with the household, signed by both, confirmed by another person. For a welfare
household it is the checklist of assured care, which leads to no exit."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.confirming import held_enrolment, is_friend, refuse_unseen
from households.exits import INCOME
from households.incomes import income_now_of
from households.models import ExitAnswer, ExitItem, ExitReview
from households.models.exit import Answer, ExitGoal
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


class SavedMeanwhile(Refused):
    """Somebody else saved since the page was opened. `differences`: (item, what stands, what was to be saved)."""

    def __init__(self, review, answers):
        super().__init__(_("มีผู้บันทึกรายการนี้ไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละข้อด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ"))
        self.version = review.version
        self.differences = [
            (row.item, (row.answer, row.evidence), answers[row.item.code])
            for row in review.answers.select_related("item")
            if row.item.code in answers and (row.answer, row.evidence) != answers[row.item.code]
        ]


@transaction.atomic
def fill_in(*, enrolment, goal, answers, version=0, signer="", signed_on=None, on_paper=False, by):
    """`answers`: {code: (answer, evidence)}; `version`: that of the page. With a `signer` of the household it is signed by
    both and waits for another person to confirm it."""
    enrolment = held_enrolment(enrolment)
    _refuse_stranger(enrolment.household, by)
    items = {item.code: item for item in ExitItem.objects.in_force(goal)}
    _refuse_untrue(enrolment, goal, items, answers)
    review = enrolment.exit_reviews.open().filter(goal=goal).first()
    if review and review.version != version:
        raise SavedMeanwhile(review, answers)
    if signer:
        _refuse_unsigned(enrolment, items, answers, signed_on)
    review = review or ExitReview(enrolment=enrolment, goal=goal, version=0, created_by=by)
    _keep_income(review)
    review.version += 1
    review.household_signer, review.signed_on, review.on_paper = (
        signer,
        signed_on if signer else None,
        on_paper,
    )
    review.signed_by = by if signer else None
    review.save()
    _answer(review, items, answers)
    verb = "exit_review.signed" if signer else "exit_review.saved"
    record(
        by=by,
        verb=verb,
        on=review,
        fields=["answers", *(["household_signer", "signed_on"] if signer else [])],
    )
    return review


def _refuse_stranger(household, by):
    if not is_friend(by, household) and not by.coordinated.filter(pk=household.pk).exists():
        raise Refused(_("ผู้กรอกต้องเป็นคู่เสี่ยวของครัวเรือนนี้ หรือผู้ประสานงานอำเภอ"))


def _refuse_untrue(enrolment, goal, items, answers):
    for code, (answer, evidence) in answers.items():
        if answer and not evidence:
            raise Refused(
                _("ข้อ “%(item)s” เขียนว่าเห็นอะไร") % {"item": items[code].words}, field=f"{code}-evidence"
            )
        if answer == Answer.NOT_APPLICABLE and not items[code].may_not_apply:
            raise Refused(
                _("ข้อ “%(item)s” ตอบว่าไม่เกี่ยวข้องไม่ได้") % {"item": items[code].words}, field=f"{code}-answer"
            )
    said = answers.get(INCOME, ("", ""))[0] if goal == ExitGoal.EXIT else ""
    now = income_now_of(enrolment.household)
    if said == Answer.YES and (now is None or now.below_line is not False):
        raise Refused(_("รายได้ล่าสุดยังไม่ถึงเส้นหรือยังไม่วัด ตอบว่าใช่ไม่ได้ วัดรายได้ใหม่ก่อน"), field=f"{INCOME}-answer")


def _refuse_unsigned(enrolment, items, answers, signed_on):
    missing = [item.words for code, item in items.items() if not answers.get(code, ("", ""))[0]]
    if missing:
        raise Refused(_("ลงนามได้เมื่อตอบครบทุกข้อ ยังขาด: %(items)s") % {"items": " · ".join(missing)})
    if not signed_on or signed_on > today():
        raise Refused(_("ใส่วันที่ลงนาม ไม่เกินวันนี้"), field="signed_on")
    if signed_on < enrolment.entered_on:
        raise Refused(
            _("ครัวเรือนเข้าทะเบียนเมื่อ %(date)s วันที่ลงนามต้องไม่ก่อนวันนั้น")
            % {"date": format_date(enrolment.entered_on)},
            field="signed_on",
        )


def _keep_income(review):
    """The income it rests on, as it stood at the saving."""
    now = income_now_of(review.enrolment.household)
    is_survey = hasattr(now, "round_id")
    review.survey = now if is_survey else None
    review.remeasurement = None if is_survey else now
    review.income_per_person_year = now.income_per_person_year if now else None
    review.line_baht = now.line_baht if now else None


def _answer(review, items, answers):
    ExitAnswer.objects.bulk_create(
        (
            ExitAnswer(
                review=review,
                item=item,
                answer=answers.get(code, ("", ""))[0],
                evidence=answers.get(code, ("", ""))[1],
            )
            for code, item in items.items()
        ),
        update_conflicts=True,
        unique_fields=["review", "item"],
        update_fields=["answer", "evidence"],
    )


# --- another person --------------------------------------------------------------------------------------------------


@transaction.atomic
def send_back(*, review, words, version=None, by):
    """What is not shown yet, in a sentence; the signatures are taken off. `version`: of the checklist looked at."""
    held_enrolment(review.enrolment)
    held = ExitReview.objects.get(pk=review.pk)
    if held.state != "waiting":
        raise Refused(_("รายการนี้ไม่ได้รอยืนยันแล้ว เปิดแฟ้มใหม่เพื่อดูล่าสุด"))
    refuse_unseen(held, version)
    if is_friend(by, review.enrolment.household) or held.signed_by_id == by.pk:
        raise Refused(_("คุณเป็นผู้ลงนามหรือเป็นคู่เสี่ยว แก้รายการได้เองโดยไม่ต้องส่งกลับ"))
    if not words:
        raise Refused(_("เขียนว่าต้องแก้หรือหาหลักฐานอะไรเพิ่ม"), field="words")
    held.signed_on, held.returned_words, held.returned_by = None, words, by
    held.version += 1
    held.save(update_fields=["signed_on", "returned_words", "returned_by", "version"])
    record(by=by, verb="exit_review.returned", on=held, fields=["returned_words"])
    return held


@transaction.atomic
def end_assured(*, review, reason, by):
    """The care that was assured is so no more: a carer died, a right was lost."""
    held_enrolment(review.enrolment)
    held = ExitReview.objects.get(pk=review.pk)
    if held.state != "confirmed" or held.goal != ExitGoal.ASSURED:
        raise Refused(_("รายการนี้ไม่มีผลอยู่แล้ว เปิดแฟ้มใหม่เพื่อดูล่าสุด"))
    _refuse_stranger(held.enrolment.household, by)
    if not reason:
        raise Refused(_("เขียนว่าอะไรเปลี่ยนไป"), field="reason")
    held.ended_on, held.end_reason = today(), reason
    held.version += 1
    held.save(update_fields=["ended_on", "end_reason", "version"])
    record(by=by, verb="exit_review.ended", on=held, fields=["ended_on", "end_reason"])
    return held


def said_words(said):
    """A cell of the two versions side by side."""
    answer, evidence = said
    return " · ".join(str(one) for one in (Answer(answer).label if answer else "", evidence) if one)
