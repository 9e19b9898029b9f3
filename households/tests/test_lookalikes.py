"""New rows that may be households on record: said in the preview, answered by a person, never written twice."""

import csv

import pytest

from households.actions import surveys
from households.actions.lookalikes import answer
from households.actions.merging import merge
from households.models import CheckedRow, Finding, Household, SurveyFile
from households.surveys.lookalikes import Lookalikes
from households.tests.survey_files import checked, received
from kusiao.jobs import run_pending
from kusiao.refusal import Refused
from kusiao.testing.make import valid_national_id

pytestmark = pytest.mark.django_db
HEADER = [
    "อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "จำนวนสมาชิก", "รายได้รวม",
]  # fmt: skip


@pytest.fixture
def sheet(tmp_path, make):
    village = make.village()
    where = [village.subdistrict.district.name_th, village.subdistrict.name_th, str(village.moo)]
    serial = iter(range(100))

    def written(*rows):
        path = tmp_path / f"รอบใหม่{next(serial)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADER, *([*where, *row, "3", "60000"] for row in rows)])
        return path

    return written


def outcomes(file):
    return list(
        CheckedRow.objects.filter(file=file, row__gt=0).order_by("row").values_list("outcome", flat=True)
    )


def again(file, by):
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


@pytest.fixture
def boon(make):
    return make.household(head="นายบุญมี คำแก้ว", house_number="12", national_id=valid_national_id(7))


def test_a_renumbered_house_is_asked_about_and_the_answer_changes_the_old_file(boon, sheet, importer):
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    assert outcomes(file) == ["new"]
    finding = Finding.objects.get(file=file, code="maybe_known")
    assert finding.verdict == "warn" and finding.row == 2
    assert "นายบุญมี คำแก้ว 12 หมู่ 1" in finding.message and "เปลี่ยนเลขบ้าน" in finding.message
    suspect = file.suspects.get()
    assert suspect.household == boon
    answer(file=file, said={suspect: True}, by=importer)
    file = again(file, importer)
    assert outcomes(file) == ["changed"] and not file.suspects.exists()
    surveys.confirm(file=file, skip_refused=False, by=importer)
    file = again(file, importer)
    assert file.stage == "written"
    boon.refresh_from_db()
    assert boon.house_number == "99/1" and boon.surveys.get().round_id == 2562
    assert Household.objects.count() == 1


def test_a_row_that_is_really_new_is_asked_about_once(boon, sheet, importer):
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    answer(file=file, said={file.suspects.get(): False}, by=importer)
    file = again(file, importer)
    assert outcomes(file) == ["new"]
    assert not file.suspects.exists() and not Finding.objects.filter(code="maybe_known").exists()


def test_the_answer_goes_with_the_bytes_when_they_are_looked_at_once_more(boon, sheet, importer):
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    answer(file=file, said={file.suspects.get(): False}, by=importer)
    once_more = surveys.check_once_more(file=again(file, importer), by=importer)
    once_more = again(once_more, importer)
    assert outcomes(once_more) == ["new"] and not once_more.suspects.exists()
    told = once_more.answers.get()
    assert (told.decided_by, told.household, file.answers.count()) == (importer, None, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("5", "นางสาว", "สุดา", "ใจดี", valid_national_id(7)), "เลขประจำตัว"),  # the same head's id elsewhere
        (("12", "นาย", "บุญมี", "คำแกว", ""), "วรรณยุกต์"),  # a slip of the pen at the same house
    ],
)
def test_ids_and_slips_of_the_pen_are_said_without_showing_an_id(boon, sheet, importer, row, why):
    file = checked(sheet(row), 2562, importer)
    message = Finding.objects.get(file=file, code="maybe_known").message
    assert why in message and valid_national_id(7) not in message


def test_a_successor_who_is_a_known_member_is_said(boon, make, sheet, importer):
    make.member(boon, first_name="สุดา", last_name="คำแก้ว")
    file = checked(sheet(("12", "นางสาว", "สุดา", "คำแก้ว", "")), 2562, importer)
    assert "เปลี่ยนหัวหน้าครัวเรือน" in Finding.objects.get(file=file, code="maybe_known").message


