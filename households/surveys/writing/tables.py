"""Many rows at once, as the database takes them fastest: COPY on PostgreSQL, executemany on SQLite.

A row is a list of texts, the same for both databases and the same when it is read back, so that a row can be known
again. NULL stands for nothing. This is the one file of the project that speaks to a table past its model."""

import datetime as dt
import json
import re
from functools import cached_property
from itertools import count, islice, repeat
from uuid import UUID

from django.db import connection, models

from households.surveys.among import among
from kusiao.fields import EncryptedTextField, encrypt_many
from kusiao.thai import now

# Clean text holds none of these three: they end a cell, stand for nothing, and quote.
SEPARATOR, NULL, QUOTE = "\x1f", "\x1e", "\x1d"
document = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_COPY = "FROM STDIN WITH (FORMAT csv, DELIMITER E'\\x1f', NULL E'\\x1e', QUOTE E'\\x1d', ENCODING 'UTF8')"
_ODD, _ODD_IN_LINES = re.compile("[\x00\n\r\x1d]"), re.compile("[\x00\r\x1d]")
KEYS_AHEAD = 20  # handfuls of them
HELD = 20_000  # updates that wait for their one statement
LINES, PIECE = 5_000, 2**18  # of a file, at once


def text_of(value):
    """One value as both databases take it and as it is known again."""
    if value is None:
        return NULL
    kind = type(value)
    if kind is str:
        return value
    if kind is bool:
        return "1" if value else "0"
    if kind is float:
        return repr(value)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value).isoformat(" ")
    if isinstance(value, dict | list):
        return document(value)
    return str(value)


def _numbers(values):
    return [NULL if value is None else str(value) for value in values]


def _texts(values):
    return [NULL if value is None else value for value in values]


def _floats(values):
    return [NULL if value is None else repr(float(value)) for value in values]


def _documents(values):
    return [
        "{}" if value in ("{}", {}) else NULL if value is None
        else text_of(json.loads(value) if isinstance(value, str) else value) for value in values
    ]  # fmt: skip


def _any(values):
    return list(map(text_of, values))


def _column_texts(field):
    """values of one column → texts."""
    while field.remote_field:
        field = field.target_field
    if isinstance(field, EncryptedTextField):
        return lambda values: _texts(encrypt_many(values))
    if isinstance(field, models.JSONField):
        return _documents
    if isinstance(field, models.FloatField):
        return _floats
    if isinstance(field, models.IntegerField):
        return _numbers
    return _texts if isinstance(field, models.CharField | models.TextField) else _any


def _read_texts(field):
    """As _column_texts, of what the database answers: a token of an encrypted column stays as it is."""
    return _texts if isinstance(field, EncryptedTextField) else _column_texts(field)


class Same(tuple):
    """One value for all rows."""

    __slots__ = ()

    def __new__(cls, value):
        return super().__new__(cls, (value,))


