"""A survey file's way: received, checked, confirmed, written. It enrols nobody: that is actions/entering.py."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from households.models import CheckedRow, FilePlace, Finding, SheetHead, Stage, SurveyFile, Unplaced
from households.surveys.keeping import keep, path_of
from households.surveys.province import check_file, choices_of
from households.surveys.rehearsing import (
    BATCH,
    finding_rows,
    head_rows,
    layout_rows,
    outcome_rows,
    unplaced_rows,
)
from households.surveys.writing import Writer, wait_for_turn
from kusiao.audit import record
from kusiao.jobs import enqueue
from kusiao.refusal import Refused
from kusiao.thai import now


class Moved(Exception):
    """The register is no longer what it was at the rehearsal: nothing of the file may be kept."""


class NotNow(Refused):
    pass


def _stage(file, here, to, **values):
    """The one whose update touched the row goes on; everybody else is told how the file stands."""
    if not SurveyFile.objects.filter(pk=file.pk, stage=here).update(stage=to, **values):
        file.refresh_from_db()
        raise NotNow(
            _("ไฟล์นี้อยู่ในสถานะ “%(stage)s” จึงทำรายการนี้ไม่ได้ เปิดหน้าไฟล์ใหม่เพื่อดูล่าสุด")
            % {"stage": file.get_stage_display()}
        )
    file.refresh_from_db()


def _order_check(file, by):
    enqueue("survey.check", file.job_key, {"file": str(file.pk)}, by=by)


def receive(*, chunks, name, year, sheets=(), by):
    """The bytes first, whole and on the disk; then the row that speaks of them, and the job to check them."""
    digest, size = keep(chunks)
    with transaction.atomic():
        file = SurveyFile.objects.create(
            name=name[:200], digest=digest, size=size, year=year, sheets=list(sheets), uploaded_by=by
        )
        record(by=by, verb="survey_file.received", on=file, fields=["name", "digest", "year"])
        _order_check(file, by)
    return file


@transaction.atomic
def keep_check(*, file, rehearsal, by):
    """What the rehearsal found; the file now waits for a person."""
    checked = rehearsal.checked
    _stage(
        file, Stage.ARRIVED, Stage.CHECKED, counts=checked.summary(), layouts=layout_rows(checked),
        fingerprint=checked.fingerprint, refusal="", refusal_code="",
    )  # fmt: skip
    _keep_findings(file, rehearsal)
    record(by=by, verb="survey_file.checked", on=file)


def _keep_findings(file, rehearsal):
    file.findings.all().delete()
    file.rows.all().delete()
    _keep_heads(file, rehearsal.checked.heads, rehearsal.checked.unplaced)
    Finding.objects.bulk_create(finding_rows(file, rehearsal.findings), BATCH)
    CheckedRow.objects.bulk_create(outcome_rows(file, rehearsal), BATCH)


def _keep_heads(file, heads, unplaced=None):
    file.heads.all().delete()
    file.unplaced.all().delete()
    SheetHead.objects.bulk_create(head_rows(file, heads), BATCH)
    Unplaced.objects.bulk_create(unplaced_rows(file, unplaced or {}), BATCH)


@transaction.atomic
def refuse(*, file, refusal, by):
    """The whole file cannot be used."""
    _stage(file, Stage.ARRIVED, Stage.REFUSED, refusal=str(refusal)[:400], refusal_code=refusal.code)
    _keep_heads(file, refusal.heads)
    record(by=by, verb="survey_file.refused", on=file)


@transaction.atomic
def recheck(*, file, year=None, sheets=None, repair=None, by):
    """Another look at the same bytes: another year, other sheets, letters turned back, or only because time has gone by."""
    if file.stage not in (Stage.CHECKED, Stage.REFUSED):
        raise NotNow(_("ตรวจใหม่ได้เฉพาะไฟล์ที่ตรวจแล้วและยังไม่ได้ยืนยัน"))
    values = {
        "year": year or file.year,
        "sheets": file.sheets if sheets is None else list(sheets),
        "repair": file.repair if repair is None else repair,
    }
    _stage(file, file.stage, Stage.ARRIVED, checks=F("checks") + 1, moved=False, **values)
    record(by=by, verb="survey_file.rechecked", on=file, fields=list(values))
    _order_check(file, by)


@transaction.atomic
def check_once_more(*, file, by):
    """The same bytes as a file of its own: what was written comes out the same, what waited comes out new."""
    again = SurveyFile.objects.create(
        name=file.name, digest=file.digest, size=file.size, year=file.year, sheets=file.sheets, repair=file.repair,
        uploaded_by=by,
    )  # fmt: skip
    FilePlace.objects.bulk_create(
        [
            FilePlace(
                file=again, district_words=place.district_words, subdistrict_words=place.subdistrict_words,
                code=place.code, subdistrict_id=place.subdistrict_id, decided_by_id=place.decided_by_id,
                decided_at=place.decided_at,
            )
            for place in file.places.all()
        ]
    )  # fmt: skip
    record(by=by, verb="survey_file.received", on=again, fields=["name", "digest", "year"])
    _order_check(again, by)
    return again


@transaction.atomic
def cancel(*, file, by):
    _stage(file, Stage.CHECKED, Stage.CANCELLED)
    record(by=by, verb="survey_file.cancelled", on=file)


@transaction.atomic
def confirm(*, file, skip_refused, by):
    """A person says yes to what the rehearsal showed."""
    if file.counts.get("refused") and not skip_refused:
        raise Refused(
            _("มี %(count)s แถวที่อ่านไม่ได้ แก้ในไฟล์แล้วส่งใหม่ หรือเลือก “ข้ามแถวที่อ่านไม่ได้” แล้วยืนยันอีกครั้ง")
            % {"count": f"{file.counts['refused']:,}"},
            field="skip_refused",
        )
    _stage(file, Stage.CHECKED, Stage.CONFIRMED, skip_refused=skip_refused, confirmed_by=by)
    record(by=by, verb="survey_file.confirmed", on=file, fields=["skip_refused"])
    enqueue("survey.write", file.job_key, {"file": str(file.pk)}, by=by)


@transaction.atomic
def write(*, file, by):
    """The function that rehearsed, performing. All of it or, where the register moved since, none of it: Moved."""
    wait_for_turn()
    writer = Writer(file, by=by)
    checked = check_file(
        path_of(file.digest),
        year=file.year,
        sheets=file.sheets,
        choices=choices_of(file),
        each=writer.take,
        lock=True,
    )
    if checked.fingerprint != file.fingerprint:
        raise Moved
    _stage(file, Stage.CONFIRMED, Stage.WRITTEN, written_at=now(), moved=False)
    record(by=by, verb="survey_file.written", on=file, fields=["stage"])


@transaction.atomic
def send_back(*, file, by):
    """The register moved between the rehearsal and the writing: look again, and ask the person again."""
    _stage(file, Stage.CONFIRMED, Stage.ARRIVED, checks=F("checks") + 1, moved=True)
    record(by=by, verb="survey_file.rechecked", on=file)
    _order_check(file, file.uploaded_by)


@transaction.atomic
def import_now(*, path_chunks, name, year, sheets, skip_refused, rehearsal, repair=False, by):
    """Received, confirmed and written in one act, for the command line."""
    digest, size = keep(path_chunks)
    checked = rehearsal.checked
    file = SurveyFile.objects.create(
        name=name[:200], digest=digest, size=size, year=year, sheets=list(sheets), uploaded_by=by, confirmed_by=by, repair=repair,
        stage=Stage.CONFIRMED, skip_refused=skip_refused, counts=checked.summary(), layouts=layout_rows(checked),
        fingerprint=checked.fingerprint,
    )  # fmt: skip
    record(by=by, verb="survey_file.received", on=file, fields=["name", "digest", "year"])
    _keep_findings(file, rehearsal)
    write(file=file, by=by)
    return file
