"""Who handed over to whom, who will, who stands in for a colleague, and whom nobody has been to for a while."""

import datetime
import random

from django.utils import timezone

from kusiao.practice import words
from officers.models import ChangeReason, HandOver, Officer, Pairing, Substitute, Visit

EARLIER = 0.06  # of the pairs had another friend first
PLANNED = 0.02  # will have another
STANDS_IN = 0.015
OURS = {"somchai", "malee"}
WHY = [ChangeReason.MOVED] * 5 + [ChangeReason.RETIRED] * 3 + [ChangeReason.ORDER]


def hand_over(staff, *, today):
    """After the history; apart from its luck, so that the rest of the province stays as it was."""
    chance = random.Random("hand over")  # noqa: S311
    pairs = Pairing.objects.filter(ended_on=None).select_related("officer", "household__village__subdistrict")
    pairs = list(pairs.order_by("household_id"))
    _handed_over(chance, pairs, staff, today)
    _will_hand_over(chance, pairs, staff, today)
    _stand_in(chance, pairs, staff, today)
    _advise(pairs, today)


def _advise(pairs, today):
    """A lecturer for the subdistrict of each household of the practice officers; somchai has asked him twice."""
    asked = timezone.make_aware(
        datetime.datetime.combine(today - datetime.timedelta(days=9), datetime.time(10))
    )
    answered = {"answer": words.ANSWERS[0], "answered_at": asked + datetime.timedelta(days=2)}
    for one in pairs:
        place = one.household.village.subdistrict
        if one.officer.username not in OURS or place.advisers.exists():
            continue
        lecturer = Officer.objects.create_user(
            f"lecturer{place.pk}", title="ผศ.", first_name="วิชัย", last_name=f"ที่ปรึกษา{place.name_th}",
            position="อาจารย์มหาวิทยาลัย",
        )  # fmt: skip
        place.advisers.create(officer=lecturer, started_on=one.started_on)
        for text, more in zip(words.QUESTIONS, ({**answered, "answered_by": lecturer}, {}), strict=True):
            place.questions.create(asked_by=one.officer, text=text, **more)
        place.questions.update(asked_at=asked)  # the column sets itself when a row is made


def _district(pairing):
    return pairing.household.village.subdistrict.district_id


def _handed_over(chance, pairs, staff, today):
    """The friend of today took over some weeks ago; the pack is there, mostly read. Both practice officers have one."""
    chosen = [
        one for one in pairs if chance.random() < EARLIER or (one.officer.username in OURS and one.place == 1)
    ]
    before, packs = [], []
    for one in chosen:
        on = min(today - datetime.timedelta(days=chance.randint(5, 60)), today)
        others = [officer for officer in staff.officers[_district(one)] if officer.pk != one.officer_id]
        if on <= one.started_on + datetime.timedelta(days=30) or not others:
            continue
        leaver, why = chance.choice(others), chance.choice(WHY)
        before.append(
            Pairing(
                officer=leaver, household=one.household, place=chance.choice([1, 2]), order_number=one.order_number,
                started_on=one.started_on, ended_on=on, end_why=why, end_reason=ChangeReason(why).label,
            )
        )  # fmt: skip
        one.started_on = on
        packs.append((before[-1], one, on, why))
    Pairing.objects.bulk_create(before)
    Pairing.objects.bulk_update(chosen, ["started_on"])
    for old, new, on, _why in packs:
        Visit.objects.filter(household=new.household, visited_on__lt=on).update(officer=old.officer)
    HandOver.objects.bulk_create(_pack(chance, *one, staff) for one in packs)


def _pack(chance, before, after, on, why, staff):
    noon = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    is_read = after.officer.username not in OURS and chance.random() < 0.8
    return HandOver(
        pairing=before, on=on, why=why, successor=after.officer, next_pairing=after, state="done", version=2,
        people=chance.choice(words.PEOPLE_TO_ASK), works=chance.choice(words.WHAT_WORKS),
        promises=chance.choice(words.WAS_PROMISED), beware=chance.choice(words.TO_BEWARE),
        written_at=noon - datetime.timedelta(days=2), joint_due_on=on + datetime.timedelta(days=30),
        acknowledged_at=noon + datetime.timedelta(days=1) if is_read else None,
        made_by=staff.chiefs.get(_district(after)),
    )  # fmt: skip


def _will_hand_over(chance, pairs, staff, today):
    HandOver.objects.bulk_create(
        HandOver(
            pairing=one, on=today + datetime.timedelta(days=chance.randint(3, 40)), why=chance.choice(WHY),
            made_by=staff.chiefs.get(_district(one)),
        )
        for one in pairs if chance.random() < PLANNED and one.officer.username not in OURS
    )  # fmt: skip


def _stand_in(chance, pairs, staff, today):
    rows = []
    for one in pairs:
        others = [officer for officer in staff.officers[_district(one)] if officer.pk != one.officer_id]
        if chance.random() < STANDS_IN and others:
            first = today - datetime.timedelta(days=chance.randint(0, 6))
            rows.append(
                Substitute(
                    household=one.household, officer=chance.choice(others), started_on=first,
                    ended_on=first + datetime.timedelta(days=chance.randint(8, 21)), why=ChangeReason.LEAVE,
                    made_by=staff.chiefs.get(_district(one)),
                )
            )  # fmt: skip
    Substitute.objects.bulk_create(rows)
