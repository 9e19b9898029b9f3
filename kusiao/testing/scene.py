"""The matrix's stage: three families with marks in every personal column, and everybody who may knock at their doors.

A  ชุมแพ (4005), somchai's, asked committee 1    A2  ชุมแพ, malee's, asked committee 2    B  another district, boon's, asked committee 3
"""

import datetime as dt
import uuid
from types import SimpleNamespace

from allauth.mfa.adapter import get_adapter
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from households.surveys.keeping import keep
from kusiao.testing.bodies import BODIES
from kusiao.testing.canaries import Cage
from kusiao.testing.cast import signed_in
from kusiao.testing.knocker import Knocker
from kusiao.testing.make import Make, days_ago
from kusiao.testing.plants import PLANTS
from kusiao.thai import period_of, today
from reports.actions import due, reports
from reports.figures.counting import count
from reports.papers import kept
from reports.papers.files import papers_of

HERE, THERE = "4005", "4012"
ACTORS = (
    "anonymous somchai malee unposted transferred disabled chief outsider chair other_chair "
    "pranee importer viewer auditor centre superuser lecturer"
).split()
CARERS = {"somchai": "A", "malee": "A2", "boon": "B"}
# Whose door it is when the actor knocks at "own", and at "other".
OWN = {"malee": "A2", "outsider": "B", "other_chair": "B"}
OTHER = {"outsider": "A", "other_chair": "A", "malee": "A"}


def model(name):
    return apps.get_model(name)


