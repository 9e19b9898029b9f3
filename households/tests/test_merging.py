"""Two files become one, and two again."""

import datetime as dt

import pytest
from django.db import connection

from households import hanging
from households.actions import households as edits
from households.actions.merging import HEAD, merge, unmerge
from households.models import Household, Merge, MergedRow
from households.tests.tables import counts, every_row
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago, valid_national_id
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db
WHY = "บ้านเดียวกัน เปลี่ยนเลขที่เมื่อปีก่อน"


@pytest.fixture
def two(make):
    """The same family under two numbers; only the first is in the programme."""
    kept = make.household(head="นายบุญมี คำแก้ว", house_number="12")
    gone = make.household(head="นายบุญมี คำแก้ว", house_number="99/1", phone="0812345678")
    return kept, gone


def test_everything_of_the_family_is_in_the_kept_file_and_the_other_leaves_the_register(make, two, pranee):
    kept, gone = two
    officer = make.officer(role="officer", district="4005")
    child = make.member(gone, first_name="ลูก", last_name="คำแก้ว")
    old, new = make.survey(gone, year=2562), make.survey(gone, year=2564)
    both = make.survey(kept, year=2564, income_total=90_000)
    visit, help_ = make.visit(gone, officer), make.support(gone)
    asked = make.referral(gone)
    before = counts()
    done = merge(kept=kept, gone=gone, reason=WHY, values=["phone"], by=pranee)
    for row in (child, old, visit, help_, asked):
        row.refresh_from_db()
        assert row.household_id == kept.pk
    new.refresh_from_db()
    assert new.household_id == gone.pk and set(kept.surveys.all()) == {old, both}  # beside, never over
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.phone, kept.house_number, kept.head_name) == ("0812345678", "12", "นายบุญมี คำแก้ว")
    assert gone.merged_into == kept and gone.phone == "0812345678"
    assert kept.members.filter(is_head=True).count() == 1
    assert list(pranee.households) == [kept] and list(pranee.coordinated) == [kept]
    assert counts() == before
    assert Event.objects.filter(verb="household.merged", object_key=str(done.pk)).exists()


def test_what_was_said_of_a_round_goes_where_its_survey_went(make, two, pranee):
    kept, gone = two
    make.survey(kept, year=2564)
    for year in (2562, 2564):
        make.survey(gone, year=year)
        told = {"kind": "left_out", "reason": "รอดูอีกปี", "decided_by": pranee, "decided_at": now()}
        gone.round_decisions.create(round_id=year, **told)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert [one.round_id for one in kept.round_decisions.all()] == [2562]
    assert [one.round_id for one in gone.round_decisions.all()] == [2564]


def test_the_same_person_is_not_there_twice_and_what_only_one_file_knew_is_known(make, two, pranee):
    kept, gone = two
    person = valid_national_id(77)
    make.member(kept, first_name="สุดา", last_name="คำแก้ว", national_id=person)
    make.member(gone, first_name="สุดา", last_name="คำแก้ว", national_id=person, sex="f", relation="ภรรยา")
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    sudas = kept.members.filter(first_name="สุดา")
    assert [(one.sex, one.relation) for one in sudas] == [("f", "ภรรยา")]
    assert gone.members.filter(first_name="สุดา").count() == 1


def test_the_head_of_the_other_file_may_be_the_head_from_now_on(make, pranee):
    kept = make.household(head="นายเฒ่า คำแก้ว")
    gone = make.household(head="นางสาวสุดา คำแก้ว")
    done = merge(kept=kept, gone=gone, reason=WHY, values=[HEAD], by=pranee)
    kept.refresh_from_db()
    assert kept.head_name == str(kept.members.get(is_head=True)) == "นางสาวสุดา คำแก้ว"
    assert kept.head_name_key == gone.head_name_key and kept.members.count() == 2
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    kept.refresh_from_db()
    assert kept.head_name == str(kept.members.get(is_head=True)) == "นายเฒ่า คำแก้ว"


def test_a_head_who_stands_in_both_files_takes_over_as_the_person_he_is_there(make, pranee):
    kept = make.household(head="นายเฒ่า คำแก้ว")
    person = valid_national_id(78)
    suda = make.member(kept, first_name="สุดา", last_name="คำแก้ว", national_id=person)
    gone = make.household(head="นางสาวสุดา คำแก้ว", national_id=person)
    merge(kept=kept, gone=gone, reason=WHY, values=[HEAD], by=pranee)
    assert kept.members.get(is_head=True) == suda and kept.members.count() == 2


# --- the programme and the friend ------------------------------------------------------------------------------------


