"""One household through every room of the house, by the people who work there, in a real browser, against the very
processes that `make run` starts, with a real mail server at the end."""

import hashlib
import shutil
import subprocess

import pytest

from households.tests import workbooks
from kusiao.testing import journey
from kusiao.testing.browser import DESK, PHONE, grave_findings, picture, required
from kusiao.thai import format_date, today
from kusiao.workshop.servers import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("province")]
OFFICER, USERNAME = "สายัณห์ ใจเพื่อน", "sayan"
NUMBERS = ("ครัวเรือนเป้าหมาย", "มีคู่เสี่ยวแล้ว", "เยี่ยมแล้วใน 30 วัน", "มีคำขอรอคณะทำงาน")
REQUEST = "ขอพันธุ์ไก่ไข่ 10 ตัว พร้อมวัสดุทำคอก"
ADDRESSEE = "province@kusiao.example"
REASON = "ตรวจสภาพจริงแล้ว ครอบครัวพร้อมทำแผน"


@pytest.fixture
def enter(province, open_browser):
    """enter(user name) → the person at a desk, or on a phone of 360 pixels."""

    def entered(username=None, size=DESK, **options):
        page = open_browser(size, province.address, accept_downloads=True, **options)
        return journey.sign_in(page, username, province.passwords[username]) if username else page

    return entered


def look(page, name):
    """Pages that only an act leads to; those that links lead to are looked at in test_every_page."""
    picture(page, f"journey-{name}")
    assert not grave_findings(page), page.url
    assert not page.faults, page.url


def numbers(page):
    return [journey.count_of(page, label) for label in NUMBERS]


def test_one_household_walks_through_every_room(province, enter, tmp_path):
    province_office = enter("pranee")
    enrolled, paired, visited, waiting = numbers(province_office)

    workbook = workbooks.below_the_line(tmp_path)
    new = journey.import_file(enter("nipa"), workbook, workbooks.BELOW_YEAR)
    assert new == workbooks.BELOW_EXPECTED["below_line"]
    assert numbers(province_office) == [enrolled + new, paired, visited, waiting]

    officer = a_new_officer(enter)
    journey.pair(enter("chumphae"), journey.FAMILY, OFFICER)
    journey.visit(officer, journey.FAMILY)
    look(officer, "visit-saved")
    assert numbers(province_office) == [enrolled + new, paired + 1, visited + 1, waiting]

    journey.move_step(officer, journey.FAMILY, REASON)
    journey.ask_for_help(officer, journey.FAMILY, REQUEST)
    look(officer, "case")
    assert numbers(province_office)[3] == waiting + 1
    the_committee_answers(enter("kaset"), officer.url)
    journey.confirm_help(officer)
    assert numbers(province_office)[3] == waiting
    journey.open_case(officer, journey.FAMILY)
    story = officer.locator("main").inner_text()
    for told in (REASON, REQUEST, "พันธุ์ไก่ไข่", "นายสายัณห์ ใจเพื่อน"):
        assert told in story

    a_report_is_made_signed_and_mailed(province, province_office, tmp_path)
    nothing_personal_in_the_logs(province)


def a_new_officer(enter):
    """A slip of paper from the coordinator, used on a phone."""
    coordinator = enter("chumphae")
    code = journey.add_officer(coordinator, USERNAME)
    look(coordinator, "slip")
    phone = enter(size=PHONE, is_mobile=True, has_touch=True)
    journey.use_slip(phone, USERNAME, code)
    assert "ยังไม่มีครัวเรือนที่จับคู่กับคุณ" in phone.locator("main").inner_text()
    return phone


def the_committee_answers(secretary, case):
    """The desk shows what was asked and nothing else: neither the case file nor what the family earns."""
    journey.answer_request(secretary, journey.FAMILY, REQUEST)
    look(secretary, "request-delivered")
    seen = secretary.locator("main").inner_text()
    assert journey.FAMILY in seen
    assert "รายได้" not in seen.replace("อาชีพและรายได้", "")
    assert REASON not in seen
    assert secretary.goto(case).status in (403, 404)


def a_report_is_made_signed_and_mailed(province, page, folder):
    """The timetable made the draft; the province checks and signs it; its bytes are fixed and mailed once."""
    journey.open_draft(page)
    number = page.locator(".lead .nb").first.inner_text()
    scan = folder / "signed-page.png"
    page.screenshot(path=scan)
    journey.check_and_sign(page, scan, format_date(today(), "numeric"))
    wait_for(lambda: province.letters.to(ADDRESSEE), "the letter", 60)
    pdf = journey.download(page, "ฉบับพิมพ์ (พีดีเอฟ)", folder)
    sheet = journey.download(page, "ตาราง (เอ็กเซล)", folder)
    assert sheet.read_bytes().startswith(b"PK")
    (letter,) = province.letters.to(ADDRESSEE)
    assert number in letter["Subject"]
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() in letter.get_body().get_content()
    the_first_page_is_printed_in_thai(pdf, folder)


def the_first_page_is_printed_in_thai(pdf, folder):
    if not shutil.which("pdftoppm"):
        (pytest.fail if required() else pytest.skip)("no pdftoppm on this machine")
    subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-l", "1", "-singlefile", pdf, folder / "page"], check=True
    )
    pixels = (folder / "page.pgm").read_bytes()[20:]
    ink = sum(shade < 128 for shade in pixels) / len(pixels)
    assert 0.005 < ink < 0.3, f"{ink:.1%} of the page is ink"
    text = subprocess.run(
        ["pdftotext", "-l", "1", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "บันทึกข้อความ" in text
    assert "คู่เสี่ยวเกี่ยวก้อย" in text


def nothing_personal_in_the_logs(province):
    logs = b"".join(path.read_bytes() for path in (province.folder / "log").glob("*.log"))
    for secret in ("สมหมาย", "ทองดี", workbooks.person_id(1), OFFICER.split()[0]):
        assert secret.encode() not in logs
