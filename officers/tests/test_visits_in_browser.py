"""A visit on a phone: typed once, kept through everything that happens to a phone, saved once, seen by its writer alone."""

import re

import pytest
from django.urls import reverse

from kusiao.testing.browser import picture, until
from kusiao.testing.cutting import line_to
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, now, today
from officers.actions.devices import revoke
from officers.models import Arrival, Device, Session, Visit, VisitDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "ผ้าซิ่นตีนแดง-2562"
DRAFTS, UNSENT = "Kusiao.vault.draftCount()", "Kusiao.vault.count()"


@pytest.fixture
def second(make, somchai, somchai_household):
    household = make.household(head="นางสาวสุดา แก้วใส")
    make.enrolment(household)
    make.pairing(somchai, household)
    return household


@pytest.fixture
def form(phone, sign_in, somchai, somchai_household):
    sign_in(phone, somchai)
    return opened(phone, somchai_household)


def opened(page, household, query=""):
    page.goto(reverse("officers:visit_record", args=[household.pk]) + query)
    page.locator("form[data-ready]").wait_for()
    return page


def press(page):
    page.get_by_role("button", name="บันทึกเยี่ยม").click()


def saved(page):
    press(page)
    page.wait_for_url("**/visits/*/")


def said(page, words):
    page.locator("[data-draft-status]").get_by_text(words).wait_for()


def meets(page):
    page.get_by_role("button", name="หัวหน้าครัวเรือน").click()


def test_a_new_officer_saves_a_usual_visit_in_five_taps(phone, live, somchai, somchai_household):
    somchai.set_password(PASSWORD)
    somchai.save()
    taps = []

    def tap(role, name):
        taps.append(name)
        phone.get_by_role(role, name=name).tap()

    phone.goto("/")
    phone.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill("somchai")
    phone.get_by_label("รหัสผ่าน").fill(PASSWORD)
    tap("button", "เข้าสู่ระบบ")
    tap("link", "บันทึกเยี่ยม")
    phone.locator("form[data-ready]").wait_for()
    tap("button", "หัวหน้าครัวเรือน")
    tap("button", "ถามไถ่ความเป็นอยู่")
    tap("button", "บันทึกเยี่ยม")
    phone.wait_for_url("**/visits/*/")
    visit = Visit.objects.get()
    assert len(taps) <= 5 and visit.counted
    assert visit.done == "ถามไถ่ความเป็นอยู่และสุขภาพของคนในบ้าน"
    assert visit.met == "นายบุญมี คำแก้ว (หัวหน้าครัวเรือน)"
    assert Arrival.objects.get().number == 1 and not phone.faults


def test_chips_write_and_take_back(form):
    met, done, following = (form.locator(f"#id_{name}") for name in ("met", "done", "next_on"))
    form.get_by_role("button", name="ญาติ").click()
    met.fill("ญาติ, ยายบัว")
    form.get_by_role("button", name="ผู้ดูแล").click()
    assert met.input_value() == "ญาติ, ยายบัว, ผู้ดูแล"
    form.get_by_role("button", name="ญาติ").click()
    assert met.input_value() == "ยายบัว, ผู้ดูแล"
    form.get_by_role("button", name="มอบสิ่งของ").click()
    done.press("End")
    done.type(" เป็นข้าวสาร")
    form.get_by_role("button", name="ติดตามอาชีพ").click()
    form.get_by_role("button", name="มอบสิ่งของ").click()
    assert done.input_value() == "เป็นข้าวสาร ติดตามความก้าวหน้าของอาชีพและรายได้"
    assert form.get_by_role("button", name="ติดตามอาชีพ").get_attribute("aria-pressed") == "true"
    form.locator("#id_visited_on").fill("31/12/2568")
    for chip, date in (
        ("อีก 2 สัปดาห์", "14/01/2569"),
        ("อีก 1 เดือน", "31/01/2569"),
        ("อีก 2 เดือน", "28/02/2569"),
    ):
        form.get_by_role("button", name=chip).click()
        assert following.input_value() == date
    form.get_by_role("button", name="อีก 2 เดือน").click()
    assert following.input_value() == ""


