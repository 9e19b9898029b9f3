"""The admin keeps reference tables and nothing personal, and every change is in the audit trail."""

import pytest
from django.contrib import admin
from django.urls import reverse

from households.models import Need
from kusiao.audit import personal_fields
from kusiao.audit.models import Event
from kusiao.testing.make import model

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make):
    return make.officer("keeper", is_staff=True, is_superuser=True)


def test_no_case_file_is_registered():
    registered = {row for row in admin.site._registry if row._meta.app_label in ("households", "committees")}
    assert registered and not [row for row in registered if personal_fields(row)]
    for name in ("households.Household", "households.Member", "committees.Referral", "committees.Support"):
        assert model(name) not in registered


def test_only_a_superuser_keeps_reference_tables(as_, keeper, pranee, chair):
    for name in ("households_need", "households_district", "committees_seat", "committees_order"):
        address = reverse(f"admin:{name}_changelist")
        assert as_(keeper).get(address).status_code == 200
        assert as_(pranee).get(address).status_code == 403
        assert as_(chair).get(address).status_code == 403


def test_districts_are_only_read(as_, keeper):
    client = as_(keeper)
    assert client.get(reverse("admin:households_district_add")).status_code == 403
    page = client.post(reverse("admin:households_district_change", args=["4005"]), {"name_th": "อื่น"})
    assert page.status_code == 403


def test_a_change_of_a_reference_row_is_written_down(as_, keeper):
    need = Need.objects.get(code="land")
    given = {"code": "land", "name_th": "ที่ดินทำกิน", "committee_number": 2, "order": 1}
    assert as_(keeper).post(reverse("admin:households_need_change", args=["land"]), given).status_code == 302
    need.refresh_from_db()
    assert need.committee_number == 2
    event = Event.objects.get(verb="reference.changed")
    assert (event.actor_name, event.object_key) == ("keeper", "land")
