"""People over time: who came, who left, who leads; and who may say so."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions import members as acts
from households.case import Case
from households.family import Moved
from households.models import Household, Member
from households.story import story
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago, valid_national_id
from kusiao.thai import format_date, today

pytestmark = pytest.mark.django_db
WHY = "ผู้ใหญ่บ้านแจ้ง"


@pytest.fixture
def family(make, somchai_household):
    """Boonmee the head, his wife and his son; somchai is their friend."""
    for name, relation in (("บัว", "ภรรยา"), ("แดง", "บุตร")):
        make.member(somchai_household, title="", first_name=name, last_name="คำแก้ว", relation=relation)
    return somchai_household


def one(household, name):
    return household.members.get(first_name=name)


def told(**more):
    return {"on": today(), "reason": WHY, **more}


def leave(household, name, by, how="died", **more):
    household.refresh_from_db()
    member = one(household, name)
    return acts.leave(member=member, how=how, version=household.version, by=by, **told(), **more)


def heads(household):
    return list(household.members.filter(is_head=True).values_list("first_name", flat=True))


# --- one head always -------------------------------------------------------------------------------------------------


def test_a_head_who_dies_is_followed_in_the_same_act(family, somchai):
    with pytest.raises(Refused, match="หัวหน้าครัวเรือนคนใหม่"):
        leave(family, "บุญมี", somchai)
    assert heads(family) == ["บุญมี"] and one(family, "บุญมี").left_on is None
    bua, son = one(family, "บัว"), one(family, "แดง")
    leave(family, "บุญมี", somchai, new_head=bua, relations={son.pk: "บุตรชาย"})
    family.refresh_from_db()
    assert heads(family) == ["บัว"] and family.head_name == "บัว คำแก้ว"
    assert one(family, "บุญมี").left_how == "died" and one(family, "แดง").relation == "บุตรชาย"
    assert [row.kind for row in family.member_events.order_by("pk")] == ["died", "head"]
    assert family.member_events.get(kind="died").was_head


def test_who_has_left_cannot_follow_nor_somebody_of_another_house(make, family, somchai):
    leave(family, "แดง", somchai, how="moved_out")
    stranger = make.household().members.get()
    for nobody in (one(family, "แดง"), stranger):
        with pytest.raises(Refused, match="หัวหน้าครัวเรือนคนใหม่"):
            leave(family, "บุญมี", somchai, new_head=nobody)


def test_the_database_refuses_a_second_head_and_one_who_left(family):
    for changes in ({"is_head": True}, {"is_head": True, "left_on": today()}, {"left_how": "died"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Member.objects.filter(pk=one(family, "บัว").pk).update(**changes)


def test_the_last_to_leave_leaves_no_head_and_who_returns_first_is_it(as_, make, somchai, somchai_household):
    family = somchai_household
    leave(family, "บุญมี", somchai, how="works_away")
    assert heads(family) == [] and "ไม่มีใครอยู่ในบ้านแล้ว" in page(as_(somchai), family)
    family.refresh_from_db()
    acts.come_back(member=one(family, "บุญมี"), version=family.version, by=somchai, **told())
    assert heads(family) == ["บุญมี"]


def test_the_head_changes_while_the_old_one_lives_on(family, somchai):
    acts.name_head(household=family, member=one(family, "แดง"), version=family.version, by=somchai, **told())
    family.refresh_from_db()
    assert heads(family) == ["แดง"] and family.head_name == "แดง คำแก้ว" and family.members.count() == 3
    with pytest.raises(Refused, match="อยู่แล้ว"):
        acts.name_head(
            household=family, member=one(family, "แดง"), version=family.version, by=somchai, **told()
        )


# --- coming and going ------------------------------------------------------------------------------------------------


def test_a_stay_that_ended_remains_told_when_the_person_returns(make, family, somchai):
    leave(family, "แดง", somchai, how="works_away")
    family.refresh_from_db()
    acts.come_back(member=one(family, "แดง"), version=family.version, by=somchai, **told())
    assert one(family, "แดง").left_on is None and one(family, "แดง").left_how == ""
    titles = [entry[1] for entry in story(Case(family, somchai))]
    assert titles[:2] == ["แดง คำแก้ว: กลับมาอยู่บ้าน", "แดง คำแก้ว: ไปทำงานที่อื่น ไม่ได้อยู่บ้านนี้แล้ว"]


def test_the_dead_do_not_return_but_a_mistake_is_withdrawn(family, somchai):
    leave(family, "แดง", somchai)
    family.refresh_from_db()
    with pytest.raises(Refused, match="เสียชีวิต"):
        acts.come_back(member=one(family, "แดง"), version=family.version, by=somchai, **told())
    event = family.member_events.get()
    with pytest.raises(Refused, match="บันทึกผิดอย่างไร"):
        acts.withdraw(event=event, reason="", by=somchai)
    acts.withdraw(event=event, reason="คนละคน", by=somchai)
    assert one(family, "แดง").left_on is None and family.member_events.get().withdrawn_by == somchai
    assert not [entry for entry in story(Case(family, somchai)) if "เสียชีวิต" in entry[1]]
    with pytest.raises(Refused, match="ถอนไปแล้ว"):
        acts.withdraw(event=event, reason="อีกครั้ง", by=somchai)


def test_a_newborn_has_a_birthday_and_a_reason_for_no_id(family, somchai):
    facts = {"first_name": "ทารก", "no_id_reason": "ยังไม่แจ้งเกิด"}
    acts.join(household=family, how="born", facts=facts, version=family.version, by=somchai, **told())
    child = one(family, "ทารก")
    assert (child.birth_date, child.birth_precision, child.is_head) == (today(), "day", False)
    family.refresh_from_db()
    with pytest.raises(Refused, match="เหตุที่ไม่มี"):
        acts.join(household=family, how="born", facts={"first_name": "ทารก"}, version=family.version, by=somchai, **told())  # fmt: skip


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, "ต้องไม่เกินวันนี้"), (20_000, "ต้องไม่ก่อนวันเกิด"), (30, "เหตุการณ์ก่อนหน้า")]
)
def test_the_days_of_a_life_follow_each_other(make, family, somchai, days, sentence):
    son = one(family, "แดง")
    Member.objects.filter(pk=son.pk).update(birth_date=days_ago(10_000))
    if days == 30:
        son.events.create(household=family, kind="returned", who="แดง", happened_on=days_ago(10))
    with pytest.raises(Refused, match=sentence):
        acts.leave(member=son, how="died", on=days_ago(days), reason=WHY, version=family.version, by=somchai)


def test_two_who_change_the_family_at_once_and_the_second_is_told(family, somchai, district_chief):
    opened = family.version
    leave(family, "แดง", district_chief)
    with pytest.raises(Moved) as late:
        acts.leave(member=one(family, "บัว"), how="died", version=opened, by=somchai, **told())
    assert late.value.version == opened + 1 and one(family, "บัว").left_on is None


# --- the facts of a person -------------------------------------------------------------------------------------------


def test_an_edit_renames_the_head_everywhere_and_holds_no_values(family, somchai):
    leave(family, "บุญมี", somchai, new_head=one(family, "บัว"))
    head = one(family, "บัว")
    acts.edit(
        member=head,
        changes={"first_name": "บัวผัน", "no_id_reason": "บัตรหาย"},
        version=head.version,
        by=somchai,
    )
    family.refresh_from_db()
    assert family.head_name == "บัวผัน คำแก้ว" and family.edited_at
    assert family.member_events.get(kind="head").who == "บัวผัน คำแก้ว"
    event = Event.objects.get(verb="member.edited")
    assert event.fields == ["first_name", "no_id_reason"] and "บัวผัน" not in str(vars(event))


def test_an_id_is_one_persons_in_a_house_and_is_taken_away_only_with_a_reason(make, family, somchai):
    number, other = valid_national_id(901), valid_national_id(902)
    make.member(family, first_name="ก้อน", national_id=number)
    son = one(family, "แดง")

    def edit(**changes):
        son.refresh_from_db()
        return acts.edit(member=son, changes=changes, version=son.version, by=somchai)

    with pytest.raises(Refused, match="ในบ้านเดียวกัน"):
        edit(national_id=number)
    edit(national_id=other)
    edit(national_id="", no_id_reason="")
    assert edit().national_id == other
    edit(national_id="", no_id_reason="เลขผิดคน")
    son.refresh_from_db()
    assert (son.national_id, son.national_id_index, son.no_id_reason) == ("", "", "เลขผิดคน")


def test_in_a_thousand_interleavings_nobody_overwrites_in_silence(make, family, somchai, district_chief):
    """Two forms open and are saved in any order, on this person's facts: whoever saves late is told of what differs."""
    import random

    rng, son = random.Random(4), one(family, "แดง")
    fields, opened, stands, silent, told_of = ("occupation", "education"), {}, {}, 0, 0
    for turn in range(1_000):
        person = rng.choice((somchai, district_chief))
        if person.pk not in opened or rng.random() < 0.3:
            son.refresh_from_db()
            opened[person.pk] = (son.version, {name: getattr(son, name) for name in fields})
            continue
        version, seen = opened.pop(person.pk)
        mine = seen | {rng.choice(fields): f"งาน {turn}"}
        before = {name: getattr(Member.objects.get(pk=son.pk), name) for name in fields}
        try:
            acts.edit(member=son, changes=mine | {"no_id_reason": "-"}, version=version, by=person)
        except acts.MemberConflict as lost:
            told_of += 1
            assert {name for name, _now, _mine in lost.differences} == {
                n for n in fields if before[n] != mine[n]
            }
            assert {name: getattr(Member.objects.get(pk=son.pk), name) for name in fields} == before
        else:
            silent += before != seen
            stands = mine
    son.refresh_from_db()
    assert silent == 0 and told_of > 50 and {name: getattr(son, name) for name in fields} == stands


