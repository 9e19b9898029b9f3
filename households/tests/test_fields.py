"""พจนานุกรมข้อมูล: what the districts read about the fields is what the importer knows of them, no more and no less."""

import csv
import io
import re

import pytest
from django.urls import reverse

from households.surveys import dictionary
from households.surveys.synonyms import HEALTH, MONEY, PERSON, SPELLINGS, field_of
from households.surveys.words import FIELDS
from kusiao.tables.reading import read

pytestmark = pytest.mark.django_db


def test_every_field_of_the_importer_has_a_line_and_no_other():
    assert set(dictionary._TABLE) == set(SPELLINGS), (
        "a field that the importer learns needs a line in dictionary.py"
    )
    assert [name for name in SPELLINGS if name not in FIELDS] == []


def test_a_field_that_the_importer_learns_is_missed(monkeypatch):
    monkeypatch.setitem(SPELLINGS, "religion", "ศาสนา")
    with pytest.raises(KeyError):
        dictionary.fields()


def test_every_spelling_told_is_one_that_is_read():
    for entry in dictionary.fields():
        for word in entry.spellings.split(" · "):
            assert field_of(word)[0] == entry.name, (word, entry.name)


def test_personal_classes_and_units_come_from_where_the_value_is_kept():
    told = {entry.name: entry for entry in dictionary.fields()}
    assert {name for name in told if told[name].personal == str(dictionary.CLASSES["health"])} == set(HEALTH)
    for name in MONEY:
        assert told[name].personal == str(dictionary.CLASSES["money"]) and "บาท" in told[name].unit
    for name in PERSON:
        assert "รายคน" in told[name].layouts and "ใต้เส้น" not in told[name].layouts
    assert told["national_id"].kind == "ข้อความ เก็บแบบเข้ารหัส"
    assert told["class"].kind == "พัฒนาได้ / สงเคราะห์"


def test_both_forms_of_indicators_are_told_apart():
    labels = [entry.label for entry in dictionary.indicators()]
    assert len(labels) == 31 + 38 and len(set(labels)) == 69
    assert labels[0].startswith("ตัวชี้วัด 1 (ปี 2560–2564)")


def test_districts_save_it_as_a_file_and_nothing_personal_is_asked(as_, district_chief, importer, somchai):
    client = as_(district_chief)
    assert "พจนานุกรมข้อมูลสำรวจ" in client.get(reverse("households:survey_fields")).content.decode()
    got = client.get(reverse("households:survey_fields_file", args=["csv"]))
    headers, *rows = csv.reader(io.StringIO(got.content.decode("utf-8-sig"), newline=""))
    assert headers == ["ช่อง", "ชนิดข้อมูล", "หน่วย", "ชั้นข้อมูลส่วนบุคคล", "อยู่ในแบบ", "หัวตารางที่รู้จัก"]
    assert len(rows) == len(SPELLINGS) + 69 and all(re.search("[ก-ฮ]", row[0]) for row in rows)
    assert as_(importer).get(reverse("households:survey_fields_file", args=["xlsx"])).status_code == 200
    assert client.get(reverse("households:survey_fields_file", args=["pdf"])).status_code == 404
    assert as_(somchai).get(reverse("households:survey_fields")).status_code == 403


def test_the_workbook_is_read_by_our_own_reader(as_, district_chief):
    from django.core.files.uploadedfile import SimpleUploadedFile

    got = as_(district_chief).get(reverse("households:survey_fields_file", args=["xlsx"]))
    table = read(SimpleUploadedFile("x.xlsx", got.content), lambda texts: "ช่อง" in texts)
    assert len(table.rows) == len(SPELLINGS) + 69