def test_of_two_open_enrolments_the_one_that_goes_ends_as_merged_and_its_friend_is_free(make, two, pranee):
    kept, gone = two
    friend, other = (make.officer(role="officer", district="4005") for _ in range(2))
    for household, officer in ((kept, friend), (gone, other)):
        make.enrolment(household)
        make.pairing(officer, household)
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    ended = gone.enrolments.get()
    assert (ended.end_reason, ended.ended_on) == ("merged", today())
    assert ended.steps.open().count() == 0
    assert kept.enrolments.open().count() == 1 and kept.pairings.get(ended_on=None).officer == friend
    assert not other.pairings.filter(ended_on=None).exists()
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert gone.enrolments.open().get() == ended and ended.steps.open().count() == 1
    assert gone.pairings.get(ended_on=None).officer == other


def test_what_goes_on_goes_on_in_the_kept_file(make, two, pranee):
    """Only the file that goes was in the programme: its enrolment, class, steps and friend come along."""
    kept, gone = two
    friend = make.officer(role="officer", district="4005")
    enrolment = make.enrolment(gone, track="welfare", step=2)
    pairing = make.pairing(friend, gone)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert kept.enrolments.open().get() == enrolment and enrolment.steps.open().get().number == 2
    assert kept.classifications.get().track == "welfare"
    assert kept.pairings.get(ended_on=None) == pairing
    assert friend.pairings.filter(ended_on=None).count() == 1  # the same place, not a further one


def test_the_friend_comes_along_where_the_kept_file_has_none(make, two, pranee):
    kept, gone = two
    friend = make.officer(role="officer", district="4005")
    make.enrolment(kept)
    make.enrolment(gone)
    pairing = make.pairing(friend, gone, place=2)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    found = kept.pairings.get(ended_on=None)
    assert (found, found.place) == (pairing, 2)


def test_a_friend_of_another_district_does_not_come_along(make, pranee):
    kept, gone = make.household(district="4005"), make.household(district="4012")
    friend = make.officer(role="officer", district="4012")
    make.enrolment(kept)
    make.enrolment(gone)
    pairing = make.pairing(friend, gone)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    pairing.refresh_from_db()
    assert pairing.ended_on == today() and not kept.pairings.exists()


def test_an_officer_with_both_files_keeps_one_household_and_gains_a_place(make, two, pranee):
    kept, gone = two
    friend = make.officer(role="officer", district="4005")
    for household in two:
        make.enrolment(household)
        make.pairing(friend, household)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert friend.pairings.filter(ended_on=None).get().household == kept


def test_history_that_overlaps_stays_with_the_file_that_lived_it(make, two, pranee):
    kept, gone = two
    span = {"ended_on": days_ago(50), "end_reason": "moved", "step": None, "track": None}
    make.enrolment(kept, entered_on=days_ago(200), **span)
    overlapping = make.enrolment(gone, entered_on=days_ago(100), **span)
    apart = make.enrolment(gone, entered_on=days_ago(400), **{**span, "ended_on": days_ago(300)})
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    overlapping.refresh_from_db()
    apart.refresh_from_db()
    assert (overlapping.household, apart.household) == (gone, kept)


def test_two_visits_of_one_day_are_both_kept_and_one_counts(make, two, pranee):
    kept, gone = two
    officer = make.officer(role="officer", district="4005")
    make.visit(kept, officer, visited_on=days_ago(5))
    make.visit(gone, officer, visited_on=days_ago(5))
    make.visit(gone, officer, visited_on=days_ago(6))
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert kept.visits.count() == 3 and kept.visits.filter(counted=True).count() == 2


def test_the_register_says_of_the_kept_file_what_is_so_now(make, two, pranee):
    """An enrolment that came along and began before one that has ended is still the one that counts."""
    kept, gone = two
    span = {"ended_on": days_ago(50), "end_reason": "moved", "step": None, "track": None}
    make.enrolment(kept, entered_on=days_ago(100), **span)
    make.enrolment(gone, entered_on=days_ago(200), step=3)
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    row = pranee.households.with_now().get()
    assert (row.step_now, row.ended_now) == (3, "")


# --- refusals --------------------------------------------------------------------------------------------------------


def test_what_is_refused_changes_nothing(make, two, somchai, pranee):
    kept, gone = two
    make.enrolment(gone)
    make.pairing(somchai, gone)
    before = every_row()
    for asked in (
        {"kept": kept, "gone": kept, "reason": WHY, "by": pranee},
        {"kept": kept, "gone": gone, "reason": "", "by": pranee},
        {"kept": kept, "gone": gone, "reason": WHY, "by": somchai},  # his own case
    ):
        with pytest.raises(Refused):
            merge(**asked)
    assert every_row() == before and not Merge.objects.exists()


