"""Step 1 as people filled it in, the ladders, what friends ask for, and whom they put forward. All invented; of a chance of its
own, so that the rest of the province stays as it was."""

import datetime
import random

from django.db.models import Min
from django.utils import timezone

from households.bmn import failed_numbers
from households.models import (
    Certification,
    Nomination,
    NominationAnswer,
    Outcome,
    RankedNeed,
    Step,
    StepRequest,
    Strength,
    Subdistrict,
    Urgency,
    Verdict,
    Verification,
    VerifiedFact,
)
from kusiao.practice import words
from officers.models import Pairing, Visit

CHECKED, CERTIFIED, JUDGED, ASKED = 0.85, 0.92, 0.7, 0.05
FACTS = ("members", "income", "expenses", "debt")
SEEN = {
    "members": ("ลูกชายไปทำงานกรุงเทพฯ ไม่ได้อยู่ที่บ้านแล้ว", "คำบอกของคนในบ้านและผู้ใหญ่บ้าน"),
    "income": ("รายได้จริงต่ำกว่าที่สำรวจ ปีนี้นาแล้ง", "สมุดบันทึกของครัวเรือน"),
    "expenses": ("จ่ายค่ารถไปโรงพยาบาลทุกเดือน", "ใบเสร็จที่เก็บไว้"),
    "debt": ("มีหนี้นอกระบบที่ไม่ได้บอกผู้สำรวจ", "คำบอกของหัวหน้าครัวเรือน"),
}
FAILED = ("เห็นจริงว่ายังไม่ผ่าน", "ไปดูที่บ้าน")
CAUSES = {
    "land": ["ไม่มีที่นาของตนเอง เช่าเขาทำปีต่อปี", "ขายที่นาใช้หนี้ไปเมื่อสามปีก่อน", "ที่ดินน้ำท่วมทุกปี"],
    "occupation": ["รับจ้างรายวัน งานไม่แน่นอน", "ว่างงานหลังฤดูเก็บเกี่ยว"],
    "debt": ["หนี้นอกระบบดอกเบี้ยสูง", "กู้ซื้อปุ๋ยแล้วผลผลิตไม่ได้ราคา"],
    "water": ["บ่อน้ำแห้งในหน้าแล้ง"],
    "skills": ["ไม่เคยฝึกอาชีพอื่นนอกจากทำนา"],
    "housing": ["หลังคารั่ว ฝาบ้านผุ"],
}
HAVE = {
    "skills": ["ทอผ้าไหมได้", "สานกระติบข้าว", "ซ่อมเครื่องยนต์เล็กได้"],
    "tools": ["จักรเย็บผ้าหนึ่งหลัง", "ไก่บ้านสิบตัว", "รถไถเดินตาม"],
    "savings": ["เป็นสมาชิกกองทุนหมู่บ้าน", "ออมกับกลุ่มสัจจะเดือนละ 50 บาท"],
    "people": ["ลูกสาวกลับมาช่วยงานได้", "เพื่อนบ้านช่วยกันดูแล"],
}
LADDER = {
    Outcome: [("surviving", "มีกินวันต่อวัน ยังไม่มีเงินเหลือ"), ("sufficient", "รายได้พอรายจ่าย เริ่มมีเงินออม"), ("sustained", "มีอาชีพมั่นคงและมีเงินออม")],
    Urgency: [("red", "ขาดอาหารปลายเดือน ต้องช่วยทันที"), ("amber", "รายได้ไม่แน่นอน ดูใกล้ชิด"), ("green", "ดูแลตามรอบปกติ")],
}  # fmt: skip
WHY = [
    "ย้ายกลับจากกรุงเทพฯ หลังวันสำรวจ ไม่มีรายได้ อยู่กับหลานสองคน",
    "บ้านอยู่ท้ายทุ่ง ผู้สำรวจไปแล้วไม่พบคน ไม่มีไฟฟ้าใช้",
    "ทะเบียนบ้านรวมกับญาติ แต่แยกครัวมานานแล้ว รายได้ไม่พอกิน",
]
READY = "ตรวจสภาพจริงและทำแผนกับครอบครัวแล้ว ขอเริ่มงานช่วยเหลือ"


def live(families, staff, *, today):
    rng = random.Random("targets")  # noqa: S311 - play, not secrets
    friends = {
        one.household_id: one.officer
        for one in Pairing.objects.filter(ended_on=None).select_related("officer")
    }
    seen = dict(Visit.objects.counted().order_by().values_list("household").annotate(first=Min("visited_on")))
    here = [one for one in families if not one.enrolment.ended_on and one.household.pk in friends]
    _check(rng, [one for one in here if one.household.pk in seen and rng.random() < CHECKED], friends, seen)
    _judge(rng, here, friends, today)
    _ask(rng, here, friends, today)
    _put_forward(rng, staff, today)


