"""Rows written so that they can be taken back: each handful leaves an image of what stood there before.

Of a row that is made the image keeps a signature, of a row that is changed the columns' old and new values as they
lie in the database (a citizen id stays its token). Who writes households, members or anything that hangs on a
household from a survey file writes through a Pen and through nothing else."""

from collections import defaultdict
from hashlib import blake2b

from households.models import UndoImage
from households.surveys.writing.tables import NULL, SEPARATOR, Same, Table

MANY = 5_000
UNSIGNED = "version"  # a lock's counter, no content


def signature(texts):
    return _signed(SEPARATOR.join(texts))


def _signed(whole):
    return blake2b(whole.encode(), digest_size=8).hexdigest()


def made_rows(part):
    """[[household, key, signature]] of what an image says was made."""
    rows = part["rows"]
    return [line.split(" ") for line in rows] if isinstance(rows[0], str) else rows


class Pen:
    """`insert` and `update` at once or a little later; `done` at the end, inside the same transaction."""

    def __init__(self, file, ink=None):
        self.file, self._ink, self._tables = file, ink, {}
        self._made, self._changed, self._written = {}, {}, 0

    def table(self, model):
        return self._tables.get(model) or self._tables.setdefault(model, Table(model, self._ink))

    def insert(self, model, columns, rows, *, households):
        """New rows of `model`: values as the model has them, in the order of `columns` (attnames, `household_id`).
        `households`: whose each row is, None for nobody's. Returns their keys as texts."""
        if not rows:
            return []
        return self.insert_columns(
            model, dict(zip(columns, zip(*rows, strict=True), strict=True)), households=households
        )

    def insert_columns(self, model, given, *, households):
        """The same, column by column: {column: a value for each row, or one Same for all}."""
        if not households:
            return []
        table = self.table(model)
        names, lines = table.lines(given, len(households))
        wholes = list(map(SEPARATOR.join, lines))
        table.insert(names, lines, wholes)
        self._written += len(lines)
        place, skipped = names.index(table.key.attname), int(names[0] == UNSIGNED)
        keys = [texts[place] for texts in lines]
        made = self._made.setdefault(model._meta.label, {"columns": names[skipped:], "rows": []})
        if skipped:
            wholes = [whole.partition(SEPARATOR)[2] for whole in wholes]
        made["rows"] += [
            f"{household} {key} {signed}"
            for household, key, signed in zip(map(_text, households), keys, map(_signed, wholes), strict=True)
        ]
        return keys

    def update(self, model, columns, changes, *, households):
        """`changes`: {key: {column: value}} within `columns`; `households`: {key: whose}. A row is updated once."""
        if not changes:
            return
        table = self.table(model)
        keys = {_text(key): changed for key, changed in changes.items()}
        touched = {name for changed in changes.values() for name in changed}
        columns = [name for name in columns if name in touched] + [UNSIGNED] * (UNSIGNED in table.fields)
        given = _as_texts(table, keys)
        stood = table.read(columns, list(keys))
        image, rows = self._changed.setdefault(model._meta.label, []), []
        for key, household in ((_text(key), _text(household)) for key, household in households.items()):
            before = dict(zip(columns, stood[key], strict=True))
            after = {name: value for name, value in given[key].items() if before[name] != value}
            if after:
                image.append((household, key, {n: [_kept(before[n]), _kept(v)] for n, v in after.items()}))
                rows.append((key, *_raised(before | after).values()))
        table.update(columns, rows)

    def keep(self):
        """The image of this handful."""
        if self._made or any(self._changed.values()):
            table = self.table(UndoImage)
            images = {"file_id": Same(self.file.pk), "made": [self._made], "changed": [self._changed]}
            table.insert(*table.lines(images, 1))
            table.settle()
        self._made, self._changed = {}, {}

    def done(self):
        self.keep()
        for table in self._tables.values():
            table.flush()
            if self._written >= MANY and table.model is not UndoImage:
                table.count_afresh()


def _as_texts(table, changes):
    """{key: {column: text}}, each column turned into texts in one go."""
    by_column = defaultdict(list)
    for key, changed in changes.items():
        for name, value in changed.items():
            by_column[name].append((key, value))
    given = {key: {} for key in changes}
    for name, pairs in by_column.items():
        texts = table.texts(name, [value for _key, value in pairs])
        for (key, _value), text in zip(pairs, texts, strict=True):
            given[key][name] = text
    return given


def _raised(values):
    """Whoever has the old row open in a form is told that it moved."""
    return values | {UNSIGNED: str(int(values[UNSIGNED]) + 1)} if UNSIGNED in values else values


def _text(key):
    return key.hex if hasattr(key, "hex") else "" if key is None else str(key)


def _kept(text):
    return None if text == NULL else text