def test_a_household_with_its_own_row_in_the_file_is_not_the_one(boon, sheet, importer):
    rows = (("12", "นาย", "บุญมี", "คำแก้ว", ""), ("99/1", "นาย", "บุญมี", "คำแก้ว", ""))
    file = checked(sheet(*rows[::-1]), 2562, importer)
    assert sorted(outcomes(file)) == ["changed", "new"] and not file.suspects.exists()


def test_nobody_is_asked_about_others(boon, sheet, importer, django_assert_num_queries):
    file = checked(
        sheet(("77", "นาย", "คนอื่น", "ไกลบ้าน", ""), ("78", "นาย", "อีกคน", "ใกล้บ้าน", "")), 2562, importer
    )
    assert outcomes(file) == ["new", "new"] and not file.suspects.exists()


def test_on_an_empty_register_one_question_is_asked_and_no_more(db, django_assert_num_queries):
    asked = Lookalikes()
    row = type("Row", (), {"sheet": "", "row": 2})
    with django_assert_num_queries(1):
        asked.take([row])
        asked.take([row] * 3)


# --- after a merge ---------------------------------------------------------------------------------------------------


def test_the_address_of_a_merged_file_is_known_to_the_next_round(boon, make, sheet, importer, pranee):
    """What a person put together is not taken apart by next year's list, which still has the old number."""
    other = make.household(head="นายบุญมี คำแก้ว", house_number="99/1")
    merge(kept=boon, gone=other, reason="บ้านเดียวกัน", by=pranee)
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    row = CheckedRow.objects.get(file=file, row=2)
    assert row.household == boon
    assert row.outcome == "conflict"  # the number that a person chose stands


@pytest.mark.parametrize("turned", [False, True])
def test_two_rows_that_are_one_household_since_a_merge_make_no_second(
    boon, make, sheet, importer, pranee, turned
):
    other = make.household(head="นายบุญมี คำแก้ว", house_number="99/1")
    merge(kept=boon, gone=other, reason="บ้านเดียวกัน", by=pranee)
    rows = [("12", "นาย", "บุญมี", "คำแก้ว", ""), ("99/1", "นาย", "บุญมี", "คำแก้ว", "")]
    file = checked(sheet(*(rows[::-1] if turned else rows)), 2562, importer)
    assert outcomes(file)[1] == "refused" and "new" not in outcomes(file)
    assert Finding.objects.get(file=file, code="merged_repeated").row == 3


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_asks_row_by_row(boon, sheet, importer, pranee, as_):
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", valid_national_id(7))), 2562, importer)
    path = f"/households/surveys/{file.pk}/lookalikes/"
    client = as_(importer)
    assert path in client.get(f"/households/surveys/{file.pk}/").content.decode()
    page = client.get(path).content.decode()
    assert "99/1" in page and "นายบุญมี คำแก้ว" in page and valid_national_id(7) not in page
    assert "ตอบอย่างน้อยหนึ่งแถว" in client.post(path, {}).content.decode()
    suspect = file.suspects.get()
    assert client.post(path, {f"row_{suspect.pk}": "same"}).status_code == 302
    file = again(file, importer)
    assert outcomes(file) == ["changed"] and file.answers.get().household == boon
    assert "ตอบไว้แล้ว" in client.get(path).content.decode()
    client.post(f"{path}{file.answers.get().pk}/back/")
    file = again(file, importer)
    assert outcomes(file) == ["new"] and file.suspects.exists()
    assert as_(pranee).get(path).status_code == 403


def test_an_arrived_file_cannot_be_answered(boon, sheet, importer):
    file = checked(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    suspect = file.suspects.get()
    waiting = received(sheet(("99/1", "นาย", "บุญมี", "คำแก้ว", "")), 2562, importer)
    with pytest.raises(Refused):
        answer(file=waiting, said={suspect: True}, by=importer)
