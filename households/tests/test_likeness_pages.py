"""The duplicates screen: who sees which pair, what is shown side by side, and the two answers."""

import uuid

import pytest
from django.urls import reverse

from households.actions.likenesses import refresh
from households.actions.merging import merge
from households.models import Household, Likeness, Merge, NotSame
from households.tasks import compare_the_register
from kusiao.audit.models import Event
from kusiao.jobs.ledger import work
from kusiao.jobs.models import Job
from kusiao.testing.make import valid_national_id
from kusiao.thai import format_phone, mask_national_id, today

pytestmark = pytest.mark.django_db
LIST = "/households/likenesses/"


@pytest.fixture
def alike(make):
    one = make.household(head="นายบุญมี คำแก้ว", house_number="12", phone="0812345678")
    other = make.household(head="นายบุญมี คำแก้ว", house_number="99/1")
    refresh(by=None)
    return one, other


def door():
    return reverse("households:likeness", args=[Likeness.objects.get().pk])


def body(kept, **said):
    """As the form sends it: everything from the kept file unless `said`."""
    likeness = Likeness.objects.get()
    side = "first" if likeness.first_id == kept.pk else "second"
    names = ("village", "house_number", "house_code", "phone", "coordinates", "head")
    return {"kept": side, **{f"from_{name}": said.get(name, side) for name in names}, "reason": "บ้านเดียวกัน"}


def test_the_list_says_who_where_and_why_and_shows_no_id(alike, district_chief, as_):
    make_sure = alike[0].members.get().national_id
    page = as_(district_chief).get(LIST).content.decode()
    assert page.count("นายบุญมี คำแก้ว") >= 2 and "99/1" in page and "อาจเปลี่ยนเลขบ้าน" in page
    assert make_sure and make_sure not in page
    assert "1 คู่" in page


def test_the_list_asks_as_much_of_three_pairs_as_of_one(
    alike, district_chief, as_, make, django_assert_num_queries
):
    client = as_(district_chief)
    with django_assert_num_queries(7):
        client.get(LIST)
    make.household(head="นายบุญมี คำแก้ว")
    refresh(by=None)
    assert Likeness.objects.count() == 3
    with django_assert_num_queries(7):
        client.get(LIST)


def test_strongest_first_and_narrowed_by_district_and_reason(make, pranee, as_):
    person = valid_national_id(9)
    make.household(district="4012", national_id=person)
    make.household(district="4012", national_id=person)
    make.household(head="นายบุญมี คำแก้ว")
    make.household(head="นายบุญมี คำแก้ว")
    refresh(by=None)
    client = as_(pranee)

    def shown(query=""):
        return [pair.main_sign for pair in client.get(LIST + query).context["page"]]

    assert shown() == ["head_id", "renumbered"]
    assert shown("?district=4012") == ["head_id"] and shown("?district=4005") == ["renumbered"]
    assert shown("?sign=renumbered") == ["renumbered"] and shown("?sign=nothing") == ["head_id", "renumbered"]


def test_others_do_not_find_it(alike, outsider, somchai, importer, auditor, as_):
    path = door()
    assert as_(outsider).get(path).status_code == 404
    assert "บุญมี" not in as_(outsider).get(LIST).content.decode()
    for person in (somchai, importer, auditor):
        assert as_(person).get(path).status_code == 403
        assert as_(person).get(LIST).status_code == 403
        assert as_(person).post(path, body(alike[0])).status_code == 403
    assert as_(outsider).post(path, body(alike[0])).status_code == 404
    assert not Merge.objects.exists()


def test_side_by_side_shows_both_files_with_masked_ids(alike, make, somchai, district_chief, as_):
    make.survey(alike[1], year=2562)
    make.enrolment(alike[1])
    make.pairing(somchai, alike[1])
    make.visit(alike[1], somchai)
    response = as_(district_chief).get(door())
    page = response.content.decode()
    number = alike[0].members.get().national_id
    assert number not in page and mask_national_id(number) in page
    for words in ("สมชาย ใจดี", "20,000 บาท/คน/ปี", "อยู่ในทะเบียนตั้งแต่", format_phone("0812345678")):
        assert words in page
    sides = response.context["sides"]
    kept = {"first": sides.first, "second": sides.second}[sides.likely_kept].household
    assert kept == alike[1]  # the one in the programme


