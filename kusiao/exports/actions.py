import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.exports.models import Export, number_of
from kusiao.fields import decrypt_bytes, encrypt_bytes
from kusiao.refusal import Refused
from kusiao.tables.writing import write
from kusiao.thai import format_datetime

MARK = _("ใช้ตามเหตุผลที่แจ้งไว้เท่านั้น ลบเมื่อใช้เสร็จ ห้ามส่งต่อ")


def too_long(count):
    """The sentence for a list over the cap, or nothing."""
    if count <= settings.EXPORT_MAX_ROWS:
        return ""
    return _("รายการนี้มี %(count)s แถว ส่งออกได้ครั้งละไม่เกิน %(most)s แถว เลือกให้แคบลง เช่น ทีละอำเภอ แล้วส่งออกใหม่") % {
        "count": f"{count:,}",
        "most": f"{settings.EXPORT_MAX_ROWS:,}",
    }


@transaction.atomic
def export(*, listing, rows, purpose, form, by, title="", narrowed_to=""):
    """The rows as they stand now, written once, marked, and kept encrypted for as long as the setting says."""
    title = title or str(listing.title)
    data = listing.resource().export(rows)
    refusal = too_long(len(data))
    if refusal:
        raise Refused(refusal)
    if not len(data):
        raise Refused(_("ไม่มีแถวให้ส่งออก เลือกให้กว้างขึ้นแล้วส่งออกใหม่"))
    made = Export(
        made_by=by, page=listing.page, title=title, narrowed_to=narrowed_to, columns=data.headers, count=len(data),
        form=form, purpose=purpose, standing=by.standing, made_at=timezone.now(),
    )  # fmt: skip
    made.expires_at = made.made_at + timedelta(hours=settings.EXPORT_HOURS)
    content = write(form, data.headers, data, above=_lines(made), footer=_watermark(made))
    made.digest = hashlib.sha256(content).hexdigest()
    made.content = encrypt_bytes(content)
    made.save(force_insert=True)
    audit.record(by=by, verb="list.exported", on=made, purpose=_told(made))
    return made


def _watermark(export):
    told = {
        "person": export.made_by,
        "username": export.made_by.get_username(),
        "when": format_datetime(export.made_at),
        "number": number_of(export.pk),
    }
    return _("ส่งออกโดย %(person)s (%(username)s) เมื่อ %(when)s เลขที่ %(number)s") % told


def _lines(export):
    what = f"{export.title} · {export.narrowed_to}" if export.narrowed_to else export.title
    count = _("%(count)s แถว") % {"count": f"{export.count:,}"}
    return [f"{_watermark(export)} · {MARK}", f"{what} · {count}"]


def _told(export):
    return _("%(purpose)s · %(title)s %(count)s แถว (%(form)s) เลขที่ %(number)s") % {
        "purpose": export.purpose,
        "title": export.title,
        "count": f"{export.count:,}",
        "form": export.form,
        "number": export.number,
    }


@transaction.atomic
def download(*, export, by):
    """The bytes, once it is written down that they were taken."""
    content = decrypt_bytes(bytes(export.content))
    audit.record(
        by=by, verb="list.downloaded", on=export, purpose=_("เลขที่ %(number)s") % {"number": export.number}
    )
    return content


@transaction.atomic
def sweep():
    """Empties what has expired; the row stays, as the record of what was taken."""
    over = list(Export.objects.select_for_update().over().defer("content"))
    if over:
        Export.objects.filter(pk__in=[one.pk for one in over]).update(content=None)
        audit.record(by=None, verb="list.expired", on=over)
    return len(over)
