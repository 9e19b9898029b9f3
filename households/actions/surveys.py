"""A survey file's way: received, checked, confirmed, written. It enrols nobody: that is actions/entering.py."""

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from households.models import SheetHead, Stage, SurveyFile, Unplaced
from households.surveys.effects import effect_of
from households.surveys.keeping import keep
from households.surveys.kept_rows import forget
from households.surveys.province import perform_file
from households.surveys.rehearsing import BATCH, head_rows, layout_rows, unplaced_rows
from households.surveys.undoing import Undo, keep_left
from households.surveys.writing import Writer, flowing, wait_for_turn
from kusiao.audit import record
from kusiao.collecting import seldom
from kusiao.jobs import ask_to_stop, enqueue
from kusiao.jobs import cancel as cancel_job
from kusiao.jobs.models import Job, State
from kusiao.refusal import Refused
from kusiao.thai import now

WRITABLE = ("new", "changed", "conflict")


class Moved(Exception):
    """The register is no longer what it was at the rehearsal: nothing of the file may be kept."""


class NotNow(Refused):
    pass


def _stage(file, here, to, **values):
    """The one whose update touched the row goes on; everybody else is told how the file stands. Whoever acts on another
    check than the last one acts on what nobody shows any more."""
    if not SurveyFile.objects.filter(pk=file.pk, stage=here, checks=file.checks).update(stage=to, **values):
        file.refresh_from_db()
        raise NotNow(
            _("ไฟล์นี้อยู่ในสถานะ “%(stage)s” จึงทำรายการนี้ไม่ได้ เปิดหน้าไฟล์ใหม่เพื่อดูล่าสุด")
            % {"stage": file.get_stage_display()}
        )
    file.refresh_from_db()
    if to not in (Stage.CHECKED, Stage.CONFIRMED):
        transaction.on_commit(lambda: forget(file.pk))


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
    rehearsal.keep()
    file.effect = effect_of(file)
    file.save(update_fields=["effect"])


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


def _say_again(said, file):
    """What people said of the same bytes, for `file` too, with who said it and when."""
    rows = list(said)
    for row in rows:
        row.pk, row.file = None, file
    said.model.objects.bulk_create(rows)


@transaction.atomic
def check_once_more(*, file, by):
    """The same bytes as a file of its own: what was written comes out the same, what waited comes out new."""
    again = SurveyFile.objects.create(
        name=file.name, digest=file.digest, size=file.size, year=file.year, sheets=file.sheets, repair=file.repair,
        uploaded_by=by,
    )  # fmt: skip
    _say_again(file.places.all(), again)
    _say_again(file.answers.all(), again)
    file.unplaced.all().delete()  # what still waits, waits in the new one
    record(by=by, verb="survey_file.received", on=again, fields=["name", "digest", "year"])
    _order_check(again, by)
    return again


@transaction.atomic
def cancel(*, file, by):
    """The person wants no more of it; of a file written in part the rest is left, and what is written stays."""
    to = Stage.WRITTEN if file.written_at else Stage.CANCELLED
    _stage(file, Stage.CHECKED, to)
    record(by=by, verb="survey_file.cancelled", on=file)


@transaction.atomic
def confirm(*, file, skip_refused, districts=(), checks=None, by):
    """A person says yes to what the rehearsal showed, to all of it or to these districts (their codes). `checks`: which
    check the person looked at; another one since then is looked at first."""
    if checks not in (None, file.checks):
        raise NotNow(_("ไฟล์นี้ถูกตรวจใหม่หลังจากคุณเปิดหน้านี้ ดูผลตรวจล่าสุดด้านล่าง แล้วยืนยันอีกครั้ง"))
    if file.counts.get("refused") and not skip_refused:
        raise Refused(
            _("มี %(count)s แถวที่อ่านไม่ได้ แก้ในไฟล์แล้วส่งใหม่ หรือเลือก “ข้ามแถวที่อ่านไม่ได้” แล้วยืนยันอีกครั้ง")
            % {"count": f"{file.counts['refused']:,}"},
            field="skip_refused",
        )
    districts = sorted(set(districts))
    if not set(districts) <= set(file.counts.get("districts", {})):
        raise Refused(_("อำเภอที่เลือกไม่มีในไฟล์นี้ เลือกใหม่จากรายการ"), field="districts")
    _stage(
        file, Stage.CHECKED, Stage.CONFIRMED, skip_refused=skip_refused, districts=districts, confirmed_by=by
    )
    record(by=by, verb="survey_file.confirmed", on=file, fields=["skip_refused", "districts"])
    enqueue("survey.write", file.job_key, {"file": str(file.pk)}, by=by)


