"""Marks in personal columns that sing when a page, a file, a mail or a log repeats them to the wrong person.

`plant(row, case)` writes one mark into every column that the row's model declares as personal."""

import datetime as dt
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from kusiao.audit import personal_fields
from kusiao.fields import EncryptedTextField, blind_index
from kusiao.testing.make import valid_national_id
from kusiao.thai import format_date, to_ascii_digits

STEM = "Kwx"  # no Thai word, no word of a page, nothing a token of a session would spell by chance with four digits
_WORD = re.compile(STEM + r"[0-9]{4}")
_NUMBER = re.compile(r"(?<![0-9A-Za-z_])[0-9]{5,}(?![0-9A-Za-z_])")
_IN_A_NUMBER = re.compile(r"(?<=[0-9])[,\-](?=[0-9])")
_SPACED = re.compile(r"(?<=[0-9]) (?=[0-9])")

# Columns that cannot carry a mark; anything else that is declared personal must.
UNMARKED = {
    "households.Household.head_name_key": "made from head_name",
    "households.Likeness.facts": "digests",
    "households.NotSame.facts": "digests",
    "households.Member.title": "the same few words for everybody",
    "households.Remeasurement.members_count": "a small number; that of the survey carries a mark",
    "households.Remeasurement.income_total": "worked out from the marked sources",
    "households.Remeasurement.income_per_person_year": "worked out from the marked sources",
    "households.Survey.results": "letters of a fixed number, read one by one",
    "officers.Officer.title": "the same few words for everybody",
    "officers.Officer.username": "the auditor reads who did what by it",
    "officers.Officer.name_key": "made from the name",
    "reports.Report.figures": "frozen figures have their own shape",
    "jobs.Job.owner_id": "a key",
}
# Models whose personal columns are no family's and no colleague's.
APART = {
    "audit.Event": "holds keys and names of fields; its own tests hold that",
    "audit.Seal": "digests",
    "officers.Invitation": "a hash of a code",
    "officers.Session": "what Django keeps of a browser; no page reads it",
    "reports.Addressee": "offices",
}


@dataclass(frozen=True)
class Canary:
    case: str
    label: str  # "households.Member.first_name"
    mark: str = field(compare=False)

    def __str__(self):
        return f"{self.label} of {self.case} ({self.mark})"


class Cage:
    """All marks of one scene, and the ear that hears them."""

    def __init__(self):
        self.serial = 0
        self.words = {}  # STEM0001 → Canary
        self.numbers = {}  # a run of digits → Canary
        self.phrases = {}  # written-out dates, coordinates, tokens → Canary

    def plant(self, row, case):
        """`row` with a mark in each personal column, saved."""
        for name in personal_fields(type(row)):
            column = row._meta.get_field(name)
            label = f"{row._meta.label}.{name}"
            if label not in UNMARKED and _can_carry(column):
                self.serial += 1
                setattr(row, name, self._mark(column, Canary(case, label, "")))
        _keep_true(row)
        row.save()
        if hasattr(row, "national_id_index"):
            self.phrases[row.national_id_index] = Canary(
                case, f"{row._meta.label}.national_id_index", row.national_id_index
            )
        return row

    def _mark(self, column, canary):
        n = self.serial
        if column.name == "national_id":
            return self._number(canary, valid_national_id(70_000_000_000 + n * 7))
        if isinstance(column, models.EmailField):
            return f"{self._word(canary)}@example.org"
        if isinstance(column, models.CharField | models.TextField):
            length = column.max_length or 999
            return (
                self._number(canary, f"087{n:07d}"[:length].ljust(length, "5"))
                if length < 12
                else self._word(canary)
            )
        if isinstance(column, models.SmallIntegerField | models.PositiveSmallIntegerField):
            return int(self._number(canary, str(30_011 + n % 1_300 * 2)))
        if isinstance(column, models.IntegerField):
            # At uneven distances: the middle of two marks, which a page of medians may tell, is no third one.
            return int(self._number(canary, str(7_310_003 + n * 1_338 + n * n * 7_919 % 1_337)))
        if isinstance(column, models.FloatField):
            return float(self._phrase(canary, f"{16 + n / 1000 + 0.000_417:.6f}"))
        if isinstance(column, models.DateField):
            return self._date(canary, dt.date(1931, 1, 3) + dt.timedelta(days=n * 3 % 26_993))
        if isinstance(column, models.JSONField):
            word = self._word(canary)
            if column.default is not list:
                return {word: 1}
            return [[word, word]] if column.name == "top" else [["full_name", word, word]]
        raise TypeError(
            f"{canary.label}: no mark for a {type(column).__name__}; add one, or a line in UNMARKED"
        )

    def _word(self, canary):
        mark = f"{STEM}{self.serial:04d}"
        self.words[mark] = Canary(canary.case, canary.label, mark)
        return mark

    def _number(self, canary, mark):
        self.numbers[mark] = Canary(canary.case, canary.label, mark)
        return mark

    def _phrase(self, canary, mark):
        self.phrases[mark] = Canary(canary.case, canary.label, mark)
        return mark

    def _date(self, canary, date):
        year = date.year + 543
        for written in (
            date.isoformat(),
            format_date(date),
            format_date(date, "long"),
            f"{date.day}/{date.month}/{year}",
            f"{date:%d/%m}/{year}",
        ):
            self._phrase(canary, written)
        return date

    def heard(self, text):
        """The canaries that `text` repeats, however numbers are grouped and in whichever digits."""
        text = to_ascii_digits(text).replace("\N{NO-BREAK SPACE}", " ")
        found = {self.words[mark] for mark in _WORD.findall(text) if mark in self.words}
        joined = _IN_A_NUMBER.sub("", text)
        for digits in (joined, _SPACED.sub("", joined)):
            found.update(self.numbers[run] for run in _NUMBER.findall(digits) if run in self.numbers)
        return found | {
            canary
            for phrase, canary in self.phrases.items()
            if phrase in text and _stands_alone(phrase, text)
        }


def _stands_alone(phrase, text):
    """21 ก.ค. 2477 is not the first of that month."""
    return re.search(rf"(?<![0-9]){re.escape(phrase)}(?![0-9])", text)


def _can_carry(column):
    return not (column.choices or isinstance(column, models.BooleanField) or not column.editable)


def _keep_true(row):
    """What the database would refuse otherwise."""
    if hasattr(row, "national_id_index"):
        row.national_id_index = blind_index(row.national_id)
        row.no_id_reason = ""
    if hasattr(row, "work_out"):
        row.work_out()
    elif hasattr(row, "income_per_person_year") and hasattr(row, "below_line"):
        row.below_line = row.income_per_person_year < row.line_baht
    # What is not signed, given up, broken or refused has no words about it.
    if getattr(row, "signed_name", "") and row.state == "draft":
        row.signed_name = ""
    if getattr(row, "dropped_on", True) is None:
        row.dropped_because = ""
    if hasattr(row, "because") and getattr(row, "state", "") in ("planned", "open"):
        row.because = ""


def unplanted(planted):
    """Personal columns of the project that no row of `planted` (a set of models) carries a mark in."""
    ours = [model for model in apps.get_models() if hasattr(model, "declared")]
    missing = []
    for model in ours:
        if model._meta.label in APART or model in planted:
            continue
        columns = [
            name
            for name in personal_fields(model)
            if f"{model._meta.label}.{name}" not in UNMARKED
            and _can_carry(model._meta.get_field(name))
            and not isinstance(model._meta.get_field(name), EncryptedTextField)
        ]
        if columns:
            missing.append(f"{model._meta.label}: {', '.join(columns)}")
    return missing
