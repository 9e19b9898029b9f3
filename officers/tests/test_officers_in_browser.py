"""The officer's phone: one tap writes the words, nothing typed is lost, nothing is kept after signing out."""

import pytest
from django.urls import reverse

from kusiao.testing.browser import picture
from kusiao.testing.make import days_ago
from officers.models import Session, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "ผ้าซิ่นตีนแดง-2562"
DRAFTS = "Object.entries(localStorage).filter(([name]) => name.startsWith('kusiao-draft:'))"


@pytest.fixture
def two(make, somchai, somchai_household):
    """The second of his households, visited three weeks ago, help delivered."""
    second = make.household(head="นางสาวสุดา แก้วใส", phone="0812345678", latitude=16.54, longitude=102.1)
    make.enrolment(second, track="welfare", step=3)
    make.pairing(somchai, second)
    make.visit(second, somchai, visited_on=days_ago(56))
    make.referral(second, state="delivered")
    return second


@pytest.fixture
def form(phone, sign_in, somchai, somchai_household):
    sign_in(phone, somchai)
    phone.goto(reverse("officers:visit_record", args=[somchai_household.pk]))
    return phone


def save(page):
    page.get_by_role("button", name="บันทึกเยี่ยม").click()
    page.wait_for_load_state()


def draft_said(page, words="บันทึกร่างในเครื่องแล้ว"):
    page.locator("[data-draft-status]").get_by_text(words).wait_for()


def test_the_pages_of_an_officer(phone, sign_in, axe, somchai, two):
    sign_in(phone, somchai)
    phone.goto(reverse("officers:mine"))
    assert phone.locator("article.friend").count() == 2
    axe(phone)
    picture(phone, "officers-mine-phone")
    phone.get_by_role("link", name="บันทึกเยี่ยม").first.click()
    axe(phone)
    picture(phone, "officers-visit-phone")
    phone.get_by_role("button", name="หัวหน้าครัวเรือน").click()
    save(phone)
    assert "บันทึกเยี่ยมแล้ว" in phone.title()
    axe(phone)
    picture(phone, "officers-visit-saved-phone")
    assert not phone.faults


def test_a_usual_visit_takes_five_taps(phone, sign_in, somchai, somchai_household):
    sign_in(phone, somchai)
    phone.goto("/")
    phone.get_by_role("link", name="บันทึกเยี่ยม").tap()
    phone.get_by_role("button", name="หัวหน้าครัวเรือน").tap()
    phone.get_by_role("button", name="ถามไถ่ความเป็นอยู่").tap()
    phone.get_by_role("button", name="บันทึกเยี่ยม").tap()
    phone.wait_for_url("**/visits/**")
    visit = Visit.objects.get()
    assert visit.done == "ถามไถ่ความเป็นอยู่และสุขภาพของคนในบ้าน" and visit.counted


def test_chips_write_and_take_back(form):
    met, done = form.locator("#id_met"), form.locator("#id_done")
    form.get_by_role("button", name="คู่สมรส").click()
    met.fill("คู่สมรส, ยายบัว")
    form.get_by_role("button", name="ผู้ดูแล").click()
    assert met.input_value() == "คู่สมรส, ยายบัว, ผู้ดูแล"
    form.get_by_role("button", name="คู่สมรส").click()
    assert met.input_value() == "ยายบัว, ผู้ดูแล"
    form.get_by_role("button", name="มอบสิ่งของ").click()
    done.press("End")
    done.type(" เป็นข้าวสาร")
    form.get_by_role("button", name="ติดตามอาชีพ").click()
    form.get_by_role("button", name="มอบสิ่งของ").click()
    assert done.input_value() == "เป็นข้าวสาร ติดตามความก้าวหน้าของอาชีพและรายได้"
    assert form.get_by_role("button", name="ติดตามอาชีพ").get_attribute("aria-pressed") == "true"


