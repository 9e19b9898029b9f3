"""Rows of a file that may be households on record: a person says which they are, and the file is checked again with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import surveys
from households.models import RowAnswer
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now


@transaction.atomic
def answer(*, file, said, by):
    """`said`: {RowSuspect: whether it is that household}."""
    if not said:
        raise Refused(_("ตอบอย่างน้อยหนึ่งแถว ว่าเป็นครัวเรือนที่มีอยู่แล้วหรือเป็นครัวเรือนใหม่"))
    surveys.recheck(file=file, by=by)
    for suspect, is_that_one in said.items():
        household = suspect.household if is_that_one else None
        RowAnswer.objects.update_or_create(
            file=file, sheet=suspect.sheet, row=suspect.row,
            defaults={"household": household, "decided_by": by, "decided_at": now()},
        )  # fmt: skip
    record(by=by, verb="survey_file.answered", on=file)


@transaction.atomic
def take_back(*, file, answer, by):
    """The question is asked again."""
    surveys.recheck(file=file, by=by)
    record(by=by, verb="survey_file.answered", on=file)
    answer.delete()
