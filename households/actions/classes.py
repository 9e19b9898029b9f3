from django.db import transaction
from django.utils.translation import gettext as _

from households.dated import close, open_row, refuse_second, refuse_untimely
from households.models import Classification, Household, Track
from kusiao.audit import record
from kusiao.refusal import Refused


@transaction.atomic
def classify(*, household, track, started_on, reason, by, seen=None):
    """Sets the class from that day on; the class before it stays as history."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    if household.merged_into_id:
        raise Refused(_("แฟ้มนี้เพิ่งรวมเข้ากับแฟ้มอื่น ยังไม่ได้บันทึกประเภท เปิดแฟ้มที่รวมแล้ว แล้วจัดประเภทในแฟ้มนั้น"))
    if track not in Track.values:
        raise Refused(_("เลือกประเภท พัฒนาได้ หรือ สงเคราะห์"), field="track")
    if not reason:
        raise Refused(_("เขียนเหตุผลที่จัดประเภทนี้"), field="reason")
    before = open_row(household.classifications)
    scale = {"column": "track", "label": dict(Track.choices).get, "value": track}
    refuse_second(before, **scale, reason=reason, seen=seen)
    refuse_untimely(before, **scale, started_on=started_on)
    close(before, started_on)
    classification = Classification.objects.create(
        household=household, track=track, started_on=started_on, reason=reason, decided_by=by
    )
    record(by=by, verb="household.classified", on=household, fields=["track", "started_on", "reason"])
    return classification
