"""จปฐ. as arithmetic: answers → pass, fail, not applicable; the income test. No database.

The results of a survey are one string: position i (from 1) is indicator i, one letter each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PASS, FAIL, NOT_APPLICABLE, UNKNOWN = "P", "F", "N", "."


@dataclass(frozen=True, slots=True)
class Form:
    """The questionnaire of a period: an indicator number means nothing without it."""

    code: str
    indicators: int
    income_number: int
    line_baht: int
    texts: Mapping[int, str] = field(default_factory=dict)


# --- answers ----------------------------------------------------------------------------------------------------
# Whole values only: the negative contains the positive (ไม่ผ่าน ⊃ ผ่าน).

_SAID = {
    PASS: "ผ่าน ผ่านเกณฑ์ ใช่ ถูก ถูกต้อง 1 ✓ ✔ √ ☑ / yes pass true",
    FAIL: "ไม่ผ่าน ไม่ผ่านเกณฑ์ ตก ตกเกณฑ์ ต่ำกว่าเกณฑ์ ไม่ใช่ ผิด 0 ✗ ✘ ✕ ✖ × x ☒ no fail false",
    NOT_APPLICABLE: "- – — ― − -- --- ไม่มี ไม่เกี่ยวข้อง ไม่เข้าข่าย ไม่มีบุคคลตามเกณฑ์ ไม่มีคนตามเกณฑ์ n/a na",
    UNKNOWN: "ไม่ระบุ ไม่ทราบ ไม่ตอบ ไม่ได้ตอบ ไม่แน่ใจ ? . _",
}
_ANSWERS = {word: answer for answer, words in _SAID.items() for word in words.split()} | {"": UNKNOWN}


def read_answer(cleaned):
    """The letter for a cleaned cell, or None where nobody can say what it means."""
    return _ANSWERS.get(cleaned.replace(" ", "").lower())


def join_results(answers, indicators):
    """One string out of {number: letter}."""
    return "".join(answers.get(number, UNKNOWN) for number in range(1, indicators + 1))


def result_of(results, number):
    return results[number - 1] if 0 < number <= len(results) else UNKNOWN


def with_result(results, number, answer):
    return results[: number - 1] + answer + results[number:]


def failed_numbers(results):
    return [number for number, answer in enumerate(results, start=1) if answer == FAIL]


# --- the income test: written here and nowhere else -------------------------------------------------------------


def income_per_person_year(total, members):
    """Gross baht a year of the whole household, by person, rounded down; None where it cannot be known."""
    return total // members if total is not None and members else None


def below_line(average, line):
    """An income of exactly the line is not below it. None: not measured."""
    return None if average is None else average < line


def judge(results, form, average):
    """The income indicator follows from the money, whatever the sheet says; without money the sheet's word stays."""
    below = below_line(average, form.line_baht)
    if below is None or not results:
        return results
    return with_result(results, form.income_number, FAIL if below else PASS)
