"""People of a sheet become members, and a member on record stays what he is until the sheet says otherwise."""

import datetime as dt
from dataclasses import replace

import pytest

from households.actions import households as cases
from households.actions import members as acts
from households.actions import surveys
from households.actions.splitting import split
from households.models import CheckedRow, Finding, Household, Member, SheetHead, Survey
from households.surveys import persons as read
from households.surveys.cells import Odd
from households.surveys.reading import open_book
from households.tests.survey_files import checked, written
from households.tests.survey_setup import Read, sheet_of
from households.tests.workbooks.legal_containers import workbook
from households.tests.workbooks.persons import HEADER, YEAR, homes, table
from kusiao.jobs import run_pending
from kusiao.thai import format_date, now, today

db = pytest.mark.django_db(transaction=True)


def sent(path, made):
    workbook(path, ("สมาชิก", table(made)))
    return path


def with_person(made, home, order, **fields):
    people = list(made[home].people)
    people[order] = replace(people[order], **fields)
    return [*made[:home], replace(made[home], people=tuple(people)), *made[home + 1 :]]


def facts_of(member):
    return (
        member.title, member.first_name, member.last_name, member.national_id,
        (member.birth_date.day, member.birth_date.month, member.birth_date.year), member.sex, member.occupation,
        member.education, member.relation, member.body_state, member.can_help_self, member.welfare_card,
    )  # fmt: skip


def everybody():
    return list(
        Member.objects.order_by("pk").values(
            *(
                field.name
                for field in Member._meta.concrete_fields
                if field.name not in ("created_at", "version")
            )
        )
    )


@db
def test_every_person_becomes_a_member_with_all_that_the_sheet_says(tmp_path, importer):
    file = written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    assert file.stage == "written"
    for home in homes():
        household = Household.objects.get(house_code=home.house.house_code)
        members = list(household.members.all())
        assert sorted(map(facts_of, members)) == sorted(one.key for one in home.people)
        assert [member.is_head for member in members].count(True) == 1
        head = next(member for member in members if member.is_head)
        assert household.head_name == str(head) and head.relation == "หัวหน้าครัวเรือน"


