from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.exports.actions import too_long
from kusiao.exports.views import offer
from kusiao.refusal import Refused
from officers import places, proposing
from officers.actions import annexes
from officers.actions import pairings as actions
from officers.exports import ANNEX, PAIRINGS
from officers.forms.annexes import AnnexPaperForm
from officers.forms.pairings import PairForm
from officers.papers import annex as paper

PAGE = 20
FREE_SHOWN = 20


@require_http_methods(["GET"])
def pairings(request):
    """Two lists: who waits beside who has a place, and who is paired."""
    households = request.user.coordinated
    waiting, pairs = places.waiting(households), places.pairs(households)
    show = "pairs" if request.GET.get("show") == "pairs" else "waiting"
    page = Paginator(pairs if show == "pairs" else waiting, PAGE).get_page(request.GET.get("page"))
    free = places.with_free_places(request.user.people)
    board = {
        "show": show, "page": page, "counts": {"waiting": waiting.count(), "pairs": pairs.count(), "free": free.count()},
        "officers": free[:FREE_SHOWN] if show == "waiting" else (),
    }  # fmt: skip
    return render(request, "officers/pairings/board.html", board)


@require_http_methods(["GET", "POST"])
def pairings_export(request):
    rows = places.pairs(request.user.coordinated).select_related("household__village__subdistrict__district")
    return offer(request, PAIRINGS, rows)


@require_http_methods(["GET", "POST"])
def annex_table(request):
    return offer(request, ANNEX, places.annexed(request.user.people, request.user.coordinated))


@require_http_methods(["GET", "POST"])
def annex_paper(request):
    """The same table as it is put behind an order and signed."""
    annexed = places.annexed(request.user.people, request.user.coordinated)
    form = AnnexPaperForm(request.POST if request.method == "POST" else None)
    refusal = too_long(len(annexed)) if annexed else _("ยังไม่มีคู่เสี่ยวในอำเภอนี้ จับคู่ก่อนแล้วพิมพ์บัญชี")
    if form.is_valid() and not refusal:
        asked = form.cleaned_data
        content = paper.sheet(
            annexed, order_number=asked["order_number"], ordered_on=asked["ordered_on"], by=request.user
        )
        annexes.printed(count=len(annexed), purpose=asked["purpose"], by=request.user)
        answer = HttpResponse(content, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="annex.pdf"'
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer["Cache-Control"] = "private, no-store"
        return answer
    context = {"form": form, "refusal": refusal, "count": len(annexed)}
    return render(request, "officers/pairings/annex_paper.html", context)


@require_http_methods(["GET", "POST"])
def pair(request, household_id):
    household = get_object_or_404(request.user.coordinated.with_place(), pk=household_id)
    fittest = proposing.fittest(household, people=request.user.people, households=request.user.coordinated)
    form = PairForm(request.POST or None, officers=request.user.people)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.pair(household=household, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request,
                _("จับคู่แล้ว %(officer)s ดูแล %(household)s")
                % {"officer": made.officer, "household": household.head_name},
            )
            return redirect("officers:pairings")
    context = {"household": household, "fittest": fittest, "form": form}
    return render(request, "officers/pairings/pair.html", context)
