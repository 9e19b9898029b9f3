"""What happened to the people of some families since: births, deaths, leavings and returns, and one family that divided.
Its own dice, so that the rest of the province stays as it was."""

import datetime
import random
import uuid

from households.actions import members
from households.models import Came, CardConsent, Household, Member, MemberEvent, Split, Went
from households.models.member import SPLIT_IN, SPLIT_OFF

SHARE = 0.02
WHY = ["ผู้ใหญ่บ้านแจ้ง", "ญาติแจ้งตอนไปเยี่ยม", "เห็นตอนไปเยี่ยมบ้าน", "อสม. แจ้ง"]


def live(families, staff, *, today):
    rng = random.Random("lives")  # noqa: S311 (play, not secrets)
    for family in families:
        if family.enrolment.ended_on is None and len(family.members) > 2 and rng.random() < SHARE:
            _something(rng, family, staff, today)
    _say_yes(families[0], staff, today)
    here = [one for one in families if one.district == "4005" and one.enrolment.ended_on is None]
    _divide(rng, max(here, key=lambda one: len(one.members)), staff, today)


def _fresh(family):
    return Household.objects.get(pk=family.household.pk)


def _something(rng, family, staff, today):
    chief, household = staff.chiefs[family.district], _fresh(family)
    told = {
        "on": today - datetime.timedelta(days=rng.randint(5, 200)),
        "reason": rng.choice(WHY),
        "by": chief,
    }
    other = household.members.filter(is_head=False).last()
    if rng.random() < 0.4:
        facts = {"title": "เด็กหญิง", "first_name": "น้ำฟ้า", "last_name": other.last_name, "sex": "f",
                 "relation": "หลาน", "no_id_reason": "ยังไม่ได้แจ้งเกิด"}  # fmt: skip
        members.join(household=household, how=Came.BORN, facts=facts, version=household.version, **told)
        return
    how = rng.choice([Went.DIED, Went.MOVED_OUT, Went.WORKS_AWAY])
    members.leave(member=other, how=how, version=household.version, **told)
    if how == Went.WORKS_AWAY:
        household = _fresh(family)
        told |= {"on": today, "reason": "กลับมาช่วยทำนา"}
        members.come_back(member=other, version=household.version, **told)


def _say_yes(family, staff, today):
    """The first family has a card on its wall."""
    day = today - datetime.timedelta(days=40)
    CardConsent.objects.create(
        household=family.household, given_by=str(family.members[0]), given_on=day, recorded_by=staff.chiefs[family.district]
    )  # fmt: skip


def _divide(rng, family, staff, today):
    """The young couple are not in the programme; by rows, so that the same seed makes the same file."""
    source, chief = _fresh(family), staff.chiefs[family.district]
    going = list(source.members.filter(is_head=False))[:2]
    made = Household.objects.create(
        id=uuid.UUID(int=rng.getrandbits(128), version=4), village=source.village, house_number="240/1", head_name=str(going[0])
    )  # fmt: skip
    told = {"happened_on": today - datetime.timedelta(days=20), "recorded_by": chief}
    for one in going:
        MemberEvent.objects.create(household=source, member=one, kind=SPLIT_OFF, who=str(one), **told)
        MemberEvent.objects.create(household=made, member=one, kind=SPLIT_IN, who=str(one), **told)
        Member.objects.filter(pk=one.pk).update(household=made, is_head=one == going[0])
    Split.objects.create(
        source=source, made=made, split_on=told["happened_on"], people=len(going), made_by=chief,
        reason="แต่งงานแล้วปลูกบ้านใหม่ท้ายหมู่บ้าน", decision="ทั้งสองคนมีงานประจำ ไม่ต้องเข้าทะเบียน",
    )  # fmt: skip
