"""The one door through which a household goes from friend to friend: planned for a day, carried out on it, taken up."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from households.models import Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today
from officers.actions import pairings
from officers.actions.holding import hold
from officers.friendship import FOR_EVER, is_posted
from officers.models import ChangeReason, Conflict, HandOver, HandOverState, Officer, Pairing
from officers.models.reason import APART
from officers.places import PLACES

TOLD = ("people", "works", "promises", "beware")


class Changed(Refused):
    """Somebody else wrote meanwhile. `differences`: (field, what stands now, what was to be written)."""

    def __init__(self, sentence, differences, version):
        super().__init__(sentence)
        self.differences = differences
        self.version = version


@transaction.atomic
def plan(*, pairing, on, why, words="", successor=None, by):
    """Carried out at once where the day has come: then a refusal takes everything back."""
    made = planned(pairing=pairing, on=on, why=why, words=words, successor=successor, by=by)
    if made.on <= today():
        carry_planned([made], by=by)
    return made


def planned(*, pairing, on, why, words, successor, by):
    """In the caller's transaction, which carries out what is due."""
    _hold(pairing, successor)
    pairing = Pairing.objects.select_related("household", "officer").get(pk=pairing.pk)
    if pairing.ended_on:
        raise Refused(_("คู่นี้สิ้นสุดไปแล้วเมื่อ %(date)s") % {"date": format_date(pairing.ended_on)})
    if on < pairing.started_on:
        raise Refused(
            _("คู่นี้เริ่มเมื่อ %(date)s วันส่งมอบต้องไม่ก่อนวันนั้น") % {"date": format_date(pairing.started_on)}, field="on"
        )
    refuse_before_his_last_visit(
        pairing.officer.visits.filter(household=pairing.household), pairing.officer, on
    )
    if why == ChangeReason.OTHER and not words:
        raise Refused(_("เหตุอื่น ๆ ต้องเขียนว่าเพราะอะไร"), field="words")
    _call_off_what_was_planned(pairing, by)
    if successor:
        _refuse_the_wrong_successor(pairing, successor, on)
    made = HandOver.objects.create(
        pairing=pairing, on=on, why=why, words=words, successor=successor, made_by=by
    )
    record(by=by, verb="hand_over.planned", on=made, fields=["on", "why", "successor"])
    return made


def refuse_before_his_last_visit(visits, officer, on):
    last = visits.counted().aggregate(on=Max("visited_on"))["on"]
    if last and on < last:
        raise Refused(
            _("%(officer)s ไปเยี่ยมครั้งล่าสุดเมื่อ %(date)s เลือกวันที่ไม่ก่อนวันนั้น การเยี่ยมจึงยังเป็นของเขา")
            % {"officer": officer, "date": format_date(last)},
            field="on",
        )


@transaction.atomic
def carry_planned(made, *, by):
    """What was just planned for a day that has come; a refusal takes everything back."""
    for one in _carry(made, by, insist=True):
        one.refresh_from_db()


def _hold(pairing, successor=None):
    hold(officers=[successor.pk] if successor else [], households=[pairing.household_id])


def _call_off_what_was_planned(pairing, by):
    """A later word about the same pair stands in place of the earlier one."""
    for earlier in pairing.hand_overs.open():
        earlier.state = HandOverState.CALLED_OFF
        earlier.save(update_fields=["state"])
        record(by=by, verb="hand_over.called_off", on=earlier, fields=["state"])


def _refuse_the_wrong_successor(pairing, successor, on):
    household = Household.objects.with_place().get(pk=pairing.household_id)
    if successor.pk == pairing.officer_id:
        raise Refused(_("ผู้รับต่อต้องเป็นคนละคนกับผู้ส่งมอบ"), field="successor")
    district = household.village.subdistrict.district
    pairings.refuse_who_is_not_posted(
        successor, district, since=max(on, today()), until=FOR_EVER, field="successor"
    )
    if places_held(successor, on) >= PLACES:
        raise Refused(
            _("%(officer)s จะดูแลครบ 2 ครัวเรือนแล้วในวันนั้น เลือกคนอื่น") % {"officer": successor}, field="successor"
        )


