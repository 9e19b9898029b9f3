import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households import awaiting
from households.actions import changes, enrolments
from households.cards import Cards
from households.case import Case
from households.models import ChangeAnswer, Household, Indicator, Successor, Survey
from households.reference.load import load
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import BANGKOK, now

pytestmark = pytest.mark.django_db

SEEN = {"about": "income", "words": "ยายไม่มีรายได้นี้แล้ว", "evidence": "สมุดบัญชี", "seen_on": days_ago(5)}


@pytest.fixture
def card(make, somchai, somchai_household):
    """Two surveys, below the line and then over it, and a visit to refer to."""
    make.survey(somchai_household, year=2563, income_total=150_000)
    make.visit(somchai_household, somchai, visited_on=SEEN["seen_on"])
    return somchai_household


def answered(household, by, says="confirmed", **given):
    return changes.answer(household=household, before=2562, after=2563, says=says, **given, by=by)


def written(days, year=2563):
    moment = datetime.datetime.combine(days_ago(days), datetime.time(9), tzinfo=BANGKOK)
    Survey.objects.filter(round=year).update(created_at=moment)


def page_of(client, name, *args, **asked):
    response = client.get(reverse(f"households:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


# --- the crosswalk as rows ----------------------------------------------------------------------------------------


def test_the_crosswalk_is_rows_and_loading_again_changes_nothing():
    rows = {(row.earlier.number, row.later.number) for row in Successor.objects.all()}
    assert len(rows) == 25 and {(22, 29), (9, 18), (10, 18), (31, 36), (1, 2)} <= rows
    assert not {15, 18, 24, 25, 26, 29} & {old for old, _new in rows}
    load()
    assert {(row.earlier.number, row.later.number) for row in Successor.objects.all()} == rows


def test_an_indicator_has_one_successor_and_is_not_its_own():
    row = Successor.objects.select_related("earlier").first()
    other = Indicator.objects.get(indicator_set="2565-2570", number=37)
    with pytest.raises(IntegrityError), transaction.atomic():
        Successor.objects.create(earlier=row.earlier, later=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Successor.objects.create(earlier=other, later=other)


def test_a_card_over_the_change_of_forms(make, somchai, somchai_household):
    somchai_household.surveys.update(results="PPPPPPPPPF" + "P" * 21)  # 10 failed: water
    later = make.survey(somchai_household, year=2566, income_total=90_000, results="P" * 38)
    found = Cards().card(somchai_household.surveys.get(round=2562), later).changes
    water = next(item for item in found.items if item.number == 18)
    assert (water.earlier, water.bucket) == ((9, 10), "escaped") and len(found.items) == 24
    assert found.income_bucket == "still", "30,000 is below the line of its own year, 40,000"


# --- the friend's answer -----------------------------------------------------------------------------------------


def test_the_friend_confirms(card, somchai):
    made = answered(card, somchai)
    assert (made.says, made.about, made.before_id, made.after_id) == ("confirmed", "", 2562, 2563)
    assert Event.objects.get(verb="change.confirmed").object_key == str(made.pk)


def test_a_dispute_needs_its_words_evidence_and_a_visit(card, somchai):
    for missing, sentence in [
        ("about", "โต้แย้งเรื่องใด"), ("words", "เห็นอะไร"), ("evidence", "หลักฐาน"), ("seen_on", "วันที่ไปเยี่ยม"),
    ]:  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            answered(card, somchai, "disputed", **{**SEEN, missing: None if missing == "seen_on" else ""})
    with pytest.raises(Refused, match="วันที่ไปเยี่ยม"):
        answered(card, somchai, "disputed", **{**SEEN, "seen_on": days_ago(6)})
    assert not ChangeAnswer.objects.exists()
    assert answered(card, somchai, "disputed", **SEEN).waits


def test_strangers_do_not_answer(card, malee, outsider, pranee):
    for person in (malee, outsider):
        with pytest.raises(Refused, match="คู่เสี่ยวของครัวเรือนนี้"):
            answered(card, person)
    assert not ChangeAnswer.objects.exists()


def test_after_thirty_days_only_the_office_answers(card, somchai, district_chief, settings):
    written(30)
    answered(card, somchai)
    ChangeAnswer.objects.all().delete()
    written(31)
    with pytest.raises(Refused, match="พ้นกำหนดตอบแล้ว"):
        answered(card, somchai)
    assert answered(card, district_chief).answered_by == district_chief
    ChangeAnswer.objects.all().delete()
    settings.CHANGE_ANSWER_DAYS = 60
    assert answered(card, somchai)


def test_a_card_that_is_no_longer_the_latest_is_not_answered(make, card, somchai):
    make.survey(card, year=2564)
    with pytest.raises(Refused, match="เปลี่ยนไปจากที่เปิดดู"):
        answered(card, somchai)


def test_an_answer_anew_replaces_the_first_and_keeps_it(card, somchai, district_chief):
    answered(card, somchai)
    answered(card, somchai, "disputed", **SEEN)
    assert [row.says for row in ChangeAnswer.objects.standing()] == ["disputed"]
    assert ChangeAnswer.objects.count() == 2
    changes.settle(
        answer=ChangeAnswer.objects.standing().get(),
        settlement="rejected",
        words="ตรวจแล้ว",
        by=district_chief,
    )
    with pytest.raises(Refused, match="ชี้ขาดแล้ว"):
        answered(card, somchai)


def test_a_dispute_that_waits_is_settled_and_not_answered_away(card, somchai, district_chief):
    dispute = answered(card, somchai, "disputed", **SEEN)
    for said in ({}, {"says": "disputed", **SEEN}):
        with pytest.raises(Refused, match="รอชี้ขาด ชี้ขาดในหน้าข้อโต้แย้งก่อน"):
            answered(card, district_chief, **said)
    assert ChangeAnswer.objects.standing().get() == dispute
    assert answered(card, somchai).says == "confirmed", "his own he may take back"
    assert answered(card, district_chief).answered_by == district_chief


def test_one_standing_answer_a_card_in_the_database(card, somchai):
    answered(card, somchai)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeAnswer.objects.create(
            household=card,
            before_id=2562,
            after_id=2563,
            says="confirmed",
            answered_by=somchai,
            answered_at=now(),
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"says": "disputed"},
        {"says": "disputed", "about": "income"},
        {"about": "income"},
        {"before_id": 2563},
        {"settlement": "accepted"},
    ],
)
def test_half_an_answer_is_refused_by_the_database(card, somchai, broken):
    whole = {
        "before_id": 2562,
        "after_id": 2563,
        "says": "confirmed",
        "answered_by": somchai,
        "answered_at": now(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeAnswer.objects.create(household=card, **{**whole, **broken})


# --- settling ------------------------------------------------------------------------------------------------------


def test_a_settled_dispute_stands_beside_the_survey(card, somchai, district_chief):
    dispute = answered(card, somchai, "disputed", **SEEN)
    before = list(Survey.objects.order_by("pk").values())
    changes.settle(answer=dispute, settlement="accepted", words="ตรวจสมุดบัญชีแล้ว", by=district_chief)
    assert list(Survey.objects.order_by("pk").values()) == before
    assert Event.objects.filter(verb="change.settled", object_key=str(dispute.pk)).count() == 1
    with pytest.raises(Refused, match="ไม่ได้รอชี้ขาด"):
        changes.settle(answer=dispute, settlement="rejected", words="อีกครั้ง", by=district_chief)


def test_nobody_settles_his_own(card, make, somchai, outsider, pranee):
    dispute = answered(card, somchai, "disputed", **SEEN)
    make.posting(somchai, "district", district="4005")
    somchai.__dict__.pop("held", None)
    somchai.__dict__.pop("roles", None)
    for person, sentence in ((somchai, "สำนักงานจังหวัดชี้ขาด"), (outsider, "ผู้ประสานงานของอำเภอนี้")):
        with pytest.raises(Refused, match=sentence):
            changes.settle(answer=dispute, settlement="accepted", words="จริง", by=person)
    with pytest.raises(Refused, match="เหตุผล"):
        changes.settle(answer=dispute, settlement="accepted", words="", by=pranee)
    changes.settle(answer=dispute, settlement="accepted", words="จริง", by=pranee)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeAnswer.objects.update(settled_by=somchai)


@pytest.mark.parametrize(
    ("settlement", "sentence"), [(None, "รอชี้ขาด"), ("accepted", "รับฟังข้อโต้แย้ง"), ("rejected", None)]
)
def test_a_disputed_income_confirms_no_exit(make, card, somchai, district_chief, settlement, sentence):
    dispute = answered(card, somchai, "disputed", **SEEN)
    if settlement:
        changes.settle(answer=dispute, settlement=settlement, words="ตรวจแล้ว", by=district_chief)
    enrolment = card.enrolments.get()
    make.exit_review(enrolment, by=somchai)
    if sentence is None:
        enrolments.confirm_exit(enrolment=enrolment, by=district_chief)
        return
    with pytest.raises(enrolments.ExitNotReached, match=sentence):
        enrolments.confirm_exit(enrolment=enrolment, by=district_chief)
    assert card.enrolments.get().watch_from is None


def test_a_dispute_of_members_stands_in_nobodys_way(make, card, somchai, district_chief):
    make.exit_review(card.enrolments.get(), by=somchai)
    answered(card, somchai, "disputed", **{**SEEN, "about": "members"})
    assert enrolments.confirm_exit(enrolment=card.enrolments.get(), by=district_chief).watch_from


# --- who is still to answer ------------------------------------------------------------------------------------------


def test_a_card_waits_and_is_overdue(make, card, somchai):
    make.enrolment(make.household())  # one survey less than a card needs
    make.survey(Household.objects.exclude(pk=card.pk).get(), year=2563)
    assert [row.pk for row in awaiting.unanswered(Household.objects.all())] == [card.pk]
    for days, late in ((30, []), (31, [card.pk])):
        written(days)
        assert [row.pk for row in awaiting.overdue(Household.objects.all())] == late
    answered_late = ChangeAnswer(
        household=card,
        before_id=2562,
        after_id=2563,
        says="confirmed",
        answered_by=somchai,
        answered_at=now(),
    )
    answered_late.save()
    assert not awaiting.overdue(Household.objects.all())
    answered_late.delete()
    card.enrolments.update(ended_on=days_ago(0), end_reason="moved")
    assert not awaiting.overdue(Household.objects.all())


def test_my_two_households_show_the_card_and_the_days_left(as_, card, somchai):
    written(10)
    page = as_(somchai).get(reverse("officers:mine")).content.decode().replace("\xa0", " ")
    assert "รอคุณยืนยันหรือโต้แย้ง (อีก 20 วัน)" in page
    answered(card, somchai)
    assert "รอคุณยืนยันหรือโต้แย้ง" not in as_(somchai).get(reverse("officers:mine")).content.decode()


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_friend_answers_on_the_page(as_, card, somchai, district_chief):
    client, door = as_(somchai), reverse("households:change_answer", args=[card.pk])
    assert "ตอบบัตรนี้" in page_of(client, "case", card.pk)
    whole = {"before": 2562, "after": 2563, "says": "disputed", "about": "income", "words": "ไม่มีรายได้นี้"}
    kept = client.post(door, whole).content.decode()
    assert "มีหลักฐานอะไร" in kept and not ChangeAnswer.objects.exists()
    assert client.post(door, {**whole, "evidence": "สมุด", "seen_on": str(days_ago(5))}).status_code == 302
    page = page_of(as_(district_chief), "disputes")
    assert "รอชี้ขาด 1" in page and "ไม่มีรายได้นี้" in page
    answer = ChangeAnswer.objects.get()
    settle = reverse("households:change_settle", args=[card.pk, answer.pk])
    assert (
        as_(district_chief).post(settle, {"settlement": "accepted", "words": "จริงตามนั้น"}).status_code == 302
    )
    for person in (somchai, district_chief):
        page = page_of(as_(person), "case", card.pk)
        assert "จริงตามนั้น" in page and "รับฟังข้อโต้แย้งรายได้รอบนี้แล้ว" in page
        assert reverse("households:exit_confirm", args=[card.pk]) not in page


def test_any_two_rounds_may_be_chosen(as_, make, card, somchai):
    make.survey(card, year=2566, income_total=150_000)
    client = as_(somchai)
    assert "30,000" not in page_of(client, "changes", card.pk)
    page = page_of(client, "changes", card.pk, before=2566, after=2562)
    assert "ปี 2562 และปี 2566 ใช้แบบสำรวจคนละชุด เทียบกันได้ 24 ข้อ" in page and "20,000 → 50,000" in page
    assert "เดิมข้อ 9 และ 10 ถือว่าตกถ้าตกข้อใดข้อหนึ่ง" in page
    for odd in ("2599", "x", "๒๕๖๒", ""):
        assert "50,000 → 50,000" in page_of(client, "changes", card.pk, before=odd, after="2566")


def test_strangers_do_not_come_near(as_, card, somchai, malee, outsider, viewer):
    dispute = answered(card, somchai, "disputed", **SEEN)
    doors = {
        "changes": [card.pk], "change_answer": [card.pk], "change_settle": [card.pk, dispute.pk], "disputes": [],
    }  # fmt: skip
    for person, statuses in (
        (malee, [404, 404, 403, 403]),
        (outsider, [404, 404, 404, 200]),
        (viewer, [403] * 4),
    ):
        client = as_(person)
        for (name, args), status in zip(doors.items(), statuses, strict=True):
            response = client.get(reverse(f"households:{name}", args=args))
            assert response.status_code == status and "บุญมี" not in response.content.decode()


@pytest.mark.parametrize("show", ["waiting", "overdue"])
def test_the_lists_ask_the_same_questions_whatever_their_length(
    as_, make, card, somchai, district_chief, show, django_assert_num_queries
):
    written(40)
    client = as_(district_chief)
    if show == "waiting":
        answered(card, district_chief, "disputed", **SEEN)
    for rounds in range(2):
        if rounds:
            for _more in range(2):
                other = make.household()
                make.enrolment(other, survey=make.survey(other))
                make.survey(other, year=2563)
                if show == "waiting":
                    make.visit(other, somchai, visited_on=days_ago(5))
                    answered(other, district_chief, "disputed", **SEEN)
            written(40)
        with django_assert_num_queries(8):
            page = page_of(client, "disputes", show=show)
        assert page.count('scope="row"') == 1 + 2 * rounds


def test_case_knows_who_may_answer(card, somchai, district_chief, pranee):
    assert [bool(Case(card, person).may_answer) for person in (somchai, district_chief, pranee)] == [
        True,
        True,
        False,
    ]
    written(31)
    assert [bool(Case(card, person).may_answer) for person in (somchai, district_chief)] == [False, True]
