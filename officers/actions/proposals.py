"""What the proposer proposed and the coordinator edited, carried out as one act or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Household
from kusiao.audit import record
from kusiao.refusal import Refused
from officers.actions import pairings
from officers.actions.hand_overs import hold_officers
from officers.models import Pairing


@transaction.atomic
def confirm(*, chosen, order_number="", by):
    """`chosen`: [(household, officer)]. Everybody is locked in one order, so that two who confirm the same do not wait
    for each other for ever."""
    if not chosen:
        raise Refused(_("ยังไม่ได้เลือกคู่ใด เลือกเจ้าหน้าที่อย่างน้อยหนึ่งครัวเรือน"))
    hold_officers({officer.pk for _household, officer in chosen})
    keys = [household.pk for household, _officer in chosen]
    list(Household.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
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
