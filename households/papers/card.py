"""บัตรครัวเรือน: for a family that said yes to it. Its head's name, whom to call, three goals; no id, no health."""

from pathlib import Path

from django.conf import settings

from kusiao.thai import format_date, format_phone
from kusiao.typesetting import typeset

TEMPLATE = Path(__file__).resolve().parent / "card.typ"


def values(case, *, goals=(), shows_phone=True):
    officer = case.pairing.officer if case.pairing else None
    return {
        "title": "บัตรครัวเรือน",
        "office": settings.PROVINCE_OFFICE,
        "family": case.household.head_name,
        "place": case.household.place_words,
        "friend": str(officer) if officer else "รอจับคู่ ติดต่อพัฒนาการอำเภอ",
        "agency": str(officer.agency or "") if officer else "",
        "phone": format_phone(officer.phone) if officer and officer.phone and shows_phone else "",
        "goals": [str(goal) for goal in goals][:3],
        "marks": ["ข้อมูลสมมุติ"] if settings.PRACTICE else [],
    }


def card(case, *, at, shows_phone=True):
    foot = f"พิมพ์ {format_date(at)} ตามที่ครอบครัวยินยอม ขอยกเลิกได้ทุกเมื่อ"
    agreed = case.plan_on_paper if case.compass and not case.compass.plan.is_draft else None
    goals = (agreed or {}).get("top", ())
    told = values(case, goals=goals, shows_phone=shows_phone)
    return typeset(TEMPLATE, told | {"foot": foot}, int(at.timestamp()))
