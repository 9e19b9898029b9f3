"""A pairing annex: every row is read, asks or is skipped; what is paired is what was shown."""

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.surveys.keeping import path_of
from households.surveys.reading import open_book
from households.surveys.sentences import FileRefused
from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.testing.walk import pdf_text
from officers.actions import annexes as actions
from officers.annexes import ASKS, READY, SAME, as_it_stands, read_book
from officers.models import Annex, Officer, Pairing

PAGE = reverse("officers:annexes")
HEADER = ["ลำดับ", "ชื่อ-สกุลข้าราชการ", "ตำแหน่ง", "สังกัด", "โทรศัพท์", "ครัวเรือนที่ 1", "ครัวเรือนที่ 2"]
pytestmark = pytest.mark.django_db


def book(path, *rows, header=HEADER, before=()):
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("บัญชีแนบท้าย")
        for y, row in enumerate([*before, header, *rows]):
            sheet.write_row(y, 0, row)
    return path


def received(path, by, **options):
    return actions.receive(chunks=[path.read_bytes()], name=path.name, by=by, **options)


@pytest.fixture
def family(make):
    def made(head, *, enrolled=True, **fields):
        household = make.household(head=head, **fields)
        if enrolled:
            make.enrolment(household)
        return household

    return made


@pytest.fixture
def two(family):
    return family("นางสี ทองดี", house_code="40050000011"), family("นายคำ มีสุข", house_number="12/3")


def states(read):
    return [row.state for row in read.rows]


def test_an_annex_is_read_and_paired(tmp_path, district_chief, malee, two):
    row = [1, "นางมาลี ศรีสุข", "ครู", "โรงเรียน", "", "40050000011", "นายคำ มีสุข บ้านเลขที่ 12/3 ม.1"]
    annex = received(book(tmp_path / "a.xlsx", row), district_chief, order_number="3091/2562")
    read = as_it_stands(annex, district_chief)
    assert states(read) == [READY] and read.pairs == 2
    assert not Pairing.objects.exists()
    actions.confirm(annex=annex, seen=read.fingerprint, by=district_chief)
    pairs = Pairing.objects.order_by("place")
    assert [(pair.officer, pair.household, pair.order_number) for pair in pairs] == [
        (malee, two[0], "3091/2562"),
        (malee, two[1], "3091/2562"),
    ]
    again = as_it_stands(received(book(tmp_path / "b.xlsx", row), district_chief), district_chief)
    assert states(again) == [SAME] and again.pairs == 0


def test_nobody_is_paired_twice_by_one_annex(tmp_path, district_chief, malee, two):
    annex = received(book(tmp_path / "a.xlsx", [1, "นางมาลี ศรีสุข", "", "", "", "40050000011"]), district_chief)
    seen = as_it_stands(annex, district_chief).fingerprint
    actions.confirm(annex=annex, seen=seen, by=district_chief)
    with pytest.raises(Refused, match="จับคู่ไปแล้ว"):
        actions.confirm(annex=annex, seen=seen, by=district_chief)
    assert Pairing.objects.count() == 1


def test_each_odd_row_says_what_to_do_and_the_clean_ones_may_go(
    tmp_path, make, district_chief, malee, somchai, somchai_household, family, two
):
    family("นายแดง ซ้ำชื่อ"), family("นายแดง ซ้ำชื่อ")
    family("นายนอก ทะเบียน", enrolled=False)
    family("นายไกล อยู่ไกล", district="4012")
    rows = [
        [1, "นางมาลี ศรีสุข", "", "", "", "40050000011", ""],
        [2, "นายไม่มี ตัวตน", "", "", "", "นายคำ มีสุข", ""],
        [3, "นายสมชาย ใจดี", "", "", "", "นายแดง ซ้ำชื่อ", ""],
        [4, "นายสมชาย ใจดี", "", "", "", "นายนอก ทะเบียน", ""],
        [5, "นายสมชาย ใจดี", "", "", "", "นายไกล อยู่ไกล", ""],
        [6, "นางมาลี ศรีสุข", "", "", "", "นายบุญมี คำแก้ว", ""],
        [7, "นายสมชาย ใจดี", "", "", "", "40050000011", ""],
        [8, "นายสมชาย ใจดี", "", "", "", "", ""],
        [9, "นายสมชาย ใจดี", "", "", "", "40050000011 นายอื่น คนละคน", ""],
    ]
    annex = received(book(tmp_path / "a.xlsx", *rows), district_chief)
    read = as_it_stands(annex, district_chief)
    assert states(read) == [READY] + [ASKS] * 8
    told = [row.problem or " ".join(place.problem for place in row.places) for row in read.rows]
    for words, said in zip(
        (
            "",
            "เติมเบอร์โทร",
            "2 ครัวเรือน",
            "ทะเบียนเป้าหมาย",
            "ไม่พบครัวเรือน",
            "นายสมชาย ใจดี",
            "F2",
            "ไม่มีครัวเรือน",
            "เป็นคนอื่น",
        ),
        told,
        strict=True,
    ):
        assert words in said, (words, said)
    assert "ไกล" not in told[4]  # of another district nothing is told, not even that it is there
    assert read.counts == {"rows_read": 9, "ready": 1, "same": 0, "asks": 8, "skipped": 0}
    with pytest.raises(Refused, match="8 แถว"):
        actions.confirm(annex=annex, seen=read.fingerprint, by=district_chief)
    before = Pairing.objects.count()
    actions.confirm(annex=annex, seen=read.fingerprint, only_ready=True, by=district_chief)
    assert Pairing.objects.count() == before + 1


