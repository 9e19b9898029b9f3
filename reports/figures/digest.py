"""What a week brings to one person: counts of lists that he may open, and nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from committees.models import Referral
from households import awaiting
from households.models import Promise
from kusiao.thai import today
from officers import places, rhythm
from officers.models import Pairing, Role
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
    return [one for one in told if one.count]


def _of_a_friend(person):
    paired = Pairing.objects.active().filter(officer=person, household=OuterRef("pk"))
    his, until = person.households.filter(Exists(paired)), today() + A_WEEK
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
