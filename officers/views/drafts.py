import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from kusiao.thai import format_time
from officers.actions import drafts
from officers.forms.visits import VisitForm
from officers.views.visits import his_households

# What belongs to the device, to this one sending, or is a file: it is made anew where the draft is opened.
NOT_KEPT = {"key", "captured_at", "device", "number", "photo", "photo_sent", "photo_agreed"}
KEPT = [name for name in VisitForm.base_fields if name not in NOT_KEPT]


@require_http_methods(["POST"])
def visit_draft(request, household_id):
    """What is typed so far, as it is typed: nothing is checked here but its size."""
    household = get_object_or_404(his_households(request.user), pk=household_id)
    if request.POST.get("sender", str(request.user.pk)) != str(request.user.pk):
        return HttpResponse(status=409)
    if "discard" in request.POST:
        drafts.discard(household=household, by=request.user)
        return HttpResponse(status=204)
    fields = {name: request.POST.getlist(name) for name in KEPT if request.POST.get(name)}
    made = drafts.keep(household=household, by=request.user, key=_key(request), fields=fields)
    return JsonResponse({"at": format_time(made.saved_at)}) if made else HttpResponse(status=204)


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
