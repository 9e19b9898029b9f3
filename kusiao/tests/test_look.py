import csv
import datetime as dt
import re
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import brotli
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from kusiao import pages, tilemap

ROOT = Path(__file__).resolve().parents[2]
DISTRICTS = list(csv.DictReader((ROOT / "households" / "reference" / "districts.csv").open(encoding="utf-8")))


def drawn(source, **context):
    return engines["django"].from_string(source).render(context)


class Words(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.said = []
        self.feed(page)

    def handle_data(self, text):
        self.said.append(text.strip())


def words(page):
    return " ".join(word for word in Words(page).said if word)


# --- components ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "outcome", "sentence"),
    [
        (3, "", "ขั้น 3 จาก 4 บริหารจัดการ"),
        (None, "", "ยังไม่เริ่มขั้นแรก"),
        (4, "watch", "ขั้น 4 จาก 4 ดูแล อยู่ในช่วงเฝ้าระวัง"),
        (4, "graduated", "พ้นเกณฑ์แล้ว ผ่านครบ 4 ขั้น"),
        (2, "struck_off", "จำหน่ายแล้ว"),
    ],
)
def test_the_thread_says_in_words_what_it_draws(step, outcome, sentence):
    page = drawn("{% thread step outcome %}", step=step, outcome=outcome)
    assert sentence in words(page)


def test_the_small_thread_keeps_its_sentence():
    assert words(drawn('{% thread 2 size="small" %}')) == "ขั้น 2 จาก 4 เข็มทิศ"


@pytest.mark.parametrize(
    ("kind", "shape"),
    [("good", "●"), ("watch", "▲"), ("overdue", "■"), ("new", "◆"), ("", "○"), ("never heard of", "○")],
)
def test_a_state_has_a_shape_beside_its_words(kind, shape):
    assert words(drawn("{% state kind 'เกินกำหนด 12 วัน' %}", kind=kind)) == f"{shape} เกินกำหนด 12 วัน"


def test_a_number_opens_its_list():
    page = drawn("{% number 'พ้นเกณฑ์' 1312 '/list' 'ครัวเรือน' %}")
    assert 'href="/list"' in page
    assert words(page) == "พ้นเกณฑ์ 1,312 ครัวเรือน"


def test_not_measured_is_not_zero():
    assert words(drawn("{% number 'รายได้' value '' 'บาท' %}", value=None)) == "รายได้ ยังไม่วัด"
    assert words(drawn("{% number 'รายได้' 0 '' 'บาท' %}")) == "รายได้ 0 บาท"


CHARTS = {
    "bars": '{% bars "หัวเรื่อง" rows "ครัวเรือน" %}',
    "stacked": '{% stacked "หัวเรื่อง" series rows "ครัวเรือน" %}',
    "line": '{% line "หัวเรื่อง" rows "ครั้ง" %}',
    "before_now": '{% before_now "หัวเรื่อง" rows 38000 "เส้น 38,000" "บาท" %}',
}
ROWS = {
    "bars": [("ชุมแพ <b>", 1061, "/a"), ("พล", None)],
    "stacked": [("ชุมแพ <b>", [(1061, "/a"), 3]), ("พล", [0, 0])],
    "line": [("ชุมแพ <b>", 1061), ("พล", None)],
    "before_now": [("ชุมแพ <b>", 1061, 41_000, "/a"), ("พล", 3, None)],
}


@pytest.mark.parametrize("kind", CHARTS)
def test_every_chart_has_its_finding_a_table_behind_and_safe_names(kind):
    page = drawn(CHARTS[kind], rows=ROWS[kind], series=["พัฒนาได้", "สงเคราะห์"])
    assert "หัวเรื่อง" in page.split("</figcaption>")[0]
    behind = page.split("<details")[1]
    assert "<table" in behind and "1,061" in behind
    assert "<b>" not in page and "ชุมแพ &lt;b&gt;" in page
    if kind != "line":
        assert 'href="/a"' in page
    if kind != "stacked":
        assert "ยังไม่วัด" in words(behind)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_of_nothing_still_stands(kind):
    assert "<table" in drawn(CHARTS[kind], rows=[], series=["พัฒนาได้"])


def test_the_tile_map_has_a_link_and_a_number_for_each_district():
    cells = [(d["code"], d["name_th"], n, f"/{d['code']}") for n, d in enumerate(DISTRICTS)]
    cells[-1] = (*cells[-1][:2], None, "/4029")
    page = drawn('{% tilemap "แผนที่" cells "ครัวเรือน" %}', cells=cells)
    assert page.count("<a ") == 26
    assert all(f'href="/{d["code"]}"' in page and d["name_th"] in page for d in DISTRICTS)
    assert page.count('class="tile shade-none"') == 1 and "ยังไม่วัด" in words(page)


def test_rows_may_be_dicts_or_objects():
    class Row:
        label, value, url = "พล", 7, "/7"

    page = drawn('{% bars "ก" rows %}', rows=[Row(), {"label": "ชุมแพ", "value": 8}])
    assert 'href="/7"' in page and "ชุมแพ" in page


def test_the_story_tells_thai_dates_and_escapes_what_people_wrote():
    page = drawn("{% timeline e %}", e=[(dt.date(2019, 9, 20), "เยี่ยม", "<script>", "สมชาย", "/v", "visit")])
    assert (
        "20 ก.ย. 2562" in page.replace("\N{NO-BREAK SPACE}", " ")
        and "told-visit" in page
        and "&lt;script&gt;" in page
    )


