"""Whom a round would let in, and who has risen out: what a person still has to decide. Only by a household's latest
survey, and only where it was not measured again in step 4 since."""

from django.db.models import Count, Exists, OuterRef, Subquery

from households.incomes import outweighed
from households.models import (
    ChangeAnswer,
    Classification,
    DecisionKind,
    Enrolment,
    ExitReview,
    Household,
    RoundDecision,
    Survey,
    Track,
)
from households.models.exit import ExitGoal

DISTRICT = "household__village__subdistrict__district"


def _of_round(year, households):
    later = Survey.objects.filter(household=OuterRef("household"), round__gt=OuterRef("round"))
    return Survey.objects.filter(round=year, household__in=households).filter(~Exists(later), ~outweighed())


def _decided(kind):
    decisions = RoundDecision.objects.filter(household=OuterRef("household"), round=OuterRef("round"))
    return Exists(decisions.filter(kind=kind))


def _enrolments():
    return Enrolment.objects.filter(household=OuterRef("household"))


def _outside(surveys):
    """Below the line and in no open enrolment."""
    surveys = surveys.filter(below_line=True).filter(~Exists(_enrolments().open()))
    return surveys.annotate(was_enrolled=Exists(_enrolments()))


def not_enrolled(year, households):
    """Left out or not."""
    return _outside(_of_round(year, households))


def not_enrolled_of(file):
    """Of the surveys that this file wrote, as far as they are the latest word about their households."""
    return waiting(file.year, Household.objects.standing()).filter(file=file).order_by("household_id")


def waiting(year, households):
    return not_enrolled(year, households).filter(~_decided(DecisionKind.LEFT_OUT))


def fresh(year, households):
    """Of those the ones who may enter by the district: who was enrolled before, and left, is looked at one by one."""
    return waiting(year, households).filter(was_enrolled=False)


def left_out(year, households):
    return not_enrolled(year, households).filter(_decided(DecisionKind.LEFT_OUT))


def over(year, households):
    """In the register, not yet in watch, and by this round not below the line any more; kept or not. For a welfare
    household income is not the way out, so nobody is asked."""
    still = _enrolments().open().filter(watch_from__isnull=True)
    welfare = Classification.objects.in_force().filter(household=OuterRef("household"), track=Track.WELFARE)
    return _of_round(year, households).filter(below_line=False).filter(Exists(still), ~Exists(welfare))


def risen(year, households):
    return over(year, households).filter(~_decided(DecisionKind.KEPT))


def kept(year, households):
    return over(year, households).filter(_decided(DecisionKind.KEPT))


LISTS = {"waiting": waiting, "fresh": fresh, "left_out": left_out, "risen": risen, "kept": kept}
DECISION = {"left_out": DecisionKind.LEFT_OUT, "kept": DecisionKind.KEPT}


def listed(name, year, households):
    """The rows of a list with what a person needs to decide: what it was before, what was decided, what is disputed."""
    earlier = Survey.objects.filter(household=OuterRef("household"), round__lt=OuterRef("round"))
    earlier = earlier.order_by("-round_id")
    disputes = ChangeAnswer.objects.against_the_income().filter(
        household=OuterRef("household"), after=OuterRef("round")
    )
    decision = RoundDecision.objects.filter(
        household=OuterRef("household"), round=OuterRef("round"), kind=DECISION.get(name, "")
    )
    signed = ExitReview.objects.waiting().filter(
        enrolment__household=OuterRef("household"), enrolment__ended_on__isnull=True, goal=ExitGoal.EXIT
    )
    rows = LISTS[name](year, households).annotate(
        before_year=Subquery(earlier.values("round_id")[:1]),
        before_income=Subquery(earlier.values("income_per_person_year")[:1]),
        disputed=Exists(disputes),
        signed=Subquery(signed.values("version")[:1]),
        reason=Subquery(decision.values("reason")[:1]),
        decided_at=Subquery(decision.values("decided_at")[:1]),
        left_because=Subquery(_enrolments().order_by("-entered_on", "-pk").values("end_reason")[:1]),
    )
    return rows.select_related(DISTRICT).order_by("household__head_name_key", "household_id")


def by_district(year, households):
    """{list: {district: how many}}."""
    return {
        name: dict(
            rows(year, households).order_by().values_list(f"{DISTRICT}_id").annotate(number=Count("pk"))
        )
        for name, rows in LISTS.items()
    }
