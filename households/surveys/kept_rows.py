"""Rows as a rehearsal read them, kept beside the sent file for its writing: what was read once need not be read again.

They serve only where every input of the reading is the same still (`key`) and nobody touched them (the seal at the end);
else the bytes are read anew. Like the sent file they hold citizen ids, lie in the same folder under the same protection,
and go when the file is written, given up or checked anew."""

import json
import marshal
import sys
from dataclasses import fields
from datetime import date
from operator import attrgetter
from os import SEEK_END

from households.surveys.checked import Checked
from households.surveys.checking import fingerprint
from households.surveys.columns import Layout
from households.surveys.deciding import CHUNK, Deciding
from households.surveys.household_row import HouseholdRow
from households.surveys.keeping import path_of
from households.surveys.persons import PersonRow
from households.surveys.suspecting import NO_LOOKALIKES
from kusiao.fields import seal

_NAMES = [field.name for field in fields(HouseholdRow)]
_PERSON = [field.name for field in fields(PersonRow)]
_PLACE, _PEOPLE, _BIRTH = _NAMES.index("place"), _NAMES.index("people"), _PERSON.index("birth")
_values, _person_values = attrgetter(*_NAMES), attrgetter(*_PERSON)
_placed_values = attrgetter(*("place.code" if name == "place" else name for name in _NAMES))
PURPOSE, PIECE = "kept-rows", 2**16
LENGTH, SEAL = 8, 32  # bytes


def kept_path(file_key):
    return path_of(f".read-{file_key}")


def forget(file_key):
    kept_path(file_key).unlink(missing_ok=True)


def _told(row):
    if row.place and not row.people:
        return _placed_values(row)
    values = list(_values(row))
    values[_PLACE] = row.place and row.place.code
    values[_PEOPLE] = tuple(map(_told_person, row.people))
    return tuple(values)


def _told_person(person):
    values = list(_person_values(person))
    if person.birth:
        day, precision = person.birth
        values[_BIRTH] = (day.isoformat(), precision)
    return tuple(values)


def _head(key):
    """Whoever reads another head reads nothing: other inputs, other fields, another Python that packs otherwise."""
    told = {"key": key, "fields": [_NAMES, _PERSON], "packed": [marshal.version, *sys.version_info[:2]]}
    return json.dumps(told).encode() + b"\n"


class Keeper:
    """`keep(row)` each, as it is then; `close(checked)` at the end. The head, handfuls with their lengths, what was found of
    all, its length, the seal."""

    def __init__(self, path, key):
        path.touch(0o600)
        self._file, self._seal, self._rows, self._count = path.open("wb"), seal(PURPOSE), [], 0
        self._write(_head(key))

    def keep(self, row):
        self._rows.append(_told(row))
        if len(self._rows) == CHUNK:
            self._flush()

    def close(self, checked):
        self._flush()
        layouts = {name: [layout.headers, dict(layout.columns)] for name, layout in checked.layouts.items()}
        told = json.dumps({"reading": checked.reading, "layouts": layouts, "rows": self._count}).encode()
        self._write(told + len(told).to_bytes(LENGTH))
        self._file.write(self._seal.digest())
        self._file.close()

    def _flush(self):
        if self._rows:
            packed = marshal.dumps(self._rows)
            self._write(len(packed).to_bytes(LENGTH) + packed)
            self._count += len(self._rows)
            self._rows = []

    def _write(self, content):
        self._seal.update(content)
        self._file.write(content)


class Kept:
    def __init__(self, path, start, told, places):
        self._path, self._start, self.places = path, start, places
        self.reading, self.count = told["reading"], told["rows"]
        self.layouts = {
            name: Layout(0, 0, tuple(headers), columns)
            for name, (headers, columns) in told["layouts"].items()
        }

    def handfuls(self):
        with self._path.open("rb") as file:
            file.seek(self._start)
            for _ in range(0, self.count, CHUNK):
                packed = file.read(int.from_bytes(file.read(LENGTH)))
                yield self._rows(marshal.loads(packed))  # noqa: S302 - under our own seal

    def _rows(self, rows):
        columns = list(zip(*rows, strict=True))
        columns[_PLACE] = [code and self.places.of_code(code) for code in columns[_PLACE]]
        if any(columns[_PEOPLE]):
            columns[_PEOPLE] = [tuple(map(_person, people)) for people in columns[_PEOPLE]]
        return list(map(HouseholdRow, *columns))


def _person(values):
    values = list(values)
    if values[_BIRTH]:
        day, precision = values[_BIRTH]
        values[_BIRTH] = (date.fromisoformat(day), precision)
    return PersonRow(*values)


def kept_rows(file_key, key, places):
    """What was kept of the file, or None where it does not serve."""
    path = kept_path(file_key)
    try:
        with path.open("rb") as file:
            head = file.readline()
            if head != _head(key) or not _is_sealed(file):
                return None
            end = file.seek(-SEAL - LENGTH, SEEK_END)
            size = int.from_bytes(file.read(LENGTH))
            file.seek(end - size)
            return Kept(path, len(head), json.loads(file.read(size)), places)
    except OSError:
        return None


def _is_sealed(file):
    left, made = file.seek(0, SEEK_END) - SEAL, seal(PURPOSE)
    file.seek(0)
    while left > 0 and (piece := file.read(min(left, PIECE))):
        made.update(piece)
        left -= len(piece)
    return file.read(SEAL) == made.digest()


def decided_again(kept, *, register, blind, each, progress):
    """As `check` of the same bytes, of rows that were kept."""
    checked = Checked(layouts=kept.layouts)
    deciding, done = Deciding(checked, register, blind, each, lambda finding: None, NO_LOOKALIKES), 0
    for rows in kept.handfuls():
        for row in rows:
            deciding.take(row)
        done += len(rows)
        progress(done, kept.count)
    deciding.finish()
    checked.reading, checked.fingerprint = kept.reading, fingerprint(kept.reading, deciding)
    return checked
