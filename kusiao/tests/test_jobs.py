"""The ledger: a job is done once, and its effect and its "done" are kept together or not at all."""

import uuid
from datetime import timedelta
from time import sleep

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kusiao.jobs import ledger
from kusiao.jobs.models import Cancelled, Job, JobQuerySet, LeaseLost, State
from kusiao.tests.jobs_scene import at_once, effect, effects, enqueue, lapse

pytestmark = pytest.mark.usefixtures("own_kinds")

# --- putting a job down ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_enqueue_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        ledger.enqueue("test.work", "1")


@pytest.mark.django_db
def test_enqueue_twice_is_one_job(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = ledger.enqueue("test.work", "1", {"n": 1})
        assert rung == []  # nobody is woken before the commit
        again = ledger.enqueue("test.work", "1", {"n": 2})
    assert again.pk == first.pk and again.payload == {"n": 1}
    assert set(rung) == {first.pk}


@pytest.mark.django_db(transaction=True)
def test_enqueue_by_eight_at_once_is_one_job():
    got = at_once(lambda: enqueue().pk, 8)
    assert len(set(got)) == 1 and Job.objects.count() == 1


@pytest.mark.django_db
def test_enqueue_of_a_done_job_leaves_it_done(rung, django_capture_on_commit_callbacks):
    job = enqueue()
    ledger.run_pending()
    with django_capture_on_commit_callbacks(execute=True):
        assert ledger.enqueue("test.work", "1").state == State.DONE
    assert ledger.run_pending() == 0 and effects() == 1 and job.pk not in rung


@pytest.mark.django_db
def test_enqueue_takes_plain_values_and_known_kinds_only():
    with pytest.raises(TypeError), transaction.atomic():
        ledger.enqueue("test.work", "1", {"who": object()})
    with pytest.raises(KeyError):
        ledger.enqueue("test.unknown", "1")


@pytest.mark.django_db
def test_database_refuses_a_second_job_and_a_running_one_without_lease():
    enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.work", key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=State.RUNNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state="lost")


# --- claiming ----------------------------------------------------------------------------------------------------


def claims_by_eight():
    jobs = [enqueue(key=str(n)) for n in range(5)]
    return [sum(bool(won) for won in at_once(lambda job=job: ledger.claim(job.pk), 8)) for job in jobs]


@pytest.mark.django_db(transaction=True)
def test_eight_claim_one_job_one_wins():
    assert claims_by_eight() == [1] * 5


@pytest.mark.django_db(transaction=True)
def test_control_looking_before_taking_lets_several_win(monkeypatch):
    def claim(job_id):
        free = Job.objects.free().filter(pk=job_id).exists()
        sleep(0.05)
        return free and Job.objects.filter(pk=job_id).update(
            state=State.RUNNING, token=uuid.uuid4(), lease_until=timezone.now() + timedelta(seconds=9)
        )

    monkeypatch.setattr(ledger, "claim", claim)
    assert max(claims_by_eight()) > 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_on_one_lapsed_job_have_one_effect():
    job = enqueue()
    ledger.claim(job.pk)
    lapse(job)
    assert sum(at_once(lambda: ledger.work(job.pk), 8)) == 1
    assert effects() == 1


@pytest.mark.django_db
def test_claim_counts_attempts_and_leases():
    job = ledger.claim(enqueue().pk)
    assert (job.state, job.attempts) == (State.RUNNING, 1) and job.lease_until > timezone.now()
    assert ledger.claim(job.pk) is None
    lapse(job)
    assert ledger.claim(job.pk).attempts == 2


@pytest.mark.django_db
def test_claim_waits_until_the_job_is_due():
    job = enqueue(due_at=timezone.now() + timedelta(minutes=1))
    assert ledger.claim(job.pk) is None
    Job.objects.update(due_at=timezone.now())
    assert ledger.claim(job.pk)


@pytest.mark.django_db
def test_claim_leaves_kinds_it_does_not_know_to_others(monkeypatch):
    job = enqueue()
    monkeypatch.setattr(ledger, "kinds", {})
    assert ledger.claim(job.pk) is None and ledger.run_pending() == 0
    ledger.sweep()
    assert Job.objects.get().state == State.PENDING


# --- finishing ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_work_has_its_effect_and_is_done():
    job = enqueue()
    assert ledger.work(job.pk) and not ledger.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done_units, job.total_units) == (State.DONE, 1, 2)
    assert job.finished_at and effects() == 1


@pytest.mark.django_db(transaction=True)
def test_crash_after_the_effect_keeps_nothing_and_the_next_attempt_does_it_once():
    def crash_at_first(job):
        with job.finishing():
            effect(job)
            if job.attempts == 1:
                raise OSError

    ledger.register("test.work")(crash_at_first)
    job = enqueue()
    ledger.work(job.pk)
    assert effects() == 0
    job.refresh_from_db()
    assert job.state == State.PENDING and job.due_at > timezone.now()
    Job.objects.update(due_at=timezone.now())
    assert ledger.run_pending() == 1
    assert effects() == 1 and Job.objects.get().state == State.DONE


def finish_after_takeover():
    """Ours is frozen, its lease lapses, another claims; then ours wakes up and would finish."""
    ours = ledger.claim(enqueue().pk)
    lapse(ours)
    theirs = ledger.claim(ours.pk)
    try:
        with ours.finishing():
            effect(ours)
    except LeaseLost:
        with theirs.finishing():
            effect(theirs)
        return "theirs", effects()
    return "ours", effects()


@pytest.mark.django_db(transaction=True)
def test_the_one_whose_lease_was_taken_cannot_finish():
    assert finish_after_takeover() == ("theirs", 1)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_token_the_frozen_one_finishes(monkeypatch):
    monkeypatch.setattr(JobQuerySet, "held_by", lambda self, job: self.filter(pk=job.pk, state=State.RUNNING))
    assert finish_after_takeover() == ("ours", 1)


@pytest.mark.django_db(transaction=True)
def test_the_one_whose_lease_was_taken_cannot_fail_the_job_of_the_other():
    def frozen(job):
        lapse(job)
        assert ledger.claim(job.pk)
        raise OSError

    ledger.register("test.work")(frozen)
    ledger.work(enqueue().pk)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.RUNNING, 2)


@pytest.mark.django_db
def test_a_handler_that_does_not_finish_has_failed():
    ledger.register("test.work")(lambda job: None)
    ledger.work(enqueue().pk)
    assert Job.objects.get().state == State.PENDING


@pytest.mark.django_db
def test_report_keeps_the_lease_and_raises_when_it_is_gone():
    job = ledger.claim(enqueue().pk)
    lapse(job)
    job.report(3, 10)
    row = Job.objects.get()
    assert row.lease_until > timezone.now() and row.percent == 30
    lapse(job)
    ledger.claim(job.pk)
    with pytest.raises(LeaseLost):
        job.report(4, 10)


@pytest.mark.django_db
def test_cancelled_job_stops_and_keeps_nothing():
    def called_off(job):
        ledger.cancel(Job.objects.get(pk=job.pk), by=None)
        with pytest.raises(Cancelled):
            job.report(1, 2)
        with job.finishing():
            effect(job)

    ledger.register("test.work")(called_off)
    assert ledger.work(enqueue().pk)
    assert effects() == 0 and Job.objects.get().state == State.CANCELLED
