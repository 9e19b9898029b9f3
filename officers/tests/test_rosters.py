"""The officers of a district from a spreadsheet: every row is new, the same, changed or refused; all of it or nothing."""

import re

import pytest
import xlsxwriter
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from households.models import District
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.walk import pdf_text
from officers.actions import invitations
from officers.actions import rosters as actions
from officers.models import Agency, Invitation, Officer, Roster
from officers.rosters import as_it_stands

PAGE, SLIPS, USE = (reverse(f"officers:{name}") for name in ("rosters", "slips", "invitation_use"))
HEADER = ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "หน่วยงาน", "โทรศัพท์", "อีเมล"]
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()


@pytest.fixture
def chumphae():
    return District.objects.get(pk="4005")


def csv_of(*rows, header=HEADER):
    return "\n".join(",".join(map(str, row)) for row in [header, *rows]).encode()


def received(content, by, district="4005"):
    return actions.receive(
        chunks=[content], name="รายชื่อ.csv", district=District.objects.get(pk=district), by=by
    )[0]


def states(roster, by):
    return [row.state for row in as_it_stands(roster, by).rows]


def confirmed(content, by, **options):
    roster = received(content, by)
    return actions.confirm(roster=roster, seen=as_it_stands(roster, by).fingerprint, by=by, **options)


NEW = [
    [1, "นายใหม่ มาดี", "ครู", "", "081-234-5678", "mai@example.org"],
    [2, "นางสาวแก้ว มาใหม่", "", "", "0823456789", ""],
]


def test_a_district_of_officers_from_a_file(chumphae, district_chief):
    roster = received(csv_of(*NEW), district_chief)
    assert states(roster, district_chief) == ["new", "new"]
    assert Officer.objects.count() == 1  # nothing is written before somebody says so
    done = actions.confirm(
        roster=roster, seen=as_it_stands(roster, district_chief).fingerprint, by=district_chief
    )
    made = Officer.objects.get(phone="0812345678")
    assert (made.full_name, made.position, made.email, made.username) == (
        "นายใหม่ มาดี",
        "ครู",
        "mai@example.org",
        "0812345678",
    )
    assert not made.has_usable_password() and made.postings.get().district == chumphae
    assert set(done.added.all()) == set(Officer.objects.exclude(pk=district_chief.pk))
    assert "มาดี" not in str([vars(event) for event in Event.objects.all()])
    with pytest.raises(Refused, match="บันทึกไปแล้ว"):
        actions.confirm(roster=done, seen="x", by=district_chief)


def test_the_same_file_is_known_again_and_then_has_nothing_new(as_, district_chief):
    client = as_(district_chief)
    first = client.post(PAGE, {"file": SimpleUploadedFile("a.csv", csv_of(*NEW)), "district": "4005"})
    again = client.post(
        PAGE, {"file": SimpleUploadedFile("b.csv", csv_of(*NEW)), "district": "4005"}, follow=True
    )
    assert Roster.objects.count() == 1 and again.redirect_chain[0][0] == first.url
    assert "เคยส่งแล้ว" in again.content.decode()
    confirmed(csv_of(*NEW), district_chief)
    other = received(csv_of(*NEW, []), district_chief)  # a blank row more
    assert states(other, district_chief) == ["same", "same"]
    with pytest.raises(Refused, match="ไม่มีอะไรต้องบันทึก"):
        actions.confirm(roster=other, seen=as_it_stands(other, district_chief).fingerprint, by=district_chief)


