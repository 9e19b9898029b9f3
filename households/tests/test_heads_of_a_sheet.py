"""Who leads a household where a sheet of people calls nobody the head, or calls him by another name."""

from dataclasses import replace

import pytest

from households.models import CheckedRow, Finding, Household, Member
from households.tests.survey_files import checked, written
from households.tests.test_people import facts_of, sent, with_person
from households.tests.workbooks.persons import YEAR, homes

pytestmark = pytest.mark.django_db(transaction=True)


def without_a_head(made, home, **fields):
    """The sheet calls nobody of this house the head, and names somebody else first; `fields` of who was the head."""
    head, *others = made[home].people
    people = [*others, replace(head, relation="คู่สมรส", **fields)]
    return [*made[:home], replace(made[home], people=tuple(people)), *made[home + 1 :]]


def heads():
    return {member.household_id: str(member) for member in Member.objects.filter(is_head=True)}


def test_where_a_sheet_calls_nobody_the_head_he_stays_who_he_is(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    before, names = heads(), set(Household.objects.values_list("head_name"))
    file = checked(sent(tmp_path / "b.xlsx", without_a_head(homes(), 0)), YEAR, importer)
    assert Finding.objects.filter(file=file, code="no_head").count() == 1
    head = homes()[0].people[0]
    (row,) = CheckedRow.objects.filter(file=file, outcome="changed")
    assert row.differences == [[f"relation|{head.first} {head.last}", "หัวหน้าครัวเรือน", "คู่สมรส"]]
    written(sent(tmp_path / "b.xlsx", without_a_head(homes(), 0)), YEAR, importer)
    assert heads() == before and set(Household.objects.values_list("head_name")) == names


def test_his_own_row_corrects_a_head_whom_the_sheet_does_not_call_so(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    head = homes()[0].people[0]
    other = without_a_head(homes(), 0, last="แก้แล้ว")
    file = checked(sent(tmp_path / "b.xlsx", other), YEAR, importer)
    (row,) = CheckedRow.objects.filter(file=file, outcome="changed")
    assert ["last_name", head.last, "แก้แล้ว"] in row.differences and len(row.differences) == 2
    written(sent(tmp_path / "b.xlsx", other), YEAR, importer)
    household = Household.objects.get(house_code=homes()[0].house.house_code)
    member = household.members.get(is_head=True)
    assert household.head_name == str(member) == f"{head.title}{head.first} แก้แล้ว"


def test_a_household_without_a_head_gets_the_first_of_a_sheet_that_calls_nobody_so(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    household = Household.objects.get(house_code=homes()[0].house.house_code)
    household.members.update(is_head=False)
    written(sent(tmp_path / "b.xlsx", without_a_head(homes(), 0)), YEAR, importer)
    first = homes()[0].people[1]
    assert str(household.members.get(is_head=True)) == f"{first.title}{first.first} {first.last}"


def test_a_head_of_the_same_first_name_is_corrected_and_is_told_as_no_new_person(tmp_path, importer):
    """He had no id when he came, and another last name."""
    head = homes()[0].people[0]
    written(sent(tmp_path / "a.xlsx", with_person(homes(), 0, 0, last="ผิด", national_id="")), YEAR, importer)
    count = Member.objects.count()
    occupation = "ทอผ้า" if head.occupation != "ทอผ้า" else "ทำนา"
    right = with_person(homes(), 0, 0, occupation=occupation)
    file = checked(sent(tmp_path / "b.xlsx", right), YEAR, importer)
    (row,) = CheckedRow.objects.filter(file=file, outcome="changed")
    assert {one[0] for one in row.differences} == {
        "last_name", "national_id", f"occupation|{head.first} {head.last}"
    }  # fmt: skip
    written(sent(tmp_path / "b.xlsx", right), YEAR, importer)
    household = Household.objects.get(house_code=homes()[0].house.house_code)
    assert facts_of(household.members.get(is_head=True)) == right[0].people[0].key
    assert Member.objects.count() == count
