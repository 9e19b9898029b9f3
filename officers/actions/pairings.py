"""An officer has two places; whoever pairs takes the first free one, or is told why not."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.models import Household
from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from officers.models import CarerKind, Officer, Pairing, Role

PLACES = (1, 2)


class OfficerFull(Refused):
    pass


class HouseholdPaired(Refused):
    pass


class NotPosted(Refused):
    pass


@transaction.atomic
def pair(*, officer, household, by, kind=CarerKind.PERSON, on_behalf_of="", order_number=""):
    # Whoever else pairs this officer waits here, so that the free place seen below is still free when it is taken.
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    # And whoever strikes this household off: it ends the pairing that it finds, so none may come after its look.
    Household.objects.select_for_update().get(pk=household.pk)
    _refuse_the_wrong_one(officer, household)
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
                started_on=today(),
            )
    except IntegrityError:
        _refuse_a_second_friend(household)
        raise
    fields = ["officer", "household", "place", *(["order_number"] if order_number else [])]
    audit.record(by=by, verb="pairing.paired", on=pairing, fields=fields)
    return pairing


def _refuse_the_wrong_one(officer, household):
    district = household.village.subdistrict.district
    if (
        not officer.is_active
        or not officer.postings.active().filter(role=Role.OFFICER, district=district).exists()
    ):
        raise NotPosted(
            _("%(officer)s ไม่ได้เป็นข้าราชการคู่เสี่ยวของอำเภอ%(district)s เลือกคนอื่น หรือเพิ่มชื่อในหน้าเจ้าหน้าที่ก่อน")
            % {"officer": officer, "district": district}
        )
    if not household.enrolments.in_force().exists():
        raise Refused(_("ครัวเรือนนี้ไม่ได้อยู่ในทะเบียนเป้าหมาย จึงจับคู่ไม่ได้ ตรวจทะเบียนของครัวเรือนก่อน"))


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
def end(*, pairing, reason, by):
    """The friendship ends today; the row stays as history."""
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if pairing.ended_on:
        raise Refused(_("คู่นี้สิ้นสุดไปแล้วเมื่อ %(date)s") % {"date": format_date(pairing.ended_on)})
    if not reason:
        raise Refused(_("ใส่เหตุที่สิ้นสุด เพื่อให้คนต่อไปรู้ว่าเกิดอะไรขึ้น"), field="reason")
    pairing.ended_on = max(today(), pairing.started_on)
    pairing.end_reason = reason
    pairing.save(update_fields=["ended_on", "end_reason"])
    audit.record(by=by, verb="pairing.ended", on=pairing, fields=["ended_on", "end_reason"])
    return pairing
