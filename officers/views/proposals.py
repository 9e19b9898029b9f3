"""The proposer's page: pairs with their reasons, which the coordinator changes and confirms, a page at a time."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers import proposing
from officers.actions import proposals as actions
from officers.forms.proposals import ProposalForm, fingerprint

PAGE = 20
OTHERS = 4  # beside the proposed one


@dataclass
class Row:
    household: object
    officers: dict
    pair: object = None
    offered: list = field(default_factory=list)

    @property
    def name(self):
        return f"pair-{self.household.pk}"

    @property
    def told(self):
        """The proposed one and two more, with the reasons."""
        return [(self.officers[pair.carer.key], pair.reasons) for pair in self.offered[:3]]

    @property
    def proposed(self):
        return str(self.pair.carer.key) if self.pair else ""


def _asked_district(request):
    districts = request.user.staffed_districts.order_by("name_key")
    return districts, districts.filter(code=request.GET.get("district", "")).first() or districts.first()


def _page(request, district):
    found = proposing.field_of(district, people=request.user.people, households=request.user.coordinated)
    pairs = {pair.home.key: pair for pair in found.propose()}
    page = Paginator(found.homes, PAGE).get_page(request.GET.get("page"))
    rows = []
    for home in page:
        pair = pairs.get(home.key)
        others = [one for one in found.rank(home) if not pair or one.carer.key != pair.carer.key]
        offered = [*([pair] if pair else []), *others[:OTHERS]]
        rows.append(Row(found.households[home.key], found.officers, pair, offered))
    return page, rows, len(pairs)


@require_http_methods(["GET", "POST"])
def proposals(request):
    districts, district = _asked_district(request)
    page, rows, count = _page(request, district)
    now = fingerprint(rows)
    form = ProposalForm(request.POST or None, rows=rows, initial={"seen": now})
    if request.method == "POST" and form.is_valid() and _confirmed(request, form, rows, now):
        return redirect(f"{reverse('officers:proposals')}?district={district.pk}")
    if form.is_bound:  # what was chosen stays, against what stands there now
        form.data = {**form.data.dict(), "seen": now}
    context = {
        "districts": districts, "district": district, "page": page, "rows": rows, "count": count, "form": form,
    }  # fmt: skip
    return render(request, "officers/pairings/proposals.html", context)


def _confirmed(request, form, rows, now):
    if form.cleaned_data["seen"] != now:
        form.add_error(None, _("มีคนจับคู่หรือส่งมอบไประหว่างที่คุณดูอยู่ ยังไม่ได้จับคู่ใคร ตรวจรายการใหม่แล้วยืนยันอีกครั้ง"))
        return False
    order_number = form.cleaned_data["order_number"]
    try:
        made = actions.confirm(chosen=form.chosen(rows), order_number=order_number, by=request.user)
    except Refused as refusal:
        refusal.show_on(form)
        return False
    messages.success(request, _("จับคู่แล้ว %(count)s คู่") % {"count": len(made)})
    return True
