"""A survey file in a real browser, on a phone and at a desk: sent, its columns put right, looked at, written, taken back."""

import csv

import pytest
from django.urls import reverse

from households.models import ColumnMapping, Household, SurveyFile
from households.tests.workbooks import below_the_line
from kusiao.jobs import run_pending
from kusiao.testing.browser import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADER = ["ที่", "อำเภอ", "ตำบล", "ม.ที่", "หลังคาเรือน", "ผู้นำครอบครัว", "เงินได้ทั้งบ้าน", "กี่คน"]
ROWS = [
    [1, "ชุมแพ", "ชุมแพ", 3, "12/3", "นายสมหมาย ทองดี", 60000, 4],
    [2, "พล", "เมืองพล", 4, "7", "นางบัวลอย สุขใจ", 90000, 2],
    [3, "ชุมแพร", "ชุมแพ", 1, "9", "นายบุญมี นาดี", 30000, 2],
]
MEANT = {3: "moo", 4: "house_no", 5: "full_name", 6: "income_total", 7: "members"}


@pytest.fixture(params=["phone", "desktop"])
def page(request, sign_in, importer):
    """The import administrator, at 360 pixels and at 1280."""
    found = request.getfixturevalue(request.param)
    found.named = request.param
    return sign_in(found, importer)


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "ครัวเรือนตกเกณฑ์ อำเภอชุมแพและพล.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["บัญชีครัวเรือนที่ต้องช่วย"], HEADER, *ROWS])
    return path


def look(page, axe, name):
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name}: {wide} px wider than the screen"
    assert not page.faults, page.faults
    picture(page, f"survey-{name}-{page.named}")


def press(page, words):
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def work_is_done(page):
    """The worker's part, here in this process; then the page as the person finds it. Left before: it opens itself anew when
    the work is done, and two ways at once are none."""
    page.goto("about:blank")
    run_pending()
    page.goto(reverse("households:survey_file", args=[SurveyFile.objects.get().pk]))


def send(page, path, year):
    page.goto(reverse("households:survey_upload"))
    page.get_by_label("ไฟล์สำรวจ").set_input_files(path)
    page.get_by_label("ปีที่สำรวจ (พ.ศ.)").select_option(str(year))
    press(page, "ส่งและตรวจ")
    page.wait_for_url("**/households/surveys/*-*/")


def test_from_the_upload_to_the_undo(page, axe, workbook):
    page.goto(reverse("households:survey_upload"))
    look(page, axe, "1-upload")
    send(page, workbook, 2562)
    look(page, axe, "2-arrived")
    work_is_done(page)
    look(page, axe, "3-no-header")
    the_columns_are_put_right(page, axe)
    work_is_done(page)
    look(page, axe, "6-checked")
    the_place_is_chosen(page, axe)
    work_is_done(page)
    look(page, axe, "9-preview")
    assert "ครัวเรือนใหม่ 3" in page.locator("main").inner_text()
    press(page, "ยืนยันและบันทึก")
    look(page, axe, "10-being-written")
    work_is_done(page)
    look(page, axe, "11-written")
    assert Household.objects.count() == 3
    page.get_by_role("link", name="ย้อนคืนไฟล์นี้").click()
    look(page, axe, "12-undo")
    press(page, "ยืนยันย้อนคืน")
    work_is_done(page)
    look(page, axe, "13-undone")
    assert "ย้อนคืนครบทุกครัวเรือน" in page.locator("main").inner_text()
    assert not Household.objects.exists()


def the_columns_are_put_right(page, axe):
    page.get_by_role("main").get_by_role("link", name="จับคู่คอลัมน์", exact=True).click()
    look(page, axe, "4-header")
    page.get_by_label("แถว 2", exact=False).check()
    press(page, "ใช้แถวนี้")
    for position, meaning in MEANT.items():
        page.locator(f"[name=as-{position}]").select_option(meaning)
    look(page, axe, "5-columns")
    assert not page.locator("[name=number-3]").is_visible()
    page.locator("[name=as-7]").select_option("indicator")
    assert page.locator("[name=number-7]").is_visible()
    page.locator("[name=as-7]").select_option("members")
    press(page, "บันทึกและตรวจใหม่")
    assert ColumnMapping.objects.count() == 1


def the_place_is_chosen(page, axe):
    page.get_by_role("link", name="เลือกตำบลให้แถวที่รอ").click()
    look(page, axe, "7-places")
    page.get_by_role("link", name="เลือกตำบลรายการแรก").click()
    page.locator("#id_district").select_option(label="ชุมแพ")
    press(page, "ดูตำบลในอำเภอนี้")
    page.get_by_label("โนนหัน").check()
    look(page, axe, "8-place")
    press(page, "ใช้ตำบลนี้")
    press(page, "ตรวจไฟล์ใหม่")


def test_a_file_of_many_districts_is_looked_at(page, axe, tmp_path):
    send(page, below_the_line(tmp_path), 2562)
    work_is_done(page)
    look(page, axe, "20-many-districts")
    nothing = page.locator("td.zero").first
    assert nothing.is_visible() == (page.named == "desktop")
    page.get_by_role("link", name="ครัวเรือนใหม่", exact=False).first.click()
    look(page, axe, "21-new")
    page.get_by_role("link", name="จับคู่คอลัมน์ของแผ่น ตกเกณฑ์").click(force=True) if page.locator(
        "details[open] >> text=จับคู่คอลัมน์ของแผ่น"
    ).count() else page.goto(reverse("households:survey_columns", args=[SurveyFile.objects.get().pk, 0]))
    look(page, axe, "22-columns-of-many")
