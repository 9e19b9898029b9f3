"""What is read by the column is what would be read cell by cell; whatever must be told of is left to that."""

import random

import pytest

from households.bmn import Form
from households.surveys.columns import find_layout
from households.surveys.plainrows import _NUMBERS, PlainReader
from households.surveys.rows import PARSERS, RowReader
from households.surveys.skipping import skipped_as
from households.tests.survey_setup import places
from kusiao.benchmarks.sheets import HEADER, rows
from kusiao.thai import national_id_check_digit

FORM = Form("2560", 31, 22, 38_000)
SAID = (
    "", "-", None, "12", 12.0, 0.0, -0.0, True, "ทดสอบ", "นายสมหมาย", "นาย", "๑๒", "3.4004E+12", "25-ก.พ.", "ไม่ผ่าน", "ผ่าน",
    "ชุมแพร", "ชุมแพ", "อ.พล", "16.5", 102.1, "0", '"', "1234567890123", 1100000000008.0, "40050000011", "2569", "รวม",
    "เด็กชาย", "081-234-5678", "38,000", 2e9, "เเดง  ดี", "\u200bบ้าน", "สงเคราะห์", 1e15,
)  # fmt: skip


def read_both(lines, header=HEADER, *, is_text=False):
    """[(row by column or None, row by cells, skipped as, findings)], each as its own reader saw it."""
    layout = find_layout([(1, list(header)), *lines])
    found = []
    told = []
    quick, slow = (
        RowReader("แผ่น", layout, form=FORM, year=2562, places=places(), note=told.append) for _ in range(2)
    )
    plain, seen = PlainReader(quick, is_text=is_text), 0
    for at, row in enumerate(plain.rows(lines)):
        number, cells = lines[at]
        skip = skipped_as(cells, layout)
        told.clear()
        other = None if skip else slow.read(number, cells)
        if row is None and not skip:
            plain.tell_reader(lines[seen:at])
            seen = at + 1
            assert quick.read(number, cells) == other  # with what stands above, whoever read it
            del told[len(told) // 2 :]
        found.append((row, other, skip, list(told)))
    return found


def edited(seed, number=60):
    chance = random.Random(seed)
    lines = [list(row) for row in rows(number, seed=seed)]
    for cells in lines:
        for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
            cells[chance.randrange(len(cells))] = chance.choice(SAID)
    return list(enumerate(lines, start=2))


@pytest.mark.parametrize("seed", range(8))
def test_a_row_is_read_by_the_column_as_by_its_cells_or_not_at_all(seed):
    found = read_both(edited(seed))
    for row, other, skip, told in found:
        assert row is None or (row == other and not skip and not told)
    assert sum(row is not None for row, *_rest in found) > 20


def test_columns_in_another_order_and_text_alone():
    order = list(range(len(HEADER)))
    random.Random(3).shuffle(order)
    lines = [(n, ["" if (c := cells[p]) is None else str(c) for p in order]) for n, cells in edited(5)]
    found = read_both(lines, [HEADER[p] for p in order], is_text=True)
    assert all(row is None or (row == other and not told) for row, other, _skip, told in found)
    assert sum(row is not None for row, *_rest in found) > 20


@pytest.mark.parametrize(
    "gone", [(10,), (7, 9, 26, 27), (4, 23, 25, 28), (5, 11), (12, 13, 14, 15, 16, 17), (7, 10, 29, 30, 50)]
)
def test_a_sheet_without_some_of_the_columns(gone):
    kept = [place for place in range(len(HEADER)) if place not in gone]
    lines = [(number, [cells[place] for place in kept]) for number, cells in edited(9)]
    found = read_both(lines, [HEADER[place] for place in kept])
    assert all(row is None or (row == other and not told) for row, other, _skip, told in found)
    assert sum(row is not None for row, *_rest in found) > 20


def test_every_row_of_a_good_sheet_is_plain():
    assert all(row for row, *_rest in read_both(list(enumerate(map(list, rows(40)), start=2))))


def test_a_line_that_is_too_short_or_too_long_is_looked_at():
    good = [list(map(str, row)) for row in rows(3)]
    lines = [(2, good[0][:-1]), (3, [*good[1], "x"]), (4, good[2])]
    assert [row is None for row, *_rest in read_both(lines, is_text=True)] == [True, True, False]


def of_its_kind(name, chance):
    digits = "".join(chance.choices("0123456789", k=12))
    amount = chance.choice((chance.randrange(10**9), float(chance.randrange(10**6))))
    words = ("บ้านน้ำใส ใหม่", "เก่า(ล่าง)", "ทองดี" + digits[:2], "Ban 5") * 5 + ("นา ำ", "เเก", "น้ํา", "๑๒")
    return dict.fromkeys(_NUMBERS, amount).get(name) or {
        "house_code": f"4{digits[:10]}", "house_no": f"{chance.randrange(999)}/{chance.randrange(99)}",
        "phone": f"08{digits[:8]}", "latitude": str(chance.random() * 100), "longitude": chance.random() * 100,
        "national_id": digits + str(national_id_check_digit(digits)),
    }.get(name, chance.choice(words))  # fmt: skip


@pytest.mark.parametrize("name", [*PARSERS, "national_id"])
def test_a_column_at_a_glance_is_what_its_cells_are_one_by_one(name):
    chance, layout = random.Random(name), find_layout([(1, list(HEADER))])
    plain = PlainReader(
        RowReader("แผ่น", layout, form=FORM, year=2562, places=places(), note=print), is_text=False
    )
    glanced = 0
    for _ in range(400):
        cells = [of_its_kind(name, chance) for _ in range(chance.randrange(1, 6))]
        if chance.random() < 0.5:
            cells = list(map(str, cells))
        if chance.random() < 0.5:
            cells[-1] = chance.choice(
                (
                    *SAID,
                    "1\n2",
                    "4" + "0" * 10,
                    "12345" + "0" * 8,
                    "1" * 13,
                    "181.0",
                    float("nan"),
                    "ก" * 3000,
                )
            )
        column = plain._column(name)
        column._is_various = True
        with_glance = column.read(cells)
        glanced += column._missed == 0
        assert repr(with_glance) == repr([plain._column(name)[cell] for cell in cells])
    assert glanced > 40 or not column._glance
