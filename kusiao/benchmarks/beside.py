"""What the import is measured against, on the same rows in the same database: a floor, and the stock way.

The floor reads, checks plainly and writes one flat table, with no encryption, comparison, undo or audit. The stock way is
django-import-export as it comes: a resource over the same table, shown first (dry run) and then taken."""

import contextlib
import csv
import io
import re
from functools import cache

from django.db import connection, models, transaction
from import_export import resources
from python_calamine import CalamineWorkbook
from tablib import Dataset

from kusiao.benchmarks.sheets import HEADER, PLACES
from kusiao.thai import national_id_ok

COLUMNS = [f"c{number}" for number in range(len(HEADER))]
KEY = "c5"
_PLACES = {place[:2] for place in PLACES}
_NUMBERS = (3, *range(11, 23))
_ANSWERS = {"ผ่าน": "P", "ไม่ผ่าน": "F", "-": "N", "": "."}
LINE, INCOME = 38_000, 50  # baht; the column of indicator 22
_CODE = re.compile("[0-9]{11}")


@cache
def _flat(name):
    """Declared only where it is measured: it is no table of the programme."""
    columns = {column: models.TextField(blank=True, default="") for column in COLUMNS}
    columns[KEY] = models.CharField(max_length=11, unique=True)
    meta = type("Meta", (), {"app_label": "households", "db_table": name})
    return type(name.title(), (models.Model,), {**columns, "__module__": __name__, "Meta": meta})


FLOOR, STOCK = "benchfloor", "benchstock"


def make_tables():
    with connection.schema_editor() as editor:
        editor.create_model(_flat(FLOOR))
        editor.create_model(_flat(STOCK))


def _plain(row):
    if (row[1], row[2]) not in _PLACES or not _CODE.fullmatch(row[5]) or not row[8]:
        raise ValueError("a row that no floor takes")
    national_id_ok(row[10])
    for place in _NUMBERS:
        row[place] = int(row[place] or 0)
    if row[16] // row[11] >= LINE and row[INCOME] == "ไม่ผ่าน":
        raise ValueError("an answer that its income contradicts")
    row[23], row[24] = float(row[23]), float(row[24])
    row[29:] = [_ANSWERS[answer] for answer in row[29:]]
    return row


def _rows(path):
    with contextlib.ExitStack() as stack:
        if path.suffix == ".xlsx":
            lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
        else:
            lines = csv.reader(stack.enter_context(path.open(encoding="utf-8-sig", newline="")))
        next(lines)
        yield from map(_plain, lines)


def floor(path):
    table, names = FLOOR, ", ".join(COLUMNS)
    given = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != KEY)
    upsert = f"ON CONFLICT ({KEY}) DO UPDATE SET {given}"
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}) {upsert}", _rows(path))
            return
        cursor.execute(f"CREATE TEMP TABLE arriving ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")
        with cursor.copy(f"COPY arriving ({names}) FROM STDIN") as copy:
            for row in _rows(path):
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM arriving {upsert}")


def stock(path):
    """As its page does it: everything once to be shown, then everything again to be kept."""
    resource = resources.modelresource_factory(
        _flat(STOCK), meta_options={"fields": COLUMNS, "import_id_fields": [KEY]}
    )
    for dry_run in (True, False):
        if path.suffix == ".xlsx":
            data = Dataset().load(path.read_bytes(), format="xlsx")
        else:
            data = Dataset().load(io.StringIO(path.read_text(encoding="utf-8-sig")), format="csv")
        data.headers = COLUMNS
        result = resource().import_data(data, dry_run=dry_run, use_transactions=True)
        if result.has_errors():
            raise RuntimeError("the stock import refused a row")


def count():
    return _flat(STOCK).objects.count()
