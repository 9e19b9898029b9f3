from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Classification, Household, Track
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


@transaction.atomic
def classify(*, household, track, started_on, reason, by):
    """Sets the class from that day on; the class before it stays as history."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    if household.merged_into_id:
        raise Refused(_("แฟ้มนี้เพิ่งรวมเข้ากับแฟ้มอื่น ยังไม่ได้บันทึกประเภท เปิดแฟ้มที่รวมแล้ว แล้วจัดประเภทในแฟ้มนั้น"))
    if track not in Track.values:
        raise Refused(_("เลือกประเภท พัฒนาได้ หรือ สงเคราะห์"), field="track")
    if not reason:
        raise Refused(_("เขียนเหตุผลที่จัดประเภทนี้"), field="reason")
    if started_on > today():
        raise Refused(_("วันที่เริ่มต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="started_on")
    before = household.classifications.filter(ended_on__isnull=True).first()
    if before:
        _close(before, track, started_on)
    classification = Classification.objects.create(
        household=household, track=track, started_on=started_on, reason=reason, decided_by=by
    )
    record(by=by, verb="household.classified", on=household, fields=["track", "started_on", "reason"])
    return classification


def _close(before, track, started_on):
    if before.track == track:
        raise Refused(
            _("ครัวเรือนนี้เป็นประเภท “%(track)s” อยู่แล้วตั้งแต่ %(date)s")
            % {"track": before.get_track_display(), "date": format_date(before.started_on)},
            field="track",
        )
    if started_on < before.started_on:
        raise Refused(
            _("วันที่เริ่มต้องไม่ก่อน %(date)s ซึ่งเป็นวันที่จัดประเภทครั้งก่อน") % {"date": format_date(before.started_on)},
            field="started_on",
        )
    before.ended_on = started_on
    before.save(update_fields=["ended_on"])
