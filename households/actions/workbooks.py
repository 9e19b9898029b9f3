"""What leaves the house as a file is written down."""

from django.db import transaction

from kusiao.audit import record


@transaction.atomic
def download(*, file, by):
    record(by=by, verb="survey_file.downloaded", on=file)
