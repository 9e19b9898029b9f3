"""Sheets of people and topics that have nobody they could belong to, or too much of everything."""

from households.tests.workbooks.hostile import hostile
from households.tests.workbooks.legal_containers import delimited, workbook
from households.tests.workbooks.legal_topics import human, money
from households.tests.workbooks.persons import homes, table


@hostile("xlsx", "no_header")
def topics_without_their_households(path):
    workbook(path, ("ทุนมนุษย์", human(homes())), ("ทุนการเงิน", money(homes())))


@hostile("csv", "no_header")
def people_of_codes_alone(path):
    path.write_text(delimited(human(homes())), encoding="utf-8", newline="")


@hostile("csv", "annex_not_survey")
def an_annex_in_the_wrong_place(path):
    rows = [["ลำดับ", "ชื่อ-สกุลข้าราชการ", "ตำแหน่ง", "สังกัด", "ครัวเรือนที่ 1"], [1, "นายก ข", "ครู", "ร.ร.", "นายค ง"]]
    path.write_text(delimited(rows), encoding="utf-8", newline="")


@hostile("xlsx", "form_differs")
def people_with_the_other_form(path):
    rows = [[*row, *([f"ข้อ {n}" for n in range(1, 40)] if not turn else ["ผ่าน"] * 39)] for turn, row in enumerate(table(homes()))]  # fmt: skip
    workbook(path, ("สมาชิก", rows))


@hostile("xlsx", "no_header")
def fourteen_hundred_columns_of_other_words(path):
    """Fifteen rows of them may each be the header: none is looked at longer than it takes to see that it is none."""
    rows = [[f"{row} รายการ {column} ซึ่งไม่มีในแบบ" for column in range(1_400)] for row in range(18)]
    workbook(path, ("ผล", rows))
