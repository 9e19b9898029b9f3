import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions import steps
from households.actions.conflicts import EditConflict
from households.actions.enrolments import strike_off
from households.actions.steps import WaitsForAnother
from households.models import Step, StepRequest
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(somchai_household):
    return somchai_household.enrolments.get()


@pytest.fixture
def asked(enrolment, somchai):
    return steps.move_or_ask(enrolment=enrolment, to=3, reason="พร้อมแล้ว", by=somchai)


def address(row, name="step_answer"):
    return reverse(f"households:{name}", args=[row.enrolment.household_id, row.pk])


def test_ahead_of_a_gate_the_friend_asks(enrolment, asked, somchai):
    assert isinstance(asked, StepRequest) and asked.waits and asked.turn == "ผู้ประสานงานอำเภอ"
    assert enrolment.steps.open().get().number == 1
    with pytest.raises(WaitsForAnother):
        steps.move_step(enrolment=enrolment, to=3, reason="พร้อมแล้ว", by=somchai)


def test_through_a_gate_that_asks_for_nobody_the_friend_moves_himself(make, enrolment, somchai):
    make.visit(enrolment.household, somchai)
    make.verification(enrolment.household, somchai)
    make.certification(enrolment.household, somchai)
    assert isinstance(steps.move_or_ask(enrolment=enrolment, to=2, reason="", by=somchai), Step)
    back = steps.move_or_ask(enrolment=enrolment, to=1, reason="ต้องตรวจใหม่", by=somchai)
    assert isinstance(back, Step), "back out of nothing that is counted"


def test_out_of_the_watch_the_friend_asks(make, somchai):
    household = make.household()
    enrolment = make.enrolment(household, step=4, watch_from=days_ago(9))
    make.pairing(somchai, household)
    made = steps.move_or_ask(enrolment=enrolment, to=2, reason="ป่วยหนัก", by=somchai)
    assert isinstance(made, StepRequest)
    enrolment.refresh_from_db()
    assert enrolment.watch_from


def test_the_coordinator_approves_and_the_step_keeps_what_was_missing(enrolment, asked, district_chief):
    held = steps.approve_step(request=asked, words="", by=district_chief)
    step = enrolment.steps.open().get()
    assert (step.number, step.reason, step.moved_by) == (3, "พร้อมแล้ว", district_chief)
    assert held.made == step and held.answer == "approved" and held.answered_by == district_chief
    assert [one.checklist_id for one in step.passages.all()] == ["1-1", "2-1"]
    assert set(Event.objects.values_list("verb", flat=True)) == {"step.asked", "step.moved", "step.approved"}


def test_never_ones_own(make, enrolment, asked, somchai, outsider, district_chief, pranee):
    make.posting(somchai, "district", district="4005")
    somchai = type(somchai).objects.get(pk=somchai.pk)  # roles are kept for one request
    for act in (steps.approve_step, steps.decline_step):
        with pytest.raises(Refused, match="อนุมัติเองไม่ได้"):
            act(request=asked, words="ดี", by=somchai)
    with pytest.raises(Refused, match="ของอำเภอนี้"):
        steps.approve_step(request=asked, by=outsider)
    steps.withdraw_step(request=asked, by=somchai)
    again = steps.move_or_ask(enrolment=enrolment, to=3, reason="x", by=somchai)
    assert again.turn == "สำนักงานจังหวัด", "whose friend coordinates"
    for act in (steps.approve_step, steps.decline_step):
        with pytest.raises(Refused, match="สำนักงานจังหวัดเป็นผู้อนุมัติ"):
            act(request=again, words="ดี", by=district_chief)
    for act in (steps.move_step, steps.move_or_ask):
        with pytest.raises(Refused, match="สำนักงานจังหวัดเป็นผู้อนุมัติ"):
            act(enrolment=enrolment, to=3, reason="แทนเขา", by=district_chief)
    assert steps.approve_step(request=again, by=pranee).answer == "approved"


def test_the_database_refuses_an_answer_of_ones_own_and_two_that_wait(asked, somchai):
    with pytest.raises(IntegrityError), transaction.atomic():
        StepRequest.objects.update(answer="approved", answered_by=somchai, answered_at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        StepRequest.objects.create(enrolment=asked.enrolment, number=2, asked_by=somchai, asked_at=now())


def test_a_second_request_waits_for_the_first(enrolment, asked, somchai):
    with pytest.raises(Refused, match="รออนุมัติอยู่แล้ว"):
        steps.move_or_ask(enrolment=enrolment, to=4, reason="x", by=somchai)


def test_declined_with_words_that_the_friend_reads(as_, asked, somchai, district_chief):
    with pytest.raises(Refused, match="เหตุผลที่ไม่อนุมัติ"):
        steps.decline_step(request=asked, words="", by=district_chief)
    client = as_(district_chief)
    assert client.post(address(asked), {"answer": "decline", "words": "ขอดูแผนก่อน"}).status_code == 302
    page = as_(somchai).get(reverse("households:case", args=[asked.enrolment.household_id])).content.decode()
    assert "ไม่อนุมัติ" in page and "ขอดูแผนก่อน" in page
    again = client.post(address(asked), {"answer": "approve"})
    assert "คำขอนี้มีผลแล้ว" in again.content.decode()


def test_only_who_asked_takes_it_back(as_, asked, somchai, district_chief):
    with pytest.raises(Refused, match="ของตนเอง"):
        steps.withdraw_step(request=asked, by=district_chief)
    assert as_(somchai).post(address(asked, "step_withdraw")).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "withdrawn"


@pytest.mark.parametrize("what", ["moved", "struck off"])
def test_a_request_lapses_when_the_household_moves_without_it(enrolment, asked, district_chief, what):
    if what == "moved":
        steps.move_step(enrolment=enrolment, to=2, reason="ตรวจแล้ว", by=district_chief)
    else:
        strike_off(enrolment=enrolment, reason="moved", ended_on=today(), by=district_chief)
    asked.refresh_from_db()
    assert (asked.answer, asked.made) == ("lapsed", None)


def test_the_loser_of_two_sees_the_difference(as_, enrolment, somchai, district_chief):
    page = {"seen": enrolment.steps.get().pk}
    steps.move_step(enrolment=enrolment, to=2, reason="ตรวจแล้ว", by=district_chief)
    with pytest.raises(EditConflict) as lost:
        steps.move_step(enrolment=enrolment, to=4, reason="มั่นใจ", by=district_chief, **page)
    assert [field for field, *_ in lost.value.differences] == ["to", "reason"]
    url = reverse("households:step_move", args=[enrolment.household_id])
    answer = as_(somchai).post(url, {"to": 4, "reason": "มั่นใจ", **page})
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("นายวิชัย พัฒนา", "ตรวจแล้ว", "มั่นใจ", "ย้ายตามที่ฉันเลือก"):
        assert words in text
    assert f'value="{enrolment.steps.open().get().pk}"' in text
    assert enrolment.steps.count() == 2 and not StepRequest.objects.exists()


def test_the_queue_of_the_coordinator(as_, make, asked, district_chief, outsider, django_assert_num_queries):
    client = as_(district_chief)
    url = reverse("households:approvals")
    for many in (1, 3):
        while StepRequest.objects.count() < many:
            row = make.enrolment(make.household())
            row.step_requests.create(number=2, asked_by=outsider, asked_at=now())
        with django_assert_num_queries(7):
            page = client.get(url)
        assert len(page.context["page"].object_list) == many
    assert "นายบุญมี คำแก้ว" in page.content.decode()
    assert "นายบุญมี คำแก้ว" not in as_(outsider).get(url).content.decode()
