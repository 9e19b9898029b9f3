"""What must be done before a household goes on to the next step: in words, and where to do it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from households.models import LifeStep


@dataclass(frozen=True, slots=True)
class Missing:
    """`view_name` is where it can be done, for those whose role opens it; `key` goes into its address."""

    words: str
    view_name: str
    key: str = "household_id"


def missing_before(enrolment, to):
    """What stands open on the way to step `to`. Going back passes no gate."""
    step = enrolment.steps.open().first()
    now = step.number if step else 0
    return [missing for gate in range(now, to) for missing in GATES.get(gate, _nothing)(enrolment)]


def _nothing(enrolment):
    return []


def _after_target(enrolment):
    household, found = enrolment.household, []
    if not household.visits.filter(counted=True, visited_on__gte=enrolment.entered_on).exists():
        found.append(Missing(_("ยังไม่มีการเยี่ยมบ้านเพื่อตรวจสภาพจริง"), "officers:visit_record"))
    if not household.classifications.filter(ended_on__isnull=True).exists():
        found.append(Missing(_("ยังไม่ได้จัดประเภท พัฒนาได้ หรือ สงเคราะห์"), "households:classify"))
    if not household.pairings.filter(ended_on__isnull=True).exists():
        found.append(Missing(_("ยังไม่มีข้าราชการคู่เสี่ยว"), "officers:pairings", key=""))
    return found


def _after_manage(enrolment):
    if enrolment.household.supports.filter(delivered_on__gte=enrolment.entered_on).exists():
        return []
    return [Missing(_("ยังไม่มีการช่วยเหลือที่ส่งมอบแล้ว"), "committees:referral_ask")]


GATES = {LifeStep.TARGET: _after_target, LifeStep.MANAGE: _after_manage}
