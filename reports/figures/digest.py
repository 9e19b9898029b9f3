"""What a week brings to one person: counts of lists that he may open, and nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from committees.models import Referral
from households import approvals, awaiting, awaiting_exit
from households.models import Promise
from households.planning import plans_to_approve
from kusiao.thai import today
from officers import places, rhythm, scope
from officers.friendship import befriended_by
from officers.models import Posting, Role
from reports.figures.numbers import LISTS

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Told:
    words: str
    count: int


def of(person):
    """The sentences of his digest; what is none is not said."""
    told = []
    if Role.OFFICER in person.roles:
        told += _of_a_friend(person)
    if Role.DISTRICT in person.roles:
        told += _of_a_coordinator(person)
    if Role.PROVINCE in person.roles:
        told += _of_the_province(person)
    return [one for one in told if one.count]


def _of_a_friend(person):
    his, until = person.households.filter(befriended_by(person)), today() + A_WEEK
    due = rhythm.with_due(his)
    delivered = Referral.objects.filter(household__in=his, state="delivered")
    yield Told("ครัวเรือนของคุณที่เลยกำหนดเยี่ยม", due.filter(due_on__lt=today()).count())
    yield Told("ครัวเรือนของคุณที่ถึงกำหนดเยี่ยมในสัปดาห์นี้", due.filter(due_on__gte=today(), due_on__lte=until).count())
    yield Told("คำรับปากที่ถึงกำหนด", Promise.objects.due(until).filter(household__in=his).count())
    yield Told("ผลสำรวจที่รอคุณยืนยัน", awaiting.unanswered(his).count())
    yield Told("ความช่วยเหลือที่รอคุณยืนยันว่าได้รับ", delivered.count())


def _of_a_coordinator(person):
    own = person.staffed_districts
    yield Told("ครัวเรือนในอำเภอที่เงียบไป", LISTS["silent"].rows(own, today()).count())
    yield Told("ครัวเรือนที่รอจับคู่", places.waiting(person.coordinated).count())
    yield Told("ข้อโต้แย้งผลสำรวจที่รอชี้ขาด", awaiting.unsettled(person.coordinated).count())
    asked = approvals.step_requests(person.coordinated).filter(to_province=False)
    yield Told("คำขอเปลี่ยนกระบวนงานที่รอคุณตัดสิน", asked.exclude(asked_by=person).count())
    yield Told("แผนของครอบครัวที่รอคุณอนุมัติ", plans_to_approve(person).count())
    signed = awaiting_exit.signed(person.coordinated)
    yield Told("คำขอพ้นเกณฑ์ที่รอคุณยืนยัน", signed.exclude(signed_by=person).count())
    yield Told("บันทึกเยี่ยมที่มาทีหลังและรอคุณตรวจ", scope.late_visits_before(person).waiting().count())


def _of_the_province(person):
    """What no coordinator may decide, because a coordinator asks for it."""
    coordinators = Posting.objects.active().filter(role=Role.DISTRICT).values("officer_id")
    asked = approvals.step_requests(person.coordinated).filter(to_province=True)
    yield Told("คำขอเปลี่ยนกระบวนงานที่รอจังหวัดตัดสิน", asked.exclude(asked_by=person).count())
    plans = plans_to_approve(person).filter(signed_by__in=coordinators)
    yield Told("แผนของครอบครัวที่รอจังหวัดอนุมัติ", plans.count())
    signed = awaiting_exit.signed(person.coordinated).filter(signed_by__in=coordinators)
    yield Told("คำขอพ้นเกณฑ์ที่รอจังหวัดยืนยัน", signed.exclude(signed_by=person).count())
    late = scope.late_visits_before(person).waiting().filter(officer__in=coordinators)
    yield Told("บันทึกเยี่ยมที่มาทีหลังและรอจังหวัดตรวจ", late.count())
