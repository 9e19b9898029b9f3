"""Rows whose words name no subdistrict wait; a person says where they lie, for one file or for all; no place is made."""

import csv

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households.models import FilePlace, Household, PlaceAlias, Subdistrict, SurveyFile
from households.reference.load import load
from households.surveys.places import place_key
from households.tests.survey_files import checked, written
from kusiao.audit.models import Event
from kusiao.jobs import run_pending

pytestmark = pytest.mark.django_db
HEADER = ["ลำดับ", "อำเภอ", "ตำบล", "รหัสตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล", "รายได้รวม", "จำนวนสมาชิก"]


def sheet(folder, *places, name="units.csv"):
    """One household for each (district, subdistrict, code)."""
    path = folder / name
    rows = [[n, *place, 3, f"{n}/1", f"บุญ{n}", "ดีงาม", 60000, 3] for n, place in enumerate(places, start=1)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


SILA = ("เมืองขอนแก่น", "เทศบาลเมืองศิลา", "400165")
WRONG = ("ชุมแพร", "ชุมแพ", "")
RIGHT = ("ชุมแพ", "ชุมแพ", "400501")
NOWHERE = ("", "", "")


def address(name, file, *more):
    return reverse(f"households:{name}", args=[file.pk, *more])


def text_of(response):
    return response.content.decode()


def choose(client, file, words, subdistrict, always=""):
    path = address("survey_place", file, words.pk)
    district = subdistrict[:4]
    return client.post(f"{path}?district={district}", {"subdistrict": subdistrict, "always": always})


def again(client, file):
    answer = client.post(address("survey_places_use", file))
    run_pending()
    return SurveyFile.objects.get(pk=answer.url.split("/")[-2])


def test_words_that_name_no_subdistrict_wait_with_their_rows_and_cells(tmp_path, importer, as_):
    file = checked(sheet(tmp_path, WRONG, WRONG, SILA, RIGHT, NOWHERE), 2562, importer)
    assert file.counts["refused"] == 4 and file.counts["new"] == 1
    found = {(one.district_words, one.subdistrict_words, one.code): one for one in file.unplaced.all()}
    assert {key: one.rows for key, one in found.items()} == {
        ("ชุมแพร", "ชุมแพ", ""): 2, ("เมืองขอนแก่น", "เทศบาลเมืองศิลา", "400165"): 1, ("", "", ""): 1,
    }  # fmt: skip
    assert found["ชุมแพร", "ชุมแพ", ""].cells == [["ข้อมูล", "B2"], ["ข้อมูล", "B3"]]
    page = text_of(as_(importer).get(address("survey_file", file)))
    assert "3 แบบที่ไม่ตรงกับตำบลใด" in page
    page = text_of(as_(importer).get(address("survey_places", file)))
    assert "ชุมแพร" in page and "เทศบาลเมืองศิลา" in page and "B2" in page and "4 แถว" in page


def test_a_unit_of_a_municipality_is_asked_about_and_not_guessed(tmp_path, importer, as_):
    unit = PlaceAlias.objects.get(code="400165")
    assert unit.subdistrict is None and unit.name_th == "เทศบาลเมืองศิลา"
    file = checked(sheet(tmp_path, SILA), 2562, importer)
    page = text_of(as_(importer).get(address("survey_place", file, file.unplaced.get().pk)))
    assert "หน่วยสำรวจของเทศบาล" in page and "ศิลา" in page and 'value="400501"' not in page


def test_the_district_first_then_its_subdistricts(tmp_path, importer, as_):
    file = checked(sheet(tmp_path, WRONG), 2562, importer)
    client, path = as_(importer), address("survey_place", file, file.unplaced.get().pk)
    page = text_of(client.get(path))
    assert "เลือกอำเภอ" in page and 'name="subdistrict"' not in page
    page = text_of(client.get(path, {"district": "4005"}))
    assert page.count('name="subdistrict"') == Subdistrict.objects.filter(district="4005").count()
    assert "เลือกตำบล" in text_of(client.post(f"{path}?district=4005", {}))
    answer = client.post(f"{path}?district=4005", {"subdistrict": "400101"})
    assert answer.status_code == 200 and not FilePlace.objects.exists()


def test_for_this_file_only(tmp_path, importer, as_):
    before = Subdistrict.objects.count()
    file, client = checked(sheet(tmp_path, WRONG, WRONG, RIGHT), 2562, importer), as_(importer)
    choose(client, file, file.unplaced.get(), "400501")
    assert "เลือกครบทุกแบบแล้ว" in text_of(client.get(address("survey_places", file)))
    file = again(client, file)
    assert file.counts["new"] == 3 and file.counts["refused"] == 0 and not file.unplaced.exists()
    other = checked(sheet(tmp_path, WRONG, name="other.csv"), 2562, importer)
    assert other.counts["refused"] == 1
    assert Subdistrict.objects.count() == before


def test_for_every_file_until_it_is_taken_back(tmp_path, importer, as_):
    file, client = checked(sheet(tmp_path, SILA), 2562, importer), as_(importer)
    choose(client, file, file.unplaced.get(), "400109", always="1")
    alias = PlaceAlias.objects.get(subdistrict="400109")
    assert alias.decided_by == importer and alias.decided_at and not FilePlace.objects.exists()
    other = checked(sheet(tmp_path, SILA, name="other.csv"), 2562, importer)
    assert other.counts["new"] == 1
    assert "ที่เลือกไว้ให้ทุกไฟล์" in text_of(client.get(address("survey_places", other)))
    client.post(address("survey_place_back", other), {"always": alias.pk})
    assert again(client, other).counts["refused"] == 1
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"place.chosen", "place.withdrawn"} <= verbs