def test_a_third_household_is_one_too_many(tmp_path, district_chief, malee, two, family):
    family("นางสาม เกินมา")
    rows = [
        [1, "นางมาลี ศรีสุข", "", "", "", "40050000011", "นายคำ มีสุข"],
        ["", "", "", "", "", "นางสาม เกินมา", ""],
    ]
    read = as_it_stands(received(book(tmp_path / "a.xlsx", *rows), district_chief), district_chief)
    assert states(read) == [READY, ASKS] and "ครบ 2" in read.rows[1].places[0].problem
    assert read.rows[1].officer == malee  # a blank name is the one above


def test_the_province_cannot_pair_across_districts(tmp_path, pranee, malee, family):
    family("นายไกล อยู่ไกล", district="4012")
    annex = received(book(tmp_path / "a.xlsx", [1, "นางมาลี ศรีสุข", "", "", "", "นายไกล อยู่ไกล"]), pranee)
    read = as_it_stands(annex, pranee)
    assert states(read) == [ASKS] and "ไม่ได้ประจำอำเภอ" in read.rows[0].places[0].problem


def test_an_account_is_made_only_when_asked_for(tmp_path, as_, district_chief, two):
    row = [1, "นายใหม่ มาดี", "ครู", "", "081-234-5678", "40050000011", "นายคำ มีสุข"]
    annex = received(book(tmp_path / "a.xlsx", row), district_chief)
    read = as_it_stands(annex, district_chief)
    assert states(read) == [READY] and read.rows[0].is_new
    with pytest.raises(Refused, match="ยังไม่มีบัญชี"):
        actions.confirm(annex=annex, seen=read.fingerprint, by=district_chief)
    assert not Officer.objects.filter(first_name="ใหม่").exists()
    actions.confirm(annex=annex, seen=read.fingerprint, make_accounts=True, by=district_chief)
    made = Officer.objects.get(first_name="ใหม่")
    assert (made.username, made.phone, made.position, made.has_usable_password()) == (
        "0812345678",
        "0812345678",
        "ครู",
        False,
    )
    assert made.postings.get().district_id == "4005" and made.pairings.count() == 2
    page = as_(district_chief).get(reverse("officers:annex", args=[annex.pk])).content.decode()
    assert reverse("officers:invitation_slip", args=[made.pk]) in page


def test_what_moved_since_is_asked_again(tmp_path, make, as_, district_chief, malee, somchai, two):
    annex = received(book(tmp_path / "a.xlsx", [1, "นางมาลี ศรีสุข", "", "", "", "40050000011"]), district_chief)
    seen = as_it_stands(annex, district_chief).fingerprint
    make.pairing(somchai, two[0])
    response = as_(district_chief).post(reverse("officers:annex_confirm", args=[annex.pk]), {"seen": seen})
    page = response.content.decode()
    assert "ข้อมูลเปลี่ยนไป" in page and "มีคู่เสี่ยวแล้ว" in page
    assert Pairing.objects.count() == 1 and seen not in page


