"""A survey file as its page shows it: counts as tabs, causes grouped, cells as they stood."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from households.models import Stage
from households.surveys.words import OUTCOMES, SKIPPED, VERDICTS, cause_words, field_words, value_words

PAGE, SAMPLE = 25, 5


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    words: str
    count: int
    state: str


@dataclass(frozen=True, slots=True)
class Cause:
    code: str
    words: str
    count: int
    findings: list


class ShownFile:
    def __init__(self, file, *, show="", cause="", page=1):
        self.file = file
        self.tabs = self._tabs()
        names = [tab.name for tab in self.tabs]
        self.show = show if show in names else next((tab.name for tab in self.tabs if tab.count), "")
        self.is_verdict = self.show in VERDICTS
        self.cause = cause if self.is_verdict else ""
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
        return Paginator(rows.order_by("id"), PAGE).get_page(self._page)

    def rows(self, page):
        return [
            (row, [_difference(*difference) for difference in row.differences]) for row in page.object_list
        ]

    @property
    def skipped(self):
        return [(SKIPPED[name], count) for name, count in self.file.counts.get("skipped_as", {}).items()]

    @property
    def layouts(self):
        return [
            {**layout, "read": [(header, field_words(name)) for header, name in layout.get("columns", [])]}
            for layout in self.file.layouts
        ]

    @property
    def is_waiting(self):
        return self.file.stage in (Stage.ARRIVED, Stage.CONFIRMED)


def _difference(name, now, then):
    return field_words(name), value_words(name, now), value_words(name, then)