def test_merging_takes_the_chosen_values_and_leads_to_the_way_back(alike, district_chief, as_):
    one, other = alike
    client, path = as_(district_chief), door()
    likeness = Likeness.objects.get()
    theirs = "first" if likeness.first_id == one.pk else "second"
    response = client.post(path, body(other, phone=theirs))
    done = Merge.objects.get()
    assert response.url == reverse("households:merge", args=[done.pk])
    other.refresh_from_db()
    assert (other.phone, other.house_number) == ("0812345678", "99/1") and done.gone == one
    # Its address leads to the kept file; a stranger finds neither.
    assert client.get(f"/households/{one.pk}/").url == f"/households/{other.pk}/"
    assert client.get(path).status_code == 404
    detail = client.get(response.url).content.decode()
    assert "แยกแฟ้มกลับ" in detail
    assert client.post(response.url, {"reason": "ผิดบ้าน"}).status_code == 302
    assert Household.objects.standing().count() == 2
    assert "ผิดบ้าน" in client.get(response.url).content.decode()


def test_the_address_of_a_merged_file_tells_a_stranger_nothing(alike, outsider, pranee, as_):
    merge(kept=alike[0], gone=alike[1], reason="บ้านเดียวกัน", by=pranee)
    client = as_(outsider)
    for household in alike:
        assert client.get(f"/households/{household.pk}/").status_code == 404


def test_the_friend_sees_a_line_in_the_story_and_nothing_else_of_it(alike, make, somchai, pranee, as_):
    make.enrolment(alike[0])
    make.pairing(somchai, alike[0])
    done = merge(kept=alike[0], gone=alike[1], reason="เหตุผลของสำนักงาน", by=pranee)
    client = as_(somchai)
    page = client.get(f"/households/{alike[0].pk}/").content.decode()
    assert "รวมแฟ้มที่ซ้ำเข้ามาในแฟ้มนี้" in page and "เหตุผลของสำนักงาน" not in page
    assert client.get(reverse("households:merge", args=[done.pk])).status_code == 403
    assert client.get(f"/households/{alike[1].pk}/").url == f"/households/{alike[0].pk}/"


def test_one_who_is_the_friend_is_told_to_leave_it_to_another(alike, make, district_chief, as_):
    make.posting(district_chief, "officer", district="4005")
    make.enrolment(alike[0])
    make.pairing(district_chief, alike[0])
    response = as_(district_chief).post(door(), body(alike[0]))
    assert response.status_code == 200 and "ตัดสินเองไม่ได้" in response.content.decode()
    assert not Merge.objects.exists()


def test_without_a_reason_nothing_is_done(alike, district_chief, as_):
    client, path = as_(district_chief), door()
    response = client.post(path, {**body(alike[0]), "reason": ""})
    assert response.status_code == 200 and "เขียนเหตุผล" in response.content.decode()
    assert client.post(f"{path}apart/", {"apart-reason": ""}).status_code == 200
    assert not Merge.objects.exists() and not NotSame.objects.exists()


def test_two_families_are_told_apart_and_not_proposed_again(alike, district_chief, as_):
    client = as_(district_chief)
    response = client.post(f"{door()}apart/", {"apart-reason": "คนชื่อซ้ำ ไปดูมาแล้ว"})
    assert response.url == LIST
    assert "0 คู่" in client.get(LIST).content.decode()
    assert NotSame.objects.get().decided_by == district_chief
    assert Event.objects.filter(verb="household.told_apart").count() == 2


def test_a_new_search_is_ordered_once_a_minute_and_done_by_the_ledger(alike, district_chief, as_):
    client = as_(district_chief)
    Likeness.objects.all().delete()
    client.post(LIST)
    job = Job.objects.get(kind="households.compare")
    assert work(job.pk)
    assert Likeness.objects.count() == 1


def test_the_timetable_compares_the_register_once_a_day(alike):
    compare_the_register()
    compare_the_register()
    assert Job.objects.filter(kind="households.compare").count() == 1


def test_a_visit_sent_to_the_old_address_reaches_the_kept_file(alike, make, somchai, malee, pranee, as_):
    make.enrolment(alike[1])
    make.pairing(somchai, alike[1])
    merge(kept=alike[0], gone=alike[1], reason="บ้านเดียวกัน", by=pranee)
    day = today()
    told = {
        "key": str(uuid.uuid4()), "kind": "visit", "met": "ยาย", "done": "ถามไถ่", "whole": "1",
        "visited_on": f"{day.day}/{day.month}/{day.year + 543}",
    }  # fmt: skip
    path = reverse("officers:visit_record", args=[alike[1].pk])
    assert as_(malee).post(path, told).status_code == 404
    assert as_(somchai).post(path, told).status_code == 302
    assert alike[0].visits.count() == 1 and alike[1].visits.count() == 0
