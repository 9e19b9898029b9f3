from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Obstacle
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


@transaction.atomic
def raise_obstacle(*, kind, text, proposal="", district=None, committee=None, by):
    obstacle = Obstacle.objects.create(
        kind=kind,
        text=text,
        proposal=proposal,
        district=district,
        committee=committee,
        raised_by=by,
        raised_on=today(),
    )
    record(by=by, verb="obstacle.raised", on=obstacle, fields=["kind", "text", "proposal"])
    return obstacle


@transaction.atomic
def answer_obstacle(*, obstacle, answer, by):
    """Once: the first answer stands, a second person is told who answered."""
    if not answer:
        raise Refused(_("เขียนคำตอบก่อนบันทึก"), field="answer")
    given = Obstacle.objects.filter(pk=obstacle.pk, answered_on__isnull=True).update(
        answer=answer, answered_by=by, answered_on=today()
    )
    obstacle.refresh_from_db()
    if not given:
        raise Refused(
            _("มีผู้ตอบเรื่องนี้แล้วเมื่อ %(date)s ยังไม่ได้บันทึกของคุณ") % {"date": format_date(obstacle.answered_on)}
        )
    record(by=by, verb="obstacle.answered", on=obstacle, fields=["answer"])
    return obstacle