def test_what_changed_is_shown_and_a_blank_cell_takes_nothing_away(district_chief, somchai):
    Officer.objects.filter(pk=somchai.pk).update(phone="0811111111", position="ครู", email="old@example.org")
    content = csv_of([1, "นายสมชาย ใจดี", "ครูชำนาญการ", "", "0811111111", ""])
    roster = received(content, district_chief)
    (row,) = as_it_stands(roster, district_chief).rows
    assert row.state == "changed" and row.differences == [("position", "ตำแหน่ง", "ครู", "ครูชำนาญการ")]
    confirmed(content, district_chief)
    somchai.refresh_from_db()
    assert (somchai.position, somchai.email) == ("ครูชำนาญการ", "old@example.org")
    assert Event.objects.get(verb="officer.changed").fields == ["position"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([1, "นายไม่มีนามสกุล", "", "", "0812345678"], "ไม่มีชื่อหรือนามสกุล"),
        ([1, "นายใหม่ มาดี", "", "", "12"], "ไม่ถูกต้อง"),
        ([1, "นายใหม่ มาดี", "", "", ""], "ไม่มีทั้งเบอร์โทรและชื่อผู้ใช้"),
        ([1, "นายใหม่ มาดี", "", "", "0812345678", "ไม่ใช่อีเมล"], "อีเมลไม่ถูกต้อง"),
        ([1, "นายคนอื่น เบอร์เดียวกัน", "", "", "0811111111"], "เป็นของ นายสมชาย ใจดี"),
        ([1, "นายสมชาย ใจดี", "", "", "0812345678"], "ชื่อผู้ใช้ somchai"),
        ([1, "นายอุดม ต่างถิ่น", "", "", "0822222222"], "ให้สำนักงานจังหวัดเพิ่มอำเภอนี้"),
        ([1, "นายวิชัย พัฒนา", "นายอำเภอ", "", "0833333333"], "มีหน้าที่อื่นด้วย"),
    ],
)
def test_a_refused_row_says_what_to_do_and_lets_nobody_in(district_chief, somchai, outsider, row, sentence):
    for person, phone in ((somchai, "0811111111"), (outsider, "0822222222"), (district_chief, "0833333333")):
        Officer.objects.filter(pk=person.pk).update(phone=phone)
    before = Officer.objects.count()
    roster = received(csv_of([9, "นางดี พร้อมแล้ว", "", "", "0899999999"], row), district_chief)
    read = as_it_stands(roster, district_chief)
    assert [one.state for one in read.rows] == ["new", "refused"] and sentence in read.rows[1].problem
    if "อุดม" in row[1]:
        assert "ต่างถิ่น" not in read.rows[1].problem  # of another district nothing is told
    with pytest.raises(Refused, match="1 แถวที่ต้องแก้"):
        actions.confirm(roster=roster, seen=read.fingerprint, by=district_chief)
    assert Officer.objects.count() == before


def test_the_second_of_two_equal_rows_is_refused(district_chief):
    roster = received(csv_of(NEW[0], [2, "นายใหม่ มาดี", "", "", "๐๘๑-๒๓๔-๕๖๗๘"]), district_chief)
    read = as_it_stands(roster, district_chief)
    assert [one.state for one in read.rows] == ["new", "refused"] and "ซ้ำกับแถว 2" in read.rows[1].problem


def test_the_province_posts_a_known_person_to_another_district(pranee, outsider):
    Officer.objects.filter(pk=outsider.pk).update(phone="0822222222")
    confirmed(csv_of([1, "นายอุดม ต่างถิ่น", "", "", "0822222222"]), pranee)
    assert {(one.role, one.district_id) for one in outsider.postings.all()} == {
        ("district", "4012"),
        ("officer", "4005"),
    }


def test_a_new_agency_is_made_only_when_asked_for(district_chief):
    content = csv_of([1, "นายใหม่ มาดี", "ครู", "โรงเรียนบ้านใหม่", "0812345678"])
    with pytest.raises(Refused, match="หน่วยงานที่ยังไม่อยู่ในตาราง"):
        confirmed(content, district_chief)
    assert not Agency.objects.exists() and Officer.objects.count() == 1
    confirmed(content, district_chief, make_agencies=True)
    assert Officer.objects.get(phone="0812345678").agency == Agency.objects.get(
        name="โรงเรียนบ้านใหม่", district_id="4005"
    )


def test_what_moved_since_is_asked_again(as_, district_chief, make):
    roster = received(csv_of(*NEW), district_chief)
    seen = as_it_stands(roster, district_chief).fingerprint
    make.officer(phone="0812345678", role="officer", district="4012")
    page = (
        as_(district_chief)
        .post(reverse("officers:roster_confirm", args=[roster.pk]), {"seen": seen})
        .content.decode()
    )
    assert "ข้อมูลเปลี่ยนไป" in page and "ให้สำนักงานจังหวัดเพิ่มอำเภอนี้" in page and seen not in page
    assert not Officer.objects.filter(phone="0823456789").exists()


