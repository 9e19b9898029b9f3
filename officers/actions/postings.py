"""An officer comes to a district and leaves it on a date. Leaving hands over every household he cares for there."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from households.models import Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from officers.actions import hand_overs
from officers.actions.holding import hold
from officers.models import Officer, Posting, Role, Substitute

IN_A_DISTRICT = (Role.OFFICER, Role.DISTRICT)


@transaction.atomic
def leave(*, officer, district, on, why, words="", successors=None, to=None, by):
    """From the day `on` he is not there any more. `successors`: {household id: who takes over}; `to`: the district to
    which he moves. Returns the hand-overs."""
    return leave_many(
        officers=[officer], district=district, on=on, why=why, words=words, successors=successors, to=to, by=by
    )  # fmt: skip


@transaction.atomic
def leave_many(*, officers, district, on, why, words="", successors=None, to=None, by):
    """A whole office at once: all leave on that day, or nobody does and the sentence says for whom it failed."""
    for where in [district, to] if to else [district]:
        _refuse_another_district(where, by)
    if to and to.pk == district.pk:
        raise Refused(_("อำเภอที่ย้ายไปต้องเป็นคนละอำเภอ"), field="to")
    _refuse_who_decides_as_much(officers, district, by)
    held = _all_held(officers, district, (successors or {}).values())
    made = [
        one for officer in held
        for one in _leave_one(officer, district, on, why, words, successors or {}, by)
    ]  # fmt: skip
    if on <= today():
        hand_overs.carry_planned(made, by=by)
    if to:
        for officer in held:
            post(officer=officer, role=Role.OFFICER, district=to, started_on=on, by=by)
    return made


def _refuse_another_district(district, by):
    if by is not None and not by.staffed_districts.filter(pk=district.pk).exists():
        raise Refused(
            _("อำเภอ%(district)s ไม่อยู่ในความดูแลของคุณ ขอให้สำนักงานจังหวัดทำรายการนี้") % {"district": district}
        )


def _refuse_who_decides_as_much(officers, district, by):
    """A coordinator's own office, and that of who coordinates beside him, is the province's to end or to prolong."""
    if by is None or Role.PROVINCE in by.roles:
        return
    peers = Posting.objects.not_ended().filter(officer__in=officers, district=district, role=Role.DISTRICT)
    if any(one.pk == by.pk for one in officers) or peers.exists():
        raise Refused(_("คนนี้เป็นผู้ประสานงานอำเภอ ให้สำนักงานจังหวัดทำรายการนี้"))


def _all_held(officers, district, successors):
    """Who leaves, in the order in which they are held."""
    leaving = {one.pk for one in officers}
    held = hold(officers=leaving | {one.pk for one in successors if one})
    theirs = Household.objects.in_districts([district]).filter(
        pairings__officer__in=leaving, pairings__ended_on__isnull=True
    )
    keys = list(theirs.order_by().values_list("pk", flat=True))
    hold(households=keys)
    return [one for one in held if one.pk in leaving]


def _leave_one(officer, district, on, why, words, successors, by):
    postings = officer.postings.not_ended().filter(district=district, role__in=IN_A_DISTRICT)
    postings = list(postings.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)))
    if not postings:
        raise Refused(
            _("%(officer)s ไม่ได้ประจำอำเภอ%(district)s ในวันที่ %(date)s แล้ว ตรวจชื่อหรือวันที่")
            % {"officer": officer, "district": district, "date": format_date(on)},
            field="on",
        )
    in_district = {"household__village__subdistrict__district": district}
    _refuse_an_early_day(officer, postings, in_district, on)
    for posting in postings:
        posting.ended_on = max(on, posting.started_on)
        posting.save(update_fields=["ended_on"])
        record(by=by, verb="posting.ended", on=posting, fields=["ended_on"])
    _stand_in_no_more(officer, in_district, on, by)
    pairs = officer.pairings.filter(ended_on__isnull=True, **in_district)
    return [
        hand_overs.planned(
            pairing=pairing, on=max(on, pairing.started_on), why=why, words=words,
            successor=successors.get(pairing.household_id), by=by,
        ) for pairing in pairs.order_by("household_id")
    ]  # fmt: skip


def _refuse_an_early_day(officer, postings, in_district, on):
    """Said for a day that is gone, nothing that he did there may fall behind it: his visits were a friend's visits."""
    begun = [posting.started_on for posting in postings if posting.started_on <= today()]
    if begun and on < max(begun):
        raise Refused(
            _("%(officer)s เริ่มประจำอำเภอนี้เมื่อ %(date)s วันพ้นหน้าที่ต้องไม่ก่อนวันนั้น")
            % {"officer": officer, "date": format_date(max(begun))},
            field="on",
        )
    hand_overs.refuse_before_his_last_visit(officer.visits.filter(**in_district), officer, on)


def _stand_in_no_more(officer, in_district, on, by):
    for row in Substitute.objects.not_ended(on).filter(officer=officer, **in_district):
        row.ended_on = max(on, row.started_on)
        row.save(update_fields=["ended_on"])
        record(by=by, verb="substitute.ended", on=row, fields=["ended_on"])


@transaction.atomic
def stay(*, officer, district, by):
    """The move does not take place: what was planned for a day to come is called off."""
    _refuse_another_district(district, by)
    _refuse_who_decides_as_much([officer], district, by)
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    postings = list(officer.postings.filter(district=district, role__in=IN_A_DISTRICT, ended_on__gt=today()))
    if not postings:
        raise Refused(_("%(officer)s ไม่มีกำหนดพ้นหน้าที่ที่ยังมาไม่ถึง") % {"officer": officer})
    left = {posting.ended_on for posting in postings}
    for posting in postings:
        posting.ended_on = None
        posting.save(update_fields=["ended_on"])
        record(by=by, verb="posting.confirmed", on=posting, fields=["ended_on"])
    _never_come(officer, left, by)
    for pairing in officer.pairings.filter(
        ended_on__isnull=True, household__village__subdistrict__district=district
    ):
        for planned in pairing.hand_overs.open():
            hand_overs.call_off(hand_over=planned, by=by)


def _never_come(officer, days, by):
    """The posting to which he would have gone the same day."""
    coming = officer.postings.filter(role=Role.OFFICER, started_on__in=days, ended_on__isnull=True)
    for posting in coming if by is None else coming.filter(district__in=by.staffed_districts):
        posting.ended_on = posting.started_on
        posting.save(update_fields=["ended_on"])
        record(by=by, verb="posting.ended", on=posting, fields=["ended_on"])


@transaction.atomic
def post(*, officer, role, district, started_on, by):
    """Comes to a district on a day; the rights of several postings are united."""
    _refuse_another_district(district, by)
    if officer.postings.not_ended(started_on).filter(role=role, district=district).exists():
        raise Refused(
            _("%(officer)s ประจำอำเภอ%(district)s อยู่แล้ว") % {"officer": officer, "district": district},
            field="to",
        )
    made = Posting.objects.create(officer=officer, role=role, district=district, started_on=started_on)
    record(by=by, verb="posting.posted", on=made, fields=["role", "district", "started_on"])
    return made
