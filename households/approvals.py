"""What waits for somebody who decides: the longest waiting first."""

from households.models import StepRequest

PLACE = "enrolment__household__village__subdistrict__district"


def step_requests(households):
    rows = StepRequest.objects.waiting().filter(enrolment__household__in=households)
    return rows.select_related(PLACE, "asked_by").order_by("asked_at", "id")


def requests_of(household):
    """Every request of this household, answered or not."""
    return StepRequest.objects.filter(enrolment__household=household).select_related("asked_by", "enrolment")
