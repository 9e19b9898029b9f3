"""The annex of an order as it is signed: a table of who cares for whom. No id, nothing of health, no debts."""

from pathlib import Path

from django.conf import settings

from kusiao.thai import format_date, format_datetime, format_phone, now
from kusiao.typesetting import typeset
from officers.exports import household_words

TEMPLATE = Path(__file__).resolve().parent / "annex.typ"


def sheet(annexed, *, order_number, ordered_on, by):
    """`annexed`: of places.annexed(). The PDF."""
    moment = now()
    number = f"ที่ {order_number}" if order_number else "ที่ ............../.............."
    day = (
        f"ลงวันที่ {format_date(ordered_on, 'long')}"
        if ordered_on
        else "ลงวันที่ ...................................."
    )
    households = sum(len(one.annexed) for one in annexed)
    paper = {
        "title": "บัญชีแนบท้ายคำสั่ง โครงการคู่เสี่ยวเกี่ยวก้อย แก้จนคนขอนแก่น",
        "order": f"{number} {day}",
        "count": f"ข้าราชการคู่เสี่ยว {len(annexed):,} คน ครัวเรือน {households:,} ครัวเรือน ข้อมูล ณ วันที่ {format_date(moment.date(), 'long')}",
        "printed": f"พิมพ์โดย {by} ({by.get_username()}) เมื่อ {format_datetime(moment)} ใช้ตามเหตุผลที่แจ้งไว้เท่านั้น",
        "mark": "ข้อมูลสมมุติ" if settings.PRACTICE else "",
        "officers": [_row(one) for one in annexed],
    }
    return typeset(TEMPLATE, paper, int(moment.timestamp()))


def _row(officer):
    return {
        "number": f"{officer.annex_number:,}",
        "name": str(officer),
        "position": officer.position,
        "agency": str(officer.agency or ""),
        "phone": format_phone(officer.phone) if officer.phone else "",
        "first": household_words(officer.annexed[:1]),
        "second": household_words(officer.annexed[1:2]),
    }
