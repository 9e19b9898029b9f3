"""Life plans of the practice province: goals out of failed indicators and wishes, work, promises, account books, abilities."""

import datetime
import random
import uuid

from django.utils import timezone

from committees.models import Referral, Support
from households.actions.goals import months_after
from households.books import last_months
from households.compass import direction_of
from households.models import (
    Ability,
    AccountMonth,
    Activity,
    Goal,
    Indicator,
    LifePlan,
    NoGoal,
    Promise,
    Step,
    Track,
)
from officers.models import Pairing

OURS = ["somchai", "malee"]
WISHES = [
    "อยากให้หลานได้เรียนจนจบ และมีเงินเก็บไว้ยามเจ็บป่วย",
    "อยากมีรายได้ที่บ้าน ไม่ต้องไปรับจ้างไกล",
    "อยากอยู่บ้านอย่างปลอดภัย มีคนแวะมาดู",
    "อยากปลดหนี้นอกระบบให้หมดภายในปีนี้",
]
STRENGTHS = [
    "มีที่หลังบ้าน 1 งาน น้ำบ่อใช้ได้ตลอดปี",
    "ทอผ้าเป็น มีกี่อยู่ที่บ้าน",
    "ลูกสาวทำงานในเมือง ส่งเงินทุกเดือน",
    "เพื่อนบ้านช่วยกันดี",
]
# (title, direction, need, months, measure, unit, baseline, target, [(what, who does it, agency)])
EARNING = [
    ("ขายไข่ไก่ได้ทุกสัปดาห์", "income", "occupation", 6, "รายได้จากไข่ต่อเดือน", "บาท", 0, 2_000,
     [("ทำคอกไก่หลังบ้าน", "alone", ""), ("เรียนเลี้ยงไก่กับคู่เสี่ยว", "together", "คู่เสี่ยวและเพื่อนบ้าน"),
      ("มอบพันธุ์ไก่ไข่ 20 ตัว", "agency", "สำนักงานปศุสัตว์อำเภอ")]),
    ("มีเงินออมทุกเดือน", "income", "capital", 12, "เงินออมคงเหลือ", "บาท", 0, 3_000,
     [("จดบัญชีครัวเรือนทุกวัน", "alone", ""), ("สมัครกลุ่มออมทรัพย์หมู่บ้าน", "together", "ผู้ใหญ่บ้าน")]),
    ("ปลดหนี้นอกระบบ", "income", "debt", 12, "หนี้นอกระบบคงค้าง", "บาท", 15_000, 0,
     [("คุยกับเจ้าหนี้เรื่องผ่อน", "together", "คู่เสี่ยว"), ("ปรึกษาย้ายหนี้เข้าระบบ", "agency", "ธ.ก.ส. สาขาอำเภอ")]),
]  # fmt: skip
CARED_FOR = [
    ("ได้รับสิทธิสวัสดิการครบ", "public_service", "rights", 3, "ตรวจสิทธิครบทุกคนและได้รับแล้ว", "", 0, 1,
     [("รวบรวมบัตรและเอกสาร", "together", "คู่เสี่ยว"), ("ตรวจและยื่นสิทธิ", "agency", "สำนักงาน พมจ.")]),
    ("มีผู้ดูแลประจำ รู้ชื่อ ติดต่อได้", "health", "care", 3, "มีชื่อผู้ดูแลและผู้ดูแลรับปากแล้ว", "", 0, 1,
     [("คุยกับลูกหลานและ อสม.", "together", "อสม. ประจำบ้าน")]),
    ("บ้านอยู่ได้อย่างปลอดภัย", "living", "housing", 6, "หลังคา พื้น ห้องน้ำ และไฟฟ้าไม่เป็นอันตราย", "", 0, 1,
     [("สำรวจจุดที่ชำรุด", "together", "ช่างของ อบต."), ("ซ่อมหลังคาและห้องน้ำ", "agency", "องค์การบริหารส่วนตำบล")]),
]  # fmt: skip
REASONS = ["mended", "wrong", "not_now", "beyond"]
PROMISES = [
    ("officer", "", "พาไปขึ้นทะเบียนเกษตรกรที่อำเภอ"),
    ("agency", "องค์การบริหารส่วนตำบล", "ส่งช่างมาดูหลังคา"),
    ("family", "", "จดรายรับรายจ่ายทุกวัน"),
    ("committee", "คณะอาชีพและรายได้", "จัดหาพันธุ์ไก่ไข่"),
]
NOT_DONE = ["น้ำไม่พอในหน้าแล้ง รอฝน", "ช่างติดงานอื่น เลื่อนไปเดือนหน้า"]
TRADES = ["farming", "livestock", "craft", "food", "selling", "building"]


