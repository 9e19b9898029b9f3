"""The lists of the district, the pack, leaving and standing in, as people see them."""

import datetime as dt

import pytest
from django.urls import reverse

from households.models import District
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import format_date, today
from officers.actions import hand_overs, postings
from officers.models import ChangeReason, HandOver

LISTS = reverse("officers:hand_overs")


def day(days=0):
    return format_date(today() + dt.timedelta(days=days), "numeric")


def page_of(hand_over, door="hand_over"):
    return reverse(f"officers:{door}", args=[hand_over.pk])


@pytest.fixture
def planned(somchai_household, district_chief):
    return hand_overs.plan(
        pairing=somchai_household.pairings.get(),
        on=today() + dt.timedelta(days=9),
        why="moved",
        by=district_chief,
    )


@pytest.fixture
def taken(somchai_household, malee, district_chief):
    return hand_overs.plan(
        pairing=somchai_household.pairings.get(), on=today(), why="moved", successor=malee, by=district_chief
    )


def read(client, address):
    return client.get(address).content.decode()


def test_who_is_alone_is_listed_with_days(make, as_, district_chief, somchai_household):
    waiting, far = make.household(head="นางสี ทองดี"), make.household(head="นายไกล อยู่ไกล", district="4012")
    for household in (waiting, far):
        make.enrolment(household)
    page = read(as_(district_chief), LISTS)
    assert "ไม่มีผู้ดูแล 1" in page and "นางสี ทองดี" in page and ">121<" in page.replace("\n", "")
    assert "ไกล" not in page and "นายบุญมี" not in page


@pytest.mark.parametrize("show", ["alone", "planned", "unread", "joint"])
def test_a_list_asks_the_same_for_one_row_and_three(
    make, as_, district_chief, malee, planned, django_assert_num_queries, show
):
    count = {"alone": 12, "planned": 10, "unread": 10, "joint": 10}[show]
    client = as_(district_chief)

    def one_more():
        make.enrolment(make.household())
        paired = make.household()
        make.enrolment(paired)
        old = make.pairing(make.officer(), paired, started_on=today() - dt.timedelta(days=90))
        heir = make.officer(role="officer", district="4005")
        hand_overs.plan(pairing=old, on=today(), why="moved", successor=heir, by=district_chief)
        HandOver.objects.filter(state="done").update(joint_due_on=today() - dt.timedelta(days=1))

    one_more()
    with django_assert_num_queries(count):
        client.get(f"{LISTS}?show={show}")
    one_more()
    one_more()
    with django_assert_num_queries(count):
        client.get(f"{LISTS}?show={show}")


def test_the_leaver_is_asked_to_write_and_does(as_, somchai, planned):
    client = as_(somchai)
    assert "คุณจะส่งมอบ" in read(client, reverse("officers:mine"))
    client.post(page_of(planned), {"version": 1, "works": "ไปช่วงเย็น ตากลับจากนาแล้ว"})
    page = read(client, page_of(planned))
    assert "ไปช่วงเย็น ตากลับจากนาแล้ว" in page and "ยังไม่มีใครเขียน" not in page


