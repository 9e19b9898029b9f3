"""A dated scale: the open row ends where the next one begins. For the acts that set a class, an outcome or an urgency."""

from django.utils.translation import gettext as _

from households.actions.conflicts import EditConflict
from kusiao.refusal import Refused
from kusiao.thai import format_date, today


def open_row(rows):
    return rows.filter(ended_on__isnull=True).select_related("decided_by").first()


def refuse_second(before, *, column, label, value, reason, seen):
    """`seen` is the key of the row that stood on the page, 0 for none; None asks nothing."""
    if seen is None or seen == (before.pk if before else 0):
        return
    stands = {column: "", "reason": ""}
    if before:
        who = _("%(name)s ตั้งแต่ %(date)s โดย %(who)s") % {
            "name": label(getattr(before, column)), "date": format_date(before.started_on), "who": before.decided_by or "-",
        }  # fmt: skip
        stands = {column: who, "reason": before.reason}
    mine = {column: label(value), "reason": reason}
    raise EditConflict(
        _("มีผู้บันทึกไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ"),
        [(name, stands[name], mine[name]) for name in stands],
        before.pk if before else 0,
    )


def refuse_untimely(before, *, column, label, value, started_on):
    if started_on > today():
        raise Refused(_("วันที่เริ่มต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="started_on")
    if before and getattr(before, column) == value:
        raise Refused(
            _("เป็น “%(name)s” อยู่แล้วตั้งแต่ %(date)s")
            % {"name": label(value), "date": format_date(before.started_on)},
            field=column,
        )
    if before and started_on < before.started_on:
        raise Refused(
            _("วันที่เริ่มต้องไม่ก่อน %(date)s ซึ่งเป็นวันที่บันทึกครั้งก่อน") % {"date": format_date(before.started_on)},
            field="started_on",
        )


def close(before, on):
    if before:
        before.ended_on = on
        before.save(update_fields=["ended_on"])
