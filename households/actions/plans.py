"""A plan goes draft → signed by the family and the friend → approved by the office → replaced by a revision."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.actions.confirming import is_friend, refuse_coordinators_case
from households.compass import lacking, latest_round
from households.models import (
    Activity,
    ActivityState,
    Goal,
    Household,
    LifePlan,
    NoGoal,
    PlanEnd,
    PlanState,
    SignedWay,
)
from households.versions import save_over
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today

UNSIGNED = {
    "state": PlanState.DRAFT, "signed_way": "", "signed_name": "", "signed_by": None, "signed_on": None, "paper_number": "",
    "entered_by": None,
}  # fmt: skip


@transaction.atomic
def begin(*, household, by):
    """The first edition for this enrolment, upon the latest survey."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    enrolment = household.enrolments.open().first()
    if enrolment is None:
        raise Refused(_("ครัวเรือนนี้ไม่อยู่ในทะเบียนเป้าหมาย จึงทำเข็มทิศชีวิตไม่ได้ ขอให้ผู้ประสานงานอำเภอเพิ่มเข้าทะเบียนก่อน"))
    plan = _open(household, enrolment, by)
    record(by=by, verb="plan.started", on=plan, fields=["round"])
    return plan


def _open(household, enrolment, by, **told):
    last = enrolment.plans.order_by("-edition").values_list("edition", flat=True).first() or 0
    try:
        with transaction.atomic():
            return LifePlan.objects.create(
                household=household, enrolment=enrolment, edition=last + 1, begun_on=today(), begun_by=by,
                round_id=latest_round(household), **told,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("ครัวเรือนนี้มีแผนที่ใช้อยู่แล้ว เปิดแผนนั้นแล้วทำต่อ หรือกดปรับแผนเพื่อทำฉบับใหม่")) from None


def held(plan):
    """The plan as it stands now, its household locked; refused where it is no longer in use."""
    Household.objects.select_for_update().get(pk=plan.household_id)
    plan = LifePlan.objects.select_related("household", "enrolment").get(pk=plan.pk)
    if plan.closed_on:
        raise Refused(
            _("แผนฉบับนี้เลิกใช้แล้วเมื่อ %(date)s (%(why)s) เปิดแผนฉบับปัจจุบันแล้วทำในฉบับนั้น")
            % {"date": format_date(plan.closed_on), "why": plan.get_closed_as_display()}
        )
    return plan


def held_draft(plan):
    """What was signed is not changed behind the back of who signed it."""
    plan = held(plan)
    if plan.state == PlanState.SIGNED:
        raise Refused(_("แผนนี้ลงนามแล้วและรออนุมัติ ถ้าต้องแก้ ให้ถอนการลงนามก่อน แก้แล้วลงนามใหม่"))
    if plan.state == PlanState.APPROVED:
        raise Refused(_("แผนนี้อนุมัติแล้ว ถ้าต้องแก้ ให้กดปรับแผน แผนเดิมจะยังเก็บไว้"))
    return plan


@transaction.atomic
def edit(*, plan, changes, version, by):
    plan = held_draft(plan)
    changed = save_over(plan, changes, version)
    record(by=by, verb="plan.edited", on=plan, fields=changed)
    return plan


@transaction.atomic
def follow_the_latest_survey(*, plan, by):
    """A newer round came while the plan was being made: its failed indicators are to be answered now."""
    plan = held_draft(plan)
    latest = latest_round(plan.household)
    if latest == plan.round_id:
        raise Refused(_("แผนนี้ใช้ผลสำรวจรอบล่าสุดอยู่แล้ว"))
    save_over(plan, {"round_id": latest}, plan.version)
    record(by=by, verb="plan.edited", on=plan, fields=["round"])
    return plan


@transaction.atomic
def sign(*, plan, way, signed_name, signed_on, paper_number="", version, by):
    """On the screen the friend confirms with his own sign-in; a paper may be entered by the coordinator for him."""
    plan = held_draft(plan)
    pairing = plan.household.pairings.filter(ended_on__isnull=True).select_related("officer").first()
    if pairing is None:
        raise Refused(_("ครัวเรือนนี้ยังไม่มีคู่เสี่ยว จึงยังไม่มีผู้ลงนามฝ่ายราชการ ขอให้ผู้ประสานงานอำเภอจับคู่ก่อน"))
    _refuse_half_signed(plan, pairing, way, signed_name, signed_on, paper_number, by)
    missing = lacking(plan)
    if missing:
        raise Refused(_("ลงนามยังไม่ได้ ยังขาด: %(what)s") % {"what": " · ".join(missing)})
    changed = save_over(
        plan,
        {
            "state": PlanState.SIGNED, "signed_way": way, "signed_name": signed_name, "signed_on": signed_on,
            "paper_number": paper_number if way == SignedWay.PAPER else "", "signed_by": pairing.officer, "entered_by": by,
            "returned_words": "", "returned_by": None, "returned_at": None,
        },
        version,
    )  # fmt: skip
    record(by=by, verb="plan.signed", on=plan, fields=changed)
    return plan


