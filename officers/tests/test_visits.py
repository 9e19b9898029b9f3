"""A visit is kept once, counts once a day, and never lies in the future."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from households.actions.merging import merge
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers.actions import visits
from officers.models import Visit


def record(household, by, **told):
    told = {"key": uuid.uuid4(), "kind": "visit", "visited_on": today(), "met": "หัวหน้าครัวเรือน"} | told
    return visits.record(household=household, by=by, **told)


def test_a_visit_is_kept_and_written_down(somchai, somchai_household):
    from households.models import Need

    needs = list(Need.objects.filter(pk__in=["land", "debt"]))
    visit = record(
        somchai_household, somchai, done="ดูแปลงผัก", income_month=2_500, needs=needs, next_on=days_ago(-9)
    )
    visit.refresh_from_db()
    assert visit.counted and visit.officer == somchai and visit.received_on == today()
    assert set(visit.needs.all()) == set(needs)
    event = Event.objects.get(verb="visit.recorded")
    assert event.object_key == str(visit.pk) and event.actor_name == "somchai"
    assert event.fields == ["kind", "visited_on", "met", "done", "income_month", "next_on", "needs"]
    assert "ดูแปลงผัก" not in str(vars(event))


def test_sending_twice_leaves_one_row_and_one_event(somchai, somchai_household):
    key = uuid.uuid4()
    first = record(somchai_household, somchai, key=key, done="ครั้งแรก")
    second = record(somchai_household, somchai, key=key, done="ครั้งแรก")
    assert first == second and Visit.objects.count() == 1
    assert Event.objects.filter(verb="visit.recorded").count() == 1


def test_what_was_corrected_after_it_had_arrived_is_not_taken_for_it(somchai, somchai_household):
    key = uuid.uuid4()
    record(somchai_household, somchai, key=key, done="ครั้งแรก")
    with pytest.raises(Refused, match="ส่งถึงแล้วตั้งแต่ก่อนแก้"):
        record(somchai_household, somchai, key=key, done="ครั้งที่สอง")
    assert Visit.objects.get().done == "ครั้งแรก"


def test_a_twin_that_was_quicker_wins_and_is_not_written_down_twice(somchai, somchai_household, monkeypatch):
    key = uuid.uuid4()
    record(somchai_household, somchai, key=key)
    looks = iter([None, None, Visit.objects.get()])  # at the first looks the twin had not arrived yet
    monkeypatch.setattr(visits, "_already_there", lambda *args: next(looks))
    assert record(somchai_household, somchai, key=key).key == key
    assert Visit.objects.count() == 1 and Event.objects.filter(verb="visit.recorded").count() == 1


def test_another_persons_key_is_refused(make, somchai, malee, somchai_household):
    other = make.household()
    make.enrolment(other)
    make.pairing(malee, other)
    visit = record(somchai_household, somchai)
    with pytest.raises(visits.NotYourVisit, match="เปิดหน้าบันทึกเยี่ยมใหม่"):
        record(other, malee, key=visit.key)
    second = make.household()
    make.enrolment(second)
    make.pairing(somchai, second)
    with pytest.raises(visits.NotYourVisit):
        record(second, somchai, key=visit.key)


def test_one_counts_a_day_and_the_others_are_kept(somchai, somchai_household):
    counted = [record(somchai_household, somchai).counted for _ in range(3)]
    yesterday = record(somchai_household, somchai, visited_on=days_ago(1))
    assert counted == [True, False, False] and yesterday.counted
    assert Visit.objects.count() == 4


@pytest.mark.parametrize("kind", ["attempt", "contact"])
def test_only_a_visit_counts(somchai, somchai_household, kind):
    assert not record(somchai_household, somchai, kind=kind).counted
    assert record(somchai_household, somchai).counted


def test_the_database_refuses_a_second_that_counts(make, somchai, somchai_household):
    make.visit(somchai_household, somchai)
    with pytest.raises(IntegrityError):
        make.visit(somchai_household, somchai)


def test_the_future_is_refused_by_the_bangkok_date(somchai, somchai_household):
    with pytest.raises(Refused, match="ต้องไม่เกินวันนี้") as refused:
        record(somchai_household, somchai, visited_on=days_ago(-1))
    assert refused.value.field == "visited_on"


def test_after_midnight_in_bangkok_it_is_the_new_day(make, somchai):
    household = make.household()
    make.enrolment(household)
    make.pairing(somchai, household, started_on=dt.date(2026, 1, 1))
    with time_machine.travel(
        dt.datetime(2026, 1, 31, 17, 30, tzinfo=dt.UTC), tick=False
    ):  # 1 Feb 00:30 in Bangkok
        visit = record(household, somchai, visited_on=dt.date(2026, 2, 1))
    assert visit.received_on == dt.date(2026, 2, 1)


def test_the_device_clock_cannot_be_ahead_of_the_server(somchai, somchai_household):
    ahead = visits.now() + dt.timedelta(days=3)
    visit = record(somchai_household, somchai, captured_at=ahead)
    assert visit.captured_at == visit.received_at
    earlier = visits.now() - dt.timedelta(hours=3)
    assert record(somchai_household, somchai, captured_at=earlier, kind="contact").captured_at == earlier


def test_only_the_friend_records(make, malee, district_chief, somchai, somchai_household):
    for person in (malee, district_chief):
        with pytest.raises(visits.NotPaired, match="ไม่ได้เป็นคู่เสี่ยว"):
            record(somchai_household, person)
    somchai.pairings.update(ended_on=today(), end_reason="ย้าย")
    with pytest.raises(visits.NotPaired):
        record(somchai_household, somchai)


def test_a_visit_to_a_file_merged_meanwhile_is_kept_when_sent_once_more(
    make, as_, somchai, somchai_household, pranee
):
    kept = make.household()
    merge(kept=kept, gone=somchai_household, reason="บ้านเดียวกัน", by=pranee)
    with pytest.raises(Refused, match="กดบันทึกอีกครั้ง"):
        record(somchai_household, somchai)
    assert not Visit.objects.exists()
    day = today().strftime("%d/%m/") + str(today().year + 543)
    told = {"key": str(uuid.uuid4()), "kind": "visit", "visited_on": day, "met": "ยาย", "whole": "1"}
    page = as_(somchai).post(reverse("officers:visit_record", args=[somchai_household.pk]), told)
    assert page.status_code == 302 and Visit.objects.get().household == kept


def test_not_before_the_friendship(somchai, somchai_household):
    with pytest.raises(Refused, match="ตั้งแต่") as refused:
        record(somchai_household, somchai, visited_on=days_ago(101))
    assert refused.value.field == "visited_on"


def test_the_next_date_lies_after_the_visit(somchai, somchai_household):
    with pytest.raises(Refused, match="ต้องหลังวันที่เยี่ยม") as refused:
        record(somchai_household, somchai, next_on=today())
    assert refused.value.field == "next_on"
    assert not Visit.objects.exists() and not Event.objects.filter(verb="visit.recorded").exists()
