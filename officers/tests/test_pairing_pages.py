import pytest
from django.urls import reverse

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
    page = as_(district_chief).get(BOARD).content.decode()
    assert "รอจับคู่ 1 ครัวเรือน · เจ้าหน้าที่ที่ยังมีที่ว่าง 2 คน · จับคู่แล้ว 1 คู่" in page
    assert "นางสี ทองดี" in page and "นายบุญมี คำแก้ว" in page and "นางมาลี ศรีสุข" in page
    assert "ไกล" not in page


def test_the_board_asks_the_same_for_one_row_and_three(
    make, as_, district_chief, somchai_household, waiting, django_assert_num_queries
):
    client = as_(district_chief)
    with django_assert_num_queries(7):
        client.get(BOARD)
    for _ in range(2):
        make.enrolment(make.household())
        paired = make.household()
        make.enrolment(paired)
        make.pairing(make.officer(role="officer", district="4005"), paired)
    with django_assert_num_queries(7):
        client.get(BOARD)


def test_an_empty_board_says_so(as_, district_chief):
    page = as_(district_chief).get(BOARD).content.decode()
    assert "ทุกครัวเรือนในทะเบียนมีคู่เสี่ยวแล้ว" in page and "ยังไม่มีคู่เสี่ยว" in page


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


def test_a_coordinator_ends_a_pair_with_a_reason(as_, district_chief, somchai_household):
    client = as_(district_chief)
    assert "ใส่เหตุที่สิ้นสุด" in client.post(end_page(somchai_household), {"reason": " "}).content.decode()
    told = client.post(end_page(somchai_household), {"reason": "ย้ายไปอำเภออื่น"}, follow=True).content.decode()
    assert "รอจับคู่ใหม่" in told
    assert somchai_household.pairings.get().ended_on == today()
    assert client.get(end_page(somchai_household)).status_code == 404  # nothing left to end


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
