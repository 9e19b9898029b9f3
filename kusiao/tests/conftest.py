import pytest

from kusiao.jobs import ledger
from kusiao.tests.jobs_scene import work_once


@pytest.fixture
def rung(monkeypatch):
    """The doorbell, only listened to."""
    rung = []
    monkeypatch.setattr(ledger, "nudge", lambda job_id, after=0: rung.append(job_id) or True)
    return rung


@pytest.fixture
def own_kinds(monkeypatch, rung):
    monkeypatch.setattr(ledger, "kinds", {})
    ledger.register("test.work")(work_once)
