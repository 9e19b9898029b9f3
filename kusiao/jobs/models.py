import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal

from . import aside


class LeaseLost(Exception):
    """Somebody else does this job now: whatever we did since must not be kept."""


class Cancelled(Exception):
    """A person called the job off."""


class State(models.TextChoices):
    PENDING = "pending", _("รอทำ")
    RUNNING = "running", _("กำลังทำ")
    DONE = "done", _("เสร็จแล้ว")
    FAILED = "failed", _("ไม่สำเร็จ")
    CANCELLED = "cancelled", _("ยกเลิกแล้ว")


def lease_end():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


class JobQuerySet(models.QuerySet):
    def abandoned(self):
        return self.filter(state=State.RUNNING, lease_until__lt=timezone.now())

    def free(self):
        """Nobody's: due and waiting, or left behind by a worker that died."""
        now = timezone.now()
        return self.filter(
            Q(state=State.PENDING, due_at__lte=now) | Q(state=State.RUNNING, lease_until__lt=now)
        )

    def seen_by(self, person):
        return self if "province" in person.roles else self.filter(owner_id=str(person.pk))

    def held_by(self, job):
        """The row, if it is still in the hands that claimed this copy of it."""
        return self.filter(pk=job.pk, token=job.token, state=State.RUNNING)


class Job(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("ชนิดงาน"), max_length=60)
    key = models.CharField(_("กุญแจงาน"), max_length=200)
    payload = models.JSONField(_("ค่าที่ใช้"), default=dict, blank=True)
    owner_id = models.CharField(_("รหัสผู้สั่ง"), max_length=40, blank=True)
    state = models.CharField(_("สถานะ"), max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("ครั้งที่"), default=0)
    due_at = models.DateTimeField(_("เริ่มได้ตั้งแต่"), default=timezone.now)
    token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    done_units = models.PositiveIntegerField(_("ทำแล้ว"), default=0)
    total_units = models.PositiveIntegerField(_("ทั้งหมด"), default=0)
    error = models.TextField(_("เหตุที่ไม่สำเร็จ"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    declared = personal(
        identity="owner_id",
        plain="id kind key payload state attempts due_at token lease_until done_units total_units error "
        "created_at started_at finished_at",
    )
    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name = verbose_name_plural = _("งานเบื้องหลัง")
        indexes = [models.Index(fields=["state", "due_at"], name="jobs_job_state_due")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="jobs_job_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="jobs_job_state_known"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(token__isnull=False, lease_until__isnull=False),
                name="jobs_job_running_is_leased",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def is_over(self):
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)

    @property
    def progress(self):
        """(done, of how many), also while the work is inside its one transaction."""
        told = aside.told(self) if self.state == State.RUNNING else None
        return told or (self.done_units, self.total_units)

    @property
    def percent(self):
        done, total = self.progress
        return min(100, 100 * done // total) if total else 0

    def report(self, done, total):
        """Show how far the work is and keep the lease; raises when the job is no longer ours to do."""
        if self.state == State.DONE:  # inside finishing() nobody sees our row before the commit
            aside.tell(self, done, total)
            if aside.is_asked_to_stop(self):
                raise Cancelled
            return
        self.done_units, self.total_units = done, total
        self._hold(done_units=done, total_units=total, lease_until=lease_end())

    @contextmanager
    def finishing(self):
        """The transaction of the effect: it and "done" are kept together or not at all.

        The row is marked first, so that from here on whoever would take the job over waits for our commit.
        """
        with transaction.atomic():
            self._hold(state=State.DONE, lease_until=None, error="", finished_at=timezone.now())
            self.state = State.DONE
            try:
                yield
            except BaseException:
                self.state = State.RUNNING
                raise

    def _hold(self, **changes):
        if not Job.objects.held_by(self).update(**changes):
            called_off = Job.objects.filter(pk=self.pk, state=State.CANCELLED).exists()
            raise Cancelled if called_off else LeaseLost


class Heartbeat(models.Model):
    """When a process that must not stop was last seen alive."""

    name = models.CharField(primary_key=True, max_length=60)
    at = models.DateTimeField()

    declared = personal(plain="name at")

    class Meta:
        verbose_name = verbose_name_plural = _("ชีพจรของระบบ")

    def __str__(self):
        return self.name

    @classmethod
    def beat(cls, name):
        cls.objects.update_or_create(name=name, defaults={"at": timezone.now()})

    @classmethod
    def age(cls, name):
        """Seconds since the last beat, or None when there never was one."""
        at = cls.objects.filter(name=name).values_list("at", flat=True).first()
        return (timezone.now() - at).total_seconds() if at else None