def test_rows_without_any_words_are_placed_in_one_file_only(tmp_path, importer, as_):
    file, client = checked(sheet(tmp_path, NOWHERE), 2562, importer), as_(importer)
    page = text_of(client.get(address("survey_place", file, file.unplaced.get().pk), {"district": "4005"}))
    assert 'name="always"' not in page
    choose(client, file, file.unplaced.get(), "400501", always="1")
    assert FilePlace.objects.count() == 1 and not PlaceAlias.objects.exclude(subdistrict=None).exists()
    assert again(client, file).counts["new"] == 1


def test_rows_that_waited_are_applied_after_the_others_were_written(tmp_path, importer, as_):
    file, client = written(sheet(tmp_path, WRONG, RIGHT), 2562, importer), as_(importer)
    assert Household.objects.count() == 1
    choose(client, file, file.unplaced.get(), "400501")
    second = again(client, file)
    assert second.pk != file.pk and second.counts["same"] == 1 and second.counts["new"] == 1
    page = text_of(client.get(address("survey_file", second)))
    assert "ครัวเรือนใหม่ 1" in page and not file.unplaced.exists()


def test_the_list_of_files_says_what_waits(tmp_path, importer, as_):
    file = checked(sheet(tmp_path, WRONG, WRONG, SILA), 2562, importer)
    page = text_of(as_(importer).get(reverse("households:survey_files")))
    assert "รอเลือกตำบล 3 แถว" in page and address("survey_places", file) in page


def test_a_place_taken_back_between_the_check_and_the_writing_sends_the_file_back(tmp_path, importer, as_):
    from households.actions import surveys

    file, client = checked(sheet(tmp_path, WRONG), 2562, importer), as_(importer)
    choose(client, file, file.unplaced.get(), "400501")
    file = again(client, file)
    FilePlace.objects.update(subdistrict="400502")
    surveys.confirm(file=file, skip_refused=False, by=importer)
    run_pending()
    file.refresh_from_db()
    assert file.stage == "checked" and file.moved and not Household.objects.exists()


def test_the_province_may_say_where_a_unit_lies_in_the_reference_table(tmp_path, importer):
    PlaceAlias.objects.filter(code="400165").update(subdistrict="400109")
    load()
    assert PlaceAlias.objects.get(code="400165").subdistrict_id == "400109"
    assert checked(sheet(tmp_path, SILA), 2562, importer).counts["new"] == 1


def test_a_row_of_another_province_waits_for_nobody(tmp_path, importer):
    path = tmp_path / "other.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["จังหวัด", *HEADER[1:]], ["อุดรธานี", "เมือง", "หมากแข้ง", "", 1, "1", "บุญ", "ดี", 1, 1]]
        )
    file = checked(path, 2562, importer)
    assert file.counts["refused"] == 1 and not file.unplaced.exists()


def test_another_file_s_words_are_not_found_here(tmp_path, importer, as_):
    file = checked(sheet(tmp_path, WRONG), 2562, importer)
    other = checked(sheet(tmp_path, SILA, name="other.csv"), 2562, importer)
    assert as_(importer).get(address("survey_place", file, other.unplaced.get().pk)).status_code == 404


def test_words_that_say_the_same_have_one_key():
    assert place_key("อ.ชุมแพร", "ต. ชุมแพ", "๔๐๐๑๖๕") == ("ชุมแพร", "ชุมแพ", "400165")


def test_an_alias_of_nothing_cannot_be_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceAlias.objects.create(subdistrict_id="400501")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_questions_whatever_its_length(
    tmp_path, importer, as_, count, django_assert_num_queries
):
    wrong = [("ชุมแพร", f"ชุมแพ{n}", "") for n in range(count)]
    file, client = checked(sheet(tmp_path, *wrong), 2562, importer), as_(importer)
    with django_assert_num_queries(11):
        client.get(address("survey_places", file))
