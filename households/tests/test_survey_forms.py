"""Both forms of the survey, however their columns are headed and however the answers are given."""

import pytest

from households.bmn import result_of
from households.models import Indicator, Survey
from households.tests.survey_files import written
from households.tests.survey_setup import Read, later_form, older_form, sheet_of
from households.tests.workbooks.legal_containers import workbook

KEYS = ["อำเภอ", "ตำบล", "หมู่ที่", "รหัสบ้าน", "บ้านเลขที่", "ชื่อ-สกุลหัวหน้าครัวเรือน"]
HOUSE = ["ชุมแพ", "ชุมแพ", 3, "40050000011", "12/3", "นายสมหมาย ทองดี"]
FORMS = {2562: older_form, 2566: later_form}
# One answer of each kind, repeated; the income indicator keeps the sheet's word where there is no money.
ANSWERS = {
    "words": ("ผ่าน", "ไม่ผ่าน", "-", "ไม่ระบุ"),
    "numbers": (1, 0, "-", ""),
    "marks": ("✓", "✗", "–", "?"),
    "yes": ("ใช่", "ไม่ใช่", "ไม่เกี่ยวข้อง", "ไม่ทราบ"),
}


def heads(style, form):
    numbers = range(1, form.indicators + 1)
    if style == "{text}":
        return [form.texts[number] for number in numbers]
    return [style.format(n=number, text=form.texts[number]) for number in numbers]


def expected(form):
    return "".join("PFN."[number % 4] for number in range(form.indicators))


def answers(words, form):
    return [words[number % 4] for number in range(form.indicators)]


@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize(
    "style", ["ตัวชี้วัดที่ {n}", "ข้อ {n}", "ข้อที่ {n}", "ตชว.{n}", "ตชว. {n}", "{n}", "ข้อ {n}. {text}", "{text}"]
)
@pytest.mark.parametrize("year", FORMS)
def test_both_forms_are_read(year, style, words):
    form = FORMS[year]()
    read = Read([sheet_of([*KEYS, *heads(style, form)], [*HOUSE, *answers(words, form)])], year)
    assert read.row(2).results == expected(form)
    assert read.checked.layouts["แผ่น1"].unknown == ()


def test_counts_stand_beside_each_indicator_of_the_later_form():
    form = later_form()
    header = [*KEYS, *(word for n in range(1, 39) for word in (f"ตัวชี้วัดที่ {n}", "จำนวนคน"))]
    cells = [cell for n in range(1, 39) for cell in (("ไม่ผ่าน", n % 5 + 1) if n % 2 else ("ผ่าน", ""))]
    row = Read([sheet_of(header, [*HOUSE, *cells])], 2566).row(2)
    assert row.failing == {n: n % 5 + 1 for n in range(1, 39, 2)}
    assert row.results == "FP" * (form.indicators // 2)


def test_the_words_of_number_37_are_unknown_and_its_column_is_kept_aside():
    """No public source has its text: a column headed by words is nobody's, and the answer is not stated."""
    form = later_form()
    header = heads("{text}", form)
    header[36] = "ข้อความที่ไม่มีแหล่งอ้างอิงใดยืนยัน"
    read = Read([sheet_of([*KEYS, *header], [*HOUSE, *["ผ่าน"] * 38])], 2566)
    assert read.row(2).results == "P" * 36 + "." + "P"
    layout = read.checked.layouts["แผ่น1"]
    assert [layout.header(position) for position in layout.unknown] == [header[36]]


@pytest.mark.django_db
def test_number_37_is_marked_as_unconfirmed_and_loads_as_such(tmp_path, importer):
    unconfirmed = Indicator.objects.get(indicator_set_id="2565-2570", number=37)
    assert not unconfirmed.confirmed and "รอยืนยัน" in unconfirmed.text_th
    assert Indicator.objects.filter(indicator_set_id="2565-2570").count() == 38
    header = [*KEYS, *(f"ข้อ {n}" for n in range(1, 39) if n != 37)]
    workbook(tmp_path / "a.xlsx", ("ผล", [header, [*HOUSE, *["ผ่าน"] * 37]]))
    written(tmp_path / "a.xlsx", 2566, importer)
    results = Survey.objects.get().results
    assert result_of(results, 37) == "." and results == "P" * 36 + "." + "P"


@pytest.mark.parametrize(("year", "form"), [(2562, later_form), (2566, older_form)])
def test_the_other_years_form_is_told(year, form):
    from households.surveys.sentences import FileRefused

    sheet = sheet_of([*KEYS, *heads("ตัวชี้วัดที่ {n}", form())], [*HOUSE, *["ผ่าน"] * form().indicators])
    if year == 2562:
        with pytest.raises(FileRefused, match="38"):
            Read([sheet], year)
    else:
        assert Read([sheet], year).codes() == ["form_suspect"]


def test_people_and_topics_carry_indicators_too():
    """An answer that stands on the first row of a house, or in a sheet of its own, is the household's."""
    people = [*KEYS[:5], "ลำดับในบ้าน", "ชื่อ-สกุล", "ความเกี่ยวข้องกับหัวหน้าครัวเรือน", *heads("ข้อ {n}", later_form())]
    first = [*HOUSE[:5], 1, "นายสมหมาย ทองดี", "หัวหน้าครัวเรือน", *answers(ANSWERS["words"], later_form())]
    second = [*[""] * 5, 2, "นางบัว ทองดี", "คู่สมรส"]
    row = Read([sheet_of(people, first, second)], 2566).rows[0].row
    assert row.results == expected(later_form()) and len(row.people) == 2 and row.members == 2
    topic = sheet_of(
        ["รหัสบ้าน", *heads("ข้อ {n}", later_form())],
        ["40050000011", *answers(ANSWERS["marks"], later_form())],
        name="ตัวชี้วัด",
    )
    read = Read([sheet_of(KEYS, HOUSE), topic], 2566)
    assert read.rows[0].row.results == expected(later_form()) and read.summary["new"] == 2