def test_a_closed_page_brings_the_draft_back_and_saving_clears_it(form):
    form.locator("#id_changed").fill("ปลูกผักเพิ่มสองแปลง")
    form.get_by_text("ที่ดินทำกิน").click()
    form.get_by_role("button", name="หัวหน้าครัวเรือน").click()
    draft_said(form)
    key = form.locator("[name=key]").input_value()
    form.reload()
    draft_said(form, "กลับมาแล้ว")
    assert form.locator("#id_changed").input_value() == "ปลูกผักเพิ่มสองแปลง"
    assert form.get_by_label("ที่ดินทำกิน").is_checked() and form.locator("[name=key]").input_value() == key
    save(form)
    visit = Visit.objects.get()
    assert str(visit.key) == key and visit.changed == "ปลูกผักเพิ่มสองแปลง"
    assert form.evaluate(DRAFTS) == []


def test_a_lost_session_loses_no_text(form, somchai):
    somchai.set_password(PASSWORD)
    somchai.save()
    form.locator("#id_met").fill("ยายบัว")
    form.locator("#id_changed").fill("หลานได้ทุนเรียน")
    Session.objects.all().delete()
    save(form)
    assert not Visit.objects.exists()
    form.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill("somchai")
    form.get_by_label("รหัสผ่าน").fill(PASSWORD)
    form.get_by_role("button", name="เข้าสู่ระบบ").click()
    draft_said(form, "กลับมาแล้ว")
    assert form.locator("#id_changed").input_value() == "หลานได้ทุนเรียน"
    save(form)
    assert Visit.objects.get().changed == "หลานได้ทุนเรียน"
    assert form.evaluate(DRAFTS) == []


def test_an_answer_lost_on_the_way_leaves_one_visit(form):
    form.locator("#id_met").fill("ยายบัว")
    address = form.url

    lost = []

    def lose_the_answer(route):
        lost.append(route.fetch(max_redirects=0).status)
        route.fulfill(status=204)  # the browser stays where it is, none the wiser

    form.route("**/visit/", lose_the_answer, times=1)
    form.get_by_role("button", name="บันทึกเยี่ยม").click(no_wait_after=True)
    while not lost:
        form.wait_for_timeout(50)
    assert lost == [302]
    assert Visit.objects.count() == 1
    form.goto(address)
    draft_said(form, "กลับมาแล้ว")
    save(form)
    assert "บันทึกเยี่ยมแล้ว" in form.title() and Visit.objects.count() == 1


def test_a_refused_visit_keeps_its_draft_and_its_key(form):
    key = form.locator("[name=key]").input_value()
    form.locator("#id_changed").fill("ขายไก่ได้")
    save(form)
    assert form.locator("#problems").is_visible()
    assert form.locator("[name=key]").input_value() == key
    picture(form, "officers-visit-refused-phone")
    form.locator("#id_met").fill("ตา")
    save(form)
    assert str(Visit.objects.get().key) == key


def test_signing_out_asks_first_and_wipes_the_draft(form):
    form.locator("#id_changed").fill("เรื่องในครอบครัว")
    draft_said(form)
    form.once("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("button", name="เมนู").click()
    form.get_by_role("button", name="ออกจากระบบ").click()
    assert len(form.evaluate(DRAFTS)) == 1
    form.once("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="ออกจากระบบ").click()
    form.wait_for_url("**/accounts/login/**")
    assert form.evaluate(DRAFTS) == []


def test_a_draft_is_its_writers_alone_and_grows_old(make, form, sign_in, malee, somchai_household):
    form.locator("#id_changed").fill("เรื่องในครอบครัว")
    draft_said(form)
    somchai_household.pairings.update(ended_on=days_ago(0), end_reason="ย้าย")
    make.pairing(malee, somchai_household, started_on=days_ago(0))
    sign_in(form, malee)
    form.goto(reverse("officers:visit_record", args=[somchai_household.pk]))
    assert form.locator("#id_changed").input_value() == ""
    form.evaluate(
        "() => { for (const name of Object.keys(localStorage)) { const draft = JSON.parse(localStorage[name]);"
        " draft.savedAt -= 15 * 86400000; localStorage[name] = JSON.stringify(draft); } }"
    )
    form.goto(reverse("officers:mine"))
    assert form.evaluate(DRAFTS) == []


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
