"""The pages as people get them: as many questions for three rows as for one, Thai only, and nothing a reader trips over."""

import re
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kusiao.audit.models import Event
from kusiao.thai import BANGKOK, month_period
from reports.actions import due, reports
from reports.figures.counting import count
from reports.models import Addressee


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def another(month):
    cut_off = datetime(2026, month + 1, 6, tzinfo=BANGKOK)
    period = month_period(2026, month)
    with transaction.atomic():
        figures = count(period, cut_off, due.previous_cut_off(period))
        return reports.draft(period=period, edition=1, cut_off=cut_off, figures=figures, by=None)


def test_the_same_questions_for_one_report_and_three(as_, pranee, report):
    client = as_(pranee)
    one = queries(client, "/reports/monthly/")
    another(8)
    another(9)
    assert queries(client, "/reports/monthly/") == one == 9


def test_the_same_questions_for_one_addressee_and_three(as_, pranee, checked, addressee, sign):
    for n in (1, 2):
        Addressee.objects.create(name=f"ผู้รับ {n}", email=f"a{n}@kusiao.example", kind="month")
    sign(checked)
    address = f"/reports/monthly/{checked.pk}/"
    three = queries(as_(pranee), address)
    checked.deliveries.exclude(addressee=addressee).delete()
    assert queries(as_(pranee), address) == three == 11


def words_of(page):
    shown = re.sub(r"<(script|style|code)\b.*?</\1>|<[^>]*>", " ", page, flags=re.S)
    return re.findall(r"[A-Za-z]{2,}|20\d\d\b", shown.replace("&quot;", " ").replace("&amp;", " "))


@pytest.mark.parametrize(
    "place", ["/reports/", "/reports/numbers/enrolled/", "/reports/monthly/", "", "edit/"]
)
def test_pages_are_thai_and_buddhist(as_, pranee, report, place):
    address = place if place.startswith("/") else f"/reports/monthly/{report.pk}/{place}"
    assert words_of(as_(pranee).get(address).content.decode()) == []


def test_the_signing_page_is_thai(as_, pranee, checked):
    assert words_of(as_(pranee).get(f"/reports/monthly/{checked.pk}/sign/").content.decode()) == []


def test_addressees_are_kept_by_a_superuser_and_never_deleted(client, make, addressee):
    keeper = make.officer(is_staff=True, is_superuser=True)
    from kusiao.testing.cast import signed_in

    signed_in(client, keeper)
    address = f"/admin/reports/addressee/{addressee.pk}/"
    changed = {"name": "ศูนย์ใหม่", "email": addressee.email, "kind": "month", "is_active": "on"}
    assert client.post(f"{address}change/", changed).status_code == 302
    addressee.refresh_from_db()
    assert (addressee.name, addressee.needs_signature) == ("ศูนย์ใหม่", False)
    assert Event.objects.get(verb="addressee.changed").fields == ["name", "needs_signature"]
    assert client.post(f"{address}delete/").status_code == 403
