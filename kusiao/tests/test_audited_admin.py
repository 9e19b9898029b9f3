"""One admin for all: what it saves is written down with it, and nothing on which history stands is deleted."""

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from kusiao.audit.models import Event
from kusiao.tables.admin import Audited, Fixed
from kusiao.testing.make import model

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make):
    return make.officer("keeper", is_staff=True, is_superuser=True)


def registered():
    """Everything that the site shows, whoever registered it; the addresses are read first, for they close the rest."""
    get_resolver().url_patterns
    return dict(admin.site._registry)


def test_every_table_is_kept_by_the_one_admin():
    assert [row.__name__ for row, one in registered().items() if not isinstance(one, (Audited, Fixed))] == []
    assert len(registered()) >= 11


def test_nothing_is_deleted_but_what_no_history_needs(as_, keeper, rf):
    request = rf.get("/")
    request.user = keeper
    assert {row.__name__ for row, one in registered().items() if one.has_delete_permission(request)} <= {
        "PlaceAlias"
    }
    address = reverse("admin:households_need_delete", args=["land"])
    assert as_(keeper).post(address, {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": ["land"], "post": "yes"}
    as_(keeper).post(reverse("admin:households_need_changelist"), sent)
    assert model("households.Need").objects.filter(code="land").exists()


def test_a_save_that_cannot_be_written_down_is_no_save(as_, keeper, monkeypatch):
    def full(*args, **kwargs):
        raise RuntimeError("no room for events")

    monkeypatch.setattr("kusiao.audit.record", full)
    given = {"code": "land", "name_th": "ที่นา", "committee_number": 2, "order": 1}
    client = as_(keeper)
    with pytest.raises(RuntimeError):
        client.post(reverse("admin:households_need_change", args=["land"]), given)
    assert model("households.Need").objects.get(code="land").name_th == "ที่ดินทำกิน"


def test_an_event_names_the_columns_that_changed_and_not_what_stands_in_them(as_, keeper):
    given = {"code": "land", "name_th": "ที่นา", "committee_number": 2, "order": 1}
    as_(keeper).post(reverse("admin:households_need_change", args=["land"]), given)
    event = Event.objects.get()
    assert (event.verb, event.object_key, event.fields) == (
        "reference.changed",
        "land",
        ["name_th", "committee_number"],
    )
    assert event.actor_name == "keeper"


def test_an_addressee_is_written_down_like_the_rest(as_, keeper):
    sent = {"name": "ศูนย์", "email": "centre@example.org", "kind": "month", "is_active": "on"}
    assert as_(keeper).post(reverse("admin:reports_addressee_add"), sent).status_code == 302
    assert Event.objects.get().verb == "addressee.added"
