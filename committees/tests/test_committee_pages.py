"""Who may see a request: a committee sees what was put to it, an officer what he asked for his own households."""

import pytest
from django.urls import reverse

from committees.models import Referral, Support
from kusiao.testing.make import days_ago

pytestmark = pytest.mark.django_db
SECRET = "ขอพันธุ์ไก่ไข่ลับเฉพาะ"


@pytest.fixture
def referral(make, somchai, somchai_household):
    return make.referral(somchai_household, committee=1, text=SECRET, by=somchai)


@pytest.fixture
def other_chair(make):
    person = make.officer("other_chair", first_name="อื่น", last_name="คณะสอง")
    make.seat(person, committee=2)
    return person


def door(referral):
    return reverse("committees:referral", args=[referral.pk])


def words(response):
    return response.content.decode().replace("\xa0", " ")  # a date stays on one line


def test_the_desk_shows_only_what_was_put_to_this_committee(as_, chair, other_chair, referral):
    desk = reverse("committees:desk")
    page = words(as_(chair).get(desk))
    assert SECRET in page and "นายบุญมี คำแก้ว" in page and "ถึงตาคณะ 1 เรื่อง" in page
    page = words(as_(other_chair).get(desk))
    assert SECRET not in page and "บุญมี" not in page and "ไม่มีคำขอรอคณะ" in page


def test_strangers_at_the_door_of_a_request(
    as_, chair, other_chair, malee, outsider, somchai, referral, client
):
    assert as_(chair).get(door(referral)).status_code == 200
    assert as_(other_chair).get(door(referral)).status_code == 404
    assert as_(other_chair).post(door(referral), {"act": "acknowledge"}).status_code == 404
    assert Referral.objects.get().state == "sent"
    for person in (malee, outsider, somchai):
        assert as_(person).get(door(referral)).status_code == 403
    assert client.get(door(referral)).status_code == 302


def test_a_seat_that_ended_sees_nothing_more(as_, chair, referral):
    chair.seats.update(ended_on=days_ago(0))
    assert as_(chair).get(door(referral)).status_code == 403


def test_a_committee_sees_the_asked_words_and_no_case_file(
    as_, chair, make, referral, somchai, somchai_household
):
    make.member(somchai_household, first_name="ลูกลับ", national_id="1100000000009")
    make.visit(somchai_household, somchai, done="เรื่องลับในบ้าน", income_month=4321)
    page = words(as_(chair).get(door(referral)))
    assert SECRET in page and "นายบุญมี คำแก้ว" in page and "อ." in page
    for canary in ("ลูกลับ", "เรื่องลับในบ้าน", "4,321", "x-xxxx", "20,000"):
        assert canary not in page
    assert as_(chair).get(reverse("households:case", args=[somchai_household.pk])).status_code == 403
    assert list(chair.households) == []


def test_advisers_are_not_told_which_family_it_is(as_, make, somchai, somchai_household):
    adviser = make.officer("adviser", first_name="อาจารย์", last_name="ที่ปรึกษา")
    make.seat(adviser, committee=6)
    question = make.referral(somchai_household, committee=6, need="other", by=somchai)
    for address in (door(question), reverse("committees:desk")):
        page = words(as_(adviser).get(address))
        assert "บุญมี" not in page and somchai_household.house_number not in page
        assert "ชุมแพ" in page


def test_answering_on_the_desk_from_request_to_receipt(as_, chair, somchai, referral, somchai_household):
    client = as_(chair)
    assert "รับเรื่อง" in words(client.get(door(referral)))
    client.post(door(referral), {"act": "acknowledge"})
    client.post(door(referral), {"act": "accept", "text": "ส่งวันศุกร์"})
    given = {"act": "deliver", "what": "แม่ไก่ไข่", "items": "10", "baht": "1,500", "source": "state"}
    refused = client.post(door(referral), {**given, "delivered_on": "22/11/2600"})
    assert refused.status_code == 200 and "แม่ไก่ไข่" in words(refused), "nothing typed is lost"
    from kusiao.thai import format_date, today

    client.post(door(referral), {**given, "delivered_on": format_date(today(), "numeric")})
    support = Support.objects.get()
    assert (support.what, support.items, support.baht) == ("แม่ไก่ไข่", 10, 1500)
    page = words(client.get(door(referral)))
    assert "ถึงตาคู่เสี่ยวยืนยันว่าได้รับ" in page and "ส่งวันศุกร์" in page

    confirm = reverse("committees:referral_confirm", args=[referral.pk])
    assert client.post(confirm, {}).status_code == 403, "a committee does not confirm its own delivery"
    assert as_(somchai).post(confirm, {"text": "ได้ครบ"}).status_code == 302
    assert Referral.objects.get().state == "confirmed"


