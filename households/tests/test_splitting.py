"""A family divides, and comes together again."""

import pytest
from django.urls import reverse

from households.actions import members as people
from households.actions.likenesses import refresh
from households.actions.merging import unmerge
from households.actions.splitting import rejoin, split
from households.case import Case
from households.family import Moved
from households.models import Household, Likeness, Split
from households.story import story
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today

pytestmark = pytest.mark.django_db
WHY = "ลูกแต่งงานแล้วปลูกบ้านใหม่"


@pytest.fixture
def family(make, somchai_household):
    for name in ("บัว", "แดง", "ดำ"):
        make.member(somchai_household, first_name=name, last_name="คำแก้ว", relation="บุตร")
    return somchai_household


def one(household, name):
    return household.members.get(first_name=name)


def parted(family, by, *names, **more):
    going = [one(family, name) for name in names]
    told = {
        "members": going, "head": going[0] if going else None, "village": family.village, "house_number": "12/1",
        "on": today(), "reason": WHY, "enrol": True, "track": "developable", "decision": "รายได้ต่ำ มีลูกเล็ก",
        "version": Household.objects.get(pk=family.pk).version,
    }  # fmt: skip
    return split(source=family, by=by, **told | more)


def test_who_goes_has_a_file_with_a_head_and_both_files_tell_of_each_other(
    make, family, somchai, district_chief
):
    visit = make.visit(family, somchai, visited_on=days_ago(9))
    done = parted(family, district_chief, "แดง", "ดำ")
    made = done.made
    family.refresh_from_db()
    assert sorted(made.members.values_list("first_name", "is_head")) == [("ดำ", False), ("แดง", True)]
    assert made.head_name == "แดง คำแก้ว" and family.head_name == "นายบุญมี คำแก้ว"
    assert family.members.count() == 2 and list(family.visits.all()) == [visit] and not made.visits.exists()
    assert family.pairings.filter(ended_on=None).exists() and not made.pairings.exists()
    enrolment = made.enrolments.open().get()
    assert (enrolment.basis, enrolment.steps.open().get().number) == ("nominated", 1)
    assert made.classifications.get().track == "developable"
    there = [entry[1] for entry in story(Case(family, district_chief))]
    here = [entry[1] for entry in story(Case(made, district_chief))]
    assert "ครอบครัวแยกไปตั้งครัวเรือนใหม่ 2 คน" in there and "แดง คำแก้ว: แยกไปตั้งครัวเรือนใหม่" in there
    assert "ตั้งครัวเรือนใหม่ แยกจากครอบครัวเดิม 2 คน" in here and "แดง คำแก้ว: มาตั้งครัวเรือนใหม่" in here
    assert Event.objects.filter(verb="household.split", object_key=str(made.pk)).exists()


def test_left_out_of_the_programme_is_a_decision_too(family, district_chief):
    made = parted(family, district_chief, "แดง", enrol=False, track="").made
    assert not made.enrolments.exists() and not made.classifications.exists()


def test_where_the_head_goes_the_old_house_names_another_in_the_same_act(family, district_chief):
    with pytest.raises(Refused, match="หัวหน้าคนใหม่จากคนที่ยังอยู่"):
        parted(family, district_chief, "บุญมี")
    with pytest.raises(Refused, match="หัวหน้าคนใหม่จากคนที่ยังอยู่"):
        parted(family, district_chief, "บุญมี", "แดง", new_head=one(family, "แดง"))
    made = parted(family, district_chief, "บุญมี", new_head=one(family, "บัว")).made
    family.refresh_from_db()
    assert (family.head_name, made.head_name) == ("บัว คำแก้ว", "นายบุญมี คำแก้ว")
    assert [house.members.filter(is_head=True).count() for house in (family, made)] == [1, 1]