class Made:
    """Rows of every table, saved together at the end."""

    TABLES = (LifePlan, Goal, NoGoal, Activity, Promise, AccountMonth, Ability)

    def __init__(self, seed, today):
        self.rng, self.today = random.Random(f"compass {seed} {today}"), today  # noqa: S311 - play
        self.rows = {table: [] for table in self.TABLES}
        self.goals_of = {}

    def add(self, row):
        self.rows[type(row)].append(row)
        return row

    def key(self):
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def save(self):
        for table, rows in self.rows.items():
            table.objects.bulk_create(rows, batch_size=500)


def days(number):
    return datetime.timedelta(days=number)


def draw(seed, families, staff, *, today):
    """From step 2 on a family has a plan; the two officers who sign in for practice have one at each house."""
    made = Made(seed, today)
    steps = dict(
        Step.objects.open().filter(enrolment__ended_on=None).values_list("enrolment__household", "number")
    )
    friends = {row.household_id: row for row in Pairing.objects.active().select_related("officer")}
    indicators = {}
    for row in Indicator.objects.all():
        indicators.setdefault(row.indicator_set_id, {})[row.number] = row
    for family in families:
        friend = friends.get(family.household.id)
        if friend is None or family.enrolment.ended_on:
            continue
        ours, step = friend.officer.username in OURS, steps.get(family.household.id, 1)
        if ours or (step >= 2 and made.rng.random() < 0.8):
            chief = staff.chiefs[family.district]
            _plan(made, family, friend.officer, chief, 3 if ours and friend.place == 1 else step, indicators)
    made.save()
    _hang_help(made)


def _plan(made, family, friend, chief, step, indicators):
    rng, survey = made.rng, family.now or family.before
    begun = max(family.enrolment.entered_on + days(20), made.today - days(rng.randint(30, 200)))
    state = "approved" if step >= 3 else rng.choice(["draft", "signed"])
    plan = LifePlan(
        id=made.key(), household=family.household, enrolment=family.enrolment, begun_on=begun, begun_by=friend,
        round_id=survey.round_id, wish=rng.choice(WISHES), strengths=rng.choice(STRENGTHS), state=state,
    )  # fmt: skip
    if state != "draft":
        plan.signed_way, plan.signed_name = "screen", family.household.head_name
        plan.signed_by = plan.entered_by = friend
        plan.signed_on = min(begun + days(7), made.today)
    if state == "approved":
        plan.approved_by = chief
        plan.approved_at = timezone.make_aware(
            datetime.datetime.combine(plan.signed_on, datetime.time(15, 30))
        )
    made.add(plan)
    _answer_the_survey(made, plan, survey, indicators.get(survey.round.indicator_set_id, {}), friend)
    offers = CARED_FOR if family.track == Track.WELFARE else EARNING
    for rank, told in enumerate(offers, start=1):
        _goal(made, plan, rank, told)
    _promise(made, plan, friend)
    _account(made, family)
    member = next((one for one in family.members if one.left_on is None), None)
    if member:
        made.add(Ability(member=member, trade=rng.choice(TRADES), told_on=begun, told_to=friend))


