"""While a handler works, a second thread keeps its lease on a connection of its own."""

import threading
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

from .models import Job, lease_end

LONGEST = 3600  # a handler that hangs must not hold its job for ever


@contextmanager
def kept(job):
    if connection.in_atomic_block:  # inside somebody's transaction nobody else can see the row, nor take it
        yield
        return
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(job, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(job, stop):
    until = time.monotonic() + LONGEST
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3) and time.monotonic() < until:
            try:
                if not Job.objects.held_by(job).update(lease_until=lease_end()):
                    return
            except DatabaseError:
                # SQLite takes one writer at a time: while another holds the lock nobody can claim our job.
                connection.close()
    finally:
        connection.close()
