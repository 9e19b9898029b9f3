"""What the phone's own sending is told: saved, mended, or that it is not the writer who sends."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from kusiao.testing.make import days_ago
from kusiao.thai import format_date, now, today
from officers.gaps import gaps_of
from officers.models import Arrival, Visit, VisitDraft

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_ACCEPT": "application/json"}


def form_of(household):
    return reverse("officers:visit_record", args=[household.pk])


def draft_of(household):
    return reverse("officers:visit_draft", args=[household.pk])


def told(**fields):
    usual = {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "whole": "1",
        "visited_on": format_date(today(), "numeric"),
    }
    return usual | {"met": "ยายบัว"} | fields


def send(client, household, **fields):
    return client.post(form_of(household), told(**fields), **SCRIPT)


def test_saved_is_told_the_same_however_often_it_is_sent(as_, somchai, somchai_household):
    client, once = as_(somchai), told()
    answers = [client.post(form_of(somchai_household), once, **SCRIPT) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.content for answer in answers} == {
        json.dumps({"saved": reverse("officers:visit_saved", args=[once["key"]])}).encode()
    }
    assert Visit.objects.count() == 1


def test_what_must_be_mended_is_told_field_by_field(as_, somchai, somchai_household):
    answer = send(as_(somchai), somchai_household, met="", income_month="สองพัน")
    problems = {one["field"]: one for one in answer.json()["problems"]}
    assert answer.status_code == 422 and set(problems) == {"met", "income_month"}
    assert problems["met"]["id"] == "id_met" and "ใส่ว่าพบใคร" in problems["met"]["words"]
    refused = send(as_(somchai), somchai_household, visited_on=format_date(days_ago(101), "numeric"))
    assert refused.json()["problems"][0]["field"] == "visited_on"
    assert not Visit.objects.exists()


def test_another_persons_writing_waits_for_that_person(make, as_, somchai, malee, somchai_household):
    """The page was opened by malee; somchai, whose household it is too late to tell apart by the session, signed in since."""
    answer = send(as_(somchai), somchai_household, sender=str(malee.pk))
    assert answer.status_code == 409 and not answer.content and not Visit.objects.exists()
    assert (
        as_(somchai).post(draft_of(somchai_household), {"sender": malee.pk, "done": "x"}).status_code == 409
    )
    assert send(as_(somchai), somchai_household, sender=str(somchai.pk)).status_code == 200


# --- drafts on the server -------------------------------------------------------------------------------------


def test_a_draft_goes_on_on_another_phone_and_ends_with_the_visit(as_, somchai, somchai_household):
    client, key = as_(somchai), str(uuid.uuid4())
    typed = {
        "key": key,
        "kind": "contact",
        "changed": "ขายไก่ได้",
        "needs": ["land", "debt"],
        "photo_agreed": "on",
    }
    kept = client.post(draft_of(somchai_household), typed)
    assert kept.status_code == 200 and kept.json()["at"].endswith("น.")
    stored = VisitDraft.objects.get()
    assert json.loads(stored.fields) == {
        "kind": ["contact"],
        "changed": ["ขายไก่ได้"],
        "needs": ["land", "debt"],
    }
    page = as_(somchai).get(form_of(somchai_household)).content.decode()
    assert (
        "ขายไก่ได้" in page
        and f'name="key" value="{key}"' not in page
        and re.search(r'value="contact"[^>]*checked', page)
    )
    client.post(form_of(somchai_household), told(key=key))
    assert not VisitDraft.objects.exists()
    late = client.post(
        draft_of(somchai_household), typed
    )  # a draft that was under way when the visit was saved
    assert late.status_code == 204 and not VisitDraft.objects.exists()


def test_a_draft_is_not_readable_in_the_database(as_, somchai, somchai_household):
    from django.db import connection

    as_(somchai).post(draft_of(somchai_household), {"changed": "ความลับในบ้าน"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM officers_visitdraft")
        assert "ความลับ" not in cursor.fetchone()[0]


def test_a_draft_is_thrown_away_when_told_so(as_, somchai, somchai_household):
    client = as_(somchai)
    client.post(draft_of(somchai_household), {"changed": "x"})
    assert client.post(draft_of(somchai_household), {"discard": "1"}).status_code == 204
    assert not VisitDraft.objects.exists()
    assert client.post(draft_of(somchai_household), {"changed": "ก" * 30_000}).status_code == 204
    assert client.post(draft_of(somchai_household), {"key": "nonsense"}).status_code == 204
    assert not VisitDraft.objects.exists()


def test_drafts_of_a_household_that_is_not_his_are_nowhere(as_, malee, somchai, somchai_household):
    as_(somchai).post(draft_of(somchai_household), {"changed": "ของสมชาย"})
    assert as_(malee).post(draft_of(somchai_household), {"changed": "x"}).status_code == 404
    assert VisitDraft.objects.get().officer == somchai


# --- numbers ----------------------------------------------------------------------------------------------------


def numbers(somchai, client, household, device, *sent):
    for number in sent:
        assert send(client, household, device=device, number=number).status_code == 200
    return [gap.number for gap in gaps_of([somchai.pk])]


def test_a_number_that_never_came_is_seen(as_, somchai, somchai_household):
    client, device, other = as_(somchai), uuid.uuid4(), uuid.uuid4()
    assert numbers(somchai, client, somchai_household, device, 1, 2) == []
    assert numbers(somchai, client, somchai_household, device, 4, 7) == [3, 5, 6]
    assert numbers(somchai, client, somchai_household, other, 2) == [3, 5, 6, 1]
    assert numbers(somchai, client, somchai_household, device, 5, 3) == [6, 1]
    page = client.get(reverse("officers:mine")).content.decode()
    assert f'data-gap="{device}:6"' in page and "ฉบับที่ 6" in page


def test_a_number_told_twice_or_by_a_phone_that_cannot_count_loses_no_visit(as_, somchai, somchai_household):
    client, device = as_(somchai), uuid.uuid4()
    numbers(somchai, client, somchai_household, device, 1, 1)
    assert Visit.objects.count() == 2 and Arrival.objects.count() == 1
    assert send(client, somchai_household, device=device, number=900_000).status_code == 200
    assert len(gaps_of([somchai.pk])) == 20


def test_a_gap_is_closed_by_its_writer_alone(as_, somchai, malee, somchai_household):
    client, device = as_(somchai), uuid.uuid4()
    numbers(somchai, client, somchai_household, device, 1, 3)
    address = reverse("officers:gap_close", args=[device, 2])
    assert as_(malee).post(address).status_code == 404
    assert client.post(reverse("officers:gap_close", args=[device, 1])).status_code == 404
    assert client.post(address).status_code == 302 and gaps_of([somchai.pk]) == []
    assert client.post(address).status_code == 404
    assert Arrival.objects.get(number=2).outcome == "given_up"


def test_the_coordinator_is_told_when_a_gap_stays(as_, somchai, district_chief, outsider, somchai_household):
    device, page = uuid.uuid4(), reverse("officers:late_visits")
    numbers(somchai, as_(somchai), somchai_household, device, 1, 3)
    assert "นายสมชาย" not in as_(district_chief).get(page).content.decode()
    Arrival.objects.update(arrived_at=now() - (today() - days_ago(3)))
    assert "นายสมชาย ใจดี" in as_(district_chief).get(page).content.decode()
    assert "นายสมชาย" not in as_(outsider).get(page).content.decode()


# --- a sending that broke in the middle --------------------------------------------------------------------------


def test_half_a_sending_is_no_visit_and_shuts_no_door(as_, somchai, somchai_household):
    """The parser of forms makes a form of the half that came, with its key: found by cutting the line."""
    client, whole = as_(somchai), told(changed="ขายไก่ได้")
    half = {name: words for name, words in whole.items() if name not in ("changed", "whole")}
    assert client.post(form_of(somchai_household), half, **SCRIPT).status_code == 400
    page = client.post(form_of(somchai_household), half).content.decode()
    assert "ข้อมูลมาไม่ครบ" in page and whole["key"] in page and not Visit.objects.exists()
    assert client.post(form_of(somchai_household), whole, **SCRIPT).status_code == 200
    assert Visit.objects.get().changed == "ขายไก่ได้"