class Scene:
    """`papers`: the signed report has its bytes, which take a second to typeset."""

    TAKES = {
        **dict.fromkeys(("chief", "outsider", "pranee"), "households:list_export"),
        "chair": "committees:desk_export",
        "other_chair": "committees:desk_export",
        "viewer": "reports:dashboard_export",
    }

    def __init__(self, *, papers=False):
        self.make, self.cage, self.rows, self.exports = Make(), Cage(), [], {}
        self.people = self._people()
        self.cases = {
            "A": self.add_case("A", HERE, "somchai", committee=1),
            "A2": self.add_case("A2", HERE, "malee", committee=2),
            "B": self.add_case("B", THERE, "boon", committee=3),
        }
        # One family alone would be its district's mean and median.
        self.add_case("B", THERE, "boon", committee=3)
        self._past_of_transferred()
        self.survey_file = self._survey_file()
        self.annexes = {
            "chief": self._annex("chief", "A"), "outsider": self._annex("outsider", "B"), "pranee": self._annex("pranee", "A"),
        }  # fmt: skip
        self._obstacles()
        self._taken_along()
        month = period_of("month", today()).previous
        self.draft = self._report(month, "draft")
        self.signed = self._signed(self._report(month.previous, "signed"), papers)

    def plant(self, row, case):
        self.rows.append((row, case))
        return self.cage.plant(row, case)

    @property
    def planted(self):
        return {type(row) for row, _case in self.rows}

    # --- people ----------------------------------------------------------------------------------------------

    def _people(self):
        def officer(name, **fields):
            named = {"first_name": "สมปอง", "last_name": "มาดี", "password": "only-for-this-scene-1"}
            return self.make.officer(name, **named, **fields)

        people = {
            "somchai": officer("somchai", role="officer", district=HERE),
            "malee": officer("malee", role="officer", district=HERE),
            "boon": officer("boon", role="officer", district=THERE),
            "unposted": officer("unposted", role="officer", district=HERE),
            "transferred": officer("transferred", role="officer", district=HERE),
            "disabled": officer("disabled", role="district", district=HERE),
            "chief": officer("chief", role="district", district=HERE),
            "outsider": officer("outsider", role="district", district=THERE),
            "chair": officer("chair"),
            "other_chair": officer("other_chair"),
            "pranee": officer("pranee", role="province"),
            **{name: officer(name, role=name) for name in ("importer", "viewer", "auditor", "centre")},
            "lecturer": officer("lecturer"),
            "superuser": model("officers.Officer").objects.create_superuser(
                "superuser", "only-for-this-scene-1"
            ),
        }
        self.make.seat(people["chair"], committee=1)
        self.make.seat(people["other_chair"], committee=3)
        for name, case in CARERS.items():
            self.plant(people[name], case)
        return people

    def client(self, actor):
        """Signed in before the account was switched off; after the posting or the district was taken away, which ends a
        session (officers/tests/test_devices.py knocks with one that began before)."""
        client = Knocker()
        if actor == "anonymous":
            return client
        person = self.people[actor]
        if actor in ("unposted", "transferred"):
            self.take_away(person)
        signed_in(client, person)
        secret = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
        model("mfa.Authenticator").objects.filter(user=person).update(data={"secret": secret})
        if actor == "disabled":
            type(person).objects.filter(pk=person.pk).update(is_active=False)
        return client

    def take_away(self, person):
        person.postings.update(ended_on=days_ago(0))
        if person is self.people["transferred"]:
            self.make.posting(person, "officer", district=THERE, started_on=days_ago(0))

    # --- families ---------------------------------------------------------------------------------------------

    def add_case(self, name, district, carer, *, committee):
        make, officer = self.make, self.people[carer]
        household = self.plant(make.household(district=district), name)
        head = self.plant(household.members.get(), name)
        child = self.plant(make.member(household), name)
        survey = self.plant(self._survey(household), name)
        enrolment = make.enrolment(household, survey=survey)
        self.plant(self._survey(household, year=2563), name)
        self.plant(household.classifications.get(), name)
        self.plant(enrolment.steps.get(), name)
        pairing = self.plant(make.pairing(officer, household), name)
        visit = self.plant(make.visit(household, officer, visited_on=days_ago(9), income_month=1), name)
        answer_to_card = self.plant(self._dispute(household, officer), name)
        newcomer, _left_out = self._not_enrolled(district, name), self._not_enrolled(district, name, officer)
        referral = self.plant(make.referral(household, committee=committee, by=officer), name)
        answer = referral.answers.create(state="acknowledged", by=None)
        self.plant(answer, name)
        self.plant(make.support(household, committee=committee), name)
        ended = make.household(district=district)  # struck off, so that the note of an end is there to leak
        self.plant(self.plant(ended, name).members.get(), name)
        self.plant(
            make.enrolment(ended, step=None, track=None, ended_on=days_ago(3), end_reason="other"), name
        )
        likeness, merge = self._looks_like(household, ended, name)
        case = SimpleNamespace(
            name=name, household=household, member=head, child=child, officer=officer, district=district,
            pairing=pairing, visit=visit, referral=referral, survey=survey, committee=referral.committee,
            answer=answer_to_card, newcomer=newcomer, likeness=likeness, merge=merge, enrolment=enrolment, ended=ended,
        )  # fmt: skip
        for plant in PLANTS:
            plant(self, case)
        return case

    def _looks_like(self, household, ended, name):
        """The two look like one; one merge was undone again, and another file was merged into the family's."""
        gone = self.make.household(district=household.village.subdistrict.district_id, merged_into=household)
        self.plant(self.plant(gone, name).members.get(), name)
        merges = model("households.Merge").objects
        when = {"undone_at": timezone.now(), "undo_reason": "x"}
        self.plant(merges.create(kept=household, gone=ended, reason="x", **when), name)
        first, second = sorted((household, ended), key=lambda one: str(one.pk))
        told = {"facts": ["old"], "reason": "x", "decided_at": timezone.now() - dt.timedelta(days=9)}
        self.plant(model("households.NotSame").objects.create(first=first, second=second, **told), name)
        return model("households.Likeness").objects.create(
            first=first,
            second=second,
            strength=72,
            signs=[["renumbered", 1]],
            main_sign="renumbered",
            facts=["new"],
        ), merges.create(kept=household, gone=gone, reason="บ้านเดียวกัน")

    def _survey(self, household, year=2562):
        incomes = dict.fromkeys(("income_main", "income_second", "income_other", "income_own_produce"), 0)
        return self.make.survey(household, year=year, failing_persons={}, **incomes)

    def _not_enrolled(self, district, name, left_out_by=None):
        """Below the line in the later round; waiting for somebody to decide, or left out with a reason."""
        household = self.plant(self.make.household(district=district), name)
        self.plant(household.members.get(), name)
        self.make.survey(household, year=2563)
        if left_out_by:
            why = {"kind": "left_out", "reason": "x", "decided_by": left_out_by, "decided_at": timezone.now()}
            self.plant(household.round_decisions.create(round_id=2563, **why), name)
        return household

    def _dispute(self, household, officer):
        said = {"says": "disputed", "about": "income", "seen_on": days_ago(9)}
        return household.change_answers.create(
            before_id=2562, after_id=2563, words="x", answered_by=officer, answered_at=timezone.now(), **said
        )

    def _past_of_transferred(self):
        """He was this family's friend until somchai; what he wrote about them is theirs now."""
        case, person = self.cases["A"], self.people["transferred"]
        self.make.pairing(person, case.household, started_on=days_ago(300), ended_on=days_ago(100))
        self.old_visit = self.plant(
            self.make.visit(case.household, person, visited_on=days_ago(150), income_month=1), "A"
        )

    def _annex(self, sender, case):
        """It names a family of his own district, whose friend he sees."""
        code = self.cases[case].household.house_code
        digest, _size = keep([f"ชื่อ-สกุลข้าราชการ,ครัวเรือนที่ 1\nนายใหม่ มาดี,{code}\n".encode()])
        return model("officers.Annex").objects.create(
            name="บัญชีแนบท้าย.csv", digest=digest, uploaded_by=self.people[sender]
        )

    def _survey_file(self):
        digest, _size = keep(["อำเภอ,ชื่อ\nชุมแพ,นายบุญ\n".encode()])
        file = model("households.SurveyFile").objects.create(
            name="ผลสำรวจ.csv", digest=digest, size=1, year=2562, stage="checked",
            uploaded_by=self.people["importer"],
            counts={"rows_read": 3, "refused": 0, "skipped": 0, "households": {"changed": 3}},
        )  # fmt: skip
        for number, case in enumerate(self.cases.values(), start=5):
            row = {"file": file, "sheet": "ชุมแพ", "row": number}
            self.plant(file.findings.create(verdict="warn", code="income", column="รายได้", **row), case.name)
            self.plant(file.rows.create(outcome="changed", household=case.household, **row), case.name)
            self.plant(file.heads.create(order=number, sheet=f"แผ่น {number}", height=1), case.name)
            self.plant(file.unplaced.create(rows=1, cells=[["ชุมแพ", f"D{number}"]]), case.name)
            place = file.places.create(code=str(number), subdistrict_id="400501", decided_at=timezone.now())
            self.plant(place, case.name)
            self.plant(file.images.create(), case.name)
            suspect = file.suspects.create(
                household=case.household, signs=[["renumbered", 1]], sheet="ชุมแพ", row=number
            )
            self.plant(suspect, case.name)
            file.answers.create(
                household=case.household, sheet="ชุมแพ", row=number + 90, decided_at=timezone.now()
            )
            file.not_undone.create(household=case.household, reasons=["officers.Visit"])
        return file

    def _obstacles(self):
        """One raised by each of the two coordinators and one in each of the two committees."""
        create = model("committees.Obstacle").objects.create
        common = {"kind": "budget", "raised_on": days_ago(5)}
        for name, raised_by in (("A", "chief"), ("B", "outsider")):
            case = self.cases[name]
            row = create(district_id=case.district, raised_by=self.people[raised_by], **common)
            case.obstacle = self.plant(row, name)
            self.plant(create(committee=case.committee, raised_by=None, **common), name)
        self.cases["A2"].obstacle = self.cases["A"].obstacle

    # --- papers ----------------------------------------------------------------------------------------------

    def _report(self, month, name):
        figures = count(month, due.cut_off_of(month), due.previous_cut_off(month))
        report = reports.draft(
            period=month, edition=1, cut_off=due.cut_off_of(month), figures=figures, by=None
        )
        return self.plant(report, name)

    def _signed(self, report, papers):
        report.state, report.letter_number, report.letter_date = "signed", "ขก 0019/1234", today()
        fixed = papers_of(report) if papers else {"pdf_sha256": "0" * 64, "xlsx_sha256": "0" * 64}
        for name, digest in fixed.items():
            setattr(report, name, digest)
        if papers:
            report.signed_scan = kept.keep(b"%PDF-1.7\n%signed page\n")
        report.save()
        addressee = model("reports.Addressee").objects.create(
            name="ศูนย์", email="centre@example.org", kind="month"
        )
        self.delivery = report.deliveries.create(
            addressee=addressee, state="sent", message_id="<1@example.org>"
        )
        return report

    def _taken_along(self):
        """A list that a colleague of the other district took along."""
        row = model("exports.Export").objects.create(
            made_by=self.people["boon"], page="households:list", title="ทะเบียนครัวเรือน", count=1, form="csv",
            expires_at=timezone.now() + dt.timedelta(hours=1),
        )  # fmt: skip
        self.plant(row, "export of boon")

    # --- doors ------------------------------------------------------------------------------------------------

    def behind(self, actor, target):
        """The case whose door the actor knocks at; None for a door that leads nowhere."""
        if target == "missing":
            return None
        return self.cases[OWN.get(actor, "A") if target == "own" else OTHER.get(actor, "B")]

    def export(self, actor):
        """What this person took along from the list that is his, asked for at its page like everybody does."""
        if actor not in self.exports:
            person, client = self.people[actor], Knocker()
            signed_in(client, person)
            client.post(reverse(self.TAKES[actor]), BODIES["export"])
            self.exports[actor] = self.plant(person.exports.get(), f"export of {actor}")
        return self.exports[actor]

    def job(self, owner):
        return model("jobs.Job").objects.create(
            kind="report.send",
            key=str(uuid.uuid4()),
            owner_id=str(owner.pk),
            due_at=timezone.now() + dt.timedelta(days=9),
        )
