import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.actions.enrolments import AlreadyEnrolled, strike_off
from households.actions.nominations import accept, decline, nominate, nominate_household
from households.models import Household, Nomination, Subdistrict
from households.nominating import suspects
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import valid_national_id
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db


def put_forward(by, **changes):
    told = {
        "title": "นาย", "first_name": "คำปอง", "last_name": "ทองดี", "national_id": "", "moo": 1, "house_number": "12",
        "phone": "", "why": "อยู่คนเดียวท้ายหมู่บ้าน", "subdistrict": Subdistrict.objects.filter(district="4005").first(),
    }  # fmt: skip
    return nominate(by=by, **{**told, **changes})


def test_a_friend_puts_forward_and_the_coordinator_opens_a_file(somchai, district_chief):
    made = put_forward(somchai, national_id=valid_national_id(7_000))
    assert made.waits and not Household.objects.exists()
    held = accept(nomination=made, by=district_chief)
    household = held.household
    head = household.members.get()
    assert (household.head_name, household.place_words[:4]) == ("นายคำปอง ทองดี", "12 ห")
    assert head.is_head and head.national_id == valid_national_id(7_000) and not head.no_id_reason
    assert (held.enrolment.basis, held.enrolment.note) == ("nominated", "อยู่คนเดียวท้ายหมู่บ้าน")
    assert held.enrolment.steps.get().number == 1
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert verbs == {"nomination.sent", "household.opened", "enrolment.opened", "nomination.accepted"}


def test_without_an_id_the_file_says_why(somchai, district_chief):
    held = accept(nomination=put_forward(somchai), by=district_chief)
    assert "บัตร" in held.household.members.get().no_id_reason


def test_only_where_one_works(somchai):
    with pytest.raises(Refused, match="อำเภอที่คุณปฏิบัติงาน"):
        put_forward(somchai, subdistrict=Subdistrict.objects.filter(district="4012").first())
    with pytest.raises(Refused, match="ทำไม"):
        put_forward(somchai, why="")


def test_never_ones_own(make, somchai, district_chief, outsider, pranee):
    own = put_forward(district_chief)
    with pytest.raises(Refused, match="ตัดสินเองไม่ได้"):
        accept(nomination=own, by=district_chief)
    with pytest.raises(Refused, match="ของอำเภอนี้"):
        decline(nomination=own, words="x", by=outsider)
    assert accept(nomination=own, by=pranee).answer == "accepted"
    with pytest.raises(Refused, match="ตัดสินแล้ว"):
        decline(nomination=own, words="x", by=pranee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=own.pk).update(answered_by=district_chief)


def test_a_file_that_may_be_theirs_is_looked_for_first(make, somchai, district_chief):
    known = make.household(head="นายคำปอง ทองดี", house_number="99", moo=1)
    far = make.household(head="นายคำปอง ทองดี", house_number="12", district="4012")
    made = put_forward(somchai)
    found = suspects(made, district_chief.coordinated)
    assert [one.household for one in found] == [known] and far not in [one.household for one in found]
    with pytest.raises(Refused, match="มีแฟ้มที่คล้ายกัน"):
        accept(nomination=made, by=district_chief)
    held = accept(nomination=made, household=known, by=district_chief)
    assert held.household == known and Household.objects.count() == 2
    other = accept(nomination=put_forward(somchai), words="คนละคน พ่อชื่อต่างกัน", by=district_chief)
    assert other.household != known


def test_the_same_id_never_makes_a_second_file(make, somchai, district_chief, pranee):
    here = make.household(head="นายเก่า", national_id=valid_national_id(8_001))
    there = make.household(head="นายไกล", district="4012", national_id=valid_national_id(8_002))
    again = put_forward(somchai, national_id=valid_national_id(8_001))
    with pytest.raises(Refused, match="เลือกแฟ้มเดิม"):
        accept(nomination=again, words="คนละคน", by=district_chief)
    assert accept(nomination=again, household=here, by=district_chief).household == here
    away = put_forward(somchai, national_id=valid_national_id(8_002))
    with pytest.raises(Refused, match="สำนักงานจังหวัดตัดสิน"):
        accept(nomination=away, words="ย้ายมา", by=district_chief)
    with pytest.raises(Refused, match="นอกอำเภอ"):
        accept(nomination=away, household=there, by=district_chief)
    assert accept(nomination=away, household=there, by=pranee).household == there


