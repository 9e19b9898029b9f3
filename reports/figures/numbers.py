"""The named numbers of the dashboard. Each is a question that answers with enrolments: its count is the number, its
rows are the list that the number opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from committees.models import Referral
from households.models import Household, RelapseCard, Track
from households.watch import in_watch
from officers import rhythm
from officers.alone import alone as without_anybody
from officers.models import Pairing, Visit
from reports.figures import standing

RECENT_DAYS = 30


def enrolled(districts, on):
    return standing.entered(districts, on)


def developable(districts, on):
    return standing.of_track(standing.entered(districts, on), Track.DEVELOPABLE, on)


def welfare(districts, on):
    return standing.of_track(standing.entered(districts, on), Track.WELFARE, on)


def paired(districts, on):
    return standing.having(standing.in_force(districts, on), Pairing.objects.active(on))


def visited(districts, on):
    recent = Visit.objects.counted().filter(
        visited_on__gt=on - timedelta(days=RECENT_DAYS), visited_on__lte=on
    )
    return standing.having(standing.in_force(districts, on), recent)


def overdue(districts, on):
    late = rhythm.overdue(Household.objects.in_districts(districts), on)
    return standing.in_force(districts, on).filter(household__in=late.values("pk"))


def silent(districts, on):
    found = rhythm.silent(Household.objects.in_districts(districts), on)
    return standing.in_force(districts, on).filter(household__in=found.values("pk"))


def above(districts, on):
    return standing.entered(districts, on).filter(standing.above(on))


def waiting(districts, on):
    asked = Referral.objects.waiting_for_committee(on)
    return standing.having(standing.in_force(districts, on), asked)


def assured(districts, on):
    """The goal of a welfare household: rights received, carer named, house safe."""
    rows = standing.of_track(standing.in_force(districts, on), Track.WELFARE, on)
    return rows.filter(standing.assured(on))


def not_assured(districts, on):
    rows = standing.of_track(standing.in_force(districts, on), Track.WELFARE, on)
    return rows.filter(~standing.assured(on))


def relapse(districts, on):
    """In watch, and something fired that nobody has looked at."""
    cards = RelapseCard.objects.open(on).filter(enrolment=OuterRef("pk"))
    return standing.in_force(districts, on).filter(Exists(cards), in_watch(on))


def narrowed(enrolments, on, *, track=None, step=None, subdistrict=None):
    """Only those of one class, in one step, of one subdistrict; what is not asked for does not narrow."""
    if track is not None:
        enrolments = standing.of_track(enrolments, track, on)
    if step is not None:
        enrolments = standing.with_step(enrolments, on).filter(step=step)
    if subdistrict is not None:
        enrolments = enrolments.filter(**{standing.PLACE: subdistrict})
    return enrolments


def alone(districts, on):
    """Nobody there for them that day: no friend at his post, and nobody who stands in."""
    left = without_anybody(Household.objects.in_districts(districts), on)
    return standing.in_force(districts, on).filter(household__in=left.values("pk"))


def in_step(districts, on):
    return standing.in_force(districts, on)


@dataclass(frozen=True)
class Number:
    name: str
    label: str
    rows: Callable
    note: str = ""


NUMBERS = {
    number.name: number
    for number in (
        Number("enrolled", _("ครัวเรือนเป้าหมาย"), enrolled, _("ทั้งหมดที่เคยเข้าทะเบียน")),
        Number("developable", _("พัฒนาได้"), developable),
        Number("welfare", _("สงเคราะห์"), welfare),
        Number("paired", _("มีคู่เสี่ยวแล้ว"), paired),
        Number("visited", _("เยี่ยมแล้วใน 30 วัน"), visited),
        Number("overdue", _("เกินกำหนดเยี่ยม"), overdue),
        Number("above", _("พ้นเกณฑ์"), above, _("รวมที่อยู่ในช่วงเฝ้าระวัง")),
        Number("waiting", _("มีคำขอรอคณะทำงาน"), waiting),
    )
}
# The sentence above the eight: what each track is on the way to, and who may fall again.
SAID = {
    number.name: number
    for number in (
        Number("assured", _("สงเคราะห์ที่ดูแลครบ"), assured, _("ได้สิทธิครบ มีผู้ดูแล บ้านปลอดภัย ผู้อื่นยืนยันแล้ว")),
        Number("not_assured", _("สงเคราะห์ที่ยังดูแลไม่ครบ"), not_assured),
        Number("alone", _("ไม่มีผู้ดูแลวันนี้"), alone, _("ไม่มีคู่เสี่ยวที่ยังอยู่ในหน้าที่ และไม่มีใครดูแลแทน")),
        Number("relapse", _("เฝ้าระวังตกซ้ำ"), relapse, _("พ้นเกณฑ์แล้วและมีเหตุที่อาจทำให้ตกซ้ำ")),
    )
}
# What the sentence and the charts open: not one of the eight, but lists like theirs.
LISTS = (
    NUMBERS
    | SAID
    | {
        "in_step": Number("in_step", _("อยู่ในทะเบียน"), in_step),
        "silent": Number("silent", _("เงียบไป"), silent, _("เกินกำหนดเยี่ยมมานาน")),
    }
)
