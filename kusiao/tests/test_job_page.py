import pytest
from django.urls import reverse

from kusiao.jobs import ledger
from kusiao.jobs.models import Job, State


@pytest.fixture
def job(importer, monkeypatch):
    monkeypatch.setattr(ledger, "kinds", {})
    monkeypatch.setattr(ledger, "nudge", lambda job_id, after=0: True)
    ledger.register("test.work", title="ตรวจไฟล์สำรวจ", page=lambda job: f"/there/{job.key}/")(print)
    return ledger.enqueue("test.work", "7", by=importer)


def at(job, **changes):
    Job.objects.filter(pk=job.pk).update(**changes)
    return reverse("jobs:progress", args=[job.pk])


def test_page_tells_how_far_and_reloads_itself_without_scripts(as_, importer, job):
    claimed = ledger.claim(job.pk)
    claimed.report(1200, 2400)
    page = as_(importer).get(at(job)).content.decode()
    assert "ตรวจไฟล์สำรวจ" in page and "ทำแล้ว 1,200 จาก 2,400" in page
    assert '<noscript><meta http-equiv="refresh"' in page and 'data-over="no"' in page


def test_bar_alone_for_the_script(as_, importer, job):
    bar = as_(importer).get(at(job), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in bar and 'data-over="no"' in bar


def test_done_leads_on(as_, importer, job):
    page = as_(importer).get(at(job, state=State.DONE)).content.decode()
    assert "/there/7/" in page and 'data-over="yes"' in page and "refresh" not in page


def test_failed_says_what_to_do_and_tries_again(as_, importer, job):
    address = at(job, state=State.FAILED, attempts=3, error="อ่านไฟล์ไม่ได้ ให้ส่งใหม่")
    client = as_(importer)
    page = client.get(address).content.decode()
    assert "อ่านไฟล์ไม่ได้ ให้ส่งใหม่" in page and "ลองอีกครั้ง" in page
    assert client.post(address).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.PENDING, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_importer_finds_nothing_and_the_province_everything(as_, make, pranee, job, method):
    address = at(job, state=State.FAILED)
    other = make.officer("importer2", role="importer")
    assert getattr(as_(other), method)(address).status_code == 404
    assert Job.objects.get().state == State.FAILED
    assert getattr(as_(pranee), method)(address).status_code in (200, 302)


@pytest.mark.parametrize("name", ["somchai", "outsider", "viewer"])
def test_wrong_role_is_told_so(request, as_, job, name):
    assert as_(request.getfixturevalue(name)).get(at(job)).status_code == 403
