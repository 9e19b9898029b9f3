"""/healthz: this process answers. /readyz: people can be served, so only the database decides; the rest is told.

A stopped broker or scheduler delays imports and reports but loses nothing (the ledger holds them), so no balancer
may take the pages away because of it.
"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LATE_AFTER_SECONDS = 180  # the sweep is asked for every minute


@require_safe
@never_cache
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    database = state_of_database()
    answer = {"database": database, "broker": state_of_broker()}
    answer["sweeper"] = state_of_sweeper() if database == "ok" else "unknown"
    return JsonResponse(answer, status=200 if database == "ok" else 503)


def state_of_database():
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "migrations are waiting" if waiting else "ok"


def state_of_broker():
    from kusiao.celery import app

    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_max=0.1, timeout=2)
    except Exception as error:  # every transport has exceptions of its own
        return f"unreachable ({type(error).__name__})"
    return "ok"


def state_of_sweeper():
    """Scheduler and worker both: one asks for the sweep, the other does it."""
    from kusiao.jobs.models import Heartbeat

    age = Heartbeat.age("sweeper")
    if age is None:
        return "never seen"
    return "ok" if age < LATE_AFTER_SECONDS else "late"
