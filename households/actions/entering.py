"""Enrolment after an import. An import itself enrols nobody: a person says who of those below the line enters."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from households.actions.enrolments import Entry, enrol_many
from households.models import Basis, Enrolment, Stage
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


def below_and_not_enrolled(file):
    """The surveys this file wrote that fall below the line, of households that are in no open enrolment."""
    enrolments = Enrolment.objects.filter(household=OuterRef("household"))
    surveys = file.surveys.filter(below_line=True).filter(~Exists(enrolments.open()))
    return surveys.annotate(was_enrolled=Exists(enrolments)).order_by("household_id")


@transaction.atomic
def enrol_below_line(*, file, expected=None, by):
    """`expected`: how many the person saw when saying yes; other than that, nobody is enrolled."""
    if file.stage != Stage.WRITTEN:
        raise Refused(_("เพิ่มเข้าทะเบียนได้หลังบันทึกไฟล์แล้วเท่านั้น ยืนยันไฟล์ก่อน"))
    found = list(below_and_not_enrolled(file))
    if expected is not None and len(found) != expected:
        raise Refused(
            _("จำนวนครัวเรือนเปลี่ยนจาก %(before)s เป็น %(now)s ยังไม่ได้เพิ่มใคร ตรวจรายการอีกครั้งแล้วยืนยันใหม่")
            % {"before": f"{expected:,}", "now": f"{len(found):,}"}
        )
    entries = [
        Entry(
            household_id=survey.household_id, entered_on=today(), survey_id=survey.pk,
            basis=Basis.REENTRY if survey.was_enrolled else Basis.SURVEY,
        )
        for survey in found
    ]  # fmt: skip
    made = enrol_many(rows=entries, by=by)
    record(by=by, verb="survey_file.enrolled", on=file)
    return made