def test_a_closed_page_brings_the_draft_back_and_saving_clears_it(form):
    form.locator("#id_changed").fill("ปลูกผักเพิ่มสองแปลง")
    form.get_by_text("ที่ดินทำกิน").click()
    meets(form)
    said(form, "บันทึกร่างแล้ว")
    assert "ปลูกผัก" in VisitDraft.objects.get().fields
    key = form.locator("[name=key]").input_value()
    form.reload()
    said(form, "กลับมาแล้ว")
    assert form.locator("#id_changed").input_value() == "ปลูกผักเพิ่มสองแปลง"
    assert form.get_by_label("ที่ดินทำกิน").is_checked() and form.locator("[name=key]").input_value() == key
    saved(form)
    visit = Visit.objects.get()
    assert str(visit.key) == key and visit.changed == "ปลูกผักเพิ่มสองแปลง"
    assert form.evaluate(DRAFTS) == 0 and not VisitDraft.objects.exists()


def test_another_phone_goes_on_from_the_servers_draft(
    form, open_browser, live, sign_in, somchai, somchai_household
):
    form.locator("#id_changed").fill("เริ่มไว้เครื่องแรก")
    said(form, "บันทึกร่างแล้ว")
    other = open_browser({"width": 360, "height": 740}, live.url)
    opened(sign_in(other, somchai), somchai_household)
    assert other.locator("#id_changed").input_value() == "เริ่มไว้เครื่องแรก"
    said(other, "กลับมาแล้ว")


def test_a_lost_session_loses_no_text_and_sends_by_itself_afterwards(form, somchai):
    somchai.set_password(PASSWORD)
    somchai.save()
    form.locator("#id_met").fill("ยายบัว")
    form.locator("#id_changed").fill("หลานได้ทุนเรียน")
    Session.objects.all().delete()
    press(form)
    form.wait_for_url("**/phone/?kept=*")
    form.get_by_text("ลงชื่อเข้าใช้อีกครั้งแล้วจะส่งเอง").wait_for()
    picture(form, "officers-phone-unsent")
    assert not Visit.objects.exists()
    form.goto("/")
    form.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill("somchai")
    form.get_by_label("รหัสผ่าน").fill(PASSWORD)
    form.get_by_role("button", name="เข้าสู่ระบบ").click()
    form.locator("#unsent").wait_for(state="hidden")
    until(form, f"{UNSENT}.then((left) => left === 0)")
    assert Visit.objects.get().changed == "หลานได้ทุนเรียน"


def test_an_older_page_sends_with_the_newest_token(form, somchai, sign_in):
    """Signed in again elsewhere since the page was opened: session and token are others now."""
    sign_in(form, somchai)
    form.context.clear_cookies(name="csrftoken")
    meets(form)
    saved(form)
    assert Visit.objects.count() == 1


def test_a_refused_visit_keeps_what_was_typed_its_key_and_its_number(form):
    key = form.locator("[name=key]").input_value()
    form.locator("#id_changed").fill("ขายไก่ได้")
    press(form)
    form.locator("#problems").wait_for()
    assert form.locator("#id_met.is-invalid").count() == 1
    assert form.locator("[name=key]").input_value() == key
    picture(form, "officers-visit-refused-phone")
    form.locator("#id_met").fill("ตา")
    saved(form)
    assert str(Visit.objects.get().key) == key and Arrival.objects.get().number == 1


def test_pressed_twice_is_saved_once(form):
    meets(form)
    form.get_by_role("button", name="บันทึกเยี่ยม").dblclick()
    form.wait_for_url("**/visits/*/")
    assert Visit.objects.count() == 1 and Arrival.objects.count() == 1


def test_a_photo_is_made_small_and_sent_with_consent(form, tmp_path, axe):
    from PIL import Image

    path = tmp_path / "big.jpg"
    Image.effect_noise((2400, 1200), 80).convert("RGB").save(path)
    meets(form)
    form.locator("#id_photo").set_input_files(path)
    form.locator(".photo img").wait_for()
    axe(form)
    picture(form, "officers-visit-photo-phone")
    press(form)
    form.locator("#problems").get_by_text("ยินยอม").wait_for()
    form.get_by_label("ครอบครัวยินยอม").check()
    saved(form)
    visit = Visit.objects.get()
    assert visit.photo and visit.photo_sent
    form.locator("img.photo-seen").wait_for()
    assert form.evaluate("document.querySelector('img.photo-seen').naturalWidth") == 1280
    assert not [fault for fault in form.faults if "422" not in fault]


def test_a_place_goes_along_when_it_is_tapped(form):
    form.context.grant_permissions(["geolocation"])
    form.context.set_geolocation({"latitude": 16.5432, "longitude": 102.1})
    form.get_by_role("button", name="แนบจุดที่อยู่ตอนนี้").click()
    form.get_by_role("button", name="แนบจุดแล้ว").wait_for()
    meets(form)
    saved(form)
    visit = Visit.objects.get()
    assert (visit.latitude, visit.longitude) == (16.5432, 102.1)