def test_titles_totals_and_headers_are_counted(tmp_path, district_chief, malee, two):
    rows = [
        [1, "นางมาลี ศรีสุข", "ครู", "โรงเรียน", "", "40050000011", "-"], [], HEADER,
        ["รวม", "", "", "", "", 1, ""], ["หมายเหตุ: ตามคำสั่งจังหวัด"],
    ]  # fmt: skip
    read = read_book(book(tmp_path / "a.xlsx", *rows, before=[["บัญชีแนบท้ายคำสั่งจังหวัดขอนแก่น"], []]))
    assert len(read.rows) == 1 and dict(read.skipped) == {"blank": 1, "header": 1, "total": 1, "footnote": 1}
    assert [place.code for place in read.rows[0].places] == ["40050000011"]


@pytest.mark.parametrize(
    "header",
    [
        ["ที่", "ข้าราชการคู่เสี่ยว", "ตำแหน่ง", "หน่วยงาน", "เบอร์โทร", "ครัวเรือนที่ ๑", "ครัวเรือนที่ ๒"],
        ["ลำดับที่", "ชื่อ - สกุล", "ตำแหน่ง", "ส่วนราชการ", "โทร.", "ครัวเรือนที่รับผิดชอบ 1", "ครัวเรือนที่รับผิดชอบ 2"],
    ],
)
def test_other_words_for_the_same_annex(tmp_path, header):
    path = book(
        tmp_path / "a.xlsx", [1, "นายก ข", "ครู", "ร.ร.", "0812345678", "นายค ง", "นายจ ฉ"], header=header
    )
    row = read_book(path).rows[0]
    assert [place.name for place in row.places] == ["นายค ง", "นายจ ฉ"] and row.phone == "0812345678"


def test_two_header_rows(tmp_path):
    above = ["ลำดับ", "ชื่อ-สกุลข้าราชการ", "ตำแหน่ง", "สังกัด", "โทรศัพท์", "ครัวเรือน", ""]
    below = ["", "", "", "", "", "ที่ 1", "ที่ 2"]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, above)
        sheet.merge_range(0, 5, 0, 6, "ครัวเรือน")
        sheet.write_row(1, 0, below)
        sheet.write_row(2, 0, [1, "นายก ข", "ครู", "ร.ร.", "", "นายค ง 12/3 หมู่ 4 ต.ในเมือง", "4005-000001-1"])
    first, second = read_book(tmp_path / "a.xlsx").rows[0].places
    assert (first.name, first.house_no, first.moo, first.subdistrict) == ("นายค ง", "12/3", "4", "ในเมือง")
    assert second.code == "40050000011" and second.cell == "G3"


def test_a_survey_is_no_annex_and_an_annex_no_survey(tmp_path, as_, importer, district_chief):
    from households.tests.survey_files import checked
    from households.tests.workbooks import below_the_line

    with pytest.raises(FileRefused, match="ส่งไฟล์สำรวจ"):
        read_book(below_the_line(tmp_path))
    path = book(tmp_path / "a.xlsx", [1, "นายก ข", "ครู", "ร.ร.", "", "นายค ง", ""])
    file = checked(path, 2562, importer)
    assert file.stage == "refused" and "นำเข้าบัญชีจับคู่" in file.refusal
    sent = SimpleUploadedFile("ผล.xlsx", below_the_line(tmp_path).read_bytes())
    page = as_(district_chief).post(PAGE, {"file": sent}).content.decode()
    assert "ให้ผู้นำเข้าข้อมูลส่งที่หน้า" in page and not Annex.objects.exists()


