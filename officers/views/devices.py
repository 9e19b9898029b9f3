from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from officers import devices
from officers.actions import devices as actions
from officers.forms.devices import RevokeForm
from officers.sessions import DEVICE


@never_cache
@require_safe
def device_welcome(request):
    """Asked by a phone that was perhaps lost, so by nobody who is signed in: may it keep what waits on it? `false` is the
    only answer that says no; `null`: nothing is known of it."""
    return JsonResponse({"welcome": devices.is_welcome(devices.asked_for(request))})


@require_http_methods(["GET", "POST"])
def my_devices(request):
    return _devices(request, request.user, here=request.session.get(DEVICE))


@require_http_methods(["GET", "POST"])
def person_devices(request, officer_id):
    person = get_object_or_404(request.user.people, pk=officer_id)
    return _devices(request, person)


def _devices(request, person, here=None):
    found = list(person.devices.filter(revoked_at__isnull=True))
    for one in found:
        one.is_here = str(one.pk) == here
    others = [one for one in found if not one.is_here]
    form = RevokeForm(request.POST if request.method == "POST" else None, devices=others)
    if form.is_valid():
        gone = actions.revoke(devices=[one.pk for one in form.cleaned_data["device"]], by=request.user)
        messages.success(request, _("เพิกถอนแล้ว %(count)s เครื่อง เครื่องนั้นออกจากระบบทันที") % {"count": len(gone)})
        return redirect(request.path)
    context = {
        "person": person,
        "devices": found,
        "others": others,
        "form": form,
        "own": person.pk == request.user.pk,
    }
    return render(request, "officers/devices/list.html", context)