class Table:
    def __init__(self, model, ink=None):
        """`ink`: takes what is to be written, while we go on."""
        self.model, self.meta, self._ink, self._spare = model, model._meta, ink, []
        self.name = connection.ops.quote_name(self.meta.db_table)
        self.fields = {field.attname: field for field in self.meta.concrete_fields}
        self.key = self.meta.pk
        self.is_postgres = connection.vendor == "postgresql"
        self._held, self._held_columns, self._has_counted = 0, (), False

    @cached_property
    def counts_itself(self):
        return isinstance(self.key, models.AutoField)

    def quoted(self, columns):
        return ", ".join(connection.ops.quote_name(self.fields[name].column) for name in columns)

    def texts(self, name, values):
        return _column_texts(self.fields[name])(values)

    # --- new rows ---------------------------------------------------------------------------------------------

    def keys(self, number):
        """Keys that nobody else is given, of a table that counts itself."""
        if self.is_postgres:
            if len(self._spare) < number:
                self._spare += self._next_keys(number * KEYS_AHEAD if self._has_counted else number)
                self._has_counted = (
                    True  # whoever comes again comes often, and asking waits for all on its way
                )
            keys, self._spare = self._spare[:number], self._spare[number:]
            return keys
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.meta.db_table])
            row = cursor.fetchone()
            return [
                str(key) for _, key in zip(range(number), count((row[0] if row else 0) + 1), strict=False)
            ]

    def _next_keys(self, number):
        with connection.cursor() as cursor:
            cursor.execute(
                # Its name is looked up once (MATERIALIZED), not for each key: that would take eight times as long.
                "WITH counter AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name) "
                "SELECT nextval(counter.name) FROM counter, generate_series(1, %s)",
                [self.meta.db_table, self.key.column, number],
            )
            return [str(key) for (key,) in cursor.fetchall()]

    def lines(self, given, size):
        """(all columns, rows of texts). `given`: {column: a value for each row, or one value Same for all}; what it leaves
        out has the model's own default."""
        texts = {name: self._texts(name, values, size) for name, values in given.items()}
        moment = text_of(now())
        for name, field in self.fields.items():
            if name not in texts and field is not self.key:
                texts[name] = repeat(self._default(field, moment), size)
        if self.key.attname not in texts and self.counts_itself:
            texts[self.key.attname] = self.keys(size)
        names = sorted(texts, key=lambda name: name != "version")  # what is not signed stands first
        return names, list(zip(*(texts[name] for name in names), strict=True))

    def _texts(self, name, values, size):
        if isinstance(values, Same):
            return repeat(self.texts(name, values)[0], size)
        return self.texts(name, values)

    @staticmethod
    def _default(field, moment):
        return moment if getattr(field, "auto_now_add", False) else text_of(field.get_default())

    def insert(self, columns, rows, wholes=None):
        """`wholes`: the rows with their texts joined, where somebody has done that."""
        if rows and self.is_postgres:
            self._copy(self.name, self.quoted(columns), rows, wholes)
        elif rows:
            marks = ", ".join(["%s"] * len(columns))
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {self.name} ({self.quoted(columns)}) VALUES ({marks})",
                    self._exactly(columns, rows),
                )

    def _exactly(self, columns, rows):
        """SQLite's own reading of 16.623417 may end in another last bit than Python's."""
        floats = [
            place for place, name in enumerate(columns) if isinstance(self.fields[name], models.FloatField)
        ]
        for row in map(_values, rows):
            for place in floats:
                if row[place] is not None:
                    row[place] = float(row[place])
            yield row

    def _copy(self, table, columns, rows, wholes=None):
        told = _copied(rows, wholes)

        def copied(raw):
            with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) {_COPY}") as copy:
                copy.write(told)

        self._do(copied)

    def _do(self, work):
        if self._ink:
            self._ink.hand(work)
        else:
            work(connection.connection)

    def settle(self):
        """Whatever was written so far is held against the keys that it names, instead of all of it at the end."""
        if self.is_postgres:
            self._do(lambda raw: raw.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"))

    def insert_lines(self, columns, path):
        """A file of lines made by `line`: streamed, whatever its length."""
        with path.open("rb") as file:
            if self.is_postgres:
                command = f"COPY {self.name} ({self.quoted(columns)}) {_COPY}"
                with connection.cursor() as cursor, cursor.copy(command) as copy:
                    while piece := file.read(PIECE):
                        copy.write(piece)
                return
            marks = ", ".join(["%s"] * len(columns))
            rows = (_values(line[:-1].decode().split(SEPARATOR)) for line in file)
            with connection.cursor() as cursor:
                while some := list(islice(rows, LINES)):  # Django keeps all that it is given at once
                    cursor.executemany(
                        f"INSERT INTO {self.name} ({self.quoted(columns)}) VALUES ({marks})", some
                    )

    # --- rows that stand --------------------------------------------------------------------------------------

    def read(self, columns, keys):
        """{key: texts} of the rows that are there."""
        columns = (self.key.attname, *columns)
        return {row[0]: row[1:] for row in self._rows(columns, self.key.attname, keys)}

    def pointing(self, column, keys):
        """(key pointed at, own key) of the rows whose `column` is one of the keys."""
        return list(self._rows((column, self.key.attname), column, keys))

    def _rows(self, columns, where, keys):
        texts = [_read_texts(self.fields[name]) for name in columns]
        for condition, given in among(self.fields[where], keys):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {self.quoted(columns)} FROM {self.name} WHERE {condition}", given)
                rows = cursor.fetchall()
            if rows:
                read = zip(texts, zip(*rows, strict=True), strict=True)
                yield from zip(*[convert(values) for convert, values in read], strict=True)

    def update(self, columns, rows):
        """Rows of texts, each the key and then `columns`. On PostgreSQL they wait for `flush`, which the next set of
        columns brings about; one row must not come twice before it."""
        if not rows:
            return
        if not self.is_postgres:
            given = ", ".join(f"{connection.ops.quote_name(self.fields[n].column)} = %s" for n in columns)
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"UPDATE {self.name} SET {given} WHERE {connection.ops.quote_name(self.key.column)} = %s",
                    self._exactly((*columns, self.key.attname), [(*row[1:], row[0]) for row in rows]),
                )
            return
        if self._held and tuple(columns) != self._held_columns:
            self.flush()
        if not self._held:
            self._hold(columns)
        self._copy(self._waiting, self.quoted((self.key.attname, *columns)), rows)
        self._held += len(rows)
        if self._held >= HELD:
            self.flush()

    def flush(self):
        if not self._held:
            return
        names = [connection.ops.quote_name(self.fields[name].column) for name in self._held_columns]
        given, key = (
            ", ".join(f"{name} = w.{name}" for name in names),
            connection.ops.quote_name(self.key.column),
        )
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {self._waiting}")
            # Between the first key and the last, or each time the table would be walked from its beginning.
            ends = (
                f"(SELECT {key} FROM {self._waiting} ORDER BY 1 {way} LIMIT 1)" for way in ("ASC", "DESC")
            )
            cursor.execute(
                f"UPDATE {self.name} t SET {given} FROM {self._waiting} w "
                f"WHERE t.{key} = w.{key} AND t.{key} BETWEEN {' AND '.join(ends)}"
            )
            cursor.execute(f"DROP TABLE {self._waiting}")
        self._held = 0

    @property
    def _waiting(self):
        return connection.ops.quote_name(f"waiting_{self.meta.db_table}")

    def _hold(self, columns):
        self._held_columns = tuple(columns)
        names = self.quoted((self.key.attname, *columns))
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMP TABLE {self._waiting} ON COMMIT DROP AS SELECT {names} FROM {self.name} LIMIT 0"
            )

    def count_afresh(self):
        """After many rows PostgreSQL would plan by what it knew before, until its own housekeeping comes by. Of the columns
        by which rows are looked for: of all it takes four times as long."""
        if self.is_postgres:
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {self.name} ({self.quoted(self._looked_for())})")

    def _looked_for(self):
        rules = [*self.meta.indexes, *self.meta.constraints]
        ruled = {name for rule in rules for name in getattr(rule, "fields", ())}
        return [
            name
            for name, field in self.fields.items()
            if field.db_index
            or field.unique
            or isinstance(field, models.BooleanField)
            or {field.name, name} & ruled
        ]

    def delete(self, keys):
        for condition, given in among(self.key, keys):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {self.name} WHERE {condition}", given)


