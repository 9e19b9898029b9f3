"""What must be done before a household goes on to the next step: in words, and where to do it.

Which items a gate has, and since when, are rows (households/models/gate.py, households/reference/gates.csv). Here stands
how each is looked at: a function of the enrolment that gives True where it stands, else False or a few words that say what
of it is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from households.compass import Compass
from households.incomes import income_now_of
from households.models import Checklist, ForumSays, PlanState, Verdict
from households.models.exit import ExitGoal
from kusiao.thai import format_number


@dataclass(frozen=True, slots=True)
class Missing:
    """`view_name` is where it can be done, for those whose role opens it; `key` goes into its address."""

    words: str
    view_name: str
    key: str = "household_id"
    code: str = ""
    must: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    stands: Callable
    view_name: str
    key: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One checklist on the way, as it stands for this enrolment."""

    checklist: Checklist
    missing: tuple


CHECKS = {}


def gate(code, view_name="", *, key="household_id"):
    """`@gate("visit_dated", "officers:visit_record")` above the function that looks."""

    def register(stands):
        CHECKS[code] = Check(stands, view_name, key)
        return stands

    return register


def step_of(enrolment):
    step = enrolment.steps.open().first()
    return step.number if step else 0


def gates_before(enrolment, to, *, now=None):
    """Every gate on the way to step `to`, in order; 5 is the way out of step 4. Going back passes none."""
    now = step_of(enrolment) if now is None else now
    if to <= max(now, 1):
        return []
    lists = Checklist.objects.in_force()
    return [_gate(enrolment, lists[step]) for step in range(max(now, 1), to) if step in lists]


def missing_before(enrolment, to, *, now=None):
    return [gap for gate in gates_before(enrolment, to, now=now) for gap in gate.missing]


def _gate(enrolment, checklist):
    items, track = checklist.items.all(), None
    if any(item.track for item in items):
        track = (
            enrolment.household.classifications.filter(ended_on=None).values_list("track", flat=True).first()
        )
    asked = [item for item in items if item.track in ("", track)]
    return Gate(checklist, tuple(gap for item in asked if (gap := _look(item, enrolment))))


def _look(item, enrolment):
    check = CHECKS[item.code]
    found = check.stands(enrolment)
    if found is True:
        return None
    words = f"{item.words} ({found})" if found else item.words
    return Missing(words, check.view_name, check.key, item.code, item.must)


# --- 1 ชี้เป้าชีวิต ---------------------------------------------------------------------------------------------------


@gate("visit_dated", "officers:visit_record")
def _visit_dated(enrolment):
    return enrolment.household.visits.filter(counted=True, visited_on__gte=enrolment.entered_on).exists()


@gate("facts_checked", "households:verify")
def _facts_checked(enrolment):
    verification = enrolment.verifications.standing().first()
    if verification is None:
        return False
    unseen = verification.facts.filter(verdict=Verdict.UNSEEN).count()
    return _("เหลือ %(count)s ข้อ") % {"count": unseen} if unseen else True


@gate("needs_ranked", "households:verify")
def _needs_ranked(enrolment):
    return enrolment.verifications.standing().filter(needs__isnull=False).exists()


@gate("certified", "households:certify")
def _certified(enrolment):
    return enrolment.certifications.standing().filter(result=ForumSays.CERTIFIED).exists()


@gate("class_set", "households:classify")
def _class_set(enrolment):
    return enrolment.household.classifications.filter(ended_on__isnull=True).exists()


@gate("officer_paired", "officers:pairings", key="")
def _officer_paired(enrolment):
    return enrolment.household.pairings.filter(ended_on__isnull=True).exists()


# --- 2 จัดทำเข็มทิศชีวิต ------------------------------------------------------------------------------------------------


def _plan(enrolment):
    """The open plan of this enrolment."""
    return enrolment.plans.open().select_related("household").first()


@gate("indicators_answered", "households:plan")
def _indicators_answered(enrolment):
    plan = _plan(enrolment)
    unanswered = Compass(plan).unanswered if plan else []
    if unanswered:
        return _("%(count)s ข้อ") % {"count": len(unanswered)}
    return plan is not None


@gate("plan_goal", "households:plan")
def _plan_goal(enrolment):
    plan = _plan(enrolment)
    return bool(plan and plan.goals.pursued().exists())


@gate("plan_activity", "households:plan")
def _plan_activity(enrolment):
    plan = _plan(enrolment)
    return bool(plan and plan.goals.pursued().filter(activities__isnull=False).exists())


@gate("plan_signed", "households:plan")
def _plan_signed(enrolment):
    plan = _plan(enrolment)
    return bool(plan and plan.state != PlanState.DRAFT)


@gate("plan_approved", "households:plan")
def _plan_approved(enrolment):
    plan = _plan(enrolment)
    return bool(plan and plan.state == PlanState.APPROVED)


# --- 3 บริหารจัดการชีวิต ------------------------------------------------------------------------------------------------


@gate("help_delivered", "committees:referral_ask")
def _help_delivered(enrolment):
    return enrolment.household.supports.filter(delivered_on__gte=enrolment.entered_on).exists()


@gate("activities_settled", "households:plan")
def _activities_settled(enrolment):
    """Of the plan in force; without one there is nothing that was planned."""
    plan = _plan(enrolment)
    waiting = len(Compass(plan).waiting) if plan else 0
    return _("เหลือ %(count)s กิจกรรม") % {"count": waiting} if waiting else True


# --- 4 ดูแลชีวิต ------------------------------------------------------------------------------------------------------


@gate("income_over", "households:remeasure")
def _income_over(enrolment):
    now = income_now_of(enrolment.household)
    if now is None or now.below_line is None:
        return _("ยังไม่วัด")
    if not now.below_line:
        return True
    return _("%(income)s จากเส้น %(line)s บาท") % {
        "income": format_number(now.income_per_person_year),
        "line": format_number(now.line_baht),
    }


@gate("exit_signed", "households:exit_review")
def _exit_signed(enrolment):
    return _signed(enrolment, ExitGoal.EXIT)


@gate("care_assured", "households:exit_review")
def _care_assured(enrolment):
    return _signed(enrolment, ExitGoal.ASSURED)


def _signed(enrolment, goal):
    """Signed and waiting for another person, or confirmed by one."""
    rows = enrolment.exit_reviews.filter(goal=goal, ended_on__isnull=True, signed_on__isnull=False)
    return rows.exists()
