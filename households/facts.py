"""What the survey says of a household, fact by fact, as a person holds it against what he sees at the house. The blank form is
made of the same list."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kusiao.thai import format_number

HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Fact:
    """`said` is empty where the survey is silent. `of_health`: for who cares for the family, nobody else."""

    code: str
    label: str
    said: str = ""
    of_health: bool = False


FACTS = (
    Fact("members", gettext_lazy("จำนวนคนในบ้าน")),
    Fact(HEALTH, gettext_lazy("คนพิการ ป่วยเรื้อรัง หรือติดเตียง"), of_health=True),
    Fact("income", gettext_lazy("รายได้รวมทั้งบ้านต่อปี")),
    Fact("expenses", gettext_lazy("รายจ่ายทั้งบ้านต่อปี")),
    Fact("debt", gettext_lazy("หนี้สินรวม")),
)


def facts_of(survey, members, failing):
    """`failing`: [(number, text)] of the indicators that the survey failed; each is a fact to be looked at."""
    said = _said(survey, members)
    fixed = [replace(fact, label=str(fact.label), said=said.get(fact.code, "")) for fact in FACTS]
    failed = [
        Fact(f"i{number}", _("จปฐ. ข้อ %(number)s %(text)s") % {"number": number, "text": text}, _("ตก"))
        for number, text in failing
    ]
    return fixed + failed


def label_of(code, failing_texts):
    """In words, also of an indicator that the latest survey does not fail any more."""
    fixed = next((fact.label for fact in FACTS if fact.code == code), None)
    number = code.removeprefix("i")
    return fixed or _("จปฐ. ข้อ %(number)s %(text)s") % {
        "number": number,
        "text": failing_texts.get(number, ""),
    }


def _said(survey, members):
    here = [member for member in members if member.left_on is None]
    frail = sum(1 for member in here if member.body_state not in ("", "normal"))
    said = {HEALTH: _("%(count)s คน") % {"count": frail}} if any(member.body_state for member in here) else {}
    if survey is None:
        return said
    debts = [survey.debt_formal, survey.debt_fund, survey.debt_informal]
    told = [debt for debt in debts if debt is not None]
    amounts = {
        "income": survey.income_total, "expenses": survey.expenses, "debt": sum(told) if told else None,
    }  # fmt: skip
    said |= {
        code: _("%(baht)s บาท") % {"baht": format_number(value)}
        for code, value in amounts.items()
        if value is not None
    }
    if survey.members_count:
        said["members"] = _("%(count)s คน") % {"count": survey.members_count}
    return said
