"""Every paper that leaves the house is written down: who took which form of which report."""

from django.db import transaction

from kusiao import audit


@transaction.atomic
def download(*, report, form, by):
    audit.record(by=by, verb="report.downloaded", on=report, purpose=form)
