import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from households.actions.conflicts import EditConflict
from households.actions.targeting import certify, verify
from households.case import Case
from households.facts import facts_of
from households.gates import missing_before
from households.models import Certification, Verification
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(make, somchai, somchai_household):
    make.visit(somchai_household, somchai, visited_on=days_ago(3))
    return somchai_household.enrolments.get()


def told(enrolment, by, **changes):
    given = {
        "enrolment": enrolment, "survey": enrolment.survey, "visited_on": days_ago(3), "by": by,
        "facts": {"income": ("differs", "ลูกไม่ส่งเงินแล้ว", "สมุดบัญชี"), "members": ("agrees", "", "")},
        "needs": [("land", "ขายที่นาใช้หนี้"), ("debt", "กู้นอกระบบ")],
        "strengths": {"skills": "ทอผ้าไหมได้"},
    }  # fmt: skip
    return {**given, **changes}


FORUM = {
    "held_on": days_ago(2), "place": "ศาลากลางบ้าน", "presided_by": "ผู้ใหญ่บ้าน", "attended": 42, "result": "certified",
    "paper_number": "ชพ 12/2569", "note": "",
}  # fmt: skip


def codes(enrolment):
    return {gap.code for gap in missing_before(enrolment, 2)}


def test_what_the_survey_says_is_listed_fact_by_fact(make, somchai, somchai_household):
    somchai_household.surveys.update(results="F" + "P" * 30, expenses=48_000, debt_informal=20_000)
    case = Case(somchai_household, somchai)
    facts = {fact.code: fact.said for fact in case.targeting.facts}
    assert facts == {
        "members": "3 คน", "health": "", "income": "60,000 บาท", "expenses": "48,000 บาท", "debt": "20,000 บาท", "i1": "ตก",
    }  # fmt: skip
    assert [fact.code for fact in facts_of(None, [], [])] == [
        "members",
        "health",
        "income",
        "expenses",
        "debt",
    ]


def test_a_visit_checks_the_facts_and_the_gate_opens(enrolment, somchai):
    assert {"facts_checked", "certified", "needs_ranked"} <= codes(enrolment)
    made = verify(**told(enrolment, somchai))
    assert {row.code: row.seen for row in made.facts.all()} == {"income": "ลูกไม่ส่งเงินแล้ว", "members": ""}
    assert [(row.rank, row.need_id) for row in made.needs.all()] == [(1, "land"), (2, "debt")]
    assert made.strengths.get().words == "ทอผ้าไหมได้"
    certify(enrolment=enrolment, by=somchai, **FORUM)
    assert codes(enrolment) == set()
    assert set(Event.objects.values_list("verb", flat=True)) == {
        "verification.recorded",
        "certification.recorded",
    }


def test_a_fact_that_nobody_looked_at_keeps_the_gate_shut(enrolment, somchai):
    verify(**told(enrolment, somchai, facts={"income": ("unseen", "", ""), "members": ("agrees", "", "")}))
    gap = next(gap for gap in missing_before(enrolment, 2) if gap.code == "facts_checked")
    assert "(เหลือ 1 ข้อ)" in gap.words and gap.view_name == "households:verify"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"visited_on": days_ago(4)}, "visited_on"),
        ({"facts": {"income": ("differs", "", "สมุด")}}, "seen-income"),
        ({"facts": {"income": ("differs", "ไม่มี", "")}}, "evidence-income"),
        ({"facts": {"income": ("perhaps", "", "")}}, "verdict-income"),
        ({"needs": [("land", "")]}, "cause-1"),
        ({"needs": [("land", "ก"), ("land", "ข")]}, "need-2"),
        ({"needs": [("gold", "ก")]}, "need-1"),
    ],
)
def test_refused_beside_the_box_and_nothing_is_kept(enrolment, somchai, given, field):
    with pytest.raises(Refused) as refused:
        verify(**told(enrolment, somchai, **given))
    assert refused.value.field == field and not Verification.objects.exists()


def test_neither_a_stranger_nor_the_province_verifies(enrolment, malee, pranee, outsider):
    for person in (malee, pranee, outsider):
        with pytest.raises(Refused, match="คู่เสี่ยวของครัวเรือนนี้"):
            verify(**told(enrolment, person))
        with pytest.raises(Refused, match="คู่เสี่ยวของครัวเรือนนี้"):
            certify(enrolment=enrolment, by=person, **FORUM)


