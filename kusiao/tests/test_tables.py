"""Reference tables as files: shown row by row before anything is written, then taken whole or not at all."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kusiao.audit.models import Event
from kusiao.tables import importing
from kusiao.tables.admin import Imported
from kusiao.testing.make import model
from kusiao.testing.tables import csv_file, workbook, xlsx_file

pytestmark = pytest.mark.django_db
NEEDS = ["รหัส", "สิ่งที่ขาด", "คณะย่อยที่", "ลำดับ"]


@pytest.fixture
def keeper(make):
    return make.officer("keeper", is_staff=True, is_superuser=True)


@pytest.fixture
def client(as_, keeper):
    return as_(keeper)


def need(code):
    return model("households.Need").objects.get(code=code)


def rehearsed(client, file, name="households_need"):
    return client.post(reverse(f"admin:{name}_import"), {"file": file})


def taken(client, file, name="households_need"):
    shown = rehearsed(client, file, name)
    return client.post(reverse(f"admin:{name}_import"), {"kept": shown.context["kept"]})


def outcomes(shown):
    return [row.outcome for row in shown.context["shown"].rows]


def test_the_preview_says_what_becomes_of_each_row_and_writes_nothing(client):
    land = need("land")
    file = csv_file(
        NEEDS,
        ["land", land.name_th, str(land.committee_number), str(land.order)],
        ["skills", "ทักษะใหม่", "1", "3"],
        ["boat", "เรือ", "1", "40"],
        ["debt", "หนี้สิน", "สามครึ่ง", "5"],
    )
    shown = rehearsed(client, file)
    assert outcomes(shown) == ["skip", "update", "new", "error"]
    page = shown.content.decode()
    assert "ทักษะ ความรู้" in page and "ทักษะใหม่" in page and "“สามครึ่ง” ไม่ใช่จำนวนเต็ม" in page
    assert shown.context["kept"] is False, "a file with a wrong row cannot be taken"
    assert (
        need("skills").name_th != "ทักษะใหม่"
        and not model("households.Need").objects.filter(code="boat").exists()
    )
    assert not Event.objects.exists()


def test_a_confirmed_file_is_taken_whole_and_written_down_row_by_row(client, keeper):
    file = csv_file(NEEDS, ["skills", "ทักษะใหม่", "1", "3"], ["boat", "เรือ", "1", "40"])
    assert taken(client, file).status_code == 302
    assert need("skills").name_th == "ทักษะใหม่" and need("boat").order == 40
    told = list(Event.objects.order_by("id").values_list("verb", "object_key", "fields", "actor_name"))
    assert told == [
        ("reference.changed", "skills", ["name_th"], "keeper"),
        ("reference.added", "boat", ["code", "name_th", "committee_number", "order"], "keeper"),
        ("reference.imported", "", [], "keeper"),
    ]


def test_the_same_file_again_changes_nothing(client):
    rows = (NEEDS, ["skills", "ทักษะใหม่", "1", "3"])
    taken(client, csv_file(*rows))
    shown = rehearsed(client, csv_file(*rows))
    assert outcomes(shown) == ["skip"] and shown.context["kept"] is False


def test_a_row_that_goes_wrong_between_preview_and_confirmation_takes_all_back(client, monkeypatch):
    shown = rehearsed(client, csv_file(NEEDS, ["boat", "เรือ", "1", "40"], ["net", "แห", "1", "41"]))
    save = model("households.Need").save

    def breaks(self, *args, **kwargs):
        if self.code == "net":
            raise RuntimeError("the database said something about นายบุญมี")
        save(self, *args, **kwargs)

    monkeypatch.setattr(model("households.Need"), "save", breaks)
    answer = client.post(reverse("admin:households_need_import"), {"kept": shown.context["kept"]})
    assert "ยังไม่ได้บันทึกแถวใดเลย" in answer.content.decode() and "นายบุญมี" not in answer.content.decode()
    assert not model("households.Need").objects.filter(code__in=["boat", "net"]).exists()
    assert not Event.objects.exists()


def test_what_another_changed_since_the_preview_is_not_overwritten(client):
    shown = rehearsed(client, csv_file(NEEDS, ["skills", "ทักษะใหม่", "1", "3"]))
    model("households.Need").objects.filter(code="skills").update(name_th="ของคนอื่น")
    answer = client.post(reverse("admin:households_need_import"), {"kept": shown.context["kept"]})
    assert "ตารางนี้เปลี่ยนไปหลังจากที่ตรวจ" in answer.content.decode()
    assert need("skills").name_th == "ของคนอื่น"
    assert answer.context["kept"], "the new findings can be confirmed"


def test_what_was_shown_cannot_be_changed_or_carried_elsewhere(client, as_, make):
    kept = rehearsed(client, csv_file(NEEDS, ["boat", "เรือ", "1", "40"])).context["kept"]
    other = as_(make.officer("second", is_staff=True, is_superuser=True))
    for who, name, text in (
        (client, "households_need", kept[:-3] + "xyz"),
        (client, "households_indicator", kept),
        (other, "households_need", kept),
    ):
        answer = who.post(reverse(f"admin:{name}_import"), {"kept": text})
        assert "ส่งไฟล์ใหม่อีกครั้ง" in answer.content.decode()
    assert not model("households.Need").objects.filter(code="boat").exists()


def test_columns_and_cells_that_are_missing_say_so_and_take_nothing_away(client):
    file = csv_file(["รหัส", "สิ่งที่ขาด", "งบประมาณ", ""], ["skills", "", "500", ""], ["land", "ที่นา", "", "x"])
    page = rehearsed(client, file).content.decode()
    for sentence in (
        "ไม่รู้จักหัวตาราง “งบประมาณ”, ช่องที่ 4",
        "ไฟล์ไม่มีช่อง “คณะย่อยที่”, “ลำดับ”",
        "ช่องว่าง 1 ช่อง ไม่ลบค่าที่มีอยู่",
    ):
        assert sentence in page
    before = need("skills")
    taken(client, csv_file(["รหัส", "สิ่งที่ขาด"], ["skills", ""], ["land", "ที่นา"]))
    after = need("skills")
    assert (after.name_th, after.committee_number, after.order) == (
        before.name_th,
        before.committee_number,
        before.order,
    )
    assert need("land").name_th == "ที่นา" and need("land").committee_number == 1


def test_a_new_row_without_what_it_must_have_is_refused(client):
    shown = rehearsed(client, csv_file(NEEDS, ["boat", "", "1", "40"]))
    assert outcomes(shown) == ["error"]
    assert "สิ่งที่ขาด: " in shown.content.decode()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((NEEDS, ["land", "ก", "1", "1"], ["land", "ข", "1", "1"]), "ซ้ำกับแถว 2 ในไฟล์เดียวกัน"),
        ((NEEDS, ["land", "ก", "1", "1"], [" land ", "ข", "1", "1"]), "ซ้ำกับแถว 2 ในไฟล์เดียวกัน"),
        ((NEEDS, ["", "ก", "1", "1"]), "ไม่มีค่าในช่องที่ใช้แยกแถว"),
        (([*NEEDS, "ลำดับ"], ["land", "ก", "1", "1", "2"]), "หัวตาราง “ลำดับ” มีสองช่อง"),
        ((["สิ่งที่ขาด", "ลำดับ"], ["ก", "1"]), "ไม่พบหัวตาราง"),
    ],
)
def test_what_would_be_guessed_is_refused(client, rows, sentence):
    shown = rehearsed(client, csv_file(*rows))
    assert sentence in shown.content.decode()
    assert not shown.context["kept"]


def test_rows_that_are_not_in_the_file_stay(client):
    before = model("households.Need").objects.count()
    taken(client, csv_file(NEEDS, ["land", "ที่นา", "1", "1"]))
    assert model("households.Need").objects.count() == before


def test_thai_code_page_and_utf8_are_read_alike(client):
    for number, encoding in enumerate(("cp874", "utf-8", "utf-8-sig"), start=1):
        taken(client, csv_file(NEEDS, ["boat", f"เรือ{number}", "1", "40"], encoding=encoding))
        assert need("boat").name_th == f"เรือ{number}"


def test_codes_keep_their_zeros_and_whole_numbers_have_no_point(client):
    taken(client, xlsx_file(NEEDS, ["0012", "เรือ", 1, 40.0], [13, "แห", "๑", "1,041"]))
    assert need("0012").order == 40
    assert (need("13").committee_number, need("13").order) == (1, 1041)


def test_a_second_sheet_is_named_and_not_read_in_silence(client):
    file = xlsx_file(NEEDS, ["boat", "เรือ", "1", "40"], sheets=[("เก่า", [["รหัส"], ["x"]])])
    assert "ไม่ได้อ่าน “เก่า”" in rehearsed(client, file).content.decode()


def test_titles_above_the_table_are_passed_over(client):
    shown = rehearsed(client, xlsx_file(["รหัสความต้องการ ปี 2569"], [], NEEDS, ["boat", "เรือ", 1, 40]))
    assert outcomes(shown) == ["new"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 x", "ไม่ใช่ตาราง"),
        (b"", "ว่าง"),
        (b"PK\x03\x04broken", "เปิดไฟล์นี้ไม่ได้"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ไฟล์"),
    ],
)
def test_what_is_no_table_is_refused_before_a_parser_sees_it(client, content, sentence):
    assert sentence in rehearsed(client, SimpleUploadedFile("x.xlsx", content)).content.decode()


def test_a_file_over_the_limits_is_refused(client, settings):
    settings.TABLE_IMPORT_MAX_ROWS = 2
    rows = [[f"n{number}", "ก", "1", "1"] for number in range(3)]
    assert "เกิน 2 แถว" in rehearsed(client, csv_file(NEEDS, *rows)).content.decode()
    settings.TABLE_IMPORT_MAX_BYTES = 10
    assert "แยกเป็นหลายไฟล์" in rehearsed(client, csv_file(NEEDS, *rows)).content.decode()


def test_the_questions_asked_do_not_grow_with_the_rows(client, keeper, django_assert_num_queries):
    from households.admin import NeedResource
    from kusiao.tables.reading import read

    for count in (1, 3):
        rows = [[code, "ใหม่", "1", "1"] for code in ("land", "debt", "care")[:count]]
        table = read(csv_file(NEEDS, *rows), NeedResource().heads)
        # the rows of the table are asked for once; a row that is saved costs its update and two points of return
        with django_assert_num_queries(8 + 5 * count):
            importing.rehearse(NeedResource, table, by=keeper)


# --- every table that can be imported ------------------------------------------------------------------------------


def imported():
    from django.contrib import admin

    return [one for one in admin.site._registry.values() if isinstance(one, Imported)]


def test_the_reference_tables_are_all_there():
    names = {one.model.__name__ for one in imported()}
    assert names >= {
        "Agency",
        "Seat",
        "Need",
        "IncomeLine",
        "Indicator",
        "IndicatorSet",
        "Order",
        "Committee",
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_back_as_the_same(client, make, form):
    model("officers.Agency").objects.create(name="=cmd|' /C calc'!A0", district_id="4005")
    model("officers.Agency").objects.create(name="＠ แขวงทาง  หลวง")
    make.officer("chair")
    make.seat(make.officer("sitting"), committee=2)
    for table in imported():
        name = f"{table.opts.app_label}_{table.opts.model_name}"
        went = client.get(reverse(f"admin:{name}_export", args=[form]))
        assert went.status_code == 200 and went["Content-Disposition"].endswith(f'.{form}"')
        shown = rehearsed(client, SimpleUploadedFile(f"x.{form}", went.content), name).context["shown"]
        assert shown.faults == () and shown.notes == (), name
        assert {row.outcome for row in shown.rows} <= {"skip"}, (
            name,
            [row for row in shown.rows if row.outcome != "skip"][:2],
        )
        assert len(shown.rows) == table.model.objects.count()
    assert Event.objects.filter(verb="reference.exported").count() == len(imported())


def test_headers_and_values_that_go_out_are_thai(client):
    for table in imported():
        assert [
            f.column_name
            for f in table.resource().get_import_fields()
            if not re.search("[ก-ฮ]", f.column_name)
        ] == []
    went = client.get(reverse("admin:committees_order_export", args=["csv"])).content.decode("utf-8-sig")
    assert "20/09/2562" in went, "Buddhist years"


def test_a_seat_is_filled_from_a_sheet_by_the_day_as_people_write_it(client, pranee):
    sitting = model("committees.Seat").objects.get(committee__number=5, kind="secretary")
    headers = ["คณะ", "ลำดับ", "ตั้งแต่", "ตำแหน่งในคณะ", "โดยตำแหน่ง", "ผู้ดำรง"]
    row = [sitting.committee.name, str(sitting.place), "20 ก.ย. 2562", "เลขานุการ", "นักประชาสัมพันธ์", "pranee"]
    taken(client, csv_file(headers, row), "committees_seat")
    sitting.refresh_from_db()
    assert (sitting.position, sitting.officer) == ("นักประชาสัมพันธ์", pranee)
    assert model("committees.Seat").objects.filter(committee__number=5).count() == 2, "changed, not doubled"


def test_a_constraint_of_the_database_is_a_wrong_row_and_not_a_broken_page(client):
    sitting = model("committees.Seat").objects.get(committee__number=5, kind="secretary")
    headers = ["คณะ", "ลำดับ", "ตั้งแต่", "ตำแหน่งในคณะ"]
    rows = [
        [sitting.committee.name, str(sitting.place), "1/1/2564", "เลขานุการ"],
        [sitting.committee.name, "9", "1/1/2564", "เลขานุการ"],
    ]
    assert outcomes(rehearsed(client, csv_file(headers, *rows), "committees_seat")) == ["error", "new"]


def test_only_a_superuser_imports_and_exports(as_, pranee, importer, keeper):
    for address in ("admin:households_need_import", "admin:officers_agency_import"):
        assert [as_(one).get(reverse(address)).status_code for one in (pranee, importer)] == [403, 403]
    assert as_(pranee).get(reverse("admin:households_need_export", args=["csv"])).status_code == 403
    assert as_(keeper).get(reverse("admin:households_need_export", args=["pdf"])).status_code == 404


def test_workbooks_of_other_programs_are_read(client):
    content = workbook(NEEDS, ["boat", "เรือ", True, "40"])
    shown = rehearsed(client, SimpleUploadedFile("x.xlsx", content))
    assert outcomes(shown) == ["error"], "a yes is no number"


def test_an_alias_of_a_place_says_who_decided_it_and_may_be_taken_away(client, keeper):
    alias = model("households.PlaceAlias").objects
    headers = ["อำเภอในไฟล์", "ตำบลในไฟล์", "รหัสในไฟล์", "ตำบล"]
    taken(client, csv_file(headers, ["อ.ชุมแพ", "ต. ทต.ทดสอบ", "", "400501"]), "households_placealias")
    made = alias.get(district_words="ชุมแพ", subdistrict_words="ทต.ทดสอบ")
    assert made.decided_by == keeper and made.decided_at and made.subdistrict_id == "400501"
    shown = rehearsed(client, csv_file(headers, ["", "ในเมือง", "", "ในเมือง"]), "households_placealias")
    assert "ใช้รหัสแทนชื่อ" in shown.content.decode(), "a name that three subdistricts bear calls none of them"
    address = reverse("admin:households_placealias_delete", args=[made.pk])
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert not alias.filter(pk=made.pk).exists()
    assert Event.objects.filter(verb="reference.deleted", actor_name="keeper").count() == 1