def test_one_that_fails_in_the_middle_takes_all_back(district_chief, monkeypatch):
    from officers.actions import people

    add, made = people.add, []

    def breaks(**named):
        made.append(named)
        if len(made) == 2:
            raise Refused("x")
        return add(**named)

    monkeypatch.setattr(people, "add", breaks)
    with pytest.raises(Refused):
        confirmed(csv_of(*NEW), district_chief)
    assert Officer.objects.count() == 1 and Roster.objects.get().confirmed_at is None


def test_a_workbook_is_read_like_a_csv(tmp_path, district_chief):
    header = ["คำนำหน้า", "ชื่อ", "นามสกุล", "เบอร์โทร", "ชื่อผู้ใช้"]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["รายชื่อข้าราชการคู่เสี่ยว อำเภอชุมแพ"])
        sheet.write_row(2, 0, header)
        sheet.write_row(3, 0, ["นาง", "ใหม่", "มาดี", 812345678, "MaiMadee"])
    done = confirmed((tmp_path / "a.xlsx").read_bytes(), district_chief)
    made = done.added.get()
    assert (made.title, made.first_name, made.phone, made.username) == (
        "นาง",
        "ใหม่",
        "0812345678",
        "maimadee",
    )


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0" + b"x" * 600, "เลขที่,อื่น\n1,2".encode()])
def test_what_is_no_roster_is_told_on_the_page(as_, district_chief, content):
    page = as_(district_chief).post(PAGE, {"file": SimpleUploadedFile("a.csv", content), "district": "4005"})
    assert (
        page.status_code == 200
        and 'class="problems"' in page.content.decode()
        and not Roster.objects.exists()
    )


def test_a_roster_is_its_senders_alone_while_the_district_is_his(
    as_, district_chief, pranee, outsider, malee
):
    roster = received(csv_of(*NEW), district_chief)
    for name in ("roster", "roster_confirm", "roster_slips"):
        address = reverse(f"officers:{name}", args=[roster.pk])
        for other, told in ((pranee, 404), (outsider, 404), (malee, 403)):
            assert as_(other).post(address).status_code in (told, 405)
    district_chief.postings.update(district_id="4012")
    assert as_(district_chief).get(reverse("officers:roster", args=[roster.pk])).status_code == 404
    page = as_(district_chief).post(
        PAGE, {"file": SimpleUploadedFile("a.csv", csv_of(*NEW)), "district": "4005"}
    )
    assert "เลือกอำเภอจากรายการ" in page.content.decode()


def test_the_preview_asks_the_same_for_one_row_and_three(as_, district_chief, django_assert_num_queries):
    client = as_(district_chief)
    for content in (csv_of(NEW[0]), csv_of(*NEW, [3, "นายสาม คนที่สาม", "", "", "0834567890"])):
        address = reverse("officers:roster", args=[received(content, district_chief).pk])
        with django_assert_num_queries(7):
            client.get(address)


# --- slips -----------------------------------------------------------------------------------------------------------


def use(username, code, password="ฝนตกที่ขอนแก่น-42"):
    return Client().post(
        USE, {"username": username, "code": code, "password1": password, "password2": password}
    )


def test_all_new_ones_get_their_slips_on_one_sheet(as_, district_chief):
    done = confirmed(csv_of(*NEW), district_chief)
    address = reverse("officers:roster_slips", args=[done.pk])
    answer = as_(district_chief).post(address)
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "private, no-store"
    told = pdf_text(answer.content)
    codes = CODE.findall(told)
    assert len(codes) == 2 and "0812345678" in told and "นางสาวแก้ว มาใหม่" in told.replace("\n", " ")
    assert use("0823456789", codes[0]).status_code == use("0812345678", codes[1]).status_code == 302
    page = as_(district_chief).post(address, follow=True).content.decode()
    assert "ทุกคนในรายชื่อนี้ตั้งรหัสผ่านแล้ว" in page and not CODE.search(page)


def test_a_second_sheet_makes_the_first_one_void(as_, district_chief):
    address = reverse("officers:roster_slips", args=[confirmed(csv_of(NEW[0]), district_chief).pk])
    client = as_(district_chief)
    first, second = (CODE.findall(pdf_text(client.post(address).content))[0] for _n in range(2))
    assert "ไม่ถูกต้อง" in use("0812345678", first).content.decode()
    assert use("0812345678", second).status_code == 302
    assert first not in str(list(Invitation.objects.values())) and second not in str(
        list(Event.objects.values())
    )


