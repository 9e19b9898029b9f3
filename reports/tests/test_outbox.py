"""Mails leave at least once, each under one Message-ID, with the province's totals and no household."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import timezone

from kusiao.jobs import ledger
from kusiao.jobs.models import Job
from reports.actions import deliveries
from reports.models import Addressee, Delivery


def hurry():
    Job.objects.filter(state="pending").update(due_at=timezone.now())


@pytest.fixture
def delivery(signed):
    return signed.deliveries.get()


class Postbox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "250 OK"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """A real server on a free port, not yet listening: smtp.start() opens it."""
    port = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.box = box
    yield server
    if server.loop.is_running():
        server.stop()


def test_a_real_server_gets_the_letter(smtp, delivery, work):
    smtp.start()
    work()
    (letter,) = smtp.box.letters
    assert letter.rcpt_tos == ["centre@kusiao.example"]
    assert f"Message-ID: {delivery.message_id}".encode() in letter.content.replace(b"\r\n ", b" ")
    delivery.refresh_from_db()
    assert delivery.state == "sent" and delivery.sent_at


def test_a_server_that_is_down_is_tried_again_until_it_answers(smtp, delivery, work):
    work()
    delivery.refresh_from_db()
    assert delivery.state == "sending"
    smtp.start()
    hurry()
    work()
    delivery.refresh_from_db()
    assert delivery.state == "sent" and len(smtp.box.letters) == 1


def test_a_server_that_stays_down_is_told_in_thai_and_can_be_tried_again(
    smtp, as_, pranee, signed, delivery, work
):
    for _n in range(5):
        hurry()
        work()
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    address = f"/reports/monthly/{signed.pk}/"
    assert "เซิร์ฟเวอร์อีเมลไม่รับ" in as_(pranee).get(address).content.decode()
    smtp.start()
    assert as_(pranee).post(f"{address}deliveries/{delivery.pk}/again/").status_code == 302
    work()
    delivery.refresh_from_db()
    assert delivery.state == "sent" and len(smtp.box.letters) == 1


def test_the_letter_has_totals_a_link_and_the_fingerprint_and_no_household(delivery, signed, work, settings):
    work()
    (letter,) = mail.outbox
    assert f"{settings.SITE_ADDRESS}/reports/monthly/{signed.pk}/" in letter.body
    assert signed.pdf_sha256 in letter.body and "ขก 0019/1234" in letter.body
    assert "ครัวเรือนเป้าหมาย 1 ครัวเรือน" in letter.body
    assert not letter.attachments
    assert "บุญมี" not in letter.body and "สมชาย" not in letter.body and "ชุมแพ" not in letter.body


def test_a_worker_killed_after_sending_sends_a_copy_under_the_same_message_id(delivery, work, monkeypatch):
    from reports.actions import deliveries as acts

    whole = acts.sent

    def killed(**said):
        raise KeyboardInterrupt

    monkeypatch.setattr(acts, "sent", killed)
    job = Job.objects.get(kind="report.send")
    with pytest.raises(KeyboardInterrupt):
        ledger.work(job.pk)
    monkeypatch.setattr(acts, "sent", whole)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timezone.timedelta(seconds=1))
    work()
    assert len(mail.outbox) == 2
    assert {one.extra_headers["Message-ID"] for one in mail.outbox} == {delivery.message_id}
    assert Delivery.objects.get().state == "sent"


def test_a_letter_that_went_is_not_sent_again(delivery, work):
    work()
    assert Delivery.objects.claim(delivery.pk) is None
    Job.objects.filter(kind="report.send").update(state="pending", attempts=0)
    work()
    assert len(mail.outbox) == 1


def test_only_active_addressees_of_that_kind_get_it(checked, sign, work):
    for n, changes in enumerate([{"kind": "quarter"}, {"is_active": False}, {}]):
        Addressee.objects.create(
            **{"name": "ผู้รับ", "email": f"a{n}@kusiao.example", "kind": "month", **changes}
        )
    sign(checked)
    work()
    assert [one.to for one in mail.outbox] == [["a2@kusiao.example"]]


def test_who_needs_no_signature_gets_it_when_it_is_checked(report, pranee, sign, work):
    from reports.actions import reports

    Addressee.objects.create(name="จังหวัด", email="p@kusiao.example", kind="month", needs_signature=False)
    reports.check(report=report, version=report.version, by=pranee)
    work()
    (letter,) = mail.outbox
    assert "ร่าง" in letter.body and "SHA-256" not in letter.body
    sign(report)
    work()
    assert len(mail.outbox) == 1


def test_the_centre_acknowledges_what_arrived_once(as_, centre, signed, delivery, work):
    address = f"/reports/monthly/{signed.pk}/deliveries/{delivery.pk}/acknowledge/"
    client = as_(centre)
    assert "เมื่อรายงานส่งถึงแล้ว" in client.post(address, follow=True).content.decode()
    work()
    client.post(address)
    delivery.refresh_from_db()
    assert delivery.state == "acknowledged" and delivery.acknowledged_at
    assert "ยืนยันครั้งเดียว" in client.post(address, follow=True).content.decode()


def test_another_reports_delivery_is_not_there(as_, centre, signed, delivery, work, pranee):
    from reports.actions import due

    due.correct(report=signed, by=pranee)
    work()
    from reports.models import Report

    second = Report.objects.get(edition=2)
    assert (
        as_(centre).post(f"/reports/monthly/{second.pk}/deliveries/{delivery.pk}/acknowledge/").status_code
        == 404
    )
    assert (
        as_(pranee).post(f"/reports/monthly/{second.pk}/deliveries/{delivery.pk}/again/").status_code == 404
    )
    assert deliveries.jobs_of(second) == {}
