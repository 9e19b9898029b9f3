"""make.household(), make.visit() …: rows for tests, plausible unless the test says otherwise, no personal data of anyone."""

import datetime
import itertools

from django.apps import apps
from django.utils import timezone

from kusiao.fields import blind_index
from kusiao.thai import now, split_name, today


def model(name):
    return apps.get_model(name)


def valid_national_id(number):
    """A 13-digit id with a right check digit, from any number below 10**11; invented, first digit 1."""
    body = f"1{number:011d}"
    total = sum((13 - place) * int(digit) for place, digit in enumerate(body))
    return body + str((11 - total % 11) % 10)


def days_ago(days):
    return today() - datetime.timedelta(days=days)


class Make:
    """Counts from one for each test, so that no test's rows depend on the tests before it."""

    def __init__(self):
        self._serial = itertools.count(1)

    def officer(self, username=None, *, role=None, district=None, since=None, password=None, **fields):
        username = username or f"officer{next(self._serial)}"
        fields.setdefault("first_name", "ทดสอบ")
        fields.setdefault("last_name", f"คนที่{next(self._serial)}")
        person = model("officers.Officer").objects.create_user(username, password, **fields)
        if role:
            self.posting(person, role, district=district, started_on=since)
        return person

    def posting(self, person, role, *, district=None, started_on=None, ended_on=None):
        return model("officers.Posting").objects.create(
            officer=person,
            role=role,
            district_id=district,
            started_on=started_on or days_ago(400),
            ended_on=ended_on,
        )

    def seat(self, person, *, committee, kind="secretary"):
        """Sits `person` in the seat of that kind in sub-committee number `committee`."""
        seat = model("committees.Seat").objects.get(committee__number=committee, kind=kind, ended_on=None)
        seat.officer = person
        seat.save()
        return seat

    def committee(self, number):
        return model("committees.Committee").objects.get(number=number)

    def village(self, district="4005", moo=None):
        subdistrict = model("households.Subdistrict").objects.filter(district_id=district).first()
        village, _ = model("households.Village").objects.get_or_create(
            subdistrict=subdistrict, moo=moo or 1, defaults={"name": "บ้านทดสอบ"}
        )
        return village

    def household(self, *, head=None, district="4005", moo=None, national_id=None, **fields):
        serial = next(self._serial)
        head = head or f"นางสาวทดสอบ คนที่{serial}"
        title, first_name, last_name = split_name(head)
        fields.setdefault("house_number", f"{serial}/1")
        household = model("households.Household").objects.create(
            village=fields.pop("village", None) or self.village(district, moo), head_name=head, **fields
        )
        national_id = valid_national_id(serial) if national_id is None else national_id
        self.member(
            household,
            title=title,
            first_name=first_name,
            last_name=last_name,
            is_head=True,
            national_id=national_id,
        )
        return household

    def member(self, household, *, national_id="", **fields):
        fields.setdefault("first_name", f"สมาชิก{next(self._serial)}")
        return model("households.Member").objects.create(
            household=household,
            national_id=national_id,
            national_id_index=blind_index(national_id) if national_id else "",
            **fields,
        )

    def round(self, year=2562):
        sets = model("households.IndicatorSet").objects
        line = model("households.IncomeLine").objects.get(first_year__lte=year, last_year__gte=year)
        round_, _ = model("households.SurveyRound").objects.get_or_create(
            year=year,
            defaults={
                "indicator_set": sets.get(first_year__lte=year, last_year__gte=year),
                "line_baht": line.baht,
            },
        )
        return round_

    def survey(self, household, *, year=2562, income_total=60_000, members=3, results=None, **fields):
        round_ = self.round(year)
        average = None if income_total is None else income_total // members
        count = round_.indicator_set.indicators.count()
        return model("households.Survey").objects.create(
            household=household,
            round=round_,
            members_count=members,
            income_total=income_total,
            income_per_person_year=average,
            line_baht=round_.line_baht,
            below_line=None if average is None else average < round_.line_baht,
            results=results or "P" * count,
            **fields,
        )

    def remeasurement(self, household, *, measured_on=None, income_main=60_000, members=3, by=None, **fields):
        """Measured again in step 4; sources that are not given are nothing."""
        from households.incomes import line_of
        from households.models.remeasurement import SOURCES, outweighed_by

        measured_on = measured_on or today()
        row = model("households.Remeasurement")(
            household=household, measured_on=measured_on, members_count=members, outweighs=outweighed_by(measured_on),
            line_baht=line_of(measured_on.year + 543), measured_by=by, told_by=fields.pop("told_by", "ยายบัว"),
            **dict.fromkeys(SOURCES, 0) | {"income_main": income_main} | fields,
        )  # fmt: skip
        row.work_out()
        row.save()
        return row

    def exit_review(self, enrolment, *, by, goal="exit", signed=True, answer="yes", **fields):
        """A checklist with every item answered, signed by the household and `by`; the income as it stands."""
        from households.incomes import income_now_of

        now_ = income_now_of(enrolment.household)
        survey = now_ if hasattr(now_, "round_id") else None
        told = {"signed_on": today(), "signed_by": by, "household_signer": "ยายบัว"} if signed else {}
        review = model("households.ExitReview").objects.create(
            enrolment=enrolment, goal=goal, created_by=by, survey=survey, remeasurement=None if survey else now_,
            income_per_person_year=now_ and now_.income_per_person_year, line_baht=now_ and now_.line_baht,
            **told | fields,
        )  # fmt: skip
        for item in model("households.ExitItem").objects.in_force(goal):
            review.answers.create(item=item, answer=answer, evidence="ตรวจที่บ้านแล้ว")
        return review

    def relapse_card(self, enrolment, *, code="silent", key=None, since=None, words="", **fields):
        """An open card with one fact that fires."""
        rule = model("households.RelapseRule").objects.filter(code=code).first()
        fields = {"opened_on": today(), "due_on": today()} | fields
        card = model("households.RelapseCard").objects.create(enrolment=enrolment, **fields)
        card.facts.create(
            rule=rule, key=key or f"{code}:x", since=since or today(), words=words, seen_on=card.opened_on
        )
        return card

    def enrolment(self, household, *, entered_on=None, survey=None, track="developable", step=1, **fields):
        """An open enrolment with its class and its open step; track=None leaves the household unclassified."""
        entered_on = entered_on or days_ago(120)
        fields.setdefault("basis", "survey")
        enrolment = model("households.Enrolment").objects.create(
            household=household, entered_on=entered_on, survey=survey, **fields
        )
        if track:
            model("households.Classification").objects.create(
                household=household, track=track, started_on=entered_on, reason="ทดสอบ"
            )
        if step:
            model("households.Step").objects.create(enrolment=enrolment, number=step, started_on=entered_on)
        return enrolment

    def verification(self, household, officer, *, verdict="agrees", codes=("members", "income"), **fields):
        """Of the open enrolment, every fact with the same verdict."""
        fields.setdefault("visited_on", today())
        made = (
            household.enrolments.open().get().verifications.create(made_by=officer, made_at=now(), **fields)
        )
        for code in codes:
            made.facts.create(code=code, verdict=verdict)
        return made

    def certification(self, household, officer, **fields):
        told = {"held_on": today(), "place": "ศาลากลางบ้าน", "presided_by": "ผู้ใหญ่บ้าน", "attended": 40}
        told |= {"result": "certified", "paper_number": "1/2569", "made_by": officer, "made_at": now()}
        return household.enrolments.open().get().certifications.create(**told | fields)

    def pairing(self, officer, household, *, place=None, started_on=None, **fields):
        taken = (
            model("officers.Pairing")
            .objects.filter(officer=officer, ended_on=None)
            .values_list("place", flat=True)
        )
        place = place or min({1, 2} - set(taken))
        return model("officers.Pairing").objects.create(
            officer=officer,
            household=household,
            place=place,
            started_on=started_on or days_ago(100),
            **fields,
        )

    def visit(
        self, household, officer, *, visited_on=None, kind="visit", counted=None, received_at=None, **fields
    ):
        visited_on = visited_on or today()
        if received_at is None:
            noon = timezone.make_aware(datetime.datetime.combine(visited_on, datetime.time(12)))
            received_at = now() if visited_on == today() else noon
        fields.setdefault("captured_at", received_at)
        fields.setdefault("done", "พูดคุยและติดตามอาชีพ")
        return model("officers.Visit").objects.create(
            household=household,
            officer=officer,
            kind=kind,
            visited_on=visited_on,
            counted=(kind == "visit") if counted is None else counted,
            received_at=received_at,
            received_on=timezone.localdate(received_at),
            **fields,
        )

    def referral(self, household, *, committee=1, need="occupation", state="sent", by=None, **fields):
        fields.setdefault("text", "ขอพันธุ์ไก่ไข่และคอก")
        fields.setdefault("asked_on", today())
        fields.setdefault("state_since", today())
        return model("committees.Referral").objects.create(
            household=household,
            committee=self.committee(committee),
            need_id=need,
            state=state,
            asked_by=by,
            **fields,
        )

    def support(self, household, *, committee=1, baht=1_500, delivered_on=None, **fields):
        fields.setdefault("what", "พันธุ์ไก่ไข่")
        fields.setdefault("source", "state")
        return model("committees.Support").objects.create(
            household=household,
            committee=self.committee(committee),
            baht=baht,
            delivered_on=delivered_on or today(),
            **fields,
        )

    def plan(self, household, *, state="draft", signed_by=None, approved_by=None, begun_on=None, **fields):
        """Upon the household's open enrolment and its latest survey; signed by its friend where it is signed."""
        enrolment = household.enrolments.get(ended_on=None)
        survey = household.surveys.order_by("-round_id").first()
        begun_on = begun_on or days_ago(60)
        fields.setdefault("round_id", survey and survey.round_id)
        if state != "draft":
            friend = signed_by or household.pairings.get(ended_on=None).officer
            fields = {"signed_way": "screen", "signed_name": "บุญมี", "signed_by": friend, "entered_by": friend,
                      "signed_on": begun_on, **fields}  # fmt: skip
        if state == "approved":
            approved_by = approved_by or self.officer()
            fields = {"approved_by": approved_by, "approved_at": now(), **fields}
        return model("households.LifePlan").objects.create(
            household=household, enrolment=enrolment, state=state, begun_on=begun_on, **fields
        )

    def goal(self, plan, *, title="เลี้ยงไก่ไข่ให้มีรายได้", horizon=6, **fields):
        fields = {"dimension": "income", "measure": "รายได้ต่อเดือน", "unit": "บาท", "baseline": 1_000, "target": 3_000,
                  "now": 1_000, **fields}  # fmt: skip
        due_on = fields.pop("due_on", None) or plan.begun_on + datetime.timedelta(days=30 * horizon)
        return model("households.Goal").objects.create(
            plan=plan, title=title, horizon=horizon, due_on=due_on, measured_on=plan.begun_on, **fields
        )

    def activity(self, goal, *, what="ทำคอกไก่", doer="alone", **fields):
        fields.setdefault("due_on", days_ago(-20))
        return model("households.Activity").objects.create(goal=goal, what=what, doer=doer, **fields)

    def promise(self, household, *, what="พาไปขึ้นทะเบียน", promiser="officer", due_on=None, **fields):
        fields.setdefault("promised_on", days_ago(20))
        return model("households.Promise").objects.create(
            household=household, what=what, promiser=promiser, due_on=due_on or days_ago(-5), **fields
        )
