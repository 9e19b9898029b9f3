"""Survey files on their way through the database, for the tests."""

from households.actions import surveys
from households.models import SurveyFile
from households.surveys.keeping import chunks_of
from kusiao.jobs import run_pending


def received(path, year, by, sheets=()):
    return surveys.receive(chunks=chunks_of(path), name=path.name, year=year, sheets=sheets, by=by)


def checked(path, year, by, sheets=()):
    file = received(path, year, by, sheets)
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


def written(path, year, by, sheets=()):
    file = checked(path, year, by, sheets)
    surveys.confirm(file=file, skip_refused=True, by=by)
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


def undone(file, by):
    surveys.undo(file=file, by=by)
    run_pending()
    file.refresh_from_db()
    return file
