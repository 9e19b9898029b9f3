"""A visit of somebody who was the friend that day and is no more: never lost, never in the record unseen, nothing told back."""

import datetime as dt
import random
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, now, today
from officers.actions import late_visits as acts
from officers.gaps import gaps_of
from officers.models import Arrival, LateVisit, Visit

pytestmark = pytest.mark.django_db
LIST = reverse("officers:late_visits")


def at(day):
    return (now() - (today() - day)).isoformat()


def told(day=None, **fields):
    day = day or days_ago(10)
    usual = {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "whole": "1",
        "visited_on": format_date(day, "numeric"),
        "met": "ยายบัว",
    }
    return usual | {"captured_at": at(day), "done": "เรื่องที่เล่าไว้", "needs": ["land"]} | fields


@pytest.fixture
def transferred(make, somchai, malee, somchai_household):
    """somchai was the friend until five days ago; now it is malee."""
    somchai.pairings.update(ended_on=days_ago(5), end_reason="ย้าย")
    make.pairing(malee, somchai_household, started_on=days_ago(5))
    return somchai


def send(client, household, **fields):
    address = reverse("officers:visit_record", args=[household.pk])
    return client.post(address, told(**fields), HTTP_ACCEPT="application/json")


def test_a_late_visit_waits_apart_and_its_sender_is_told_nothing(as_, transferred, somchai_household):
    client, key, device = as_(transferred), str(uuid.uuid4()), uuid.uuid4()
    answers = [send(client, somchai_household, key=key, device=device, number=1) for _ in range(3)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 3
    late = LateVisit.objects.get()
    assert str(late.key) == key and late.officer == transferred and late.needs.count() == 1
    assert not Visit.objects.exists() and Arrival.objects.get().outcome == "review"
    assert gaps_of([transferred.pk]) == []
    assert client.get(reverse("officers:visit_record", args=[somchai_household.pk])).status_code == 404
    assert client.get(LIST).status_code == 403


def test_who_has_no_post_at_all_any_more_is_heard_too(as_, transferred, somchai_household):
    transferred.postings.update(ended_on=today())
    client = as_(transferred)
    assert send(client, somchai_household).status_code == 202 and LateVisit.objects.count() == 1
    assert client.get(reverse("officers:visit_record", args=[somchai_household.pk])).status_code == 404


def test_what_was_recorded_in_time_is_no_late_visit_when_sent_again(
    make, as_, transferred, somchai_household
):
    visit = make.visit(somchai_household, transferred, visited_on=days_ago(10))
    assert send(as_(transferred), somchai_household, key=str(visit.key)).status_code == 202
    assert not LateVisit.objects.exists()


@pytest.mark.parametrize(
    "captured",
    [
        lambda: at(days_ago(5)),
        lambda: at(days_ago(101)),
        lambda: "",
        lambda: "yesterday?",
        lambda: at(days_ago(-3)),
    ],
)
def test_who_was_no_friend_on_the_day_of_writing_finds_nothing(as_, transferred, somchai_household, captured):
    assert send(as_(transferred), somchai_household, captured_at=captured()).status_code == 404
    assert not LateVisit.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "chair", "viewer", "pranee", "district_chief"])
def test_anybody_else_finds_nothing(request, as_, transferred, somchai_household, who):
    client = as_(request.getfixturevalue(who))
    assert send(client, somchai_household).status_code == 404 and not LateVisit.objects.exists()


def test_what_cannot_be_is_told_to_be_mended(as_, transferred, somchai_household):
    client = as_(transferred)
    for fields, field in (
        ({"met": ""}, "met"),
        ({"visited_on": format_date(days_ago(4), "numeric")}, "visited_on"),
    ):
        answer = send(client, somchai_household, **fields)
        assert answer.status_code == 422 and answer.json()["problems"][0]["field"] == field
        assert "บุญมี" not in answer.content.decode()
    assert not LateVisit.objects.exists()


@pytest.fixture
def late(as_, transferred, somchai_household):
    send(as_(transferred), somchai_household, device=uuid.uuid4(), number=1)
    return LateVisit.objects.get()


def test_the_coordinator_takes_it_into_the_record(as_, make, late, district_chief, malee, transferred):
    client, address = as_(district_chief), reverse("officers:late_visit", args=[late.pk])
    assert "นายบุญมี" in client.get(LIST).content.decode()
    assert "เรื่องที่เล่าไว้" in client.get(address).content.decode()
    assert client.post(address, {"act": "accept"}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.key, visit.officer, visit.counted, visit.received_on) == (
        late.key,
        transferred,
        True,
        today(),
    )
    assert visit.needs.count() == 1 and visit.captured_at == late.captured_at
    assert "นายบุญมี" not in client.get(LIST).content.decode()
    assert client.post(address, {"act": "accept"}).status_code == 409 and Visit.objects.count() == 1


def test_where_another_of_that_day_counts_the_late_one_stands_beside_it(make, late, district_chief, malee):
    make.visit(late.household, malee, visited_on=late.visited_on)
    assert not acts.accept(late=late, by=district_chief).counted


def test_declining_wants_a_reason_and_keeps_what_was_told(as_, late, district_chief):
    client, address = as_(district_chief), reverse("officers:late_visit", args=[late.pk])
    assert "เขียนเหตุผล" in client.post(address, {"act": "decline"}).content.decode()
    assert client.post(address, {"act": "nothing"}).status_code == 200
    assert client.post(address, {"act": "decline", "reason": "บ้านนี้ไม่มีใครอยู่แล้ว"}).status_code == 302
    late.refresh_from_db()
    assert (late.verdict, late.done, late.decided_by) == ("declined", "เรื่องที่เล่าไว้", district_chief)
    assert not Visit.objects.exists()


