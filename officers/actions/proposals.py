"""What the proposer proposed and the coordinator edited, carried out as one act or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from kusiao.audit import record
from kusiao.refusal import Refused
from officers.actions import pairings
from officers.actions.holding import hold
from officers.models import Pairing


@transaction.atomic
def confirm(*, chosen, order_number="", by):
    """`chosen`: [(household, officer)]."""
    if not chosen:
        raise Refused(_("ยังไม่ได้เลือกคู่ใด เลือกเจ้าหน้าที่อย่างน้อยหนึ่งครัวเรือน"))
    hold(
        officers={officer.pk for _household, officer in chosen},
        households={one.pk for one, _officer in chosen},
    )
    made = []
    for household, officer in chosen:
        try:
            made.append(pairings.pair(officer=officer, household=household, order_number=order_number, by=by))
        except Refused as refusal:
            raise Refused(
                _("ยังไม่ได้จับคู่ใครเลย เพราะ %(household)s จับคู่ไม่ได้: %(why)s")
                % {"household": household.head_name, "why": refusal}
            ) from refusal
    record(by=by, verb="pairing.proposed", on=Pairing, fields=["officer", "household", "order_number"])
    return made
