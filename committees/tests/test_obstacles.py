import pytest
from django.urls import reverse

from committees.actions.obstacles import answer_obstacle, raise_obstacle
from committees.models import Obstacle
from kusiao.audit.models import Event
from kusiao.refusal import Refused

pytestmark = pytest.mark.django_db


def raised(**given):
    return raise_obstacle(**{"kind": "budget", "text": "งบไม่พอซื้อพันธุ์สัตว์", "by": None, **given})


def test_the_first_answer_stands(pranee):
    obstacle = raised()
    same = Obstacle.objects.get()
    answer_obstacle(obstacle=obstacle, answer="ขอเพิ่มงบแล้ว", by=pranee)
    with pytest.raises(Refused, match="มีผู้ตอบเรื่องนี้แล้ว"):
        answer_obstacle(obstacle=same, answer="ไม่มี", by=pranee)
    assert Obstacle.objects.get().answer == "ขอเพิ่มงบแล้ว"
    assert set(Event.objects.values_list("verb", flat=True)) == {"obstacle.raised", "obstacle.answered"}


def test_each_sees_his_own_district_or_committee(
    make, as_, somchai, malee, outsider, chair, pranee, district_chief
):
    district = malee.postings.get().district
    raised(text="เรื่องของชุมแพ", district=district)
    raised(text="เรื่องของคณะหนึ่ง", committee=make.committee(1))
    address = reverse("committees:obstacles")
    seen = {
        person.username: [
            words in as_(person).get(address).content.decode() for words in ("เรื่องของชุมแพ", "เรื่องของคณะหนึ่ง")
        ]
        for person in (somchai, district_chief, outsider, chair, pranee)
    }
    assert seen == {
        "somchai": [True, False],
        "chief": [True, False],
        "outsider": [False, False],
        "chair": [False, True],
        "pranee": [True, True],
    }


def test_an_officer_raises_for_his_district_and_the_province_answers(as_, somchai, pranee):
    page = as_(somchai).get(reverse("committees:obstacle_raise"))
    assert page.status_code == 200
    given = {"kind": "staff", "text": "เจ้าหน้าที่ไม่พอ", "proposal": "เพิ่มคน", "voice": "d4005"}
    assert as_(somchai).post(reverse("committees:obstacle_raise"), given).status_code == 302
    obstacle = Obstacle.objects.get()
    assert (obstacle.district_id, obstacle.raised_by, obstacle.proposal) == ("4005", somchai, "เพิ่มคน")
    door = reverse("committees:obstacle_answer", args=[obstacle.pk])
    assert as_(somchai).get(door).status_code == 403
    assert as_(pranee).post(door, {"answer": "จะเพิ่มให้"}).status_code == 302
    assert "จะเพิ่มให้" in as_(somchai).get(reverse("committees:obstacles")).content.decode()


def test_nobody_speaks_for_another_district(as_, outsider):
    given = {"kind": "staff", "text": "x", "voice": "d4005"}
    page = as_(outsider).post(reverse("committees:obstacle_raise"), given)
    assert page.status_code == 200 and not Obstacle.objects.exists()


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    as_, pranee, django_assert_num_queries, make
):
    raised(committee=make.committee(1))
    client = as_(pranee)
    client.get(reverse("committees:obstacles"))
    with django_assert_num_queries(7):
        client.get(reverse("committees:obstacles"))
    for _ in range(2):
        raised(committee=make.committee(2), by=pranee)
    with django_assert_num_queries(7):
        client.get(reverse("committees:obstacles"))
