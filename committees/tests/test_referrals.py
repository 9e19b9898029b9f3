import datetime

import pytest
from django.db import IntegrityError, transaction

from committees.actions.referrals import ADVICE_TURNS, TURNS, TurnPassed, answer, ask, deliver
from committees.models import Referral, ReferralAnswer, ReferralState, Support
from households.models import Need
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db
GOODS = {"what": "พันธุ์ไก่ไข่", "items": 10, "baht": 1_500, "source": "state", "delivered_on": today()}


def need(code):
    return Need.objects.get(code=code)


def take(referral, act, by=None, text="เพราะไม่มีงบ"):
    if act == "deliver":
        return deliver(referral=referral, **GOODS, by=by)
    return answer(referral=referral, act=act, text=text, by=by)


@pytest.mark.parametrize("state", ReferralState.values)
@pytest.mark.parametrize("act", [*TURNS, "advise"])
def test_every_act_from_every_state(make, chair, state, act):
    referral = make.referral(make.household(), state=state)
    turn = TURNS.get(act)
    if turn and turn.comes_from == state:
        take(referral, act, chair)
        referral.refresh_from_db()
        assert referral.state == turn.to and referral.state_since == today()
        assert ReferralAnswer.objects.get(referral=referral).by == chair
    else:
        with pytest.raises(TurnPassed):
            take(referral, act, chair)
        referral.refresh_from_db()
        assert referral.state == state
        assert not ReferralAnswer.objects.exists() and not Support.objects.exists()


@pytest.mark.parametrize("state", ReferralState.values)
@pytest.mark.parametrize("act", [*TURNS, "advise"])
def test_a_question_is_answered_in_words_and_brings_no_goods(make, state, act):
    question = make.referral(make.household(), committee=6, need="other", state=state)
    turn = ADVICE_TURNS.get(act)
    if turn and turn.comes_from == state:
        take(question, act)
        assert Referral.objects.get().state == turn.to
    else:
        with pytest.raises(TurnPassed):
            take(question, act)
        assert Referral.objects.get().state == state
    assert not Support.objects.exists()


def test_the_whole_way(make, somchai, chair, somchai_household):
    referral = ask(household=somchai_household, need=need("occupation"), text="ขอพันธุ์ไก่", by=somchai)
    assert referral.committee.number == 1
    for act in ("acknowledge", "accept", "deliver"):
        take(referral, act, chair, text="")
    take(referral, "confirm", somchai)
    assert [row.state for row in referral.answers.all()] == [
        "acknowledged",
        "accepted",
        "delivered",
        "confirmed",
    ]
    support = Support.objects.get()
    assert (support.household, support.committee, support.referral) == (
        somchai_household,
        referral.committee,
        referral,
    )
    assert (support.items, support.baht, support.source, support.recorded_by) == (10, 1_500, "state", chair)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"referral.asked", "referral.acknowledged", "referral.delivered", "referral.confirmed"} <= verbs
    assert "support.recorded" in verbs


def test_the_second_of_two_answers_is_told_who_came_first(make, chair):
    referral = make.referral(make.household(), state="acknowledged")
    same = Referral.objects.get(pk=referral.pk)
    answer(referral=referral, act="accept", by=chair)
    with pytest.raises(TurnPassed) as late:
        answer(referral=same, act="decline", text="ไม่มีงบ", by=None)
    assert "รับจะช่วย" in str(late.value) and "นางเกษร เกษตร" in str(late.value)
    assert ReferralAnswer.objects.count() == 1


def test_declining_wants_a_reason_also_in_the_database(make):
    referral = make.referral(make.household(), state="acknowledged")
    with pytest.raises(Refused, match="เขียนเหตุผล"):
        answer(referral=referral, act="decline", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralAnswer.objects.create(referral=referral, state="declined", text="")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [(today() + datetime.timedelta(1), "ไม่เกินวันนี้"), (days_ago(9), "ไม่ก่อนวันที่ขอ")],
)
def test_a_delivery_has_a_possible_date(make, on, sentence):
    referral = make.referral(make.household(), state="accepted", asked_on=days_ago(3))
    with pytest.raises(Refused, match=sentence):
        deliver(referral=referral, **{**GOODS, "delivered_on": on}, by=None)
    assert Referral.objects.get().state == "accepted"


# --- asking -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "number"), [("land", 1), ("care", 2), ("debt", 3), ("market", 4), ("other", 6)]
)
def test_the_need_finds_its_committee(make, somchai_household, code, number):
    assert ask(household=somchai_household, need=need(code), text="ขอ", by=None).committee.number == number


def test_publicity_takes_no_household(make, somchai_household):
    with pytest.raises(Refused, match="ไม่รับคำขอของครัวเรือน"):
        ask(household=somchai_household, need=need("land"), text="ขอ", committee=make.committee(5), by=None)


def test_only_for_a_household_in_the_programme(make):
    with pytest.raises(Refused, match="ไม่อยู่ในทะเบียน"):
        ask(household=make.household(), need=need("land"), text="ขอ", by=None)


def test_tapping_twice_sends_once(make, somchai, somchai_household):
    first = ask(household=somchai_household, need=need("land"), text="ขอที่ทำกิน", by=somchai)
    with pytest.raises(Refused, match="รออยู่แล้ว"):
        ask(household=somchai_household, need=need("land"), text="ขอที่ทำกิน", by=somchai)
    take(first, "acknowledge")
    take(first, "decline")
    ask(household=somchai_household, need=need("land"), text="ขออีกครั้ง", by=somchai)
    assert Referral.objects.count() == 2
