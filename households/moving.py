"""How a merge changes rows and remembers them, and how it puts them back. Called inside the transaction of the merge."""

import json
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, transaction

from households.models import MergedRow


class Changes:
    """Writes each change and keeps what stood before and after: keys in the open, values encrypted."""

    def __init__(self, merge):
        self.merge, self.kept = merge, []

    def change(self, rows, **values):
        """`values` by column (household_id=…), the same for all `rows`, in one statement."""
        rows = list(rows)
        if not rows:
            return
        for row in rows:
            self._keep(row, {name: getattr(row, name) for name in values}, values)
            for name, value in values.items():
                setattr(row, name, value)
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).update(**values)

    @contextmanager
    def watching(self, rows):
        """What an act of another file changes in these rows."""
        before = [(row, _columns(row)) for row in rows]
        yield
        for row, then in before:
            row.refresh_from_db()
            changed = {name: value for name, value in _columns(row).items() if value != then[name]}
            if changed:
                self._keep(row, {name: then[name] for name in changed}, changed)

    def _keep(self, row, before, after):
        self.kept.append(
            MergedRow(
                merge=self.merge, label=row._meta.label, key=str(row.pk), columns=sorted(after),
                before=_pack(before), after=_pack(after),
            )
        )  # fmt: skip

    def save(self):
        MergedRow.objects.bulk_create(self.kept)


def _columns(row):
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def _pack(values):
    return json.dumps(values, default=str, ensure_ascii=False)


def _unpack(model, packed):
    return {name: model._meta.get_field(name).to_python(value) for name, value in json.loads(packed).items()}


def put_back(merge, *, may=lambda row, values: True):
    """The last change first. A column that somebody touched since stays as it is, a row that may not or cannot go back
    too: [label, key, columns] of what was skipped."""
    skipped = []
    for kept in merge.rows.order_by("-id"):
        left = _put_back_one(kept, may)
        if left:
            skipped.append([kept.label, kept.key, left])
    return skipped


def _put_back_one(kept, may):
    model = apps.get_model(kept.label)
    row = model._base_manager.filter(pk=kept.key).first()
    if row is None:
        return kept.columns
    before, after = _unpack(model, kept.before), _unpack(model, kept.after)
    untouched = {name: value for name, value in before.items() if getattr(row, name) == after[name]}
    touched = sorted(before.keys() - untouched.keys())
    if not untouched or not may(row, untouched):
        return kept.columns
    if _written(row, untouched):
        return touched
    # Somebody else leads that house meanwhile: the person goes back all the same, and leads no more.
    if "is_head" in untouched and _written(row, untouched | {"is_head": False}):
        return sorted([*touched, "is_head"])
    return kept.columns


def _written(row, values):
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:
        return False
    return True