def _copied(rows, wholes):
    text = "\n".join(wholes or map(SEPARATOR.join, rows))
    plain = text.count(SEPARATOR) == len(rows) * (len(rows[0]) - 1) and text.count("\n") == len(rows) - 1
    if not plain or "\r" in text or QUOTE in text:
        text = "\n".join(SEPARATOR.join(map(_quoted, row)) for row in rows)
    return text.encode() + b"\n"


def line(values):
    """One line of a file for `insert_lines`."""
    texts = list(map(text_of, values))
    whole = SEPARATOR.join(texts)
    if whole.count(SEPARATOR) != len(texts) - 1 or _ODD.search(whole):
        whole = SEPARATOR.join(" ".join(text.split()) if text != NULL else text for text in texts)
    return whole


def lines(rows):
    """`line` of each, with its end; the rows are of texts already."""
    whole = "\n".join(map(SEPARATOR.join, rows)) + "\n"
    plain = whole.count(SEPARATOR) == len(rows) * (len(rows[0]) - 1) and whole.count("\n") == len(rows)
    return whole if plain and not _ODD_IN_LINES.search(whole) else "".join(f"{line(row)}\n" for row in rows)


def _quoted(text):
    return text if text == NULL else QUOTE + text.replace(QUOTE, QUOTE * 2) + QUOTE


def _values(texts):
    return [None if text == NULL else text for text in texts]