def test_a_hostile_annex_is_refused_on_the_page(as_, district_chief):
    sent = SimpleUploadedFile("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600)
    response = as_(district_chief).post(PAGE, {"file": sent})
    assert response.status_code == 200 and not Annex.objects.exists()
    assert not any(path.is_file() for path in path_of("x").parent.iterdir()), "its bytes stayed"


def test_an_annex_is_its_senders_alone(tmp_path, as_, district_chief, pranee, outsider, malee, two):
    annex = received(book(tmp_path / "a.xlsx", [1, "นางมาลี ศรีสุข", "", "", "", "40050000011"]), district_chief)
    address = reverse("officers:annex", args=[annex.pk])
    assert "นางมาลี" in as_(district_chief).get(address).content.decode()
    for other in (pranee, outsider):
        assert as_(other).get(address).status_code == 404
        assert (
            as_(other).post(reverse("officers:annex_confirm", args=[annex.pk]), {"seen": "x"}).status_code
            == 404
        )


def test_from_the_page_to_the_pairs(tmp_path, as_, district_chief, malee, two):
    client = as_(district_chief)
    path = book(tmp_path / "a.xlsx", [1, "นางมาลี ศรีสุข", "", "", "", "40050000011", "นายคำ มีสุข"])
    response = client.post(
        PAGE, {"file": SimpleUploadedFile("บัญชี.xlsx", path.read_bytes()), "order_number": "1/2569"}
    )
    annex = Annex.objects.get()
    page = client.get(response.headers["Location"]).content.decode()
    assert "พร้อมจับคู่ 1 แถว" in page and "จับคู่ 2 คู่" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    client.post(reverse("officers:annex_confirm", args=[annex.pk]), {"seen": seen})
    assert malee.pairings.filter(order_number="1/2569").count() == 2
    assert "จับคู่แล้ว 2 คู่" in client.get(reverse("officers:annex", args=[annex.pk])).content.decode()


def test_the_book_opens_like_any_other(tmp_path):
    assert open_book(book(tmp_path / "a.xlsx")).sheets[0].name == "บัญชีแนบท้าย"


def test_the_annex_that_goes_out_comes_back_as_the_same(
    tmp_path, as_, make, district_chief, somchai, malee, family
):
    """Every pair, in Thai order, in the columns that our own reader knows."""
    late = make.officer(
        "eek",
        title="นาย",
        first_name="เอก",
        last_name="อุดม",
        role="officer",
        district="4005",
        phone="0811100001",
    )
    code = {"house_code": "40050000011"}
    for officer, households in {
        somchai: [family("นางสี ทองดี", **code), family("นายคำ มีสุข", house_number="12/3")],
        malee: [family("นางสี ทองดี", house_number="7")],  # the same name twice in the district
        late: [family("=นาย สูตร", house_number="9", moo=4)],
    }.items():
        for household in households:
            make.pairing(officer, household)
    far = family("นายไกล อยู่ไกล", district="4012")
    make.posting(malee, "officer", district="4012")
    make.pairing(malee, far)
    client = as_(district_chief)
    client.post(reverse("officers:annex_table"), {"purpose": "ร่างคำสั่งใหม่ของอำเภอ", "form": "xlsx"})
    export = district_chief.exports.get()
    content = b"".join(client.get(reverse("exports:file", args=[export.pk])))
    (tmp_path / "a.xlsx").write_bytes(content)
    annex = received(tmp_path / "a.xlsx", district_chief)
    read = as_it_stands(annex, district_chief)
    assert [row.name for row in read.rows] == ["นางมาลี ศรีสุข", "นายสมชาย ใจดี", "นายเอก อุดม"]
    assert states(read) == [SAME, SAME, SAME]
    assert sum(len(row.places) for row in read.rows) == 4 and "ไกล" not in str(read.rows)


# --- and out again, as the paper that is signed ----------------------------------------------------------------------


def test_the_annex_is_a_paper_with_its_head_on_every_page(
    as_, make, district_chief, outsider, somchai, somchai_household
):
    for number in range(40):
        friend = make.officer(role="officer", district="4005", position="นักวิชาการ")
        make.pairing(friend, make.household(head=f"นายหัวหน้า ที่{number}"))
    make.pairing(
        make.officer(role="officer", district="4012"), make.household(head="นายต่าง อำเภอ", district="4012")
    )
    asked = {"order_number": "3091/2562", "ordered_on": "20/09/2562", "purpose": "แนบท้ายคำสั่งใหม่"}
    answer = as_(district_chief).post(reverse("officers:annex_paper"), asked)
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    text = pdf_text(answer.content)
    pages = text.count("จาก")
    assert pages >= 2 and text.count("3091/2562") == pages and text.count("20 กันยายน 2562") == pages
    assert text.count("ครัวเรือนที่ 1") == pages  # the head of the table
    assert "ข้าราชการคู่เสี่ยว 41 คน" in text and "ต่าง อำเภอ" not in text
    assert somchai.last_name in text and "คำแก้ว" in text
    event = Event.objects.get(verb="annex.printed")
    assert event.actor_name == district_chief.username and event.purpose.startswith("แนบท้ายคำสั่งใหม่")


def test_no_paper_without_a_purpose_and_none_of_nobody(as_, db, district_chief, somchai_household, outsider):
    page = reverse("officers:annex_paper")
    assert "เขียนว่าจะใช้ไฟล์นี้ทำอะไร" in as_(district_chief).post(page, {}).content.decode()
    assert "ยังไม่มีคู่เสี่ยวในอำเภอนี้" in as_(outsider).post(page, {"purpose": "แนบท้ายคำสั่ง"}).content.decode()