@db
def test_a_list_of_people_measures_nothing(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    assert not Survey.objects.exists()


@db
def test_the_same_people_again_change_nothing(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    before = everybody()
    file = written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    assert file.counts["same"] == file.counts["rows_read"] == sum(len(home.people) for home in homes())
    assert file.counts["households"]["same"] == len(homes()) and everybody() == before


@db
def test_what_changed_is_shown_and_written_and_nothing_else(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    person = homes()[1].people[1]
    other = with_person(
        homes(), 1, 1, occupation="ทอผ้า", body="disabled" if person.body != "disabled" else "chronic"
    )
    file = checked(sent(tmp_path / "b.xlsx", other), YEAR, importer)
    row = CheckedRow.objects.get(file=file, outcome="changed")
    who = f"{person.first} {person.last}"
    assert [f"occupation|{who}", person.occupation, "ทอผ้า"] in row.differences
    assert [f"health|{who}", "", ""] in row.differences and len(row.differences) == 2
    before = everybody()
    written(sent(tmp_path / "b.xlsx", other), YEAR, importer)
    differing = [after for was, after in zip(before, everybody(), strict=True) if was != after]
    assert [one["occupation"] for one in differing] == ["ทอผ้า"]
    assert differing[0]["body_state"] == other[1].people[1].key[9]


@db
def test_who_is_not_in_the_sheet_is_listed_and_stays(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    count = Member.objects.count()
    fewer = homes()
    gone = fewer[0].people[-1]
    fewer[0] = replace(fewer[0], people=fewer[0].people[:-1])
    file = written(sent(tmp_path / "b.xlsx", fewer), YEAR, importer)
    assert Member.objects.count() == count
    found = Finding.objects.get(file=file, code="member_absent")
    assert found.value == f"{gone.first} {gone.last}"


@db
def test_a_newborn_joins_and_a_head_steps_down(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    made = homes()
    head, second, *rest = made[0].people
    child = replace(
        second,
        title="เด็กหญิง",
        first="น้ำฝน",
        national_id="",
        birth=(1, 2, YEAR - 543 - 1),
        relation="หลาน",
        sex="f",
    )
    people = (replace(second, relation="หัวหน้าครัวเรือน"), replace(head, relation="บิดา"), *rest, child)
    made[0] = replace(made[0], people=people)
    written(sent(tmp_path / "b.xlsx", made), YEAR, importer)
    household = Household.objects.get(house_code=made[0].house.house_code)
    assert sorted(map(facts_of, household.members.all())) == sorted(one.key for one in people)
    assert household.members.get(is_head=True).first_name == second.first
    assert household.head_name == f"{second.title}{second.first} {second.last}"


@db
def test_what_a_person_edited_is_a_conflict_and_what_is_blank_is_filled(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    home = homes()[2]
    household = Household.objects.get(house_code=home.house.house_code)
    Household.objects.filter(pk=household.pk).update(edited_at=now())
    member = household.members.filter(is_head=False).first()
    Member.objects.filter(pk=member.pk).update(occupation="ช่างไม้", education="")
    file = written(sent(tmp_path / "b.xlsx", homes()), YEAR, importer)
    member.refresh_from_db()
    said = next(one for one in home.people if one.first == member.first_name)
    assert (member.occupation, member.education) == ("ช่างไม้", said.education)
    assert file.counts["households"]["conflict"] == 1
    assert Finding.objects.filter(file=file, code="edited_conflict", column="อาชีพ").exists()


@db
def test_a_head_whom_somebody_renamed_is_not_made_a_second_time(tmp_path, importer):
    """Without a citizen id nobody can tell the corrected name from another person: the person decides."""
    made = [
        replace(home, people=tuple(replace(one, national_id="") for one in home.people)) for home in homes()
    ]
    written(sent(tmp_path / "a.xlsx", made), YEAR, importer)
    household = Household.objects.get(house_code=made[0].house.house_code)
    head = household.members.get(is_head=True)
    changes = {"title": head.title, "first_name": "ชื่อใหม่", "last_name": head.last_name}
    cases.edit(household=household, changes=changes, version=household.version, by=importer)
    before = everybody()
    file = written(sent(tmp_path / "b.xlsx", made), YEAR, importer)
    assert everybody() == before and file.counts["households"]["conflict"] == 1
    assert file.findings.filter(code="edited_conflict").exists()


@db
def test_people_meet_the_households_of_an_earlier_list(tmp_path, importer):
    """The list knew the head alone; the sheet of people fills in the rest, and the head is not doubled."""
    from households.tests.workbooks.villages import HEADER as HOUSE_HEADER

    made = homes()
    rows = [list(HOUSE_HEADER)]
    for number, home in enumerate(made, 1):
        head = home.people[0]
        house = replace(
            home.house, title=head.title, first=head.first, last=head.last, national_id=head.national_id
        )
        rows.append(house.cells(number))
    workbook(tmp_path / "list.xlsx", ("รายชื่อ", rows))
    written(tmp_path / "list.xlsx", YEAR, importer)
    assert Member.objects.count() == len(made)
    written(sent(tmp_path / "a.xlsx", made), YEAR, importer)
    assert Member.objects.count() == sum(len(home.people) for home in made)
    again = written(tmp_path / "list.xlsx", YEAR, importer)
    assert again.counts["same"] == len(made)


@db
def test_what_was_written_of_people_is_taken_back_with_the_file(tmp_path, importer):
    """Undone, the first file leaves nothing and the second the first one's people, column by column."""
    first = written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    before = everybody()
    made = homes()
    head, second, *rest = made[0].people
    child = replace(
        second, first="น้ำฝน", national_id="", birth=(1, 2, YEAR - 543 - 1), relation="หลาน", sex="f"
    )
    people = (
        replace(second, relation="หัวหน้าครัวเรือน"),
        replace(head, relation="บิดา", body="bedridden"),
        *rest,
        child,
    )
    made[0] = replace(made[0], people=people)
    workbook(tmp_path / "b.xlsx", ("สมาชิก", [*table(made[:1]), *table(homes(2, seed=99))[1:]]))
    file = written(tmp_path / "b.xlsx", YEAR, importer)
    assert everybody() != before
    for one, stands in ((file, before), (first, [])):
        surveys.undo(file=one, by=importer)
        run_pending()
        one.refresh_from_db()
        assert one.stage == "undone" and not one.not_undone.exists()
        assert everybody() == stands
    assert not Household.objects.exists()


@db
def test_topics_reach_the_register_and_again_change_nothing(tmp_path, importer):
    from households.tests.workbooks.legal import LEGAL, everything

    everything()
    path, truth = LEGAL["many_topics"].write(tmp_path)
    file = written(path, YEAR, importer)
    assert file.counts["households"]["new"] == len(truth) and file.counts["refused"] == 0
    surveys_of = Survey.objects.order_by("income_total")
    assert [survey.income_total for survey in surveys_of] == [60_000 * turn + 16_600 for turn in (1, 2, 3, 4)]
    assert [survey.debt_formal for survey in surveys_of] == [10_000, 20_000, 30_000, 40_000]
    assert Member.objects.count() == sum(len(one.home.people) for one in truth)
    assert not Member.objects.filter(first_name__in=["ผู้ให้", "ผู้สำรวจ"]).exists()
    unread = {layout["sheet"]: layout.get("unread", []) for layout in file.layouts}
    assert unread["ทุนธรรมชาติ"] == ["ป่าชุมชน", "แหล่งน้ำ"] and unread["ทุนการเงิน"] == ["มีเงินออม"]
    assert "ศาสนา" in unread["ทุนมนุษย์"] and "คำนำหน้าชื่อ#2" in unread["ข้อมูลพื้นฐาน"] and "คำอธิบาย" in unread
    again = written(path, YEAR, importer)
    assert again.counts["same"] == file.counts["new"] == file.counts["rows_read"]


@db
def test_a_household_in_two_images_is_taken_back_whole_or_not_at_all(tmp_path, importer):
    """Its second image tells of nothing that somebody did, the first one does."""
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    stood = everybody()
    made = with_person(with_person(homes(), 0, 0, occupation="ค้าขาย"), 1, 0, occupation="ค้าขาย")
    Household.objects.update(house_code="")
    file = written(sent(tmp_path / "b.xlsx", made), YEAR, importer)
    after, [kept, back] = (
        everybody(),
        [Household.objects.get(house_code=home.house.house_code) for home in made[:2]],
    )
    assert file.images.count() > 1
    Household.objects.filter(pk=kept.pk).update(house_code="40999999999")
    surveys.undo(file=file, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "undone"
    assert {row.household_id: row.reasons for row in file.not_undone.all()} == {
        kept.pk: ["edited:households.Household"]
    }
    of = lambda rows, household: [row for row in rows if row["household"] == household.pk]  # noqa: E731
    assert of(everybody(), kept) == of(after, kept) != of(stood, kept)
    assert of(everybody(), back) == of(stood, back)


def test_a_house_left_blank_all_the_way_down_is_not_one_family():
    rows = table(homes(1))
    for _turn in range(300):
        rows.append(["", *[""] * 6, "", *rows[2][8:]])
        rows[-1][9] = f"คน{len(rows)}"
    read_ = Read([sheet_of(*rows)], YEAR)
    assert read_.summary["new"] == 100 and read_.summary["refused"] == len(rows) - 101
    assert read_.codes().count("house_too_full") == len(rows) - 101


@db
def test_an_illness_stands_in_no_finding_and_in_no_head_of_a_sheet(tmp_path, importer):
    rows = table(homes())
    rows[1][HEADER.index("สถานะทางร่างกาย")] = "วัณโรคปอด"
    workbook(tmp_path / "a.xlsx", ("สมาชิก", rows))
    file = written(tmp_path / "a.xlsx", YEAR, importer)
    found = Finding.objects.get(file=file, code="health_unreadable")
    assert found.value == "" and found.cell
    kept = [str(list(model.objects.filter(file=file).values())) for model in (Finding, CheckedRow, SheetHead)]
    assert "วัณโรค" not in "".join(kept)
    assert "ป่วยเรื้อรัง" not in kept[2] and "ทำนา" in kept[2]


# --- cells --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("16/06/2511", (1968, 6, 16), "day"), ("16/6/1968", (1968, 6, 16), "day"), ("2498/__/__", (1955, 1, 1), "year"),
        ("__/__/2498", (1955, 1, 1), "year"), ("24830727", (1940, 7, 27), "day"), ("2498", (1955, 1, 1), "year"),
        ("2511-06-16", (1968, 6, 16), "day"), ("ก.พ. 2510", (1967, 2, 1), "month"), ("5 มกราคม 2510", (1967, 1, 5), "day"),
    ],
)  # fmt: skip
def test_births(text, date, precision):
    assert read.birth(text, 2566) == (dt.date(*date), precision)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06/16/2511", "birth_swapped"), ("31/02/2511", "date_unreadable"), ("12/5/98", "date_unreadable"),
        ("2249", "birth_in_future"), ("1/1/2440", "age_unlikely"), ("เมื่อวาน", "date_unreadable"),
    ],
)  # fmt: skip
def test_births_that_ask(text, code):
    with pytest.raises(Odd) as odd:
        read.birth(text, 2566)
    assert odd.value.code == code
    assert odd.value.kept == ((dt.date(1968, 6, 16), "day") if code == "birth_swapped" else None)


@pytest.mark.parametrize(
    ("read_cell", "text", "value"),
    [
        (read.age, "64 ปี", 64), (read.age, "3 เดือน", 0), (read.age, "-", None), (read.body, "ไม่พิการ", "normal"),
        (read.body, "พิการ", "disabled"), (read.body, "ติดเตียง", "bedridden"), (read.self_help, "ไม่ได้", "no"),
        (read.self_help, "ได้", "yes"), (read.welfare_card, "ไม่มี", False), (read.welfare_card, "มี", True),
        (read.welfare_card, "-", None), (read.sex, "ญ.", "f"),
    ],
)  # fmt: skip
def test_the_negative_contains_the_positive(read_cell, text, value):
    assert read_cell(text) == value


def test_a_book_of_people_can_be_opened_twice(tmp_path):
    book = open_book(sent(tmp_path / "a.xlsx", homes()))
    assert [list(sheet.rows()) for sheet in book.sheets] == [list(sheet.rows()) for sheet in book.sheets]


# --- of whom somebody said that he left ------------------------------------------------------------------------------


def gone(household, member, by, how="died", **more):
    told = {"how": how, "on": today(), "reason": "ผู้ใหญ่บ้านแจ้ง"}
    acts.leave(member=member, version=household.version, by=by, **told, **more)
    household.refresh_from_db()


@db
def test_a_person_who_left_by_an_act_is_not_brought_back_by_a_file(tmp_path, importer):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    household = Household.objects.get(house_code=homes()[0].house.house_code)
    who = household.members.filter(is_head=False).first()
    gone(household, who, importer)
    before = everybody()
    file = written(sent(tmp_path / "b.xlsx", homes()), YEAR, importer)
    assert everybody() == before and file.counts["households"]["conflict"] == 1
    row = CheckedRow.objects.get(file=file, outcome="conflict")
    assert [f"person|{who.first_name} {who.last_name}", f"ออกจากบ้าน {format_date(today())}",
            f"{who.first_name} {who.last_name}"] in row.differences  # fmt: skip
    assert not Finding.objects.filter(file=file, code="member_absent").exists()


@db
def test_an_old_list_under_the_head_who_died_is_this_family_and_no_new_one(tmp_path, importer):
    made = [replace(home, house=replace(home.house, house_code="")) for home in homes()]
    written(sent(tmp_path / "a.xlsx", made), YEAR, importer)
    count, house = Household.objects.count(), made[0].house
    household = next(
        one
        for one in Household.objects.all()
        if one.members.filter(first_name=made[0].people[0].first).exists()
    )
    heir = household.members.filter(is_head=False).first()
    gone(household, household.members.get(is_head=True), importer, new_head=heir)
    before = everybody()
    file = written(sent(tmp_path / "b.xlsx", made), YEAR, importer)
    assert Household.objects.count() == count and everybody() == before, house
    assert file.counts["households"]["conflict"] == 1 and Household.objects.get(
        pk=household.pk
    ).head_name == str(heir)


@db
def test_who_has_a_file_of_his_own_since_is_not_brought_back(tmp_path, make, importer, pranee):
    written(sent(tmp_path / "a.xlsx", homes()), YEAR, importer)
    household = Household.objects.get(house_code=homes()[0].house.house_code)
    who = household.members.filter(is_head=False).first()
    split(
        source=household, members=[who], head=who, village=household.village, house_number="999", on=today(), reason="แยกบ้าน",
        enrol=False, decision="รายได้พอ", version=household.version, by=pranee,
    )  # fmt: skip
    count = Member.objects.count()
    file = written(sent(tmp_path / "b.xlsx", homes()), YEAR, importer)
    assert Member.objects.count() == count and file.counts["households"]["conflict"] == 1
