"""A number that never came is closed by the person who wrote it: he has looked, and written the visit anew where there was one."""

from django.db import transaction
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import now
from officers.gaps import is_missing
from officers.models import Arrival, ArrivalState


@transaction.atomic
def give_up(*, device, number, by):
    if not is_missing(by, device, number):
        raise Refused(_("ไม่มีฉบับที่ขาดเลขนี้แล้ว เปิดหน้าครัวเรือนของฉันใหม่เพื่อดูล่าสุด"))
    row, new = Arrival.objects.get_or_create(
        officer=by,
        device=device,
        number=number,
        defaults={"outcome": ArrivalState.GIVEN_UP, "arrived_at": now()},
    )
    if new:
        audit.record(by=by, verb="arrival.given_up", on=row, fields=["outcome"])
    return row
