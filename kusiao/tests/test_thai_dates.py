import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kusiao import thai

dates = st.dates(dt.date(1858, 1, 1), dt.date(2400, 12, 31))
kinds = st.sampled_from(["month", "quarter", "year"])


@given(dates, st.sampled_from(["short", "long", "numeric"]))
def test_a_shown_date_is_read_back_the_same(date, style):
    assert thai.parse_date(thai.format_date(date, style)) == (date, "day")


@given(dates)
def test_iso_and_run_together_digits_are_read_in_both_calendars(date):
    assert thai.parse_date(date.isoformat()) == (date, "day")
    assert thai.parse_date(f"{date.year + 543}{date:%m%d}") == (date, "day")
    assert thai.parse_date(f"{date:%d%m}{date.year + 543}") == (date, "day")


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2569",
        "๒๒/๑๑/๒๕๖๙",
        "22-11-2569",
        "22.11.2569",
        "22 พ.ย. 2569",
        "22พ.ย.2569",
        "22 พย 2569",
        "22 พฤศจิกายน 2569",
        "วันที่ 22 พฤศจิกายน พ.ศ. 2569",
        "วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ.2569",
        "2569-11-22",
        "25691122",
        "22112569",
        "22/11/2026",
        "2026-11-22",
        "2026-11-22 00:00:00",
        "22-Nov-2026",
        "22/11/2569 10:42 น.",
        "22\u200b/11/2569\u00a0",
        dt.date(2026, 11, 22),
        dt.datetime(2026, 11, 22, 9),
        dt.date(2569, 11, 22),
        dt.datetime(2026, 11, 21, 18, tzinfo=dt.UTC),
    ],
)
def test_one_day_in_every_hand(text):
    assert thai.parse_date(text) == (dt.date(2026, 11, 22), "day")


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2498/__/__", dt.date(1955, 1, 1), "year"),
        ("__/__/2498", dt.date(1955, 1, 1), "year"),
        ("2498", dt.date(1955, 1, 1), "year"),
        ("24980000", dt.date(1955, 1, 1), "year"),
        ("พ.ศ. 2498", dt.date(1955, 1, 1), "year"),
        ("2498/07/__", dt.date(1955, 7, 1), "month"),
        ("กรกฎาคม 2498", dt.date(1955, 7, 1), "month"),
        ("00/07/2498", dt.date(1955, 7, 1), "month"),
        ("24830727", dt.date(1940, 7, 27), "day"),
        ("29/2/2567", dt.date(2024, 2, 29), "day"),
        ("1/1/2400", dt.date(2400, 1, 1), "day"),
        ("1/1/2401", dt.date(1858, 1, 1), "day"),
    ],
)
def test_no_more_is_known_than_was_written(text, date, precision):
    assert thai.parse_date(text) == (date, precision)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ยังไม่ได้ใส่วันที่"),
        ("22/11/69", "ปีครบ 4 หลัก"),
        ("06/16/2511", "ไม่มีเดือน “16”"),
        ("20 กันยา 2562", "ไม่มีเดือน “กันยา”"),
        ("29/2/2562", "ไม่มีวันที่ 29 ในเดือนกุมภาพันธ์ 2562"),
        ("31 ก.ย. 2562", "ไม่มีวันที่ 31 ในเดือนกันยายน 2562"),
        ("1/1/1234", "ปี 1234 ไม่น่าถูกต้อง"),
        ("วันนี้", "ปีครบ 4 หลัก"),
        ("1/2/3/2562", "ไม่ออก"),
        ("22/11/2569!", "ไม่ออก"),
        ("จันทร์/11/2569", "ไม่ออก"),
        (dt.date(2564, 2, 29), "ไม่มีวันที่ 29"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        thai.parse_date(text)


@given(st.text(max_size=20))
def test_any_text_gives_a_date_or_a_sentence(text):
    try:
        _date, precision = thai.parse_date(text)
    except ValueError as refusal:
        assert any("ก" <= letter <= "ฮ" for letter in str(refusal))
    else:
        assert precision in ("day", "month", "year")


def test_dates_are_shown_in_buddhist_years():
    date = dt.date(2019, 9, 20)
    assert thai.format_date(date) == "20 ก.ย. 2562"
    assert thai.format_date(date, "long") == "20 กันยายน 2562"
    assert thai.format_date(date, "numeric") == "20/09/2562"
    assert thai.format_date(date, precision="month") == "ก.ย. 2562"
    assert thai.format_date(date, "numeric", "month") == "09/2562"
    assert thai.format_date(date, precision="year") == "พ.ศ. 2562"
    assert thai.format_date(date, "numeric", "year") == "2562"
    assert thai.format_date(None) == thai.format_datetime(None) == thai.format_time(None) == "-"


def test_moments_are_shown_on_the_clock_of_bangkok():
    evening = dt.datetime(2019, 9, 19, 20, 5, tzinfo=dt.UTC)
    assert thai.format_datetime(evening) == "20 ก.ย. 2562 03:05 น."
    assert thai.format_date(evening) == "20 ก.ย. 2562"
    assert thai.format_time(evening) == "03:05 น."


def test_today_is_the_day_in_bangkok():
    with time_machine.travel(dt.datetime(2026, 11, 22, 17, 30, tzinfo=dt.UTC), tick=False):
        assert thai.today() == dt.date(2026, 11, 23)
        assert thai.now().isoformat() == "2026-11-23T00:30:00+07:00"
        assert thai.due_words(dt.date(2026, 11, 23)) == thai.ago_words(dt.date(2026, 11, 23)) == "วันนี้"


@pytest.mark.parametrize(
    ("days", "words"), [(3, "อีก 3 วัน"), (0, "วันนี้"), (-12, "เกินกำหนด 12 วัน"), (-1200, "เกินกำหนด 1,200 วัน")]
)
def test_what_is_due_is_said_in_days(days, words):
    today = dt.date(2026, 11, 22)
    assert thai.due_words(today + dt.timedelta(days), today) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "อีก 2 วัน"),
        (0, "วันนี้"),
        (1, "เมื่อวาน"),
        (5, "เมื่อ 5 วันก่อน"),
        (59, "เมื่อ 59 วันก่อน"),
        (95, "เมื่อ 3 เดือนก่อน"),
        (800, "เมื่อ 2 ปีก่อน"),
    ],
)
def test_what_is_past_is_said_in_words(days, words):
    today = dt.date(2026, 11, 22)
    assert thai.ago_words(today - dt.timedelta(days), today) == words


