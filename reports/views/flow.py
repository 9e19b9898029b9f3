from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from households.cards import Cards
from households.changes import BUCKETS
from households.models import SurveyRound
from kusiao.thai import format_number
from reports.figures import flow as figures
from reports.views.dashboard import A_PAGE, asked_district, asked_subdistrict

BUCKET_NAMES = {
    "escaped": gettext_lazy("หลุดพ้น"), "fell": gettext_lazy("ตกใหม่"), "still": gettext_lazy("ยังตก"), "kept": gettext_lazy("ผ่านทั้งสองรอบ"),
    "not_applicable": gettext_lazy("ไม่มีคนที่ต้องวัด"), "not_stated": gettext_lazy("ไม่ระบุ"),
}  # fmt: skip


class Asked:
    """Two rounds and perhaps a district, out of the address; the two latest rounds where it says nothing usable."""

    def __init__(self, request):
        self.district, self.mine = asked_district(request)
        self.rounds = {
            one.year: one for one in SurveyRound.objects.select_related("indicator_set").order_by("-year")
        }
        latest = sorted(self.rounds)[-2:]
        given = [request.GET.get(name, "") for name in ("before", "after")]
        years = sorted({int(one) for one in given if one.isascii() and one.isdecimal()} & set(self.rounds))
        self.years = tuple(years if len(years) == 2 else latest)
        self.person = request.user

    @property
    def whole(self):
        return len(self.years) == 2

    @property
    def districts(self):
        return [self.district] if self.district else self.mine

    @cached_property
    def forms(self):
        return [self.rounds[year].indicator_set_id for year in self.years]

    @cached_property
    def cards(self):
        return Cards()

    @cached_property
    def joined(self):
        """Which indicators of the two rounds say the same, where anything does."""
        return self.cards.joined(*self.forms)

    def words_of(self, number):
        """With the numbers that the indicator had in another form."""
        text = f"{number}. {self.cards.texts[self.forms[1]][number]}"
        if self.forms[0] == self.forms[1]:
            return text
        earlier = " + ".join(map(str, self.joined[number]))
        return _("%(text)s (เดิมข้อ %(earlier)s)") % {"text": text, "earlier": earlier}

    @property
    def alone(self):
        """[(year, [the words of what the other round's form does not have])]"""
        kept = {old for olds in self.joined.values() for old in olds}, set(self.joined)
        found = [
            (year, [f"{number}. {text}" for number, text in sorted(self.cards.texts[form].items()) if number not in known])
            for year, form, known in zip(self.years, self.forms, kept, strict=True)
        ]  # fmt: skip
        return [(year, words) for year, words in found if words]

    def address(self, view_name, *args, place=None):
        """Empty where the person may not open it. Inside a district `place` is a subdistrict."""
        if not self.person.may_open(view_name):
            return ""
        district = self.district.pk if self.district else place
        asked = {"before": self.years[0], "after": self.years[1], "district": district}
        asked |= {"subdistrict": place} if self.district else {}
        return f"{reverse(view_name, args=args)}?{urlencode({k: v for k, v in asked.items() if v})}"

    def number(self, name, count, place=None):
        return count, self.address("reports:flow_list", name, place=place) if count else ""


@require_safe
def flow(request):
    asked = Asked(request)
    context = {"asked": asked, "district": asked.district, "back": asked.district and len(asked.mine) > 1}
    if not asked.whole:
        return render(request, "reports/flow/flow.html", context)
    found = (
        figures.by_subdistrict(asked.district, *asked.years)
        if asked.district
        else figures.by_district(asked.mine, *asked.years)
    )
    sides = list(figures.SIDES.items())
    context |= {
        "found": found,
        "title": _title(found),
        "moves": [(move, *asked.number(name, found.count(name))) for name, move in figures.MOVES.items()],
        "drawing": ([label for _side, label in sides], [[found.total.cells[was, to] for to, _l in sides] for was, _m in sides]),
        "matrix": [_row(asked, found, was, label) for was, label in sides],
        "columns": [(label, *asked.number(f"became-{side}", found.count(f"became-{side}"))) for side, label in sides],
        "all": asked.number("all", found.count("all")),
        "table": [_place(asked, one) for one in found.places if one.cells.total()],
        "lines": [asked.rounds[year].line_baht for year in asked.years],
        "indicators": asked.address("reports:flow_indicators"),
    }  # fmt: skip
    return render(request, "reports/flow/flow.html", context)


