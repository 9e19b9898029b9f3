"""Whatever happens to a job in whatever order: one effect at most, and exactly when it is done."""

from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kusiao.audit.models import Event
from kusiao.jobs import ledger
from kusiao.jobs.models import Cancelled, Job, LeaseLost, State
from kusiao.tests.jobs_scene import effect, enqueue, lapse

pytestmark = pytest.mark.usefixtures("own_kinds")
ACTS = ["claim", "lapse", "report", "finish", "crash", "fail", "cancel", "retry", "enqueue", "sweep", "due"]


class Life:
    """One job and every worker that ever held it, the frozen ones too."""

    def __init__(self):
        self.key = str(uuid4())
        self.job = enqueue(key=self.key)
        self.hands = []

    def act(self, name, which):
        hand = self.hands[which % len(self.hands)] if self.hands else None
        if name in ("report", "finish", "crash", "fail") and hand is None:
            return
        try:
            getattr(self, name)(hand)
        except (LeaseLost, Cancelled, OSError):
            pass

    def claim(self, _hand):
        if claimed := ledger.claim(self.job.pk):
            self.hands.append(claimed)

    def report(self, hand):
        hand.report(1, 2)

    def finish(self, hand, error=None):
        with hand.finishing():
            effect(hand)
            if error:
                raise error

    def crash(self, hand):
        self.finish(hand, OSError())

    def fail(self, hand):
        try:
            raise OSError
        except OSError as error:
            ledger._attempt_failed(hand, error)

    def lapse(self, _hand):
        if Job.objects.filter(pk=self.job.pk, state=State.RUNNING).exists():
            lapse(self.job)

    def due(self, _hand):
        Job.objects.filter(pk=self.job.pk).update(due_at=timezone.now())

    def cancel(self, _hand):
        ledger.cancel(self.job, by=None)

    def retry(self, _hand):
        ledger.retry(self.job, by=None)

    def enqueue(self, _hand):
        enqueue(key=self.key)

    def sweep(self, _hand):
        ledger.sweep()

    def holds(self):
        row = Job.objects.get(kind="test.work", key=self.key)
        effects = Event.objects.filter(verb="test.effect", object_key=str(row.pk)).count()
        return effects == (row.state == State.DONE) and bool(row.error) <= (row.state == State.FAILED)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=25))
def test_one_effect_at_most_and_exactly_when_done(acts):
    life = Life()
    for name, which in acts:
        life.act(name, which)
        assert life.holds(), acts


@pytest.mark.django_db
def test_control_effect_apart_from_done_is_caught():
    life = Life()
    life.claim(None)
    effect(life.hands[0])
    assert not life.holds()
