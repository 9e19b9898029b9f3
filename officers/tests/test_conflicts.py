"""ส่วนได้เสีย is told before anybody is paired; then neither the board nor the proposer makes them a pair."""

import pytest
from django.urls import reverse

from kusiao.audit.models import Event
from kusiao.refusal import Refused
from officers import proposing
from officers.actions import conflicts, hand_overs, pairings
from officers.models import Conflict

PAGE = reverse("officers:conflicts")


@pytest.fixture
def waiting(make):
    household = make.household(head="นางญาติ ผู้ใหญ่")
    make.enrolment(household)
    return household


def page_of(conflict):
    return reverse("officers:conflict", args=[conflict.pk])


def offered(household, by):
    return {
        officer for officer, _why in proposing.fittest(household, people=by.people, households=by.coordinated)
    }


def test_the_officer_tells_in_words_and_the_coordinator_finds_the_house(as_, malee, district_chief, waiting):
    assert as_(malee).post(PAGE, {"told": "บ้านน้าสาว หมู่ 1"}).status_code == 302
    told = Conflict.objects.get()
    assert (told.officer, told.household, told.declared_by) == (malee, None, malee)
    assert malee in offered(waiting, district_chief)
    listed = as_(district_chief).get(PAGE).content.decode()
    assert "บ้านน้าสาว" in listed and "รอผู้ประสานงานหาครัวเรือน" in listed
    as_(district_chief).post(page_of(told), {"act": "place", "household": waiting.pk})
    assert malee not in offered(waiting, district_chief)
    with pytest.raises(pairings.KeptApart):
        pairings.pair(officer=malee, household=waiting, by=district_chief)
    own = as_(malee).get(PAGE).content.decode()
    assert "บ้านน้าสาว" in own and "นางญาติ" not in own  # he learns no family's name by it
    assert as_(malee).post(page_of(told), {"act": "withdraw"}).status_code == 302
    pairings.pair(officer=malee, household=waiting, by=district_chief)
    assert {"conflict.declared", "conflict.placed", "conflict.withdrawn"} <= {
        one.verb for one in Event.objects.all()
    }
    assert "น้าสาว" not in str([vars(event) for event in Event.objects.all()])


def test_the_coordinator_tells_of_his_people(as_, malee, outsider, district_chief, waiting):
    answer = as_(district_chief).post(PAGE, {"officer": malee.pk, "household": waiting.pk})
    assert answer.status_code == 302 and malee not in offered(waiting, district_chief)
    told = Conflict.objects.get()
    again = as_(district_chief).post(PAGE, {"officer": malee.pk, "household": waiting.pk})
    assert "ไม่ต้องแจ้งซ้ำ" in again.content.decode()
    for other in (malee, outsider):  # of whom it is told, and another district
        assert as_(other).get(page_of(told)).status_code == 404
    with pytest.raises(Refused, match="คนอื่นแจ้งไว้"):
        conflicts.withdraw(conflict=told, by=malee)
    with pytest.raises(Refused, match="ไม่อยู่ในอำเภอของคุณ"):
        conflicts.declare(officer=malee, household=waiting, by=outsider)
    as_(district_chief).post(page_of(told), {"act": "withdraw"})
    assert not Conflict.objects.standing().exists() and malee in offered(waiting, district_chief)


def test_of_a_pair_that_stands_it_is_a_hand_over(district_chief, somchai, somchai_household):
    with pytest.raises(Refused, match="ให้ส่งมอบก่อน"):
        conflicts.declare(officer=somchai, household=somchai_household, by=district_chief)
    pairing = somchai_household.pairings.get()
    hand_overs.plan(pairing=pairing, on=pairing.started_on, why="conflict", by=district_chief)
    assert Conflict.objects.get().household == somchai_household


def test_blank_words_say_nothing(as_, malee, db):
    assert "เขียนว่าบ้านไหน" in as_(malee).post(PAGE, {"told": " "}).content.decode()
    with pytest.raises(Refused):
        conflicts.declare(officer=malee, by=malee)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_questions(
    as_, make, district_chief, waiting, rows, django_assert_num_queries
):
    for _ in range(rows):
        conflicts.declare(
            officer=make.officer(role="officer", district="4005"), household=waiting, by=district_chief
        )
    client = as_(district_chief)
    with django_assert_num_queries(8):
        client.get(PAGE)
