"""Two places an officer, one friend a household; whoever is told no is told why and what to do."""

import pytest
from django.db import IntegrityError

from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers import places
from officers.actions import pairings
from officers.models import Officer, Pairing


@pytest.fixture
def enrolled(make):
    def made(**where):
        household = make.household(**where)
        make.enrolment(household)
        return household

    return made


def test_pairing_takes_the_first_free_place(enrolled, somchai, somchai_household, district_chief):
    pairing = pairings.pair(
        officer=somchai, household=enrolled(), by=district_chief, order_number="3091/2562"
    )
    assert pairing.place == 2 and pairing.started_on == today() and pairing.order_number == "3091/2562"
    event = Event.objects.get(verb="pairing.paired")
    assert event.object_key == str(pairing.pk) and event.actor_name == "chief"


def test_a_freed_place_is_taken_again(enrolled, somchai, somchai_household, district_chief):
    pairings.pair(officer=somchai, household=enrolled(), by=district_chief)
    pairings.end(pairing=somchai_household.pairings.get(), reason="สลับคู่", by=district_chief)
    assert pairings.pair(officer=somchai, household=enrolled(), by=district_chief).place == 1


def test_a_third_household_is_refused_with_the_names_of_the_two(
    enrolled, somchai, somchai_household, district_chief
):
    second = enrolled(head="นางสี ทองดี")
    pairings.pair(officer=somchai, household=second, by=district_chief)
    with pytest.raises(pairings.OfficerFull) as refused:
        pairings.pair(officer=somchai, household=enrolled(), by=district_chief)
    told = str(refused.value)
    assert "นายบุญมี คำแก้ว" in told and "นางสี ทองดี" in told and "เลือกเจ้าหน้าที่คนอื่น" in told
    assert somchai.pairings.count() == 2


def test_a_household_of_another_district_stays_without_a_name(
    make, enrolled, somchai, somchai_household, district_chief
):
    make.posting(somchai, "officer", district="4012")
    far = enrolled(head="นายไกล อยู่ไกล", district="4012")
    make.pairing(somchai, far)
    with pytest.raises(pairings.OfficerFull) as refused:
        pairings.pair(officer=somchai, household=enrolled(), by=district_chief)
    assert "นายไกล" not in str(refused.value) and "นอกอำเภอ" in str(refused.value)


def test_a_household_has_one_friend(malee, somchai_household, district_chief):
    with pytest.raises(pairings.HouseholdPaired, match="มีคู่เสี่ยวแล้ว คือ นายสมชาย ใจดี"):
        pairings.pair(officer=malee, household=somchai_household, by=district_chief)


@pytest.mark.parametrize("fault", ["other district", "coordinator only", "ended", "switched off"])
def test_only_an_officer_of_that_district(make, enrolled, malee, district_chief, fault):
    if fault == "other district":
        malee.postings.update(district="4012")
    elif fault == "coordinator only":
        malee.postings.update(role="district")
    elif fault == "ended":
        malee.postings.update(ended_on=today())
    else:
        Officer.objects.filter(pk=malee.pk).update(is_active=False)
    with pytest.raises(pairings.NotPosted, match="ไม่ได้เป็นข้าราชการคู่เสี่ยวของอำเภอชุมแพ"):
        pairings.pair(officer=malee, household=enrolled(), by=district_chief)


def test_only_a_household_of_the_programme(make, malee, district_chief):
    with pytest.raises(Refused, match="ไม่ได้อยู่ในทะเบียนเป้าหมาย"):
        pairings.pair(officer=malee, household=make.household(), by=district_chief)


def test_ending_keeps_the_row_and_says_why(somchai, somchai_household, district_chief):
    pairing = pairings.end(pairing=somchai_household.pairings.get(), reason="เกษียณ", by=district_chief)
    assert pairing.ended_on == today() and pairing.end_reason == "เกษียณ"
    assert Event.objects.get(verb="pairing.ended").object_key == str(pairing.pk)
    with pytest.raises(Refused, match="สิ้นสุดไปแล้ว"):
        pairings.end(pairing=pairing, reason="อีกครั้ง", by=district_chief)


def test_ending_needs_a_reason(somchai, somchai_household, district_chief):
    with pytest.raises(Refused, match="เหตุที่สิ้นสุด") as refused:
        pairings.end(pairing=somchai_household.pairings.get(), reason="", by=district_chief)
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    "row",
    [
        {"place": 1},  # taken
        {"place": 3},
        {"place": 0},
        {"place": 2, "ended_on": days_ago(500)},  # before it began
    ],
)
def test_the_database_refuses_what_must_never_be(make, somchai, somchai_household, row):
    with pytest.raises(IntegrityError):
        Pairing.objects.create(officer=somchai, household=make.household(), started_on=days_ago(1), **row)


def test_the_database_refuses_a_second_friend(malee, somchai_household):
    with pytest.raises(IntegrityError):
        Pairing.objects.create(officer=malee, household=somchai_household, place=1, started_on=today())


def test_who_waits_and_who_has_a_place(make, enrolled, somchai, malee, somchai_household, district_chief):
    waiting = enrolled()
    make.household()  # in the register, not in the programme
    left = enrolled()
    left.enrolments.update(ended_on=today(), end_reason="moved")
    assert list(places.waiting(district_chief.coordinated)) == [waiting]
    free = {officer.pk: officer.free for officer in places.with_free_places(district_chief.people)}
    assert free == {malee.pk: 2, somchai.pk: 1}
    pairings.pair(officer=somchai, household=waiting, by=district_chief)
    free = {officer.pk: officer.free for officer in places.with_free_places(district_chief.people)}
    assert free == {malee.pk: 2}


def test_a_pair_whose_friend_has_left_his_post_is_marked(somchai, somchai_household, district_chief):
    assert places.pairs(district_chief.coordinated).get().posted
    somchai.postings.update(ended_on=today())
    assert not places.pairs(district_chief.coordinated).get().posted
