"""A written file taken back, household by household: all that the file did to it, or nothing where somebody touched it.

The images are walked from the last to the first, so that what was written last is taken back first."""

import uuid
from collections import defaultdict

from django.apps import apps
from django.db.models import Q

from households.models import ChangeAnswer, CheckedRow, Household, NotUndone, RoundDecision, UndoImage
from households.surveys.writing import NULL, Table
from households.surveys.writing.images import UNSIGNED, signature

EDITED = "edited:"
# Of a household that a later file only looked at, that file's list is no reason to keep it.
_DERIVED = (CheckedRow, NotUndone, UndoImage)


class Undo:
    """`left`: {household: why} of those left as they are. Called inside the transaction that ends with it undone."""

    def __init__(self, file, progress=lambda done, total: None):
        self.file, self.progress = file, progress
        self.left, self._tables, self._nobodys = defaultdict(set), {}, []

    def run(self):
        keys = list(self.file.images.order_by("-pk").values_list("pk", flat=True))
        for done, key in enumerate(keys, start=1):
            self._image(UndoImage.objects.get(pk=key))
            self.progress(done, len(keys))
        for table in self._tables.values():
            table.flush()
        for label, rows, signed in self._nobodys:
            self._remove_if_unused(self._table(label), rows, signed)
        return {household: sorted(reasons) for household, reasons in self.left.items()}

    def _table(self, label):
        return self._tables.setdefault(label, Table(apps.get_model(label)))

    def _image(self, image):
        made = {label: self._owned(label, part) for label, part in image.made.items()}
        households = {row[0] for rows in [*made.values(), *image.changed.values()] for row in rows}
        # Nobody edits these, or hangs anything on them, until our transaction is over.
        list(Household.objects.select_for_update().filter(pk__in=households).order_by("pk").values_list("pk"))
        stands = {label: self._changed_since(label, rows) for label, rows in image.changed.items()}
        for label, rows in made.items():
            self._touched_since(label, rows, image.made[label]["columns"])
            self._hanging(label, rows, made)
        self._said(households)
        self._let_go(self._keys(made.get(Household._meta.label, ())))
        for label in reversed(made):
            self._table(label).flush()
            self._table(label).delete(self._keys(made[label]))
        for label, rows in image.changed.items():
            self._restore(self._table(label), [row for row in rows if row[0] not in self.left], stands[label])

    def _owned(self, label, part):
        if nobodys := [row for row in part["rows"] if not row[0]]:
            self._nobodys.append((label, nobodys, part["columns"]))
        return [row for row in part["rows"] if row[0]]

    def _keys(self, rows):
        return [row[1] for row in rows if row[0] not in self.left]

    # --- what was touched since -------------------------------------------------------------------------------

    def _changed_since(self, label, rows):
        table = self._table(label)
        columns = sorted({name for row in rows for name in row[2]} | ({UNSIGNED} & set(table.fields)))
        stands = table.read(columns, [row[1] for row in rows])
        found = {}
        for household, key, changed in rows:
            now = dict(zip(columns, stands[key], strict=True)) if key in stands else {}
            if any(now.get(name) != _text(written) for name, (_old, written) in changed.items()):
                self.left[household].add(EDITED + label)
            found[key] = now
        return found

    def _touched_since(self, label, rows, columns):
        stands = self._table(label).read(columns, [row[1] for row in rows])
        for household, key, signed in rows:
            if key not in stands or signature(stands[key]) != signed:
                self.left[household].add(EDITED + label)

    def _hanging(self, label, rows, made):
        """Rows of others that point at what would be removed, in any table of the project."""
        household_of = {key: household for household, key, _signed in rows}
        for relation in _relations(self._table(label).model):
            own = {key for _household, key, _signed in made.get(relation.related_model._meta.label, ())}
            for pointed, pointing in _pointing(relation, list(household_of)):
                if pointing not in own:
                    self.left[household_of[pointed]].add(relation.related_model._meta.label)

    def _said(self, households):
        """What a person said or decided by this round since the file was written rests on what it wrote."""
        year, since = self.file.year, self.file.written_at or self.file.arrived_at
        told = {
            ChangeAnswer: Q(before=year, answered_at__gte=since) | Q(after=year, answered_at__gte=since),
            RoundDecision: Q(round=year, decided_at__gte=since),
        }
        keys = {uuid.UUID(str(household)): household for household in households}
        for model, rows in told.items():
            found = (
                model.objects.filter(rows, household__in=keys).order_by().values_list("household", flat=True)
            )
            for household in found:
                self.left[keys[household]].add(model._meta.label)

    # --- taking back ------------------------------------------------------------------------------------------

    @staticmethod
    def _let_go(households):
        """Lists of what a check once found say no more of a household that is gone."""
        CheckedRow.objects.filter(household__in=households).update(household=None)
        NotUndone.objects.filter(household__in=households).delete()

    def _restore(self, table, rows, stands):
        if not rows:
            return
        columns = tuple(stands[rows[0][1]])
        texts = []
        for _household, key, changed in rows:
            values = stands[key] | {name: _text(old) for name, (old, _written) in changed.items()}
            if UNSIGNED in values:
                values[UNSIGNED] = str(int(values[UNSIGNED]) + 1)
            texts.append((_gives_up(changed), (key, *values.values())))
        # Two rows may have changed places under a constraint: who gives his up goes first.
        for turn in (True, False):
            table.update(columns, [row for gives_up, row in texts if gives_up is turn])
            table.flush()

    @staticmethod
    def _remove_if_unused(table, rows, columns):
        stands = table.read(columns, [key for _nobody, key, _signed in rows])
        free = {key for _n, key, signed in rows if key in stands and signature(stands[key]) == signed}
        for relation in _relations(table.model):
            free -= {pointed for pointed, _pointing_key in _pointing(relation, list(free))}
        table.delete(free)


def keep_left(file, left):
    NotUndone.objects.bulk_create(
        [NotUndone(file=file, household_id=pk, reasons=reasons) for pk, reasons in left.items()], 500
    )
    file.images.all().delete()


def _relations(model):
    return [
        relation for relation in model._meta.related_objects
        if relation.related_model not in _DERIVED and not relation.many_to_many
    ]  # fmt: skip


def _pointing(relation, keys):
    """(key pointed at, key of the pointing row), as texts."""
    table = Table(relation.related_model)
    return table.pointing(relation.field.attname, keys)


def _gives_up(changed):
    return any(old == "0" and written == "1" for old, written in changed.values())


def _text(kept):
    return NULL if kept is None else kept
