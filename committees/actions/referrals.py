"""A request for help goes sent → acknowledged → accepted or declined → delivered → confirmed, one turn at a time.

Every turn is a conditional update on the state it comes from: of two people who answer at once one is told so."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee, Referral, ReferralAnswer, ReferralState, Support
from households.models import Goal, Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import ago_words, today

HOUSEHOLD_COMMITTEES = (1, 2, 3, 4)
ADVICE_COMMITTEE = 6


class TurnPassed(Refused):
    """Somebody answered first, or it is not this turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    comes_from: str
    to: str
    words_wanted: str = ""


S = ReferralState
TURNS = {
    "acknowledge": Turn(S.SENT, S.ACKNOWLEDGED),
    "accept": Turn(S.ACKNOWLEDGED, S.ACCEPTED),
    "decline": Turn(S.ACKNOWLEDGED, S.DECLINED, gettext_lazy("เขียนเหตุผลที่ช่วยไม่ได้ เพื่อให้คู่เสี่ยวบอกครอบครัวได้")),
    "deliver": Turn(S.ACCEPTED, S.DELIVERED),
    "confirm": Turn(S.DELIVERED, S.CONFIRMED),
}
# A question to the advisers is answered in words: nothing is promised and no goods are delivered.
ADVICE_TURNS = {
    "acknowledge": TURNS["acknowledge"],
    "advise": Turn(S.ACKNOWLEDGED, S.DELIVERED, gettext_lazy("เขียนคำแนะนำก่อนส่ง")),
    "confirm": TURNS["confirm"],
}


def goals_to_help(household):
    """The goals of its plan in force that nobody gave up."""
    return Goal.objects.pursued().filter(plan__household=household, plan__closed_on__isnull=True)


def turns_of(referral):
    return ADVICE_TURNS if referral.committee.number == ADVICE_COMMITTEE else TURNS


@transaction.atomic
def ask(*, household, need, text, committee=None, goal=None, by):
    """Without a committee the request goes to the one that answers the need."""
    Household.objects.select_for_update().get(pk=household.pk)
    if not household.enrolments.open().exists():
        raise Refused(_("ครัวเรือนนี้ไม่อยู่ในทะเบียนเป้าหมาย จึงส่งคำขอไม่ได้ ขอให้ผู้ประสานงานอำเภอเพิ่มเข้าทะเบียนก่อน"))
    committee = committee or Committee.objects.get(number=need.committee_number)
    if committee.number not in (*HOUSEHOLD_COMMITTEES, ADVICE_COMMITTEE):
        raise Refused(_("คณะนี้ไม่รับคำขอของครัวเรือน เลือกคณะที่ 1–4 หรือถามที่ปรึกษาวิชาการ"), field="committee")
    _refuse_a_second(household, need, committee)
    if goal and not goals_to_help(household).filter(pk=goal.pk).exists():
        raise Refused(_("เป้าหมายนี้ไม่อยู่ในแผนที่ใช้อยู่ของครัวเรือนนี้ เลือกจากรายการอีกครั้ง"), field="goal")
    referral = Referral.objects.create(
        household=household, committee=committee, need=need, goal=goal, text=text, asked_by=by, asked_on=today(),
        state_since=today(),
    )  # fmt: skip
    record(
        by=by,
        verb="referral.asked",
        on=referral,
        fields=["committee", "need", "text", *(["goal"] if goal else [])],
    )
    return referral


def _refuse_a_second(household, need, committee):
    waiting = household.referrals.filter(need=need, committee=committee)
    first = waiting.exclude(state__in=[S.DECLINED, S.CONFIRMED]).first()
    if first:
        raise Refused(
            _("มีคำขอเรื่อง%(need)sถึงคณะ%(committee)sรออยู่แล้ว (ส่ง%(ago)s) ไม่ต้องส่งซ้ำ ดูได้ในแฟ้มครัวเรือน")
            % {"need": need, "committee": committee.short_name, "ago": ago_words(first.asked_on)}
        )


@transaction.atomic
def answer(*, referral, act, text="", by):
    """One turn without goods: acknowledge, accept, decline, advise, confirm."""
    if act == "deliver":
        raise TurnPassed(_("การส่งมอบต้องบอกว่าให้อะไร ใช้แบบส่งมอบ"))
    turn = _take_turn(referral, act, text, by)
    record(by=by, verb=f"referral.{turn.to}", on=referral, fields=["state", *(["text"] if text else [])])
    return referral


@transaction.atomic
def deliver(*, referral, what, items, baht, source, delivered_on, by):
    """The promised help was handed over: that is a Support, and now the officer is asked whether it came."""
    if delivered_on > today():
        raise Refused(_("วันที่ส่งมอบต้องไม่เกินวันนี้ ส่งมอบแล้วค่อยบันทึก"), field="delivered_on")
    if delivered_on < referral.asked_on:
        raise Refused(_("วันที่ส่งมอบต้องไม่ก่อนวันที่ขอ ตรวจวันที่อีกครั้ง"), field="delivered_on")
    _take_turn(referral, "deliver", what, by)
    support = Support.objects.create(
        household=referral.household, committee=referral.committee, referral=referral, goal=referral.goal, what=what, items=items,
        baht=baht, source=source, delivered_on=delivered_on, recorded_by=by,
    )  # fmt: skip
    record(by=by, verb="referral.delivered", on=referral, fields=["state"])
    record(
        by=by, verb="support.recorded", on=support, fields=["what", "items", "baht", "source", "delivered_on"]
    )
    return support


def _take_turn(referral, act, text, by):
    turn = turns_of(referral).get(act)
    if turn is None:
        raise TurnPassed(_("คำขอนี้ตอบแบบนั้นไม่ได้ เลือกจากปุ่มบนหน้านี้"))
    if turn.words_wanted and not text:
        raise Refused(str(turn.words_wanted), field="text")
    taken = Referral.objects.filter(pk=referral.pk, state=turn.comes_from).update(
        state=turn.to, state_since=today()
    )
    referral.refresh_from_db(fields=["state", "state_since"])
    if not taken:
        raise TurnPassed(_passed_words(referral))
    ReferralAnswer.objects.create(referral=referral, state=turn.to, text=text, by=by)
    return turn


def _passed_words(referral):
    last = referral.answers.order_by("-at", "-id").select_related("by").first()
    words = _("ตอนนี้คำขอ “%(state)s”") % {"state": referral.get_state_display()}
    if last:
        who = _("โดย %(who)s %(when)s") % {"who": last.by or _("ระบบ"), "when": ago_words(localdate(last.at))}
        words = f"{words} {who}"
    return _("%(words)s จึงยังไม่ได้บันทึกของคุณ ดูสถานะล่าสุดแล้วทำต่อจากนั้น") % {"words": words}
