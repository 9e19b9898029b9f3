"""The officer's own pages: two cards, one form, nothing of anybody else."""

import re
import uuid

import pytest
from django.urls import reverse

from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today
from officers.models import Visit

MINE = reverse("officers:mine")


def form_of(household):
    return reverse("officers:visit_record", args=[household.pk])


def told(**fields):
    usual = {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "whole": "1",
        "visited_on": format_date(today(), "numeric"),
    }
    return usual | {"met": "หัวหน้าครัวเรือน"} | fields


def test_home_shows_his_households_and_what_is_due(make, as_, somchai, somchai_household):
    make.household(head="นายคนอื่น ไม่เกี่ยว")
    type(somchai_household).objects.filter(pk=somchai_household.pk).update(
        phone="0812345678", latitude=16.5, longitude=102.1
    )
    page = as_(somchai).get(MINE).content.decode()
    assert "นายบุญมี คำแก้ว" in page and "นายคนอื่น" not in page
    assert "เกินกำหนด\N{NO-BREAK SPACE}70\N{NO-BREAK SPACE}วัน" in page  # paired 100 days ago, a round of 30
    assert 'href="tel:0812345678"' in page and 'href="geo:16.500000,102.100000"' in page
    assert form_of(somchai_household) in page and ">บค</span>" in page


def test_home_without_households_says_who_gives_one(as_, malee):
    page = as_(malee).get(MINE).content.decode()
    assert "ผู้ประสานงานอำเภอจะจับคู่ให้" in page


def test_home_of_a_coordinator_who_is_paired_shows_only_his_own(make, as_, somchai, somchai_household):
    make.posting(somchai, "district", district="4005")
    make.enrolment(make.household(head="นายในอำเภอ เดียวกัน"))
    assert "เดียวกัน" not in as_(somchai).get(MINE).content.decode()


def test_home_asks_to_confirm_what_was_delivered(make, as_, somchai, somchai_household):
    make.referral(somchai_household, state="delivered")
    make.referral(somchai_household, state="sent", need="land")
    page = as_(somchai).get(MINE).content.decode()
    assert page.count("รอคุณยืนยัน") == 1


def test_home_asks_the_same_few_questions_for_one_and_two(
    make, as_, somchai, somchai_household, django_assert_num_queries
):
    client = as_(somchai)
    with django_assert_num_queries(11):
        client.get(MINE)
    second = make.household()
    make.enrolment(second)
    make.pairing(somchai, second)
    make.referral(second, state="delivered")
    make.referral(somchai_household, state="delivered")
    with django_assert_num_queries(12):  # the needs of the referrals
        client.get(MINE)


def test_a_visit_is_recorded_and_told(make, as_, somchai, somchai_household):
    client = as_(somchai)
    page = client.get(form_of(somchai_household))
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page.content.decode()).group(1)
    answer = client.post(
        form_of(somchai_household),
        told(
            key=key, done="ดูแปลงผัก", changed="ขายผักได้", income_month="๒,๕๐๐", needs=["land", "water"],
            next_on=format_date(days_ago(-20), "numeric"), captured_at="2026-01-05T09:30:00+07:00",
        ),
        follow=True,
    )  # fmt: skip
    visit = Visit.objects.get()
    assert answer.redirect_chain == [(reverse("officers:visit_saved", args=[key]), 302)]
    assert str(visit.key) == key and visit.income_month == 2_500 and visit.counted
    assert visit.captured_at.year == 2026 and visit.needs.count() == 2
    saved = answer.content.decode()
    assert "ดูแปลงผัก" in saved and "2,500\N{NO-BREAK SPACE}บาท" in saved and f'data-key="{key}"' in saved


def test_pressing_twice_leaves_one_visit(as_, somchai, somchai_household):
    client, once = as_(somchai), told()
    answers = [client.post(form_of(somchai_household), once) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("officers:visit_saved", args=[once["key"]])] * 2
    assert Visit.objects.count() == 1


def test_the_next_household_carries_the_trip_over(make, as_, somchai, somchai_household):
    second = make.household(head="นางสี ทองดี")
    make.enrolment(second)
    make.pairing(somchai, second)
    client, day = as_(somchai), format_date(days_ago(3), "numeric")
    trip = told(visited_on=day, done="แจกเมล็ดพันธุ์ทั้งหมู่บ้าน", latitude="16.54321", longitude="102.1")
    saved = client.post(form_of(somchai_household), trip, follow=True).content.decode()
    link = re.search(rf'href="({form_of(second)}\?from=[^"]+)"', saved).group(1)
    page = client.get(link).content.decode()
    assert f'value="{day}"' in page and "แจกเมล็ดพันธุ์ทั้งหมู่บ้าน" in page and 'value="16.54321"' in page
    assert "หัวหน้าครัวเรือน" not in re.search(r'id="id_met"[^>]*>', page).group()
    for nonsense in ("nonsense", str(uuid.uuid4())):
        begun = client.get(f"{form_of(second)}?from={nonsense}").content.decode()
        assert f'value="{format_date(today(), "numeric")}"' in begun


def test_another_persons_trip_is_not_carried_over(make, as_, somchai, malee, somchai_household):
    other = make.household()
    visit = make.visit(other, malee, done="เรื่องของบ้านอื่น")
    assert (
        "เรื่องของบ้านอื่น"
        not in as_(somchai).get(f"{form_of(somchai_household)}?from={visit.pk}").content.decode()
    )


