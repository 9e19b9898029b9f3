"""Attempts that fail, leases that lapse, and the sweeper that finds what nobody does."""

from datetime import timedelta
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection
from django.utils import timezone

from kusiao.audit.models import Event
from kusiao.jobs import ledger
from kusiao.jobs.models import Heartbeat, Job, State
from kusiao.jobs.tasks import run, sweep
from kusiao.refusal import Refused
from kusiao.tests.jobs_scene import effect, effects, enqueue, lapse, work_once

pytestmark = pytest.mark.usefixtures("own_kinds")

SECRET = "1409900000017 สมศรี"


# --- failing -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_after_three_attempts_the_job_fails_with_a_thai_sentence_and_no_personal_data(caplog):
    given_up = []

    @ledger.register("test.bad", failed=given_up.append)
    def bad(job):
        raise ValueError(SECRET)

    job = enqueue("test.bad")
    for _ in range(3):
        assert given_up == []
        Job.objects.update(due_at=timezone.now())
        assert ledger.run_pending() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, given_up) == (State.FAILED, 3, [job])
    assert "3 ครั้ง" in job.error
    assert "สมศรี" not in job.error + caplog.text and "ValueError" in caplog.text
    assert ledger.run_pending() == 0


@pytest.mark.django_db
def test_a_refusal_fails_at_once_with_its_own_sentence():
    @ledger.register("test.refused")
    def refuse(job):
        raise Refused("แฟ้มนี้เปิดไม่ได้ ให้บันทึกใหม่แล้วส่งอีกครั้ง")

    ledger.work(enqueue("test.refused").pk)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.FAILED, 1) and job.error.startswith("แฟ้มนี้เปิดไม่ได้")


@pytest.mark.django_db(transaction=True)
def test_failed_hook_and_failed_state_are_one_transaction():
    def hook(job):
        effect(job)
        raise OSError

    @ledger.register("test.bad", attempts=1, failed=hook)
    def bad(job):
        raise ValueError

    with pytest.raises(OSError):
        ledger.work(enqueue("test.bad").pk)
    assert effects() == 0 and Job.objects.get().state == State.RUNNING


@pytest.mark.django_db
def test_retry_arms_a_failed_job_again_and_nothing_else():
    job = enqueue(state=State.FAILED, attempts=3, error="ไม่สำเร็จ")
    assert ledger.retry(job, by=None).state == State.PENDING
    assert (job.attempts, job.error) == (0, "")
    assert Event.objects.get().verb == "job.retried"
    ledger.run_pending()
    assert (
        ledger.retry(job, by=None).state == State.DONE
        and Event.objects.filter(verb="job.retried").count() == 1
    )


# --- the lease and the sweeper -----------------------------------------------------------------------------------


def stolen_while_working(settings):
    settings.JOB_LEASE_SECONDS = 2

    def slow(job):
        sleep(3.2)
        with job.finishing():
            effect(job)

    ledger.register("test.work")(slow)
    job = enqueue()
    worker = Thread(target=lambda: (ledger.work(job.pk), connection.close()))
    worker.start()
    sleep(0.3)
    end, stolen = monotonic() + 2.6, None
    while monotonic() < end and not stolen:
        stolen = ledger.claim(job.pk)
        sleep(0.05)
    worker.join()
    return bool(stolen), effects()


@pytest.mark.django_db(transaction=True)
def test_lease_of_a_slow_handler_is_kept(settings):
    assert stolen_while_working(settings) == (False, 1)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_keeper_a_slow_job_is_taken(settings, monkeypatch):
    monkeypatch.setattr("kusiao.jobs.lease._keep", lambda job, stop: None)
    assert stolen_while_working(settings) == (True, 0)


@pytest.mark.django_db
def test_sweeper_rings_for_what_nobody_does_and_only_for_that(rung):
    old = timezone.now() - timedelta(minutes=1)
    unheard = enqueue(key="unheard", due_at=old)
    lapsed = ledger.claim(enqueue(key="lapsed", due_at=old).pk)
    lapse(lapsed)
    ledger.claim(enqueue(key="at work", due_at=old).pk)
    enqueue(key="fresh")
    enqueue(key="later", due_at=timezone.now() + timedelta(minutes=1))
    enqueue(key="done", due_at=old, state=State.DONE)
    ledger.sweep()
    assert set(rung) == {unheard.pk, lapsed.pk}
    assert Heartbeat.age("sweeper") < 5 and Heartbeat.age("nobody") is None


@pytest.mark.django_db
def test_sweeper_gives_up_a_job_whose_workers_died_three_times():
    given_up = []
    ledger.register("test.work", failed=given_up.append)(work_once)
    job = enqueue()
    for _ in range(3):
        ledger.sweep()
        assert ledger.claim(job.pk)
        lapse(job)
    assert ledger.claim(job.pk) is None and given_up == []
    ledger.sweep()
    job.refresh_from_db()
    assert job.state == State.FAILED and job.error and given_up == [job]


@pytest.mark.django_db
def test_sweeper_stops_ringing_when_the_broker_is_dead(monkeypatch):
    for n in range(3):
        enqueue(key=str(n), due_at=timezone.now() - timedelta(minutes=1))
    asked = []
    monkeypatch.setattr(ledger, "nudge", lambda job_id: asked.append(job_id))
    ledger.sweep()
    assert len(asked) == 1


@pytest.mark.django_db
def test_doorbells_take_a_key_and_give_nothing_back(caplog):
    job = enqueue()
    assert (run(str(job.pk)), run(str(job.pk)), sweep()) == (None, None, None)
    assert effects() == 1


@pytest.mark.django_db
def test_doorbell_logs_no_message_of_an_exception(monkeypatch, caplog):
    def away(job_id):
        raise ValueError(SECRET)

    monkeypatch.setattr(ledger, "work", away)
    run(str(enqueue().pk))
    assert "ValueError" in caplog.text and "สมศรี" not in caplog.text
