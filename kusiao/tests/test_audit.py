"""Events are written with their fact, hold no values, cannot be changed, and a change behind our back shows."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from kusiao import audit
from kusiao.audit import personal, personal_fields
from kusiao.audit.declare import examine
from kusiao.audit.models import Event, Seal
from kusiao.audit.sealing import seal, verify
from kusiao.jobs.models import Heartbeat

ROW = Heartbeat(name="7")  # any row will do


def record(n=1, **changes):
    for _ in range(n):
        event = audit.record(**{"by": None, "verb": "visit.recorded", "on": ROW} | changes)
    return event


# --- writing -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        record()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_event_goes_with_its_fact():
    with pytest.raises(OSError), transaction.atomic():
        record()
        raise OSError
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_event_says_who_what_on_which():
    who = SimpleNamespace(pk=12, get_username=lambda: "somchai")
    event = record(by=who, fields=["done", "next_visit_on"], purpose="ตรวจสิทธิ")
    event.refresh_from_db()
    assert (event.actor_id, event.actor_name, event.verb) == ("12", "somchai", "visit.recorded")
    assert (event.object_type, event.object_key) == ("jobs.heartbeat", "7")
    assert (event.fields, event.purpose) == (["done", "next_visit_on"], "ตรวจสิทธิ")


@pytest.mark.django_db
def test_event_of_a_whole_list_has_no_key():
    event = record(on=Heartbeat)
    assert (event.object_type, event.object_key) == ("jobs.heartbeat", "")


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [["สมชาย"], ["1409900000017"], ["done=ดี"], [""], [7]])
def test_event_holds_no_values(fields):
    with pytest.raises((ValueError, TypeError)):
        record(fields=fields)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["recorded", "visit.recorded.twice", "เยี่ยม.บันทึก", "Visit.Recorded", ""])
def test_verb_is_noun_and_act(verb):
    with pytest.raises(ValueError):
        record(verb=verb)


# --- append only -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda event: Event.objects.update(verb="a.b"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.bulk_update([event], ["verb"]),
        lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"verb": "a.b"}),
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event(pk=event.pk, verb="a.b").save(),
        lambda event: Seal.objects.all().delete(),
    ],
)
def test_event_cannot_be_changed_or_deleted(change):
    event = record()
    with pytest.raises((RuntimeError, IntegrityError)), transaction.atomic():
        change(event)
    assert Event.objects.get().verb == "visit.recorded"


# --- sealing -----------------------------------------------------------------------------------------------------


def tamper(sql, *values):
    """As somebody with the database's own password would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _settle():
    tamper("UPDATE audit_event SET at = %s", timezone.now() - timedelta(hours=2))


@pytest.fixture
def sealed(db):
    """Four events under two seals, whatever id the database began with."""
    record(2)
    _settle()
    seal()
    record(2)
    seal()
    return list(Event.objects.order_by("id")), list(Seal.objects.all())


def test_seals_chain_and_verify(sealed):
    first, second = sealed[1]
    assert second.previous == first.digest and second.first_id == first.last_id + 1
    assert seal() is None and verify() == []


@pytest.mark.parametrize("column", ["verb", "actor_name", "actor_id", "object_key", "object_type", "purpose"])
def test_changed_event_shows(sealed, column):
    events, seals = sealed
    tamper(f"UPDATE audit_event SET {column} = 'x' WHERE id = %s", events[0].pk)
    assert verify() == [seals[0]]


def test_deleted_event_shows(sealed):
    events, seals = sealed
    tamper("DELETE FROM audit_event WHERE id = %s", events[2].pk)
    assert verify() == [seals[1]]


def test_resealing_a_changed_event_shows_in_the_next_seal(sealed):
    _events, seals = sealed
    tamper("UPDATE audit_seal SET digest = %s WHERE id = %s", "0" * 64, seals[0].pk)
    assert verify() == seals


def test_removed_seal_shows(sealed):
    _events, seals = sealed
    tamper("DELETE FROM audit_seal WHERE id = %s", seals[0].pk)
    assert verify() == [seals[1]]


@pytest.mark.django_db
def test_gap_is_not_sealed_over_while_its_transaction_may_still_commit():
    first = record()
    _settle()
    assert seal().last_id == first.pk
    late = record(2)
    tamper("DELETE FROM audit_event WHERE id = %s", late.pk - 1)  # an id given out, not yet committed
    assert seal() is None
    _settle()
    assert seal().last_id == late.pk


# --- declaring ---------------------------------------------------------------------------------------------------


def ids(*errors):
    return [error.id for error in errors]


def model(name, bases=(models.Model,), proxy=False, /, **attributes):
    meta = type("Meta", (), {"app_label": "audit", "proxy": proxy})
    return type(name, bases, {"__module__": __name__, "Meta": meta} | attributes)


@isolate_apps("kusiao.audit")
def test_every_column_must_be_declared():
    columns = {"name": models.TextField(), "friend": models.ForeignKey("self", models.CASCADE)}
    good = model("Good", declared=personal(name="name", plain="friend"), **columns)
    silent = model("Silent")
    key, phone = models.UUIDField(primary_key=True), models.TextField()
    forgetful = model("Forgetful", key=key, phone=phone, declared=personal(plain="key"))
    dreaming = model("Dreaming", declared=personal(plain="gone"))
    shadow = model("Shadow", (forgetful,), True)
    assert ids(*examine([good, shadow])) == []
    assert ids(*examine([silent, forgetful, dreaming])) == ["audit.E003", "audit.E001", "audit.E002"]
    assert personal_fields(good) == {"name": "name"}


def test_declaring_twice_or_as_nothing_known_is_refused():
    with pytest.raises(TypeError, match="twice"):
        personal(name="a b", plain="b")
    with pytest.raises(TypeError, match="colour"):
        personal(colour="a")


def test_our_own_models_are_all_declared():
    assert [error for error in run_checks(tags=[Tags.models]) if error.id.startswith("audit.")] == []


def test_the_check_runs_over_our_own_apps(monkeypatch):
    monkeypatch.delattr(Event, "declared")
    found = [
        error
        for error in run_checks(app_configs=[apps.get_app_config("audit")], tags=[Tags.models])
        if error.id == "audit.E003"
    ]
    assert [error.obj for error in found] == [Event]