def test_what_is_refused_changes_nothing(make, family, somchai, district_chief, outsider, pranee):
    stranger = make.household().members.get()
    village = make.village("4012")
    for by, names, more, sentence in (
        (somchai, ["แดง"], {}, "ผู้ประสานงาน"),
        (outsider, ["แดง"], {}, "ผู้ประสานงาน"),
        (district_chief, ["แดง"], {"village": village}, "ข้ามอำเภอ"),
        (district_chief, ["แดง"], {"reason": ""}, "เหตุผล"),
        (district_chief, ["แดง"], {"decision": ""}, "เหตุผล"),
        (district_chief, ["แดง"], {"head": one(family, "บัว")}, "หัวหน้าของครัวเรือนใหม่"),
        (district_chief, ["แดง"], {"members": [stranger]}, "คนที่อยู่ในบ้าน"),
        (district_chief, ["บุญมี", "บัว", "แดง", "ดำ"], {}, "อย่างน้อยหนึ่งคน"),
        (district_chief, ["แดง"], {"version": 0}, "ตรวจรายชื่อล่าสุด"),
    ):
        with pytest.raises((Refused, Moved), match=sentence):
            parted(family, by, *names, **more)
    assert not Split.objects.exists() and family.members.count() == 4
    assert parted(family, pranee, "แดง", village=village).made.village == village


def test_whose_friend_would_lose_a_case_does_not_decide(make, family, district_chief):
    family.pairings.update(ended_on=today())
    make.pairing(district_chief, family)
    with pytest.raises(Refused, match="คู่เสี่ยว"):
        parted(family, district_chief, "แดง")


def test_the_way_back_is_a_merge_and_what_was_recorded_since_comes_along(make, family, malee, district_chief):
    done = parted(family, district_chief, "แดง", "ดำ")
    visit = make.visit(done.made, malee)
    rejoin(split=done, reason="กลับมาอยู่ด้วยกัน", by=district_chief)
    done.refresh_from_db()
    assert done.is_over and done.made.merged_into == family
    assert family.members.count() == 4 and family.members.filter(is_head=True).count() == 1
    assert visit in family.visits.all() and done.made.enrolments.get().end_reason == "merged"
    with pytest.raises(Refused, match="รวมกลับไปแล้ว"):
        rejoin(split=done, reason="อีกครั้ง", by=district_chief)
    unmerge(merge=done.ended_by, reason="เปลี่ยนใจ", by=district_chief)
    assert not Split.objects.get().is_over and family.members.count() == 2


def test_the_search_for_likenesses_does_not_ask_what_was_just_said(family, district_chief):
    Household.objects.filter(pk=family.pk).update(house_code="40051234567", phone="0812345678")
    parted(family, district_chief, "แดง", house_code="40051234567", phone="0812345678")
    refresh(by=district_chief)
    assert not Likeness.objects.exists()


def test_the_page_moves_people_and_shows_the_other_file_only_to_who_sees_it(
    as_, family, somchai, district_chief
):
    client, door = as_(district_chief), reverse("households:split", args=[family.pk])
    typed = {
        "version": family.version, "members": [one(family, "แดง").pk], "head": one(family, "บัว").pk, "on": format_date(today(), "numeric"),
        "reason": WHY, "village": family.village_id, "house_number": "12/1", "enrol": "yes", "decision": "มีลูกเล็ก",
    }  # fmt: skip
    refused = client.post(door, typed).content.decode()
    assert "หัวหน้าของครัวเรือนใหม่ต้องเป็นคนที่แยกไป" in refused and WHY in refused
    answered = client.post(door, typed | {"head": one(family, "แดง").pk})
    made = Split.objects.get().made
    assert answered.headers["Location"] == reverse("households:case", args=[made.pk])
    link, case = reverse("households:case", args=[made.pk]), reverse("households:case", args=[family.pk])
    assert link in client.get(case).content.decode()
    assert link not in as_(somchai).get(case).content.decode(), "he is not the friend of the new household"
    back = reverse("households:rejoin", args=[family.pk, Split.objects.get().pk])
    assert as_(somchai).get(back).status_code == 403
    assert client.post(back, {"reason": "กลับมาอยู่ด้วยกัน"}).status_code == 302 and family.members.count() == 4


def test_a_person_who_died_after_the_split_is_told_in_the_new_file_only(family, district_chief):
    made = parted(family, district_chief, "แดง", "ดำ").made
    told = {"on": today(), "reason": "ญาติแจ้ง", "by": district_chief}
    people.leave(member=one(made, "ดำ"), how="died", version=made.version, **told)
    assert not [entry for entry in story(Case(family, district_chief)) if "เสียชีวิต" in entry[1]]


def test_who_lives_alone_is_told_that_there_is_nothing_to_divide(as_, make, district_chief):
    alone = make.household()
    page = as_(district_chief).get(reverse("households:split", args=[alone.pk])).content.decode()
    assert "มีคนอยู่คนเดียว จึงแยกไม่ได้" in page and "btn-primary" not in page
