"""One case file read once, for the page that tells the family's story. What hangs on it from the rooms above comes
by the reverse relations: visits, pairings, referrals, supports."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch, Q, prefetch_related_objects

from households import bmn
from households.actions.confirming import is_coordinators_case
from households.actions.enrolments import watch_ends_on
from households.awaiting import SOON_DAYS
from households.books import months_of
from households.cards import Cards
from households.care import Care
from households.compass import Compass
from households.gates import missing_before
from households.models import PlanState, PromiseState, Split, Step, StepRequest, Went
from households.models.change import About, Settlement, last_day
from households.models.exit import ExitGoal
from households.papers.blanks import FORMS
from households.plan_paper import plain
from households.targeting import Targeting
from kusiao.thai import today

DOORS = {
    "edit": "households:edit",
    "national_id": "households:national_id",
    "people": "households:member_edit",
    "split": "households:split",
    "move": "households:step_move",
    "approve": "households:step_answer",
    "classify": "households:classify",
    "ladder": "households:ladder",
    "verify": "households:verify",
    "certify": "households:certify",
    "exit": "households:exit_confirm",
    "graduate": "households:graduate",
    "strike_off": "households:strike_off",
    "reenter": "households:reenter",
    "remeasure": "households:remeasure",
    "withdraw": "households:remeasurement_withdraw",
    "review": "households:exit_review",
    "assure": "households:assured_confirm",
    "dismiss": "households:relapse_dismiss",
    "unassure": "households:assured_end",
    "nominate": "households:nominate_household",
    "answer": "households:change_answer",
    "settle": "households:change_settle",
    "goal": "households:goal_add",
    "decide_plan": "households:plan_decide",
    "promise": "households:promise_add",
    "visit": "officers:mine",
    "pair": "officers:pairings",
    "hand_over": "officers:pairing_end",
    "substitute": "officers:substitute",
    "ask": "committees:referral_ask",
    "confirm": "committees:referral_confirm",
}
DECISIONS = (
    "approve split classify exit assure dismiss graduate strike_off reenter nominate pair settle decide_plan hand_over substitute"
).split()
OF_WHO_KNOWS_THEM = "edit people answer remeasure withdraw review unassure ladder verify certify".split()


@dataclass
class Case:
    """`person` is who reads it: what his role does not open is not offered."""

    household: object
    person: object

    @cached_property
    def may(self):
        may = {act: self.person.may_open(view_name) for act, view_name in DOORS.items()}
        # Of several roles, the one that decides, or that knows families at home, may be held in another district.
        if len(self.person.roles) > 1:
            closed = () if self._is_coordinated else DECISIONS
            may |= dict.fromkeys((*closed, *(() if self._is_known else OF_WHO_KNOWS_THEM)), False)
        return may

    @cached_property
    def shows_health(self):
        """The friend and the district care for the family; the province's office needs no diagnosis to keep its books.
        Who is somebody's friend elsewhere is not theirs."""
        return self.may["edit"] and self._is_known

    @cached_property
    def _is_known(self):
        return self.person.cared_for.filter(pk=self.household.pk).exists()

    @cached_property
    def _is_coordinated(self):
        return self.person.coordinated.filter(pk=self.household.pk).exists()

    @cached_property
    def enrolments(self):
        rows = self.household.enrolments.select_related("survey__round__indicator_set", "created_by")
        return list(rows.prefetch_related(Prefetch("steps", Step.objects.select_related("moved_by"))))

    @cached_property
    def enrolment(self):
        return next((row for row in self.enrolments if row.ended_on is None), None)

    @cached_property
    def step(self):
        steps = self.enrolment.steps.all() if self.enrolment else []
        return next((step for step in steps if step.ended_on is None), None)

    @cached_property
    def step_requests(self):
        rows = StepRequest.objects.filter(enrolment__household=self.household)
        return list(rows.select_related("asked_by", "answered_by"))

    @property
    def step_request(self):
        return next((row for row in self.step_requests if row.waits), None)

    @property
    def is_friend(self):
        return bool(self.pairing and self.pairing.officer_id == self.person.pk)

    @cached_property
    def classes(self):
        return list(self.household.classifications.select_related("decided_by"))

    @cached_property
    def targeting(self):
        return Targeting(self)

    @cached_property
    def track(self):
        return next((row for row in self.classes if row.ended_on is None), None)

    @cached_property
    def surveys(self):
        return list(self.household.surveys.select_related("round__indicator_set", "file"))

    @cached_property
    def change_answers(self):
        rows = self.household.change_answers.select_related("answered_by", "settled_by")
        return list(rows)

    @cached_property
    def members(self):
        return list(self.household.members.all())

    @cached_property
    def knows_people(self):
        """Who may change them: those who know the family at home."""
        return self.may["people"] and self._is_known

    @cached_property
    def living(self):
        return [one for one in self.members if one.left_on is None]

    @cached_property
    def gone(self):
        """Who lived here; a name written by mistake is nobody's."""
        return [one for one in self.members if one.left_on and one.left_how != Went.MISTAKEN]

    @property
    def has_no_head(self):
        return bool(self.living) and not any(one.is_head for one in self.living)

    @cached_property
    def member_events(self):
        return list(self.household.member_events.standing().select_related("recorded_by"))

    @cached_property
    def plans(self):
        """All editions, the latest first."""
        names = ("begun_by", "signed_by", "approved_by", "returned_by")
        plans = list(self.household.plans.select_related("enrolment", *names))
        for plan in plans:
            plan.household = self.household
        return plans

    @cached_property
    def compass(self):
        """Of the plan in force."""
        plan = next((plan for plan in self.plans if plan.is_open), None)
        return Compass(plan) if plan else None

    @cached_property
    def plan_on_paper(self):
        """The plan in force as plain values; None where there is none."""
        if self.compass is None:
            return None
        return plain(self.compass, months=self.months, members=self.able, promises=self.promises)

    @cached_property
    def months(self):
        """The account book, the newest month first."""
        return months_of(self.household)

    @cached_property
    def able(self):
        """Who lives here, with what each can do or wants to learn."""
        prefetch_related_objects(self.living, "abilities")
        return self.living

    @cached_property
    def promises(self):
        return list(self.household.promises.select_related("recorded_by", "state_by"))

    @property
    def promises_due(self):
        """Open ones that are due within the week or overdue."""
        until = today() + datetime.timedelta(days=SOON_DAYS)
        return [one for one in self.promises if one.state == PromiseState.OPEN and one.due_on <= until]

    @property
    def may_decide_plan(self):
        plan = self.compass and self.compass.plan  # never one's own, nor a colleague's
        if not (plan and plan.state == PlanState.SIGNED and self.may["decide_plan"]) or self.is_friend:
            return False
        theirs = not self.person.decides_for_the_province and is_coordinators_case(self.household)
        return not theirs and self.person.pk not in (plan.signed_by_id, plan.entered_by_id)

    @cached_property
    def merges(self):
        return list(self.household.merges.select_related("made_by", "undone_by"))

    @property
    def paper_forms(self):
        return [(code, title, step) for code, (title, step, _made) in FORMS.items()]

    @cached_property
    def splits(self):
        """Both ways: who went from here, and whom this family came from; `other` only where this person may see it."""
        both = Split.objects.filter(Q(source=self.household) | Q(made=self.household)).order_by(
            "split_on", "made_at"
        )
        rows = list(both.select_related("made_by", "source", "made", "ended_by"))
        if rows:
            keys = {key for row in rows for key in (row.source_id, row.made_id)}
            seen = set(self.person.households.filter(pk__in=keys).values_list("pk", flat=True))
            for row in rows:
                row.is_ours = row.source_id == self.household.pk
                other = row.made if row.is_ours else row.source
                row.other = other if other.pk in seen else None
        return rows

    @cached_property
    def pairings(self):
        return list(self.household.pairings.select_related("officer__agency"))

    @cached_property
    def substitutes(self):
        return list(self.household.substitutes.select_related("officer"))

    @cached_property
    def pairing(self):
        return next((row for row in self.pairings if row.ended_on is None), None)

    @cached_property
    def visits(self):
        return list(self.household.visits.select_related("officer"))

    @cached_property
    def referrals(self):
        rows = self.household.referrals.select_related("committee", "need", "asked_by")
        return list(rows.prefetch_related("answers__by"))

    @cached_property
    def supports(self):
        return list(self.household.supports.select_related("committee", "recorded_by"))

    @property
    def supports_baht(self):
        return sum(support.baht for support in self.supports)

    # --- what is so now ------------------------------------------------------------------------------------------

    @property
    def watching(self):
        return bool(self.enrolment and self.enrolment.watch_from)

    @property
    def outcome(self):
        """The word the thread of four knots understands."""
        if self.enrolment:
            return "watch" if self.enrolment.watch_from else ""
        if not self.enrolments:
            return ""
        return "graduated" if self.enrolments[0].end_reason == "graduated" else "struck_off"

    @property
    def watch_ends_on(self):
        return watch_ends_on(self.enrolment) if self.watching else None

    @property
    def watch_is_over(self):
        return self.watching and self.watch_ends_on <= today()

    @property
    def last_visit(self):
        return next((visit for visit in self.visits if visit.counted), None)

    @property
    def over_the_line(self):
        """Reached, and nobody has confirmed it yet; of a welfare household nobody waits for it."""
        return bool(
            self.enrolment and not self.watching and self.care.is_over and self.care.goal == ExitGoal.EXIT
        )

    @cached_property
    def care(self):
        return Care(self)

    @cached_property
    def missing(self):
        """What stands before the next step; in step 4 before the way out, or before care is assured."""
        if not self.step or self.watching:
            return []
        return self.missing_before(self.step.number + 1)

    def missing_before(self, to):
        gaps = missing_before(self.enrolment, to, now=self.step.number if self.step else 0)
        return [gap if self.person.may_open(gap.view_name) else replace(gap, view_name="") for gap in gaps]

    @property
    def waiting_referrals(self):
        return [row for row in self.referrals if row.state in ("sent", "acknowledged", "accepted")]

    @property
    def delivered_referrals(self):
        return [row for row in self.referrals if row.state == "delivered"]

    # --- จปฐ. then and now ---------------------------------------------------------------------------------------

    @property
    def survey_before(self):
        return self.enrolment.survey if self.enrolment else None

    @property
    def survey_now(self):
        return self.surveys[0] if self.surveys else None

    @cached_property
    def cards(self):
        return Cards()

    @cached_property
    def card(self):
        """Between the two latest surveys; None where there are not two."""
        return self.cards.card(self.surveys[1], self.surveys[0]) if len(self.surveys) > 1 else None

    @property
    def latest_years(self):
        return (self.card.before.round_id, self.card.after.round_id) if self.card else None

    def answer_to(self, before, after):
        """The answer that stands to the card between these two surveys."""
        return next((row for row in self.change_answers if row.replaced_at is None
                     and (row.before_id, row.after_id) == (before.round_id, after.round_id)), None)  # fmt: skip

    def card_of(self, answer):
        """The card that was answered; None where a survey of it is no more."""
        surveys = {survey.round_id: survey for survey in self.surveys}
        both = surveys.get(answer.before_id), surveys.get(answer.after_id)
        return self.cards.card(*both) if all(both) else None

    @property
    def card_answer(self):
        return self.answer_to(self.card.before, self.card.after) if self.card else None

    @property
    def card_due_on(self):
        """The last day for an answer, while one is still waited for."""
        if not (self.enrolment and self.card) or self.card_answer:
            return None
        return last_day(self.card.after.written_at)

    @property
    def card_is_late(self):
        return bool(self.card_due_on and self.card_due_on < today())

    @property
    def may_answer(self):
        friend = self.pairing and self.pairing.officer_id == self.person.pk
        return self.may["answer"] and (self._is_coordinated or (friend and not self.card_is_late))

    @cached_property
    def income_dispute(self):
        """What was said against the latest income and was not rejected: shown wherever that income decides."""
        year = getattr(self.care.income_now, "round_id", None)
        return next((row for row in self.change_answers if row.replaced_at is None and row.after_id == year
                     and row.about == About.INCOME and row.settlement != Settlement.REJECTED), None)  # fmt: skip

    @cached_property
    def failing(self):
        """Of the latest survey, where there is none before it to compare with."""
        now = self.survey_now
        if now is None:
            return []
        texts = self.cards.measured(now).form.texts
        return [(number, texts.get(number, "")) for number in bmn.failed_numbers(now.results)]
