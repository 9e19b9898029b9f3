"""Whatever the two files hold, merging loses nothing and taking apart brings everything back."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from households.actions.merging import HEAD, VALUES, merge, unmerge
from households.models import Enrolment, MergedRow
from households.moving import Changes
from households.tests.tables import every_row
from kusiao.testing.make import Make, days_ago, valid_national_id

pytestmark = pytest.mark.django_db

days = st.integers(1, 400)
enrolled = st.sampled_from(["", "open", "watch", "ended"])
one_file = st.fixed_dictionaries(
    {
        "enrolled": enrolled,
        "friend": st.sampled_from(["", "a", "b"]),
        "rounds": st.sets(st.sampled_from([2561, 2562, 2564, 2565])),
        "visits": st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["visit", "contact"])), max_size=4),
        "people": st.lists(
            st.tuples(st.integers(0, 3), st.booleans(), st.sampled_from(["", "", "gone", "died"])), max_size=4
        ),
        "head_left": st.sampled_from(["", "", "gone", "died"]),
        "helped": st.integers(0, 2),
        "phone": st.sampled_from(["", "0812345678", "0898765432"]),
        "head": st.integers(0, 2),
        "past": st.lists(st.tuples(days, days), max_size=2),
    }
)


def build(make, officers, plan):
    household = make.household(
        head=f"นายหัวหน้า ที่{plan['head']}",
        national_id=valid_national_id(900 + plan["head"]),
        phone=plan["phone"],
    )
    for person, with_id, left in plan["people"]:
        one = make.member(
            household, first_name=f"คน{person}", last_name="ดี", birth_date=dt.date(1980 + person, 1, 1),
            national_id=valid_national_id(500 + person) if with_id else "",
        )  # fmt: skip
        one.abilities.create(trade="craft", told_on=days_ago(30))
        leave(household, one, left)
    leave(household, household.members.get(is_head=True), plan["head_left"])
    settle(household)
    for year in plan["rounds"]:
        make.survey(household, year=year)
    if plan["enrolled"]:
        ended = {"ended_on": days_ago(20), "end_reason": "moved"} if plan["enrolled"] == "ended" else {}
        watch = {"watch_from": days_ago(30)} if plan["enrolled"] == "watch" else {}
        make.enrolment(household, step=None if ended else 2, **ended, **watch)
        if plan["friend"] and not ended:
            make.pairing(officers[plan["friend"]], household)
    for begin, end in plan["past"]:
        span = {"started_on": days_ago(500 + max(begin, end)), "ended_on": days_ago(500 + min(begin, end))}
        household.pairings.create(officer=officers["a"], place=1, **span)
        household.classifications.create(track="welfare", **span)
    counted = set()
    for day, kind in plan["visits"]:
        counts_now = kind == "visit" and day not in counted
        counted.add(day) if counts_now else None
        make.visit(household, officers["a"], visited_on=days_ago(day), kind=kind, counted=counts_now)
    for _ in range(plan["helped"]):
        make.support(household)
        make.referral(household)
    return household


def leave(household, member, how):
    """Gone: the file of a later round did not name him; died: a person told it."""
    if not how:
        return
    member.left_on, member.is_head, member.left_how = days_ago(9), False, "died" if how == "died" else ""
    member.save()
    if how == "died":
        told = {"member": member, "who": str(member), "happened_on": days_ago(9), "reason": "ญาติบอก"}
        household.member_events.create(kind="died", **told)


def settle(household):
    first = household.members.filter(left_on=None).order_by("pk").first()
    if first and not household.members.filter(is_head=True).exists():
        first.is_head = True
        first.save()


def led(household):
    """One head where anybody lives, none where nobody does."""
    here = household.members.filter(left_on=None)
    return here.filter(is_head=True).count() == (1 if here.exists() else 0)


@settings(deadline=None, max_examples=30)
@given(one_file, one_file, st.sets(st.sampled_from([*VALUES, HEAD])))
def test_merging_loses_no_row_and_merging_and_taking_apart_is_the_identity(one, other, values):
    with transaction.atomic():
        make = Make()
        officers = {name: make.officer(role="officer", district="4005") for name in "ab"}
        kept, gone = build(make, officers, one), build(make, officers, other)
        before = every_row()
        done = merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", values=values, by=None)
        after = every_row()
        assert {label: len(rows) for label, rows in after.items()} == {
            label: len(rows) for label, rows in before.items()
        }
        assert Enrolment.objects.open().filter(household=gone).count() == 0
        assert not gone.pairings.filter(ended_on=None).exists()
        assert led(kept)
        assert Enrolment.objects.filter(end_reason="merged").exists() == (
            {one["enrolled"], other["enrolled"]} <= {"open", "watch"}
        )
        assert max(officer.pairings.filter(ended_on=None).count() for officer in officers.values()) <= 2
        unmerge(merge=done, reason="ทดสอบ", by=None)
        done.refresh_from_db()
        assert done.skipped == []
        assert every_row() == before
        transaction.set_rollback(True)


def test_the_identity_test_can_fail(make, pranee, monkeypatch):
    """The control: a change that is not remembered is seen."""
    kept, gone = make.household(), make.household()
    before = every_row()
    monkeypatch.setattr(Changes, "save", lambda self: MergedRow.objects.bulk_create(self.kept[:-1]))
    done = merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", by=pranee)
    unmerge(merge=done, reason="ทดสอบ", by=pranee)
    assert every_row() != before
