from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers.actions import rosters as actions
from officers.forms.rosters import RosterConfirmForm, RosterForm
from officers.rosters import as_it_stands
from officers.views.slips import printed

SHOWN = 20


def seen(request, roster_id):
    """A district that is his no more takes its rosters along."""
    own = request.user.rosters.filter(district__in=request.user.staffed_districts).select_related("district")
    return get_object_or_404(own, pk=roster_id)


@require_http_methods(["GET", "POST"])
def rosters(request):
    form = RosterForm(request.POST or None, request.FILES or None, districts=request.user.staffed_districts)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        district = form.cleaned_data["district"]
        try:
            roster, known = actions.receive(
                chunks=sent.chunks(), name=sent.name, district=district, by=request.user
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            if known:
                messages.warning(request, _("ไฟล์นี้เคยส่งแล้ว นี่คือผลของไฟล์เดิม"))
            return redirect("officers:roster", roster.pk)
    sent = request.user.rosters.select_related("district")[:SHOWN]
    return render(request, "officers/rosters/upload.html", {"form": form, "rosters": sent})


@require_http_methods(["GET"])
def roster(request, roster_id):
    return _show(request, seen(request, roster_id))


@require_http_methods(["POST"])
def roster_confirm(request, roster_id):
    found, form = seen(request, roster_id), RosterConfirmForm(request.POST)
    if form.is_valid():
        try:
            done = actions.confirm(roster=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refusal.show_on(form)
        else:
            messages.success(request, _("บันทึกแล้ว ทำบัญชีใหม่ %(count)s คน") % {"count": done.added.count()})
            return redirect("officers:roster", found.pk)
    return _show(request, found, form)


@require_http_methods(["POST"])
def roster_slips(request, roster_id):
    """Of those whose accounts the file made and who have set no password yet."""
    found = seen(request, roster_id)
    waiting = [one for one in _added(request, found) if not one.has_usable_password()]
    if not waiting:
        messages.success(request, _("ทุกคนในรายชื่อนี้ตั้งรหัสผ่านแล้ว"))
        return redirect("officers:roster", found.pk)
    try:
        return printed(request, waiting)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("officers:roster", found.pk)


def _added(request, roster):
    return (
        request.user.people.filter(pk__in=roster.added.values("pk"))
        .select_related("agency")
        .order_by("name_key", "pk")
    )


def _show(request, roster, form=None):
    context = {"roster": roster}
    if roster.confirmed_at:
        added = list(_added(request, roster))
        context |= {"added": added, "waiting": sum(not one.has_usable_password() for one in added)}
    else:
        read = as_it_stands(roster, request.user)
        if form:  # what was ticked stays, against what stands there now
            form.data = {**form.data.dict(), "seen": read.fingerprint}
        form = form or RosterConfirmForm(initial={"seen": read.fingerprint})
        if not read.new_agencies:
            del form.fields["make_agencies"]
        context |= {"read": read, "form": form}
        context["ready"] = not read.counts["refused"] and read.counts["new"] + read.counts["changed"]
    return render(request, "officers/rosters/roster.html", context)
