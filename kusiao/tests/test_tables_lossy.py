"""Each default of django-import-export that loses data: first what the stock path does (the control), then what this one does."""

import ast
from pathlib import Path

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import modelresource_factory

from committees.admin import OrderResource
from committees.models import Order
from households.admin import IncomeLineResource, IndicatorResource, NeedResource
from households.models import IncomeLine, Indicator, Need
from kusiao.refusal import Refused
from kusiao.tables import importing
from kusiao.tables.reading import read
from kusiao.tables.writing import write
from kusiao.testing.tables import csv_file, with_wrong_dimension, workbook
from officers.admin import AgencyResource
from officers.models import Agency

pytestmark = pytest.mark.django_db
NEEDS = ["code", "name_th", "committee_number", "order"]


@pytest.fixture
def keeper(make):
    return make.officer("keeper", is_staff=True, is_superuser=True)


def stock(model, *rows, key):
    """The library as it comes: rows of a csv, imported for good."""
    resource = modelresource_factory(model, meta_options={"import_id_fields": key})()
    return resource.import_data(tablib.Dataset(*rows[1:], headers=rows[0]), dry_run=False)


def rehearsed(resource, *rows, by):
    return importing.rehearse(resource, read(csv_file(*rows), resource().heads), by=by)


def taken(resource, *rows, by):
    table = read(csv_file(*rows), resource().heads)
    return importing.take(resource, table, importing.rehearse(resource, table, by=by).fingerprint, by=by)


def name_of(code):
    return Need.objects.get(code=code).name_th


def misleading():
    """A sheet of 1,000 rows that says that it has 100."""
    rows = [[f"n{number}", "ก", 1, number] for number in range(1_000)]
    return with_wrong_dimension(workbook(NEEDS, *rows), "A1:D101")


def test_a_wrong_dimension_loses_no_row():
    table = read(SimpleUploadedFile("x.xlsx", misleading()), NeedResource().heads)
    assert len(table.rows) == 1_000 and table.rows[-1][1] == ("n999", "ก", "1", "999")


def test_the_stock_reader_believes_the_dimension():
    assert len(XLSX().create_dataset(misleading())) == 100


def test_one_wrong_row_leaves_no_half_import(keeper):
    rows = (["number", "issued_on", "title"], ["1/2569", "2026-10-01", "ก"], ["2/2569", "วันศุกร์", "ข"])
    result = stock(Order, *rows, key=["number"])
    assert result.has_validation_errors() and not result.has_errors()
    assert Order.objects.filter(number="1/2569").exists(), "stock commits the good row in silence"
    Order.objects.filter(number="1/2569").delete()
    with pytest.raises(Refused):
        taken(OrderResource, *rows, by=keeper)
    assert not Order.objects.filter(number__in=["1/2569", "2/2569"]).exists()


def test_a_blank_cell_erases_nothing(keeper):
    rows = (NEEDS, ["land", "", "1", "1"])
    taken(NeedResource, *rows, by=keeper)
    assert name_of("land") == "ที่ดินทำกิน"
    stock(Need, *rows, key=["code"])
    assert name_of("land") == "", "stock erases it"


def test_a_word_that_is_neither_yes_nor_no_is_no_answer(keeper):
    rows = (["first_year", "last_year", "baht", "confirmed"], ["2560", "2564", "38000", "ยืนยัน"])
    [row] = rehearsed(IncomeLineResource, *rows, by=keeper).rows
    assert row.faults == ("ยืนยันแล้ว: “ยืนยัน” อ่านไม่ได้ ใส่ ใช่ หรือ ไม่ใช่",)
    assert IncomeLine.objects.get(first_year=2560).confirmed
    stock(IncomeLine, *rows, key=["first_year"])
    assert not IncomeLine.objects.get(first_year=2560).confirmed, "stock takes it for no"


