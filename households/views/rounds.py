"""After a round: who falls below the line and is not enrolled, who is enrolled and has risen. Per district, by a person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import entering as lists
from households.actions import entering as acts
from households.forms import rounds as forms
from households.models import SurveyRound
from kusiao.refusal import Refused

PAGE = 25


@require_http_methods(["GET"])
def rounds(request):
    return render(request, "households/rounds/list.html", {"rounds": SurveyRound.objects.order_by("-year")})


@require_http_methods(["GET", "POST"])
def overview(request, year):
    survey_round = get_object_or_404(SurveyRound, pk=year)
    districts = list(request.user.enrolling_districts.order_by("name_key"))
    form = forms.DistrictsForm(
        request.POST if request.method == "POST" else None, codes=[d.pk for d in districts]
    )
    if form.is_valid():
        try:
            made = acts.enter_districts(year=year, expected=form.expected(), by=request.user)
            messages.success(request, _("เพิ่มเข้าทะเบียนแล้ว %(count)s ครัวเรือน") % {"count": f"{len(made):,}"})
            return redirect("households:round", year)
        except Refused as refused:
            form.add_error(None, str(refused))
    counts = lists.by_district(year, request.user.enrolling)
    table = [
        (district, {name: found.get(district.pk, 0) for name, found in counts.items()})
        for district in districts
    ]
    context = {
        "round": survey_round, "form": form, "risen_opens_in": _risen_opens_in(request.user),
        "table": [row for row in table if any(row[1].values())],
        "totals": {name: sum(found.values()) for name, found in counts.items()},
    }  # fmt: skip
    return render(request, "households/rounds/round.html", context)


def _risen_opens_in(person):
    """The districts where he says who leaves; the import administrator says only who enters."""
    return (
        set(person.staffed_districts.values_list("pk", flat=True))
        if person.may_open("households:risen")
        else set()
    )


@require_http_methods(["GET", "POST"])
def enter(request, year, district_id):
    def act(said):
        made = acts.enter(
            year=year,
            chosen=list(said.get(forms.ENTER, {})),
            left_out=said.get(forms.LEAVE_OUT, {}),
            by=request.user,
        )
        return _("เพิ่มเข้าทะเบียนแล้ว %(made)s ครัวเรือน ไม่เพิ่ม %(left)s ครัวเรือน") % {
            "made": len(made), "left": len(said.get(forms.LEAVE_OUT, {})),
        }  # fmt: skip

    tabs = [("waiting", _("รอตัดสิน")), ("left_out", _("ไม่เพิ่ม มีเหตุผลแล้ว"))]
    his = request.user.enrolling_districts, request.user.enrolling
    return _decide(request, year, district_id, his, act, tabs, forms.ENTERING, "households/rounds/enter.html")


@require_http_methods(["GET", "POST"])
def risen(request, year, district_id):
    def act(said):
        leaving, kept = said.get(forms.EXIT, {}), said.get(forms.KEEP, {})
        acts.answer_risen(year=year, leaving=leaving, kept=kept, by=request.user)
        return _("ยืนยันพ้นเกณฑ์ %(leaving)s ครัวเรือน คงไว้ %(kept)s ครัวเรือน") % {
            "leaving": len(leaving), "kept": len(kept),
        }  # fmt: skip

    tabs = [("risen", _("รอตัดสิน")), ("kept", _("คงไว้ มีเหตุผลแล้ว"))]
    his = request.user.staffed_districts, request.user.coordinated
    return _decide(request, year, district_id, his, act, tabs, forms.RISEN, "households/rounds/risen.html")


def _decide(request, year, district_id, his, act, tabs, choices, template):
    """`his`: the districts and the households of which he may say this."""
    districts, households = his
    survey_round = get_object_or_404(SurveyRound, pk=year)
    district = get_object_or_404(districts, pk=district_id)
    inside = households.in_districts([district])
    show = request.GET.get("show") if request.GET.get("show") == tabs[1][0] else tabs[0][0]
    page = Paginator(lists.listed(show, year, inside), PAGE).get_page(request.GET.get("page"))
    posted = request.POST if request.method == "POST" else None
    rows = forms.row_forms(page.object_list, forms.acts(choices, decided=show == tabs[1][0]), posted)
    refusal = ""
    if posted is not None:
        refusal = _done(request, act, rows, posted)
        if not refusal:
            return redirect(request.get_full_path())
    context = {
        "round": survey_round, "district": district, "page": page, "rows": rows, "show": show, "refusal": refusal,
        "tabs": [(name, words, lists.LISTS[name](year, inside).count()) for name, words in tabs],
        "opens_case": request.user.may_open("households:case"), "asks_signed": choices is forms.RISEN,
    }  # fmt: skip
    return render(request, template, context)


def _done(request, act, rows, posted):
    """Empty when it was done; else the sentence that says why not, with the rows that want a reason marked."""
    if not all(form.is_valid() for form in rows):
        return _("บางครัวเรือนยังบันทึกไม่ได้ แก้ตามที่บอกใต้ครัวเรือนนั้น แล้วบันทึกอีกครั้ง")
    said = forms.chosen(rows)
    if not any(said.get(name) for name in (forms.ENTER, forms.LEAVE_OUT, forms.EXIT, forms.KEEP)):
        return _("ยังไม่ได้ตัดสินครัวเรือนใดในหน้านี้ เลือกอย่างน้อยหนึ่งครัวเรือนแล้วบันทึก")
    on_page = {str(form.row.household_id) for form in rows}
    if {key.removesuffix("-act") for key in posted if key.endswith("-act")} != on_page:
        return str(acts.ListMoved())
    try:
        messages.success(request, act(said))
    except acts.ReasonWanted as wanted:
        for form in rows:
            if form.row.household_id in wanted.households:
                form.add_error("reason", _("เขียนเหตุผลของครัวเรือนนี้"))
        return str(wanted)
    except Refused as refused:
        return str(refused)
    return ""
