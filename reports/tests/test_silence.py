"""Who went silent: the list is as long as the number, the friend hears of it first, nobody is ranked."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from kusiao.audit.models import Event
from kusiao.testing.make import days_ago
from kusiao.testing.walk import pdf_text
from kusiao.thai import format_date, today
from officers.models import Officer
from reports.figures import digest, field_day, silence
from reports.figures.numbers import LISTS, NUMBERS

SILENT, SHEET, MINE = reverse("reports:silent"), reverse("reports:field_day"), reverse("officers:mine")
pytestmark = pytest.mark.django_db


@pytest.fixture
def family(make):
    def made(head, *, district="4005", last_visit=None, friend=None, since=300, **fields):
        household = make.household(head=head, district=district, **fields)
        make.enrolment(household, entered_on=days_ago(since + 5))
        officer = friend or make.officer(role="officer", district=district, phone=None)
        make.pairing(officer, household, started_on=days_ago(since))
        if last_visit is not None:
            make.visit(household, officer, visited_on=days_ago(last_visit))
        return household

    return made


def heads(page):
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall(r'<th scope="row">(.*?)</th>', page)]


@pytest.fixture
def four(family):
    """Fresh, overdue but still only his friend's to know, silent, and never visited."""
    return [
        family("นายสด ใหม่", last_visit=3), family("นายเลย กำหนด", last_visit=40), family("นายเงียบ ไป", last_visit=60),
        family("นางไม่ เคยเยี่ยม"),
    ]  # fmt: skip


def test_the_list_is_as_long_as_the_number_and_the_longest_stands_first(as_, district_chief, four, family):
    family("นายไกล เงียบมาก", district="4012")
    client = as_(district_chief)
    page = client.get(SILENT).content.decode()
    assert heads(page) == ["นางไม่ เคยเยี่ยม", "นายเงียบ ไป"] and "ไกล" not in page
    assert "ยังไม่เคยเยี่ยม" in page and "เกินกำหนด 30 วัน" in page.replace("\N{NO-BREAK SPACE}", " ")
    on = today()
    assert LISTS["silent"].rows(district_chief.districts, on).count() == 2
    assert NUMBERS["overdue"].rows(district_chief.districts, on).count() == 3
    told = client.get(reverse("reports:dashboard")).content.decode()
    assert "2 ครัวเรือนไม่มีใครเยี่ยมมานาน" in told and SILENT in told
    number = client.get(reverse("reports:number", args=["silent"])).content.decode()
    assert "<strong>2</strong>" in number


def test_the_friend_is_told_first(as_, make, district_chief, somchai, family, settings):
    family("นายเลย กำหนด", last_visit=40, friend=somchai)
    assert "เกินกำหนด 10 วัน" in as_(somchai).get(MINE).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert heads(as_(district_chief).get(SILENT).content.decode()) == []
    settings.SILENT_AFTER_DAYS = 9
    assert heads(as_(district_chief).get(SILENT).content.decode()) == ["นายเลย กำหนด"]


def test_the_province_narrows_to_a_district_and_others_do_not_come_in(
    as_, pranee, outsider, malee, viewer, four, family
):
    family("นายไกล เงียบมาก", district="4012")
    assert len(heads(as_(pranee).get(SILENT).content.decode())) == 3
    assert heads(as_(pranee).get(SILENT, {"district": "4012"}).content.decode()) == ["นายไกล เงียบมาก"]
    assert as_(outsider).get(SILENT, {"district": "4005"}).status_code == 404
    for other in (malee, viewer):
        assert as_(other).get(SILENT).status_code == 403
    totals = as_(viewer).get(reverse("reports:dashboard")).content.decode()
    assert "3 ครัวเรือนไม่มีใครเยี่ยมมานาน" in totals and SILENT not in totals


def test_the_list_is_paged_and_asks_the_same_for_one_row_and_three(
    as_, district_chief, family, monkeypatch, django_assert_num_queries
):
    family("นายหนึ่ง เงียบ")
    client = as_(district_chief)
    with django_assert_num_queries(9):
        client.get(SILENT)
    family("นายสอง เงียบ", since=310), family("นายสาม เงียบ", since=320)
    with django_assert_num_queries(9):
        client.get(SILENT)
    monkeypatch.setattr("reports.views.field.A_PAGE", 2)
    assert heads(client.get(SILENT).content.decode()) == ["นายสาม เงียบ", "นายสอง เงียบ"]
    assert heads(client.get(SILENT, {"page": 2}).content.decode()) == ["นายหนึ่ง เงียบ"]


