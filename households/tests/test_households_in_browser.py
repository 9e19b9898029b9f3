"""The case work and the desk as people see them: on a phone and at a desk, axe without serious findings."""

import re

import pytest
from django.urls import reverse

from committees.actions.referrals import answer, ask, deliver
from committees.models import Referral
from households.models import Need, Step
from kusiao.testing.browser import picture
from kusiao.testing.make import days_ago
from kusiao.thai import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A mask of a national id is made of x.
ENGLISH = re.compile(r"(?!x+\b)[A-Za-z]{2,}")


@pytest.fixture
def story(make, somchai, chair, district_chief, somchai_household):
    """A family with a year behind it."""
    house = somchai_household
    make.member(
        house, title="นาง", first_name="บัว", last_name="คำแก้ว", relation="ภรรยา", national_id="1100000000009"
    )
    make.member(house, title="เด็กชาย", first_name="เอก", last_name="คำแก้ว", relation="หลาน")
    first = house.surveys.get()
    first.results = "FFPPPFPPPP" + "P" * 11 + "F" + "P" * 9
    first.save()
    make.survey(house, year=2564, income_total=126_000, members=3, results="FPPPPPPPPP" + "P" * 20 + "F")
    Step.objects.update(ended_on=days_ago(60))
    enrolment = house.enrolments.get()
    enrolment.steps.create(
        number=2, started_on=days_ago(60), reason="ตรวจสภาพจริงและจัดประเภทแล้ว", moved_by=somchai
    )
    for days in (70, 40, 38, 6):
        make.visit(
            house, somchai, visited_on=days_ago(days), kind="attempt" if days == 38 else "visit",
            met="" if days == 38 else "ยายบัว", changed="ปลูกผักหลังบ้านเพิ่มสองแปลง" if days == 6 else "",
        )  # fmt: skip
    referral = ask(
        household=house, need=Need.objects.get(code="occupation"), text="ขอพันธุ์ไก่ไข่ 10 ตัวและคอก", by=somchai
    )
    answer(referral=referral, act="acknowledge", by=chair)
    answer(referral=referral, act="accept", text="ส่งมอบวันศุกร์ที่ศาลากลางบ้าน", by=chair)
    deliver(
        referral=referral,
        what="พันธุ์ไก่ไข่และคอก",
        items=10,
        baht=3_500,
        source="state",
        delivered_on=today(),
        by=chair,
    )
    ask(household=house, need=Need.objects.get(code="debt"), text="ขอคนกลางเจรจาหนี้นอกระบบ", by=somchai)
    for number, state in ((1, "sent"), (2, "acknowledged"), (3, "accepted")):
        other = make.household(head=f"นางสาวสุดา แก้วใส{number}")
        make.enrolment(other)
        row = make.referral(
            other, state=state, by=somchai, asked_on=days_ago(number * 4), state_since=days_ago(number)
        )
        row.answers.create(state=state, by=chair)
    return house


def doors(house):
    case = [house.pk]
    member = house.members.first()
    request = Referral.objects.get(state="acknowledged")
    return {
        "somchai": {
            "case": reverse("households:case", args=case),
            "edit": reverse("households:edit", args=case),
            "national-id": reverse("households:national_id", args=[house.pk, member.pk]),
            "step": reverse("households:step_move", args=case),
            "ask": reverse("committees:referral_ask", args=case),
            "confirm": reverse(
                "committees:referral_confirm", args=[house.referrals.get(state="delivered").pk]
            ),
            "obstacle": reverse("committees:obstacle_raise"),
        },
        "chief": {
            "list": reverse("households:list"),
            "search": reverse("households:search"),
            "case-chief": reverse("households:case", args=case),
            "class": reverse("households:classify", args=case),
            "exit": reverse("households:exit_confirm", args=case),
            "graduate": reverse("households:graduate", args=case),
            "strike-off": reverse("households:strike_off", args=case),
            "obstacles": reverse("committees:obstacles"),
        },
        "chair": {
            "desk": reverse("committees:desk"),
            "referral": reverse("committees:referral", args=[request.pk]),
            "deliver": reverse("committees:referral", args=[Referral.objects.get(state="accepted").pk]),
            "committees": reverse("committees:list"),
        },
    }


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_page_of_case_work_and_committees(
    request, width, story, somchai, district_chief, chair, sign_in, axe
):
    page = request.getfixturevalue(width)
    people = {"somchai": somchai, "chief": district_chief, "chair": chair}
    for who, addresses in doors(story).items():
        sign_in(page, people[who])
        for name, address in addresses.items():
            assert page.goto(address).ok, address
            picture(page, f"case-{name}-{width}")
            axe(page)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{address} is {wide} px too wide"
            assert not ENGLISH.findall(page.inner_text("main")), address
    assert not page.faults


def test_one_tap_on_the_desk(phone, story, chair, sign_in):
    page = sign_in(phone, chair)
    page.goto(reverse("committees:desk"))
    page.get_by_role("button", name="รับเรื่อง", exact=True).first.click()
    page.get_by_label("ข้อความถึงคู่เสี่ยว").fill("ส่งวันศุกร์")
    page.get_by_role("button", name="รับจะช่วย").click()
    page.get_by_label("ให้อะไร").fill("แม่ไก่ไข่")
    page.get_by_role("button", name="บันทึกการส่งมอบ").click()
    assert page.get_by_text("ถึงตาคู่เสี่ยวยืนยันว่าได้รับ").is_visible()


def test_searching_leaves_nothing_in_the_address(desktop, story, district_chief, sign_in):
    page = sign_in(desktop, district_chief)
    page.goto(reverse("households:list"))
    page.get_by_label("ค้นหาครัวเรือน").fill("บุญมี")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_role("link", name="นายบุญมี คำแก้ว").wait_for()
    assert page.url.endswith(reverse("households:search"))
