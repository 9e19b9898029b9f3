"""A family divides, and comes together again: decided by the coordinator, across districts by the province."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions import splitting as acts
from households.family import Moved
from households.forms.splits import RejoinForm, SplitForm
from households.models import Village
from households.views.households import decided
from kusiao.refusal import Refused


@require_http_methods(["GET", "POST"])
def split(request, household_id):
    household = decided(request, household_id)
    districts = request.user.staffed_districts.order_by("name_key")
    asked = (
        districts.filter(pk=request.GET.get("district", "")[:4]).first()
        or household.village.subdistrict.district
    )
    villages = Village.objects.filter(subdistrict__district=asked).select_related("subdistrict")
    here = household.members.filter(left_on__isnull=True)
    form = SplitForm(
        request.POST or None, living=here,
        villages=villages.order_by("subdistrict__name_key", "moo"),
        initial={"version": household.version, "village": household.village},
    )  # fmt: skip
    status = 200
    if form.is_valid():
        try:
            made = acts.split(source=household, **form.act(), by=request.user)
            messages.success(request, _("แยกครัวเรือนแล้ว แฟ้มนี้เป็นของครัวเรือนใหม่"))
            return redirect("households:case", made.made_id)
        except Moved as moved:
            form.data = form.data.copy()
            form.data["version"] = moved.version
            moved.show_on(form)
            status = 409
        except Refused as refused:
            refused.show_on(form)
    context = {
        "household": household,
        "form": form,
        "districts": districts,
        "asked": asked,
        "alone": len(here) < 2,
    }
    return render(request, "households/splits/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rejoin(request, household_id, split_id):
    household = decided(request, household_id)
    found = get_object_or_404(household.splits.select_related("made", "ended_by"), pk=split_id)
    decided(request, found.made_id)
    form = RejoinForm(request.POST or None)
    if form.is_valid():
        try:
            acts.rejoin(split=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("รวมกลับเป็นครัวเรือนเดียวแล้ว"))
            return redirect("households:case", household.pk)
        except Refused as refused:
            refused.show_on(form)
    context = {"household": household, "split": found, "form": form}
    return render(request, "households/splits/rejoin.html", context)