def _refuse_half_signed(plan, pairing, way, signed_name, signed_on, paper_number, by):
    if way not in SignedWay.values:
        raise Refused(_("เลือกว่าลงนามบนหน้าจอหรือในกระดาษ"), field="way")
    if way == SignedWay.SCREEN and pairing.officer_id != by.pk:
        raise Refused(
            _("ยืนยันบนหน้าจอต้องเป็นคู่เสี่ยวของครัวเรือนนี้เอง ถ้าลงนามในกระดาษแล้ว เลือกกระดาษและใส่เลขที่"), field="way"
        )
    if way == SignedWay.PAPER and not paper_number:
        raise Refused(_("ใส่เลขที่ของแบบกระดาษที่ลงนาม เพื่อให้หาต้นฉบับเจอ"), field="paper_number")
    if not signed_name:
        raise Refused(_("ใส่ชื่อคนในครัวเรือนหรือผู้ดูแลที่ลงนาม"), field="signed_name")
    if not plan.begun_on <= signed_on <= today():
        raise Refused(
            _("วันที่ลงนามต้องอยู่ระหว่างวันที่เริ่มทำแผน (%(from)s) กับวันนี้") % {"from": format_date(plan.begun_on)},
            field="signed_on",
        )


@transaction.atomic
def withdraw(*, plan, by):
    """Back to the table before anybody approved it: both sign anew."""
    plan = held(plan)
    if plan.state != PlanState.SIGNED:
        raise Refused(_("ถอนได้เฉพาะแผนที่ลงนามแล้วและยังไม่อนุมัติ เปิดแผนใหม่เพื่อดูสถานะล่าสุด"))
    changed = save_over(plan, UNSIGNED, plan.version)
    record(by=by, verb="plan.withdrawn", on=plan, fields=changed)
    return plan


@transaction.atomic
def approve(*, plan, version, by):
    plan = _decided(plan, by)
    changed = save_over(plan, {"state": PlanState.APPROVED, "approved_by": by, "approved_at": now()}, version)
    record(by=by, verb="plan.approved", on=plan, fields=changed)
    return plan


@transaction.atomic
def send_back(*, plan, words, version, by):
    plan = _decided(plan, by)
    if not words:
        raise Refused(_("เขียนว่าต้องแก้อะไร เพื่อให้คู่เสี่ยวกลับไปคุยกับครอบครัวได้"), field="words")
    told = {"returned_words": words, "returned_by": by, "returned_at": now()}
    changed = save_over(plan, UNSIGNED | told, version)
    record(by=by, verb="plan.returned", on=plan, fields=changed)
    return plan


def _decided(plan, by):
    """By the office of the district, never of one's own case: that is the province's."""
    plan = held(plan)
    if plan.state != PlanState.SIGNED:
        raise Refused(_("แผนนี้ไม่ได้รออนุมัติแล้ว เปิดแผนใหม่เพื่อดูสถานะล่าสุด"))
    if not by.coordinated.filter(pk=plan.household_id).exists():
        raise Refused(_("ผู้อนุมัติต้องเป็นผู้ประสานงานของอำเภอนี้ หรือสำนักงานจังหวัด"))
    if by.pk in (plan.signed_by_id, plan.entered_by_id) or is_friend(by, plan.household):
        raise Refused(_("คุณเป็นคู่เสี่ยวหรือเป็นผู้ลงนามแผนนี้ อนุมัติเองไม่ได้ ขอให้ผู้ประสานงานคนอื่นหรือสำนักงานจังหวัดอนุมัติ"))
    refuse_coordinators_case(plan.household, by)
    return plan


@transaction.atomic
def revise(*, plan, reason, by):
    """The approved plan is closed and kept as it is; its goals and what is still to be done go on in the next edition."""
    plan = held(plan)
    if plan.state != PlanState.APPROVED:
        raise Refused(_("ปรับแผนได้เมื่ออนุมัติแล้ว ตอนนี้ยังแก้ในฉบับเดิมได้"))
    if not reason:
        raise Refused(_("เขียนเหตุผลที่ปรับแผน"), field="reason")
    save_over(plan, {"closed_on": today(), "closed_as": PlanEnd.REPLACED}, plan.version)
    made = _open(
        plan.household, plan.enrolment, by, revised_because=reason, wish=plan.wish, strengths=plan.strengths
    )
    _carry_over(plan, made)
    record(by=by, verb="plan.revised", on=made, fields=["edition", "revised_because"])
    return made


def _carry_over(old, new):
    for goal in old.goals.pursued().prefetch_related("activities"):
        waiting = [one for one in goal.activities.all() if one.state == ActivityState.PLANNED]
        goal.pk, goal.plan, goal.version, goal._state.adding = Goal._meta.pk.get_default(), new, 1, True
        goal.save(force_insert=True)
        Activity.objects.bulk_create(
            Activity(goal=goal, what=one.what, doer=one.doer, agency=one.agency, due_on=one.due_on)
            for one in waiting
        )
    NoGoal.objects.bulk_create(
        NoGoal(
            plan=new, indicator_id=one.indicator_id, because=one.because, words=one.words, said_by_id=one.said_by_id,
            said_on=one.said_on,
        )
        for one in old.no_goals.all()
    )  # fmt: skip