def test_who_is_enrolled_already_is_not_enrolled_twice(make, somchai, district_chief, somchai_household):
    made = put_forward(somchai)
    with pytest.raises(AlreadyEnrolled):
        accept(nomination=made, household=somchai_household, by=district_chief)
    made.refresh_from_db()
    assert made.waits


def test_a_family_with_a_file_is_put_forward_from_it(make, somchai_household, district_chief, pranee):
    with pytest.raises(Refused, match="อยู่ในทะเบียนแล้ว"):
        nominate_household(household=somchai_household, why="x", by=district_chief)
    before = somchai_household.enrolments.get()
    strike_off(enrolment=before, reason="moved", ended_on=today(), by=district_chief)
    made = nominate_household(household=somchai_household, why="ย้ายกลับมา", by=district_chief)
    with pytest.raises(Refused, match="รอตัดสินอยู่แล้ว"):
        nominate_household(household=somchai_household, why="ย้ายกลับมา", by=pranee)
    held = accept(nomination=made, by=pranee)
    assert (held.enrolment.basis, held.enrolment.earlier) == ("reentry", before)


def test_declined_with_words_that_the_nominator_reads(as_, somchai, malee, district_chief):
    made = put_forward(somchai)
    url = reverse("households:nomination", args=[made.pk])
    client = as_(district_chief)
    assert "เขียนเหตุผลที่ไม่รับ" in client.post(url, {"answer": "decline"}).content.decode()
    assert client.post(url, {"answer": "decline", "words": "รายได้เกินเส้น"}).status_code == 302
    listed = reverse("households:nominations")
    assert "รายได้เกินเส้น" in as_(somchai).get(listed).content.decode()
    assert "คำปอง" not in as_(malee).get(listed).content.decode()


def test_the_pages_of_putting_forward_and_deciding(as_, make, somchai, district_chief):
    place = Subdistrict.objects.filter(district="4005").first()
    given = {
        "first_name": "คำปอง",
        "last_name": "ทองดี",
        "subdistrict": place.pk,
        "moo": "๑",
        "why": "อยู่คนเดียว",
    }
    form = as_(somchai).get(reverse("households:nominate")).content.decode()
    assert "อ.ชุมแพ" in form and "อ.เมือง" not in form
    assert as_(somchai).post(reverse("households:nominate"), given).status_code == 302
    made = Nomination.objects.get()
    known = make.household(head="นายคำปอง ทองดี", house_number="99", moo=1)
    url = reverse("households:nomination", args=[made.pk])
    page = as_(district_chief).get(url).content.decode()
    assert "แฟ้มที่อาจเป็นครัวเรือนนี้" in page and reverse("households:case", args=[known.pk]) in page
    assert "เลือกแฟ้มของครัวเรือนนี้" in as_(district_chief).post(url, {"answer": "accept"}).content.decode()
    assert as_(district_chief).post(url, {"answer": "accept", "file": str(known.pk)}).status_code == 302
    made.refresh_from_db()
    assert made.household == known
    assert "คนตกหล่น" in as_(district_chief).get(reverse("households:case", args=[known.pk])).content.decode()


def test_the_list_costs_the_same(as_, make, somchai, district_chief, django_assert_num_queries):
    client = as_(district_chief)
    for many in (1, 3):
        while Nomination.objects.count() < many:
            put_forward(somchai)
        with django_assert_num_queries(6):
            page = client.get(reverse("households:nominations"))
        assert len(page.context["page"].object_list) == many


def test_the_database_holds_what_the_acts_promise(somchai, district_chief):
    made = put_forward(somchai)
    broken = (
        {"answer": "accepted", "answered_by": district_chief, "answered_at": now()},
        {"answer": "declined", "answered_by": district_chief, "answered_at": now()},
        {"why": ""},
        {"moo": 0},
    )
    for columns in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Nomination.objects.filter(pk=made.pk).update(**columns)
