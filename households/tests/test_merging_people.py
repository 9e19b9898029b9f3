"""The people of two files that become one: one head always while anybody lives there, and a death is forgotten by nobody."""

import datetime
import random

import pytest

from households.actions import members as people
from households.actions.merging import HEAD, merge, unmerge
from households.actions.splitting import rejoin, split
from households.case import Case
from households.models import Household, StepRequest
from households.story import story
from households.tests.tables import every_row
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago, valid_national_id
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db
WHY = "บ้านเดียวกัน"


def version(household):
    return Household.objects.get(pk=household.pk).version


def leave(member, by, how="died", **more):
    told = {"on": today(), "reason": "ญาติบอก", "version": version(member.household), "by": by}
    return people.leave(member=member, how=how, **told | more)


def head_of(household):
    household.refresh_from_db()
    (head,) = household.members.filter(is_head=True)
    assert household.head_name == str(head) and head.left_on is None
    return head


def test_where_the_kept_house_had_emptied_who_led_the_other_leads(make, pranee):
    kept, gone = make.household(head="นายเฒ่า คำแก้ว"), make.household(head="นางสาวสุดา คำแก้ว")
    leave(kept.members.get(), pranee)
    before = every_row()
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert str(head_of(kept)) == "นางสาวสุดา คำแก้ว"
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert every_row() == before


def test_who_is_in_both_files_and_was_away_in_one_leads_where_nobody_else_does(make, pranee):
    kept, gone = (
        make.household(head="นายเฒ่า คำแก้ว"),
        make.household(head="นายเฒ่า คำแก้ว", national_id=valid_national_id(41)),
    )
    kept.members.update(
        national_id_index=gone.members.get().national_id_index, is_head=False, left_on=days_ago(3)
    )
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert head_of(kept).household == kept and kept.members.count() == 1
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert not kept.members.filter(is_head=True).exists() and head_of(gone)


def test_a_death_told_in_the_file_that_goes_is_known_in_the_kept_one(make, pranee):
    who = valid_national_id(42)
    kept, gone = make.household(head="นายเฒ่า คำแก้ว"), make.household(head="นายบุญ คำแก้ว")
    old = make.member(
        kept, first_name="ยายมี", last_name="คำแก้ว", national_id=who, birth_date=days_ago(30_000)
    )
    twin = make.member(gone, first_name="ยายมี", last_name="คำแก้ว", national_id=who)
    twin.abilities.create(trade="craft", told_on=days_ago(9))
    leave(twin, pranee)
    before = every_row()
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    old.refresh_from_db()
    assert (old.left_how, old.left_on) == ("died", today())
    assert [one.kind for one in old.events.all()] == ["died"] and old.abilities.count() == 1
    told = [title for _when, title, *_rest in story(Case(kept, pranee)) if "เสียชีวิต" in title]
    assert len(told) == 1
    with pytest.raises(Refused, match="เสียชีวิต"):
        people.come_back(member=old, on=today(), reason="x", version=version(kept), by=pranee)
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert every_row() == before


def test_where_the_dead_one_led_the_kept_house_somebody_who_lives_leads(make, pranee):
    who = valid_national_id(43)
    kept, gone = make.household(head="นายเฒ่า คำแก้ว", national_id=who), make.household(head="นายบุญ คำแก้ว")
    child = make.member(kept, first_name="ลูก", last_name="คำแก้ว")
    leave(make.member(gone, first_name="เฒ่า", last_name="คำแก้ว", national_id=who), pranee)
    before = every_row()
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert str(head_of(kept)) == "นายบุญ คำแก้ว" and kept.members.filter(pk=child.pk).exists()
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert every_row() == before


def test_both_files_told_of_the_same_death_and_it_is_told_once(make, pranee):
    who = valid_national_id(44)
    kept, gone = make.household(head="นายเฒ่า คำแก้ว"), make.household(head="นายบุญ คำแก้ว")
    for household in (kept, gone):
        leave(make.member(household, first_name="ยายมี", last_name="คำแก้ว", national_id=who), pranee)
    before = every_row()
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    assert (
        kept.member_events.filter(kind="died").count() == gone.member_events.filter(kind="died").count() == 1
    )
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert every_row() == before


def test_a_move_told_in_the_other_file_may_have_been_a_move_to_this_house(make, pranee):
    who = valid_national_id(45)
    kept, gone = make.household(head="นายเฒ่า คำแก้ว"), make.household(head="นายบุญ คำแก้ว")
    here = make.member(kept, first_name="สุดา", last_name="คำแก้ว", national_id=who)
    leave(make.member(gone, first_name="สุดา", last_name="คำแก้ว", national_id=who), pranee, "moved_out")
    merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    here.refresh_from_db()
    assert here.left_on is None and [one.kind for one in here.events.all()] == ["moved_out"]


def test_a_family_that_came_together_again_has_a_head_where_the_old_house_had_emptied(
    make, family, district_chief
):
    child = make.member(family, first_name="แดง", last_name="คำแก้ว")
    done = split(
        source=family, members=[child], head=child, village=family.village, house_number="9", on=today(), reason=WHY,
        enrol=False, decision="อยู่ต่างหาก", version=version(family), by=district_chief,
    )  # fmt: skip
    leave(family.members.get(is_head=True), district_chief)
    rejoin(split=done, reason="กลับมาอยู่ด้วยกัน", by=district_chief)
    assert str(head_of(family)) == "แดง คำแก้ว"


@pytest.fixture
def family(make):
    return make.household(head="นายบุญมี คำแก้ว")


def test_taken_apart_after_anything_every_house_where_somebody_lives_has_one_head(make, pranee):
    """Between the merge and the undoing people die, come, and take over."""
    for number in range(40):
        chance = random.Random(number)
        kept, gone = make.household(head="นายเฒ่า คำแก้ว"), make.household(head="นายบุญ คำแก้ว")
        for household in (kept, gone):
            for name in ("แดง", "ดำ")[: chance.randint(0, 2)]:
                make.member(household, first_name=f"{name}{number}", last_name="คำแก้ว")
        done = merge(
            kept=kept, gone=gone, reason=WHY, values=[HEAD] if chance.random() < 0.5 else [], by=pranee
        )
        for _n in range(chance.randint(0, 4)):
            _happen(chance, kept, pranee)
        unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
        for household in (kept, gone):
            if household.members.filter(left_on=None).exists():
                head_of(household)
        assert gone.members.filter(first_name="บุญ").exists(), "he went back, whoever leads since"


def _happen(chance, household, by):
    here = list(household.members.filter(left_on=None))
    if not here:
        return
    one, other = chance.choice(here), chance.choice(here)
    told = {"on": today(), "reason": "เห็นเอง", "version": version(household), "by": by}
    try:
        if chance.random() < 0.5:
            people.name_head(household=household, member=one, **told)
        else:
            people.leave(member=one, how="works_away", new_head=other, **told)
    except Refused:
        pass


def test_a_request_that_lapsed_by_the_merge_waits_again(make, pranee, somchai):
    kept, gone = make.household(), make.household()
    for household in (kept, gone):
        make.enrolment(household)
    asked = StepRequest.objects.create(
        enrolment=gone.enrolments.get(),
        number=2,
        asked_by=somchai,
        asked_at=now() - datetime.timedelta(days=3),
    )
    before = every_row()
    done = merge(kept=kept, gone=gone, reason=WHY, by=pranee)
    asked.refresh_from_db()
    assert asked.answer == "lapsed"
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    asked.refresh_from_db()
    assert asked.waits and every_row() == before
