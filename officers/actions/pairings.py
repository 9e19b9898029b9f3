"""An officer has two places; whoever pairs takes the first free one, or is told why not."""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from officers.actions.holding import hold
from officers.friendship import FOR_EVER, posted_until
from officers.models import CarerKind, ChangeReason, HandOver, HandOverState, Pairing

PLACES = (1, 2)


class OfficerFull(Refused):
    pass


class HouseholdPaired(Refused):
    pass


class NotPosted(Refused):
    pass


class KeptApart(Refused):
    pass


@transaction.atomic
def pair(*, officer, household, by, kind=CarerKind.PERSON, on_behalf_of="", order_number="", on=None):
    """`on`: an earlier day than today, where a hand-over was carried out late."""
    # Whoever else pairs this officer waits here, so that the free place seen below is still free when it is taken.
    # And whoever strikes this household off: it ends the pairing that it finds, so none may come after its look.
    (officer,) = hold(officers=[officer.pk], households=[household.pk])
    refuse_who_cannot_care(officer, household, since=today(), until=FOR_EVER)
    _refuse_a_second_friend(household)
    place = _free_place(officer, by)
    try:
        with transaction.atomic():
            pairing = Pairing.objects.create(
                officer=officer,
                household=household,
                place=place,
                kind=kind,
                on_behalf_of=on_behalf_of,
                order_number=order_number,
                started_on=on or today(),
            )
    except IntegrityError:
        _refuse_a_second_friend(household)
        raise
    fields = ["officer", "household", "place", *(["order_number"] if order_number else [])]
    audit.record(by=by, verb="pairing.paired", on=pairing, fields=fields)
    _take_up_the_pack(pairing, by)
    return pairing


def _take_up_the_pack(pairing, by):
    """What the last friend handed over, and nobody has taken up, is this one's to read; they go there together."""
    done = HandOver.objects.filter(pairing__household=pairing.household_id, state=HandOverState.DONE)
    pack = done.order_by("-on", "-created_at").first()
    if pack is None or pack.next_pairing_id or pack.pairing.officer_id == pairing.officer_id:
        return
    pack.next_pairing, pack.successor = pairing, pairing.officer
    pack.joint_due_on = pairing.started_on + datetime.timedelta(days=settings.HAND_OVER_JOINT_DAYS)
    fields = ["next_pairing", "successor", "joint_due_on"]
    pack.save(update_fields=fields)
    audit.record(by=by, verb="hand_over.taken_up", on=pack, fields=fields)


def refuse_who_cannot_care(officer, household, *, since, until):
    district = household.village.subdistrict.district
    refuse_who_is_not_posted(officer, district, since=since, until=until)
    if not household.enrolments.in_force().exists():
        raise Refused(_("ครัวเรือนนี้ไม่ได้อยู่ในทะเบียนเป้าหมาย จึงจับคู่ไม่ได้ ตรวจทะเบียนของครัวเรือนก่อน"))
    _refuse_who_is_kept_apart(officer, household)


def refuse_who_is_not_posted(officer, district, *, since, until, field=None):
    """From `since` to the day before `until`: who leaves the district earlier would leave the family behind."""
    told = {"officer": officer, "district": district}
    posted = posted_until(officer, district.pk, since)
    if not officer.is_active or posted <= since:
        raise NotPosted(
            _("%(officer)s ไม่ได้เป็นข้าราชการคู่เสี่ยวของอำเภอ%(district)s เลือกคนอื่น หรือเพิ่มชื่อในหน้าเจ้าหน้าที่ก่อน") % told,
            field=field,
        )
    if posted < until:
        raise NotPosted(
            _("%(officer)s พ้นหน้าที่ในอำเภอ%(district)s ตั้งแต่ %(date)s เลือกคนอื่น หรือให้ดูแลแทนไม่เกินวันนั้น")
            % {**told, "date": format_date(posted)},
            field=field,
        )


def _refuse_who_is_kept_apart(officer, household):
    """Declared, or a relative of the same village: a friend must be able to say no to the family."""
    declared = officer.conflicts.standing().filter(household=household).exists()
    if declared or is_relative(officer, household):
        raise KeptApart(
            _("%(officer)s กับครัวเรือนนี้มีเหตุที่ไม่ควรเป็นคู่กัน (มีส่วนได้เสีย หรือครัวเรือนเคยขอเปลี่ยนคน) เลือกเจ้าหน้าที่คนอื่น")
            % {"officer": officer}
        )


def is_relative(officer, household):
    at_home = officer.home_village_id and officer.home_village_id == household.village_id
    return bool(
        at_home and officer.last_name
        and household.members.filter(left_on=None, last_name=officer.last_name).exists()
    )  # fmt: skip


def _refuse_a_second_friend(household):
    taken = household.pairings.filter(ended_on__isnull=True).select_related("officer").first()
    if taken:
        raise HouseholdPaired(
            _("%(household)s มีคู่เสี่ยวแล้ว คือ %(officer)s ถ้าจะเปลี่ยนคน ให้สิ้นสุดคู่เดิมก่อน")
            % {"household": household.head_name, "officer": taken.officer}
        )


def _free_place(officer, by):
    held = officer.pairings.filter(ended_on__isnull=True).select_related("household").order_by("place")
    free = [place for place in PLACES if place not in {pairing.place for pairing in held}]
    if not free:
        raise OfficerFull(
            _("%(officer)s ดูแลครบ 2 ครัวเรือนแล้ว (%(two)s) เลือกเจ้าหน้าที่คนอื่น หรือสิ้นสุดคู่เดิมก่อน")
            % {"officer": officer, "two": _names(held, by)}
        )
    return free[0]


def _names(held, by):
    """The two he cares for; one that the coordinator may not see stays without a name."""
    seen = (
        set(by.households.filter(pk__in=[one.household_id for one in held]).values_list("pk", flat=True))
        if by
        else ()
    )
    elsewhere = _("ครัวเรือนนอกอำเภอของคุณ")
    return " · ".join(one.household.head_name if one.household_id in seen else elsewhere for one in held)


@transaction.atomic
def end(*, pairing, reason="", why="", on=None, by):
    """The friendship ends today, or on the day `on` before it; the row stays as history. `why`: a ChangeReason."""
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if pairing.ended_on:
        raise Refused(_("คู่นี้สิ้นสุดไปแล้วเมื่อ %(date)s") % {"date": format_date(pairing.ended_on)})
    reason = reason or (ChangeReason(why).label if why else "")
    if not reason:
        raise Refused(_("ใส่เหตุที่สิ้นสุด เพื่อให้คนต่อไปรู้ว่าเกิดอะไรขึ้น"), field="reason")
    pairing.ended_on = max(min(on or today(), today()), pairing.started_on)
    pairing.end_reason, pairing.end_why = reason, why
    pairing.save(update_fields=["ended_on", "end_reason", "end_why"])
    audit.record(by=by, verb="pairing.ended", on=pairing, fields=["ended_on", "end_reason", "end_why"])
    return pairing
