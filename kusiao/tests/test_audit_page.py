import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from kusiao import audit
from kusiao.audit.models import Event
from kusiao.audit.words import known
from kusiao.jobs.models import Job

ROOT = Path(settings.BASE_DIR)


def verbs_in(source):
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    given = (k.value for call in calls for k in call.keywords if k.arg == "verb")
    return {value.value for value in given if isinstance(value, ast.Constant)}


def verbs_of_the_house():
    rooms = ("kusiao", "households", "officers", "committees", "reports")
    files = (file for room in rooms for file in (ROOT / room).rglob("*.py") if "tests" not in file.parts)
    return {verb for file in files for verb in verbs_in(file.read_text())}


def test_every_act_of_the_house_has_thai_words():
    assert {"job.retried", "job.cancelled"} <= verbs_of_the_house()
    assert {verb for verb in verbs_of_the_house() if not known(verb)} == set()


@pytest.fixture
def row(db):
    return Job.objects.create(kind="test.work", key="1")


def record(row, n=1, **changes):
    for _ in range(n):
        audit.record(**{"by": None, "verb": "visit.recorded", "on": row, "fields": ["state"]} | changes)


def test_auditor_reads_who_did_what_in_thai(as_, auditor, somchai, row):
    record(row, by=somchai, purpose="ตรวจสิทธิ", fields=["state", "created_at"])
    page = as_(auditor).get(reverse("audit:events"), {"actor": "somchai"}).content.decode()
    for words in ("บันทึก การเยี่ยม", "somchai", "ตรวจสิทธิ", "สถานะ, ช่องของระบบ", str(row.pk)):
        assert words in page


@pytest.mark.parametrize(
    "asked, found",
    [
        ({}, 3),
        ({"verb": "job.retried"}, 1),
        ({"actor": "somchai"}, 2),
        ({"actor": "nobody"}, 0),
        ({"since": "1/2/2569"}, 2),
        ({"until": "31/1/2569"}, 1),
        ({"since": "1/2/2569", "until": "1/2/2569"}, 1),
        ({"since": "วันไหน"}, 0),
    ],
)
def test_list_is_filtered_by_days_of_bangkok(as_, auditor, somchai, row, time_machine, asked, found):
    Event.objects.all()._raw_delete(using="default")
    time_machine.move_to("2026-01-31 16:59:59+00:00")  # 31 January, one second before midnight in Khon Kaen
    record(row, by=somchai)
    time_machine.move_to("2026-01-31 17:00+00:00")
    record(row, by=somchai)
    time_machine.move_to("2026-03-01 05:00+00:00")
    record(row, verb="job.retried")
    answer = as_(auditor).get(reverse("audit:events"), asked)
    assert answer.context["page"].paginator.count == found


def test_long_list_is_paged_with_the_same_number_of_queries(as_, auditor, row, django_assert_num_queries):
    client = as_(auditor)
    record(row)
    with django_assert_num_queries(8):
        client.get(reverse("audit:events"))
    record(row, 60)
    with django_assert_num_queries(8):
        answer = client.get(reverse("audit:events"))
    assert answer.context["page"].paginator.num_pages == 2
    assert len(client.get(reverse("audit:events"), {"page": 2}).context["page"]) >= 11


@pytest.mark.parametrize(
    "name", ["somchai", "chair", "district_chief", "pranee", "importer", "viewer", "centre"]
)
def test_nobody_but_the_auditor_opens_it(request, as_, name):
    assert as_(request.getfixturevalue(name)).get(reverse("audit:events")).status_code == 403
