"""The case work and the desk in people's hands. (How every page looks: kusiao/tests/test_every_page.py.)"""

import pytest
from django.urls import reverse

from kusiao.testing.make import days_ago

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def requests(make, somchai):
    for number, state in ((1, "sent"), (2, "acknowledged"), (3, "accepted")):
        household = make.household(head=f"นางสาวสุดา แก้วใส{number}")
        make.enrolment(household)
        make.referral(
            household, state=state, by=somchai, asked_on=days_ago(number * 4), state_since=days_ago(number)
        )


def test_one_tap_on_the_desk(phone, requests, chair, sign_in):
    page = sign_in(phone, chair)
    page.goto(reverse("committees:desk"))
    page.get_by_role("button", name="รับเรื่อง", exact=True).first.click()
    page.get_by_label("ข้อความถึงคู่เสี่ยว").fill("ส่งวันศุกร์")
    page.get_by_role("button", name="รับจะช่วย").click()
    page.get_by_label("ให้อะไร").fill("แม่ไก่ไข่")
    page.get_by_role("button", name="บันทึกการส่งมอบ").click()
    assert page.get_by_text("ถึงตาคู่เสี่ยวยืนยันว่าได้รับ").is_visible()


def test_searching_leaves_nothing_in_the_address(desktop, somchai_household, district_chief, sign_in):
    page = sign_in(desktop, district_chief)
    page.goto(reverse("households:list"))
    page.get_by_label("ค้นหาครัวเรือน").fill("บุญมี")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_role("link", name="นายบุญมี คำแก้ว").wait_for()
    assert page.url.endswith(reverse("households:search"))