def _at(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10, 15)))


def _check(rng, families, friends, seen):
    made = Verification.objects.bulk_create(
        Verification(
            enrolment=one.enrolment, survey=one.now or one.before, visited_on=seen[one.household.pk],
            made_by=friends[one.household.pk], made_at=_at(seen[one.household.pk]),
        )
        for one in families
    )  # fmt: skip
    VerifiedFact.objects.bulk_create(fact for one in made for fact in _facts(rng, one))
    RankedNeed.objects.bulk_create(need for one in made for need in _needs(rng, one))
    Strength.objects.bulk_create(
        Strength(verification=one, kind=kind, words=rng.choice(HAVE[kind]))
        for one in made
        for kind in rng.sample(sorted(HAVE), rng.randint(1, 3))
    )
    Certification.objects.bulk_create(_forum(rng, one) for one in made if rng.random() < CERTIFIED)


def _facts(rng, verification):
    for code in FACTS:
        differs = rng.random() < 0.15
        what, evidence = SEEN[code] if differs else ("", "")
        verdict = Verdict.DIFFERS if differs else Verdict.AGREES
        yield VerifiedFact(
            verification=verification, code=code, verdict=verdict, seen=what, evidence=evidence
        )
    for number in failed_numbers(verification.survey.results):
        what, evidence = FAILED
        yield VerifiedFact(
            verification=verification, code=f"i{number}", verdict=Verdict.AGREES, seen=what, evidence=evidence
        )


def _needs(rng, verification):
    """No farm land is what the one-year review found most."""
    others = rng.sample([code for code in CAUSES if code != "land"], rng.randint(1, 2))
    for rank, code in enumerate((["land"] if rng.random() < 0.6 else []) + others, start=1):
        yield RankedNeed(verification=verification, rank=rank, need_id=code, cause=rng.choice(CAUSES[code]))


def _forum(rng, verification):
    held_on = verification.visited_on
    return Certification(
        enrolment=verification.enrolment, held_on=held_on, place=rng.choice(["ศาลากลางบ้าน", "วัดประจำหมู่บ้าน"]),
        presided_by=f"ผู้ใหญ่บ้าน{words.man(rng)} {words.surname(rng)}", attended=rng.randint(25, 90), result="certified",
        paper_number=f"{rng.randint(1, 60)}/{held_on.year + 543}", made_by=verification.made_by, made_at=_at(held_on),
    )  # fmt: skip


def _judge(rng, families, friends, today):
    for model, levels in LADDER.items():
        rows = []
        for one in families:
            if rng.random() < JUDGED:
                level, reason = rng.choices(levels, [5, 4, 1] if model is Outcome else [1, 4, 6])[0]
                on = max(one.enrolment.entered_on, today - datetime.timedelta(days=rng.randint(5, 200)))
                friend = friends[one.household.pk]
                told = {"level": level, "reason": reason, "started_on": on, "decided_by": friend}
                rows.append(model(household=one.household, **told))
        model.objects.bulk_create(rows)


def _ask(rng, families, friends, today):
    """Some friends ask to go on and wait for the coordinator."""
    numbers = dict(Step.objects.open().values_list("enrolment", "number"))
    rows = []
    for one in families:
        number = numbers.get(one.enrolment.pk)
        if number in (2, 3) and rng.random() < ASKED:
            at = _at(today - datetime.timedelta(days=rng.randint(1, 12)))
            asked = {"reason": READY, "asked_by": friends[one.household.pk], "asked_at": at}
            rows.append(StepRequest(enrolment=one.enrolment, number=number + 1, **asked))
    StepRequest.objects.bulk_create(rows)


def _put_forward(rng, staff, today):
    places = {}
    for place in Subdistrict.objects.order_by("code"):
        places.setdefault(place.district_id, []).append(place)
    rows = []
    for district, officers in staff.officers.items():
        for turn in range(rng.randint(1, 2)):
            on = _at(today - datetime.timedelta(days=rng.randint(1, 30)))
            row = Nomination(
                title="นาง", first_name=words.woman(rng), last_name=words.surname(rng),
                subdistrict=rng.choice(places[district]), moo=rng.randint(1, 12), house_number=str(rng.randint(1, 240)),
                why=rng.choice(WHY), nominated_by=rng.choice(officers), nominated_at=on,
            )  # fmt: skip
            if turn:
                row.answer, row.words = NominationAnswer.DECLINED, "อยู่ในทะเบียนของหมู่บ้านเดิมแล้ว"
                row.answered_by, row.answered_at = staff.chiefs[district], on + datetime.timedelta(days=1)
            rows.append(row)
    Nomination.objects.bulk_create(rows)
