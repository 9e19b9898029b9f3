"""What a merge did, in words: how many of what went over, what stayed, what an undoing left."""

from collections import Counter

from django.apps import apps

from households.hanging import HANGS_ON, Stays
from kusiao.audit.words import field_words


def _name(label):
    return apps.get_model(label)._meta.verbose_name


def moved(merge):
    """[(what, how many)] of the rows that belong to the kept household since."""
    counts = Counter(row.label for row in merge.rows.all() if "household_id" in row.columns)
    return [(_name(label), count) for label, count in sorted(counts.items())]


def left_behind(merge):
    """[(what, how many)] of what stands in the file that went, beside and not over."""
    if merge.undone_at:
        return []
    found = []
    for name, how in HANGS_ON.items():
        label, column = name.rsplit(".", 1)
        if isinstance(how, Stays):
            continue
        count = apps.get_model(label)._base_manager.filter(**{column: merge.gone_id}).count()
        if count:
            found.append((_name(label), count))
    return found


def skipped(merge):
    """[(what, which columns)] that an undoing left as somebody had made them since."""
    return [(_name(label), field_words(label, columns)) for label, _key, columns in merge.skipped]