def test_forgotten_passwords_are_reset_by_slips_for_many(make, as_, district_chief, somchai, malee, outsider):
    somchai.set_password("the-old-password")
    somchai.save()
    session, client = as_(somchai), as_(district_chief)
    page = client.get(SLIPS).content.decode()
    assert "มีรหัสผ่านแล้ว" in page and "รอใช้ใบเชิญ" in page and "ต่างถิ่น" not in page
    answer = client.post(SLIPS, {"officer": [somchai.pk, malee.pk]})
    assert len(CODE.findall(pdf_text(answer.content))) == 2
    assert session.get(reverse("officers:mine")).status_code == 302
    assert "เลือกจากรายชื่อนี้" in client.post(SLIPS, {"officer": [outsider.pk]}).content.decode()
    assert "เลือกอย่างน้อยหนึ่งคน" in client.post(SLIPS).content.decode()


def test_one_who_can_do_more_stops_the_whole_sheet(make, as_, district_chief, somchai, malee):
    make.seat(malee, committee=2)
    page = as_(district_chief).post(SLIPS, {"officer": [somchai.pk, malee.pk]}).content.decode()
    assert "ให้สำนักงานจังหวัดออกใบเชิญให้" in page and not Invitation.objects.exists()
    assert f'value="{somchai.pk}" checked' in page


def test_sixty_slips_on_the_table_do_not_give_sixty_times_the_guesses(make, district_chief):
    """Each slip takes five, one address thirty a minute, whatever accounts they are for."""
    people = [make.officer(f"officer{n}", role="officer", district="4005") for n in range(60)]
    invitations.issue_all(officers=people, by=district_chief)
    client = Client()
    sent = {"code": "AAAA-BBBB-CCCC", "password1": "ฝนตกที่ขอนแก่น-42", "password2": "ฝนตกที่ขอนแก่น-42"}
    answers = [client.post(USE, {"username": one.username, **sent}).status_code for one in people]
    assert answers == [200] * 30 + [429] * 30
    assert not Officer.objects.filter(pk__in=[one.pk for one in people], last_login__isnull=False).exists()
    assert sum(Invitation.objects.values_list("tries", flat=True)) == 30


def test_the_slips_page_asks_the_same_for_one_row_and_three(
    make, as_, district_chief, django_assert_num_queries
):
    make.officer(role="officer", district="4005")
    client = as_(district_chief)
    with django_assert_num_queries(8):
        client.get(SLIPS)
    for _ in range(2):
        make.officer(role="officer", district="4005")
    with django_assert_num_queries(8):
        client.get(SLIPS)


HOMES = ["ชื่อ-สกุล", "โทรศัพท์", "ตำบลที่อยู่", "หมู่ที่อยู่"]


def test_where_he_is_at_home_comes_with_the_file(make, district_chief, somchai):
    village = make.village(moo=3)
    Officer.objects.filter(pk=somchai.pk).update(phone="0811111111")
    name = village.subdistrict.name_th
    rows = [["นายใหม่ มาดี", "0812345678", f"ต.{name}", "หมู่ ๓"], ["นายสมชาย ใจดี", "0811111111", name, "3"]]
    content = csv_of(*rows, header=HOMES)
    read = as_it_stands(received(content, district_chief), district_chief)
    assert [row.state for row in read.rows] == ["new", "changed"]
    assert read.rows[1].differences == [("home_village", "บ้านเกิดหรือที่อยู่", "", str(village))]
    confirmed(content, district_chief)
    assert {one.home_village for one in Officer.objects.exclude(pk=district_chief.pk)} == {village}
    other = received(csv_of(*rows, [], header=HOMES), district_chief)
    assert states(other, district_chief) == ["same", "same"]


@pytest.mark.parametrize(
    ("subdistrict", "moo", "sentence"),
    [("ไม่มีตำบลนี้", "3", "ไม่พบหมู่ที่"), ("", "3", "ทั้งตำบลและหมู่ที่"), ("ชุมแพ", "99", "ไม่พบหมู่ที่")],
)
def test_a_home_that_is_no_village_is_told(make, district_chief, subdistrict, moo, sentence):
    make.village(moo=3)
    roster = received(csv_of(["นายใหม่ มาดี", "0812345678", subdistrict, moo], header=HOMES), district_chief)
    (row,) = as_it_stands(roster, district_chief).rows
    assert row.state == "refused" and sentence in row.problem
