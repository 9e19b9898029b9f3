"""The sheet that a coordinator takes to the villages: no id, nothing of health, no debts."""

from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from kusiao.thai import format_date, format_datetime, now
from kusiao.typesetting import typeset

TEMPLATE = Path(__file__).resolve().parent / "field_day.typ"


def sheet(villages, *, district, until, by):
    moment = now()
    paper = {
        "title": f"ใบลงพื้นที่ อำเภอ{district}",
        "until": f"ครัวเรือนที่ถึงกำหนดเยี่ยมภายใน {format_date(until)}",
        "printed": f"พิมพ์โดย {by} ({by.get_username()}) เมื่อ {format_datetime(moment)} ใช้ตามเหตุผลที่แจ้งไว้เท่านั้น ทำลายเมื่อใช้เสร็จ",
        "mark": "ข้อมูลสมมุติ" if settings.PRACTICE else "",
        "villages": [asdict(one) for one in villages],
    }
    return typeset(TEMPLATE, paper, int(moment.timestamp()))
