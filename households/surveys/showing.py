"""A survey file as its page shows it: counts as tabs, causes grouped, cells as they stood."""

import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from households.models import District, Stage
from households.surveys.effects import NOTHING, is_touched, shown_effect
from households.surveys.heads import broken_samples
from households.surveys.mapping import FAILING, INDICATOR, MONTH
from households.surveys.undoing import EDITED
from households.surveys.words import OUTCOMES, SKIPPED, VERDICTS, cause_words, field_words, value_words
from kusiao.audit.words import thing_words

PAGE, SAMPLE = 25, 5
THAI = re.compile("[ก-๛]")


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    words: str
    count: int
    state: str


class ShownSheet:
    def __init__(self, head, unread):
        self.sheet, self.order, self.header_row, self.unread = head.sheet, head.order, head.header_row, unread
        meanings = list(head.meanings.values())
        self.answers = sum(meaning.startswith(INDICATOR) for meaning in meanings)
        self.read = [
            field_words(meaning.removesuffix(MONTH))
            for meaning in meanings
            if not meaning.startswith((INDICATOR, FAILING))
        ]


@dataclass(frozen=True, slots=True)
class Cause:
    code: str
    words: str
    count: int
    findings: list


class ShownFile:
    def __init__(self, file, *, show="", cause="", page=1, district=""):
        self.file = file
        self.districts = list(District.objects.order_by("name_key"))
        self.effect = shown_effect(file, self.districts)
        self._heads = list(file.heads.defer("top"))
        self.tabs = self._tabs()
        names = [tab.name for tab in self.tabs]
        self.show = show if show in names else next((tab.name for tab in self.tabs if tab.count), "")
        self.is_verdict = self.show in VERDICTS
        self.cause = cause if self.is_verdict else ""
        self.district = "" if self.is_verdict else district
        self._page = page

    def _tabs(self):
        found = dict(self.file.findings.order_by().values_list("verdict").annotate(Count("pk")))
        verdicts = [Tab(name, words, found.get(name, 0), state) for name, (words, state) in VERDICTS.items()]
        outcomes = self.file.counts.get("households", {})
        return verdicts + [
            Tab(name, words, outcomes.get(name, 0), state) for name, (words, state) in OUTCOMES.items()
        ]

    def causes(self):
        """Each cause of this verdict with its count and its first cells."""
        of_verdict = self.file.findings.filter(verdict=self.show)
        counts = (
            of_verdict.order_by().values_list("code").annotate(count=Count("pk")).order_by("-count", "code")
        )
        turn = Window(RowNumber(), partition_by=[F("code")], order_by=F("id").asc())
        first = list(of_verdict.annotate(turn=turn).filter(turn__lte=SAMPLE))
        return [
            Cause(code, cause_words(code), count, [f for f in first if f.code == code])
            for code, count in counts
        ]

    def page(self):
        if self.is_verdict:
            rows = self.file.findings.filter(verdict=self.show, code=self.cause)
        else:
            rows = self.file.rows.filter(outcome=self.show)
            rows = rows.filter(district=self.district) if self.district else rows
        return Paginator(rows.order_by("id"), PAGE).get_page(self._page)

    def rows(self, page):
        return [
            (row, [_difference(*difference) for difference in row.differences]) for row in page.object_list
        ]

    @property
    def touched(self):
        """[(district, its part)] of those in which the file changes anything."""
        return [row for row in self.effect if is_touched(row[1])]

    @property
    def untouched(self):
        return [row for row in self.effect if not is_touched(row[1])]

    @property
    def total(self):
        return {name: sum(part[name] for _district, part in self.effect) for name in NOTHING}

    @property
    def many(self):
        return len(self.touched) > 1

    @property
    def writable(self):
        return [(district.code, district.name_th) for district, _part in self.touched]

    @property
    def here(self):
        """The districts that have a row in this tab, to choose from."""
        return [district for district, part in self.effect if part.get(self.show)]

    @property
    def skipped(self):
        return [(SKIPPED[name], count) for name, count in self.file.counts.get("skipped_as", {}).items()]

    @property
    def remembered(self):
        """The sheets read by a mapping that somebody made for an earlier file."""
        return [head for head in self._heads if head.signature]

    @property
    def heads(self):
        """Of each sheet: where its header is, which fields are read, which headers are not."""
        unread = {layout["sheet"][:100]: layout.get("unread", []) for layout in self.file.layouts}
        return [ShownSheet(head, unread.get(head.sheet, [])) for head in self._heads]

    @property
    def broken(self):
        """[(as it stands, as it would read)] where Thai letters were read as Latin ones; what nobody can turn back is not offered."""
        if self.file.repair or self.file.stage not in (Stage.CHECKED, Stage.REFUSED):
            return []
        if self.file.refusal_code == "mojibake":
            cells = [row for head in self.file.heads.all() for row in head.top]
        else:
            cells = [self.file.findings.filter(code="mojibake_cell").values_list("value", flat=True)[:SAMPLE]]
        return [(before, after) for before, after in broken_samples(cells) if THAI.search(after)]

    @property
    def is_waiting(self):
        return self.file.stage in (Stage.ARRIVED, Stage.CONFIRMED, Stage.UNDOING)


def _difference(name, now, then):
    return field_words(name), value_words(name, now), value_words(name, then)


@dataclass(frozen=True, slots=True)
class Left:
    """A household that was not taken back, and why in words."""

    head_name: str
    place: str
    reasons: list


def left_of(page):
    return [
        Left(row.household.head_name, row.household.place_words, [_reason(reason) for reason in row.reasons])
        for row in page.object_list
    ]


def _reason(reason):
    label = reason.removeprefix(EDITED)
    words = {"thing": thing_words(label)}
    return _("มีผู้แก้ไข%(thing)sหลังบันทึก") % words if reason != label else _("มี%(thing)sของครัวเรือนนี้แล้ว") % words