def test_who_may_be_met_are_the_grown_people_at_home(make, as_, somchai, somchai_household):
    make.member(somchai_household, first_name="บัว", last_name="คำแก้ว", title="นาง", relation="ภรรยา")
    make.member(somchai_household, first_name="น้อย", birth_date=days_ago(3000))
    make.member(somchai_household, first_name="จากไป", left_on=days_ago(30))
    page = as_(somchai).get(form_of(somchai_household)).content.decode()
    assert 'data-words="นางบัว คำแก้ว (ภรรยา)">นางบัว คำแก้ว · ภรรยา<' in page
    assert 'data-words="นายบุญมี คำแก้ว (หัวหน้าครัวเรือน)"' in page and 'data-words="เพื่อนบ้าน"' in page
    assert "น้อย" not in page and "จากไป" not in page


def test_a_need_found_is_one_tap_from_its_request(as_, somchai, somchai_household):
    client = as_(somchai)
    saved = client.post(
        form_of(somchai_household), told(needs=["land", "water"]), follow=True
    ).content.decode()
    link = re.search(r'href="([^"]+need=land[^"]+)"', saved).group(1).replace("&amp;", "&")
    page = client.get(link).content.decode()
    assert re.search(r'value="land"[^>]*selected', page)
    assert f"จากการเยี่ยมเมื่อ {format_date(today())} ครอบครัวยังขาดเรื่องที่ดินทำกิน" in page
    other = client.get(link.replace("land", "nonsense")).content.decode()
    assert "จากการเยี่ยม" not in other


def test_the_form_asks_no_more_than_twelve_things():
    from officers.forms.visits import VisitForm

    assert len(VisitForm().visible_fields()) <= 12


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"visited_on": format_date(days_ago(-2), "numeric")}, "วันที่ต้องไม่เกินวันนี้"),
        ({"visited_on": format_date(days_ago(101), "numeric")}, "ต้องไม่ก่อนวันนั้น"),
        ({"visited_on": "เมื่อวาน"}, "ต้องมีปีครบ 4 หลัก"),
        ({"met": ""}, "ใส่ว่าพบใคร"),
        ({"income_month": "สองพัน"}, "ไม่ใช่จำนวนเลข"),
        ({"next_on": format_date(today(), "numeric")}, "ต้องหลังวันที่เยี่ยม"),
        ({"kind": "party"}, "เลือก"),
        ({"done": "ก" * 2001}, "2"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(as_, somchai, somchai_household, fields, sentence):
    sent = told(changed="เริ่มเลี้ยงไก่", needs=["land"]) | fields
    page = as_(somchai).post(form_of(somchai_household), sent).content.decode()
    assert sentence in page and not Visit.objects.exists()
    assert "เริ่มเลี้ยงไก่" in page and sent["key"] in page and "data-draft-bound" in page
    assert re.search(r'value="land"[^>]*checked', page)
    if "visited_on" in fields:
        assert fields["visited_on"] in page


def test_an_attempt_needs_nobody(as_, somchai, somchai_household):
    as_(somchai).post(form_of(somchai_household), told(kind="attempt", met=""))
    assert not Visit.objects.get().counted


def test_a_form_without_a_key_still_saves(as_, somchai, somchai_household):
    as_(somchai).post(form_of(somchai_household), told(key="", captured_at="yesterday?"))
    assert Visit.objects.count() == 1


def test_a_lost_session_asks_to_sign_in_and_comes_back(client, somchai_household):
    answer = client.post(form_of(somchai_household), told())
    assert (
        answer.status_code == 302
        and answer.url == f"{reverse('account_login')}?next={form_of(somchai_household)}"
    )
    assert not Visit.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["malee", "outsider", "chair", "viewer", "pranee", "district_chief"])
def test_the_wrong_one_knocks(request, as_, somchai_household, who, method):
    client = as_(request.getfixturevalue(who))
    answer = getattr(client, method)(form_of(somchai_household), told())
    assert answer.status_code == 404
    assert "บุญมี" not in answer.content.decode() and not Visit.objects.exists()


def test_a_coordinator_who_is_paired_elsewhere_records_only_his_own(
    make, as_, district_chief, somchai_household
):
    make.posting(district_chief, "officer", district="4005")
    assert as_(district_chief).get(form_of(somchai_household)).status_code == 404


def test_what_was_saved_is_shown_to_him_alone(make, as_, somchai, malee, outsider, somchai_household):
    visit = make.visit(somchai_household, somchai, done="คุยเรื่องหนี้")
    address = reverse("officers:visit_saved", args=[visit.key])
    assert as_(malee).get(address).status_code == 404
    assert as_(outsider).get(address).status_code == 403
    assert as_(somchai).get(reverse("officers:visit_saved", args=[uuid.uuid4()])).status_code == 404
    client = as_(somchai)
    assert "คุยเรื่องหนี้" in client.get(address).content.decode()
    somchai.pairings.update(ended_on=today(), end_reason="ย้าย")
    assert client.get(address).status_code == 404


def test_my_day_tells_what_was_promised_for_this_week_and_nothing_else(as_, somchai, somchai_household):
    told = {"promiser": "officer", "promised_on": days_ago(20)}
    for what, days, state in (
        ("ขอทุนให้หลาน", 3, "open"),
        ("พาไปหาหมอ", -3, "open"),
        ("ปีหน้า", -40, "open"),
        ("ทำแล้ว", 1, "kept"),
    ):
        done = {"state_on": days_ago(1)} if state == "kept" else {}
        somchai_household.promises.create(what=what, due_on=days_ago(days), state=state, **told, **done)
    page = as_(somchai).get(reverse("officers:mine")).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "ขอทุนให้หลาน" in page and "เกินกำหนด 3 วัน" in page and "พาไปหาหมอ" in page and "อีก 3 วัน" in page
    assert "ปีหน้า" not in page and "ทำแล้ว" not in page
