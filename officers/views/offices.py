from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from kusiao.thai import format_date
from officers import places
from officers.actions import postings
from officers.forms.offices import OfficeLeavesForm
from officers.models import Agency

TOLD = ("officers", "to", "on", "why", "words", "successors")


@require_http_methods(["GET", "POST"])
def office_leaves(request):
    """Dated ahead it is a plan: each hand-over is carried out on its day."""
    districts = request.user.staffed_districts
    district = districts.filter(code=request.GET.get("district", "")).first() or districts.first()
    here = places.officers_of(request.user.people, district) if district else request.user.people.none()
    agencies = Agency.objects.filter(Exists(here.filter(agency=OuterRef("pk")))).order_by("name_key")
    agency = agencies.filter(pk=_number(request.GET.get("agency"))).first()
    context = {"districts": districts, "district": district, "agencies": agencies, "agency": agency}
    if agency:
        context["form"] = form = _form(request, district, here, agency)
        if form.is_valid() and _left(request, form, district):
            return redirect("officers:people")
    return render(request, "officers/people/office.html", context)


def _number(text):
    return int(text) if text and text.isdecimal() else None


def _form(request, district, here, agency):
    people = places.with_open_pairings(here.filter(agency=agency), district)
    to = request.user.staffed_districts.exclude(pk=district.pk)
    free = places.with_free_places(request.user.people, district)
    return OfficeLeavesForm(
        request.POST if request.method == "POST" else None, people=people, successors=free, to=to
    )


def _left(request, form, district):
    told = {name: form.cleaned_data[name] for name in TOLD}
    try:
        made = postings.leave_many(district=district, by=request.user, **told)
    except Refused as refusal:
        refusal.show_on(form)
        return False
    count, on = len(told["officers"]), format_date(told["on"])
    messages.success(
        request,
        _("%(count)s คนพ้นหน้าที่วันที่ %(on)s มี %(pairs)s ครัวเรือนที่ต้องส่งมอบ")
        % {"count": count, "on": on, "pairs": len(made)},
    )
    return True
