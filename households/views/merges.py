"""The merges that were made: what went where, and the way back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions.merging import unmerge
from households.forms.merges import UnmergeForm
from households.merged import left_behind, moved, skipped
from kusiao.refusal import Refused

PAGE = 25
PLACES = [f"{one}__village__subdistrict__district" for one in ("kept", "gone")]


def _rows(request):
    return request.user.merges.select_related(*PLACES, "made_by", "undone_by")


@require_http_methods(["GET"])
def merges(request):
    page = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    return render(request, "households/merges/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def merge(request, merge_id):
    found = get_object_or_404(_rows(request), pk=merge_id)
    form = UnmergeForm(request.POST or None)
    if form.is_valid():
        try:
            unmerge(merge=found, **form.cleaned_data, by=request.user)
            messages.success(request, _("แยกแฟ้มกลับแล้ว"))
            return redirect("households:merge", found.pk)
        except Refused as refused:
            refused.show_on(form)
    context = {
        "merge": found, "surveys": [] if found.undone_at else found.gone.surveys.all(), "form": form, "moved": moved(found), "left": left_behind(found), "skipped": skipped(found)
    }  # fmt: skip
    return render(request, "households/merges/detail.html", context)