def test_a_fraction_is_not_cut_off(keeper):
    rows = (NEEDS, ["land", "ที่ดินทำกิน", "1.9", "1"])
    [row] = rehearsed(NeedResource, *rows, by=keeper).rows
    assert row.outcome == importing.WRONG
    stock(Need, *rows, key=["code"])
    assert Need.objects.get(code="land").committee_number == 1, "stock cuts 1.9 to 1"


def test_a_code_that_does_not_exist_is_refused(keeper):
    rows = (["indicator_set", "number", "unit"], ["2560-2564", "1", "หมู่บ้าน"])
    [row] = rehearsed(IndicatorResource, *rows, by=keeper).rows
    assert "ไม่อยู่ในตัวเลือก ใส่ คน / ครัวเรือน" in row.faults[0]
    stock(Indicator, *rows, key=["indicator_set", "number"])
    assert Indicator.objects.get(indicator_set="2560-2564", number=1).unit == "หมู่บ้าน", "stock writes it"


def test_a_buddhist_year_is_not_five_centuries_ahead(keeper):
    rows = (["number", "issued_on", "title"], ["1/2569", "2569-10-01", "แต่งตั้ง"])
    stock(Order, *rows, key=["number"])
    assert Order.objects.get(number="1/2569").issued_on.year == 2569, "stock"
    Order.objects.filter(number="1/2569").delete()
    taken(OrderResource, *rows, by=keeper)
    assert Order.objects.get(number="1/2569").issued_on.year == 2026


def test_the_last_of_two_equal_keys_does_not_win(keeper):
    rows = (NEEDS, ["land", "หนึ่ง", "1", "1"], ["land", "สอง", "1", "1"])
    with pytest.raises(Refused):
        taken(NeedResource, *rows, by=keeper)
    assert name_of("land") == "ที่ดินทำกิน"
    stock(Need, *rows, key=["code"])
    assert name_of("land") == "สอง", "stock"


def test_unknown_and_doubled_columns_are_said(keeper):
    headers = [*NEEDS, "order", "budget"]
    result = stock(Need, headers, ["land", "ที่นา", "1", "1", "9", "500"], key=["code"])
    assert not result.has_errors() and Need.objects.get(code="land").order == 9, (
        "stock takes the last and says nothing"
    )
    shown = rehearsed(NeedResource, headers, ["land", "ที่นา", "1", "1", "7", "500"], by=keeper)
    assert "มีสองช่อง" in shown.faults[0] and not shown.may_be_taken


def test_text_that_looks_like_a_formula_is_kept_whole(settings):
    settings.IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
    data = tablib.Dataset(["=SUM(1)"], ["+66 81"], ["@home"], headers=["name"])
    assert CSV().export_data(data).split() == ["name", "SUM(1)", "+66", "81", "@home"], (
        "stock takes a letter away, and leaves what begins with + or @ to run"
    )
    for name in ("=SUM(1)", "+66 81", "@home"):
        Agency.objects.create(name=name)
    went = AgencyResource().export(Agency.objects.order_by("pk"))
    content = write("csv", went.headers, went)
    assert content.decode("utf-8-sig").split("\r\n")[1] == '"\'=SUM(1)",""'
    back = read(SimpleUploadedFile("x.csv", content), AgencyResource().heads)
    assert [texts[0] for _number, texts in back.rows] == ["=SUM(1)", "+66 81", "@home"]


def test_nobody_reaches_for_the_stock_classes():
    root = Path(__file__).resolve().parents[2]
    stock_names = {
        "ImportExportModelAdmin",
        "ImportExportMixin",
        "ImportMixin",
        "ExportMixin",
        "modelresource_factory",
    }
    found = []
    for app in ("kusiao", "households", "officers", "committees", "reports"):
        for path in (root / app).rglob("*.py"):
            if "tests" in path.parts or "migrations" in path.parts:
                continue
            names = {
                alias.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("import_export")
                for alias in node.names
            }
            found += [f"{path.relative_to(root)}: {name}" for name in names & stock_names]
            if "ModelResource" in names and path.relative_to(root).as_posix() != "kusiao/tables/resources.py":
                found.append(f"{path.relative_to(root)}: a ModelResource of its own")
    assert found == []