def test_a_later_check_replaces_the_earlier_which_stays(enrolment, somchai, district_chief):
    first = verify(**told(enrolment, somchai))
    second = verify(**told(enrolment, district_chief, seen=first.pk, needs=[("water", "ไม่มีประปา")]))
    first.refresh_from_db()
    assert first.replaced_at and first.needs.count() == 2
    assert enrolment.verifications.standing().get() == second
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=first.pk).update(replaced_at=None)


def test_who_comes_second_sees_box_by_box(enrolment, somchai, district_chief):
    verify(**told(enrolment, district_chief))
    with pytest.raises(EditConflict) as lost:
        verify(**told(enrolment, somchai, seen=0, needs=[("water", "ไม่มีประปา")]))
    assert {name: (stands, mine) for name, stands, mine in lost.value.differences} == {
        "need-1": ("ที่ดินทำกิน", "น้ำดื่มน้ำใช้"), "cause-1": ("ขายที่นาใช้หนี้", "ไม่มีประปา"), "need-2": ("หนี้สิน", ""),
        "cause-2": ("กู้นอกระบบ", ""),
    }  # fmt: skip
    certify(enrolment=enrolment, by=somchai, seen=0, **FORUM)
    with pytest.raises(EditConflict) as lost:
        certify(enrolment=enrolment, by=district_chief, seen=0, **{**FORUM, "result": "postponed"})
    assert lost.value.differences == [("result", "รับรองว่าเป็นครัวเรือนเป้าหมาย", "ยังไม่ลงมติ")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": today() + datetime.timedelta(1)}, "held_on"),
        ({"paper_number": ""}, "paper_number"),
        ({"result": "refused"}, "note"),
    ],
)
def test_the_forum_says_it_on_paper(enrolment, somchai, given, field):
    with pytest.raises(Refused) as refused:
        certify(enrolment=enrolment, by=somchai, **{**FORUM, **given})
    assert refused.value.field == field and not Certification.objects.exists()


def test_both_forms_on_the_page(as_, enrolment, somchai):
    client, key = as_(somchai), enrolment.household_id
    url = reverse("households:verify", args=[key])
    assert "ผลสำรวจ: 60,000 บาท" in client.get(url).content.decode()
    given = {"seen": 0, "visited_on": days_ago(3), "verdict-income": "differs", "seen-income": "น้อยกว่านี้"}
    kept = client.post(url, given).content.decode()
    assert "เขียนว่ารู้จากอะไร" in kept and "น้อยกว่านี้" in kept, "nothing typed is lost"
    given |= {
        "evidence-income": "สมุดบัญชี",
        "need-2": "land",
        "cause-2": "ขายไปแล้ว",
        "strength-tools": "จักรเย็บผ้า",
    }
    assert client.post(url, given).status_code == 302
    assert enrolment.verifications.get().needs.get().rank == 1, "an empty rank closes up"
    forum = {**FORUM, "seen": 0, "held_on": format_date(FORUM["held_on"], "numeric")}
    assert client.post(reverse("households:certify", args=[key]), forum).status_code == 302
    page = client.get(reverse("households:case", args=[key])).content.decode()
    for words in ("น้อยกว่านี้", "สมุดบัญชี", "ที่ดินทำกิน · ขายไปแล้ว", "จักรเย็บผ้า", "ชพ 12/2569", "ตรง 0 ต่าง 1"):
        assert words in page, words
    again = client.get(url).content.decode()
    assert "น้อยกว่านี้" in again and "ขายไปแล้ว" in again, "the form comes back filled"


def test_what_tells_of_illness_is_for_who_cares_and_unreadable_to_a_thief(as_, enrolment, somchai, pranee):
    facts = {"health": ("differs", "ตาติดเตียง", "เห็นเอง"), "income": ("agrees", "", "")}
    made = verify(**told(enrolment, somchai, facts=facts, needs=[("care", "ตาติดเตียงสองปี")]))
    url = reverse("households:case", args=[enrolment.household_id])
    assert "ตาติดเตียง" in as_(somchai).get(url).content.decode()
    assert "ตาติดเตียง" not in as_(pranee).get(url).content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seen, evidence FROM households_verifiedfact WHERE verification_id = %s", [made.pk]
        )
        assert not any("ติดเตียง" in text or "เห็น" in text for row in cursor.fetchall() for text in row)
