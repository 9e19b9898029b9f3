"""The checklist of nine and the one of assured care: evidence, two signatures, another person; the second of two savers."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households import awaiting_exit
from households.actions import enrolments, exits
from households.actions import remeasurements as measuring
from households.actions.confirming import ExitNotReached, confirm_assured
from households.actions.steps import move_step
from households.case import Case
from households.exits import blank_rows, proposed, rows_of
from households.models import Enrolment, ExitItem, ExitReview, Household, Step
from households.models.exit import ExitGoal
from households.story import story
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db
THAI_TODAY = f"{today().day}/{today().month}/{today().year + 543}"


@pytest.fixture
def over(make, somchai_household):
    make.survey(somchai_household, year=2569, income_total=150_000)
    return somchai_household.enrolments.get()


@pytest.fixture
def welfare(make, somchai):
    household = make.household(head="นางคำ สุขใจ")
    make.survey(household, year=2569)
    enrolment = make.enrolment(household, track="welfare", step=4)
    make.pairing(somchai, household)
    return enrolment


def all_yes(goal="exit", **but):
    return {row.code: but.get(row.code, ("yes", "เห็นแล้ว")) for row in blank_rows(goal)}


def signed(enrolment, by, goal="exit", **more):
    given = {"answers": all_yes(goal), "signer": "ยายบัว", "signed_on": today()}
    return exits.fill_in(enrolment=enrolment, goal=goal, by=by, **given | more)


def door(name, enrolment, *args):
    return reverse(f"households:{name}", args=[enrolment.household_id, *args])


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


# --- the items are rows -------------------------------------------------------------------------------------------


def test_nine_items_for_leaving_and_three_for_assured_care():
    assert [row.order for row in blank_rows("exit")] == list(range(1, 10))
    assert [row.code for row in blank_rows("assured")] == ["rights", "carer", "house"]


def test_a_new_version_holds_from_its_day_and_the_old_answers_stay(make, over, somchai, district_chief):
    old = signed(over, somchai)
    new = {"goal": "exit", "version": 2, "in_force_from": today()}
    ExitItem.objects.create(code="income", order=1, words="รายได้", **new)
    ExitItem.objects.create(code="saving", order=2, words="มีเงินออม", **new)
    assert [row.code for row in blank_rows("exit")] == ["income", "saving"]
    assert len(blank_rows("exit", days_ago(1))) == 9
    assert len(rows_of(old)) == 9
    assert enrolments.confirm_exit(enrolment=over, by=district_chief).watch_from == today()


# --- filling in ---------------------------------------------------------------------------------------------------


def test_a_draft_may_be_unfinished_and_a_signature_may_not(over, somchai):
    draft = exits.fill_in(enrolment=over, goal="exit", answers={"house": ("no", "หลังคารั่ว")}, by=somchai)
    assert draft.state == "draft" and [row.answer for row in rows_of(draft) if row.answer] == ["no"]
    with pytest.raises(Refused, match="ยังขาด: รายได้มั่นคง"):
        signed(over, somchai, answers={"house": ("yes", "ซ่อมแล้ว")}, version=1)
    with pytest.raises(Refused, match="เขียนว่าเห็นอะไร"):
        exits.fill_in(enrolment=over, goal="exit", answers={"house": ("yes", "")}, version=1, by=somchai)
    with pytest.raises(Refused, match="ไม่เกี่ยวข้องไม่ได้"):
        exits.fill_in(enrolment=over, goal="exit", answers={"house": ("na", "x")}, version=1, by=somchai)
    for day in (None, today() + datetime.timedelta(1), days_ago(200)):
        with pytest.raises(Refused, match="ลงนาม"):
            signed(over, somchai, signed_on=day, version=1)
    done = signed(over, somchai, version=1, on_paper=True)
    assert (done.pk, done.state, done.on_paper, done.income_per_person_year) == (
        draft.pk,
        "waiting",
        True,
        50_000,
    )
    assert Event.objects.filter(verb__startswith="exit_review.").count() == 2


def test_below_the_line_income_is_not_answered_with_yes(make, somchai, somchai_household):
    enrolment = somchai_household.enrolments.get()
    with pytest.raises(Refused, match="ยังไม่ถึงเส้น"):
        signed(enrolment, somchai)
    signed(enrolment, somchai, answers=all_yes(income=("no", "20,000 บาท")))
    rows = proposed(blank_rows("exit"), Case(somchai_household, somchai).care.income_now)
    assert (rows[0].answer, rows[0].evidence) == ("no", "20,000 บาท/คน/ปี เส้น 38,000 บาท (จปฐ. ปี 2562)")


def test_only_who_cares_for_them_fills_it_in(over, malee, outsider):
    for stranger in (malee, outsider):
        with pytest.raises(Refused, match="ต้องเป็นคู่เสี่ยว"):
            signed(over, stranger)
    enrolments.strike_off(enrolment=over, reason="moved", ended_on=today(), by=None)
    with pytest.raises(Refused, match="ออกจากทะเบียนแล้ว"):
        signed(over, malee)


def test_the_second_saver_sees_the_difference(over, somchai, district_chief):
    exits.fill_in(enrolment=over, goal="exit", answers={"house": ("no", "หลังคารั่ว")}, by=somchai)
    with pytest.raises(exits.SavedMeanwhile) as met:
        exits.fill_in(enrolment=over, goal="exit", answers={"house": ("yes", "ซ่อมแล้ว")}, by=district_chief)
    ((item, stands, mine),) = met.value.differences
    assert (item.code, stands, mine) == ("house", ("no", "หลังคารั่ว"), ("yes", "ซ่อมแล้ว"))
    assert over.exit_reviews.get().answers.get(item__code="house").answer == "no"
    exits.fill_in(
        enrolment=over, goal="exit", answers={"house": ("yes", "ซ่อมแล้ว")}, version=1, by=district_chief
    )
    assert over.exit_reviews.get().version == 2


def test_saving_anew_takes_the_signatures_off(over, somchai):
    signed(over, somchai)
    again = exits.fill_in(enrolment=over, goal="exit", answers=all_yes(), version=1, by=somchai)
    assert again.state == "draft" and not awaiting_exit.signed(Household.objects.all())


# --- another person -----------------------------------------------------------------------------------------------


def test_without_a_signed_checklist_nobody_leaves(over, somchai, district_chief):
    with pytest.raises(ExitNotReached, match="ยังไม่มีรายการพ้นเกณฑ์"):
        enrolments.confirm_exit(enrolment=over, by=district_chief)
    signed(over, somchai, answers=all_yes(house=("no", "หลังคารั่ว"), road=("no", "ทางขาด")))
    with pytest.raises(ExitNotReached, match="ยังไม่ผ่าน: บ้านมั่นคงปลอดภัย · ถนนถึงบ้าน"):
        enrolments.confirm_exit(enrolment=over, by=district_chief)
    signed(over, somchai, version=1, answers=all_yes(education=("na", "ไม่มีเด็ก")))
    assert enrolments.confirm_exit(enrolment=over, by=district_chief).watch_from == today()
    review = over.exit_reviews.get()
    assert (review.state, review.confirmed_by) == ("confirmed", district_chief)


def test_neither_the_friend_nor_who_signed_confirms(over, make, somchai, district_chief, pranee):
    signed(over, district_chief)
    with pytest.raises(ExitNotReached, match="ลงนามในรายการนี้เอง"):
        enrolments.confirm_exit(enrolment=over, by=district_chief)
    make.posting(somchai, "district", district="4005")
    with pytest.raises(ExitNotReached, match="คุณเป็นคู่เสี่ยว"):
        enrolments.confirm_exit(enrolment=over, by=somchai)
    assert enrolments.confirm_exit(enrolment=over, by=pranee).watch_from


@pytest.mark.parametrize(
    "broken",
    [
        {"confirmed_by": None}, {"signed_by": "confirmed_by"}, {"signed_on": None}, {"household_signer": ""},
        {"income_per_person_year": 1}, {"income_per_person_year": None}, {"ended_on": today()},
    ],
)  # fmt: skip
def test_the_database_refuses_it_too(over, somchai, district_chief, broken):
    signed(over, somchai)
    enrolments.confirm_exit(enrolment=over, by=district_chief)
    if "signed_by" in broken:
        broken = {"signed_by": district_chief}
    with pytest.raises(IntegrityError), transaction.atomic():
        ExitReview.objects.update(**broken)


def test_the_database_keeps_one_open_one_holding_and_evidence(over, make, somchai):
    review = signed(over, somchai)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExitReview.objects.create(enrolment=over, goal="exit")
    with pytest.raises(IntegrityError), transaction.atomic():
        review.answers.update(evidence="")


def test_sent_back_with_a_sentence_and_signed_again(over, somchai, district_chief):
    review = signed(over, somchai)
    with pytest.raises(Refused, match="ต้องแก้หรือหาหลักฐาน"):
        exits.send_back(review=review, words="", by=district_chief)
    with pytest.raises(Refused, match="แก้รายการได้เอง"):
        exits.send_back(review=review, words="ขอภาพบ้าน", by=somchai)
    exits.send_back(review=review, words="ขอภาพบ้าน", by=district_chief)
    assert over.exit_reviews.get().state == "returned"
    with pytest.raises(ExitNotReached):
        enrolments.confirm_exit(enrolment=over, by=district_chief)
    with pytest.raises(Refused, match="ไม่ได้รอยืนยัน"):
        exits.send_back(review=review, words="ขอภาพบ้าน", by=district_chief)
    signed(over, somchai, version=2)
    assert enrolments.confirm_exit(enrolment=over, by=district_chief).watch_from


def test_what_was_signed_for_another_class_is_not_confirmed(over, somchai, district_chief):
    signed(over, somchai)
    over.household.classifications.update(track="welfare")
    with pytest.raises(ExitNotReached, match="ประเภทของครัวเรือนเปลี่ยนไป"):
        enrolments.confirm_exit(enrolment=over, by=district_chief)


def test_what_was_signed_upon_another_income_is_not_confirmed(over, somchai, district_chief):
    signed(over, somchai)
    ExitReview.objects.update(survey=over.household.surveys.get(round_id=2562))
    with pytest.raises(ExitNotReached, match="ไม่ใช่ตัวเลขที่ลงนามไว้"):
        enrolments.confirm_exit(enrolment=over, by=district_chief)


def test_a_step_back_ends_what_was_confirmed(make, over, somchai, district_chief):
    signed(over, somchai)
    enrolments.confirm_exit(enrolment=over, by=district_chief)
    move_step(enrolment=over, to=2, reason="ตกซ้ำ", by=district_chief)
    review = over.exit_reviews.get()
    assert (review.state, review.end_reason) == ("ended", "ย้ายกลับ การเฝ้าระวังสิ้นสุด")
    assert not ExitReview.objects.holding().exists()
    make.relapse_card(over)
    case = Case(over.household, somchai)
    assert [one[1] for one in story(case)].count("ยืนยันพ้นเกณฑ์ เริ่มเฝ้าระวัง") == 1, "it was so, and stays told"
    assert case.care.relapse_cards


def test_what_an_exit_rests_on_is_not_withdrawn(make, somchai, district_chief, somchai_household):
    Step.objects.update(number=4)
    enrolment = somchai_household.enrolments.get()
    measured = measuring.remeasure(
        household=somchai_household,
        measured_on=today(),
        members_count=1,
        told_by="ยาย",
        income_main=90_000,
        by=somchai,
    )
    review = signed(enrolment, somchai)
    assert (review.remeasurement, review.survey) == (measured, None)
    enrolments.confirm_exit(enrolment=enrolment, by=district_chief)
    with pytest.raises(Refused, match="อาศัยการวัดครั้งนี้"):
        measuring.withdraw(remeasurement=measured, reason="นับซ้ำ", by=somchai)


# --- assured care -------------------------------------------------------------------------------------------------


def test_a_welfare_household_is_assured_and_stays_in_the_programme(welfare, somchai, district_chief):
    review = signed(welfare, somchai, goal="assured")
    with pytest.raises(ExitNotReached, match="คุณเป็นคู่เสี่ยว"):
        confirm_assured(enrolment=welfare, by=somchai)
    confirm_assured(enrolment=welfare, by=district_chief)
    welfare.refresh_from_db()
    assert (welfare.watch_from, welfare.ended_on) == (None, None)
    assert ExitReview.objects.holding(today()).get() == review
    assert not ExitReview.objects.holding(days_ago(1)).exists()
    case = Case(welfare.household, somchai)
    assert case.care.goal == ExitGoal.ASSURED and case.care.assured == review and not case.over_the_line


def test_assured_care_may_end_and_be_assured_anew(welfare, somchai, malee, district_chief):
    with pytest.raises(ExitNotReached, match="ยังไม่มีรายการดูแลครบ"):
        confirm_assured(enrolment=welfare, by=district_chief)
    signed(welfare, somchai, goal="assured")
    first = confirm_assured(enrolment=welfare, by=district_chief)
    signed(welfare, somchai, goal="assured")
    second = confirm_assured(enrolment=welfare, by=district_chief)
    first.refresh_from_db()
    assert first.ended_on == today() and second.state == "confirmed"
    with pytest.raises(Refused, match="ต้องเป็นคู่เสี่ยว"):
        exits.end_assured(review=second, reason="ผู้ดูแลย้าย", by=malee)
    with pytest.raises(Refused, match="อะไรเปลี่ยนไป"):
        exits.end_assured(review=second, reason="", by=somchai)
    exits.end_assured(review=second, reason="ผู้ดูแลย้าย", by=somchai)
    assert not ExitReview.objects.holding().exists()
    with pytest.raises(Refused, match="ไม่มีผลอยู่แล้ว"):
        exits.end_assured(review=second, reason="ผู้ดูแลย้าย", by=somchai)


# --- pages --------------------------------------------------------------------------------------------------------


def typed(goal="exit", **more):
    given = {"version": "0", "signing": "screen", "signer": "ยายบัว", "signed_on": THAI_TODAY}
    for row in blank_rows(goal):
        given |= {f"{row.code}-answer": "yes", f"{row.code}-evidence": "เห็นแล้ว"}
    return given | more


def test_from_the_form_to_the_watch(as_, over, somchai, district_chief):
    client, chief = as_(somchai), as_(district_chief)
    page = text_of(client.get(door("exit_review", over)))
    assert "รายการพ้นเกณฑ์ 9 ข้อ" in page and "50,000 บาท/คน/ปี เส้น 40,000 บาท (จปฐ. ปี 2569)" in page
    assert "กรอกรายการพ้นเกณฑ์กับคนในบ้าน" in text_of(client.get(door("case", over)))
    wrong = text_of(client.post(door("exit_review", over), typed(**{"house-evidence": "", "signer": ""})))
    assert "เขียนว่าเห็นอะไรที่บ้าน" in wrong and "ใส่ชื่อคนในบ้านที่ลงนาม" in wrong and not over.exit_reviews.exists()
    assert client.post(door("exit_review", over), typed()).status_code == 302
    assert client.post(door("exit_confirm", over)).status_code == 403
    page = text_of(chief.get(reverse("households:exits")))
    assert "ลงนามแล้ว รอยืนยัน 1" in page and door("exit_confirm", over) in page and "นายบุญมี" in page
    page = text_of(chief.get(door("exit_confirm", over)))
    assert "ยายบัว และ นายสมชาย ใจดี" in page and "เห็นแล้ว" in page
    assert "ต้องแก้หรือหาหลักฐาน" in text_of(
        chief.post(door("exit_confirm", over), {"back": "1", "words": "", "version": "1"})
    )
    assert (
        chief.post(door("exit_confirm", over), {"back": "1", "words": "ขอภาพบ้าน", "version": "1"}).status_code
        == 302
    )
    assert "ขอภาพบ้าน" in text_of(client.get(door("case", over)))
    assert client.post(door("exit_review", over), typed(version="2")).status_code == 302
    assert chief.post(door("exit_confirm", over), {"version": "3"}).status_code == 302
    page = text_of(client.get(door("case", over)))
    assert "เฝ้าระวัง" in page and "ยืนยันแล้ว" in page and "ลงนามรายการพ้นเกณฑ์ทั้งสองฝ่าย" in page


def test_the_page_of_the_second_saver(as_, over, somchai, district_chief):
    exits.fill_in(enrolment=over, goal="exit", answers={"house": ("no", "หลังคารั่ว")}, by=somchai)
    answer = as_(district_chief).post(door("exit_review", over), typed(signing="draft"))
    page = text_of(answer)
    assert answer.status_code == 409 and "ยังไม่ใช่ · หลังคารั่ว" in page and "ใช่ · เห็นแล้ว" in page
    assert 'name="version" value="1"' in page


def test_assured_care_on_the_pages(as_, welfare, somchai, district_chief):
    client, chief = as_(somchai), as_(district_chief)
    assert "ไม่ใช่รายได้พ้นเส้น" in text_of(client.get(door("case", welfare)))
    assert client.post(door("exit_review", welfare), typed("assured")).status_code == 302
    assert door("assured_confirm", welfare) in text_of(chief.get(reverse("households:exits")))
    assert chief.post(door("assured_confirm", welfare), {"version": "1"}).status_code == 302
    assert client.get(door("assured_end", welfare)).status_code == 200
    assert client.post(door("assured_end", welfare), {"reason": "ผู้ดูแลย้าย"}).status_code == 302
    assert client.get(door("assured_end", welfare)).status_code == 404
    assert "ผู้ดูแลย้าย" in text_of(client.get(door("case", welfare)))


def test_who_is_over_and_has_nothing_signed(make, over, welfare, district_chief, outsider):
    make.survey(welfare.household, year=2568, income_total=300_000)
    welfare.household.surveys.filter(round=2569).delete()
    mine = district_chief.coordinated
    assert list(awaiting_exit.over(mine)) == [over.household], (
        "a welfare household does not wait for its income"
    )
    assert not awaiting_exit.over(outsider.coordinated)
    make.exit_review(over, by=make.officer())
    assert not awaiting_exit.over(mine) and awaiting_exit.signed(mine).count() == 1


def test_when_the_watch_is_over_somebody_is_told(as_, make, over, district_chief, outsider):
    Enrolment.objects.filter(pk=over.pk).update(entered_on=days_ago(500), watch_from=days_ago(364))
    assert not awaiting_exit.watched_through(district_chief.coordinated)
    Enrolment.objects.filter(pk=over.pk).update(watch_from=days_ago(366))
    assert list(awaiting_exit.watched_through(district_chief.coordinated)) == [over.household]
    assert not awaiting_exit.watched_through(outsider.coordinated)
    make.relapse_card(over)
    client = as_(district_chief)
    page = text_of(client.get(reverse("households:exits"), {"show": "through"}))
    assert "ครบกำหนดเฝ้าระวัง 1" in page and door("graduate", over) in page
    assert "ไม่มีใครเยี่ยมถึงบ้านเกิน 120 วัน" in text_of(client.get(door("graduate", over)))
    assert client.post(door("graduate", over), {"sure": "1"}).status_code == 302


@pytest.mark.parametrize(("show", "queries"), [("signed", 9), ("over", 9), ("through", 10)])
def test_the_lists_ask_as_much_for_three_as_for_one(
    as_, make, district_chief, show, queries, django_assert_num_queries
):
    client, friend = as_(district_chief), make.officer()
    for many in (1, 2):
        for _n in range(many):
            household = make.household()
            make.survey(household, year=2569, income_total=150_000)
            enrolment = make.enrolment(household)
            if show == "signed":
                make.exit_review(enrolment, by=friend)
            if show == "through":
                Enrolment.objects.filter(pk=enrolment.pk).update(
                    entered_on=days_ago(500), watch_from=days_ago(380)
                )
        with django_assert_num_queries(queries):
            page = client.get(reverse("households:exits"), {"show": show})
    assert page.context["page"].paginator.count == 3


def test_strangers_find_nothing(as_, over, welfare, malee, outsider, somchai):
    signed(over, somchai)
    for person in (malee, outsider):
        client = as_(person)
        assert client.get(door("exit_review", over)).status_code == 404
        assert client.post(door("exit_review", over), typed(version="1")).status_code == 404
    for name in ("exit_confirm", "assured_confirm"):
        assert as_(outsider).post(door(name, over)).status_code == 404
    assert "นายบุญมี" not in text_of(as_(outsider).get(reverse("households:exits")))
