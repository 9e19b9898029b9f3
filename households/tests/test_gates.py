import datetime

import pytest
from django.core.exceptions import ValidationError

from households import gates
from households.actions.steps import move_step
from households.gates import CHECKS, gates_before, missing_before
from households.models import Checklist, ChecklistItem
from households.reference.load import load
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def codes(missing):
    return [gap.code for gap in missing]


def version_two(step, *items, since=None):
    """A later version of the gate; each item (code, must, track)."""
    made = Checklist.objects.create(code=f"{step}-2", step=step, version=2, in_force_from=since or today())
    for order, (code, must, track) in enumerate(items):
        made.items.create(code=code, words=f"ขาด {code}", order=order, must=must, track=track)
    return made


def test_every_item_of_every_version_has_a_function_that_looks():
    assert set(ChecklistItem.objects.values_list("code", flat=True)) <= set(CHECKS)
    assert set(Checklist.objects.values_list("step", flat=True)) == {1, 2, 3, 4}


def test_loading_again_keeps_what_the_province_changed():
    ChecklistItem.objects.filter(code="class_set").update(words="ยังไม่จัดประเภท", must=False)
    load()
    item = ChecklistItem.objects.get(code="class_set", checklist="1-1")
    assert (item.words, item.must) == ("ยังไม่จัดประเภท", False)


def test_the_version_of_the_day_counts(make):
    enrolment = make.enrolment(make.household())
    assert "officer_paired" in codes(missing_before(enrolment, 2))
    version_two(1, ("visit_dated", True, ""), since=today() + datetime.timedelta(1))
    assert "officer_paired" in codes(missing_before(enrolment, 2)), "not yet"
    Checklist.objects.filter(version=2).update(in_force_from=today())
    assert codes(missing_before(enrolment, 2)) == ["visit_dated"]


def test_a_way_over_two_gates_is_asked_at_both(make):
    enrolment = make.enrolment(make.household())
    found = gates_before(enrolment, 4)
    assert [gate.checklist.step for gate in found] == [1, 2, 3]
    assert codes(found[-1].missing) == ["help_delivered"]


def test_a_step_keeps_the_version_it_went_through_and_what_was_missing(make, somchai):
    enrolment = make.enrolment(make.household())
    missing = codes(missing_before(enrolment, 2))
    step = move_step(enrolment=enrolment, to=2, reason="หน้าฝน ทางขาด เยี่ยมได้เดือนหน้า", by=somchai)
    passage = step.passages.get()
    assert (passage.checklist_id, passage.missing) == ("1-1", missing)
    version_two(1)
    passage.refresh_from_db()
    assert passage.checklist.version == 1
    back = move_step(enrolment=enrolment, to=1, reason="ต้องตรวจใหม่", by=somchai)
    assert not back.passages.exists(), "going back passes no gate"


def test_what_is_only_wished_for_asks_for_no_reason(make, somchai):
    enrolment = make.enrolment(make.household())
    version_two(1, ("officer_paired", False, ""))
    assert [gap.must for gap in missing_before(enrolment, 2)] == [False]
    step = move_step(enrolment=enrolment, to=2, reason="", by=somchai)
    assert step.passages.get().missing == ["officer_paired"]


def test_an_item_of_one_track_is_asked_of_that_track(make):
    version_two(1, ("officer_paired", True, "developable"), ("visit_dated", True, "welfare"))
    for track, code in (("developable", "officer_paired"), ("welfare", "visit_dated")):
        assert codes(missing_before(make.enrolment(make.household(), track=track), 2)) == [code]
    assert missing_before(make.enrolment(make.household(), track=None), 2) == []


def test_a_check_may_say_what_of_it_is_missing(make, monkeypatch):
    monkeypatch.setitem(
        gates.CHECKS, "officer_paired", gates.Check(lambda enrolment: "รอคำสั่งจังหวัด", "officers:pairings", "")
    )
    gap = missing_before(make.enrolment(make.household()), 2)[-1]
    assert (gap.words, gap.view_name) == ("ยังไม่มีข้าราชการคู่เสี่ยว (รอคำสั่งจังหวัด)", "officers:pairings")


def test_back_takes_a_reason(make):
    enrolment = make.enrolment(make.household(), step=3)
    with pytest.raises(Refused, match="เหตุผลที่ย้ายกลับ"):
        move_step(enrolment=enrolment, to=2, reason="", by=None)
    assert enrolment.steps.open().get().number == 3


def test_a_version_that_was_passed_is_not_rewritten(make):
    item = ChecklistItem.objects.get(checklist="1-1", code="class_set")
    item.full_clean()
    move_step(enrolment=make.enrolment(make.household(), entered_on=days_ago(9)), to=2, reason="x", by=None)
    with pytest.raises(ValidationError, match="เพิ่มรายการรุ่นใหม่"):
        item.full_clean()


def test_an_item_that_nobody_can_look_at_is_refused():
    with pytest.raises(ValidationError, match="visit_dated"):
        ChecklistItem(checklist_id="1-1", code="wealth", words="ยังไม่รวย", order=9).full_clean()
