import datetime

import pytest
from django.db import connection
from django.urls import reverse

from households.case import Case
from households.shelves import Shelves
from households.story import story
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db


def page_of(client, household):
    response = client.get(reverse("households:case", args=[household.pk]))
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")  # a date stays on one line


@pytest.fixture
def full(make, somchai, chair, somchai_household):
    """One of everything that hangs on a case."""
    make.survey(somchai_household, year=2563, income_total=120_000, members=3, results="F" + "P" * 30)
    make.visit(somchai_household, somchai, visited_on=days_ago(5), met="ยายบัว", next_on=days_ago(-2))
    referral = make.referral(
        somchai_household, state="delivered", by=somchai, text="ขอแม่ไก่", asked_on=days_ago(4)
    )
    referral.answers.create(state="delivered", text="ส่งแล้ว", by=chair)
    make.support(somchai_household, what="แม่ไก่ไข่", baht=2_500, referral=referral)
    return somchai_household


def test_the_story_on_one_page(as_, somchai, full):
    page = page_of(as_(somchai), full)
    for words in (
        "นายบุญมี คำแก้ว", "อ.ชุมแพ", "เรื่องราว", "เข้าทะเบียนเป้าหมาย", "เริ่มกระบวนงาน 1 ชี้เป้าชีวิต", "จับคู่เสี่ยว",
        "พบ ยายบัว", "ผลสำรวจ จปฐ.", "ขอแม่ไก่", "แม่ไก่ไข่", "2,500", "x-xxxx-xxxxx", "บันทึกเยี่ยม",
    ):  # fmt: skip
        assert words in page, words


def test_now_says_what_is_due_and_by_whom(as_, somchai, full):
    page = page_of(as_(somchai), full)
    assert "อีก 2 วัน" in page and "โดย นายสมชาย ใจดี" in page
    assert "รอยืนยันว่าได้รับ" in page
    assert reverse("committees:referral_confirm", args=[full.referrals.get().pk]) in page
    assert "รายได้พ้นเส้นแล้ว" in page


def test_an_unpaired_household_waits_for_the_coordinator(as_, make, district_chief):
    household = make.household()
    make.enrolment(household, track=None)
    page = page_of(as_(district_chief), household)
    for words in ("ยังไม่มีคู่เสี่ยว", "ยังไม่ได้จัดประเภท พัฒนาได้ หรือ สงเคราะห์", "ยังไม่มีการเยี่ยมบ้าน"):
        assert words in page
    assert reverse("households:classify", args=[household.pk]) in page


def test_what_a_role_may_not_open_is_not_offered(as_, somchai, pranee, full):
    assert reverse("households:strike_off", args=[full.pk]) not in page_of(as_(somchai), full)
    assert reverse("households:edit", args=[full.pk]) not in page_of(as_(pranee), full)


def test_a_household_outside_the_programme(as_, make, pranee):
    household = make.household()
    page = page_of(as_(pranee), household)
    assert "ไม่อยู่ในทะเบียนเป้าหมาย" in page and "ยังไม่มีเหตุการณ์" in page
    for name in ("step_move", "exit_confirm", "strike_off"):
        assert as_(pranee).get(reverse(f"households:{name}", args=[household.pk])).status_code in (403, 404)


def test_after_the_end_the_page_tells_how(as_, make, pranee):
    household = make.household()
    make.enrolment(household, step=None, ended_on=days_ago(3), end_reason="graduated")
    assert "พ้นเกณฑ์แล้ว ผ่านครบ 4 ขั้น" in page_of(as_(pranee), household)


def test_the_card_is_between_the_two_latest_surveys(as_, make, somchai, somchai_household):
    somchai_household.surveys.update(results="P" * 31)
    make.survey(somchai_household, year=2563, results="FFP" + "P" * 28)
    make.survey(somchai_household, year=2564, income_total=150_000, results="FPF" + "N" * 28)
    card = Case(somchai_household, somchai).card
    assert {name: [item.number for item in items] for name, items in card.changes.groups.items()} == {
        "still": [1], "escaped": [2], "fell": [3], "kept": [], "not_applicable": [*range(4, 32)], "not_stated": [],
    }  # fmt: skip
    page = page_of(as_(somchai), somchai_household)
    assert "พ้นเกณฑ์รายได้ 20,000 → 50,000 บาท/คน/ปี · ดีขึ้น 1 ข้อ แย่ลง 1 ข้อ ยังตก 1 ข้อ" in page
    assert "รายได้พ้นเส้นในรอบปี 2564" in page and "เทียบรอบอื่น" in page
    assert "เทียบปี 2562 แย่ลง 2 ข้อ" in page, "the story tells each round beside the one before it"


