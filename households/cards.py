"""Change cards out of the register: the forms and the crosswalk read once, a card for any two surveys of a household."""

from dataclasses import dataclass
from functools import cached_property

from households.bmn import Form
from households.changes import Crosswalk, Measured, compare, verdict
from households.models import Indicator, Successor


class Cards:
    """One reading of the forms serves any number of cards."""

    @cached_property
    def texts(self):
        """{form: {number: its words}}"""
        texts = {}
        for code, number, text in Indicator.objects.values_list("indicator_set_id", "number", "text_th"):
            texts.setdefault(code, {})[number] = text
        return texts

    @cached_property
    def crosswalks(self):
        joined = {}
        rows = Successor.objects.values_list(
            "earlier__indicator_set_id", "earlier__number", "later__indicator_set_id", "later__number"
        )
        for earlier, old, later, new in rows:
            joined.setdefault((earlier, later), {})[old] = new
        return [Crosswalk(*codes, successors) for codes, successors in joined.items()]

    def joined(self, before, after):
        """{number of the later form: the numbers it had in the earlier}; empty where nothing joins the two forms."""
        if before == after:
            return {number: [number] for number in sorted(self.texts.get(after, ()))}
        return next(
            (one.joined for one in self.crosswalks if (one.earlier, one.later) == (before, after)), {}
        )

    def measured(self, survey):
        form = survey.round.indicator_set
        texts = self.texts.get(form.code, {})
        return Measured(
            year=survey.round_id,
            form=Form(form.code, max(texts, default=0), form.income_number, survey.line_baht, texts),
            results=survey.results,
            income=survey.income_per_person_year,
            line=survey.line_baht,
            below=survey.below_line,
            members=survey.members_count,
            debts=(survey.debt_formal, survey.debt_fund, survey.debt_informal),
        )

    def card(self, before, after):
        return Card(before, after, compare(self.measured(before), self.measured(after), self.crosswalks))


@dataclass(frozen=True)
class Card:
    """`before` and `after` are the surveys."""

    before: object
    after: object
    changes: object

    @property
    def verdict(self):
        return verdict(self.changes)
