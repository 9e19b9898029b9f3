from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers.actions import invitations
from officers.forms.rosters import SlipsForm
from officers.models import Role
from officers.papers import slips as paper


def printed(request, officers):
    """One sheet: in this answer the codes are shown, and never again."""
    made = invitations.issue_all(officers=officers, by=request.user)
    address = request.build_absolute_uri(reverse("officers:invitation_use"))
    answer = HttpResponse(paper.sheet(made, address), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def slips(request):
    """Many who have no password yet, or have forgotten it, at once."""
    districts = request.user.staffed_districts
    district = districts.filter(code=request.GET.get("district", "")).first() or districts.first()
    posted = district.postings.not_ended().filter(role=Role.OFFICER).values("officer_id") if district else ()
    people = request.user.people.filter(pk__in=posted, is_active=True).exclude(pk=request.user.pk)
    people = people.select_related("agency").order_by("name_key", "pk")
    form = SlipsForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        try:
            return printed(request, form.cleaned_data["officer"])
        except Refused as refusal:
            refusal.show_on(form)
    chosen = set(request.POST.getlist("officer"))
    rows = [(one, str(one.pk) in chosen) for one in people]
    context = {"rows": rows, "form": form, "districts": districts, "district": district}
    return render(request, "officers/invitations/many.html", context)
