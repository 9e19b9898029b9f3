"""The reference tables: for a superuser alone, without a case file among them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from kusiao.audit.models import Event
from kusiao.testing.tables import csv_file
from kusiao.thai import today
from officers.models import Agency, Officer, Posting

CASE_FILES = {
    "Household", "Member", "Survey", "SurveyFile", "Finding", "CheckedRow", "Enrolment", "Classification", "Step",
    "Pairing", "Visit", "Invitation", "Referral", "ReferralAnswer", "Support", "Event", "Seal", "Report",
}  # fmt: skip


@pytest.fixture
def keeper(db):
    return Officer.objects.create_superuser("keeper", "long-enough-words")


def test_no_case_file_is_in_the_admin():
    names = {model.__name__ for model in admin.site._registry}
    assert not names & CASE_FILES
    assert {"Agency", "Officer"} <= names


@pytest.mark.parametrize("who", ["pranee", "district_chief", "importer", "somchai", "auditor"])
@pytest.mark.parametrize(
    "name", ["admin:index", "admin:officers_agency_changelist", "admin:officers_officer_add"]
)
def test_only_a_superuser_comes_in(request, as_, who, name):
    assert as_(request.getfixturevalue(who)).get(reverse(name)).status_code == 403


def test_pages_open(as_, keeper, somchai):
    client = as_(keeper)
    for name in ("index", "officers_agency_changelist", "officers_agency_add", "officers_officer_changelist"):
        assert client.get(reverse(f"admin:{name}")).status_code == 200
    page = client.get(reverse("admin:officers_officer_change", args=[somchai.pk])).content.decode()
    assert reverse("officers:invitation_slip", args=[somchai.pk]) in page
    assert 'name="password' not in page


def formset(*rows, total=None):
    data = {"postings-TOTAL_FORMS": len(rows), "postings-INITIAL_FORMS": total or 0}
    for number, row in enumerate(rows):
        data |= {f"postings-{number}-{name}": value for name, value in row.items()}
    return data


def test_the_first_person_of_the_province_is_made_and_posted_here(as_, keeper):
    sent = {"username": "pranee", "first_name": "ปราณี", "is_active": "on"}
    row = {"role": "province", "district": "", "started_on": today().isoformat()}
    answer = as_(keeper).post(reverse("admin:officers_officer_add"), sent | formset(row))
    assert answer.status_code == 302
    person = Officer.objects.get(username="pranee")
    assert not person.has_usable_password() and person.roles == {"province"}
    assert set(Event.objects.values_list("verb", flat=True)) == {"officer.added", "posting.posted"}


def test_ending_a_posting_is_written_down(as_, keeper, somchai):
    posting = somchai.postings.get()
    row = {
        "id": posting.pk, "officer": somchai.pk, "role": "officer", "district": "4005",
        "started_on": posting.started_on.isoformat(), "ended_on": today().isoformat(),
    }  # fmt: skip
    sent = {
        "username": "somchai",
        "first_name": "สมชาย",
        "last_name": "ใจดี",
        "title": "นาย",
        "is_active": "on",
    }
    address = reverse("admin:officers_officer_change", args=[somchai.pk])
    assert as_(keeper).post(address, sent | formset(row, total=1)).status_code == 302
    assert Posting.objects.get().ended_on == today()
    assert Event.objects.get(verb="posting.changed").fields == ["ended_on"]


def test_nothing_that_people_stand_on_is_deleted(as_, keeper, somchai):
    address = reverse("admin:officers_officer_delete", args=[somchai.pk])
    assert as_(keeper).post(address, {"post": "yes"}).status_code == 403
    assert Officer.objects.filter(pk=somchai.pk).exists()


def test_agencies_come_from_a_sheet_and_twice_is_once(as_, keeper):
    client = as_(keeper)
    rows = (
        ["ชื่อหน่วยงาน", "อำเภอ"],
        ["โรงเรียนบ้านทดสอบ", "4005"],
        ["โรงพยาบาลทดสอบ", "ชุมแพ"],
        ["แขวงทางหลวง", ""],
    )
    address = reverse("admin:officers_agency_import")
    kept = client.post(address, {"file": csv_file(*rows)}).context["kept"]
    assert client.post(address, {"kept": kept}).status_code == 302
    assert client.post(address, {"file": csv_file(*rows)}).context["kept"] is False
    assert Event.objects.filter(verb="agency.added", actor_name="keeper").count() == 3
    assert set(Agency.objects.values_list("name", "district")) == {
        ("โรงเรียนบ้านทดสอบ", "4005"),
        ("โรงพยาบาลทดสอบ", "4005"),
        ("แขวงทางหลวง", None),
    }
