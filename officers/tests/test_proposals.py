"""The proposer's page: it proposes within the district, changes nothing by itself, and pairs all or nobody."""

import re
from functools import partial

import pytest
from django.urls import reverse

from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.testing.race import at_once
from officers import proposing
from officers.actions import hand_overs, proposals
from officers.models import Agency, Conflict, Pairing

PAGE = reverse("officers:proposals")


@pytest.fixture
def waiting(make):
    def made(count=1, **fields):
        rows = [make.household(**fields) for _ in range(count)]
        for row in rows:
            make.enrolment(row)
        return rows

    return made


def field_of(person):
    district = person.staffed_districts.get()
    return proposing.field_of(district, people=person.people, households=person.coordinated)


def sent_from(page, **changed):
    """The form as the browser would send it back."""
    sent = dict(re.findall(r'name="(seen)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(pair-[^"]+)".*?>(.*?)</select>', page, re.S):
        sent[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return {**sent, **changed}


def test_it_proposes_who_lives_near_and_what_the_office_can_do(make, district_chief, malee, waiting):
    near = Agency.objects.create(
        name="เกษตร", district_id="4005", kind_id="agriculture", latitude=16.5, longitude=102.1
    )
    far = Agency.objects.create(
        name="สาธารณสุข", district_id="4005", kind_id="health", latitude=16.9, longitude=102.1
    )
    farmer = make.officer("farmer", role="officer", district="4005", agency=near)
    malee.agency = far
    malee.save()
    (household,) = waiting(latitude=16.51, longitude=102.1)
    make.visit(household, malee, visited_on=days_ago(3)).needs.set(["occupation"])
    (pair,) = field_of(district_chief).propose()
    assert pair.carer.key == farmer.pk and pair.home.needs == {"occupation"}
    assert "ห่าง 1.1 กม." in pair.reasons and "หน่วยงานช่วยเรื่องอาชีพได้" in pair.reasons


def test_needs_come_from_the_last_survey_where_nobody_said_any(make, district_chief, malee, waiting):
    (household,) = waiting()
    make.survey(household, results="F" + "P" * 30)
    (home,) = field_of(district_chief).homes
    assert home.needs == {"health", "care"}


def test_who_was_parted_or_leaves_is_not_proposed(
    make, district_chief, somchai, malee, waiting, somchai_household
):
    (household,) = waiting()
    Conflict.objects.create(officer=malee, household=household, why="conflict", declared_on=days_ago(1))
    assert {pair.carer.key for pair in field_of(district_chief).propose()} == {somchai.pk}
    far = make.officer(role="officer", district="4005")
    hand_overs.plan(
        pairing=somchai_household.pairings.get(),
        on=days_ago(-5),
        why="order",
        successor=far,
        by=district_chief,
    )
    places = {carer.key: carer.places for carer in field_of(district_chief).carers}
    assert places[far.pk] == 1  # one is spoken for


def test_the_page_shows_reasons_and_pairs_nobody(as_, district_chief, malee, waiting):
    waiting(head="นางสี ทองดี")
    page = as_(district_chief).get(PAGE).content.decode()
    assert "นางสี ทองดี" in page and "นางมาลี ศรีสุข" in page and "ห่างราว" in page
    assert not Pairing.objects.exists()


def test_the_page_asks_the_same_for_one_row_and_three(
    as_, make, district_chief, malee, waiting, django_assert_num_queries
):
    client = as_(district_chief)
    waiting()
    with django_assert_num_queries(20):
        client.get(PAGE)
    waiting(2)
    make.officer(role="officer", district="4005")
    with django_assert_num_queries(20):
        client.get(PAGE)


def test_the_coordinator_edits_and_confirms(as_, make, district_chief, malee, waiting):
    other = make.officer("other", role="officer", district="4005")
    first, second, third = waiting(3)
    client = as_(district_chief)
    sent = sent_from(client.get(PAGE).content.decode(), order_number="77/2569")
    assert len(sent) == 5 and all(sent.values())
    sent |= {f"pair-{first.pk}": other.pk, f"pair-{second.pk}": other.pk, f"pair-{third.pk}": ""}
    assert "จับคู่แล้ว 2 คู่" in client.post(PAGE, sent, follow=True).content.decode()
    assert set(other.pairings.values_list("household", "order_number")) == {
        (first.pk, "77/2569"), (second.pk, "77/2569"),
    }  # fmt: skip


def test_three_for_one_officer_pair_nobody_and_the_choice_stays(as_, make, district_chief, malee, waiting):
    make.officer(role="officer", district="4005")
    client, rows = as_(district_chief), waiting(3)
    sent = sent_from(client.get(PAGE).content.decode()) | {f"pair-{row.pk}": malee.pk for row in rows}
    page = client.post(PAGE, sent).content.decode()
    assert "ยังไม่ได้จับคู่ใครเลย" in page and not Pairing.objects.exists()
    assert page.count(f'value="{malee.pk}" selected') == 3


def test_what_moved_since_is_asked_again(as_, make, district_chief, malee, waiting):
    client, (household, _other) = as_(district_chief), waiting(2)
    sent = sent_from(client.get(PAGE).content.decode())
    make.pairing(malee, household)
    page = client.post(PAGE, sent).content.decode()
    assert "ตรวจรายการใหม่แล้วยืนยันอีกครั้ง" in page and Pairing.objects.count() == 1
    assert "จับคู่แล้ว 1 คู่" in client.post(PAGE, sent_from(page), follow=True).content.decode()


def test_an_officer_who_was_not_offered_cannot_be_slipped_in(as_, make, district_chief, malee, waiting):
    far = make.officer(role="officer", district="4012")
    client, (household,) = as_(district_chief), waiting()
    sent = sent_from(client.get(PAGE).content.decode()) | {f"pair-{household.pk}": far.pk}
    assert "เลือกจากรายชื่อนี้" in client.post(PAGE, sent).content.decode()
    assert not Pairing.objects.exists()


def test_the_page_is_the_districts(as_, make, outsider, somchai, malee, waiting):
    waiting(head="นางสี ทองดี")
    assert "นางสี" not in as_(outsider).get(PAGE, {"district": "4005"}).content.decode()
    assert as_(somchai).get(PAGE).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_is_confirmed_once(make, district_chief, malee, waiting):
    other = make.officer(role="officer", district="4005")
    rows = waiting(4)
    chosen = list(zip(rows, [malee, other, malee, other], strict=True))
    acts = [
        partial(proposals.confirm, chosen=order, by=district_chief)
        for order in (chosen, chosen[::-1])
        for _ in range(3)
    ]
    answers = at_once(acts)
    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
    assert Pairing.objects.count() == 4 and malee.pairings.count() == 2
