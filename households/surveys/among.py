"""Rows by many keys at once, asked as each database answers fastest."""

from contextlib import contextmanager

from django.db import connection, models
from django.db.models.expressions import RawSQL

AT_ONCE, MANY_AT_ONCE = 500, 5_000  # keys of one question: SQLite takes each by itself, PostgreSQL all as one
# What a page out of order costs, beside the next in order; PostgreSQL's own "4" is that of turning disks.
NEAR = "1.1"


def among(field, keys):
    """(SQL, its parameters) that together say: the field is one of these keys."""
    table, column = (connection.ops.quote_name(name) for name in (field.model._meta.db_table, field.column))
    keys = [getattr(key, "hex", None) or str(key) for key in keys]
    if connection.vendor == "postgresql":
        for start in range(0, len(keys), MANY_AT_ONCE):
            listed = ",".join(keys[start : start + MANY_AT_ONCE])
            yield f"{table}.{column} = ANY(%s::{field.db_type(connection)}[])", [f"{{{listed}}}"]
        return
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        yield f"{table}.{column} IN ({', '.join(['%s'] * len(part))})", part


def rows_among(queryset, name, keys):
    """The rows of the queryset whose `name`, a column of its own table, is one of the keys."""
    field = queryset.model._meta.get_field(name)
    for condition, given in among(field, keys):
        yield from queryset.filter(RawSQL(condition, given, models.BooleanField()))  # noqa: S611 - no value in it


@contextmanager
def indexes_preferred():
    """Many handfuls of rows will be asked for by their keys: left to its guess, PostgreSQL walks a whole table for each handful
    while the table is of middle size, and so the more often the larger it is."""
    if connection.vendor != "postgresql":
        yield
        return
    until_its_end = connection.in_atomic_block  # of the transaction
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('random_page_cost', %s, %s)", [NEAR, until_its_end])
    try:
        yield
    finally:
        if not until_its_end:
            with connection.cursor() as cursor:
                cursor.execute("RESET random_page_cost")
