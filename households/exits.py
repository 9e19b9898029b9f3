"""The exit checklists as plain values: for the page, the case file and the papers."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from households.models import ExitItem, Track
from households.models.exit import Answer, ExitGoal
from kusiao.thai import format_date, format_number

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


def looked_at(review):
    """[[what, what it says]]: all that a page shows of it, to be compared with what stands when a button is pressed."""
    signed = (
        f"{review.household_signer} · {review.signed_by} · {format_date(review.signed_on)}"
        if review.signed_on
        else ""
    )
    rows = [
        [row.words, " · ".join(filter(None, (str(row.answer_words), row.evidence)))]
        for row in rows_of(review)
    ]
    return [[_("ลงนาม"), signed], *rows]


def changed_since(seen, review):
    """[(what, as it was looked at, as it stands)] of a checklist that was saved anew."""
    before, now = dict(seen), dict(looked_at(review))
    names = [*now, *(name for name in before if name not in now)]
    return [
        (name, before.get(name, ""), now.get(name, ""))
        for name in names
        if before.get(name, "") != now.get(name, "")
    ]


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
