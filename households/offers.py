"""Goals that are offered ready made: what a failed indicator asks for, and what each track is for. The family changes the
words as it likes. A welfare household's goal is care assured, never that it should earn its way out."""

from django.utils.translation import gettext_lazy as _

from households.compass import direction_of
from households.models import Dimension, Horizon, Track

YES_OR_NO = {"unit": "", "baseline": 0, "target": 1}
OFFERS = {
    Track.WELFARE: {
        "rights": {
            "title": _("ได้รับสิทธิสวัสดิการครบตามที่ควรได้"), "dimension": Dimension.PUBLIC_SERVICE, "need": "rights",
            "horizon": Horizon.SHORT, "measure": _("ตรวจสิทธิครบทุกคนและได้รับแล้ว"), **YES_OR_NO,
        },
        "carer": {
            "title": _("มีผู้ดูแลประจำ รู้ชื่อ ติดต่อได้"), "dimension": Dimension.HEALTH, "need": "care",
            "horizon": Horizon.SHORT, "measure": _("มีชื่อผู้ดูแลและผู้ดูแลรับปากแล้ว"), **YES_OR_NO,
        },
        "house": {
            "title": _("บ้านอยู่ได้อย่างปลอดภัย"), "dimension": Dimension.LIVING, "need": "housing",
            "horizon": Horizon.MIDDLE, "measure": _("หลังคา พื้น ห้องน้ำ และไฟฟ้าไม่เป็นอันตราย"), **YES_OR_NO,
        },
    },
    Track.DEVELOPABLE: {
        "earning": {
            "title": _("มีรายได้เสริมทุกเดือน"), "dimension": Dimension.INCOME, "need": "occupation", "horizon": Horizon.MIDDLE,
            "measure": _("รายได้เสริมต่อเดือน"), "unit": _("บาท"), "baseline": 0, "target": 2_000,
        },
        "saving": {
            "title": _("ออมเงินได้ทุกเดือน"), "dimension": Dimension.INCOME, "need": "capital", "horizon": Horizon.LONG,
            "measure": _("เงินออมคงเหลือ"), "unit": _("บาท"), "baseline": 0, "target": 3_000,
        },
        "debt": {
            "title": _("ปลดหนี้นอกระบบ"), "dimension": Dimension.INCOME, "need": "debt", "horizon": Horizon.LONG,
            "measure": _("หนี้นอกระบบคงค้าง"), "unit": _("บาท"), "baseline": 10_000, "target": 0,
        },
    },
}  # fmt: skip


def offers_for(track):
    return OFFERS.get(track, OFFERS[Track.DEVELOPABLE] | OFFERS[Track.WELFARE])


def out_of(indicator, survey):
    """The goal that this failed indicator asks for."""
    goal = {
        "title": indicator.text_th[:200], "dimension": direction_of(indicator), "horizon": Horizon.MIDDLE,
        "measure": _("ข้อ จปฐ. นี้ผ่าน"), **YES_OR_NO,
    }  # fmt: skip
    if indicator.number == survey.round.indicator_set.income_number and survey.below_line:
        goal |= {
            "title": _("รายได้เฉลี่ยถึงเส้น"), "measure": _("รายได้เฉลี่ยต่อคนต่อปี"), "unit": _("บาท"),
            "baseline": survey.income_per_person_year, "target": survey.line_baht, "horizon": Horizon.LONG,
        }  # fmt: skip
    return goal
