import pytest

from households.bmn import (
    Form,
    below_line,
    failed_numbers,
    income_per_person_year,
    join_results,
    judge,
    read_answer,
)

FORM = Form("2560", 31, 22, 38_000)


@pytest.mark.parametrize(
    "said, letter",
    [
        ("ผ่าน", "P"), ("ไม่ผ่าน", "F"), ("ไม่ ผ่าน", "F"), ("ใช่", "P"), ("ไม่ใช่", "F"), ("-", "N"), ("–", "N"),
        ("1", "P"), ("0", "F"), ("✓", "P"), ("✗", "F"), ("X", "F"), ("", "."), ("ไม่ระบุ", "."),
        ("ไม่ใช่ (จน)", None), ("ได้รับ", None), ("2", None),
    ],
)  # fmt: skip
def test_answer_is_read_by_its_whole_value(said, letter):
    assert read_answer(said) == letter


def test_average_is_rounded_down_and_empty_without_members_or_money():
    assert income_per_person_year(151_999, 4) == 37_999
    assert income_per_person_year(0, 4) == 0
    assert income_per_person_year(100, 0) is None
    assert income_per_person_year(None, 4) is None


def test_exactly_the_line_is_not_below_it():
    assert [below_line(a, 38_000) for a in (37_999, 38_000, 38_001, None)] == [True, False, False, None]


def test_money_decides_the_income_indicator_and_nothing_else():
    results = "P" * 31
    assert failed_numbers(judge(results, FORM, 37_999)) == [22]
    assert judge("F" * 31, FORM, 38_000).count("F") == 30
    assert judge("F" * 31, FORM, None) == "F" * 31
    assert judge("", FORM, 10) == ""


def test_results_keep_unknown_and_not_applicable_apart():
    assert join_results({1: "P", 3: "N"}, 4) == "P.N."
