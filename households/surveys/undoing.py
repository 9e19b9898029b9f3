"""A written file taken back, household by household: all that the file did to it, or nothing where somebody touched it.

The images are walked from the last to the first, so that what was written last is taken back first."""

import uuid
from collections import defaultdict

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from households.models import (
    ChangeAnswer,
    CheckedRow,
    EndReason,
    Enrolment,
    Household,
    LifePlan,
    Likeness,
    NotUndone,
    RoundDecision,
    RowSuspect,
    UndoImage,
)
from households.surveys.repeats import Seen
from households.surveys.writing import NULL, Table
from households.surveys.writing.images import UNSIGNED, made_rows, signature

EDITED = "edited:"
# What a search or a check of another file found is no reason to keep a household; what a person answered to it is.
_DERIVED = (CheckedRow, Likeness, NotUndone, RowSuspect, UndoImage)


class Undo:
    """`left`: {household: why} of those left as they are. Called inside the transaction that ends with it undone."""

    def __init__(self, file, progress=lambda done, total: None):
        self.file, self.progress = file, progress
        self.left, self._known = defaultdict(set), frozenset()

    def run(self):
        """A household may have several images, and only the first may show that it is to be left: then all is walked
        again with that known. Each walk knows more households than the one before, so that it ends; one too many, for
        the hash of another household, does no harm."""
        while True:
            point = transaction.savepoint()
            self._walk()
            if not any(hash(household) in self._taken for household in self.left.keys() - self._known):
                break
            transaction.savepoint_rollback(point)
            self._known = frozenset(self.left)
        transaction.savepoint_commit(point)
        return {household: sorted(reasons) for household, reasons in self.left.items()}

    def _walk(self):
        self._tables, self._nobodys, self._taken = {}, [], Seen()
        keys = list(self.file.images.order_by("-pk").values_list("pk", flat=True))
        for done, key in enumerate(keys, start=1):
            self._image(UndoImage.objects.get(pk=key))
            self.progress(done, len(keys))
        for table in self._tables.values():
            table.flush()
        for label, rows, signed in self._nobodys:
            self._remove_if_unused(self._table(label), rows, signed)

    def _leave(self, household, reason):
        """Of one known from the walk before, what is not taken back this time is no edit of anybody's."""
        if household not in self._known:
            self.left[household].add(reason)

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
        for household in households - self.left.keys():
            self._taken.setdefault(hash(household), 1)
        self._let_go(self._keys(made.get(Household._meta.label, ())))
        for label in reversed(made):
            self._table(label).flush()
            self._table(label).delete(self._keys(made[label]))
        for label, rows in image.changed.items():
            self._restore(self._table(label), [row for row in rows if row[0] not in self.left], stands[label])

    def _owned(self, label, part):
        rows = made_rows(part)
        if nobodys := [row for row in rows if not row[0]]:
            self._nobodys.append((label, nobodys, part["columns"]))
        return [row for row in rows if row[0]]

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
                self._leave(household, EDITED + label)
            found[key] = now
        return found

    def _touched_since(self, label, rows, columns):
        stands = self._table(label).read(columns, [row[1] for row in rows])
        for household, key, signed in rows:
            if key not in stands or signature(stands[key]) != signed:
                self._leave(household, EDITED + label)

    def _hanging(self, label, rows, made):
        """Rows of others that point at what would be removed, in any table of the project."""
        household_of = {key: household for household, key, _signed in rows}
        for relation in _relations(self._table(label).model):
            own = {key for _household, key, _signed in made.get(relation.related_model._meta.label, ())}
            for pointed, pointing in _pointing(relation, list(household_of)):
                if pointing not in own:
                    self._leave(household_of[pointed], relation.related_model._meta.label)

    def _said(self, households):
        """What a person said or decided by this round since the file was written rests on what it wrote."""
        # From the arrival on: of a file written by districts `written_at` tells the last part only.
        year, since = self.file.year, self.file.arrived_at
        day = localdate(since)
        told = {
            ChangeAnswer: Q(before=year, answered_at__gte=since) | Q(after=year, answered_at__gte=since),
            RoundDecision: Q(round=year, decided_at__gte=since),
            LifePlan: Q(round=year, begun_on__gte=day),
            Enrolment: Q(watch_from__gte=day) | Q(end_reason=EndReason.GRADUATED, ended_on__gte=day),
        }
        keys = {uuid.UUID(str(household)): household for household in households}
        for model, rows in told.items():
            found = (
                model.objects.filter(rows, household__in=keys).order_by().values_list("household", flat=True)
            )
            for household in found:
                self._leave(keys[household], model._meta.label)

    # --- taking back ------------------------------------------------------------------------------------------

    @staticmethod
    def _let_go(households):
        """Lists of what a check once found say no more of a household that is gone."""
        CheckedRow.objects.filter(household__in=households).update(household=None)
        NotUndone.objects.filter(household__in=households).delete()
        RowSuspect.objects.filter(household__in=households).delete()
        for side in ("first", "second"):
            Likeness.objects.filter(**{f"{side}__in": households}).delete()

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
    """Of everything that points at a row of the model, by relations without a way back too."""
    return [
        relation for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.is_relation
        and not relation.many_to_many and relation.related_model not in _DERIVED
    ]  # fmt: skip


def _pointing(relation, keys):
    """(key pointed at, key of the pointing row), as texts."""
    table = Table(relation.related_model)
    return table.pointing(relation.field.attname, keys)


def _gives_up(changed):
    return any(old == "0" and written == "1" for old, written in changed.values())


def _text(kept):
    return NULL if kept is None else kept