def test_as_of_a_day(family, district_chief):
    family("นายเงียบ ไป", last_visit=60)
    assert [one.head_name for one in silence.listed(district_chief.districts, days_ago(0))] == ["นายเงียบ ไป"]
    assert not silence.listed(district_chief.districts, days_ago(17))


# --- the sheet of a field day ----------------------------------------------------------------------------------------


def asked(**fields):
    return {"until": format_date(today() + dt.timedelta(days=7), "numeric"), "purpose": "ลงพื้นที่วันพุธ"} | fields


def test_the_sheet_goes_village_by_village_and_is_written_down(
    as_, make, district_chief, four, somchai, family
):
    somchai.phone = "0812345678"
    somchai.save()
    far = family(
        "นายหลังเขา อยู่ไกล", last_visit=50, friend=somchai, village=make.village("4005", 9), house_number="77/9"
    )
    make.member(far, first_name="พิการ", national_id="1234567890121", body_state="disabled")
    family("นายไกล เงียบมาก", district="4012")
    answer = as_(district_chief).post(SHEET, asked())
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "private, no-store"
    told = pdf_text(answer.content)
    flat = re.sub(r"\s+", " ", told)
    for words in (
        "นายเงียบ ไป",
        "นายเลย กำหนด",
        "นายหลังเขา อยู่ไกล",
        "77/9",
        "081-234-5678",
        "วิชัย",
        "ใช้ตามเหตุผลที่แจ้งไว้",
    ):
        assert words in flat, words
    assert flat.index("นายเงียบ ไป") < flat.index("หมู่ 9") < flat.index("นายหลังเขา")
    for words in ("นายสด", "ไกล เงียบมาก", "1234567890121", "พิการ"):
        assert words not in flat, words
    event = Event.objects.get(verb="field_sheet.downloaded")
    assert "ลงพื้นที่วันพุธ" in event.purpose and "4 ครัวเรือน" in event.purpose and event.object_key == "4005"


def test_without_a_reason_or_anybody_to_see_there_is_no_sheet(as_, district_chief, family):
    family("นายสด ใหม่", last_visit=3)
    client = as_(district_chief)
    assert "เขียนว่าจะใช้ไฟล์นี้ทำอะไร" in client.post(SHEET, asked(purpose="")).content.decode()
    page = client.post(SHEET, asked()).content.decode()
    assert "ไม่มีครัวเรือนที่ถึงกำหนดเยี่ยม" in page and "ลงพื้นที่วันพุธ" in page
    assert not Event.objects.filter(verb="field_sheet.downloaded").exists()


def test_the_sheet_is_for_coordinators_of_the_place(as_, outsider, malee, viewer, four):
    assert as_(outsider).post(f"{SHEET}?district=4005", asked()).status_code == 404
    for other in (malee, viewer):
        assert as_(other).post(SHEET, asked()).status_code == 403


def test_villages_stand_in_order_and_ask_the_same_for_one_and_three(
    make, family, district_chief, django_assert_num_queries
):
    until, on = today(), today()
    family("นายหนึ่ง ก", village=make.village("4005", 3))
    his = district_chief.coordinated
    with django_assert_num_queries(3):
        list(field_day.villages(his, until, on))
    family("นายสอง ข", village=make.village("4005", 1))
    family("นายสาม ค", village=make.village("4005", 12))
    with django_assert_num_queries(3):
        found = list(field_day.villages(his, until, on))
    assert [one.village.split()[1] for one in found] == ["1", "3", "12"]


def test_who_is_served_by_a_substitute_only_is_in_every_list(as_, make, district_chief, malee, family):
    """The next visit is due all the same, and he is whom to call."""
    household = family("นายแทน ทดสอบ", last_visit=200)
    household.pairings.update(ended_on=days_ago(50), end_reason="เกษียณ")
    household.substitutes.create(
        officer=malee, started_on=days_ago(50), ended_on=days_ago(-10), why="leave", made_by=district_chief
    )
    client = as_(district_chief)
    case = client.get(reverse("households:case", args=[household.pk])).content.decode()
    due = format_date(days_ago(20)).replace("\N{NO-BREAK SPACE}", " ")
    assert "ยังไม่มีคู่เสี่ยว" in case and f"เยี่ยมครั้งต่อไป {due} โดย {malee}" in case.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    silent = client.get(SILENT).content.decode()
    assert heads(silent) == [household.head_name] and malee.last_name in silent
    (village,) = field_day.villages(type(household).objects.all(), today(), today())
    assert village.stops[0].friend == str(malee)
    told = {one.words: one.count for one in digest.of(Officer.objects.get(pk=malee.pk))}
    assert told["ครัวเรือนของคุณที่เลยกำหนดเยี่ยม"] == 1