def test_the_second_writer_sees_both_and_loses_nothing(as_, somchai, district_chief, planned):
    as_(district_chief).post(page_of(planned), {"version": 1, "works": "ไปช่วงเช้า"})
    answer = as_(somchai).post(page_of(planned), {"version": 1, "works": "ไปช่วงเย็น"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "ไปช่วงเช้า" in page and "ไปช่วงเย็น" in page
    planned.refresh_from_db()
    assert planned.works == "ไปช่วงเช้า"


def test_the_pack_tells_what_rows_know(make, as_, district_chief, somchai, somchai_household, planned):
    coming = today() + dt.timedelta(days=4)
    make.visit(somchai_household, somchai, met="ยายจันทร์", changed="ไก่ออกไข่แล้ว", next_on=coming)
    make.referral(somchai_household, state="accepted")
    somchai_household.promises.create(
        promiser="officer", what="พาไปทำบัตรผู้พิการ", promised_on=today(), due_on=coming
    )
    page = read(as_(district_chief), page_of(planned))
    assert "ยายจันทร์" in page and "ไก่ออกไข่แล้ว" in page and "นัดครอบครัวไว้" in page
    assert "รับจะช่วย รอส่งมอบ" in page and "รับปากว่า พาไปทำบัตรผู้พิการ" in page


def test_the_successor_reads_acknowledges_and_goes_there_together(make, as_, malee, somchai_household, taken):
    client = as_(malee)
    assert "รอคุณอ่าน" in read(client, reverse("officers:mine"))
    client.post(page_of(taken, "hand_over_acknowledge"))
    assert "รอคุณอ่าน" not in read(client, reverse("officers:mine"))
    visit = make.visit(somchai_household, malee)
    client.post(page_of(taken, "hand_over_joint"), {"visit": visit.pk})
    assert "เยี่ยมร่วมกันแล้ว" in read(client, page_of(taken))


def test_nobody_writes_in_the_leavers_name(malee, district_chief, taken):
    with pytest.raises(Refused, match="เฉพาะคนเดิม"):
        hand_overs.write(hand_over=taken, version=taken.version, by=malee, works="ไม่ได้สัญญาอะไร")
    hand_overs.write(hand_over=taken, version=taken.version, by=district_chief, works="ไปตอนเช้า")


def test_a_coordinator_neither_prolongs_himself_nor_ends_his_peer(make, district_chief, pranee):
    here = District.objects.get(pk="4005")
    peer = make.officer(role="district", district="4005")
    district_chief.postings.update(ended_on=days_ago(-30))
    for act in (
        lambda: postings.stay(officer=district_chief, district=here, by=district_chief),
        lambda: postings.leave(
            officer=peer, district=here, on=days_ago(-3), why=ChangeReason.MOVED, by=district_chief
        ),
    ):
        with pytest.raises(Refused, match="ให้สำนักงานจังหวัด"):
            act()
    assert district_chief.postings.get().ended_on == days_ago(-30)
    postings.stay(officer=district_chief, district=here, by=pranee)
    assert district_chief.postings.get().ended_on is None


def test_the_leaver_sees_nothing_from_the_day(as_, somchai, taken):
    assert as_(somchai).get(page_of(taken)).status_code == 404


def test_the_district_names_the_successor_or_calls_off(as_, district_chief, malee, planned):
    client = as_(district_chief)
    client.post(page_of(planned, "hand_over_choose"), {"successor": malee.pk})
    planned.refresh_from_db()
    assert planned.successor == malee
    client.post(page_of(planned, "hand_over_choose"), {"call_off": "1"})
    planned.refresh_from_db()
    assert planned.state == "called_off"


def test_an_officer_leaves_and_stays_after_all(as_, district_chief, somchai, somchai_household):
    client, address = as_(district_chief), reverse("officers:leave", args=[somchai.pk])
    told = client.post(address, {"why": "moved", "district": "4005", "on": day(30)}, follow=True)
    assert "มี 1 ครัวเรือนที่ต้องส่งมอบ" in told.content.decode()
    assert HandOver.objects.open().count() == 1
    assert "ไม่ย้ายแล้ว" in read(client, address)
    client.post(reverse("officers:stay", args=[somchai.pk]), {"district": "4005"})
    assert somchai.postings.get().ended_on is None and not HandOver.objects.open().exists()


def test_a_substitute_is_named_and_ended(as_, district_chief, malee, somchai_household):
    client, address = as_(district_chief), reverse("officers:substitute", args=[somchai_household.pk])
    sent = {"officer": malee.pk, "started_on": day(), "ended_on": day(5), "why": "leave"}
    assert "ดูแลแทนตั้งแต่" in client.post(address, sent, follow=True).content.decode()
    assert "นายบุญมี" in read(as_(malee), reverse("officers:mine"))
    row = somchai_household.substitutes.get()
    client.post(reverse("officers:substitute_end", args=[somchai_household.pk, row.pk]))
    assert "นายบุญมี" not in read(as_(malee), reverse("officers:mine"))


def test_what_was_typed_stays(as_, district_chief, malee, somchai_household):
    address = reverse("officers:substitute", args=[somchai_household.pk])
    sent = {"officer": malee.pk, "started_on": day(3), "ended_on": day(1), "why": "illness"}
    page = as_(district_chief).post(address, sent).content.decode()
    assert "วันสิ้นสุดต้องหลังวันเริ่ม" in page and f'value="{day(3)}"' in page


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("malee", 404), ("pranee", 403)])
def test_the_wrong_one_knocks(request, as_, planned, who, status):
    answer = as_(request.getfixturevalue(who)).get(page_of(planned))
    assert answer.status_code == status and "บุญมี" not in answer.content.decode()


def test_a_friend_who_left_without_a_word_is_handed_over_from_the_list(
    as_, district_chief, somchai, malee, somchai_household
):
    """Nobody ended the pairing: pairing anew would be refused, so the list leads to the hand-over."""
    somchai.postings.update(ended_on=today())
    page = read(as_(district_chief), LISTS)
    address = reverse("officers:pairing_end", args=[somchai_household.pk])
    assert "นายบุญมี คำแก้ว" in page and address in page
    sent = {"why": "moved", "on": day(), "successor": malee.pk}
    as_(district_chief).post(address, sent)
    assert somchai_household.pairings.get(ended_on=None).officer == malee