def test_the_fiscal_year_turns_on_the_first_of_october():
    assert thai.fiscal_year(dt.date(2019, 9, 20)) == thai.fiscal_year(dt.date(2019, 9, 30)) == 2562
    assert thai.fiscal_year(dt.date(2019, 10, 1)) == 2563
    assert [thai.fiscal_quarter(dt.date(2020, month, 1)) for month in range(1, 13)] == [
        2,
        2,
        2,
        3,
        3,
        3,
        4,
        4,
        4,
        1,
        1,
        1,
    ]


def test_periods_carry_their_name():
    assert thai.month_period(2019, 9).label == "เดือนกันยายน 2562"
    assert thai.quarter_period(2563, 1).label == "ไตรมาสที่ 1 ปีงบประมาณ 2563"
    assert str(thai.fiscal_year_period(2563)) == "ปีงบประมาณ 2563"


def test_a_period_is_half_open():
    first_quarter = thai.quarter_period(2563, 1)
    assert (first_quarter.start, first_quarter.end) == (dt.date(2019, 10, 1), dt.date(2020, 1, 1))
    assert first_quarter.last_day == dt.date(2019, 12, 31)
    assert first_quarter.contains(dt.date(2019, 10, 1)) and not first_quarter.contains(dt.date(2020, 1, 1))
    start, end = first_quarter.bounds()
    assert (start.isoformat(), end.isoformat()) == ("2019-10-01T00:00:00+07:00", "2020-01-01T00:00:00+07:00")
    assert first_quarter.contains(dt.datetime(2019, 9, 30, 17, tzinfo=dt.UTC))
    assert thai.fiscal_year_period(2563).bounds()[1].isoformat() == "2020-10-01T00:00:00+07:00"
    with pytest.raises(ValueError, match="ไตรมาส"):
        thai.quarter_period(2563, 5)


@given(dates, kinds)
def test_periods_cover_every_day_once(date, kind):
    period = thai.period_of(kind, date)
    assert period.contains(date)
    assert period.next.start == period.end and period.next.kind == kind
    assert period.next.previous == period
    assert not period.next.contains(date) and not period.previous.contains(date)
