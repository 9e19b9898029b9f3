"""What the tests of the ledger share: one kind of job and its effect."""

from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection, transaction
from django.utils import timezone

from kusiao import audit
from kusiao.audit.models import Event
from kusiao.jobs import ledger
from kusiao.jobs.models import Job


def effect(job):
    audit.record(by=None, verb="test.effect", on=job)


def effects():
    return Event.objects.filter(verb="test.effect").count()


def work_once(job):
    job.report(1, 2)
    with job.finishing():
        effect(job)


def enqueue(kind="test.work", key="1", **fields):
    with transaction.atomic():
        job = ledger.enqueue(kind, key)
    Job.objects.filter(pk=job.pk).update(**fields)
    return job


def lapse(job):
    """The worker is frozen or dead: its lease has run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def at_once(function, hands):
    """`function` by so many threads in the same moment; what each of them got."""
    got, gate = [], Barrier(hands)

    def hand():
        try:
            gate.wait()
            got.append(function())
        except Exception as error:
            got.append(error)
        finally:
            connection.close()

    threads = [Thread(target=hand) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got
