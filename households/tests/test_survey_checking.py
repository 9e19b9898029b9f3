import pytest

from households.surveys.matching import Facts, Known, Register, household_values, survey_values
from households.surveys.places import Unresolved
from households.surveys.sentences import FileRefused
from households.tests import workbooks
from households.tests.survey_setup import Listed, Read, places, read_file, sheet_of

HEADER = [
    "อำเภอ", "ตำบล", "หมู่ที่", "รหัสบ้าน", "บ้านเลขที่", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "จำนวนสมาชิก",
    "รายได้รวม", "รายได้เฉลี่ย/คน/ปี", "ประเภท",
]  # fmt: skip
GOOD = [
    "ชุมแพ",
    "ชุมแพ",
    "3",
    "40050000011",
    "12/3",
    "นาย",
    "สมหมาย",
    "ทองดี",
    workbooks.person_id(1),
    "4",
    "120000",
    "30000",
    "พัฒนาได้",
]


def changed(**cells):
    """The good row with other cells: changed(H="…") by the letter of its column."""
    return [cells.get(chr(65 + position), cell) for position, cell in enumerate(GOOD)]


def read_rows(*rows, year=2562, header=HEADER, **options):
    return Read([sheet_of(header, *rows)], year, **options)


@pytest.mark.parametrize(
    "make, year, expected, line",
    [
        (workbooks.below_the_line, 2562, workbooks.BELOW_EXPECTED, 38_000),
        (workbooks.older_survey, 2563, workbooks.SURVEY_EXPECTED, 38_000),
        (workbooks.later_survey, 2566, workbooks.LATER_EXPECTED, 40_000),
    ],
)
def test_the_three_workbooks(tmp_path, make, year, expected, line):
    read = read_file(make(tmp_path), year)
    below = sum(o.row.average is not None and o.row.average < line for o in read.rows if o.outcome == "new")
    assert {
        **{name: read.summary[name] for name in expected if name != "below_line"},
        "below_line": below,
    } == expected


def test_counts_always_add_up(tmp_path):
    for make, year in (
        (workbooks.below_the_line, 2562),
        (workbooks.older_survey, 2563),
        (workbooks.later_survey, 2566),
    ):
        summary = read_file(make(tmp_path), year).summary
        parts = ("new", "changed", "same", "conflict", "refused", "skipped")
        assert summary["rows_read"] == sum(summary[part] for part in parts)


def test_below_the_line_findings_stand_at_their_cells(tmp_path):
    read = read_file(workbooks.below_the_line(tmp_path), 2562)
    at = {(finding.cell, finding.code) for finding in read.findings}
    assert {
        ("K7", "house_no_restored"), ("O7", "id_rounded"), ("O8", "id_scientific"), ("R9", "average_differs"),
        ("E10", "place_unknown"), ("O14", "id_checksum"), ("K16", "no_household_key"), ("P17", "members_zero"),
        ("S17", "class_unreadable"), ("O17", "id_incomplete"), ("J18", "house_code_repeated"),
        ("J19", "household_repeated"),
    } <= at  # fmt: skip
    assert read.row(8).name == "แก้ว ใจงาม" and read.row(8).members == 3 and read.row(8).house_no == "21/1"
    assert read.row(7).house_no == "25/2" and read.row(7).last_name == "สำราญจิต"
    assert read.row(14).title == "นางสาว" and read.row(15).title == "นาย"


def test_no_citizen_id_leaves_in_a_finding(tmp_path):
    for make, year in ((workbooks.below_the_line, 2562), (workbooks.older_survey, 2563)):
        read = read_file(make(tmp_path), year)
        told = " ".join(f"{finding.value} {finding.message}" for finding in read.findings)
        ids = [workbooks.person_id(number) for number in range(1, 30)]
        assert not [number for number in ids if number[:10] in told.replace("-", "")]


