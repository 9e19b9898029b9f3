"""Change cards that wait for the friend's answer: of a household in the programme, between its two latest surveys."""

import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from households.models import ChangeAnswer, Enrolment, Promise, Survey
from kusiao.thai import BANGKOK, today

SOON_DAYS = 7


def with_card(households):
    """Adds card_before and card_after (years, empty where there are not two surveys), card_written_at, card_answered."""
    surveys = Survey.objects.filter(household=OuterRef("pk")).order_by("-round_id")
    written = surveys.annotate(written=Coalesce("file__written_at", "created_at")).values("written")
    answers = ChangeAnswer.objects.standing().filter(
        household=OuterRef("pk"), before=OuterRef("card_before"), after=OuterRef("card_after")
    )
    return households.annotate(
        card_after=Subquery(surveys.values("round_id")[:1]),
        card_before=Subquery(surveys.values("round_id")[1:2]),
        card_written_at=Subquery(written[:1]),
    ).annotate(card_answered=Exists(answers))


def with_promises_due(households):
    """Adds promises_due: those that fall due within a week, and those that are late."""
    soon = Promise.objects.due(today() + datetime.timedelta(days=SOON_DAYS))
    return households.prefetch_related(Prefetch("promises", soon, to_attr="promises_due"))


def unanswered(households):
    enrolled = Enrolment.objects.open().filter(household=OuterRef("pk"))
    return with_card(households).filter(Exists(enrolled), card_before__isnull=False, card_answered=False)


def overdue(households, on=None):
    """Those whose last day has gone by without an answer."""
    day = (on or today()) - datetime.timedelta(days=settings.CHANGE_ANSWER_DAYS)
    return unanswered(households).filter(
        card_written_at__lt=datetime.datetime.combine(day, datetime.time.min, tzinfo=BANGKOK)
    )


def unsettled(households):
    return ChangeAnswer.objects.unsettled().filter(household__in=households)
