"""Twelve months of work: friends, steps, visits, requests and help, exits and struck-off cases, relative to today."""

import datetime
import uuid

from django.utils import timezone

from committees.models import Committee, Obstacle, Referral, ReferralAnswer, Support
from households.models import EndReason, Enrolment, Need, Step, Track
from kusiao.practice import words
from kusiao.practice.spread import WITHOUT_FRIEND
from officers.models import Pairing, Visit, VisitKind

STRUCK_OFF = [EndReason.DIED] * 9 + [EndReason.MOVED] * 7 + [EndReason.OTHER] * 3
OURS = {"somchai", "malee"}  # the practice officers keep both their households to the end
SILENT = 0.05  # officers who have not been heard of for two months and more
ANSWER_PATH = ["sent", "acknowledged", "accepted", "delivered", "confirmed"]


def live(rng, families, staff, *, today):
    """Writes the history of `families`; changes their enrolments in place where a case ended or went into watch."""
    pairings = _befriend(rng, families, staff, today)
    _end_some(rng, families, pairings, today)
    Pairing.objects.bulk_create(pairings.values())
    _walk(rng, families, today)
    Enrolment.objects.bulk_update(
        [family.enrolment for family in families], ["watch_from", "ended_on", "end_reason"]
    )
    _visit(rng, families, pairings, today)
    _ask(rng, families, pairings, staff, today)
    _obstruct(rng, staff, today)


def days(number):
    return datetime.timedelta(days=number)


def _befriend(rng, families, staff, today):
    """{household id: Pairing}; two places an officer, a few households still waiting for a friend."""
    pairings, waiting = {}, WITHOUT_FRIEND
    for district, officers in staff.officers.items():
        places = iter([(officer, place) for officer in officers for place in (1, 2)])
        for family in (one for one in families if one.district == district):
            seat = next(places, None)
            # เขาสวนกวาง is known to be fully paired: 39 officers, 72 households.
            spared = district == "4019" or (seat and seat[0].username in OURS)
            if seat is None or (waiting and not spared and rng.random() < 0.03):
                waiting -= seat is not None
                continue
            pairings[family.household.id] = Pairing(
                officer=seat[0],
                household=family.household,
                place=seat[1],
                order_number="3091/2562",
                started_on=family.enrolment.entered_on + days(rng.randint(3, 25)),
            )
    return pairings


def _end_some(rng, families, pairings, today):
    """Cases that left the register, and those that rose over the line and are watched for a year."""
    free = [
        one for one in families
        if getattr(getattr(pairings.get(one.household.id), "officer", None), "username", "") not in OURS
    ]  # fmt: skip
    for family, reason in zip(rng.sample(free, len(STRUCK_OFF)), STRUCK_OFF, strict=True):
        ended_on = today - days(rng.randint(10, 240))
        family.enrolment.ended_on, family.enrolment.end_reason = ended_on, reason
        if pairing := pairings.get(family.household.id):
            pairing.ended_on, pairing.end_reason = ended_on, "สิ้นสุดการดูแล"
    for family in free:
        rose = family.now and not family.now.below_line and not family.enrolment.ended_on
        if rose and family.track == Track.DEVELOPABLE and rng.random() < 0.75:
            family.enrolment.watch_from = today - days(rng.randint(1, 150))


def _walk(rng, families, today):
    rows = []
    for family in families:
        enrolment = family.enrolment
        until = enrolment.ended_on or today
        furthest = 4 if enrolment.watch_from else rng.choices([1, 2, 3, 4], [8, 22, 38, 32])[0]
        start, number = enrolment.entered_on, 1
        while True:
            next_start = start + days(rng.randint(14, 80))
            if number == 4 and enrolment.watch_from:
                next_start = until
            last = number == furthest or next_start >= until
            if last and enrolment.watch_from and number < 4:
                next_start, last = min(enrolment.watch_from, next_start), False
            rows.append(
                Step(
                    enrolment=enrolment,
                    number=number,
                    started_on=start,
                    ended_on=enrolment.ended_on if last else next_start,
                    reason="" if number == 1 else "ครบเงื่อนไขของขั้นก่อนหน้า",
                )
            )
            if last:
                break
            start, number = next_start, min(number + 1, 4)
    Step.objects.bulk_create(rows)