def test_signing_out_asks_first_and_empties_the_phone(form):
    form.locator("#id_changed").fill("เรื่องในครอบครัว")
    said(form, "เก็บร่างในเครื่องแล้ว")
    form.once("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("button", name="เมนู").click()
    form.get_by_role("button", name="ออกจากระบบ").click()
    form.wait_for_timeout(300)
    assert form.evaluate(DRAFTS) == 1
    asked = []
    form.once("dialog", lambda dialog: asked.append(dialog.message) or dialog.accept())
    form.get_by_role("button", name="ออกจากระบบ").click()
    form.wait_for_url("**/accounts/login/**")
    assert "ร่างบันทึกเยี่ยม 1 ฉบับ" in asked[0]
    assert form.evaluate("localStorage.getItem('kusiao-owner')") is None
    assert left_on(form) == {"keys": 0, "households": 0, "drafts": 0, "visits": 0}


def test_signing_out_in_one_tab_makes_the_other_forget(form, live, somchai, sign_in, somchai_household):
    """Nothing typed there is kept after it, and what is saved all the same lies under a key that still is there."""
    other = opened(form.context.new_page(), somchai_household)
    other.locator("#id_changed").fill("พิมพ์ไว้ในหน้าที่สอง")
    said(other, "เก็บร่างในเครื่องแล้ว")
    form.once("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="เมนู").click()
    form.get_by_role("button", name="ออกจากระบบ").click()
    form.wait_for_url("**/accounts/login/**")
    said(other, "ออกจากระบบแล้วในอีกหน้าหนึ่ง")
    other.locator("#id_changed").fill("พิมพ์ต่อหลังออกจากระบบ")
    other.wait_for_timeout(600)
    assert left_on(other) == {"keys": 0, "households": 0, "drafts": 0, "visits": 0}
    meets(other)
    press(other)
    other.wait_for_url("**/phone/?kept=*")
    assert left_on(other)["visits"] == 1 and not Visit.objects.exists()
    sign_in(form, somchai)
    with form.expect_response(lambda answer: answer.url.endswith("/visit/") and answer.status == 200):
        form.goto(reverse("officers:mine"))
    until(form, f"{UNSENT}.then((left) => left === 0)")
    assert Visit.objects.get().changed == "พิมพ์ต่อหลังออกจากระบบ"


def test_a_lost_phone_that_was_revoked_keeps_nothing(phone, live, somchai, somchai_household):
    somchai.set_password(PASSWORD)
    somchai.save()
    phone.goto("/")
    phone.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill("somchai")
    phone.get_by_label("รหัสผ่าน").fill(PASSWORD)
    phone.get_by_role("button", name="เข้าสู่ระบบ").click()
    phone.wait_for_url("**/officers/")
    opened(phone, somchai_household).locator("#id_changed").fill("เรื่องในครอบครัว")
    said(phone, "เก็บร่างในเครื่องแล้ว")
    revoke(devices=Device.objects.values_list("pk", flat=True), by=somchai)
    phone.goto("/")
    until(
        phone,
        "indexedDB.databases().then((kept) => kept.length === 0 && localStorage.getItem('kusiao-owner') === null)",
    )


LEFT = """() => new Promise((told) => { const asked = indexedDB.open('kusiao'); asked.onsuccess = () => {
  const db = asked.result, names = ['keys', 'households', 'drafts', 'visits'], left = {};
  const tx = db.transaction(names); names.forEach((name) => {
    const count = tx.objectStore(name).count(); count.onsuccess = () => { left[name] = count.result } });
  tx.oncomplete = () => { db.close(); told(left) } } })"""


def left_on(page):
    return page.evaluate(LEFT)


def test_without_a_signal_the_form_opens_the_visit_waits_and_goes_by_itself(
    open_browser, live, sign_in, axe, somchai, somchai_household, second
):
    port = int(re.search(r":(\d+)$", live.url)[1])
    with line_to(port) as line:
        page = sign_in(open_browser({"width": 360, "height": 740}, line.url, has_touch=True), somchai)
        page.goto(reverse("officers:mine"))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        until(page, "Kusiao.vault.households().then((kept) => kept.length === 2)")
        line.down = True
        page.goto(reverse("officers:mine"))
        page.get_by_role("heading", name="นายบุญมี คำแก้ว").wait_for()
        picture(page, "officers-phone-home")
        axe(page)
        page.locator("article", has_text="บุญมี").get_by_role("link", name="บันทึกเยี่ยม").click()
        page.locator("form[data-ready]").wait_for()
        assert page.locator("#id_visited_on").input_value() == format_date(today(), "numeric")
        meets(page)
        page.locator("#id_done").fill("แจกพันธุ์ผักทั้งหมู่บ้าน")
        picture(page, "officers-phone-form")
        axe(page)
        press(page)
        page.get_by_text("เก็บบันทึกไว้ในเครื่องแล้ว").wait_for()
        page.locator("#unsent").get_by_text("ค้างส่ง 1").wait_for()
        picture(page, "officers-phone-kept")
        # The same trip goes on, still without a signal.
        page.locator("article", has_text="สุดา").get_by_role("link", name="บันทึกเยี่ยม").click()
        page.locator("form[data-ready]").wait_for()
        assert page.locator("#id_done").input_value() == "แจกพันธุ์ผักทั้งหมู่บ้าน"
        meets(page)
        press(page)
        page.locator("#unsent").get_by_text("ค้างส่ง 2").wait_for()
        assert not Visit.objects.exists()
        line.down = False
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.locator("#unsent").wait_for(state="hidden")
        assert set(Visit.objects.values_list("household", flat=True)) == {somchai_household.pk, second.pk}
        assert sorted(Arrival.objects.values_list("number", flat=True)) == [1, 2]
        assert page.evaluate(PLAIN) == []


# Words of a family in what the worker keeps, in the storage, or unencrypted in the database of the browser.
PLAIN = """async () => { const found = [], look = (where, text) => /บุญมี|สุดา/.test(text) && found.push(where);
  for (const name of await caches.keys()) { const cache = await caches.open(name);
    for (const one of await cache.keys()) look(one.url, await (await cache.match(one)).text()) }
  look('localStorage', JSON.stringify(localStorage));
  const db = await idb.openDB('kusiao'); for (const name of db.objectStoreNames)
    for (const row of await db.getAll(name)) look(name, JSON.stringify(row));
  return found }"""


def test_another_person_on_the_phone_neither_sees_nor_sends_it(
    make, form, sign_in, somchai, malee, somchai_household
):
    """somchai's session ended with a visit unsent; malee, now the friend, signs in on his phone."""
    form.route(
        "**/visit/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    form.locator("#id_changed").fill("ความลับของบ้าน")
    meets(form)
    press(form)
    form.wait_for_url("**/phone/?kept=*")
    form.unroute("**/visit/")
    somchai.pairings.update(ended_on=days_ago(0), end_reason="ย้าย")
    make.pairing(malee, somchai_household, started_on=days_ago(0))
    sign_in(form, malee)
    for address in (reverse("officers:mine"), reverse("officers:phone")):
        form.goto(address)
        form.wait_for_load_state("networkidle")
        assert "ความลับ" not in form.locator("body").inner_text() and form.evaluate(UNSENT) == 0
    assert left_on(form)["visits"] == 1 and not Visit.objects.exists()
    assert opened(form, somchai_household).locator("#id_changed").input_value() == ""


def test_the_key_of_the_phone_cannot_be_taken_out(form):
    form.locator("#id_changed").fill("x")
    said(form, "เก็บร่างในเครื่องแล้ว")
    tried = """async () => { const db = await idb.openDB('kusiao'), [key] = await db.getAll('keys');
      return [key.extractable, await crypto.subtle.exportKey('raw', key).then(() => 'out', () => 'stays')] }"""
    assert form.evaluate(tried) == [False, "stays"]


def test_the_gap_that_still_waits_here_is_no_gap(make, form, somchai):
    form.goto(reverse("officers:mine"))
    device = form.evaluate(
        "(async () => { const visit = {key: crypto.randomUUID(), address: '/nowhere/', name: 'x', fields: {}};"
        " await Kusiao.vault.putVisit(visit); await Kusiao.vault.mark(visit.key, [{id: '', words: 'x'}]);"
        " return (await Kusiao.vault.rows())[0].device })()"
    )
    Arrival.objects.create(officer=somchai, device=device, number=2, outcome="recorded", arrived_at=now())
    form.reload()
    form.locator("#unsent").get_by_text("มีฉบับที่ต้องแก้").wait_for()
    form.locator("[data-gap]").wait_for(state="hidden")
    form.evaluate("Kusiao.vault.rows().then(([row]) => Kusiao.vault.dropVisit(row.key))")
    form.reload()
    form.locator("[data-gap]").wait_for()
