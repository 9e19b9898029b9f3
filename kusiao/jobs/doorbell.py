"""Waking a worker. Nobody waits for it: the sweeper finds every job that no worker was woken for."""

import logging
import threading
import time
from contextlib import suppress
from queue import Empty, Queue

logger = logging.getLogger(__name__)
PATIENCE = 2.0  # seconds that a request may lose to a broker that hangs
SILENCE = 20.0  # seconds without ringing after that, so that not every request loses them
_silent_until = 0.0


def nudge(job_id, *, after=0):
    """True when the broker took the message. Never raises, never waits longer than PATIENCE."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    answer = Queue()
    # A thread, because no setting of the broker's client bounds its retries, pool and handshake together.
    threading.Thread(target=_ring, args=(str(job_id), after, answer), daemon=True).start()
    with suppress(Empty):
        if answer.get(timeout=PATIENCE):
            return True
    _silent_until = time.monotonic() + SILENCE
    logger.warning("The broker does not answer; jobs wait for the sweeper.")
    return False


def _ring(job_id, after, answer):
    from .tasks import run

    try:
        run.apply_async(args=[job_id], countdown=after or None, retry=False)
    except Exception as error:
        logger.warning("The broker refused a job: %s", type(error).__name__)
        answer.put(False)
    else:
        answer.put(True)