@pytest.mark.parametrize(
    "cells, code",
    [
        ({"I": "3.4004E+12"}, "id_scientific"), ({"I": 3.4e12}, "id_rounded"), ({"I": "1-4021-90409-97-_"}, "id_incomplete"),
        ({"I": "12345"}, "id_length"), ({"I": "1000000000018"}, "id_checksum"),
        ({"D": "4.005E+10"}, "house_code_scientific"), ({"D": "4005000001"}, "house_code_length"),
        ({"E": "25-ก.พ."}, "house_no_restored"), ({"E": "Feb-25"}, "house_no_restored"),
        ({"J": "0"}, "members_zero"), ({"J": "400"}, "members_unlikely"), ({"K": "แสนสอง"}, "number_unreadable"),
        ({"K": "-5"}, "number_unreadable"), ({"L": "31000"}, "average_differs"), ({"K": "10000"}, "income_monthly_suspect"),
        ({"K": "4000", "L": ""}, "income_outlier"), ({"M": "พัฒนาไม่ได้"}, "class_unreadable"), ({"G": "¡Ò­¨¹ºØÃÕ"}, "mojibake_cell"),
        ({"A": "ชุมแพร"}, "place_unknown"), ({"B": "อยู่ยาก"}, "place_unknown"), ({"A": "", "B": ""}, "place_missing"),
        ({"C": ""}, "moo_missing"), ({"C": "หมู่ 100"}, "moo_unreadable"), ({"D": "", "E": "-"}, "no_household_key"),
        ({"G": "", "H": ""}, "name_missing"),
    ],
)  # fmt: skip
def test_each_cause_has_its_code_and_says_what_to_do(cells, code):
    read = read_rows(changed(**cells))
    assert code in read.codes()
    finding = next(finding for finding in read.findings if finding.code == code)
    assert len(finding.message) > 20 and "{" not in finding.message
    assert (finding.verdict == "refuse_row") == (read.summary["refused"] == 1) or code in (
        "moo_unreadable",
        "mojibake_cell",
    )


def test_every_code_has_its_heading_for_the_page():
    from households.surveys.sentences import REFUSE_FILE, VERDICT_OF
    from households.surveys.words import CAUSES

    assert set(CAUSES) == {code for code, verdict in VERDICT_OF.items() if verdict != REFUSE_FILE}


def test_a_good_row_has_no_finding():
    read = read_rows(GOOD)
    assert read.codes() == [] and read.summary["new"] == 1


def test_damaged_cells_are_left_empty_and_the_row_stands():
    row = read_rows(changed(I="3.4004E+12", J="0")).row(2)
    assert (row.national_id, row.members, row.average) == ("", None, 30_000)
    assert read_rows(changed(I="1000000000018")).row(2).national_id == "1000000000018", (
        "a warning keeps the value"
    )


def test_a_row_tells_all_its_causes_at_once():
    codes = read_rows(changed(A="ชุมแพร", C="", D="", E="", I="3.4004E+12")).codes()
    assert codes.count("place_unknown") == 1 and {"moo_missing", "no_household_key", "id_scientific"} <= set(
        codes
    )


def test_totals_footnotes_blanks_and_repeated_headers_are_counted():
    blank, total = [""] * 13, ["รวมทั้งจังหวัด", *[""] * 8, "4", "120000"]
    read = read_rows(GOOD, blank, HEADER, total, ["หมายเหตุ: ไม่มี"], ["ลงชื่อ.......... ผู้รายงาน"], *[blank] * 300)
    assert read.summary["skipped_as"] == {"blank": 1, "header": 1, "total": 1, "footnote": 2}
    assert read.summary["rows_read"] == 6


def test_a_name_that_begins_like_a_total_is_a_household():
    read = read_rows(changed(G="รวม", H="ทองดี"))
    assert read.summary["new"] == 1


def test_the_same_row_twice_is_refused_once():
    read = read_rows(GOOD, GOOD, changed(D="40050000011", E="12/4", G="สมศรี"))
    assert [outcome.outcome for outcome in read.rows] == ["new", "refused", "new"]
    assert read.codes(3) == ["household_repeated"] and "แถว 2" in read.findings[0].message
    assert set(read.codes(4)) == {"house_code_repeated", "id_repeated"}


def test_where_blank_means_as_above():
    rows = [changed(E=f"1/{n}", G=f"สม{n}", **({"A": "", "B": ""} if n else {})) for n in range(4)]
    read = read_rows(*rows)
    assert read.summary["new"] == 4 and read.row(5).place.code == "400501"


def test_a_single_blank_place_is_not_filled_in():
    rows = [changed(E=f"1/{n}", G=f"สม{n}", **({"B": ""} if n == 3 else {})) for n in range(6)]
    assert read_rows(*rows).summary["refused"] == 1


# --- the file ---------------------------------------------------------------------------------------------------


def test_a_file_without_households_is_refused():
    with pytest.raises(FileRefused, match="ไม่พบหัวตาราง") as refused:
        Read([sheet_of(["วันที่", "รายการ"], ["1", "2"])], 2562)
    assert refused.value.code == "no_header"


def test_a_file_in_mojibake_is_refused_with_a_sample():
    broken = [text.encode("cp874").decode("latin-1") for text in HEADER]
    with pytest.raises(FileRefused, match="อำเภอ") as refused:
        Read([sheet_of(broken, GOOD)], 2562)
    assert refused.value.code == "mojibake"


