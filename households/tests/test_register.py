"""The list of the district, and the search box."""

import pytest
from django.urls import reverse

from kusiao.testing.make import days_ago, valid_national_id

pytestmark = pytest.mark.django_db
LIST, SEARCH = "households:list", "households:search"


def heads(response):
    page = response.context.get("page")
    rows = page.object_list if page is not None else response.context["found"] or []
    return [row.head_name for row in rows]


def enrolled(make, head, **given):
    household = make.household(head=head, **{k: v for k, v in given.items() if k not in ("step", "track")})
    make.enrolment(household, step=given.get("step", 1), track=given.get("track", "developable"))
    return household


@pytest.fixture
def four(make, district_chief):
    enrolled(make, "นายเกษม เอก", step=2)
    enrolled(make, "นางสาวกานดา โท", track="welfare")
    enrolled(make, "นายแก้ว ตรี", track=None)
    enrolled(make, "นายไกร ต่างอำเภอ", district="4012")
    make.household(head="นายขาว ไม่อยู่ในทะเบียน")


def test_thai_order_without_titles_and_only_the_own_district(as_, district_chief, outsider, pranee, four):
    assert heads(as_(district_chief).get(reverse(LIST))) == ["นางสาวกานดา โท", "นายเกษม เอก", "นายแก้ว ตรี"]
    assert heads(as_(outsider).get(reverse(LIST))) == ["นายไกร ต่างอำเภอ"]
    assert len(heads(as_(pranee).get(reverse(LIST)))) == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"step": 2}, ["นายเกษม เอก"]),
        ({"track": "welfare"}, ["นางสาวกานดา โท"]),
        ({"track": "none"}, ["นายแก้ว ตรี"]),
        ({"district": "4012"}, ["นายไกร ต่างอำเภอ"]),
        ({"district": "4012", "step": 3}, []),
        ({"standing": "watch"}, []),
        (
            {"standing": "all", "district": "4005"},
            ["นางสาวกานดา โท", "นายเกษม เอก", "นายแก้ว ตรี", "นายขาว ไม่อยู่ในทะเบียน"],
        ),
        ({"step": "nonsense", "district": "9999", "standing": "x"}, 4),
    ],
)
def test_filters(as_, pranee, four, asked, found):
    shown = heads(as_(pranee).get(reverse(LIST), asked))
    assert shown == found if isinstance(found, list) else len(shown) == found


def test_who_left_stands_under_ended_and_who_is_watched_under_watch(as_, make, pranee):
    left = make.household(head="นายจาก ไปแล้ว")
    make.enrolment(left, step=None, ended_on=days_ago(3), end_reason="moved")
    watched = make.household(head="นายจับ ตาดู")
    make.enrolment(watched, step=4, watch_from=days_ago(9))
    client = as_(pranee)
    assert heads(client.get(reverse(LIST), {"standing": "ended"})) == ["นายจาก ไปแล้ว"]
    assert heads(client.get(reverse(LIST), {"standing": "watch"})) == ["นายจับ ตาดู"]
    assert heads(client.get(reverse(LIST))) == ["นายจับ ตาดู"]


def test_a_coordinator_cannot_ask_for_another_district(as_, district_chief, four):
    assert "นายไกร ต่างอำเภอ" not in heads(as_(district_chief).get(reverse(LIST), {"district": "4012"}))


def test_pages_of_twenty_five(as_, make, pranee):
    for _ in range(26):
        enrolled(make, None)
    client = as_(pranee)
    assert len(heads(client.get(reverse(LIST)))) == 25
    assert len(heads(client.get(reverse(LIST), {"page": 2}))) == 1


@pytest.mark.parametrize(
    "words", ["บุญมี", "บุณมี", "นายบุญมี คำแก้ว", "คำแก้ว", "12/7", "๑๒/๗", "081-234-5678", "บุ้ญมี"]
)
def test_one_box_finds_by_name_house_and_phone(as_, make, pranee, words):
    enrolled(make, "นายบุญมี คำแก้ว", house_number="12/7", phone="0812345678")
    enrolled(make, "นางสมศรี อื่นไกล", house_number="112/7")
    found = heads(as_(pranee).post(reverse(SEARCH), {"words": words}))
    assert found == ([] if words == "บุณมี" else ["นายบุญมี คำแก้ว"])


def test_a_member_is_found_by_name_and_by_the_full_id_only(as_, make, pranee):
    household = enrolled(make, "นายบุญมี คำแก้ว")
    number = valid_national_id(777)
    make.member(household, first_name="สุดา", last_name="ทองดี", national_id=number)
    client = as_(pranee)
    typed = f"{number[0]} {number[1:5]} {number[5:10]} {number[10:12]} {number[12]}"
    for words in ("สุดา", "สุดา ทองดี", number, typed):
        assert heads(client.post(reverse(SEARCH), {"words": words})) == ["นายบุญมี คำแก้ว"], words
    assert heads(client.post(reverse(SEARCH), {"words": number[:12]})) == []


def test_search_stays_inside_the_own_scope(as_, make, outsider, four):
    page = as_(outsider).post(reverse(SEARCH), {"words": "เกษม"})
    assert heads(page) == [] and "ไม่พบครัวเรือนในความดูแลของคุณ" in page.content.decode()


def test_what_is_searched_for_is_never_read_from_the_address(as_, pranee, four):
    page = as_(pranee).get(reverse(SEARCH), {"words": "เกษม"})
    assert page.status_code == 200 and "เกษม" not in page.content.decode()


def test_too_short_or_empty_says_what_to_type(as_, pranee):
    for words in ("", "ก"):
        page = as_(pranee).post(reverse(SEARCH), {"words": words})
        assert page.status_code == 200 and "ต้องแก้ 1 จุด" in page.content.decode()


def test_more_than_fifty_asks_for_more_words(as_, make, pranee):
    for _ in range(51):
        enrolled(make, "นายซ้ำ ชื่อเดียว")
    page = as_(pranee).post(reverse(SEARCH), {"words": "ซ้ำ"})
    assert len(heads(page)) == 50 and "พบมากกว่า 50 ครัวเรือน" in page.content.decode()


def test_officers_and_committees_have_no_register(as_, somchai, chair, viewer):
    for person in (somchai, chair, viewer):
        assert as_(person).get(reverse(LIST)).status_code == 403
        assert as_(person).post(reverse(SEARCH), {"words": "บุญ"}).status_code == 403


def test_as_many_queries_for_three_rows_as_for_one(
    as_, make, somchai, district_chief, django_assert_num_queries
):
    client = as_(district_chief)
    for rounds in (1, 2):
        for _ in range(rounds):
            household = enrolled(make, None)
            if rounds == 1:
                make.pairing(somchai, household)
        with django_assert_num_queries(9):
            assert len(heads(client.get(reverse(LIST)))) == (1 if rounds == 1 else 3)
        with django_assert_num_queries(5):
            client.post(reverse(SEARCH), {"words": "ทดสอบ"})