# --- the pages -------------------------------------------------------------------------------------------------------


def door(household, name, *more):
    return reverse(f"households:{name}", args=[household.pk, *more])


def page(client, household):
    return client.get(door(household, "case")).content.decode().replace("\xa0", " ")


def thai_today():
    return format_date(today(), "numeric")


def test_the_pages_say_what_to_do_and_lose_nothing(as_, family, somchai):
    client, head = as_(somchai), one(family, "บุญมี")
    address = door(family, "member_leave", head.pk)
    typed = {"version": family.version, "how": "died", "on": thai_today(), "reason": "ไปงานศพมาแล้ว"}
    refused = client.post(address, typed).content.decode()
    assert "เลือกหัวหน้าครัวเรือนคนใหม่" in refused and "ไปงานศพมาแล้ว" in refused
    answered = client.post(address, typed | {"new_head": one(family, "บัว").pk})
    assert answered.status_code == 302 and heads(family) == ["บัว"]
    shown = page(client, family)
    assert "เคยอยู่ในบ้านนี้ 1 คน" in shown and "นายบุญมี คำแก้ว: เสียชีวิต" in shown
    assert client.get(address).status_code == 404, "he has left"


def test_a_person_is_added_and_health_is_asked_of_who_cares(as_, family, somchai):
    client = as_(somchai)
    typed = {
        "version": family.version, "how": "married_in", "on": thai_today(), "first_name": "คำปุ่น", "birth": "ประมาณ ๒๕๔๐",
        "national_id": valid_national_id(77), "body_state": "chronic", "can_help_self": "yes", "welfare_card": "yes",
    }  # fmt: skip
    assert client.post(door(family, "member_add"), typed).status_code == 302
    made = one(family, "คำปุ่น")
    assert (made.birth_date, made.birth_precision) == (dt.date(1997, 1, 1), "about")
    assert (made.body_state, made.can_help_self, made.welfare_card) == ("chronic", "yes", True)
    form = client.get(door(family, "member_edit", made.pk)).content.decode()
    assert "ประมาณ 2540" in form and made.national_id not in form and "ป่วยเรื้อรัง" in form


