"""The pairs that are found in the register, and what people answer."""

import pytest
from django.db import IntegrityError, transaction

from households.actions.likenesses import refresh, tell_apart
from households.actions.merging import merge, unmerge
from households.comparing import find
from households.models import Likeness, NotSame
from kusiao.refusal import Refused
from kusiao.testing.make import valid_national_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def alike(make):
    """The same name in the same village under two numbers."""
    return make.household(head="นายบุญมี คำแก้ว"), make.household(head="นายบุญมี คำแก้ว")


def test_the_search_finds_and_says_why(alike, make):
    make.household(head="นายคนอื่น ไกลบ้าน")
    assert refresh(by=None) == (1, 1)
    found = Likeness.objects.get()
    assert {found.first, found.second} == set(alike) and found.level == "likely"
    assert "บ้านเลขที่ต่างกัน" in found.reasons[0]
    assert refresh(by=None) == (0, 1)
    found.refresh_from_db()
    first = found.found_at
    alike[0].members.update(first_name="เปลี่ยน")
    type(alike[0]).objects.filter(pk=alike[0].pk).update(head_name="นายเปลี่ยน คำแก้ว")
    assert refresh(by=None) == (0, 0)
    assert not Likeness.objects.exists() and first


def test_the_search_asks_as_much_of_many_as_of_few(alike, make, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(find()) == 1
    for _ in range(3):
        make.member(make.household(head="นายบุญมี คำแก้ว"), first_name="ลูก")
    with django_assert_num_queries(2):
        assert len(find()) == 10


def test_what_was_told_apart_comes_back_only_with_new_facts(alike, make, pranee):
    refresh(by=None)
    tell_apart(likeness=Likeness.objects.get(), reason="คนชื่อซ้ำกัน ไปดูมาแล้ว", by=pranee)
    assert not pranee.likenesses.exists()
    refresh(by=None)
    assert not pranee.likenesses.exists()
    for household in alike:
        make.member(household, first_name="แม่", national_id=valid_national_id(44))
    refresh(by=None)
    found = pranee.likenesses.get()
    assert found.level == "certain"
    tell_apart(likeness=found, reason="เลขพิมพ์ผิด", by=pranee)
    assert not pranee.likenesses.exists()
    assert NotSame.objects.count() == 2 and NotSame.objects.open().count() == 1


def test_one_answer_stands_for_a_pair_and_says_why(alike, pranee):
    refresh(by=None)
    likeness = Likeness.objects.get()
    with pytest.raises(Refused):
        tell_apart(likeness=likeness, reason="", by=pranee)
    tell_apart(likeness=likeness, reason="คนละคน", by=pranee)
    with pytest.raises(Refused, match="ไปก่อนแล้ว"):
        tell_apart(likeness=likeness, reason="คนละคน", by=pranee)
    pair = {"first_id": likeness.first_id, "second_id": likeness.second_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        NotSame.objects.create(reason="อีกที", facts=[], **pair)


def test_a_merged_pair_is_proposed_no_more_until_it_is_taken_apart(alike, pranee):
    refresh(by=None)
    done = merge(kept=alike[0], gone=alike[1], reason="บ้านเดียวกัน", by=pranee)
    assert not pranee.likenesses.exists()
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    assert pranee.likenesses.count() == 1


def test_a_coordinator_decides_within_his_district_and_the_province_across(
    make, district_chief, outsider, pranee
):
    person = valid_national_id(45)
    here, there = (
        make.household(district="4005", national_id=person),
        make.household(district="4012", national_id=person),
    )
    twin = make.household(district="4005", head=here.head_name, village=here.village)
    refresh(by=None)
    assert pranee.likenesses.count() == 2
    assert [{one.first, one.second} for one in district_chief.likenesses] == [{here, twin}]
    assert not outsider.likenesses.exists()
    merge(kept=here, gone=there, reason="ย้ายมา", by=pranee)
    assert pranee.merges.count() == 1
    assert not district_chief.merges.exists() and not outsider.merges.exists()


def test_nobody_else_sees_a_pair(alike, somchai, importer, viewer, chair, auditor):
    refresh(by=None)
    for person in (somchai, importer, viewer, chair, auditor):
        assert not person.likenesses.exists() and not person.merges.exists()
