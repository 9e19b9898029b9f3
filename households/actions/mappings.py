"""What the columns under some headers mean: said by a person, remembered for every file with the same headers."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import surveys
from households.models import ColumnMapping
from households.surveys.mapping import signature
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now


@transaction.atomic
def remember(*, file, names, rows, meanings, by):
    """`names`: the headers by position; `rows`: how many rows they take. The file is checked again with it."""
    surveys.recheck(file=file, by=by)
    key = signature(names)
    if not key:
        raise Refused(_("แถวที่เลือกเป็นหัวตารางว่างทั้งแถว เลือกแถวที่มีชื่อคอลัมน์"))
    mapping, _new = ColumnMapping.objects.update_or_create(
        signature=key,
        defaults={
            "rows": rows,
            "meanings": {str(position): meaning for position, meaning in meanings.items()},
            "decided_by": by,
            "decided_at": now(),
        },
    )
    record(by=by, verb="column_mapping.remembered", on=mapping, fields=["meanings"])
    return mapping


@transaction.atomic
def forget(*, file, mapping, by):
    """The headers speak for themselves again."""
    surveys.recheck(file=file, by=by)
    record(by=by, verb="column_mapping.forgotten", on=mapping)
    mapping.delete()
