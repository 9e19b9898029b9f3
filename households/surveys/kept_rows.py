"""Rows as a rehearsal read them, kept beside the sent file for its writing: what was read once need not be read again.

They serve only where every input of the reading is the same still (`key`) and nobody touched them (the seal at the end);
else the bytes are read anew. Like the sent file they hold citizen ids, lie in the same folder under the same protection,
and go when the file is written, given up or checked anew."""

import datetime as dt
import json
from dataclasses import fields
from operator import attrgetter

from households.surveys.checked import Checked
from households.surveys.checking import fingerprint
from households.surveys.columns import Layout
from households.surveys.deciding import CHUNK, Deciding
from households.surveys.household_row import HouseholdRow
from households.surveys.keeping import path_of
from households.surveys.persons import PersonRow
from households.surveys.places import Place
from households.surveys.suspecting import NO_LOOKALIKES
from kusiao.fields import seal

_NAMES = [field.name for field in fields(HouseholdRow)]
_PERSON = [field.name for field in fields(PersonRow)]
_PLACE, _FAILING, _PEOPLE, _BIRTH = (
    _NAMES.index("place"), _NAMES.index("failing"), _NAMES.index("people"), _PERSON.index("birth"),
)  # fmt: skip
_values, _person_values = attrgetter(*_NAMES), attrgetter(*_PERSON)
PURPOSE = "kept-rows"


def kept_path(file_key):
    return path_of(f".read-{file_key}")


def forget(file_key):
    kept_path(file_key).unlink(missing_ok=True)


def _packed(value):
    if isinstance(value, Place):
        return value.code
    return value.isoformat() if isinstance(value, dt.date) else _person_values(value)


_encode = json.JSONEncoder(
    default=_packed, ensure_ascii=False, check_circular=False, separators=(",", ":")
).encode


class Keeper:
    """`keep(row)` each, as it is then; `close(checked)` at the end."""

    def __init__(self, path, key):
        path.touch(0o600)
        self._file, self._seal, self._rows, self._count = path.open("wb"), seal(PURPOSE), [], 0
        self._line({"key": key, "fields": [_NAMES, _PERSON]})

    def keep(self, row):
        self._rows.append(_values(row))
        if len(self._rows) == CHUNK:
            self._flush()

    def close(self, checked):
        self._flush()
        layouts = {name: [layout.headers, dict(layout.columns)] for name, layout in checked.layouts.items()}
        self._line({"reading": checked.reading, "layouts": layouts, "rows": self._count})
        self._file.write(self._seal.hexdigest().encode())
        self._file.close()

    def _flush(self):
        if self._rows:
            self._line(self._rows)
            self._count += len(self._rows)
            self._rows = []

    def _line(self, value):
        line = _encode(value).encode() + b"\n"
        self._seal.update(line)
        self._file.write(line)


class Kept:
    def __init__(self, path, last, places):
        self._path, self.places = path, places
        self.reading, self.count = last["reading"], last["rows"]
        self.layouts = {
            name: Layout(0, 0, tuple(headers), columns)
            for name, (headers, columns) in last["layouts"].items()
        }

    def handfuls(self):
        with self._path.open("rb") as file:
            next(file)
            for _ in range(0, self.count, CHUNK):
                yield [self._row(values) for values in json.loads(next(file))]

    def _row(self, values):
        if values[_PLACE]:
            values[_PLACE] = self.places.of_code(values[_PLACE])
        if values[_FAILING]:
            values[_FAILING] = {int(number): count for number, count in values[_FAILING].items()}
        values[_PEOPLE] = tuple(map(_person, values[_PEOPLE])) if values[_PEOPLE] else ()
        return HouseholdRow(*values)


def _person(values):
    if values[_BIRTH]:
        day, precision = values[_BIRTH]
        values[_BIRTH] = (dt.date.fromisoformat(day), precision)
    return PersonRow(*values)


def kept_rows(file_key, key, places):
    """What was kept of the file, or None where it does not serve."""
    path, sealed = kept_path(file_key), seal(PURPOSE)
    try:
        with path.open("rb") as file:
            first = last = file.readline()
            if not first or json.loads(first) != {"key": key, "fields": [_NAMES, _PERSON]}:
                return None
            sealed.update(first)
            for line in file:
                if not line.endswith(b"\n"):
                    return (
                        Kept(path, json.loads(last), places) if line.decode() == sealed.hexdigest() else None
                    )
                sealed.update(line)
                last = line
    except (OSError, ValueError):
        return None
    return None


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