@transaction.atomic
def write(*, file, by, progress=None):
    """The function that rehearsed, performing. All of it or, where the register moved since, none of it: Moved.

    Of chosen districts only those are written; the same bytes are then looked at afresh for the others."""
    wait_for_turn()
    with seldom(), flowing() as ink:
        writer = Writer(file, by=by, districts=file.districts, ink=ink)
        checked = perform_file(file, each=writer.take, progress=progress)
        if checked.fingerprint != file.fingerprint:
            raise Moved
        writer.done()
    written = sorted({*file.written_districts, *(file.districts or checked.districts)})
    values = {"written_districts": written, "written_at": now(), "moved": False}
    rest = {code for code, counts in checked.districts.items() if any(counts[name] for name in WRITABLE)}
    if file.districts and rest - set(written):
        _stage(file, Stage.CONFIRMED, Stage.ARRIVED, checks=F("checks") + 1, **values)
        _order_check(file, by)
    else:
        _stage(file, Stage.CONFIRMED, Stage.WRITTEN, **values)
    record(by=by, verb="survey_file.written", on=file, fields=["stage", "written_districts"])


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
        id=rehearsal.key,
        name=name[:200], digest=digest, size=size, year=year, sheets=list(sheets), uploaded_by=by, confirmed_by=by, repair=repair,
        stage=Stage.CONFIRMED, skip_refused=skip_refused, counts=checked.summary(), layouts=layout_rows(checked),
        fingerprint=checked.fingerprint,
    )  # fmt: skip
    record(by=by, verb="survey_file.received", on=file, fields=["name", "digest", "year"])
    _keep_findings(file, rehearsal)
    write(file=file, by=by)
    return file


# --- stopping and taking back -------------------------------------------------------------------------------------


def call_off(*, file, by):
    """Stops what is being done with the file, or gives it up where it failed; the file stands again where it stood
    before, and nothing of it is kept."""
    job = Job.objects.filter(kind__startswith="survey.", key=file.job_key).order_by("created_at").last()
    if job is None or job.state in (State.DONE, State.CANCELLED):
        raise NotNow(_("ไม่มีงานของไฟล์นี้ที่กำลังทำอยู่ เปิดหน้าไฟล์ใหม่เพื่อดูล่าสุด"))
    ask_to_stop(job)
    try:
        _call_off(file=file, job=job, by=by)
    except OperationalError:
        raise NotNow(_("งานกำลังอยู่ในช่วงสุดท้าย หยุดไม่ทัน รอสักครู่แล้วเปิดหน้าไฟล์ใหม่")) from None


@transaction.atomic
def _call_off(*, file, job, by):
    if cancel_job(job, by=by).state not in (State.CANCELLED, State.FAILED):
        raise NotNow(_("งานนี้เสร็จไปแล้วก่อนที่จะหยุด เปิดหน้าไฟล์ใหม่เพื่อดูล่าสุด"))
    file.refresh_from_db()
    checked = Stage.WRITTEN if file.written_at else Stage.CANCELLED
    before = {Stage.ARRIVED: checked, Stage.CONFIRMED: Stage.CHECKED, Stage.UNDOING: Stage.WRITTEN}
    if file.stage not in before:
        raise NotNow(_("งานนี้เสร็จไปแล้วก่อนที่จะหยุด เปิดหน้าไฟล์ใหม่เพื่อดูล่าสุด"))
    _stage(file, file.stage, before[file.stage], checks=F("checks") + 1)
    record(by=by, verb="survey_file.called_off", on=file, fields=["stage"])


@transaction.atomic
def undo(*, file, by):
    """A person wants the written file taken back, all its parts together."""
    if not file.written_at or file.stage not in (Stage.WRITTEN, Stage.CHECKED):
        raise NotNow(_("ย้อนคืนได้เฉพาะไฟล์ที่บันทึกแล้ว"))
    _stage(file, file.stage, Stage.UNDOING, checks=F("checks") + 1, undone_by=by)
    record(by=by, verb="survey_file.undo_ordered", on=file)
    enqueue("survey.undo", file.job_key, {"file": str(file.pk)}, by=by)


@transaction.atomic
def take_back(*, file, by, progress=lambda done, total: None):
    """Old values are back and what the file made is gone, except where somebody touched it since: those are listed."""
    wait_for_turn()
    with seldom():
        keep_left(file, Undo(file, progress).run())
    _stage(file, Stage.UNDOING, Stage.UNDONE, undone_at=now())
    record(by=by, verb="survey_file.undone", on=file, fields=["stage"])
