from django.db import transaction
from django.utils.translation import gettext as _

from households.dated import close, open_row, refuse_second, refuse_untimely
from households.models import LADDERS, Household
from kusiao.audit import record
from kusiao.refusal import Refused


@transaction.atomic
def set_rung(*, ladder, household, level, started_on, reason, by, seen=None):
    """`ladder`: outcome or urgency. From that day on the household stands there; the rung before it stays as history."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    if household.merged_into_id:
        raise Refused(_("แฟ้มนี้เพิ่งรวมเข้ากับแฟ้มอื่น ยังไม่ได้บันทึก เปิดแฟ้มที่รวมแล้ว แล้วบันทึกในแฟ้มนั้น"))
    model = LADDERS[ladder]
    levels = dict(model._meta.get_field("level").choices)
    if level not in levels:
        raise Refused(_("เลือกระดับ"), field="level")
    if not reason:
        raise Refused(_("เขียนเหตุผล"), field="reason")
    before = open_row(model.objects.filter(household=household))
    scale = {"column": "level", "label": levels.get, "value": level}
    refuse_second(before, **scale, reason=reason, seen=seen)
    refuse_untimely(before, **scale, started_on=started_on)
    close(before, started_on)
    made = model.objects.create(
        household=household, level=level, started_on=started_on, reason=reason, decided_by=by
    )
    record(by=by, verb=f"{ladder}.decided", on=made, fields=["level", "started_on", "reason"])
    return made
