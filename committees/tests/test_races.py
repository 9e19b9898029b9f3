"""Many at once, on a real database: one answer to a request, one enrolment of a family, no friend after the end."""

import threading

import pytest
from django.db import IntegrityError, transaction

from committees.actions.referrals import answer, ask
from committees.models import Referral, ReferralAnswer, ReferralState
from households.actions.enrolments import enrol, strike_off
from households.actions.households import EditConflict, edit, editable
from households.models import Enrolment, Household, Need
from kusiao.refusal import Refused
from kusiao.testing.race import at_once
from kusiao.thai import today
from officers.actions.pairings import pair
from officers.models import Pairing

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def won(answers):
    assert not [one for one in answers if isinstance(one, IntegrityError)]
    return [one for one in answers if not isinstance(one, Refused)]


def test_eight_answers_at_once_leave_one(make):
    for _ in range(3):
        referral = make.referral(make.household(), state="acknowledged")
        acts = [
            lambda act=act, key=referral.pk: answer(
                referral=Referral.objects.get(pk=key), act=act, text="เพราะ", by=None
            )
            for act in ["accept", "decline"] * (THREADS // 2)
        ]
        assert len(won(at_once(acts))) == 1
        said = ReferralAnswer.objects.get(referral=referral)
        assert Referral.objects.get(pk=referral.pk).state == said.state


def test_the_same_race_without_the_condition_is_lost(make):
    """The control: look, then write, as it is usually done."""
    referral = make.referral(make.household(), state="acknowledged")
    looked = threading.Barrier(2)

    def careless(state):
        asked = Referral.objects.get(pk=referral.pk)
        assert asked.state == ReferralState.ACKNOWLEDGED
        looked.wait(timeout=20)
        asked.state = state
        asked.save()
        ReferralAnswer.objects.create(referral=asked, state=state, text="เพราะ")

    at_once([lambda: careless("accepted"), lambda: careless("declined")])
    assert ReferralAnswer.objects.count() == 2


def test_eight_taps_ask_once_and_enrol_once(make):
    household = make.household()
    acts = [lambda: enrol(household=household, basis="survey", entered_on=today(), by=None)] * THREADS
    assert len(won(at_once(acts))) == 1
    assert Enrolment.objects.open().count() == 1
    need = Need.objects.get(code="land")
    assert len(won(at_once([lambda: ask(household=household, need=need, text="ขอ", by=None)] * THREADS))) == 1
    assert Referral.objects.count() == 1


def test_eight_editors_and_one_version(make):
    household = make.household()
    before = editable(household)

    def save(number):
        mine = Household.objects.get(pk=household.pk)
        return edit(household=mine, changes={**before, "phone": f"081000000{number}"}, version=1, by=None)

    answers = at_once([lambda number=number: save(number) for number in range(THREADS)])
    assert len(won(answers)) == 1
    assert all(
        isinstance(one, EditConflict) and one.differences for one in answers if isinstance(one, Refused)
    )
    assert Household.objects.get().version == 2


def test_nobody_is_paired_with_a_family_that_just_left(make, somchai, malee):
    for _ in range(4):
        household = make.household()
        enrolment = make.enrolment(household)
        at_once(
            [
                lambda h=household: pair(officer=somchai, household=h, by=None),
                lambda e=enrolment: strike_off(enrolment=e, reason="moved", ended_on=today(), by=None),
                lambda h=household: pair(officer=malee, household=h, by=None),
            ]
        )
        assert Enrolment.objects.open().count() == 0
        with transaction.atomic():
            assert not Pairing.objects.filter(ended_on__isnull=True).exists()