def places_held(officer, on):
    """Of his two places: what is his that day, as far as it is planned."""
    staying = officer.pairings.filter(ended_on__isnull=True).exclude(
        hand_overs__state=HandOverState.PLANNED, hand_overs__on__lte=max(on, today())
    )
    return staying.count() + officer.takes_over.open().count()


@transaction.atomic
def choose(*, hand_over, successor, by):
    """Names who takes over; None: nobody yet. One that is stuck is tried again at once."""
    _hold(hand_over.pairing, successor)
    held = HandOver.objects.select_related("pairing").get(pk=hand_over.pk)
    if not held.is_open:
        raise Refused(_("การส่งมอบนี้ไม่ได้รออยู่แล้ว เปิดรายการใหม่เพื่อดูล่าสุด"))
    held.successor = None
    held.save(update_fields=["successor"])
    if successor:
        _refuse_the_wrong_successor(held.pairing, successor, held.on)
    held.successor, held.state, held.problem = successor, HandOverState.PLANNED, ""
    held.save(update_fields=["successor", "state", "problem"])
    record(by=by, verb="hand_over.chosen", on=held, fields=["successor"])
    if held.on <= today():
        carry_planned([held], by=by)
    return held


@transaction.atomic
def call_off(*, hand_over, by):
    """The friend stays. Where his posting has an end, the posting's own act is the one to call off."""
    _hold(hand_over.pairing)
    held = HandOver.objects.get(pk=hand_over.pk)
    if not held.is_open:
        raise Refused(_("การส่งมอบนี้ไม่ได้รออยู่แล้ว เปิดรายการใหม่เพื่อดูล่าสุด"))
    held.state = HandOverState.CALLED_OFF
    held.save(update_fields=["state"])
    record(by=by, verb="hand_over.called_off", on=held, fields=["state"])
    return held


# --- on the day ------------------------------------------------------------------------------------------------------


@transaction.atomic
def carry_out(*, district, by=None):
    """All of a district whose day has come, as one: who gives and takes on one day gives first."""
    place = "pairing__household__village__subdistrict__district"
    due = HandOver.objects.due().filter(**{place: district}).order_by("pairing__household_id")
    due = due.select_related("pairing")
    hold(
        officers=[one.successor_id for one in due if one.successor_id],
        households=[one.pairing.household_id for one in due],
    )
    return _carry(list(due.all()), by)  # what somebody called off while we waited is not due any more


def _carry(hand_overs, by, insist=False):
    """With `insist` a refusal is raised; else the hand-over says why not, and the friend who is still there stays."""
    for one in hand_overs:
        if one.pairing.ended_on is None:
            pairings.end(pairing=one.pairing, reason=one.words, why=one.why, on=one.on, by=by)
            one.pairing.refresh_from_db()
        if one.why in APART:
            _keep_apart(one, by)
        one.state = HandOverState.DONE
        one.save(update_fields=["state"])
        record(by=by, verb="hand_over.done", on=one, fields=["state"])
    for one in hand_overs:
        if one.successor_id:
            _pair_next(one, by, insist)
    return hand_overs


def _keep_apart(hand_over, by):
    pairing = hand_over.pairing
    if pairing.officer.conflicts.standing().filter(household=pairing.household_id).exists():
        return
    declared = Conflict.objects.create(
        officer=pairing.officer, household_id=pairing.household_id, why=hand_over.why, declared_by=by,
        declared_on=today(),
    )  # fmt: skip
    record(by=by, verb="conflict.declared", on=declared, fields=["officer", "household", "why"])


def _pair_next(hand_over, by, insist):
    pairing = hand_over.pairing
    household = Household.objects.with_place().get(pk=pairing.household_id)
    try:
        with transaction.atomic():
            pairings.pair(
                officer=hand_over.successor, household=household, by=by, kind=pairing.kind,
                on_behalf_of="", order_number=pairing.order_number, on=min(hand_over.on, today()),
            )  # fmt: skip
    except Refused as refusal:
        if insist:
            raise
        _stuck(hand_over, str(refusal), by)


