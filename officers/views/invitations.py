from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers.actions import invitations
from officers.forms.invitations import InvitationForm


@require_http_methods(["GET", "POST"])
def invitation_slip(request, officer_id):
    officer = get_object_or_404(request.user.people.select_related("agency"), pk=officer_id)
    back = "officers:people" if request.user.may_open("officers:people") else "home"
    context = {"officer": officer, "back": reverse(back)}
    if request.method == "POST":
        try:
            slip, code = invitations.issue(officer=officer, by=request.user)
        except Refused as refusal:
            context["refusal"] = refusal
        else:
            # Shown in this one answer and never again.
            address = request.build_absolute_uri(reverse("officers:invitation_use"))
            context |= {"slip": slip, "code": code, "address": address}
            return render(request, "officers/invitations/slip.html", context)
    return render(request, "officers/invitations/confirm.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation_use(request):
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="invitation"):
            return too_many
        written = form.cleaned_data
        try:
            invitations.use(username=written["username"], code=written["code"], password=written["password1"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("ตั้งรหัสผ่านแล้ว เข้าสู่ระบบด้วยรหัสผ่านใหม่ได้เลย"))
            return redirect("account_login")
    return render(request, "officers/invitations/use.html", {"form": form})
