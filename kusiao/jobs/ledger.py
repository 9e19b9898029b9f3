import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kusiao import audit
from kusiao.refusal import Refused

from . import aside
from .doorbell import nudge
from .lease import kept
from .models import Cancelled, Heartbeat, Job, LeaseLost, State, lease_end

logger = logging.getLogger(__name__)
BACKOFF = 5  # seconds before the second attempt; four times as long before each one after it
UNHEARD = 5  # seconds a due job may wait before the sweeper rings again
RINGS = 500  # jobs the sweeper rings for at a time, so that it never floods a queue that is merely long
GAVE_UP = _("ระบบลองทำงานนี้ %(attempts)d ครั้งแล้วไม่สำเร็จ ข้อมูลเดิมอยู่ครบ กด “ลองอีกครั้ง” หรือแจ้งผู้ดูแลระบบ")


@dataclass(frozen=True)
class Kind:
    name: str
    work: Callable
    attempts: int = 3
    title: str = ""
    failed: Callable | None = None
    page: Callable | None = None


kinds: dict[str, Kind] = {}


def register(kind, *, attempts=3, title="", failed=None, page=None):
    """`@register("survey.check", title=_("ตรวจไฟล์"))` over `def check(job)`.

    `failed(job)` runs in the transaction that gives the job up; `page(job)` is where people go afterwards.
    """

    def keep(work):
        kinds[kind] = Kind(kind, work, attempts, title or _("งานเบื้องหลัง"), failed, page)
        return work

    return keep


def enqueue(kind, key, payload=None, *, by=None):
    """The one job of this kind and key, in the caller's transaction; it is never made twice."""
    _must_be_in_transaction()
    owner = str(by.pk) if by else ""
    job, _new = Job.objects.get_or_create(
        kind=kinds[kind].name, key=str(key), defaults={"payload": payload or {}, "owner_id": owner}
    )
    if job.state == State.PENDING:
        transaction.on_commit(lambda: nudge(job.pk))
    return job


@transaction.atomic
def retry(job, *, by):
    """Arm a failed or cancelled job again, with all its attempts before it."""
    over = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.CANCELLED])
    fresh = {"attempts": 0, "error": "", "done_units": 0, "finished_at": None, "due_at": timezone.now()}
    if over.update(state=State.PENDING, **fresh):
        audit.record(by=by, verb="job.retried", on=job)
        transaction.on_commit(lambda: nudge(job.pk))
    job.refresh_from_db()
    return job


@transaction.atomic
def cancel(job, *, by):
    """A job under way notices at its next report() or when it would finish; nothing of it is kept.

    One inside its last transaction holds its row: whoever cannot wait for it asks it to stop first, outside of any
    transaction (`ask_to_stop`)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
    open_ = Job.objects.filter(pk=job.pk, state__in=[State.PENDING, State.RUNNING])
    if open_.update(state=State.CANCELLED, finished_at=timezone.now(), lease_until=None):
        audit.record(by=by, verb="job.cancelled", on=job)
    job.refresh_from_db()
    return job


def ask_to_stop(job):
    """Heard even inside the last transaction of the work; then `cancel` finds the row free."""
    if job.state == State.RUNNING:
        aside.ask_to_stop(job)


def claim(job_id):
    """The job, if this call was the one whose update touched the row; else None."""
    job = Job.objects.filter(pk=job_id, kind__in=kinds).first()
    if job is None:
        return None
    free = Job.objects.free().filter(pk=job_id, attempts__lt=kinds[job.kind].attempts)
    token, now = uuid.uuid4(), timezone.now()
    if not free.update(
        state=State.RUNNING, token=token, lease_until=lease_end(), attempts=F("attempts") + 1, started_at=now
    ):
        return None
    return Job.objects.filter(pk=job_id, token=token).first()


def work(job_id):
    """Claim the job and do it; True when it was ours to do."""
    job = claim(job_id)
    if job is None:
        return False
    with kept(job):
        try:
            kinds[job.kind].work(job)
            if job.state != State.DONE:
                raise RuntimeError(f"{job.kind} returned without finishing()")
        except (LeaseLost, Cancelled) as loss:
            logger.warning("job %s %s: %s", job.kind, job.pk, type(loss).__name__)
        except Refused as refusal:
            _give_up(job, str(refusal))
        except Exception as error:
            _attempt_failed(job, error)
        finally:
            aside.clear(job)
    return True


def _attempt_failed(job, error):
    # Where and what kind only: the message of an exception may quote a row.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} at {frame.filename}:{frame.lineno}"
    logger.error("job %s %s, attempt %s: %s", job.kind, job.pk, job.attempts, where)
    if job.attempts >= kinds[job.kind].attempts:
        return _give_up(job)
    wait = BACKOFF * 4 ** (job.attempts - 1)
    due = timezone.now() + timedelta(seconds=wait)
    if Job.objects.held_by(job).update(state=State.PENDING, token=None, lease_until=None, due_at=due):
        nudge(job.pk, after=wait)


@transaction.atomic
def _give_up(job, sentence=None, still=None):
    sentence = sentence or str(GAVE_UP) % {"attempts": job.attempts}
    rows = Job.objects.held_by(job) if still is None else still
    if not rows.update(state=State.FAILED, error=sentence, lease_until=None, finished_at=timezone.now()):
        return
    job.refresh_from_db()
    if kinds[job.kind].failed:
        kinds[job.kind].failed(job)


def sweep():
    """Ring again for what nobody does; give up what was tried often enough."""
    Heartbeat.beat("sweeper")
    for job in Job.objects.abandoned().filter(kind__in=kinds):
        if job.attempts >= kinds[job.kind].attempts:
            _give_up(job, still=Job.objects.abandoned().held_by(job))
    for job_id in _unheard()[:RINGS]:
        if not nudge(job_id):
            break


def _unheard():
    free = Job.objects.free().filter(kind__in=kinds, due_at__lte=timezone.now() - timedelta(seconds=UNHEARD))
    return free.order_by("due_at").values_list("pk", flat=True)


def run_pending():
    """Do every job that is due, here and now, and those that they in turn bring; returns how many."""
    seen, done = set(), 0
    while job := Job.objects.free().filter(kind__in=kinds).exclude(pk__in=seen).first():
        seen.add(job.pk)
        done += work(job.pk)
    return done


def _must_be_in_transaction():
    if not connection.in_atomic_block:
        raise RuntimeError("A job is enqueued in the transaction of the fact that calls for it.")
