"""Doorbells: they carry a key, return nothing, and may ring once, twice or never."""

import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task(name="kusiao.jobs.run")
def run(job_id):
    from .ledger import work

    try:
        work(job_id)
    except Exception as error:
        # The database is away, or a failed() hook broke: the lease lapses and the sweeper rings again. The kind only,
        # for Celery would log the whole traceback, and its messages may quote a row.
        logger.error("job %s was left to the sweeper: %s", job_id, type(error).__name__)


@shared_task(name="kusiao.jobs.sweep")
def sweep():
    from .ledger import sweep

    sweep()
