from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.surveys.sentences import FileRefused
from kusiao.refusal import Refused
from officers.actions import annexes as actions
from officers.annexes import as_it_stands
from officers.forms.annexes import AnnexConfirmForm, AnnexForm

SHOWN = 20


def seen(request, annex_id):
    return get_object_or_404(request.user.annexes, pk=annex_id)


@require_http_methods(["GET", "POST"])
def annexes(request):
    form = AnnexForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            annex = actions.receive(
                chunks=sent.chunks(),
                name=sent.name,
                order_number=form.cleaned_data["order_number"],
                by=request.user,
            )
            return redirect("officers:annex", annex.pk)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "officers/annexes/upload.html", {"form": form, "annexes": request.user.annexes.all()[:SHOWN]}
    )


@require_http_methods(["GET"])
def annex(request, annex_id):
    return _show(request, seen(request, annex_id))


@require_http_methods(["POST"])
def annex_confirm(request, annex_id):
    found = seen(request, annex_id)
    form = AnnexConfirmForm(request.POST)
    if form.is_valid():
        try:
            done = actions.confirm(annex=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("จับคู่แล้ว %(count)s คู่") % {"count": f"{done.paired:,}"})
            return redirect("officers:annex", found.pk)
        except Refused as refusal:
            refusal.show_on(form)
    return _show(request, found, form)


def _show(request, annex, form=None):
    context = {"annex": annex}
    if annex.confirmed_at:
        context["added"] = request.user.people.filter(pk__in=annex.added.values("pk"))
    else:
        read = as_it_stands(annex, request.user)
        if form:  # what was ticked stays, against what stands there now
            form.data = {**form.data.dict(), "seen": read.fingerprint}
        context |= {
            "read": read,
            "new": len({row.phone for row in read.rows if row.is_new and row.state == "ready"}),
            "form": form or AnnexConfirmForm(initial={"seen": read.fingerprint}),
        }
    return render(request, "officers/annexes/annex.html", context)