def test_an_empty_place_says_what_to_do():
    page = drawn("{% empty 'ยังไม่มีคำขอ' '/new' 'ส่งคำขอ' %}")
    assert 'href="/new"' in page and words(page) == "ยังไม่มีคำขอ ส่งคำขอ"
    assert "<a" not in drawn("{% empty 'ยังไม่มีคำขอ' %}")


class Slip(forms.Form):
    met = forms.CharField(label="พบใคร")
    kind = forms.ChoiceField(label="แบบการเยี่ยม", choices=[("visit", "พบ")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("วันนี้มีการเยี่ยมแล้ว")


def test_what_must_be_mended_links_to_its_field():
    page = drawn("{% field_errors form %}", form=Slip({"met": ""}))
    assert 'href="#id_met"' in page and 'href="#id_kind_0"' in page
    assert "ต้องแก้ 3 จุดก่อนส่ง" in page and "วันนี้มีการเยี่ยมแล้ว" in page
    assert drawn("{% field_errors form %}", form=Slip()).strip() == ""


def test_pages_of_a_list_keep_what_was_asked():
    request = RequestFactory().get("/", {"class": "welfare", "page": "2"})
    page = drawn("{% pager page %}", page=Paginator(range(30), 10).page(2), request=request)
    assert "?class=welfare&amp;page=1" in page and "?class=welfare&amp;page=3" in page
    assert "หน้า 2 จาก 3" in page
    assert drawn("{% pager page %}", page=Paginator([], 10).page(1)).strip() == ""
    page = drawn('{% pager page name="gaps" %}', page=Paginator(range(30), 10).page(2), request=request)
    assert "?class=welfare&amp;page=2&amp;gaps=3" in page


# --- the map -------------------------------------------------------------------------------------------------------


def test_every_district_has_a_tile_of_its_own():
    assert set(tilemap.TILES) == {d["code"] for d in DISTRICTS}
    assert len({tilemap.place(code) for code in tilemap.TILES}) == 26
    assert all(short in d["name_th"] for d in DISTRICTS for short in [tilemap.short_name(d["code"])])


def test_tiles_lie_as_the_districts_lie():
    """Of two districts clearly apart (over 30 km), the more northern and the more western one stays so on the map."""
    for one, two in combinations(DISTRICTS, 2):
        (row, column), (other_row, other_column) = tilemap.place(one["code"]), tilemap.place(two["code"])
        north = float(one["latitude"]) - float(two["latitude"])
        east = float(one["longitude"]) - float(two["longitude"])
        if abs(north) > 0.28:
            assert (other_row - row) * north > 0, (one["name_th"], two["name_th"])
        if abs(east) > 0.38:
            assert (column - other_column) * east > 0, (one["name_th"], two["name_th"])


# --- the frame of every page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "429", "500"])
def test_an_error_page_needs_no_context_and_says_the_way_on(name):
    page = render_to_string(f"{name}.html")
    assert 'class="btn btn-primary"' in page and "<h1>" in page
    assert not re.search(r"[A-Za-z]{2,}", words("<body" + page.split("<body")[1]))


def test_a_broken_page_is_answered_even_when_its_frame_is_broken(rf, monkeypatch):
    whole = pages.broken(rf.get("/"))
    monkeypatch.setattr(pages, "render_to_string", lambda name: 1 / 0)
    bare = pages.broken(rf.get("/"))
    assert whole.status_code == bare.status_code == 500 and len(bare.content) < len(whole.content)
    assert all("ระบบขัดข้อง" in answer.content.decode() for answer in (whole, bare))


def test_a_refusal_says_its_reason():
    assert "ติดต่อผู้ประสานงาน" in render_to_string("403.html", {"reason": "ติดต่อผู้ประสานงานของท่าน"})


def test_two_editors_see_both_versions():
    page = render_to_string("409.html", {"differences": [("เบอร์โทร", "081", "082")], "again_url": "/edit"})
    assert "เบอร์โทร ที่คุณเขียน" not in page
    assert all(text in page for text in ("081", "082", 'href="/edit"', 'data-label="ที่คุณเขียน"'))


def test_no_template_carries_inline_style_script_or_event():
    """The content security policy would drop them without a word."""
    wrong = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    faults = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        for found in wrong.finditer(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_the_first_view_weighs_at_most_150_kilobytes(settings):
    page = render_to_string("base.html")
    node = ROOT / "node_modules"
    homes = {
        "vendor/bootstrap": node / "bootstrap" / "dist" / "css",
        "vendor/sarabun": node / "@fontsource" / "sarabun" / "files",
    }

    def weight(address):
        for prefix, home in homes.items():
            if address.startswith(prefix):
                path = home / address.removeprefix(prefix + "/")
                break
        else:
            path = ROOT / "static" / address
        loaded = path.read_bytes()
        return len(loaded if path.suffix == ".woff2" else brotli.compress(loaded))

    sheets = re.findall(r'(?:href|src)="/?static/([^"]+)"', page)
    faces = re.findall(r'url\("\.\./(vendor/[^"]+)"\)', (ROOT / "static/css/kusiao.css").read_text())
    assert len(sheets) >= 5 and len(faces) == 4
    total = sum(map(weight, sheets + faces)) + len(brotli.compress(page.encode()))
    assert total <= 150_000, total
