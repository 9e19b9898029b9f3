"""Income now, said once: the latest survey or the re-measurement of step 4, whichever is newer. Two ways to ask, one rule:
`with_income_now` for many rows, `latest` for the rows of one household that were read already. Monthly income noted on a
visit is a trend and is never asked for here."""

from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, Subquery, When

from households.models import IncomeLine, Remeasurement, Survey
from kusiao.thai import BUDDHIST, today


def line_of(year):
    """The income line row of a Buddhist year; None where there is none."""
    rows = IncomeLine.objects.filter(first_year__lte=year, last_year__gte=year)
    return rows.order_by("-first_year").values_list("baht", flat=True).first()


def latest(surveys, remeasurements, on=None):
    """The Survey or Remeasurement that says what the income was on that day, or None. A survey counts from the first day
    of its year; where the newest found no income, it is not measured."""
    on = on or today()
    survey = max(
        (row for row in surveys if row.round_id <= on.year + BUDDHIST),
        key=lambda row: row.round_id,
        default=None,
    )
    measured = max(
        (row for row in remeasurements if _held(row, on)),
        key=lambda row: (row.measured_on, row.pk),
        default=None,
    )
    if measured and (survey is None or measured.outweighs >= survey.round_id):
        return measured
    return survey


def _held(row, on):
    return row.measured_on <= on and (row.withdrawn_on is None or row.withdrawn_on > on)


def income_now_of(household, on=None):
    surveys = household.surveys.select_related("round")
    return latest(surveys, household.remeasurements.all(), on)


def with_income_now(rows, on=None, household="pk"):
    """Adds income_now, line_now, below_now (empty: not measured), members_now, survey_year_now and remeasured_now.
    `household`: the column of `rows` that says whose it is."""
    on = on or today()
    surveys = Survey.objects.filter(household=OuterRef(household), round_id__lte=on.year + BUDDHIST)
    surveys = surveys.order_by("-round_id")
    measured = Remeasurement.objects.standing(on).filter(household=OuterRef(household))
    measured = measured.order_by("-measured_on", "-pk")
    newer = Q(_outweighs__isnull=False) & (
        Q(survey_year_now__isnull=True) | Q(_outweighs__gte=F("survey_year_now"))
    )

    def chosen(column, kind):
        return Case(
            When(newer, then=Subquery(measured.values(column)[:1])),
            default=Subquery(surveys.values(column)[:1]),
            output_field=kind(),
        )

    return rows.alias(_outweighs=Subquery(measured.values("outweighs")[:1])).annotate(
        survey_year_now=Subquery(surveys.values("round_id")[:1]),
        remeasured_now=Case(When(newer, then=True), default=False, output_field=BooleanField()),
        income_now=chosen("income_per_person_year", IntegerField),
        line_now=chosen("line_baht", IntegerField),
        below_now=chosen("below_line", BooleanField),
        members_now=chosen("members_count", IntegerField),
    )


def outweighed(on=None):
    """Of surveys: that the household was measured again since, so that they no longer say what its income is."""
    measured = Remeasurement.objects.standing(on).filter(
        household=OuterRef("household"), outweighs__gte=OuterRef("round")
    )
    return Exists(measured)
