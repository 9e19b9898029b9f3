"""Income measured again in step 4: the arithmetic, who may, what is refused, and the second of two people."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from households import bmn
from households.actions import remeasurements as acts
from households.arithmetic import Arithmetic
from households.models import IncomeLine, Remeasurement, Step
from households.models.remeasurement import SOURCES
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = pytest.mark.django_db
THAI_TODAY = f"{today().day}/{today().month}/{today().year + 543}"


@pytest.fixture
def in_care(somchai_household):
    Step.objects.filter(enrolment__household=somchai_household).update(number=4)
    return somchai_household


def given_of(**more):
    return {"measured_on": today(), "members_count": 3, "told_by": "ยายบัว", "income_main": 96_000, **more}


def door(household, name="remeasure", *args):
    return reverse(f"households:{name}", args=[household.pk, *args])


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


# --- the arithmetic -----------------------------------------------------------------------------------------------


def test_it_is_written_as_on_paper():
    sums = Arithmetic((("อาชีพหลัก", 30_000), ("ค่าเช่า", None), ("บำนาญ", 66_001)), 3, 40_000, 2569)
    assert sums.lines == [
        "อาชีพหลัก 30,000 + บำนาญ 66,001 = 96,001 บาทต่อปีทั้งบ้าน",
        "96,001 ÷ 3 คน = 32,000 บาทต่อคนต่อปี (ตัดเศษทิ้ง)",
        "32,000 น้อยกว่าเส้น 40,000 บาท จึงต่ำกว่าเส้น (เส้นของปี 2569)",
    ]
    exact = Arithmetic((("อาชีพหลัก", 120_000),), 3, 40_000, 2569)
    assert exact.lines[1:] == [
        "120,000 ÷ 3 คน = 40,000 บาทต่อคนต่อปี",
        "40,000 ไม่น้อยกว่าเส้น 40,000 บาท จึงไม่ต่ำกว่าเส้น (เส้นของปี 2569)",
    ]
    assert Arithmetic((), None, 40_000).lines == ["0 บาทต่อปีทั้งบ้าน", "ใส่จำนวนคนในบ้านอย่างน้อย 1 คน จึงหารต่อคนได้"]


@given(
    st.lists(st.none() | st.integers(0, 9_999_999), max_size=7), st.integers(1, 60), st.integers(0, 99_999)
)
def test_the_arithmetic_is_the_one_of_the_survey(baht, members, line):
    sums = Arithmetic(tuple(("x", one) for one in baht), members, line)
    assert sums.average == bmn.income_per_person_year(sum(one or 0 for one in baht), members)
    assert sums.below == bmn.below_line(sums.average, line)
    assert sums.average * members + sums.remainder == sums.total


# --- the act ------------------------------------------------------------------------------------------------------


def test_the_friend_measures_and_the_line_of_the_year_is_kept(make, somchai, in_care):
    made = acts.remeasure(household=in_care, by=somchai, income_pension=24_001, **given_of())
    assert (made.income_total, made.income_per_person_year, made.line_baht, made.below_line) == (
        120_001, 40_000, 40_000, False,
    )  # fmt: skip
    assert made.income_rent == 0 and made.outweighs == 2569
    assert Event.objects.get(verb="remeasurement.recorded").actor_name == "somchai"
    IncomeLine.objects.update(baht=99_000)
    made.refresh_from_db()
    assert made.line_baht == 40_000, "a line that changes later changes no result"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"measured_on": today() + datetime.timedelta(1)}, "ไม่เกินวันนี้"),
        ({"measured_on": days_ago(130)}, "เข้าทะเบียนเมื่อ"),
    ],
)
def test_a_day_that_cannot_be_is_refused(somchai, in_care, given, sentence):
    with pytest.raises(Refused, match=sentence):
        acts.remeasure(household=in_care, by=somchai, **given_of(**given))
    assert not Remeasurement.objects.exists()


def test_only_in_step_four_and_only_by_who_cares(make, malee, outsider, somchai, somchai_household, in_care):
    for stranger in (malee, outsider):
        with pytest.raises(Refused, match="ต้องเป็นคู่เสี่ยว"):
            acts.remeasure(household=in_care, by=stranger, **given_of())
    Step.objects.update(number=3)
    with pytest.raises(Refused, match="กระบวนงาน 4"):
        acts.remeasure(household=in_care, by=somchai, **given_of())
    IncomeLine.objects.filter(last_year__gte=2569).delete()
    Step.objects.update(number=4)
    with pytest.raises(Refused, match="ยังไม่มีเส้นรายได้ของปี 2569"):
        acts.remeasure(household=in_care, by=somchai, **given_of())


def test_the_second_of_two_sees_the_difference_and_overwrites_nothing(make, somchai, district_chief, in_care):
    first = acts.remeasure(household=in_care, by=somchai, **given_of(measured_on=days_ago(2)))
    with pytest.raises(acts.MeasuredMeanwhile) as met:
        acts.remeasure(household=in_care, by=district_chief, **given_of(members_count=4))
    assert ("members_count", 3, 4) in met.value.differences
    assert ("measured_on", days_ago(2), today()) in met.value.differences
    assert list(Remeasurement.objects.all()) == [first]
    acts.remeasure(household=in_care, by=district_chief, seen=first.pk, **given_of(members_count=4))
    assert Remeasurement.objects.count() == 2


def test_one_a_day_and_a_wrong_one_is_withdrawn(make, somchai, malee, in_care):
    made = acts.remeasure(household=in_care, by=somchai, **given_of())
    with pytest.raises(Refused, match="วัดไว้แล้ว"):
        acts.remeasure(household=in_care, by=somchai, seen=made.pk, **given_of())
    with pytest.raises(IntegrityError), transaction.atomic():
        make.remeasurement(in_care, measured_on=today())
    with pytest.raises(Refused, match="ผู้ถอนต้องเป็น"):
        acts.withdraw(remeasurement=made, reason="นับซ้ำ", by=malee)
    with pytest.raises(Refused, match="วัดผิดอย่างไร"):
        acts.withdraw(remeasurement=made, reason="", by=somchai)
    acts.withdraw(remeasurement=made, reason="นับซ้ำ", by=somchai)
    with pytest.raises(Refused, match="ถอนไปแล้ว"):
        acts.withdraw(remeasurement=made, reason="นับซ้ำ", by=somchai)
    assert acts.remeasure(household=in_care, by=somchai, **given_of())
    assert Event.objects.filter(verb="remeasurement.withdrawn").count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"income_total": 1}, {"income_per_person_year": 1}, {"below_line": True}, {"members_count": 0},
        {"withdrawn_on": today()}, {"income_main": 1},
    ],
)  # fmt: skip
def test_the_database_refuses_sums_that_are_not_true(make, in_care, broken):
    made = make.remeasurement(in_care, income_main=150_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remeasurement.objects.filter(pk=made.pk).update(**broken)


# --- the pages ----------------------------------------------------------------------------------------------------

TYPED = {"measured_on": THAI_TODAY, "members_count": "3", "income_main": "๙๖,๐๐๐", "told_by": "ยายบัว"}


def test_the_sum_is_shown_before_anything_is_saved(as_, somchai, in_care):
    page = text_of(as_(somchai).post(door(in_care), {**TYPED, "told_by": "", "look": "1"}))
    assert "96,000 ÷ 3 คน = 32,000 บาทต่อคนต่อปี" in page and "จึงต่ำกว่าเส้น" in page
    assert not Remeasurement.objects.exists()


def test_measured_on_the_page_and_told_in_the_story(as_, somchai, in_care):
    client = as_(somchai)
    assert "วิธีคิดแสดงที่นี่" in text_of(client.get(door(in_care)))
    assert client.post(door(in_care), TYPED).status_code == 302
    page = text_of(client.get(reverse("households:case", args=[in_care.pk])))
    assert "96,000 ÷ 3 คน = 32,000 บาทต่อคนต่อปี" in page and "คิดด้วยกันกับ ยายบัว" in page
    assert page.count("วัดรายได้ใหม่") >= 2
    made = Remeasurement.objects.get()
    withdraw = door(in_care, "remeasurement_withdraw", made.pk)
    assert withdraw in page
    assert client.post(withdraw, {"reason": "นับซ้ำ"}).status_code == 302
    page = text_of(client.get(reverse("households:case", args=[in_care.pk])))
    assert "ถอนการวัดรายได้" in page and "นับซ้ำ" in page and "จปฐ. ปี 2562" in page
    assert client.get(withdraw).status_code == 404


def test_what_was_typed_comes_back_with_what_is_wrong(as_, somchai, in_care):
    page = text_of(as_(somchai).post(door(in_care), {**TYPED, "income_main": "", "members_count": "0"}))
    assert "ต้องมีอย่างน้อย 1 คน" in page and "ใส่รายได้อย่างน้อยหนึ่งช่อง" in page and "ยายบัว" in page


def test_the_page_of_the_second_shows_both(as_, somchai, district_chief, in_care):
    acts.remeasure(household=in_care, by=somchai, **given_of(measured_on=days_ago(2), income_main=30_000))
    client = as_(district_chief)
    answer = client.post(door(in_care), {**TYPED, "seen": ""})
    page = text_of(answer)
    assert answer.status_code == 409 and "30,000" in page and "96,000" in page and "มีคนวัดก่อนคุณ" in page
    again = {**TYPED, "seen": str(Remeasurement.objects.get().pk)}
    assert client.post(door(in_care), again).status_code == 302


def test_the_neighbour_and_another_district_find_nothing(as_, make, malee, outsider, in_care):
    made = make.remeasurement(in_care)
    for person in (malee, outsider):
        client = as_(person)
        for address in (door(in_care), door(in_care, "remeasurement_withdraw", made.pk)):
            assert client.get(address).status_code == client.post(address, TYPED).status_code == 404


def test_every_source_has_a_field_and_a_label():
    from households.forms.remeasurements import LABELS, RemeasureForm

    assert list(LABELS) == list(SOURCES)
    assert [field.name for field in RemeasureForm().sources] == list(SOURCES)
    assert {str(Remeasurement._meta.get_field(name).verbose_name) for name in SOURCES} == {
        str(one) for one in LABELS.values()
    }