def _title(found):
    told = {name: format_number(found.count(name)) for name in ("rose", "fell", "stayed")}
    return _("พ้นเส้น %(rose)s ครัวเรือน ตกใหม่ %(fell)s ยังต่ำกว่าเส้น %(stayed)s") % told


def _row(asked, found, was, label):
    cells = [
        (side, *asked.number(f"{was}-{became}", found.total.cells[was, became])) if (was, became) in figures.CELLS else None
        for became, side in figures.SIDES.items()
    ]  # fmt: skip
    return label, cells, asked.number(f"was-{was}", found.count(f"was-{was}"))


def _place(asked, place):
    drill = "" if asked.district else asked.address("reports:flow", place=place.code)
    counts = [
        (move.label, *asked.number(name, place.count(name), place.code))
        for name, move in figures.MOVES.items()
    ]
    return place, drill, counts, asked.number("all", place.count("all"), place.code)


@require_safe
def flow_list(request, name):
    if name not in figures.LISTS:
        raise Http404
    asked = _whole(request)
    rows = figures.households(asked.districts, *asked.years, name)
    return _listed(request, asked, rows, _words(name), asked.address("reports:flow"))


def _words(name):
    move = figures.LISTS[name]
    if move.label:
        return move.label
    was, _dash, became = name.partition("-")
    if was in figures.SIDES:
        return f"{figures.SIDES[was]} → {figures.SIDES[became]}"
    if name == "all":
        return _("ทุกครัวเรือนของสองรอบ")
    side = figures.SIDES[became]
    return _("รอบก่อน: %(side)s") % {"side": side} if was == "was" else _("รอบหลัง: %(side)s") % {"side": side}


@require_safe
def indicators(request):
    asked = Asked(request)
    context = {"asked": asked, "district": asked.district, "names": BUCKET_NAMES.values()}
    if asked.whole and asked.joined:
        found, both = figures.by_indicator(asked.districts, *asked.years, asked.joined)
        table = [_indicator(asked, number, counts) for number, counts in found.items()]
        context |= {"both": both, "table": table}
    return render(request, "reports/flow/indicators.html", context)


def _indicator(asked, number, counts):
    address = asked.address("reports:flow_indicator", number, "escaped")
    cells = [
        (BUCKET_NAMES[bucket], counts[bucket],
         address and counts[bucket] and asked.address("reports:flow_indicator", number, bucket))
        for bucket in BUCKETS
    ]  # fmt: skip
    return asked.words_of(number), cells


@require_safe
def indicator(request, number, bucket):
    asked = _whole(request)
    if bucket not in BUCKET_NAMES or number not in asked.joined:
        raise Http404
    rows = figures.of_indicator(asked.districts, *asked.years, number, asked.joined[number], bucket)
    words = f"{BUCKET_NAMES[bucket]}: {asked.words_of(number)}"
    return _listed(request, asked, rows, words, asked.address("reports:flow_indicators"))


def _whole(request):
    asked = Asked(request)
    if not asked.whole:
        raise Http404
    return asked


def _listed(request, asked, rows, words, back):
    subdistrict = asked_subdistrict(request, asked.mine)
    if subdistrict:
        rows = rows.filter(village__subdistrict=subdistrict)
    rows = figures.with_incomes(rows.filter(pk__in=request.user.households.values("pk")), asked.years[1])
    page = Paginator(rows.with_place().order_by("head_name_key", "id"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "asked": asked, "words": words, "page": page, "back": back, "district": asked.district,
        "subdistrict": subdistrict,
        "opens_case": request.user.may_open("households:case"),
    }  # fmt: skip
    return render(request, "reports/flow/list.html", context)
