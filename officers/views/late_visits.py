"""What came late, and what never came: for the coordinator to look at."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from kusiao.thai import now
from officers import scope
from officers.actions import late_visits as acts
from officers.forms.late_visits import DeclineForm
from officers.gaps import gaps_of

PAGE = 25


@require_http_methods(["GET"])
def late_visits(request):
    waiting = _before(request).waiting()
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    gaps = Paginator(_never_came(request.user), PAGE).get_page(request.GET.get("gaps"))
    named = request.user.people.in_bulk({gap.officer_id for gap in gaps}) if gaps else {}
    context = {
        "page": page,
        "gaps": gaps,
        "never_came": [(gap, named[gap.officer_id]) for gap in gaps],
    }
    return render(request, "officers/late_visits/list.html", context)


def _before(request):
    rows = scope.late_visits_before(request.user)
    return rows.select_related("officer", "household__village__subdistrict__district")


def _never_came(person):
    """A younger gap may still wait on the phone, and its officer sees it on his own page."""
    people = person.people.exclude(pk=person.pk)
    return gaps_of(people.values("pk"), before=now() - dt.timedelta(days=settings.GAP_DAYS))


@require_http_methods(["GET", "POST"])
def late_visit(request, late_key):
    late = get_object_or_404(_before(request), key=late_key)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            _decide(late, request.POST.get("act"), form.cleaned_data["reason"], request.user)
            messages.success(request, _("บันทึกผลการตรวจแล้ว"))
            return redirect("officers:late_visits")
        except Refused as refused:
            refused.show_on(form)
            late.refresh_from_db()
            status = 409 if late.verdict else 200
    context = {"late": late, "household": late.household, "form": form}
    return render(request, "officers/late_visits/detail.html", context, status=status)


def _decide(late, act, reason, by):
    if act == "accept":
        acts.accept(late=late, by=by)
    elif act == "decline":
        acts.decline(late=late, reason=reason, by=by)
    else:
        raise Refused(_("เลือกว่ารับหรือไม่รับ"))
