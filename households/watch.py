"""Who was in watch on a day, over the line and confirmed. The watch that lasts begins where its enrolment says so; one that was
broken off is told by the checklist that it rested on, so that no past day changes by it."""

from django.db.models import Exists, OuterRef, Q

from households.models import ExitReview
from households.models.exit import ExitGoal


def in_watch(on):
    """Of enrolments in force that day."""
    held = ExitReview.objects.holding(on).filter(enrolment=OuterRef("pk"), goal=ExitGoal.EXIT)
    return Q(watch_from__lte=on) | Q(Exists(held))