def _stuck(hand_over, sentence, by):
    hand_over.state, hand_over.problem = HandOverState.STUCK, sentence
    _take_back(hand_over.pairing)
    hand_over.save(update_fields=["state", "problem"])
    record(by=by, verb="hand_over.stuck", on=hand_over, fields=["state", "problem"])


def _take_back(pairing):
    """Who is still posted stays the friend; where he is not, the household waits and is listed as alone."""
    household = Household.objects.with_place().get(pk=pairing.household_id)
    district = household.village.subdistrict.district_id
    officer = Officer.objects.get(pk=pairing.officer_id)
    if not (officer.is_active and is_posted(officer, district)):
        return
    try:
        with transaction.atomic():
            pairing.ended_on, pairing.end_reason, pairing.end_why = None, "", ""
            pairing.save(update_fields=["ended_on", "end_reason", "end_why"])
    except IntegrityError:  # his place was given to another the same day
        pairing.refresh_from_db()


# --- the pack --------------------------------------------------------------------------------------------------------


@transaction.atomic
def write(*, hand_over, version, by, **told):
    """The leaver, or the coordinator for him, writes what no row tells. `told`: of TOLD."""
    _hold(hand_over.pairing)
    held = HandOver.objects.get(pk=hand_over.pk)
    if held.version != version:
        differences = [
            (name, getattr(held, name), told[name]) for name in told if getattr(held, name) != told[name]
        ]
        sentence = _("มีคนแก้ชุดส่งมอบนี้ไปก่อน ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ")
        raise Changed(sentence, differences, held.version)
    if held.state == HandOverState.CALLED_OFF:
        raise Refused(_("การส่งมอบนี้ยกเลิกแล้ว ไม่ต้องเขียนชุดส่งมอบ"))
    _refuse_another_pen(held, by)
    changed = [name for name in TOLD if name in told and getattr(held, name) != told[name]]
    for name in changed:
        setattr(held, name, told[name])
    held.version, held.written_at = held.version + 1, now()
    held.save(update_fields=[*changed, "version", "written_at"])
    record(by=by, verb="hand_over.noted", on=held, fields=changed)
    return held


def _refuse_another_pen(held, by):
    """What stands there is read as the leaver's own word."""
    household = held.pairing.household_id
    if by and by.pk != held.pairing.officer_id and not by.coordinated.filter(pk=household).exists():
        raise Refused(_("ชุดส่งมอบเขียนได้เฉพาะคนเดิมหรือผู้ประสานงานอำเภอ ถ้ามีเรื่องต้องเพิ่ม แจ้งผู้ประสานงาน"))


@transaction.atomic
def acknowledge(*, hand_over, by):
    """The successor has read the pack; twice is once."""
    held = _taken_up(hand_over, by)
    if held.acknowledged_at is None:
        held.acknowledged_at = now()
        held.save(update_fields=["acknowledged_at"])
        record(by=by, verb="hand_over.acknowledged", on=held, fields=["acknowledged_at"])
    return held


@transaction.atomic
def join(*, hand_over, visit, by):
    """Says which of his recorded visits both friends, or he and the coordinator, made together."""
    held = _taken_up(hand_over, by)
    fits = held.pairing.household.visits.counted().filter(
        pk=visit.pk, visited_on__gte=held.pairing.started_on
    )
    if not fits.exists():
        raise Refused(_("เลือกการเยี่ยมที่พบคนในบ้าน ถ้ายังไม่ได้บันทึก บันทึกการเยี่ยมก่อน"), field="visit")
    held.joint_visit = visit
    held.save(update_fields=["joint_visit"])
    record(by=by, verb="hand_over.accompanied", on=held, fields=["joint_visit"])
    return held


def _taken_up(hand_over, by):
    _hold(hand_over.pairing)
    held = HandOver.objects.select_related("pairing__household", "next_pairing").get(pk=hand_over.pk)
    if held.next_pairing is None or held.next_pairing.officer_id != by.pk:
        raise Refused(_("ผู้รับทราบต้องเป็นคู่เสี่ยวคนใหม่ของครัวเรือนนี้"))
    return held