def test_a_merge_is_undone_once_and_the_later_one_first(make, two, pranee):
    kept, gone = two
    third = make.household()
    first = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    with pytest.raises(Refused, match="ถูกรวมไปก่อนแล้ว"):
        merge(kept=third, gone=gone, reason=WHY, by=pranee)
    second = merge(kept=third, gone=kept, reason=WHY, by=pranee)
    with pytest.raises(Refused, match="ครั้งหลังก่อน"):
        unmerge(merge=first, reason="ผิดบ้าน", by=pranee)
    unmerge(merge=second, reason="ผิดบ้าน", by=pranee)
    unmerge(merge=first, reason="ผิดบ้าน", by=pranee)
    with pytest.raises(Refused, match="ไปแล้ว"):
        unmerge(merge=first, reason="ผิดบ้าน", by=pranee)
    assert Household.objects.standing().count() == 3


def test_after_the_old_values_were_purged_it_says_that_it_cannot_be_undone(two, pranee):
    kept, gone = two
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    done.rows.update(before="", after="")
    with pytest.raises(Refused, match="กำหนดเก็บ"):
        unmerge(merge=done, reason="ผิดบ้าน", by=pranee)


def test_old_values_are_not_readable_in_the_database(make, two, pranee):
    kept, gone = two
    make.member(kept, first_name="สุดา", last_name="คำแก้ว", birth_date=dt.date(1990, 1, 1))
    make.member(
        gone,
        first_name="สุดา",
        last_name="คำแก้ว",
        birth_date=dt.date(1990, 1, 1),
        national_id=valid_national_id(5),
    )
    merge(kept=kept, gone=gone, reason=WHY, values=["phone"], by=pranee)
    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after, columns FROM households_mergedrow")
        stored = str(cursor.fetchall())
    assert "0812345678" not in stored and valid_national_id(5) not in stored
    assert "0812345678" in "".join(MergedRow.objects.values_list("after", flat=True))


# --- touched since ---------------------------------------------------------------------------------------------------


def test_what_was_touched_since_stays_and_is_listed(make, two, pranee, district_chief):
    kept, gone = two
    child = make.member(gone, first_name="ลูก", last_name="คำแก้ว")
    done = merge(kept=kept, gone=gone, reason=WHY, values=["phone"], by=pranee)
    kept.refresh_from_db()
    edits.edit(household=kept, changes={"phone": "0899999999"}, version=kept.version, by=district_chief)
    kept.members.filter(pk=child.pk).update(first_name="ลูกสาว")
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    kept.refresh_from_db()
    child.refresh_from_db()
    done.refresh_from_db()
    assert kept.phone == "0899999999"
    assert (child.household, child.first_name) == (gone, "ลูกสาว")  # went back with the newer name
    assert [label for label, _key, columns in done.skipped if "phone" in columns] == ["households.Household"]


def test_a_friend_whose_place_was_given_away_is_not_given_a_third_household(make, two, pranee):
    kept, gone = two
    friend = make.officer(role="officer", district="4005")
    for household in two:
        make.enrolment(household)
        make.pairing(friend, household)
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    new = make.household()
    make.enrolment(new)
    make.pairing(friend, new)
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert friend.pairings.filter(ended_on=None).count() == 2
    assert not gone.pairings.filter(ended_on=None).exists() and gone.enrolments.open().exists()
    done.refresh_from_db()
    assert [label for label, _key, _columns in done.skipped] == ["officers.Pairing"]


def test_a_friend_who_left_the_district_since_does_not_come_back(make, two, pranee):
    kept, gone = two
    friend = make.officer(role="officer", district="4005")
    make.enrolment(kept)
    make.pairing(make.officer(role="officer", district="4005"), kept)
    make.enrolment(gone)
    make.pairing(friend, gone)
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    friend.postings.update(ended_on=today())
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert not friend.pairings.filter(ended_on=None).exists()


def test_a_friend_who_came_since_goes_where_the_enrolment_goes(make, two, pranee):
    kept, gone = two
    make.enrolment(gone)
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    friend = make.officer(role="officer", district="4005")
    make.pairing(friend, kept)
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert friend.pairings.get(ended_on=None).household == gone


def test_a_form_opened_before_the_merge_saves_in_neither_file(make, two, pranee, district_chief):
    versions = {household.pk: household.version for household in two}
    done = merge(kept=two[0], gone=two[1], reason=WHY, by=pranee)
    for household in two:
        with pytest.raises(edits.EditConflict):
            edits.edit(
                household=household,
                changes={"phone": "0899999999"},
                version=versions[household.pk],
                by=district_chief,
            )
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    for household in two:
        household.refresh_from_db()
        assert household.phone != "0899999999" and household.version == versions[household.pk] + 2


# --- what hangs on a household ---------------------------------------------------------------------------------------


def test_every_relation_has_been_thought_of():
    assert hanging.every_relation_is_thought_of() == []


def test_a_relation_nobody_thought_of_stops_the_build(monkeypatch):
    known = dict(hanging.HANGS_ON)
    known.pop("officers.Visit.household")
    monkeypatch.setattr(hanging, "HANGS_ON", {**known, "officers.Ghost.household": hanging.Moves()})
    assert [error.id for error in hanging.every_relation_is_thought_of()] == [
        "households.E001",
        "households.E002",
    ]
