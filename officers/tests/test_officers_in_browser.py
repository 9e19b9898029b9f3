"""The pages of an officer and of a coordinator as they see them; what a phone keeps: test_visits_in_browser.py."""

import pytest
from django.urls import reverse

from kusiao.testing.browser import picture
from kusiao.testing.make import days_ago

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "ผ้าซิ่นตีนแดง-2562"


@pytest.fixture
def two(make, somchai, somchai_household):
    """The second of his households, visited three weeks ago, help delivered."""
    second = make.household(head="นางสาวสุดา แก้วใส", phone="0812345678", latitude=16.54, longitude=102.1)
    make.enrolment(second, track="welfare", step=3)
    make.pairing(somchai, second)
    make.visit(second, somchai, visited_on=days_ago(56))
    make.referral(second, state="delivered")
    return second


def test_the_pages_of_an_officer(phone, sign_in, axe, somchai, two):
    sign_in(phone, somchai)
    phone.goto(reverse("officers:mine"))
    assert phone.locator("article.friend").count() == 2
    axe(phone)
    picture(phone, "officers-mine-phone")
    phone.get_by_role("link", name="บันทึกเยี่ยม").first.click()
    axe(phone)
    picture(phone, "officers-visit-phone")
    phone.locator("form[data-ready]").wait_for()
    phone.get_by_role("button", name="หัวหน้าครัวเรือน").click()
    phone.get_by_role("button", name="บันทึกเยี่ยม").click()
    phone.wait_for_url("**/visits/*/")
    assert "บันทึกเยี่ยมแล้ว" in phone.title()
    axe(phone)
    picture(phone, "officers-visit-saved-phone")
    assert not phone.faults


def test_the_pages_of_a_coordinator(
    phone, desktop, sign_in, axe, make, district_chief, somchai, malee, two, somchai_household
):
    waiting = make.household(head="นายทองดี มีสุข")
    make.enrolment(waiting)
    pages = {
        "board": reverse("officers:pairings"),
        "pair": reverse("officers:pair", args=[waiting.pk]),
        "end": reverse("officers:pairing_end", args=[two.pk]),
        "people": reverse("officers:people"),
        "person-add": reverse("officers:person_add"),
        "slip-confirm": reverse("officers:invitation_slip", args=[malee.pk]),
    }
    for page, size in ((phone, "phone"), (desktop, "desk")):
        sign_in(page, district_chief)
        for name, address in pages.items():
            page.goto(address)
            axe(page)
            picture(page, f"officers-{name}-{size}")
    desktop.get_by_role("button", name="ออกใบเชิญ").click()
    code = desktop.locator(".slip-code").inner_text()
    axe(desktop)
    picture(desktop, "officers-slip-desk")
    desktop.emulate_media(media="print")
    picture(desktop, "officers-slip-print")
    phone.context.clear_cookies()
    phone.goto(reverse("officers:invitation_use"))
    axe(phone)
    picture(phone, "officers-invitation-phone")
    phone.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill("malee")
    phone.get_by_label("รหัสในใบเชิญ").fill(code)
    phone.get_by_label("รหัสผ่านใหม่", exact=False).first.fill(PASSWORD)
    phone.get_by_label("รหัสผ่านใหม่อีกครั้ง").fill(PASSWORD)
    phone.get_by_role("button", name="ตั้งรหัสผ่าน").click()
    phone.get_by_text("ตั้งรหัสผ่านแล้ว").wait_for()
    assert not phone.faults and not desktop.faults


def test_privacy_and_no_posting(phone, sign_in, axe, make):
    phone.goto(reverse("privacy"))
    axe(phone)
    picture(phone, "privacy-phone")
    sign_in(phone, make.officer())
    phone.goto("/")
    axe(phone)
    picture(phone, "no-posting-phone")
