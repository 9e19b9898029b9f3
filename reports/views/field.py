"""What a coordinator takes from the figures to the villages: who went silent, and the sheet of a field day."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kusiao.exports.actions import too_long
from kusiao.thai import today
from officers import places
from reports.actions.downloads import field_sheet
from reports.figures import field_day as figures
from reports.figures import silence
from reports.forms.field_day import FieldDayForm
from reports.papers import field_day as paper
from reports.views.dashboard import asked_district

A_PAGE = 50


@require_safe
def silent(request):
    district, mine = asked_district(request)
    found = silence.listed([district] if district else mine).filter(
        pk__in=request.user.households.values("pk")
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.days = (today() - one.due_from).days
        one.friend = places.carer_of(one)
    context = {
        "page": page, "district": district, "districts": mine, "told_days": settings.SILENT_AFTER_DAYS,
        "opens_case": request.user.may_open("households:case"),
    }  # fmt: skip
    return render(request, "reports/silent.html", context)


@require_http_methods(["GET", "POST"])
def field_day(request):
    district, mine = asked_district(request)
    district = district or next(iter(mine), None)
    if district is None:
        raise Http404
    form = FieldDayForm(request.POST if request.method == "POST" else None, district=district)
    if form.is_valid():
        asked = form.cleaned_data
        households = request.user.coordinated.in_districts([district])
        if asked["subdistrict"]:
            households = households.filter(village__subdistrict=asked["subdistrict"])
        count = figures.due_until(households, asked["until"], today()).count()
        refusal = too_long(count) if count else _("ไม่มีครัวเรือนที่ถึงกำหนดเยี่ยมในช่วงนี้ เลือกวันที่ให้ช้าลง หรือเลือกทุกตำบล")
        if refusal:
            form.add_error("until", refusal)
        else:
            return _sheet(request, district, households, asked, count)
    return render(request, "reports/field_day.html", {"form": form, "district": district, "districts": mine})


def _sheet(request, district, households, asked, count):
    villages = figures.villages(households, asked["until"], today())
    content = paper.sheet(villages, district=district, until=asked["until"], by=request.user)
    field_sheet(district=district, count=count, purpose=asked["purpose"], by=request.user)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="field-day-{district.pk}.pdf"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