def test_38_indicators_are_not_taken_for_the_older_form():
    header = [*HEADER, *(f"ข้อ {n}" for n in range(1, 39))]
    with pytest.raises(FileRefused, match="มีตัวชี้วัดถึงข้อ 38 แต่แบบสำรวจปี 2562 มี 31 ข้อ"):
        read_rows([*GOOD, *["ผ่าน"] * 38], header=header)


def test_31_indicators_in_a_later_year_are_questioned():
    header = [*HEADER, *(f"ข้อ {n}" for n in range(1, 32))]
    assert read_rows([*GOOD, *["-"] * 31], header=header, year=2566).codes()[0] == "form_suspect"


def test_sheets_without_households_are_named():
    read = Read([sheet_of(["คำอธิบาย"], name="อ่านก่อน"), sheet_of(HEADER, GOOD)], 2562)
    assert read.checked.unread_sheets == ["อ่านก่อน"] and read.summary["new"] == 1


def test_indicators_keep_three_answers_and_money_decides_its_own():
    header = [*HEADER, "ข้อ 21", "ข้อ 22", "ข้อ 23", "ข้อ 24"]
    read = read_rows([*GOOD, "-", "ผ่าน", "ไม่ผ่าน", "ไม่ได้รับ"], header=header)
    assert read.row(2).results[20:24] == "NFF."
    assert read.codes() == ["answer_unreadable", "income_indicator_differs"]


# --- places -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, code",
    [
        ({"district": "อ.พล", "subdistrict": "ต.เมืองพล"}, "401201"),
        ({"district": "กิ่งอำเภอเวียงเก่า", "subdistrict": "ในเมือง"}, "402901"),
        ({"district": "เมือง", "subdistrict": "ตำบลในเมือง"}, "400101"),
        ({"district": "อ.ซำสูง", "subdistrict": "กระนวน"}, "402101"),
        ({"district": "โคกโพธิ์ชัย", "subdistrict": "บ้านโคก"}, "402201"),
        ({"district": "ชุมแพ   ", "subdistrict": "  ชุมแพ"}, "400501"),
        ({"code": "402901"}, "402901"),
        ({"district": "4029", "subdistrict": "402901"}, "402901"),
        ({"district": "29", "subdistrict": "01"}, "402901"),
        ({"province": "จ.ขอนแก่น", "district": "พล", "subdistrict": "เมืองพล"}, "401201"),
    ],
)
def test_places_by_name_then_by_code(words, code):
    assert places().resolve(**words).place.code == code


@pytest.mark.parametrize(
    "words, code",
    [
        ({"district": "ชุมแพร", "subdistrict": "ชุมแพ"}, "place_unknown"),
        ({"district": "กระนวน", "subdistrict": "กระนวน"}, "place_unknown"),
        ({"district": "4026", "subdistrict": "402601"}, "place_unknown"),
        ({"district": "ชุมแพร", "subdistrict": "ชุมแพ", "code": "400501"}, "place_unknown"),
        ({"district": "พล"}, "place_missing"),
        ({"subdistrict": "ในเมือง"}, "place_missing"),
        ({"province": "อุดรธานี", "district": "พล", "subdistrict": "เมืองพล"}, "other_province"),
    ],
)
def test_near_misses_are_refused_not_guessed(words, code):
    with pytest.raises(Unresolved) as unresolved:
        places().resolve(**words)
    assert unresolved.value.code == code


def test_names_win_over_a_code_that_says_otherwise():
    found = places().resolve(district="พล", subdistrict="เมืองพล", code="401203")
    assert found.place.code == "401201" and found.code_differs


# --- against the register ---------------------------------------------------------------------------------------


def register(*known, **facts):
    return Register(Listed(known), lambda pks: {pk: facts[pk] for pk in pks})


def facts_of(row, **options):
    return Facts(
        household_values(row, lambda number: number), survey_values(row), track="developable", **options
    )


def known(pk, row):
    return Known(pk, row.house_code, row.place.code, row.moo, row.house_no, row.name)


def test_the_same_row_again_is_the_same_and_other_cell_types_change_nothing():
    row = read_rows(GOOD).row(2)
    again = changed(
        C=3.0,
        D=40050000011.0,
        I=f"{row.national_id[:1]}-{row.national_id[1:]}",
        J=4.0,
        K="๑๒๐,๐๐๐",
        L=30000.0,
    )
    read = read_rows(again, register=register(known("a", row), a=facts_of(row)))
    assert read.summary["same"] == 1 and read.summary["households"]["same"] == 1


