"""The relapse watch: whose card is open, and the one act of the office upon a card."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import relapses as acts
from households.case import Case
from households.forms.relapses import DismissForm
from households.relapse.watching import open_cards
from households.views.households import decided
from kusiao.refusal import Refused
from kusiao.thai import today

PAGE = 25
PLACE = "enrolment__household__village__subdistrict__district"


def _asked_district(request):
    code = request.GET.get("district")
    return get_object_or_404(request.user.districts, pk=code) if code else None


@require_http_methods(["GET"])
def watch(request):
    district = _asked_district(request)
    mine = request.user.coordinated
    mine = mine.in_districts([district]) if district else mine
    cards = open_cards(mine)
    late = cards.filter(due_on__lt=today())
    show = "late" if request.GET.get("show") == "late" else "open"
    listed = (late if show == "late" else cards).select_related(PLACE).prefetch_related("facts__rule")
    page = Paginator(listed.order_by("due_on", "pk"), PAGE).get_page(request.GET.get("page"))
    friends = mine.filter(pk__in=[card.enrolment.household_id for card in page]).with_friend().in_bulk()
    context = {
        "district": district, "show": show, "open": cards.count(), "late": late.count(), "page": page,
        "rows": [(card, friends.get(card.enrolment.household_id)) for card in page], "tests": request.user.may_open("reports:relapse_test"),
    }  # fmt: skip
    return render(request, "households/relapses/list.html", context)


@require_http_methods(["GET", "POST"])
def dismiss(request, household_id):
    case = Case(decided(request, household_id), request.user)
    if case.care.relapse is None:
        raise Http404
    form = DismissForm(request.POST or None)
    if form.is_valid():
        try:
            acts.dismiss(card=case.care.relapse, by=request.user, **form.cleaned_data)
            messages.success(request, _("ปิดบัตรแล้ว จะเตือนใหม่เมื่อมีเหตุใหม่"))
            return redirect("households:relapses")
        except Refused as refused:
            refused.show_on(form)
    context = {"case": case, "household": case.household, "form": form, "card": case.care.relapse}
    return render(request, "households/relapses/dismiss.html", context)
