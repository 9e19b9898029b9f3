"""Rows on their way into PostgreSQL: whoever asks sees them, and whoever is refused hears of it."""

import sys
import time

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from households.models import District, Member, Subdistrict, Village
from households.surveys.writing import Table, flowing

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is part of our process: nothing is on its way"
)


@pytest.fixture
def subdistrict(db):
    return Subdistrict.objects.first().pk


def write(ink, subdistrict, numbers):
    table = Table(Village, ink)
    given = {"subdistrict_id": [subdistrict] * len(numbers), "moo": numbers, "name": ["บ้าน"] * len(numbers)}
    table.insert(*table.lines(given, len(numbers)))


def test_whoever_asks_sees_all_that_was_handed_over(subdistrict):
    before = Village.objects.count()
    with flowing() as ink:
        ink.hand(lambda raw: time.sleep(0.05))
        write(ink, subdistrict, [91, 92])
        assert ink._on_its_way
        assert Village.objects.count() == before + 2


def test_a_row_that_is_refused_stops_the_writing(subdistrict):
    before = Village.objects.count()
    with pytest.raises(psycopg.errors.NotNullViolation), transaction.atomic(), flowing() as ink:
        write(ink, subdistrict, [93])
        write(ink, None, [94])
        write(ink, subdistrict, [95])
    assert Village.objects.count() == before


def test_who_counts_again_and_again_counts_ahead(subdistrict, django_assert_num_queries):
    """Each asking waits for all that is on its way; so it is seldom."""
    table = Table(Village)
    with django_assert_num_queries(2):
        keys = [key for _ in range(10) for key in table.keys(3)]
    assert len(set(keys)) == 30


def test_what_rows_are_looked_for_by_is_counted_afresh(subdistrict):
    with CaptureQueriesContext(connection) as asked:
        Table(Member).count_afresh()
    told = asked[0]["sql"]
    assert all(name in told for name in ("ANALYZE", "household_id", "national_id_index", "is_head", '"id"'))
    assert "first_name" not in told and '"national_id"' not in told


def test_keys_are_held_against_what_they_name_a_handful_at_a_time(subdistrict):
    with pytest.raises(psycopg.errors.ForeignKeyViolation), transaction.atomic(), flowing() as ink:
        write(ink, "999999", [96])
        Table(District, ink).settle()


def test_the_turn_of_the_interpreter_is_as_before_once_all_is_written(subdistrict):
    turn = sys.getswitchinterval()
    with pytest.raises(psycopg.errors.NotNullViolation), transaction.atomic(), flowing() as ink:
        assert sys.getswitchinterval() < turn
        write(ink, None, [97])
    assert sys.getswitchinterval() == turn