def test_changed_fields_are_named_with_both_values():
    row = read_rows(GOOD).row(2)
    read = read_rows(changed(K="160000", L="40000"), register=register(known("a", row), a=facts_of(row)))
    assert read.rows[0].outcome == "changed"
    assert read.rows[0].changes == (
        ("survey.income_total", 120_000, 160_000),
        ("survey.average", 30_000, 40_000),
    )


def test_what_a_person_edited_is_a_conflict_and_an_empty_cell_takes_nothing():
    row = read_rows(GOOD).row(2)
    edited = register(known("a", row), a=facts_of(row, edited=True))
    read = read_rows(changed(E="12/9", K=""), register=edited)
    assert read.rows[0].outcome == "conflict" and read.rows[0].conflicts == (("house_no", "12/3", "12/9"),)
    assert read.codes() == ["edited_conflict"]


def test_a_class_that_differs_is_a_conflict():
    row = read_rows(GOOD).row(2)
    read = read_rows(changed(M="สงเคราะห์"), register=register(known("a", row), a=facts_of(row)))
    assert read.rows[0].outcome == "conflict" and "พัฒนาได้" in read.findings[0].message


def test_households_the_file_leaves_out_are_listed_only_where_it_speaks():
    row = read_rows(GOOD).row(2)
    here = Known("b", "40050000999", "400501", 3, "99", "คนอื่น")
    elsewhere = Known("c", "40120000999", "401201", 3, "99", "คนอื่น")
    on_record, lacking = register(known("a", row), here, elsewhere, a=facts_of(row)), []
    read = read_rows(GOOD, register=on_record, lacking=lacking.append)
    assert [found.pk for found in lacking] == ["b"] and read.checked.missing == 1


def test_two_households_with_one_code_find_their_own_file_in_any_order():
    one = read_rows(GOOD).row(2)
    other_cells = changed(E="12/4", G="สมศรี", I=workbooks.person_id(2))
    other = read_rows(other_cells).row(2)
    both = register(known("a", one), known("b", other), a=facts_of(one), b=facts_of(other))
    read = read_rows(other_cells, GOOD, register=both)
    assert {outcome.household: outcome.outcome for outcome in read.rows} == {"a": "same", "b": "same"}


def test_a_new_head_at_the_same_code_and_number_is_the_same_household():
    row = read_rows(GOOD).row(2)
    read = read_rows(changed(G="สมบัติ", I=""), register=register(known("a", row), a=facts_of(row)))
    assert read.rows[0].household == "a" and read.rows[0].changes == (("first_name", "สมหมาย", "สมบัติ"),)
    stranger = read_rows(changed(G="สมบัติ", E="88", I=""), register=register(known("a", row), a=facts_of(row)))
    assert stranger.rows[0].outcome == "new", (
        "the same code with another number and head is another household"
    )


def test_the_fingerprint_moves_with_the_register_and_only_then():
    row = read_rows(GOOD).row(2)
    prints = [read_rows(GOOD).checked.fingerprint for _ in range(2)]
    moved = read_rows(GOOD, register=register(known("a", row), a=facts_of(row))).checked.fingerprint
    assert prints[0] == prints[1] != moved


def _places(rows):
    heads = ("ลำดับ", "อำเภอ", "ตำบล", "รหัสตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "สกุล", "ปีที่สำรวจ")
    lines = ((n, *row[:3], 1, n, f"สมมุติ{n}", "ทดสอบ", *row[3:]) for n, row in enumerate(rows, 1))
    return read_rows(*lines, header=heads)


def test_a_row_without_names_stands_by_its_own_code():
    rows = [("ชุมแพ", "ชุมแพ", "400501"), ("", "", "400609"), ("", "", "400190"), ("", "", "400501")]
    read = _places([(*row, "") for row in rows])
    found = [read.row(number).place for number in (2, 3, 4, 5)]
    assert [place and place.code for place in found] == ["400501", "400609", None, "400501"]


def test_names_left_out_below_the_first_are_its_own_where_the_code_agrees():
    read = _places([("ชุมแพ", "ชุมแพ", "400501", ""), ("", "", "400501", ""), ("", "", "", "")])
    assert [outcome.row.place.code for outcome in read.rows] == ["400501"] * 3


def test_a_row_of_another_year_is_not_written_as_this_one():
    read = _places([("ชุมแพ", "ชุมแพ", "", year) for year in ("2562", "2019", "2565", "")])
    assert [read.row(number).refused for number in (2, 3, 4, 5)] == [False, False, True, False]
    assert read.codes() == ["other_year"]
