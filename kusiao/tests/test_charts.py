from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusiao import charts


def part(text):
    return float(text.removesuffix("%"))


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (1, 1), (3, 5), (7, 10), (10, 10), (21, 25), (921, 1000), (38_000, 50_000)]
)
def test_a_scale_ends_at_a_round_number(value, top):
    assert charts.ceiling(value) == top


@given(st.integers(1, 10**9))
def test_a_scale_never_ends_below_its_largest_number(value):
    assert value <= charts.ceiling(value) <= 3 * value


def test_bars_start_at_zero_and_the_largest_fills_the_width():
    largest, smaller, nothing, unknown = charts.bars(
        [("ก", 80, ""), ("ข", 20, ""), ("ค", 0, ""), ("ง", None, "")]
    )
    assert [largest.width, smaller.width, nothing.width] == ["100%", "25%", "0%"]
    assert unknown.value is None


def test_bars_of_nothing_have_no_length():
    assert charts.bars([("ก", 0, ""), ("ข", None, "")])[0].width == "0%"
    assert charts.bars([]) == []


def test_stacked_parts_stand_end_to_end_and_fill_their_bar():
    (_, total, parts), (_, half, _) = charts.stacked(
        [("ชี้เป้า", [(30, ""), (10, "")]), ("ดูแล", [(5, ""), (15, "")])], ["พัฒนาได้", "สงเคราะห์"]
    )
    assert (total, half) == (40, 20)
    assert part(parts[0].x) + part(parts[0].width) == part(parts[1].x)
    assert part(parts[1].x) + part(parts[1].width) == 100


def test_a_part_too_narrow_for_its_number_does_not_carry_it():
    ((_, _, parts),) = charts.stacked([("ก", [(97, ""), (3, "")])], ["ข", "ค"])
    assert [p.roomy for p in parts] == [True, False]


def test_more_than_five_series_are_refused():
    with pytest.raises(ValueError, match="5"):
        charts.stacked([], list("กขคงจฉ"))


def test_a_row_short_of_a_series_is_refused():
    with pytest.raises(ValueError):
        charts.stacked([("ก", [(1, "")])], ["ข", "ค"])


def test_a_line_leaves_a_gap_where_nothing_was_measured():
    points, strokes, top = charts.line([("ต.ค.", 10), ("พ.ย.", None), ("ธ.ค.", 5), ("ม.ค.", 7)])
    assert top == 10
    assert [(a.label, b.label) for a, b in strokes] == [("ธ.ค.", "ม.ค.")]
    assert points[0].y == "0%" and points[2].y == "50%"


def test_points_stand_in_the_middle_of_equal_columns():
    points, _, _ = charts.line([("ก", 1), ("ข", 1)])
    assert [p.x for p in points] == ["25%", "75%"]


def test_the_income_line_stands_between_those_below_and_above_it():
    drawn, mark, _top = charts.changes(
        [("พัฒนาได้", 27_400, 41_200, ""), ("สงเคราะห์", 24_100, None, "")], 38_000
    )
    assert part(drawn[0].before_x) < part(mark) < part(drawn[0].now_x) < 100
    assert drawn[1].now is None


@pytest.mark.parametrize(
    ("step", "outcome", "states"),
    [
        (None, "", "plain plain plain plain"),
        (1, "", "now plain plain plain"),
        (3, "", "tied tied now plain"),
        (4, "watch", "tied tied tied now"),
        (4, "graduated", "tied tied tied tied"),
        (2, "struck_off", "tied cut gone gone"),
    ],
)
def test_four_knots_on_one_thread(step, outcome, states):
    assert " ".join(knot.state for knot in charts.knots(step, outcome)) == states


@given(st.lists(st.none() | st.integers(0, 10_000), min_size=1))
def test_a_larger_number_is_never_paler(values):
    shades = charts.shades(values)
    known = sorted((v, s) for v, s in zip(values, shades, strict=True) if v is not None)
    assert [s for _, s in known] == sorted(s for _, s in known)
    assert all(0 <= s <= 4 for _, s in known)
    assert [s is None for s in shades] == [v is None for v in values]


def test_a_flow_keeps_heights_in_proportion_and_words_apart():
    left, right, ribbons = charts.flow(["ก", "ข", "ค"], [[60, 30, 0], [9, 0, 1], [0, 0, 0]])
    assert [(bar.label, bar.value) for bar in left] == [("ก", 90), ("ข", 10)]
    assert [(bar.label, bar.value) for bar in right] == [("ก", 69), ("ข", 30), ("ค", 1)]
    assert sum(one.value for one in ribbons) == 100 and len(ribbons) == 4
    assert left[0].height == 9 * left[1].height
    for bars in (left, right):
        assert max(bar.y + bar.height for bar in bars) <= charts.FLOW_HEIGHT + 0.01
        words = [bar.words_y for bar in bars]
        assert all(b - a >= 30 for a, b in pairwise(words))
    assert charts.flow(["ก"], [[0]]) == ([], [], [])


def test_each_year_has_its_own_line():
    years, strokes = charts.yearly([("2562", 20, 38), ("2563", None, 38), ("2566", 41, 40)])
    assert [year.below_mark for year in years] == [True, False, False]
    assert [year.names_mark for year in years] == [True, False, True]
    assert years[1].y == "" and strokes == []
