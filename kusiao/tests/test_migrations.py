"""Test databases are made straight from the models, which is quick; the processes that the drills and the journey start
migrate theirs. So the two must say the same."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import migrations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_production(settings):
    """The option that makes the quick databases hides every migration."""
    settings.MIGRATION_MODULES = {}


def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_model_that_no_migration_makes_is_seen(monkeypatch):
    phone = apps.get_model("households", "Household")._meta.get_field("phone")
    monkeypatch.setattr(phone, "max_length", 11)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# Mends rows of before, so that a new constraint holds of them: nothing to do in an empty database.
MENDS_ROWS = {("households", "0005_people_over_time")}
# How a column lies on the disk is quicker or slower, and nothing else.
LAYS_ON_THE_DISK = {("households", "0011_fewer_indexes")}


def test_no_migration_does_what_models_cannot_say():
    """Rows of reference come from load(); SQL of its own would be missing from the databases of the tests."""
    from django.db.migrations.loader import MigrationLoader

    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in
            ("kusiao", "households", "officers", "committees", "reports")}  # fmt: skip
    found = MigrationLoader(None).disk_migrations
    assert {label for label, _name in found} >= {"households", "officers", "committees", "reports"}
    for (label, name), migration in found.items():
        if label in ours and (label, name) not in MENDS_ROWS | LAYS_ON_THE_DISK:
            own = [
                one
                for one in migration.operations
                if isinstance(one, migrations.RunSQL | migrations.RunPython)
            ]
            assert own == [], f"{label}.{name}"