def _answer_the_survey(made, plan, survey, indicators, friend):
    """One failed indicator becomes a goal, the others have a reason; of a draft some are still open."""
    failed = [
        number
        for number, letter in enumerate(survey.results, start=1)
        if letter == "F" and number in indicators
    ]
    for place, number in enumerate(failed):
        row = indicators[number]
        if place == 0:
            told = (
                row.text_th[:200],
                direction_of(row),
                None,
                6,
                "ข้อ จปฐ. นี้ผ่าน",
                "",
                0,
                1,
                [("คุยกับครอบครัวว่าเริ่มจากอะไร", "together", "คู่เสี่ยว")],
            )
            _goal(made, plan, None, told, row)
        elif plan.state != "draft" or made.rng.random() < 0.5:
            because = made.rng.choice(REASONS)
            made.add(NoGoal(plan=plan, indicator=row, because=because, said_by=friend, said_on=plan.begun_on))  # fmt: skip


def _goal(made, plan, rank, told, indicator=None):
    title, direction, need, months, measure, unit, baseline, target, works = told
    way = made.rng.choice([0, 0.3, 0.6, 1]) if plan.state == "approved" else 0
    now = round(baseline + way * (target - baseline)) if unit else int(way == 1)
    goal = Goal(
        id=made.key(), thread=made.key(), plan=plan, indicator=indicator, need_id=need, dimension=direction, title=title,
        horizon=months, due_on=months_after(plan.begun_on, months), measure=measure, unit=unit, baseline=baseline,
        target=target, now=now, measured_on=plan.begun_on, rank=rank,
    )  # fmt: skip
    made.add(goal)
    if need:
        made.goals_of.setdefault(plan.household_id, {})[need] = goal
    for order, (what, doer, agency) in enumerate(works):
        due = plan.begun_on + days(30 * (order + 1))
        work = Activity(goal=goal, what=what, doer=doer, agency=agency, due_on=due)
        if plan.state == "approved" and due < made.today:
            work.state = made.rng.choices(["done", "planned", "refused"], [75, 15, 10])[0]
            if work.state != "planned":
                work.state_on, work.state_by = due, plan.signed_by
                work.because = made.rng.choice(NOT_DONE) if work.state == "refused" else ""
        made.add(work)


def _promise(made, plan, friend):
    for promiser, who, what in made.rng.sample(PROMISES, 2):
        due = made.today + days(made.rng.randint(-20, 30))
        given = min(due, made.today) - days(14)
        row = Promise(
            household=plan.household, promiser=promiser, who=who, what=what, promised_on=given, due_on=due, recorded_by=friend
        )  # fmt: skip
        if due < made.today and made.rng.random() < 0.7:
            row.state, row.state_on, row.state_by = "kept", due, friend
        made.add(row)


def _account(made, family):
    income = family.before.income_total // 12 // 100 * 100
    for back, month in enumerate(last_months(made.today, 4)):
        totals = {
            "income": income + back * -100, "spending": max(income - 300 + 150 * back, 0), "debt": 12_000 + 400 * back,
            "saving": max(900 - 250 * back, 0),
        }  # fmt: skip
        for kind, baht in totals.items():
            made.add(AccountMonth(household=family.household, month=month, kind=kind, baht=max(baht, 0)))


def _hang_help(made):
    """A request for what a goal of the plan wants belongs to that goal, and so does the help that came of it."""
    asked = Referral.objects.filter(household__in=list(made.goals_of))
    given = Support.objects.filter(referral__in=asked).select_related("referral")
    for model, rows in (
        (Referral, [(row, row) for row in asked]),
        (Support, [(row, row.referral) for row in given]),
    ):
        for row, request in rows:
            row.goal = made.goals_of[request.household_id].get(request.need_id)
        model.objects.bulk_update([row for row, _request in rows if row.goal], ["goal"], batch_size=300)
