"""A broker that is dead, or takes the call and says nothing, costs a request two seconds at most and never its work."""

import os
import socket
import subprocess
import sys

import pytest

# A process of its own: the broker's address is read once, when Celery's app is made.
ENQUEUE = """
import time, django; django.setup()
from django.db import connection, transaction
from kusiao.jobs import ledger, models
with connection.schema_editor() as editor:
    editor.create_model(models.Job)
ledger.register("test.work")(print)
took = []
for key in "ab":
    start = time.monotonic()
    with transaction.atomic():
        ledger.enqueue("test.work", key)
    took.append(time.monotonic() - start)
print(models.Job.objects.count(), *took)
"""


def enqueue_twice(port, tmp_path):
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kusiao.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/ledger.sqlite3",
        "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
        "VAR_DIR": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", ENQUEUE], env=env, capture_output=True, text=True, timeout=60, check=True
    )
    count, first, second = run.stdout.split()
    return int(count), float(first), float(second)


@pytest.fixture
def port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener


def test_broker_that_never_answers(port, tmp_path):
    port.listen(16)
    count, first, second = enqueue_twice(port.getsockname()[1], tmp_path)
    assert count == 2
    assert 1 < first < 3  # it did hang, so long as we let it
    assert second < 0.5  # and was not asked again at once


def test_broker_that_is_dead(port, tmp_path):
    count, first, second = enqueue_twice(port.getsockname()[1], tmp_path)
    assert count == 2 and first < 3 and second < 0.5
