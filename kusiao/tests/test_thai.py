"""Numbers: the ones that identify and the ones that count."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kusiao import thai

twelve_digits = st.text("0123456789", min_size=12, max_size=12)


@given(twelve_digits)
def test_the_check_digit_follows_the_published_formula(twelve):
    total = sum((14 - i) * int(digit) for i, digit in enumerate(twelve, start=1))
    assert thai.national_id_check_digit(twelve) == str((11 - total % 11) % 10)


@given(twelve_digits, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_except_where_the_formula_is_blind(twelve, place, shift):
    assume(len(set(twelve)) > 1)
    good = twelve + thai.national_id_check_digit(twelve)
    changed = str((int(good[place]) + shift) % 10)
    wrong = good[:place] + changed + good[place + 1 :]
    assert thai.national_id_ok(good)
    # Remainders 0 and 10 share the digit 1, and so do 1 and 11: there and only there a mistake passes.
    fits_by_chance = thai.national_id_check_digit(wrong[:12]) == wrong[12]
    assert thai.national_id_ok(wrong) == (fits_by_chance and len(set(wrong[:12])) > 1)


@pytest.mark.parametrize("text", ["1-2345-67890-12-1", "1 2345 67890 12 1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "1234567890121"])
def test_a_national_id_is_read_however_it_is_written(text):
    assert thai.national_id_ok(text)
    assert thai.format_national_id(text) == "1-2345-67890-12-1"
    assert thai.mask_national_id(text) == "x-xxxx-xxxxx-12-1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789012",
        "1234567890122",
        "0000000000001",
        "1-4021-90409-97-_",
        "123456789012²",
        "3.4004E+12",
    ],
)
def test_what_is_no_national_id_is_refused(text):
    assert not thai.national_id_ok(text)


def test_a_mask_shows_nothing_of_an_unfinished_id():
    assert thai.mask_national_id("12345") == "xxxxx"
    assert thai.mask_national_id("") == thai.mask_national_id(None) == "-"


def test_a_house_code_is_grouped_only_when_it_is_whole():
    assert thai.format_house_code("40010012345") == "4001-001234-5"
    assert thai.format_house_code("4001001234") == "4001001234"
    assert thai.format_house_code("") == "-"


@pytest.mark.parametrize(
    ("typed", "digits", "shown"),
    [
        ("0812345678", "0812345678", "081-234-5678"),
        ("081-234-5678", "0812345678", "081-234-5678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "0812345678", "081-234-5678"),
        ("812345678", "0812345678", "081-234-5678"),
        ("+66 81 234 5678", "0812345678", "081-234-5678"),
        ("66812345678", "0812345678", "081-234-5678"),
        ("043123456", "043123456", "043-123-456"),
        ("43123456", "043123456", "043-123-456"),
        ("(02) 123-4567", "021234567", "02-123-4567"),
        ("1300", "1300", "1300"),
    ],
)
def test_phone_numbers_come_back_whole(typed, digits, shown):
    assert thai.normalize_phone(typed) == digits
    assert thai.format_phone(digits) == shown


@pytest.mark.parametrize("typed", ["12", "08123456789", "โทร", ""])
def test_what_is_no_phone_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="081-234-5678"):
        thai.normalize_phone(typed)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_shown_number_is_read_back_the_same(number):
    assert thai.parse_number(thai.format_number(number)) == number


@pytest.mark.parametrize("typed", ["12,500", "๑๒,๕๐๐", "12500", " 12,500.00 บาท", "฿12,500", "12,500.-"])
def test_numbers_are_read_however_they_are_written(typed):
    assert thai.parse_number(typed) == Decimal(12500)


@pytest.mark.parametrize("typed", ["", "-", "หมื่นสอง", "12.500,00", "12,50", "1e5", "NaN", "12 500"])
def test_what_is_no_number_is_refused_in_thai(typed):
    with pytest.raises(ValueError, match="ไม่ใช่จำนวนเลข"):
        thai.parse_number(typed)


def test_numbers_are_shown_with_thousands_and_unknown_is_not_zero():
    assert thai.format_number(1174) == "1,174"
    assert thai.format_number(Decimal("12.50")) == "12.5"
    assert thai.format_number(1234.5, 2) == "1,234.50"
    assert thai.format_number(0) == "0"
    assert thai.format_number(None) == thai.baht(None) == thai.percent(1, 0) == thai.percent(None, 5) == "-"
    assert thai.baht(38000) == "38,000 บาท"
    assert thai.baht("12500.5") == "12,500.50 บาท"
    assert thai.percent(312, 1174) == "26.6%"
