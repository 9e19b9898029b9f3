"""What each person of the journey does in the browser, in the words that stand on the page."""

import re
import time

FAMILY = "สมหมาย ทองดี"
PASSWORD = "เพื่อนกันวันเสี่ยว 2569"


def sign_in(page, username, password):
    page.goto("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill(username)
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("main").get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)
    return page


def press(page, words):
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def count_of(page, label):
    """A number of the dashboard, read as a person reads it."""
    page.goto("/reports/")
    tile = page.locator(
        ".numbers .number", has=page.locator(".number-label", has_text=re.compile(f"^{label}$"))
    )
    return int(tile.locator(".number-figure").inner_text().replace(",", ""))


def import_file(page, path, year):
    """Sent, checked by the worker, looked at, confirmed, written by the worker; then those below the line enrolled."""
    page.goto("/households/surveys/")
    page.get_by_role("link", name="ส่งไฟล์สำรวจ").click()
    page.get_by_label("ไฟล์สำรวจ").set_input_files(path)
    page.get_by_label("ปีที่สำรวจ (พ.ศ.)").select_option(str(year))
    press(page, "ส่งและตรวจ")
    again_until(page, "ยืนยันและบันทึก")
    page.locator("#id_skip_refused").check()
    press(page, "ยืนยันและบันทึก")
    again_until(page, "ครัวเรือนต่ำกว่าเส้น", role="link")
    page.get_by_role("link", name="ครัวเรือนต่ำกว่าเส้น").click()
    for tick in page.locator("[name=districts]").all():
        tick.check()
    page.get_by_role("main").get_by_role("button", name="เพิ่มทุกครัวเรือนของอำเภอที่เลือก").click()
    return int(re.search(r"เพิ่มเข้าทะเบียนแล้ว (\d+)", page.locator(".told").inner_text())[1])


def again_until(page, words, role="button", seconds=60):
    """What a person does while a worker works: wait, and look again."""
    deadline = time.monotonic() + seconds
    wanted = page.get_by_role("main").get_by_role(role, name=words)
    while not wanted.count():
        if time.monotonic() > deadline:
            raise AssertionError(f"{words} did not come:\n{page.locator('main').inner_text()[:1500]}")
        page.wait_for_timeout(500)
        page.reload()


def add_officer(page, username):
    """The coordinator prints a slip; its code is shown once."""
    page.goto("/officers/people/")
    page.get_by_role("link", name="เพิ่มเจ้าหน้าที่").click()
    page.get_by_label("คำนำหน้า").fill("นาย")
    page.locator("#id_first_name").fill("สายัณห์")
    page.locator("#id_last_name").fill("ใจเพื่อน")
    page.locator("#id_username").fill(username)
    press(page, "เพิ่มเจ้าหน้าที่")
    press(page, "ออกใบเชิญ")
    return page.locator(".slip-code").inner_text()


def use_slip(page, username, code):
    page.goto("/officers/invitation/")
    page.get_by_label("ชื่อผู้ใช้หรือเบอร์โทร").fill(username)
    page.get_by_label("รหัสในใบเชิญ").fill(code)
    page.get_by_label("รหัสผ่านใหม่", exact=False).first.fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    press(page, "ตั้งรหัสผ่าน")
    page.get_by_text("ตั้งรหัสผ่านแล้ว").wait_for()
    sign_in(page, username, PASSWORD)


def pair(page, family, officer):
    page.goto("/officers/pairings/")
    page.locator("tr", has_text=family).get_by_role("link", name="เลือกคู่").click()
    page.get_by_label(officer, exact=False).check()
    press(page, "จับคู่")
    page.get_by_text("จับคู่แล้ว").first.wait_for()


def visit(page, family):
    page.goto("/officers/")
    page.locator("article", has_text=family).get_by_role("link", name="บันทึกเยี่ยม").click()
    page.get_by_role("button", name="หัวหน้าครัวเรือน").click()
    page.get_by_role("button", name="ถามไถ่ความเป็นอยู่").click()
    page.get_by_label("รายได้ของบ้านเดือนนี้ (บาท)").fill("๔,๕๐๐")
    page.locator("label.chip, .chip label", has_text="อาชีพ").first.click()
    press(page, "บันทึกเยี่ยม")
    page.get_by_role("heading", name="บันทึกเยี่ยมแล้ว").wait_for()


def move_step(page, family, reason):
    open_case(page, family)
    page.get_by_role("link", name="ย้ายกระบวนงาน").click()
    page.get_by_label("2 จัดทำเข็มทิศชีวิต").check()
    page.get_by_label("เหตุผล").fill(reason)
    press(page, "ย้ายกระบวนงาน")
    page.get_by_text(reason).first.wait_for()


def open_case(page, family):
    page.goto("/officers/")
    page.get_by_role("link", name=re.compile(f"{family}$")).first.click()
    page.get_by_role("heading", name=re.compile(family)).wait_for()


def ask_for_help(page, family, words):
    open_case(page, family)
    page.get_by_role("link", name="ขอความช่วยเหลือ").click()
    choice = page.get_by_label("เรื่องอะไร")
    choice.select_option(label=choice.locator("option", has_text="อาชีพ").first.inner_text())
    page.get_by_label("ขอให้ช่วยอะไร").fill(words)
    press(page, "ส่งคำขอ")
    page.get_by_text(words).first.wait_for()


def answer_request(page, family, words):
    """The secretary's desk: acknowledged, accepted, delivered; only what was asked is on it."""
    page.goto("/committees/desk/")
    card = page.locator("article", has_text=words)
    while not card.count():
        page.get_by_role("link", name="ถัดไป").click()
    card.get_by_role("button", name="รับเรื่อง").click()
    if card.count():
        card.get_by_role("link").first.click()
    page.get_by_label("ข้อความถึงคู่เสี่ยว").fill("รับจะช่วย นัดส่งมอบสัปดาห์นี้")
    press(page, "รับจะช่วย")
    page.get_by_label("ให้อะไร").fill("พันธุ์ไก่ไข่")
    page.get_by_label("มูลค่า (บาท)").fill("1500")
    press(page, "บันทึกการส่งมอบ")
    page.get_by_text("ถึงตาคู่เสี่ยวยืนยันว่าได้รับ").wait_for()


def confirm_help(page):
    page.goto("/officers/")
    page.get_by_role("link", name="ยืนยันว่าได้รับ").click()
    press(page, "ยืนยันว่าครัวเรือนได้รับ")


def open_draft(page):
    """The newest report, made by the timetable when its month closed."""
    page.goto("/reports/monthly/")
    again_until(page, re.compile("^เดือน"), role="link")
    page.locator("tbody tr", has_text="ร่าง").first.get_by_role("link").click()
    return page.url


def check_and_sign(page, scan, day):
    press(page, "ตรวจแล้ว")
    page.get_by_role("link", name="ลงเลขหนังสือ").click()
    page.get_by_label("เลขที่หนังสือ").fill("ขก 0019/1234")
    page.get_by_label("ลงวันที่").fill(day)
    page.get_by_label("ไฟล์สแกนหน้าที่ลงนามแล้ว").set_input_files(scan)
    press(page, "บันทึกและส่ง")
    page.get_by_text("ลงนามแล้ว ไฟล์ถูกตรึง").wait_for()


def download(page, link, folder):
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path
