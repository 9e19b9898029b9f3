"""What a rehearsal read is written without reading it again, and comes out as if it had been."""

import pytest

from households.actions import surveys
from households.models import Household, SurveyFile
from households.surveys import kept_rows, province
from households.surveys.checked import Checked
from households.surveys.checking import check
from households.surveys.deciding import Deciding
from households.surveys.household_row import Finding
from households.surveys.keeping import path_of
from households.surveys.kept_rows import Keeper, decided_again, kept_path
from households.surveys.matching import Register
from households.surveys.reading import open_book
from households.surveys.suspecting import NO_LOOKALIKES
from households.tests import workbooks
from households.tests.survey_files import checked
from households.tests.survey_setup import later_form, older_form, places
from households.tests.workbooks.legal import everything
from kusiao.jobs import run_pending


def same(number):
    return number


@pytest.fixture
def file(tmp_path, db):
    return checked(workbooks.older_survey(tmp_path), 2563, None)


def confirmed(file):
    surveys.confirm(file=file, skip_refused=True, by=None)
    run_pending()
    return SurveyFile.objects.get(pk=file.pk)


@pytest.mark.parametrize("legal", everything()[::3], ids=lambda legal: legal.name)
def test_kept_rows_are_the_rows_that_were_read(tmp_path, legal):
    path_of("x").parent.mkdir(parents=True, exist_ok=True)
    path, _truth = legal.write(tmp_path)
    read, again, found = [], [], places()
    keeper = Keeper(kept_path("a"), "key")
    done = check(
        open_book(path).sheets, year=legal.year, form=older_form() if legal.year < 2565 else later_form(), places=found, each=read.extend,
        keep=keeper.keep,
    )  # fmt: skip
    keeper.close(done)
    kept = kept_rows.kept_rows("a", "key", found)
    once_more = decided_again(
        kept, register=Register(), blind=same, each=again.extend, progress=lambda done, of: None
    )
    assert (again, once_more.fingerprint) == (read, done.fingerprint)
    assert (once_more.counts, once_more.districts) == (done.counts, done.districts)


def test_the_writing_opens_no_book(file, monkeypatch):
    monkeypatch.setattr(province, "open_book", None)
    assert confirmed(file).stage == "written"
    assert Household.objects.count() == file.counts["new"] > 0


def cut(content):
    return content[:-100]


def touched(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def of_another_reading(content):
    return b'{"key": "another"' + content[content.index(b",") :]


@pytest.mark.parametrize("spoil", [cut, touched, of_another_reading, lambda content: b""])
def test_rows_that_do_not_serve_are_read_anew(file, spoil):
    path = kept_path(file.pk)
    path.write_bytes(spoil(path.read_bytes()))
    reading = province.reading_of(file.digest, year=2563, choices=province.choices_of(file))
    assert kept_rows.kept_rows(file.pk, reading.key, reading.places) is None
    assert confirmed(file).stage == "written"
    assert Household.objects.count() == file.counts["new"]


def test_nobody_else_may_read_them_and_they_go_with_the_writing(file, django_capture_on_commit_callbacks):
    assert kept_path(file.pk).stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(file)
    assert not kept_path(file.pk).exists()


def test_they_go_when_the_file_is_given_up(file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        surveys.cancel(file=file, by=None)
    assert not kept_path(file.pk).exists()


def test_the_same_findings_in_another_order_are_the_same():
    """A sheet ends a handful, kept rows have no sheets: what was said is the same, in another order."""

    def said(*rows):
        deciding = Deciding(
            Checked(), Register(), same, lambda outcomes: None, lambda finding: None, NO_LOOKALIKES
        )
        for row in rows:
            deciding.note(Finding("แผ่น", "", row, "", "warn", "member_absent", "", "x"))
        return deciding.digest()

    assert said(1, 2) == said(2, 1)
    assert len({said(), said(1), said(1, 1), said(1, 2)}) == 4
