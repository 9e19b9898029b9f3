"""Who stands in for a friend for some days."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from officers.actions.pairings import refuse_who_cannot_care
from officers.models import Substitute


@transaction.atomic
def stand_in(*, household, officer, started_on, ended_on, why, by):
    """From `started_on` to the day before `ended_on`; a household has one substitute at a time."""
    Household.objects.select_for_update().get(pk=household.pk)
    if started_on < today():
        raise Refused(
            _("วันเริ่มดูแลแทนต้องไม่ก่อนวันนี้ (%(date)s)") % {"date": format_date(today())}, field="started_on"
        )
    if ended_on <= started_on:
        raise Refused(_("วันสิ้นสุดต้องหลังวันเริ่ม แก้วันที่แล้วบันทึกอีกครั้ง"), field="ended_on")
    refuse_who_cannot_care(officer, household, since=started_on, until=ended_on)
    if household.pairings.filter(ended_on__isnull=True, officer=officer).exists():
        raise Refused(
            _("%(officer)s เป็นคู่เสี่ยวของครัวเรือนนี้อยู่แล้ว เลือกคนอื่น") % {"officer": officer}, field="officer"
        )
    others = household.substitutes.not_ended().filter(started_on__lt=ended_on, ended_on__gt=started_on)
    if other := others.select_related("officer").first():
        raise Refused(
            _("ช่วงนั้น %(officer)s ดูแลแทนอยู่แล้ว (%(first)s ถึงก่อน %(last)s) เลือกวันอื่น หรือสิ้นสุดช่วงเดิมก่อน")
            % {
                "officer": other.officer, "first": format_date(other.started_on),
                "last": format_date(other.ended_on),
            },
            field="started_on",
        )  # fmt: skip
    made = Substitute.objects.create(
        household=household, officer=officer, started_on=started_on, ended_on=ended_on, why=why, made_by=by
    )
    record(by=by, verb="substitute.named", on=made, fields=["officer", "started_on", "ended_on", "why"])
    return made


@transaction.atomic
def end(*, substitute, by):
    """From today he stands in no more."""
    Household.objects.select_for_update().get(pk=substitute.household_id)
    held = Substitute.objects.get(pk=substitute.pk)
    if held.ended_on <= today():
        raise Refused(_("ช่วงดูแลแทนนี้สิ้นสุดแล้วเมื่อ %(date)s") % {"date": format_date(held.ended_on)})
    held.ended_on = max(today(), held.started_on)
    held.save(update_fields=["ended_on"])
    record(by=by, verb="substitute.ended", on=held, fields=["ended_on"])
    return held
