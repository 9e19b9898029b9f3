"""Every paper that leaves the house is written down: who took which form of which report."""

from django.db import transaction
from django.utils.translation import gettext as _

from kusiao import audit


@transaction.atomic
def download(*, report, form, by):
    audit.record(by=by, verb="report.downloaded", on=report, purpose=form)


@transaction.atomic
def field_sheet(*, district, count, purpose, by):
    told = _("%(purpose)s · ใบลงพื้นที่ %(count)s ครัวเรือน") % {"purpose": purpose, "count": f"{count:,}"}
    audit.record(by=by, verb="field_sheet.downloaded", on=district, purpose=told)
