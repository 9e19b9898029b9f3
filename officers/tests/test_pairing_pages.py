import pytest
from django.urls import reverse

from kusiao.testing.make import days_ago
from kusiao.thai import today
from officers.models import Pairing

BOARD = reverse("officers:pairings")


def pair_page(household):
    return reverse("officers:pair", args=[household.pk])


def end_page(household):
    return reverse("officers:pairing_end", args=[household.pk])


@pytest.fixture
def waiting(make):
    household = make.household(head="นางสี ทองดี")
    make.enrolment(household)
    return household


def test_the_board_shows_who_waits_who_can_and_who_is_paired(
    make, as_, district_chief, somchai_household, waiting, malee
):
    far = make.household(head="นายไกล อยู่ไกล", district="4012")
    make.enrolment(far)
    make.officer("far", first_name="คนไกล", role="officer", district="4012")
    client = as_(district_chief)
    page = client.get(BOARD).content.decode() + client.get(BOARD, {"show": "pairs"}).content.decode()
    assert "รอจับคู่ 1 ครัวเรือน · เจ้าหน้าที่ที่ยังมีที่ว่าง 2 คน · จับคู่แล้ว 1 คู่" in page
    assert "นางสี ทองดี" in page and "นายบุญมี คำแก้ว" in page and "นางมาลี ศรีสุข" in page
    assert "ไกล" not in page


@pytest.mark.parametrize("show", ["waiting", "pairs"])
def test_the_board_asks_the_same_for_one_row_and_three(
    make, as_, district_chief, somchai_household, waiting, django_assert_num_queries, show
):
    client, count = as_(district_chief), {"waiting": 10, "pairs": 9}[show]
    with django_assert_num_queries(count):
        client.get(BOARD, {"show": show})
    for _ in range(2):
        make.enrolment(make.household())
        paired = make.household()
        make.enrolment(paired)
        make.pairing(make.officer(role="officer", district="4005"), paired)
    with django_assert_num_queries(count):
        client.get(BOARD, {"show": show})


def test_an_empty_board_says_so(as_, district_chief):
    client = as_(district_chief)
    assert "ทุกครัวเรือนในทะเบียนมีคู่เสี่ยวแล้ว" in client.get(BOARD).content.decode()
    assert "ยังไม่มีคู่เสี่ยว" in client.get(BOARD, {"show": "pairs"}).content.decode()


def test_the_longest_waiting_stands_first_and_of_two_the_one_that_failed_more(make, as_, district_chief):
    for head, days, results in (("นายใหม่", 5, ""), ("นางน้อย", 90, "P" * 31), ("นางมาก", 90, "F" * 31)):
        household = make.household(head=f"{head} ทองดี")
        make.survey(household, **({"results": results} if results else {}))
        make.enrolment(household, entered_on=days_ago(days))
    page = as_(district_chief).get(BOARD).content.decode()
    assert page.index("นางมาก") < page.index("นางน้อย") < page.index("นายใหม่")
    assert "ตกเกณฑ์ 31 ข้อ" in page


def test_a_coordinator_pairs(as_, district_chief, malee, waiting):
    client = as_(district_chief)
    assert "นางมาลี ศรีสุข" in client.get(pair_page(waiting)).content.decode()
    sent = {"officer": malee.pk, "kind": "group", "on_behalf_of": "กลุ่มแม่บ้าน", "order_number": "3091/2562"}
    told = client.post(pair_page(waiting), sent, follow=True).content.decode()
    assert "จับคู่แล้ว นางมาลี ศรีสุข ดูแล นางสี ทองดี" in told
    pairing = Pairing.objects.get()
    assert (pairing.officer, pairing.kind, pairing.on_behalf_of) == (malee, "group", "กลุ่มแม่บ้าน")


def test_a_third_household_is_refused_and_the_choice_stays(
    make, as_, district_chief, somchai, malee, waiting
):
    for _ in range(2):
        make.pairing(somchai, make.household(head="นายหนึ่ง ในสอง"))
    sent = {"officer": somchai.pk, "kind": "person", "order_number": "77/2569"}
    page = as_(district_chief).post(pair_page(waiting), sent).content.decode()
    assert "ดูแลครบ 2 ครัวเรือนแล้ว (นายหนึ่ง ในสอง · นายหนึ่ง ในสอง)" in page
    assert 'value="77/2569"' in page and not waiting.pairings.exists()


def test_nobody_chosen_is_told(as_, district_chief, malee, waiting):
    page = as_(district_chief).post(pair_page(waiting), {"kind": "person"}).content.decode()
    assert "เลือกเจ้าหน้าที่หนึ่งคน" in page


def test_an_officer_of_another_district_cannot_be_chosen(make, as_, district_chief, waiting):
    far = make.officer(role="officer", district="4012", last_name="ต่างแดน")
    page = (
        as_(district_chief).post(pair_page(waiting), {"officer": far.pk, "kind": "person"}).content.decode()
    )
    assert "ต่างแดน" not in page and not Pairing.objects.exists()


def test_a_household_that_was_paired_meanwhile_is_told(as_, district_chief, malee, somchai_household):
    sent = {"officer": malee.pk, "kind": "person"}
    page = as_(district_chief).post(pair_page(somchai_household), sent).content.decode()
    assert "มีคู่เสี่ยวแล้ว คือ นายสมชาย ใจดี" in page


def sent_end(**words):
    day = today()
    return {"why": "moved", "on": f"{day.day}/{day.month}/{day.year + 543}", **words}


def test_a_coordinator_ends_a_pair_with_a_reason(as_, district_chief, somchai_household):
    client = as_(district_chief)
    assert "เลือกเหตุ" in client.post(end_page(somchai_household), sent_end(why="")).content.decode()
    told = client.post(end_page(somchai_household), sent_end(), follow=True).content.decode()
    assert "รอจับคู่ใหม่" in told and "ชุดส่งมอบ" in told
    assert somchai_household.pairings.get().ended_on == today()
    assert client.get(end_page(somchai_household)).status_code == 404  # nothing left to end


def test_a_coordinator_names_who_takes_over(as_, district_chief, malee, somchai_household):
    told = as_(district_chief).post(end_page(somchai_household), sent_end(successor=malee.pk), follow=True)
    assert "ส่งมอบแล้ว นางมาลี ศรีสุข ดูแล นายบุญมี คำแก้ว" in told.content.decode()
    assert somchai_household.pairings.get(ended_on=None).officer == malee


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", [pair_page, end_page])
@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("malee", 403), ("somchai", 403), ("pranee", 403)]
)
def test_the_wrong_one_knocks(request, as_, somchai_household, malee, who, status, page, method):
    client = as_(request.getfixturevalue(who))
    answer = getattr(client, method)(
        page(somchai_household), {"officer": malee.pk, "kind": "person", "reason": "ก"}
    )
    assert answer.status_code == status
    assert "บุญมี" not in answer.content.decode()
    assert somchai_household.pairings.get().ended_on is None


def test_the_board_is_the_coordinators(as_, somchai, pranee):
    assert as_(somchai).get(BOARD).status_code == 403
    assert as_(pranee).get(BOARD).status_code == 403