def test_one_survey_has_no_card_and_says_what_fails(as_, somchai, somchai_household):
    somchai_household.surveys.update(results="F" + "P" * 30)
    assert Case(somchai_household, somchai).card is None
    page = page_of(as_(somchai), somchai_household)
    assert "ตกอยู่ 1 ข้อ" in page and "เปลี่ยนไปอย่างไร" not in page
    assert as_(somchai).get(reverse("households:changes", args=[somchai_household.pk])).status_code == 404


def test_the_timeline_runs_from_new_to_old(make, somchai, full):
    shown = [entry[0] for entry in story(Case(full, somchai)) if isinstance(entry[0], datetime.date)]
    assert shown == sorted(shown, reverse=True) and len(shown) >= 6


def test_the_story_is_narrowed_by_a_link_and_the_oldest_lies_behind(as_, make, somchai, full):
    client, address = as_(somchai), reverse("households:case", args=[full.pk])
    for day in range(20, 30):
        make.visit(full, somchai, visited_on=days_ago(day), done=f"ครั้งที่ {day}")
    page = client.get(address).content.decode()
    assert "?show=visit#story" in page and "ก่อนหน้านี้อีก" in page and "ครั้งที่ 29" in page
    shown = Shelves(Case(full, somchai), "help")
    assert shown.rest == [] and len(shown.first) == len(shown.entries) == 2
    narrowed = client.get(address, {"show": "help"}).content.decode()
    assert "ได้รับความช่วยเหลือ: แม่ไก่ไข่" in narrowed and "ครั้งที่ 29" not in narrowed and "ก่อนหน้านี้อีก" not in narrowed
    assert "ครั้งที่ 29" in client.get(address, {"show": "anything"}).content.decode()
    every = Shelves(Case(full, somchai))
    assert every.chips[0][2] == sum(count for _show, _words, count, _is_shown in every.chips[1:])


def test_each_folder_says_what_is_in_it_before_it_is_opened(as_, make, somchai, full):
    page = page_of(as_(somchai), full)
    for words in ("1 คน", "2 รอบ", "1 ครั้ง · 2,500 บาท", "40,000 บาท/คน/ปี", "ยังไม่มีแผน"):
        assert f'<span class="folder-words">{words}</span>' in page, words


def test_as_many_queries_with_three_of_everything_as_with_one(
    as_, make, somchai, malee, chair, full, django_assert_num_queries
):
    client = as_(somchai)
    for rounds in range(2):
        if rounds:
            for number in (1, 2):
                make.member(full)
                make.visit(full, somchai, visited_on=days_ago(10 + number))
                make.survey(full, year=2561 - number + 5, results="F" * 31 if number == 2 else "F" * 38)
                row = make.referral(full, by=malee, state="sent", need="land" if number == 1 else "debt")
                row.answers.create(state="acknowledged", by=chair)
                make.support(full)
                make.pairing(malee, full, started_on=days_ago(300), ended_on=days_ago(200))
                past = make.enrolment(full, entered_on=days_ago(400), ended_on=days_ago(300), end_reason="moved",
                                      track=None, step=None)  # fmt: skip
                past.steps.create(number=1, started_on=days_ago(400), ended_on=days_ago(300), moved_by=malee)
                full.classifications.create(
                    track="welfare", started_on=days_ago(400), ended_on=days_ago(130 + number)
                )
        with django_assert_num_queries(43):
            page_of(client, full)


# --- acts from the page -------------------------------------------------------------------------------------------


def post(client, name, household, **given):
    return client.post(reverse(f"households:{name}", args=[household.pk]), given)


def test_moving_a_step_wants_a_reason_and_says_what_is_missing(as_, somchai, somchai_household):
    client = as_(somchai)
    seen = somchai_household.enrolments.get().steps.get().pk
    refused = post(client, "step_move", somchai_household, to=2, reason="", seen=seen)
    assert refused.status_code == 200 and "ยังไม่มีการเยี่ยมบ้าน" in refused.content.decode()
    given = {"to": 2, "reason": "ตรวจสภาพจริงแล้ว", "seen": seen}
    assert post(client, "step_move", somchai_household, **given).status_code == 302
    assert "ตรวจสภาพจริงแล้ว" in page_of(client, somchai_household)


