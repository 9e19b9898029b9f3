"""One mail a week: counts and a link, to who wants it, once under one Message-ID; beat only rings."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from households.actions import steps
from kusiao.jobs import ledger
from kusiao.jobs.models import Job
from kusiao.testing.mailbox import mailbox
from kusiao.testing.make import days_ago
from kusiao.testing.race import at_once
from kusiao.thai import BANGKOK
from officers.models import Officer
from reports.actions import digests
from reports.models import Digest

ACCOUNT = reverse("officers:account")
pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=BANGKOK)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def late(make, somchai, somchai_household):
    """somchai has an address and a family whom he has not visited since he became their friend."""
    somchai.email = "somchai@kusiao.example"
    somchai.save()
    return somchai


@pytest.fixture
def rung(work):
    def ring():
        digests.ask_what_is_due()
        work()

    return ring


def test_it_has_counts_and_a_link_and_no_name_of_anybody(rung, late, settings, make, somchai_household):
    make.referral(somchai_household, state="delivered")
    rung()
    (letter,) = mail.outbox
    assert (
        letter.to == ["somchai@kusiao.example"]
        and letter.subject == "คู่เสี่ยว ประจำสัปดาห์ 23 พ.ย. 2569 ถึง 29 พ.ย. 2569"
    )
    assert "ครัวเรือนของคุณที่เลยกำหนดเยี่ยม 1 รายการ" in letter.body and "รอคุณยืนยันว่าได้รับ 1 รายการ" in letter.body
    assert f"{settings.SITE_ADDRESS}/" in letter.body and f"{settings.SITE_ADDRESS}{ACCOUNT}" in letter.body
    for words in ("บุญมี", "คำแก้ว", "สมชาย", "ชุมแพ", "บ้านทดสอบ", "ไก่ไข่", "0 รายการ"):
        assert words not in letter.body + letter.subject, words


def test_once_a_week_however_often_beat_asks(rung, late, monday):
    rung(), rung()
    monday.shift(dt.timedelta(days=6))
    rung()
    assert len(mail.outbox) == 1
    monday.shift(dt.timedelta(days=1))
    rung()
    assert len(mail.outbox) == 2 and len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 2


@pytest.mark.parametrize(
    ("day", "hour", "mails"), [(22, 23, 0), (23, 6, 0), (23, 7, 1), (25, 0, 1)]
)  # Sunday night belongs to the week before, which nobody makes up for after Monday
def test_its_hour(rung, late, monday, day, hour, mails):
    Digest.objects.create(person=late, week_of=dt.date(2026, 11, 16), message_id="<past@x>", state="sent")
    monday.move_to(dt.datetime(2026, 11, day, hour, tzinfo=BANGKOK))
    rung()
    assert len(mail.outbox) == mails


def test_the_weekday_and_the_hour_are_settings(rung, late, settings):
    settings.DIGEST_WEEKDAY, settings.DIGEST_HOUR = 2, 15
    rung()
    assert not mail.outbox


@pytest.mark.parametrize("change", [{"email": ""}, {"weekly_digest": False}, {"is_active": False}])
@pytest.mark.parametrize("when", ["before", "between"])
def test_who_has_no_address_or_does_not_want_it_gets_none(rung, late, work, change, when):
    if when == "between":  # prepared, and then he thought better of it
        digests.ask_what_is_due()
    Officer.objects.filter(pk=late.pk).update(**change)
    rung()
    assert not mail.outbox


def test_who_left_gets_none(rung, late):
    late.postings.update(ended_on=days_ago(0))
    rung()
    assert not mail.outbox and not Digest.objects.exists()


def test_who_has_nothing_to_do_gets_no_mail(rung, late, make, somchai_household):
    make.visit(somchai_household, late, visited_on=days_ago(1))
    rung()
    assert not mail.outbox and Digest.objects.get().state == "nothing"


def test_a_coordinator_hears_of_his_district_only(rung, make, district_chief, outsider, somchai_household):
    Officer.objects.filter(pk=district_chief.pk).update(email="chief@kusiao.example")
    Officer.objects.filter(pk=outsider.pk).update(email="outsider@kusiao.example")
    make.enrolment(make.household())
    rung()
    (letter,) = mail.outbox
    assert letter.to == ["chief@kusiao.example"]
    assert "ครัวเรือนในอำเภอที่เงียบไป 1 รายการ" in letter.body and "ครัวเรือนที่รอจับคู่ 1 รายการ" in letter.body


@pytest.mark.django_db(transaction=True)
def test_eight_beats_at_once_write_one(late):
    at_once([digests.ask_what_is_due] * 8)
    assert Digest.objects.count() == Job.objects.filter(kind="digest.send").count() == 1


def test_two_roles_are_one_mail(rung, late, make):
    make.posting(late, "district", district="4005")
    rung()
    (letter,) = mail.outbox
    assert "ครัวเรือนของคุณ" in letter.body and "ในอำเภอ" in letter.body


def test_a_real_server_gets_it(rung, late, settings):
    with mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        rung()
    (letter,) = box.to("somchai@kusiao.example")
    digest = Digest.objects.get()
    assert letter["Message-ID"] == digest.message_id and digest.state == "sent" and digest.sent_at
    assert "เลยกำหนดเยี่ยม 1 รายการ" in letter.get_content()


def test_a_server_that_stays_down_is_given_up_and_the_week_after_goes_again(
    rung, late, work, settings, monday
):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    digests.ask_what_is_due()
    for _n in range(5):
        Job.objects.filter(state="pending").update(due_at=timezone.now())
        work()
    assert Digest.objects.get().state == "failed"
    settings.EMAIL_BACKEND = backend
    monday.shift(dt.timedelta(days=7))
    rung()
    assert len(mail.outbox) == 1


def test_a_worker_killed_after_sending_sends_a_copy_under_the_same_message_id(rung, late, work, monkeypatch):
    whole = digests.sent

    def killed(**said):
        raise KeyboardInterrupt

    digests.ask_what_is_due()
    monkeypatch.setattr(digests, "sent", killed)
    job = Job.objects.get(kind="digest.send")
    with pytest.raises(KeyboardInterrupt):
        ledger.work(job.pk)
    monkeypatch.setattr(digests, "sent", whole)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timezone.timedelta(seconds=1))
    work()
    assert len(mail.outbox) == 2 and len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1
    assert Digest.objects.get().state == "sent"


def test_he_chooses_on_his_account(as_, somchai, rung, late):
    client = as_(somchai)
    page = client.get(ACCOUNT).content.decode()
    assert "somchai@kusiao.example" in page and re.search(r'name="weekly_digest"[^>]*checked', page)
    assert "อีเมลไม่ถูกต้อง" in client.post(ACCOUNT, {"email": "x"}).content.decode()
    assert client.post(ACCOUNT, {"email": "new@kusiao.example"}).status_code == 302
    somchai.refresh_from_db()
    assert (somchai.email, somchai.weekly_digest) == ("new@kusiao.example", False)
    rung()
    assert not mail.outbox


def test_asking_for_many_asks_the_same_for_one_and_three(make, late, django_assert_max_num_queries):
    for n in range(3):
        make.officer(role="officer", district="4005", email=f"o{n}@kusiao.example")
    with django_assert_max_num_queries(4 * 9 + 4):
        digests.ask_what_is_due()
    assert Digest.objects.count() == 4


def test_what_waits_on_each_office_is_told_to_it_alone(
    rung, make, somchai, district_chief, pranee, somchai_household
):
    """The friend's request and plan wait for the district; the coordinator's own for the province."""
    own = make.household()
    make.enrolment(own)
    make.posting(district_chief, "officer", district="4005")
    make.pairing(district_chief, own)
    for household, friend, number in ((somchai_household, somchai, 3), (own, district_chief, 2)):
        steps.move_or_ask(
            enrolment=household.enrolments.get(),
            to=number,
            reason="ทำครบแล้ว",
            seen=_step_of(household),
            by=friend,
        )
        make.plan(household, state="signed")
    make.exit_review(somchai_household.enrolments.get(), by=somchai)
    for person in (district_chief, pranee):
        Officer.objects.filter(pk=person.pk).update(email=f"{person.username}@kusiao.example")
    rung()
    told = {letter.to[0].split("@")[0]: letter.body for letter in mail.outbox}
    for what in ("คำขอเปลี่ยนกระบวนงานที่รอ{}ตัดสิน 1 รายการ", "แผนของครอบครัวที่รอ{}อนุมัติ 1 รายการ"):
        assert what.format("คุณ") in told[district_chief.username], what
        assert what.format("จังหวัด") in told[pranee.username], what
    assert "คำขอพ้นเกณฑ์ที่รอคุณยืนยัน 1 รายการ" in told[district_chief.username]
    assert "คำขอพ้นเกณฑ์" not in told[pranee.username]


def _step_of(household):
    step = household.enrolments.get().steps.filter(ended_on=None).first()
    return step.pk if step else 0
