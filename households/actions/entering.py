"""After a round: who of those below the line enters, who of the enrolled has risen out. Nothing happens by itself:
a person says it of each, with a reason where somebody is left out or kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from households import entering
from households.actions.confirming import SignedAnew
from households.actions.enrolments import Entry, confirm_exit, enrol_many
from households.models import Basis, DecisionKind, Enrolment, Household, RoundDecision, Stage
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now, today


@transaction.atomic
def enrol_below_line(*, file, expected=None, by):
    """`expected`: how many the person saw when saying yes; other than that, nobody is enrolled."""
    if file.stage != Stage.WRITTEN:
        raise Refused(_("เพิ่มเข้าทะเบียนได้หลังบันทึกไฟล์แล้วเท่านั้น ยืนยันไฟล์ก่อน"))
    found = list(entering.not_enrolled_of(file))
    if expected is not None and len(found) != expected:
        raise Refused(
            _("จำนวนครัวเรือนเปลี่ยนจาก %(before)s เป็น %(now)s ยังไม่ได้เพิ่มใคร ตรวจรายการอีกครั้งแล้วยืนยันใหม่")
            % {"before": f"{expected:,}", "now": f"{len(found):,}"}
        )
    made = _enrol(found, by)
    record(by=by, verb="survey_file.enrolled", on=file)
    return made


def _enrol(surveys, by):
    entries = [
        Entry(
            household_id=survey.household_id, entered_on=today(), survey_id=survey.pk,
            basis=Basis.REENTRY if survey.was_enrolled else Basis.SURVEY,
        )
        for survey in surveys
    ]  # fmt: skip
    return enrol_many(rows=entries, by=by)


# --- after a round, on the screen -----------------------------------------------------------------------------------


class ListMoved(Refused):
    def __init__(self):
        super().__init__(_("รายการเปลี่ยนไปจากที่เปิดดู ยังไม่ได้บันทึกอะไร ตรวจรายการล่าสุดแล้วยืนยันอีกครั้ง"))


class ReasonWanted(Refused):
    """`households`: those that need one."""

    def __init__(self, households):
        super().__init__(_("เขียนเหตุผลของครัวเรือนที่ไม่เพิ่มหรือคงไว้ ทุกครัวเรือน ยังไม่ได้บันทึกอะไร"))
        self.households = set(households)


@transaction.atomic
def enter_districts(*, year, expected, by):
    """`expected`: {district: how many the person saw there who were never enrolled}; other than that, nobody is."""
    found = []
    for district, number in expected.items():
        rows = list(entering.fresh(year, by.enrolling.in_districts([district])))
        if len(rows) != number:
            raise ListMoved
        found += rows
    if not found:
        raise Refused(_("เลือกอำเภอที่จะเพิ่มเข้าทะเบียนอย่างน้อยหนึ่งอำเภอ"))
    made = _enrol(found, by)
    record(by=by, verb="survey_round.enrolled", on=found[0].round)
    return made


@transaction.atomic
def enter(*, year, chosen, left_out, by):
    """`chosen` households enter; `left_out` {household: reason} stay outside and it is written down why."""
    _refuse_missing_reasons(left_out)
    found = _held(entering.not_enrolled, year, [*chosen, *left_out], by.enrolling)
    made = _enrol([found[key] for key in chosen], by)
    _decide(DecisionKind.LEFT_OUT, year, left_out, by)
    return made


@transaction.atomic
def answer_risen(*, year, leaving, kept, by):
    """`leaving` {household: the version of its signed checklist} are confirmed as over the line, each by the same act as on
    its own page; `kept` {household: reason} stay in the register."""
    _refuse_missing_reasons(kept)
    _held(entering.over, year, [*leaving, *kept], by.coordinated)
    for enrolment in Enrolment.objects.open().filter(household__in=leaving).select_related("household"):
        try:
            confirm_exit(enrolment=enrolment, version=leaving[enrolment.household_id], by=by)
        except SignedAnew:
            raise Refused(
                _("%(who)s: รายการพ้นเกณฑ์แก้และลงนามใหม่หลังจากคุณเปิดหน้า เปิดแฟ้มดูรายการล่าสุด แล้วเปิดหน้านี้ใหม่")
                % {"who": enrolment.household.head_name}
            ) from None
        except Refused as refused:
            raise Refused(f"{enrolment.household.head_name}: {refused}") from None
    _decide(DecisionKind.KEPT, year, kept, by)


def _refuse_missing_reasons(reasons):
    if missing := [key for key, reason in reasons.items() if not reason]:
        raise ReasonWanted(missing)


def _held(rows, year, keys, his):
    """{household: its survey}, locked; all of them must still be on the list and be among `his` to decide."""
    list(Household.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    found = {row.household_id: row for row in rows(year, his.filter(pk__in=keys))}
    if set(found) != set(keys):
        raise ListMoved
    return found


def _decide(kind, year, reasons, by):
    made = [
        RoundDecision.objects.update_or_create(
            household_id=key, round_id=year, kind=kind,
            defaults={"reason": reason[:300], "decided_by": by, "decided_at": now()},
        )[0]
        for key, reason in reasons.items()
    ]  # fmt: skip
    record(by=by, verb="survey_round.decided", on=made, fields=["kind", "reason"])
