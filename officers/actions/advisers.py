"""Who advises which subdistrict, what is asked of him and what he answers."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Subdistrict
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now, today
from officers.models import Adviser, Question, Role

# The same for who has no account and for whom a coordinator may not name: the page tells nobody who has one.
UNKNOWN = gettext_lazy("ไม่พบบัญชีที่แต่งตั้งได้ ตรวจชื่อผู้ใช้ หรือให้สำนักงานจังหวัดแต่งตั้ง")


@transaction.atomic
def appoint(*, officer, subdistrict, by):
    """From today; who advised the subdistrict until now advises it no more."""
    _refuse_another_district(subdistrict, by)
    _refuse_who_holds_an_office(officer, by)
    Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    if not officer.is_active:
        raise Refused(_("บัญชีนี้ปิดใช้งานแล้ว เลือกคนอื่น"), field="officer")
    for earlier in subdistrict.advisers.filter(ended_on__isnull=True):
        if earlier.officer_id == officer.pk:
            raise Refused(_("%(officer)s เป็นที่ปรึกษาของตำบลนี้อยู่แล้ว") % {"officer": officer}, field="officer")
        _end(earlier, by)
    try:
        with transaction.atomic():
            made = Adviser.objects.create(officer=officer, subdistrict=subdistrict, started_on=today())
    except IntegrityError:
        raise Refused(_("มีคนแต่งตั้งที่ปรึกษาของตำบลนี้พร้อมกัน เปิดหน้าใหม่เพื่อดูล่าสุด")) from None
    record(by=by, verb="adviser.named", on=made, fields=["officer", "subdistrict", "started_on"])
    return made


def _refuse_who_holds_an_office(officer, by):
    """A lecturer holds none here; whoever does is named by the province, so that nobody advises himself."""
    if by is None or Role.PROVINCE in by.roles:
        return
    if officer.pk == by.pk or officer.postings.active().exists():
        raise Refused(UNKNOWN, field="username")


@transaction.atomic
def end(*, adviser, by):
    _refuse_another_district(adviser.subdistrict, by)
    held = Adviser.objects.select_for_update().get(pk=adviser.pk)
    if held.ended_on:
        raise Refused(_("สิ้นสุดไปแล้ว ไม่มีอะไรต้องทำอีก"))
    return _end(held, by)


def _end(adviser, by):
    adviser.ended_on = max(today(), adviser.started_on)
    adviser.save(update_fields=["ended_on"])
    record(by=by, verb="adviser.ended", on=adviser, fields=["ended_on"])
    return adviser


def _refuse_another_district(subdistrict, by):
    if by is not None and not by.staffed_districts.filter(pk=subdistrict.district_id).exists():
        raise Refused(_("ตำบลนี้ไม่อยู่ในอำเภอที่คุณดูแล ขอให้สำนักงานจังหวัดทำรายการนี้"))


@transaction.atomic
def ask(*, subdistrict, text, by):
    if not subdistrict.advisers.active().exists():
        raise Refused(_("ตำบลนี้ยังไม่มีอาจารย์ที่ปรึกษา แจ้งผู้ประสานงานอำเภอ"), field="subdistrict")
    made = Question.objects.create(subdistrict=subdistrict, asked_by=by, text=text)
    record(by=by, verb="question.asked", on=made, fields=["subdistrict", "text"])
    return made


@transaction.atomic
def answer(*, question, text, by):
    """Once: what stands was read by others already."""
    held = Question.objects.select_for_update().get(pk=question.pk)
    if held.answered_at:
        raise Refused(_("คำถามนี้ตอบแล้ว เปิดหน้าใหม่เพื่อดูคำตอบ"))
    if not by.advising.active().filter(subdistrict=held.subdistrict_id).exists():
        raise Refused(_("คุณไม่ได้เป็นที่ปรึกษาของตำบลนี้แล้ว"))
    held.answer, held.answered_by, held.answered_at = text, by, now()
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, verb="question.answered", on=held, fields=["answer"])
    return held
