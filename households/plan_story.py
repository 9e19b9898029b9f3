"""What the plan adds to the story of a family: tellers for households/story.py, each forward in time."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from households.models import ActivityState, PlanState, PromiseState


def plans(case):
    for plan in reversed(case.plans):
        edition = {"edition": plan.edition}
        begun = (
            _("ปรับเข็มทิศชีวิต ฉบับที่ %(edition)s") if plan.revised_because else _("เริ่มทำเข็มทิศชีวิต ฉบับที่ %(edition)s")
        )
        yield plan.begun_on, "", begun % edition, plan.revised_because, plan.begun_by or "", ""
        if plan.returned_at:
            title = _("ส่งเข็มทิศชีวิต ฉบับที่ %(edition)s กลับให้แก้") % edition
            yield localdate(plan.returned_at), "", title, plan.returned_words, plan.returned_by, ""
        if plan.signed_on:
            title = _("ลงนามเข็มทิศชีวิต ฉบับที่ %(edition)s") % edition
            words = _("ฝ่ายครัวเรือน: %(name)s · %(way)s") % {
                "name": plan.signed_name, "way": plan.get_signed_way_display(),
            }  # fmt: skip
            yield plan.signed_on, "", title, words, plan.signed_by, ""
        if plan.state == PlanState.APPROVED:
            title = _("อนุมัติเข็มทิศชีวิต ฉบับที่ %(edition)s") % edition
            yield localdate(plan.approved_at), "", title, "", plan.approved_by, "step"


def activities(case):
    """Of the plan in force; what an earlier edition saw done stands on its own page."""
    told = case.compass.activities if case.compass else []
    for row in sorted((one for one in told if one.state_on), key=lambda one: one.state_on):
        title = {
            ActivityState.DONE: _("ทำแล้ว: %(what)s"),
            ActivityState.REFUSED: _("ทำไม่ได้: %(what)s"),
            ActivityState.DROPPED: _("เลิกทำ: %(what)s"),
        }[row.state] % {"what": row.what}
        yield row.state_on, "", title, row.because, row.state_by or "", ""


def promises(case):
    for row in sorted(case.promises, key=lambda one: one.promised_on):
        who = row.who or row.get_promiser_display()
        title = _("%(who)s รับปาก: %(what)s") % {"who": who, "what": row.what}
        yield row.promised_on, "", title, "", row.recorded_by or "", "contact"
        if row.state_on:
            title = {
                PromiseState.KEPT: _("ทำตามที่รับปาก: %(what)s"),
                PromiseState.BROKEN: _("ไม่ได้ทำตามที่รับปาก: %(what)s"),
            }[row.state] % {"what": row.what}
            yield row.state_on, "", title, row.because, row.state_by or "", ""
