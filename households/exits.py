"""The exit checklists as plain values: for the page, the case file and the papers."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from households.models import ExitItem, Track
from households.models.exit import Answer, ExitGoal
from kusiao.thai import format_number

# By its income a welfare household does not fail to graduate: its goal is that its care is assured.
GOAL_OF = {Track.WELFARE: ExitGoal.ASSURED}
INCOME = "income"


def goal_of(track):
    return GOAL_OF.get(track, ExitGoal.EXIT)


@dataclass(frozen=True, slots=True)
class Row:
    """`answer`: yes, no, na or empty."""

    code: str
    order: int
    words: str
    hint: str
    may_not_apply: bool
    answer: str = ""
    evidence: str = ""

    @property
    def answer_words(self):
        return Answer(self.answer).label if self.answer else ""

    @property
    def stands(self):
        return self.answer in (Answer.YES, Answer.NOT_APPLICABLE)


def rows_of(review):
    """A review with its answers, in order."""
    answers = sorted(review.answers.all(), key=lambda one: one.item.order)
    return [_row(one.item, one.answer, one.evidence) for one in answers]


def blank_rows(goal, on=None):
    """The form as it is printed empty."""
    return [_row(item) for item in ExitItem.objects.in_force(goal, on)]


def _row(item, answer="", evidence=""):
    return Row(item.code, item.order, item.words, item.hint, item.may_not_apply, answer, evidence)


def evidence_of_income(now):
    """What the form proposes beside the income: `now` is a Survey or a Remeasurement."""
    if now is None or now.below_line is None:
        return ""
    return _("%(income)s บาท/คน/ปี เส้น %(line)s บาท (%(said)s)") % {
        "income": format_number(now.income_per_person_year),
        "line": format_number(now.line_baht),
        "said": now.measured_words,
    }


def proposed(rows, now):
    """A blank form with what the register knows already: the income beside its line."""
    said = evidence_of_income(now)
    if not said:
        return rows
    answer = Answer.NO if now.below_line else Answer.YES
    return [replace(row, answer=answer, evidence=said) if row.code == INCOME else row for row in rows]