def test_nobody_decides_his_own(make, as_, late, transferred, pranee):
    make.posting(transferred, "district", district="4005")
    assert as_(transferred).get(reverse("officers:late_visit", args=[late.pk])).status_code == 404
    transferred.__dict__.pop("roles", None)
    with pytest.raises(Refused, match="ของคุณเอง"):
        acts.accept(late=late, by=transferred)
    with pytest.raises(IntegrityError), transaction.atomic():
        LateVisit.objects.update(verdict="accepted", decided_by=transferred, decided_at=now())
    assert acts.accept(late=late, by=pranee)


def test_another_district_finds_nothing(as_, late, outsider):
    client = as_(outsider)
    assert "นายบุญมี" not in client.get(LIST).content.decode()
    assert client.post(reverse("officers:late_visit", args=[late.pk]), {"act": "accept"}).status_code == 404
    with pytest.raises(Refused):
        acts.accept(late=late, by=outsider)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_asks_the_same_few_questions(
    as_, transferred, somchai_household, district_chief, django_assert_num_queries, rows
):
    for _ in range(rows):
        send(as_(transferred), somchai_household)
    client = as_(district_chief)
    with django_assert_num_queries(7):
        page = client.get(LIST).content.decode()
    assert page.count("นายบุญมี") == rows


def test_a_merged_file_is_found_where_it_went(make, as_, transferred, somchai_household, pranee):
    from households.actions.merging import merge

    kept = make.household()
    merge(kept=kept, gone=somchai_household, reason="บ้านเดียวกัน", by=pranee)
    assert send(as_(transferred), somchai_household).status_code == 202
    assert LateVisit.objects.get().household == kept


def test_the_clock_of_the_phone_decides_only_who_may_hand_in(as_, transferred, somchai_household):
    ahead = (now() + dt.timedelta(minutes=5)).isoformat()
    assert send(as_(transferred), somchai_household, captured_at=ahead).status_code == 404


def test_who_stood_in_that_day_may_hand_in_later(as_, make, malee, somchai, somchai_household, outsider):
    days = {"started_on": days_ago(12), "ended_on": days_ago(8)}
    somchai_household.substitutes.create(officer=malee, why="leave", made_by=outsider, **days)
    client = as_(malee)
    assert send(client, somchai_household).status_code == 202 and LateVisit.objects.get().officer == malee
    late = format_date(days_ago(8), "numeric")
    assert send(client, somchai_household, captured_at=at(days_ago(8)), visited_on=late).status_code == 404


# --- numbers that never came: the database looks for them -----------------------------------------------------------


def told_plainly(rows, before):
    """Walked by hand: every number below the highest that is not there, known since the next one came."""
    found = []
    for owner in {row[:2] for row in rows}:
        came = {number: at for officer, device, number, at in rows if (officer, device) == owner}
        for number in range(1, max(came)):
            if number not in came:
                since = came[min(one for one in came if one > number)]
                if before is None or since <= before:
                    found.append((*owner, number, since))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_database_finds_the_gaps_that_a_walk_finds(make, seed):
    chance, at_, rows = random.Random(seed), now(), []
    people = [make.officer() for _ in range(3)]
    for person in people:
        for device in (uuid.UUID(int=chance.getrandbits(128)) for _ in range(2)):
            for number in chance.sample(range(1, 15), 8):
                moment = at_ - dt.timedelta(hours=chance.randint(0, 100))
                rows.append((person.pk, str(device), number, moment))
                Arrival.objects.create(
                    officer=person, device=device, number=number, outcome="recorded", arrived_at=moment
                )
    for before in (None, at_ - dt.timedelta(hours=50)):
        found = [
            (one.officer_id, one.device, one.number, one.since)
            for one in gaps_of([p.pk for p in people], before=before)
        ]
        assert sorted(found) == sorted(told_plainly(rows, before))
        assert [one[3] for one in found] == sorted(one[3] for one in found)


def test_what_arrived_is_not_read(make, django_assert_num_queries):
    """A thousand visits and one gap: one row comes out of the database, whoever has how many phones."""
    person, device = make.officer(), uuid.uuid4()
    Arrival.objects.bulk_create(
        Arrival(officer=person, device=device, number=number, outcome="recorded", arrived_at=now())
        for number in range(1, 1001) if number != 500
    )  # fmt: skip
    with django_assert_num_queries(1) as asked:
        assert [one.number for one in gaps_of([person.pk])] == [500]
    sql = asked.captured_queries[0]["sql"]
    assert "LAG(" in sql and "LIMIT 200" in sql


def test_a_coordinator_reaches_every_gap(as_, district_chief, somchai):
    """More than a page holds: two phones of one officer, each with a gap of twenty."""
    long_ago = now() - dt.timedelta(days=30)
    for _ in range(2):
        Arrival.objects.create(
            officer=somchai, device=uuid.uuid4(), number=21, outcome="recorded", arrived_at=long_ago
        )
    client = as_(district_chief)
    pages = [client.get(reverse("officers:late_visits"), {"gaps": number}) for number in (1, 2)]
    shown = [[gap.number for gap, _officer in page.context["never_came"]] for page in pages]
    assert [len(one) for one in shown] == [25, 15]
    assert sorted(shown[0] + shown[1]) == sorted([*range(1, 21)] * 2)
    assert "?gaps=2" in pages[0].content.decode() and "?gaps=1" in pages[1].content.decode()
