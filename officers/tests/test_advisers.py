"""1 อาจารย์ 1 ตำบล: he reads the totals of his subdistrict and what is asked of him, and no family."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from households.models import Subdistrict
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers.actions import advisers as actions
from officers.models import Adviser, Question

ADVISING, ASK, LIST = (
    reverse(name) for name in ("reports:advising", "officers:questions", "officers:advisers")
)


@pytest.fixture
def subdistrict(somchai_household):
    return somchai_household.village.subdistrict


@pytest.fixture
def lecturer(make, subdistrict, pranee):
    person = make.officer("lecturer", title="ผศ.", first_name="วิชา", last_name="การดี")
    actions.appoint(officer=person, subdistrict=subdistrict, by=pranee)
    return person


def test_he_sees_the_totals_of_his_subdistrict_and_no_family(
    make, as_, lecturer, somchai_household, subdistrict
):
    other = Subdistrict.objects.filter(district="4005").exclude(pk=subdistrict.pk).first()
    far = make.household(village=other.villages.create(moo=1))
    make.enrolment(far)
    page = as_(lecturer).get(ADVISING).content.decode()
    assert f"ต.{subdistrict}" in page and str(other) not in page
    assert (
        page.replace("\n", "").count('<td class="num">1</td>') == 4
    )  # enrolled, developable, paired, overdue
    assert "บุญมี" not in page and "สมชาย" not in page
    assert as_(lecturer).get(reverse("households:case", args=[somchai_household.pk])).status_code == 403
    assert not lecturer.households.exists()


def test_a_friend_asks_and_the_lecturer_answers(as_, somchai, lecturer, subdistrict):
    client = as_(somchai)
    client.post(ASK, {"subdistrict": subdistrict.pk, "text": "พันธุ์ไก่แบบใดเหมาะกับบ้านที่ไม่มีที่ดิน"})
    question = Question.objects.get()
    assert "พันธุ์ไก่แบบใด" in as_(lecturer).get(ADVISING).content.decode()
    told = as_(lecturer).post(
        reverse("officers:question_answer", args=[question.pk]),
        {"text": "ไก่พื้นเมือง เลี้ยงในคอกแคบได้"},
        follow=True,
    )
    assert "ส่งคำตอบแล้ว" in told.content.decode()
    assert "เลี้ยงในคอกแคบได้" in client.get(ASK).content.decode()
    with pytest.raises(Refused, match="ตอบแล้ว"):
        actions.answer(question=question, text="อีกครั้ง", by=lecturer)


def test_what_was_typed_stays_where_nobody_advises_any_more(as_, somchai, lecturer, subdistrict):
    client = as_(somchai)
    assert "ต." in client.get(ASK).content.decode()
    assert "เขียนคำถาม" in client.post(ASK, {"subdistrict": subdistrict.pk, "text": " "}).content.decode()
    Adviser.objects.update(ended_on=today())
    page = client.post(ASK, {"subdistrict": subdistrict.pk, "text": "ถามเรื่องน้ำ"}).content.decode()
    assert "ยังไม่มีอาจารย์ที่ปรึกษา" in page and not Question.objects.exists()


def test_from_the_day_it_ends_he_sees_nothing(as_, lecturer, subdistrict, pranee, somchai):
    actions.ask(subdistrict=subdistrict, text="ถาม", by=somchai)
    client = as_(lecturer)
    actions.end(adviser=Adviser.objects.get(), by=pranee)
    assert client.get(ADVISING).status_code in (302, 403)  # his session ended with what it stood on
    with pytest.raises(Refused, match="ไม่ได้เป็นที่ปรึกษา"):
        actions.answer(question=Question.objects.get(), text="ตอบ", by=lecturer)


def test_a_subdistrict_has_one_and_the_next_takes_his_place(make, lecturer, subdistrict, pranee):
    other = make.officer("other")
    actions.appoint(officer=other, subdistrict=subdistrict, by=pranee)
    assert [row.officer for row in Adviser.objects.active()] == [other] and Adviser.objects.count() == 2
    with pytest.raises(Refused, match="อยู่แล้ว"):
        actions.appoint(officer=other, subdistrict=subdistrict, by=pranee)
    with pytest.raises(IntegrityError):
        Adviser.objects.create(officer=lecturer, subdistrict=subdistrict, started_on=days_ago(1))


def test_a_coordinator_appoints_in_his_district_only(as_, make, district_chief, outsider, subdistrict):
    make.officer("kru")
    sent = {"username": "kru", "subdistrict": subdistrict.pk}
    assert "เลือกตำบลจากรายการ" in as_(outsider).post(LIST, sent).content.decode()
    assert "แต่งตั้งที่ปรึกษา" in as_(district_chief).post(LIST, sent, follow=True).content.decode()
    row = Adviser.objects.get()
    end = reverse("officers:adviser_end", args=[row.pk])
    assert as_(outsider).post(end).status_code == 404
    as_(district_chief).post(end)
    row.refresh_from_db()
    assert row.ended_on == today()
    page = as_(district_chief).post(LIST, {**sent, "username": "nobody"}).content.decode()
    assert "ไม่พบบัญชีที่แต่งตั้งได้" in page and 'value="nobody"' in page


@pytest.mark.parametrize("who", ["pranee", "district_chief", "nobody"])
def test_a_coordinator_names_nobody_who_holds_an_office_and_learns_of_no_account(
    as_, pranee, district_chief, subdistrict, who
):
    names = {"pranee": pranee.username, "district_chief": district_chief.username}
    sent = {"username": names.get(who, who), "subdistrict": subdistrict.pk}
    page = as_(district_chief).post(LIST, sent)
    assert "ไม่พบบัญชีที่แต่งตั้งได้" in page.content.decode() and not Adviser.objects.exists()


def test_another_subdistricts_question_is_not_there(make, as_, lecturer, somchai):
    far = Subdistrict.objects.filter(district="4012").first()
    Adviser.objects.create(officer=make.officer(), subdistrict=far, started_on=today())
    question = Question.objects.create(subdistrict=far, asked_by=make.officer(), text="เรื่องไกล")
    assert as_(lecturer).get(reverse("officers:question_answer", args=[question.pk])).status_code == 404
    assert "เรื่องไกล" not in as_(somchai).get(ASK).content.decode()


def test_the_pages_ask_the_same_for_one_row_and_three(
    make, as_, lecturer, somchai, subdistrict, district_chief, django_assert_num_queries
):
    counts = {ADVISING: 15, ASK: 9, LIST: 8}
    people = {ADVISING: lecturer, ASK: somchai, LIST: district_chief}
    clients = {page: as_(person) for page, person in people.items()}
    actions.ask(subdistrict=subdistrict, text="ถาม", by=somchai)
    for page, client in clients.items():
        with django_assert_num_queries(counts[page]):
            client.get(page)
    for n, place in enumerate(Subdistrict.objects.filter(district="4005").exclude(pk=subdistrict.pk)[:2]):
        actions.ask(subdistrict=subdistrict, text=f"ถามอีก {n}", by=somchai)
        Adviser.objects.create(officer=make.officer(), subdistrict=place, started_on=today())
    for page, client in clients.items():
        with django_assert_num_queries(counts[page]):
            client.get(page)
