import pytest

from households.surveys.columns import find_layout
from households.surveys.synonyms import field_of, indicator_of
from households.tests.survey_setup import later_form, older_form


def layout_of(*rows, merged=(), texts=None):
    return find_layout(list(enumerate(map(list, rows), start=1)), merged, texts)


PLAIN = ["ลำดับ", "อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล", "จำนวนสมาชิก"]
ROW = ["1", "พล", "เมืองพล", "1", "5", "สมชาย", "ใจดี", "3"]


@pytest.mark.parametrize(
    "header, field",
    [
        ("ตำบล", "subdistrict"), ("ต\u0e4d\u0e32บล", "subdistrict"), ("ต\u0e32\u0e4dบล", "subdistrict"),
        ("ตำาบล", "subdistrict"), ("ตบล", "subdistrict"), ("  อํา เภอ\u00a0", "district"), ("หมูที", "moo"),
        ("หมู่\u200bที่", "moo"), ("หมายเลขบัตรประจำตัวประชาชน", "national_id"), ("เลขประจําตัวประชาชน", "national_id"),
        ("ชื่อหมู่บ้าน / ชุมชน", "village"), ("รหัสบ้าน (11 หลัก)", "house_code"), ("รายได้อื่นๆ", "income_other"),
        ("รายได้อื่น  ๆ", "income_other"), ("รายได้เฉลี่ย/คน/ปี", "income_average"),
        ("รายได้เฉลี่ยต่อคนต่อปี (บาท)", "income_average"), ("รายได้รวม (บาท/ปี)", "income_total"),
        ("จำนวนสมาชิก (คน)", "members"), ("ประเภท (พัฒนาได้/สงเคราะห์)", "class"), ("ปลูก/เลี้ยง/หาเอง", "income_own_produce"),
        ("สีรั้วบ้าน", ""), ("ศาสนา", ""),
    ],
)  # fmt: skip
def test_damaged_and_other_spellings_mean_the_same(header, field):
    assert field_of(header)[0] == field


def test_the_header_says_whether_money_is_by_month():
    assert field_of("รายได้รวมต่อเดือน") == ("income_total", True)
    assert field_of("รายได้รวมต่อปี") == ("income_total", False)


@pytest.mark.parametrize(
    "header, found",
    [
        ("ตัวชี้วัดที่ 1", ("indicator", 1)), ("ตัวชี้วัดที่ ๓๑", ("indicator", 31)), ("ตชว.7", ("indicator", 7)),
        ("ข้อ 12", ("indicator", 12)), ("ข้อที่ 2 เด็กแรกเกิด", ("indicator", 2)), ("ข้อ 8.1", None), ("ข้อ 123", None),
        ("ข้อ 3 จำนวนคนไม่ผ่าน", ("failing", 3)), ("จำนวนคนไม่ผ่าน ข้อ 4", ("failing", 4)),
        ("คนในครัวเรือนไม่ดื่มสุรา", ("indicator", 24)), ("24. คนในครัวเรือนไม่ดื่มสุรา", ("indicator", 24)),
        ("หมายเหตุ", None),
    ],
)  # fmt: skip
def test_indicator_headers(header, found):
    from households.surveys.synonyms import fold

    texts = {number: fold(text) for number, text in older_form().texts.items()}
    assert indicator_of(header, texts) == found


def test_header_is_found_below_titles_and_blank_first_column():
    rows = [["บัญชีรายชื่อ"], [], ["", *PLAIN], ["", *ROW]]
    layout = layout_of(*rows)
    assert layout.header_row == 3 and layout.columns["district"] == 2 and layout.columns["no"] == 1


def test_a_sheet_of_something_else_has_no_layout():
    assert layout_of(["วันที่", "รายการ", "จำนวนเงิน"], ["1", "ค่าน้ำ", "300"]) is None
    assert layout_of(*[["ข้อความ"]] * 16, PLAIN, ROW) is None, "beyond the fifteenth row nobody looks"


