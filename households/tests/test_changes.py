"""The change card as arithmetic: every indicator in one place, both ways round, over one form and over two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.bmn import Form
from households.changes import (
    ESCAPED,
    FELL,
    IDLE,
    KEPT,
    STILL,
    UNSTATED,
    Crosswalk,
    Measured,
    bucket_of,
    compare,
    income_bucket,
    together,
    verdict,
)

OLD, NEW = Form("old", 31, 22, 38_000), Form("new", 38, 29, 40_000)
# 9 and 10 became one.
WALK = Crosswalk("old", "new", {22: 29, 9: 18, 10: 18, 1: 2})


def measured(form, results, year, income=None, **told):
    below = None if income is None else income < form.line_baht
    return Measured(year, form, results, income=income, line=form.line_baht, below=below, **told)


@pytest.mark.parametrize(
    ("before", "after", "bucket"),
    [
        ("P", "P", KEPT), ("F", "P", ESCAPED), ("P", "F", FELL), ("F", "F", STILL),
        ("N", "P", IDLE), ("P", "N", IDLE), ("N", "F", IDLE), ("F", "N", IDLE), ("N", "N", IDLE),
        (".", "P", UNSTATED), ("F", ".", UNSTATED), (".", ".", UNSTATED), ("N", ".", UNSTATED), (".", "N", UNSTATED),
    ],
)  # fmt: skip
def test_what_was_not_judged_both_times_neither_passes_nor_fails(before, after, bucket):
    assert bucket_of(before, after) == bucket


@pytest.mark.parametrize(
    ("answers", "letter"),
    [
        ("PP", "P"), ("PF", "F"), ("FP", "F"), ("FF", "F"), ("F.", "F"), ("FN", "F"),
        ("P.", "."), (".P", "."), ("N.", "."), ("..", "."), ("PN", "P"), ("NP", "P"), ("NN", "N"), ("", "."),
    ],
)  # fmt: skip
def test_two_that_became_one_fail_where_either_failed_and_are_unknown_where_nobody_can_say(answers, letter):
    assert together(list(answers)) == letter


@pytest.mark.parametrize(
    ("before", "after", "bucket"),
    [(True, False, ESCAPED), (False, True, FELL), (True, True, STILL), (False, False, KEPT), (None, True, UNSTATED),
     (False, None, UNSTATED)],
)  # fmt: skip
def test_income(before, after, bucket):
    assert income_bucket(before, after) == bucket


def test_over_the_change_of_forms_by_the_crosswalk():
    older = measured(OLD, _results(31, {1: "F", 9: "P", 10: "F", 22: "F", 24: "P"}), 2564, 36_000)
    later = measured(NEW, _results(38, {2: "P", 18: "P", 29: "P", 1: "F"}), 2566, 41_000)
    changes = compare(older, later, [WALK])
    assert [(item.number, item.earlier, item.bucket) for item in changes.items] == [
        (2, (1,), ESCAPED), (18, (9, 10), ESCAPED), (29, (22,), ESCAPED),
    ]  # fmt: skip
    alone = {(one.year, one.number) for one in changes.alone}
    assert {(2564, 24), (2566, 1)} <= alone and not {(2564, 1), (2564, 9), (2566, 18)} & alone
    assert len(changes.alone) == 31 - 4 + 38 - 3
    assert verdict(changes) == "พ้นเกณฑ์รายได้ 36,000 → 41,000 บาท/คน/ปี · ดีขึ้น 3 ข้อ"


def test_forms_without_a_crosswalk_are_not_compared_by_number():
    changes = compare(measured(OLD, "F" * 31, 2559, 40_000), measured(NEW, "P" * 38, 2566, 30_000))
    assert changes.items == () and len(changes.alone) == 69
    assert verdict(changes) == "ตกเกณฑ์รายได้ใหม่ 40,000 → 30,000 บาท/คน/ปี · ไม่มีตัวชี้วัดที่เทียบกันได้"


@pytest.mark.parametrize(
    ("results", "incomes", "words"),
    [
        (("PF", "FP"), (20_000, 30_000), "รายได้ยังต่ำกว่าเส้น 20,000 → 30,000 บาท/คน/ปี · ดีขึ้น 1 ข้อ แย่ลง 1 ข้อ"),
        (("PP", "PP"), (50_000, 40_000), "รายได้ไม่ต่ำกว่าเส้นทั้งสองรอบ 50,000 → 40,000 บาท/คน/ปี · ผ่านเหมือนเดิมทุกข้อที่เทียบได้"),
        (("FF", "FP"), (20_000, None), "เทียบรายได้ไม่ได้ เพราะบางรอบยังไม่วัด · ดีขึ้น 1 ข้อ ยังตก 1 ข้อ"),
        (("", ""), (None, None), "เทียบรายได้ไม่ได้ เพราะบางรอบยังไม่วัด · ไม่มีตัวชี้วัดที่เทียบกันได้"),
        # Exactly the line is not below it.
        (("FP", "PP"), (37_999, 38_000), "พ้นเกณฑ์รายได้ 37,999 → 38,000 บาท/คน/ปี · ดีขึ้น 1 ข้อ"),
    ],
)  # fmt: skip
def test_the_verdict_in_one_line(results, incomes, words):
    pair = [measured(OLD, text, 2562 + n, incomes[n]) for n, text in enumerate(results)]
    assert verdict(compare(*pair)) == words


def test_debts_not_told_are_not_nought():
    assert measured(OLD, "", 2562, debts=(None, None, None)).debt is None
    assert measured(OLD, "", 2562, debts=(0, None, 500)).debt == 500


def _results(length, letters):
    return "".join(letters.get(number, ".") for number in range(1, length + 1))


LETTERS = st.text("PFN.", max_size=40)
SWAPPED = {ESCAPED: FELL, FELL: ESCAPED}
PAIRS = st.tuples(st.sampled_from([OLD, NEW]), LETTERS, st.sampled_from([OLD, NEW]), LETTERS)
WALKS = st.dictionaries(st.integers(1, 31), st.integers(1, 38)).map(lambda d: [Crosswalk("old", "new", d)])


@given(PAIRS, WALKS)
def test_every_indicator_lands_in_exactly_one_place(pair, walks):
    one, first, other, second = pair
    changes = compare(measured(one, first, 2562), measured(other, second, 2566), walks)
    assert sum(len(items) for items in changes.groups.values()) == len(changes.items)
    alone = [(found.year, found.number) for found in changes.alone]
    if one is other:
        assert [item.number for item in changes.items] == [*range(1, one.indicators + 1)] and not alone
        return
    olds = [number for item in changes.items for number in item.earlier]
    news = [item.number for item in changes.items]
    years = {form.code: year for form, year in ((one, 2562), (other, 2566))}
    assert sorted(olds + [n for year, n in alone if year == years["old"]]) == [*range(1, 32)]
    assert sorted(news + [n for year, n in alone if year == years["new"]]) == [*range(1, 39)]


@given(PAIRS, WALKS)
def test_the_other_way_round_escaped_and_fell_change_places(pair, walks):
    one, first, other, second = pair
    here, there = measured(one, first, 2562, 30_000), measured(other, second, 2566, 45_000)
    forth, back = compare(here, there, walks), compare(there, here, walks)
    assert {item.number: SWAPPED.get(item.bucket, item.bucket) for item in forth.items} == {
        item.number: item.bucket for item in back.items
    }
    assert (forth.better, forth.worse) == (back.worse, back.better)
    assert set(forth.alone) == set(back.alone)
    assert SWAPPED.get(forth.income_bucket, forth.income_bucket) == back.income_bucket


@given(LETTERS)
def test_a_survey_beside_itself_has_changed_nothing(letters):
    changes = compare(measured(OLD, letters, 2562, 1), measured(OLD, letters, 2562, 1))
    assert not changes.better and not changes.worse