def test_classifying(as_, district_chief, somchai, somchai_household):
    given = {
        "track": "welfare",
        "started_on": today().strftime("%d/%m/") + str(today().year + 543),
        "reason": "ติดเตียง",
        "seen": somchai_household.classifications.get().pk,
    }
    assert post(as_(somchai), "classify", somchai_household, **given).status_code == 403
    assert post(as_(district_chief), "classify", somchai_household, **given).status_code == 302
    assert somchai_household.classifications.in_force().get().track == "welfare"


def test_striking_off_needs_its_reason(as_, district_chief, somchai_household):
    client = as_(district_chief)
    day = today().strftime("%d/%m/") + str(today().year + 543)
    kept = post(client, "strike_off", somchai_household, reason="other", ended_on=day, note="")
    assert "ต้องเขียนว่าเพราะอะไร" in kept.content.decode()
    assert post(client, "strike_off", somchai_household, reason="died", ended_on=day).status_code == 302
    assert "ออกจากทะเบียน" in page_of(client, somchai_household)


def test_confirming_an_exit_and_its_refusal(as_, make, somchai, district_chief, somchai_household):
    client = as_(district_chief)
    refused = post(client, "exit_confirm", somchai_household)
    assert refused.status_code == 200 and "ยังต่ำกว่าเส้น" in refused.content.decode()
    assert post(as_(somchai), "exit_confirm", somchai_household).status_code == 403
    make.survey(somchai_household, year=2563, income_total=150_000)
    assert "ยังไม่มีรายการพ้นเกณฑ์" in post(client, "exit_confirm", somchai_household).content.decode()
    make.exit_review(somchai_household.enrolments.get(), by=somchai)
    assert post(client, "exit_confirm", somchai_household).status_code == 409
    assert post(client, "exit_confirm", somchai_household, version="1").status_code == 302
    assert "เฝ้าระวัง" in page_of(client, somchai_household)
    assert "ช่วงเฝ้าระวังครบวันที่" in post(client, "graduate", somchai_household).content.decode()


def test_what_is_known_of_each_person_and_health_only_for_who_cares_for_them(
    as_, make, somchai, district_chief, pranee, full
):
    make.member(
        full, title="นาง", first_name="บัว", relation="มารดา", birth_date=datetime.date(1950, 1, 1), birth_precision="about",
        occupation="ทอผ้า", education="ประถมศึกษา", body_state="chronic", can_help_self="no", welfare_card=True,
    )  # fmt: skip
    age = today().year - 1950
    for reader in (somchai, district_chief, pranee):
        page = page_of(as_(reader), full)
        for words in ("มารดา", f"{age} ปี", "ประมาณ พ.ศ. 2493", "ทอผ้า", "ประถมศึกษา", "มีบัตรสวัสดิการแห่งรัฐ"):
            assert words in page, words
        assert ("ป่วยเรื้อรัง · ช่วยเหลือตัวเองไม่ได้" in page) == (reader is not pranee)


@pytest.mark.parametrize(("role", "district"), [("officer", "4005"), ("district", "4012")])
def test_who_is_of_the_province_and_cares_for_others_sees_no_health_here(
    as_, make, pranee, full, role, district
):
    make.member(full, body_state="chronic", can_help_self="no")
    own = make.household(district=district)
    make.enrolment(own)
    make.member(own, body_state="chronic", can_help_self="no")
    make.posting(pranee, role, district=district)
    if role == "officer":
        make.pairing(pranee, own)
    client = as_(pranee)
    assert "ป่วยเรื้อรัง" in page_of(client, own)
    assert "ป่วยเรื้อรัง" not in page_of(client, full)
    edit = {household: reverse("households:edit", args=[household.pk]) for household in (own, full)}
    assert edit[own] in page_of(client, own) and client.get(edit[own]).status_code == 200
    assert edit[full] not in page_of(client, full) and client.get(edit[full]).status_code == 404


def test_health_is_unreadable_to_a_thief_of_the_database(make, full):
    member = make.member(full, body_state="disabled", can_help_self="no")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body_state, can_help_self FROM households_member WHERE id = %s", [member.pk])
        stored = cursor.fetchone()
    assert "disabled" not in stored[0] and stored[1] != "no" and all(stored)
    member.refresh_from_db()
    assert (member.body_state, member.can_help_self) == ("disabled", "no")