def test_the_same_header_twice_is_code_and_name_whichever_comes_first():
    codes_first = layout_of(["อำเภอ", "อำเภอ", *PLAIN[2:]], *[["4012", "พล", *ROW[2:]]] * 3)
    assert (codes_first.columns["district_code"], codes_first.columns["district"]) == (0, 1)
    names_first = layout_of(["อำเภอ", "อำเภอ", *PLAIN[2:]], *[["พล", "4012", *ROW[2:]]] * 3)
    assert (names_first.columns["district_code"], names_first.columns["district"]) == (1, 0)
    assert names_first.headers[:2] == ("อำเภอ", "อำเภอ#2")


def test_later_titles_belong_to_informant_and_surveyor_and_are_kept_aside():
    header = [*PLAIN[:5], "คำนำหน้าชื่อ", "ชื่อ", "สกุล", "คำนำหน้าชื่อ", "คำนำหน้าชื่อ"]
    layout = layout_of(header, [*ROW[:5], "นาย", "ก", "ข", "นาง", "นาง"])
    assert layout.columns["title"] == 5
    assert [layout.headers[p] for p in layout.unknown] == ["คำนำหน้าชื่อ#2", "คำนำหน้าชื่อ#3"]


def test_two_header_rows_are_joined_with_their_merges():
    top = ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "หัวหน้าครัวเรือน", "", "", "ตัวชี้วัดที่ 1", ""]
    low = ["", "", "", "", "คำนำหน้า", "ชื่อ", "สกุล", "ผล", "จำนวนคนไม่ผ่าน"]
    layout = layout_of(
        top, low, ["พล", "เมืองพล", "1", "5", "นาย", "ก", "ข", "ผ่าน", ""], merged=[(1, 5, 1, 7), (1, 8, 1, 9)]
    )
    assert layout.header_row == 2
    assert layout.columns["last_name"] == 6 and layout.columns["title"] == 4
    assert (dict(layout.indicators), dict(layout.failing)) == ({1: 7}, {1: 8})


def test_whole_name_or_surname():
    whole = layout_of(["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ-สกุล"], ["พล", "เมืองพล", "1", "5", "นายก ข"])
    assert whole.columns["full_name"] == 4
    apart = layout_of(
        ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "ชื่อสกุล"], ["พล", "เมืองพล", "1", "5", "ก", "ข"]
    )
    assert apart.columns["last_name"] == 5 and "full_name" not in apart.columns


def test_columns_headed_by_bare_numbers_are_indicators():
    layout = layout_of([*PLAIN, *map(str, range(1, 32))], [*ROW, *["ผ่าน"] * 31])
    assert len(layout.indicators) == 31 and layout.indicators[31] == 38 and layout.kind == 2


def test_income_indicator_headed_by_its_text_is_told_from_the_average_by_its_cells():
    text = older_form().texts[22]
    answers = layout_of([*PLAIN, text], *[[*ROW, "ผ่าน"]] * 3, texts=older_form().texts)
    money = layout_of([*PLAIN, text], *[[*ROW, "38000"]] * 3, texts=older_form().texts)
    assert answers.indicators == {22: 8}
    assert money.columns.get("income_average") == 8 or money.indicators == {22: 8}


def test_an_occupation_in_words_is_no_income():
    layout = layout_of([*PLAIN, "อาชีพหลัก"], *[[*ROW, "ทำนา"]] * 3)
    assert "income_main" not in layout.columns and layout.header(layout.unknown[0]) == "อาชีพหลัก"


def test_place_columns_where_blank_means_as_above():
    rows = [ROW, *[[ROW[0], "", "", *ROW[3:]]] * 3]
    assert {"district", "subdistrict"} <= layout_of(PLAIN, *rows).ditto
    assert layout_of(PLAIN, ROW, ROW, ROW, rows[1]).ditto == frozenset()


def test_both_forms_are_recognised_by_their_texts():
    for form in (older_form(), later_form()):
        known = {n: t for n, t in form.texts.items() if not t.startswith("[")}
        layout = layout_of([*PLAIN, *known.values()], [*ROW, *["ผ่าน"] * len(known)], texts=known)
        assert set(known) - set(layout.indicators) <= {form.income_number}
