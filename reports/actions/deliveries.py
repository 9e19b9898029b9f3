"""The outbox: one row an addressee, sent at least once, every copy under the same Message-ID."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.jobs import ledger
from kusiao.jobs.models import Job
from kusiao.refusal import Refused
from reports.models import Addressee, Delivery, DeliveryState


def prepare(*, report, needs_signature, by):
    """In the transaction of the act that lets the report go: a row and a job for everyone who is to get it."""
    for one in Addressee.objects.filter(kind=report.kind, is_active=True, needs_signature=needs_signature):
        delivery, new = Delivery.objects.get_or_create(
            report=report, addressee=one, defaults={"message_id": _message_id(report, one)}
        )
        if new:
            audit.record(by=by, verb="delivery.prepared", on=delivery)
            _enqueue(delivery)


def _message_id(report, addressee):
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("<> ") or "localhost"
    return f"<report.{report.pk}.{addressee.pk}@{domain}>"


def _enqueue(delivery):
    return ledger.enqueue("report.send", delivery.pk, {"delivery": delivery.pk})


def sent(*, delivery_id, by):
    """Inside the transaction that finishes the job."""
    gone = Delivery.objects.unsent().filter(pk=delivery_id)
    if gone.update(state=DeliveryState.SENT, sent_at=timezone.now()):
        audit.record(by=by, verb="delivery.sent", on=Delivery.objects.get(pk=delivery_id))


def failed(*, delivery_id, by):
    lost = Delivery.objects.unsent().filter(pk=delivery_id)
    if lost.update(state=DeliveryState.FAILED):
        audit.record(by=by, verb="delivery.failed", on=Delivery.objects.get(pk=delivery_id))


@transaction.atomic
def send_again(*, delivery, by):
    if not Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED).update(
        state=DeliveryState.WAITING
    ):
        raise Refused(_("รายการนี้ไม่ได้ค้างส่ง เปิดรายงานอีกครั้งเพื่อดูสถานะล่าสุด"))
    audit.record(by=by, verb="delivery.resent", on=delivery)
    return ledger.retry(_enqueue(delivery), by=by)


@transaction.atomic
def acknowledge(*, delivery, by):
    arrived = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENT)
    if not arrived.update(state=DeliveryState.ACKNOWLEDGED, acknowledged_at=timezone.now()):
        raise Refused(_("ยืนยันรับได้เมื่อรายงานส่งถึงแล้ว และยืนยันครั้งเดียว"))
    audit.record(by=by, verb="delivery.acknowledged", on=delivery)


def jobs_of(report):
    """{delivery: its job}: how often it was tried and what went wrong."""
    keys = {str(pk): pk for pk in report.deliveries.values_list("pk", flat=True)}
    return {keys[job.key]: job for job in Job.objects.filter(kind="report.send", key__in=keys)}
