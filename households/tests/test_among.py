import pytest
from django.db import DataError, connection, transaction

from households.surveys import among
from households.surveys.among import indexes_preferred

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own setting")
NEAR = "1.7"  # no server's own, whoever has set it up


@pytest.fixture(autouse=True)
def near(monkeypatch):
    monkeypatch.setattr(among, "NEAR", NEAR)


def cost():
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        return cursor.fetchone()[0]


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True])
def test_indexes_are_preferred_for_as_long_as_the_block_lasts(fails):
    before = cost()
    assert before != NEAR
    try:
        with indexes_preferred():
            assert cost() == NEAR
            if fails:
                raise ValueError
    except ValueError:
        pass
    assert cost() == before


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_until_its_end_however_that_comes():
    before = cost()
    with transaction.atomic(), indexes_preferred():
        assert cost() == NEAR
    assert cost() == before
    with pytest.raises(DataError), transaction.atomic(), indexes_preferred(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert cost() == before


@pytest.mark.django_db
def test_where_the_database_is_part_of_the_process_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(int(connection.vendor == "postgresql")), indexes_preferred():
        pass
