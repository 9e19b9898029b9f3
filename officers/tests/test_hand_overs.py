"""One door for every change: planned for a day, carried out on it or said why not, and no household lost on the way."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kusiao.audit.models import Event
from kusiao.jobs import run_pending
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers import tasks
from officers.actions import hand_overs, pairings, postings
from officers.models import ChangeReason, Conflict, HandOver, Pairing


def days_on(days):
    return today() + dt.timedelta(days=days)


def on_the_day(days):
    """The timetable asks and the worker works, that many days from today."""
    with time_machine.travel(dt.datetime.combine(days_on(days), dt.time(3))):
        tasks.ask_what_is_due()
        run_pending()


@pytest.fixture
def pairing(somchai_household):
    return somchai_household.pairings.get()


@pytest.fixture
def plan(pairing, district_chief):
    def made(*, on=5, why="order", successor=None, pairing=pairing, **words):
        return hand_overs.plan(
            pairing=pairing, on=days_on(on), why=why, successor=successor, by=district_chief, **words
        )

    return made


def friend_of(household):
    return [row.officer.username for row in household.pairings.filter(ended_on=None)]


def test_planned_ahead_changes_nothing_before_its_day(somchai_household, malee, plan):
    planned = plan(successor=malee)
    on_the_day(4)
    assert friend_of(somchai_household) == ["somchai"]
    on_the_day(5)
    assert friend_of(somchai_household) == ["malee"]
    planned.refresh_from_db()
    assert planned.state == "done" and planned.next_pairing.started_on == planned.on
    assert planned.joint_due_on == planned.on + dt.timedelta(days=30)
    old = somchai_household.pairings.get(officer__username="somchai")
    assert old.ended_on == planned.on and old.end_why == "order" and old.end_reason == "สลับคู่ตามคำสั่งใหม่"


def test_a_day_that_nobody_asked_about_is_made_up(somchai_household, malee, plan):
    planned = plan(successor=malee)
    on_the_day(9)
    planned.refresh_from_db()
    assert planned.next_pairing.started_on == days_on(5)  # from the day it was said for


def test_today_is_at_once(somchai_household, malee, plan):
    assert plan(on=0, successor=malee).state == "done"
    assert friend_of(somchai_household) == ["malee"]


def test_two_swap_on_one_day_though_both_are_full(make, somchai, malee, somchai_household, plan):
    others = [make.household() for _ in range(3)]
    for household in others:
        make.enrolment(household)
    make.pairing(somchai, others[0])
    theirs = [make.pairing(malee, household) for household in others[1:]]
    plan(pairing=theirs[0], successor=None)  # malee gives one away, so that she has a place that day
    plan(successor=malee)
    first = plan(pairing=theirs[0], successor=somchai)
    on_the_day(5)
    assert friend_of(somchai_household) == ["malee"] and friend_of(others[1]) == ["somchai"]
    first.refresh_from_db()
    assert first.state == "done"


def test_a_successor_who_is_full_on_the_day_leaves_the_friend_where_he_is(
    make, somchai_household, malee, plan, district_chief
):
    planned = plan(successor=malee)
    for _ in range(2):
        make.pairing(malee, make.household())
    on_the_day(5)
    planned.refresh_from_db()
    assert friend_of(somchai_household) == ["somchai"]
    assert planned.state == "stuck" and "ดูแลครบ 2 ครัวเรือนแล้ว" in planned.problem
    other = make.officer("other", role="officer", district="4005")
    with time_machine.travel(dt.datetime.combine(days_on(6), dt.time(3))):
        hand_overs.choose(hand_over=planned, successor=other, by=district_chief)
    assert friend_of(somchai_household) == ["other"]


def test_a_leaver_is_gone_even_where_nobody_follows(somchai, somchai_household, district_chief):
    district = district_chief.staffed_districts.get()
    made = postings.leave(officer=somchai, district=district, on=days_on(3), why="retired", by=district_chief)
    assert [one.pairing.household for one in made] == [somchai_household]
    on_the_day(3)
    assert friend_of(somchai_household) == []
    assert HandOver.objects.get().state == "done"


def test_whoever_is_paired_next_takes_the_pack_up(somchai_household, malee, plan, district_chief):
    plan(on=0, why="died")
    pairings.pair(officer=malee, household=somchai_household, by=district_chief)
    pack = HandOver.objects.get()
    assert pack.next_pairing.officer == malee and pack.joint_due_on == days_on(30)
    assert HandOver.objects.unread().get() == pack


def test_no_day_is_lost_between_two_friends(somchai_household, malee, plan):
    plan(successor=malee)
    on_the_day(5)
    old, new = somchai_household.pairings.order_by("started_on")
    assert old.ended_on == new.started_on and Pairing.objects.count() == 2


def test_a_whole_office_leaves_at_once(make, somchai, malee, somchai_household, district_chief):
    hers = make.household()
    make.enrolment(hers)
    make.pairing(malee, hers)
    district = district_chief.staffed_districts.get()
    heir = make.officer("heir", role="officer", district="4005")
    made = postings.leave_many(
        officers=[somchai, malee], district=district, on=days_on(2), why="moved",
        successors={hers.pk: heir, somchai_household.pk: heir}, by=district_chief,
    )  # fmt: skip
    assert len(made) == 2 and not somchai.postings.filter(ended_on=None).exists()
    on_the_day(2)
    assert friend_of(hers) == friend_of(somchai_household) == ["heir"]


def test_nobody_leaves_where_one_of_the_office_cannot(make, somchai, somchai_household, district_chief):
    stranger = make.officer(role="officer", district="4012")
    district = district_chief.staffed_districts.get()
    with pytest.raises(Refused, match="ไม่ได้ประจำอำเภอชุมแพ"):
        postings.leave_many(
            officers=[somchai, stranger], district=district, on=today(), why="moved", by=district_chief
        )
    assert somchai.postings.filter(ended_on=None).exists() and friend_of(somchai_household) == ["somchai"]


def test_another_districts_people_are_not_moved(somchai, outsider, district_chief):
    district = district_chief.staffed_districts.get()
    with pytest.raises(Refused, match="ไม่อยู่ในความดูแลของคุณ"):
        postings.leave(officer=somchai, district=district, on=today(), why="moved", by=outsider)


def test_the_province_moves_him_to_another_district(make, somchai, somchai_household, pranee):
    here, there = (pranee.staffed_districts.get(pk=code) for code in ("4005", "4012"))
    postings.leave(officer=somchai, district=here, to=there, on=days_on(2), why="moved", by=pranee)
    assert {row.district_id: (row.started_on <= today(), row.ended_on) for row in somchai.postings.all()} == {
        "4005": (True, days_on(2)), "4012": (False, None),
    }  # fmt: skip
    postings.stay(officer=somchai, district=here, by=pranee)
    assert somchai.postings.get(district="4005").ended_on is None
    assert not somchai.postings.get(district="4012").ended_on > days_on(2)
    assert HandOver.objects.get().state == "called_off"


def test_a_later_word_stands_in_place_of_the_earlier(plan, malee):
    first = plan(on=5)
    second = plan(on=7, successor=malee)
    first.refresh_from_db()
    assert first.state == "called_off" and HandOver.objects.open().get() == second


def test_a_place_that_is_spoken_for_is_not_given_twice(make, malee, plan, district_chief):
    make.pairing(malee, make.household())
    plan(successor=malee)
    other = make.household()
    make.enrolment(other)
    theirs = make.pairing(make.officer(role="officer", district="4005"), other)
    with pytest.raises(Refused, match="จะดูแลครบ 2 ครัวเรือนแล้ว"):
        plan(pairing=theirs, on=6, successor=malee)


@pytest.mark.parametrize("why", ["conflict", "family"])
def test_who_was_parted_is_not_paired_again(somchai, somchai_household, plan, district_chief, why):
    plan(on=0, why=why)
    assert Conflict.objects.get().officer == somchai
    with pytest.raises(pairings.KeptApart):
        pairings.pair(officer=somchai, household=somchai_household, by=district_chief)


def test_a_relative_of_the_same_village_is_not_paired(make, malee, district_chief):
    household = make.household(head="นางสี ศรีสุข")
    make.enrolment(household)
    malee.home_village = household.village
    malee.save()
    with pytest.raises(pairings.KeptApart):
        pairings.pair(officer=malee, household=household, by=district_chief)


def test_other_reasons_need_words(plan):
    with pytest.raises(Refused, match="เพราะอะไร"):
        plan(why="other")


def test_the_pack_is_written_read_and_gone_along_with(make, somchai_household, malee, plan, district_chief):
    pack = plan(on=0, successor=malee)
    written = hand_overs.write(
        hand_over=pack, version=1, people="ลูกสาวคนโต", works="ไปช่วงเย็น", by=district_chief
    )
    assert written.version == 2 and written.written_at
    with pytest.raises(hand_overs.Changed) as second:
        hand_overs.write(hand_over=pack, version=1, people="คนอื่น", by=district_chief)
    assert second.value.differences == [("people", "ลูกสาวคนโต", "คนอื่น")] and second.value.version == 2
    with pytest.raises(Refused, match="คู่เสี่ยวคนใหม่"):
        hand_overs.acknowledge(hand_over=pack, by=district_chief)
    hand_overs.acknowledge(hand_over=pack, by=malee)
    assert not HandOver.objects.unread().exists()
    late = days_on(31)
    assert HandOver.objects.without_joint_visit(late).exists()
    assert not HandOver.objects.without_joint_visit(days_on(30)).exists()
    hand_overs.join(hand_over=pack, visit=make.visit(somchai_household, malee), by=malee)
    assert not HandOver.objects.without_joint_visit(late).exists()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"hand_over.planned", "hand_over.done", "hand_over.noted", "hand_over.acknowledged"} <= verbs


def test_an_attempt_is_no_joint_visit(make, somchai_household, malee, plan):
    pack = plan(on=0, successor=malee)
    missed = make.visit(somchai_household, malee, kind="attempt")
    with pytest.raises(Refused, match="พบคนในบ้าน"):
        hand_overs.join(hand_over=pack, visit=missed, by=malee)


def test_the_database_refuses_two_open_ones_and_silence(pairing):
    row = {"pairing": pairing, "on": today(), "why": "moved"}
    HandOver.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.update(state="stuck")


def test_an_early_day_is_refused(plan):
    with pytest.raises(Refused, match="ต้องไม่ก่อนวันนั้น"):
        plan(on=-200)


def test_history_is_never_lost(make, somchai, malee, somchai_household, plan, district_chief):
    """However often it goes to and fro, every friend and every day stays on record."""
    plan(on=0, successor=malee)
    for leaver, next_one in ((malee, somchai), (somchai, malee)):
        hand_overs.plan(
            pairing=somchai_household.pairings.get(ended_on=None, officer=leaver), on=today(), why="order",
            successor=next_one, by=district_chief,
        )  # fmt: skip
    rows = somchai_household.pairings.order_by("pk")
    assert [row.officer.username for row in rows] == ["somchai", "malee", "somchai", "malee"]
    assert rows[0].started_on == days_ago(100) and rows[0].end_why == ChangeReason.ORDER
    assert HandOver.objects.filter(state="done").count() == 3


def test_nobody_leaves_before_his_last_visit_or_before_he_came(
    make, somchai, somchai_household, district_chief, plan
):
    """A day that is gone may be said, but what he did there stays a friend's work."""
    make.visit(somchai_household, somchai, visited_on=days_ago(5))
    leaving = {
        "officer": somchai, "district": district_chief.staffed_districts.get(), "why": "moved", "by": district_chief
    }  # fmt: skip
    with pytest.raises(Refused, match="ไปเยี่ยมครั้งล่าสุดเมื่อ") as refused:
        postings.leave(on=days_ago(6), **leaving)
    assert refused.value.field == "on" and somchai.postings.get().ended_on is None
    with pytest.raises(Refused, match="ไปเยี่ยมครั้งล่าสุดเมื่อ"):
        plan(on=-6)
    with pytest.raises(Refused, match="เริ่มประจำอำเภอนี้เมื่อ"):
        postings.leave(on=days_ago(401), **leaving)
    postings.leave(on=days_ago(5), **leaving)
    assert somchai.postings.get().ended_on == days_ago(5) and friend_of(somchai_household) == []


def test_who_only_stood_in_keeps_his_visits_too(make, malee, somchai_household, district_chief):
    somchai_household.substitutes.create(
        officer=malee, started_on=days_ago(20), ended_on=days_ago(-5), why="leave", made_by=district_chief
    )
    make.visit(somchai_household, malee, visited_on=days_ago(5))
    with pytest.raises(Refused, match="ไปเยี่ยมครั้งล่าสุดเมื่อ"):
        postings.leave(
            officer=malee, district=district_chief.staffed_districts.get(), on=days_ago(9), why="moved",
            by=district_chief,
        )  # fmt: skip
