import datetime as dt

import pytest
import time_machine
from django.template import Context, Template

NAMES = "thaidate thaidatetime thaitime due ago fiscal_year num baht phone house_code mask_id"
PIECE = '<span class="piece">'
CONTEXT = {
    "day": dt.date(2019, 9, 20),
    "moment": dt.datetime(2019, 9, 20, 3, 42, tzinfo=dt.UTC),
    "nothing": None,
    "name": "สุดา <b>ใจดี</b>",
    "id": "1234567890121",
    "part": 312,
    "all": 1174,
    "zero": 0,
}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("day|thaidate", "20~ก.ย.~2562"),
        ("day|thaidate:'year'", "พ.ศ.~2562"),
        ("day|thaidate_long", "20~กันยายน~2562"),
        ("moment|thaidate", "20~ก.ย.~2562"),
        ("moment|thaidatetime", "20~ก.ย.~2562 10:42~น."),
        ("moment|thaitime", "10:42~น."),
        ("day|due", "เกินกำหนด~2~วัน"),
        ("day|ago", "เมื่อ~2~วันก่อน"),
        ("moment|ago", "เมื่อ~2~วันก่อน"),
        ("day|fiscal_year", "ปีงบประมาณ~2562"),
        ("all|num", "1,174"),
        ("part|num:2", "312.00"),
        ("zero|num", "0"),
        ("all|baht", "1,174~บาท"),
        ("part|percent:all", "26.6%"),
        ("part|percent:zero", "-"),
        ("id|mask_id", "x-xxxx-xxxxx-12-1"),
        ("'40010012345'|house_code", "4001-001234-5"),
        ("'0812345678'|phone", "081-234-5678"),
        ("name|nobreak", '<span class="nb">สุดา &lt;b&gt;ใจดี&lt;/b&gt;</span>'),
        ("nothing|nobreak", ""),
        ("'12 หมู่ 6 บ้านนา<ขาม'|unbroken", f"{PIECE}12</span> {PIECE}หมู่~6</span> {PIECE}บ้านนา&lt;ขาม</span>"),
        ("nothing|unbroken", ""),
        *[(f"nothing|{name}", "-") for name in NAMES.split()],
    ],
)
def test_a_filter_shows(written, shown):
    """~ is a space at which no line breaks."""
    with time_machine.travel(dt.datetime(2019, 9, 22, 3, tzinfo=dt.UTC), tick=False):
        page = Template("{% load thai %}{{ " + written + " }}").render(Context(CONTEXT))
    assert page.replace("\N{NO-BREAK SPACE}", "~") == shown