def test_the_second_to_save_sees_both_and_no_id(as_, family, somchai, district_chief):
    son = one(family, "แดง")
    address = door(family, "member_edit", son.pk)
    number = valid_national_id(55)
    first = {"version": son.version, "first_name": "แดง", "national_id": number, "occupation": "ช่างไม้"}
    assert as_(district_chief).post(address, first).status_code == 302
    late = as_(somchai).post(address, first | {"national_id": valid_national_id(56), "occupation": "ทำนา"})
    words = late.content.decode()
    assert late.status_code == 409 and "ช่างไม้" in words and "ทำนา" in words and number not in words
    assert (
        as_(somchai).post(address, first | {"version": late.context["form"].data["version"]}).status_code
        == 302
    )


def test_who_is_of_the_province_and_a_friend_elsewhere_opens_nobody_here(as_, make, family, pranee):
    """He sees every case file; the people of a family are changed by those who know them."""
    make.posting(pranee, "officer", district="4005")
    client, member = as_(pranee), family.members.first()
    assert client.get(door(family, "case")).status_code == 200
    assert client.get(door(family, "member_edit", member.pk)).status_code == 404
    assert door(family, "member_edit", member.pk) not in page(client, family)


def test_the_household_version_is_that_of_the_family(family, somchai):
    before = family.version
    leave(family, "แดง", somchai)
    assert Household.objects.get(pk=family.pk).version == before + 1
