"""30 September: a whole office leaves on one day, or nobody does."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from kusiao.jobs.ledger import run_pending
from kusiao.testing.make import days_ago
from kusiao.thai import BANGKOK, format_date, today
from officers import tasks
from officers.forms.offices import next_fiscal_year
from officers.models import Agency, HandOver, Pairing

PAGE, MINE = reverse("officers:office_leaves"), reverse("officers:mine")
pytestmark = pytest.mark.django_db


@pytest.fixture
def school(make, somchai, malee, somchai_household):
    """Two of one school, each with a family; a colleague of another office, and one of the same in another district."""
    made = Agency.objects.create(name="โรงเรียนชุมแพศึกษา", district_id="4005")
    for person in (somchai, malee):
        person.agency = made
        person.save()
    family = make.household(head="นางสี ทองดี")
    make.enrolment(family)
    make.pairing(malee, family)
    far = make.officer(last_name="ต่างแดน", role="officer", district="4012", agency=made)
    make.pairing(far, make.household(district="4012"))
    return made


@pytest.fixture
def heir(make):
    return make.officer(first_name="ผู้รับ", last_name="ต่อไป", role="officer", district="4005")


def sent(*people, on=None, **fields):
    on = on or today() + dt.timedelta(days=10)
    told = {"officers": [one.pk for one in people], "on": format_date(on, "numeric"), "why": "moved"}
    return told | fields


def page_of(agency):
    return f"{PAGE}?agency={agency.pk}&district=4005"


def test_an_office_is_planned_ahead_and_leaves_on_its_day(
    as_, district_chief, school, somchai, malee, heir, somchai_household
):
    client, session = as_(district_chief), as_(somchai)
    page = client.get(page_of(school)).content.decode()
    assert "นายสมชาย ใจดี" in page and "นายบุญมี คำแก้ว" in page and "ต่างแดน" not in page
    answer = client.post(
        page_of(school), sent(somchai, malee, **{f"successor-{somchai.pk}": heir.pk}), follow=True
    )
    assert "2 คนพ้นหน้าที่" in answer.content.decode() and "2 ครัวเรือนที่ต้องส่งมอบ" in answer.content.decode()
    assert HandOver.objects.count() == 2 and not Pairing.objects.filter(ended_on__isnull=False).exists()
    assert session.get(MINE).status_code == 200
    day = dt.datetime.combine(today() + dt.timedelta(days=10), dt.time(0, 30), BANGKOK)
    with time_machine.travel(day):
        tasks.ask_what_is_due()
        run_pending()
        assert session.get(MINE).status_code == 302  # posting and session end together
        assert somchai_household.pairings.get(ended_on__isnull=True).officer == heir
        assert not malee.pairings.filter(ended_on__isnull=True).exists()


def test_the_province_says_where_they_go(as_, pranee, district_chief, school, somchai, malee):
    as_(pranee).post(page_of(school), sent(somchai, malee, to="4012"))
    for person in (somchai, malee):
        (there,) = person.postings.filter(district="4012")
        assert there.role == "officer" and there.started_on == today() + dt.timedelta(days=10)


def test_a_coordinator_sends_nobody_to_a_district_that_is_not_his(as_, district_chief, school, somchai):
    page = as_(district_chief).post(page_of(school), sent(somchai, to="4012")).content.decode()
    assert 'class="problems"' in page and not HandOver.objects.exists()
    assert f'value="{somchai.pk}" checked' in page


def test_one_who_cannot_leave_keeps_all(as_, district_chief, school, somchai, malee):
    somchai.postings.update(ended_on=days_ago(-3))
    page = as_(district_chief).post(page_of(school), sent(somchai, malee)).content.decode()
    assert "นายสมชาย ใจดี ไม่ได้ประจำ" in page
    assert not HandOver.objects.exists() and malee.postings.get().ended_on is None


def test_who_leaves_too_takes_nothing_over(as_, district_chief, school, somchai, malee):
    told = sent(somchai, malee, **{f"successor-{somchai.pk}": malee.pk})
    page = as_(district_chief).post(page_of(school), told).content.decode()
    assert "ย้ายออกพร้อมกัน" in page and not HandOver.objects.exists()


def test_two_families_are_too_many_for_one_place(make, as_, district_chief, school, somchai, heir):
    make.pairing(heir, make.household())
    make.pairing(somchai, make.household())
    told = sent(somchai, **{f"successor-{somchai.pk}": heir.pk})
    page = as_(district_chief).post(page_of(school), told).content.decode()
    assert (
        "ครบ 2 ครัวเรือน" in page and not HandOver.objects.exists() and somchai.postings.get().ended_on is None
    )


def test_nobody_ticked_is_told(as_, district_chief, school):
    assert "เลือกอย่างน้อยหนึ่งคน" in as_(district_chief).post(page_of(school), sent()).content.decode()


@pytest.mark.parametrize(("who", "status"), [("outsider", 200), ("malee", 403), ("viewer", 403)])
def test_the_wrong_one_knocks(request, as_, school, somchai, who, status):
    answer = as_(request.getfixturevalue(who)).post(page_of(school), sent(somchai))
    assert answer.status_code == status and "สมชาย" not in answer.content.decode()
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("day", "first"), [((2026, 9, 30), 2026), ((2026, 10, 1), 2027), ((2026, 2, 1), 2026)]
)
def test_the_day_that_is_proposed_is_the_first_of_the_next_fiscal_year(day, first):
    with time_machine.travel(dt.datetime(*day, 12, tzinfo=BANGKOK)):
        assert next_fiscal_year() == dt.date(first, 10, 1)


def test_the_page_asks_the_same_for_one_and_three(make, as_, district_chief, heir, django_assert_num_queries):
    office = Agency.objects.create(name="เกษตรอำเภอ", district_id="4005")
    client = as_(district_chief)

    def one_more():
        make.pairing(make.officer(role="officer", district="4005", agency=office), make.household())

    one_more()
    with django_assert_num_queries(12):
        client.get(page_of(office))
    one_more(), one_more()
    with django_assert_num_queries(12):
        client.get(page_of(office))
