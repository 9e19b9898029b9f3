import random

import pytest

from households.surveys.repeats import Seen
from households.tests.survey_setup import Read, sheet_of
from kusiao.benchmarks.sheets import HEADER, rows


@pytest.mark.parametrize("expected", [0, 100, 50_000])
@pytest.mark.parametrize("most", [0, 1, 50, 10_000])
def test_what_was_seen_is_known_again_however_many_there_are(most, expected):
    chance, seen, known = random.Random(most), Seen(most), {}
    seen.expect(expected)
    for number in range(1, 6_000):
        key = chance.choice(
            (1, -1, 2**63 - 1, chance.getrandbits(64) - 2**63, chance.randrange(1, 1_000) << 20)
        )
        assert seen.setdefault(key, number) == known.setdefault(key, number)


@pytest.mark.parametrize("most", [0, 50, 250, 10_000])
def test_many_are_seen_as_each_is(most):
    chance, many, each = random.Random(most), Seen(most), Seen(most)
    for start in range(0, 1_000, 100):
        keys, numbers = [chance.randrange(600) for _ in range(100)], list(range(start, start + 100))
        assert many.setdefault_each(keys, numbers) == list(map(each.setdefault, keys, numbers))


def test_what_repeats_is_told_in_the_order_of_the_rows():
    """Plain rows are looked at column by column; a person reads them from top to bottom."""
    first = [list(row) for row in rows(6)]
    code, one, point = map(HEADER.index, ("รหัสบ้าน", "เลขประจำตัวประชาชน", "ละติจูด"))
    first[3][point : point + 2] = first[1][point : point + 2]
    first[4][code], first[4][one] = first[0][code], first[2][one]
    first.append(list(first[4]))
    read = Read([sheet_of(HEADER, *first)], 2562)
    told = [(finding.row, finding.code) for finding in read.findings if finding.code.endswith("_repeated")]
    assert told == [
        (5, "coordinate_repeated"), (6, "house_code_repeated"), (6, "id_repeated"), (8, "household_repeated"),
    ]  # fmt: skip


def test_a_repeat_is_told_by_row_and_across_sheets_by_sheet_too():
    first = [list(row) for row in rows(3)]
    again = [list(row) for row in rows(2)]
    read = Read([sheet_of(HEADER, *first, first[0], name="หนึ่ง"), sheet_of(HEADER, *again, name="สอง")], 2562)
    told = [finding for finding in read.findings if finding.code == "household_repeated"]
    assert [(f.sheet, f.row) for f in told] == [("หนึ่ง", 5), ("สอง", 2), ("สอง", 3)]
    assert "แถว 2 " in told[0].message and "แผ่น หนึ่ง" in told[1].message and "3 แผ่น หนึ่ง" in told[2].message


@pytest.mark.parametrize("most", [0, 10_000])
def test_what_was_not_seen_is_not_there(most):
    seen = Seen(most)
    for number in range(0, 2_000, 2):
        seen.setdefault(number << 20, 1)
    assert all((number << 20 in seen) is (number % 2 == 0) for number in range(2_000))