def _visit(rng, families, pairings, today):
    rows = []
    silent = {pairing.officer_id for pairing in pairings.values() if rng.random() < SILENT}
    for family in families:
        pairing = pairings.get(family.household.id)
        if pairing:
            rows += _visits_of(rng, family, pairing, pairing.officer_id in silent, today)
    Visit.objects.bulk_create(rows, batch_size=500)


def _visits_of(rng, family, pairing, silent, today):
    rhythm = 30 if family.track == Track.DEVELOPABLE else 60
    until = min(pairing.ended_on or today, today - days(70) if silent else today)
    income = family.before.income_total // 12
    on, rows = pairing.started_on + days(rng.randint(2, 20)), []
    while on < until:
        kind = rng.choices([VisitKind.VISIT, VisitKind.ATTEMPT, VisitKind.CONTACT], [86, 9, 5])[0]
        at = timezone.make_aware(
            datetime.datetime.combine(on, datetime.time(rng.randint(9, 17), rng.randint(0, 59)))
        )
        income = int(income * rng.uniform(0.97, 1.08))
        rows.append(
            Visit(
                key=uuid.UUID(int=rng.getrandbits(128), version=4),
                household=family.household,
                officer_id=pairing.officer_id,
                kind=kind,
                visited_on=on,
                counted=kind == VisitKind.VISIT,
                met=rng.choice(words.MET) if kind == VisitKind.VISIT else "",
                done=rng.choice(words.DONE) if kind != VisitKind.ATTEMPT else "ไม่พบใครอยู่บ้าน ฝากเพื่อนบ้านบอกไว้",
                changed=rng.choice(words.CHANGED),
                income_month=income // 100 * 100 if kind == VisitKind.VISIT and rng.random() < 0.6 else None,
                next_on=on + days(rhythm) if rng.random() < 0.7 else None,
                captured_at=at,
                received_at=at,
                received_on=on,
            )
        )
        on += days(int(rhythm * rng.triangular(0.6, 1.5, 0.95)))
    return rows


def _ask(rng, families, pairings, staff, today):
    committees = {committee.number: committee for committee in Committee.objects.filter(kind="sub")}
    needs = {need.code: need for need in Need.objects.filter(code__in=words.ASKED)}
    referrals, answers, supports = [], [], []
    for family in families:
        pairing = pairings.get(family.household.id)
        if not pairing or rng.random() > 0.36:
            continue
        need = needs[rng.choice(sorted(needs))]
        committee = committees[need.committee_number]
        asked_on = pairing.started_on + days(rng.randint(10, 330))
        if asked_on >= today:
            continue
        path = ANSWER_PATH[: rng.choices([1, 2, 3, 4, 5], [8, 10, 14, 10, 58])[0]]
        if rng.random() < 0.06:
            path = ["sent", "acknowledged", "declined"]
        moments = [min(asked_on + days(9 * turn), today) for turn in range(len(path))]
        referral = Referral(
            id=uuid.UUID(int=rng.getrandbits(128), version=4),
            household=family.household,
            committee=committee,
            need=need,
            text=words.ASKED[need.code],
            state=path[-1],
            asked_by_id=pairing.officer_id,
            asked_on=asked_on,
            state_since=moments[-1],
        )
        referrals.append(referral)
        answers += [
            ReferralAnswer(
                referral=referral,
                state=state,
                text="ไม่เข้าเกณฑ์ของกองทุน แนะนำคณะอื่น" if state == "declined" else "",
            )
            for state in path[1:]
        ]
        if "delivered" in path:
            supports.append(
                Support(
                    household=family.household,
                    committee=committee,
                    referral=referral,
                    what=rng.choice(words.GIVEN[committee.number]),
                    items=rng.randint(1, 12),
                    baht=rng.randint(3, 160) * 100,
                    source=rng.choice(["state", "local", "private", "charity", "community"]),
                    delivered_on=moments[3],
                )
            )
    Referral.objects.bulk_create(referrals)
    ReferralAnswer.objects.bulk_create(answers)
    Support.objects.bulk_create(supports)


def _obstruct(rng, staff, today):
    rows = []
    for district, chief in staff.chiefs.items():
        if rng.random() < 0.6:
            kind, text, proposal = rng.choice(words.OBSTACLES)
            rows.append(
                Obstacle(
                    district_id=district,
                    kind=kind,
                    text=text,
                    proposal=proposal,
                    raised_by=chief,
                    raised_on=today - days(rng.randint(0, 75)),
                )
            )
    Obstacle.objects.bulk_create(rows)