def test_a_late_answer_gets_409_and_keeps_its_words(as_, chair, referral):
    Referral.objects.update(state="accepted")
    page = as_(chair).post(door(referral), {"act": "decline", "text": "ปีนี้ไม่มีงบ"})
    assert page.status_code == 409
    assert "รับจะช่วย" in words(page)
    assert Referral.objects.get().state == "accepted"


def test_the_committee_cannot_confirm_through_its_own_door(as_, chair, referral):
    Referral.objects.update(state="delivered")
    assert as_(chair).post(door(referral), {"act": "confirm"}).status_code == 409
    assert Referral.objects.get().state == "delivered"


def test_only_who_sees_the_household_asks_and_confirms(
    as_, chair, malee, outsider, pranee, district_chief, referral, somchai_household
):
    Referral.objects.update(state="delivered")
    ask = reverse("committees:referral_ask", args=[somchai_household.pk])
    confirm = reverse("committees:referral_confirm", args=[referral.pk])
    for address in (ask, confirm):
        assert as_(malee).get(address).status_code == 404
        assert as_(outsider).post(address, {"need": "land", "text": "x"}).status_code == 404
        assert as_(chair).get(address).status_code == 403
        assert as_(pranee).get(address).status_code == 403
        assert as_(district_chief).get(address).status_code == 200
    assert Referral.objects.get().state == "delivered"


def test_asking_from_the_case_page(as_, somchai, somchai_household):
    ask = reverse("committees:referral_ask", args=[somchai_household.pk])
    client = as_(somchai)
    assert "ส่งคำขอ" in words(client.get(ask))
    missing = client.post(ask, {"need": "debt", "text": ""})
    assert missing.status_code == 200 and "เขียนว่าขอให้ช่วยอะไร" in words(missing)
    assert client.post(ask, {"need": "debt", "text": "ขอคนกลางเจรจาหนี้"}).status_code == 302
    assert Referral.objects.get().committee.number == 3
    again = client.post(ask, {"need": "debt", "text": "ขอคนกลางเจรจาหนี้"})
    assert "รออยู่แล้ว" in words(again) and Referral.objects.count() == 1


def test_confirming_too_early_says_so(as_, somchai, referral):
    confirm = reverse("committees:referral_confirm", args=[referral.pk])
    assert "ยืนยันได้เมื่อคณะบันทึกว่าส่งมอบแล้ว" in words(as_(somchai).get(confirm))
    assert as_(somchai).post(confirm, {}).status_code == 409


def test_the_list_of_committees_says_what_no_source_names(as_, malee):
    page = words(as_(malee).get(reverse("committees:list")))
    assert "3091/2562" in page and "20 กันยายน 2562" in page
    assert "อีก 29 ที่นั่ง รอข้อมูลจากคำสั่ง" in page
    assert "เกษตรจังหวัด" in page and page.index("ขับเคลื่อนโครงการ") < page.index("การพัฒนาอาชีพ")


def test_as_many_queries_for_three_requests_as_for_one(
    as_, chair, make, somchai, referral, somchai_household, django_assert_num_queries
):
    desk = reverse("committees:desk")
    client = as_(chair)
    for state in ("delivered", "declined"):
        make.referral(make.household(), state=state)
    for rounds in range(2):
        if rounds:
            for state in ("sent", "sent", "delivered", "delivered", "confirmed", "declined"):
                make.referral(make.household(), state=state, by=somchai)
        with django_assert_num_queries(9):
            client.get(desk)
    with django_assert_num_queries(7):
        client.get(reverse("committees:list"))
