"""Lists as files: of one's own rows only, for a reason, marked, counted, kept for a day and handed to nobody else."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kusiao.audit.models import Event
from kusiao.exports import actions
from kusiao.exports.models import Export
from kusiao.testing.make import model
from kusiao.thai import now
from officers.roles import OPENS

pytestmark = pytest.mark.django_db
PURPOSE = "ประชุมคณะทำงานอำเภอ"
LISTS = {
    "households:list_export": "households:list",
    "officers:people_export": "officers:people",
    "officers:pairings_export": "officers:pairings",
    "officers:annex_table": "officers:pairings",
    "committees:desk_export": "committees:desk",
    "reports:number_export": "reports:number",
    "reports:dashboard_export": "reports:dashboard",
}


def asked(client, address="households:list_export", *, form="csv", purpose=PURPOSE, args=(), query=""):
    return client.post(reverse(address, args=args) + query, {"purpose": purpose, "form": form})


def taken(client, *args, **kwargs):
    """(the row, the bytes) of an export that was asked for and fetched."""
    answer = asked(client, *args, **kwargs)
    assert answer.status_code == 302, answer.content.decode()
    got = client.get(f"{answer['Location']}file/")
    return Export.objects.get(pk=answer["Location"].split("/")[-2]), got


def lines(got):
    return list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"), newline="")))


def family(make, head, district="4005", **more):
    household = make.household(head=head, district=district)
    make.enrolment(household, survey=make.survey(household), **more)
    return household


def test_who_may_export_is_who_may_see():
    for export, page in LISTS.items():
        assert OPENS[export] == OPENS[page], export
    assert set().union(*(OPENS[name] for name in LISTS)) == OPENS["exports:file"] == OPENS["exports:list"]


def test_the_page_says_what_will_be_in_the_file_and_asks_what_for(as_, district_chief, make):
    family(make, "นายบุญมี คำแก้ว")
    page = as_(district_chief).get(reverse("households:list_export")).content.decode()
    for words in ("1 แถว", "หัวหน้าครัวเรือน", "คู่เสี่ยว", "ใช้ทำอะไร", "ไม่มีเลขประจำตัวประชาชน"):
        assert words in page
    refused = asked(as_(district_chief), purpose="")
    assert refused.status_code == 200 and "เขียนว่าจะใช้ไฟล์นี้ทำอะไร" in refused.content.decode()
    assert not Export.objects.exists() and not Event.objects.exists()


def test_the_file_holds_the_rows_of_the_list_and_no_others(as_, district_chief, somchai, make):
    mine = family(make, "นายบุญมี คำแก้ว")
    make.pairing(somchai, mine)
    family(make, "นางสาวเกษม มาดี", track="welfare")
    family(make, "นายอยู่ไกล ต่างอำเภอ", district="4012")
    _export, got = taken(as_(district_chief))
    _mark, _what, headers, *rows = lines(got)
    assert headers[0] == "หัวหน้าครัวเรือน" and headers[-1] == "คู่เสี่ยว"
    assert [row[0] for row in rows] == ["นางสาวเกษม มาดี", "นายบุญมี คำแก้ว"], "in Thai order"
    assert rows[1][-1] == "นายสมชาย ใจดี" and rows[1][5] == "ชุมแพ" and rows[0][6] == "สงเคราะห์"
    _export, got = taken(as_(district_chief), query="?track=welfare")
    _mark, what, _headers, *rows = lines(got)
    assert [row[0] for row in rows] == ["นางสาวเกษม มาดี"] and "สงเคราะห์" in what[0]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_says_who_when_and_under_which_number(as_, district_chief, make, form):
    family(make, "=cmd|' /C calc'!A0")
    export, got = taken(as_(district_chief), form=form)
    if form == "csv":
        rows = lines(got)
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(got.content)).get_sheet_by_index(0).to_python()
    mark = rows[0][0]
    assert "นายวิชัย พัฒนา (chief)" in mark and export.number in mark and str(now().year + 543) in mark
    assert "ห้ามส่งต่อ" in mark and "1 แถว" in rows[1][0]
    assert rows[3][0] == "'=cmd|' /C calc'!A0", "text that a spreadsheet would run is text"
    assert got["Content-Disposition"] == f'attachment; filename="kusiao-{export.number}.{form}"'
    assert "no-store" in got["Cache-Control"]


def test_every_printed_page_of_a_workbook_carries_the_mark(as_, district_chief, make):
    import zipfile

    family(make, "นายบุญมี คำแก้ว")
    district_chief.first_name = "วิชัย & คณะ"
    district_chief.save()
    export, got = taken(as_(district_chief), form="xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(got.content)).read("xl/worksheets/sheet1.xml").decode()
    header = sheet.split("<oddHeader>")[1].split("</oddHeader>")[0]
    assert export.number in header and "&amp;&amp; คณะ" in header and "<oddFooter>" in sheet


def test_it_is_written_down_with_reason_and_count_and_the_auditor_reads_it(
    as_, district_chief, auditor, make
):
    family(make, "นายบุญมี คำแก้ว")
    export, _got = taken(as_(district_chief))
    made, fetched = Event.objects.order_by("id")
    assert (made.verb, made.actor_name, made.object_key) == ("list.exported", "chief", str(export.pk))
    assert PURPOSE in made.purpose and "1 แถว" in made.purpose and export.number in made.purpose
    assert fetched.verb == "list.downloaded"
    assert "บุญมี" not in made.purpose + fetched.purpose
    page = as_(auditor).get(reverse("audit:events"), {"verb": "list.exported"}).content.decode()
    assert "ส่งออก รายการ" in page and PURPOSE in page


def test_only_its_maker_gets_it(as_, district_chief, pranee, outsider, auditor, make):
    family(make, "นายบุญมี คำแก้ว")
    export, _got = taken(as_(district_chief))
    for address in ("exports:export", "exports:file"):
        path = reverse(address, args=[export.pk])
        assert [as_(one).get(path).status_code for one in (pranee, outsider)] == [404, 404]
        assert as_(auditor).get(path).status_code == 403
    assert export.title not in as_(pranee).get(reverse("exports:list")).content.decode()
    assert export.number in as_(district_chief).get(reverse("exports:list")).content.decode()


def test_it_expires_and_is_swept_away(as_, district_chief, make, settings):
    settings.EXPORT_HOURS = 1
    family(make, "นายบุญมี คำแก้ว")
    client = as_(district_chief)
    export, _got = taken(client)
    assert actions.sweep() == 0
    with time_machine.travel(now() + dt.timedelta(hours=settings.EXPORT_HOURS, minutes=1), tick=False):
        for address in ("exports:export", "exports:file"):
            assert client.get(reverse(address, args=[export.pk])).status_code == 404
        assert not Export.objects.served_to(district_chief).exists()
        assert actions.sweep() == 1 and actions.sweep() == 0
    export.refresh_from_db()
    assert export.content is None and export.count == 1, "the record of it stays"
    assert client.get(reverse("exports:file", args=[export.pk])).status_code == 404
    assert Event.objects.filter(verb="list.expired", object_key=str(export.pk)).count() == 1


@pytest.mark.parametrize("change", ["ended", "another"])
def test_who_stands_elsewhere_does_not_get_what_he_made_before(as_, district_chief, make, change):
    family(make, "นายบุญมี คำแก้ว")
    client = as_(district_chief)
    export, _got = taken(client)
    path = reverse("exports:file", args=[export.pk])
    if change == "ended":
        district_chief.postings.update(ended_on=now().date())
        make.posting(district_chief, "viewer")
    else:
        make.posting(district_chief, "district", district="4012")
    assert client.get(path).status_code == 302  # the session ended with the standing it was opened under
    assert as_(district_chief).get(path).status_code == 404


def test_nothing_readable_lies_in_the_database(as_, district_chief, make):
    family(make, "นายบุญมี คำแก้ว")
    export, got = taken(as_(district_chief))
    assert "บุญมี".encode() in got.content
    assert "บุญมี".encode() not in bytes(export.content) and export.content


def test_a_list_over_the_cap_is_refused_with_a_way_out(as_, district_chief, make, settings):
    settings.EXPORT_MAX_ROWS = 1
    for head in ("นายหนึ่ง ก", "นายสอง ข"):
        family(make, head)
    client = as_(district_chief)
    page = client.get(reverse("households:list_export")).content.decode()
    assert "ส่งออกได้ครั้งละไม่เกิน 1 แถว" in page and 'name="purpose"' not in page
    assert "ส่งออกได้ครั้งละไม่เกิน 1 แถว" in asked(client).content.decode()
    assert not Export.objects.exists()


def test_an_empty_list_has_no_file(as_, district_chief):
    assert "ไม่มีแถวให้ส่งออก" in as_(district_chief).get(reverse("households:list_export")).content.decode()
    assert "ไม่มีแถวให้ส่งออก" in asked(as_(district_chief)).content.decode()
    assert not Export.objects.exists()


def test_the_viewer_takes_totals_only(as_, viewer, make):
    family(make, "นายบุญมี คำแก้ว")
    client = as_(viewer)
    _export, got = taken(client, "reports:dashboard_export")
    _mark, _what, headers, *rows = lines(got)
    assert headers[:2] == ["พื้นที่", "ครัวเรือนเป้าหมาย"] and len(rows) == 26
    assert {row[0]: row[1] for row in rows}["ชุมแพ"] == "1" and "บุญมี" not in got.content.decode()
    for address in ("households:list_export", "officers:people_export"):
        assert client.get(reverse(address)).status_code == 403
    assert client.get(reverse("reports:number_export", args=["enrolled"])).status_code == 403


def test_the_list_behind_a_number_has_as_many_rows_as_the_number(as_, pranee, make):
    for head in ("นายหนึ่ง ก", "นายสอง ข"):
        family(make, head)
    family(make, "นายสาม ค", district="4012")
    client = as_(pranee)
    export, got = taken(client, "reports:number_export", args=["enrolled"], query="?district=4005")
    assert export.count == 2 and export.title == "ครัวเรือนเป้าหมาย" and "ชุมแพ" in export.narrowed_to
    assert "1 ชี้เป้า" in lines(got)[3][7]
    assert client.get(reverse("reports:number_export", args=["nothing"])).status_code == 404


def test_people_and_pairs_go_out_as_they_stand_on_the_page(as_, district_chief, somchai, make):
    make.pairing(somchai, family(make, "นายบุญมี คำแก้ว"))
    client = as_(district_chief)
    _export, got = taken(client, "officers:pairings_export")
    assert lines(got)[3][0] == "นายสมชาย ใจดี" and lines(got)[3][4] == "นายบุญมี คำแก้ว"
    _export, got = taken(client, "officers:people_export")
    told = {row[0]: row for row in lines(got)[3:]}
    assert "ข้าราชการคู่เสี่ยว อ.ชุมแพ" in told["นายสมชาย ใจดี"][5]


def test_a_request_tells_no_illness_and_no_debt(as_, make, somchai):
    from kusiao.testing.scene import model as of

    secretary = make.officer("secretary")
    make.seat(secretary, committee=2)
    household = family(make, "นายบุญมี คำแก้ว")
    for need in ("health", "care", "water"):
        make.referral(household, committee=2, need=need, text="ป่วยติดเตียง")
    _export, got = taken(as_(secretary), "committees:desk_export")
    assert sorted(row[1] for row in lines(got)[3:]) == sorted(
        ["ดูในระบบ", "ดูในระบบ", str(of("households.Need").objects.get(code="water"))]
    )
    assert "ป่วย" not in got.content.decode()


def test_the_questions_asked_do_not_grow_with_the_rows(as_, district_chief, make, django_assert_num_queries):
    from households.exports import REGISTER
    from officers.exports import PAIRINGS, PEOPLE
    from officers.places import pairs

    def rows():
        return district_chief.households.with_place().with_now().with_friend()

    def people():
        return (
            district_chief.people.select_related("agency")
            .prefetch_related("postings__district")
            .order_by("pk")
        )

    def pairings():
        return pairs(district_chief.coordinated).select_related("household__village__subdistrict__district")

    for count in (1, 3):
        while model("households.Household").objects.count() < count:
            officer = make.officer(role="officer", district="4005")
            make.pairing(officer, family(make, "นายบุญมี คำแก้ว"))
        for listing, found, asked_for in ((REGISTER, rows, 1), (PAIRINGS, pairings, 1), (PEOPLE, people, 4)):
            district_chief.roles
            with django_assert_num_queries(asked_for):
                assert len(listing.resource().export(found())) >= count
