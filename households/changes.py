"""What became of one household between two survey rounds. Pure: no database, no page.

Every indicator of both forms stands in exactly one place: in one bucket of `items`, or among those without a
counterpart. Taken the other way round, escaped and fell change places and nothing else moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from households.bmn import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, Form, result_of
from kusiao.thai import format_number

KEPT, ESCAPED, FELL, STILL = "kept", "escaped", "fell", "still"
IDLE, UNSTATED = "not_applicable", "not_stated"
BUCKETS = (ESCAPED, FELL, STILL, KEPT, IDLE, UNSTATED)
_MEASURED = {PASS + PASS: KEPT, FAIL + PASS: ESCAPED, PASS + FAIL: FELL, FAIL + FAIL: STILL}


def bucket_of(before, after):
    """Only what was judged both times passes or fails: not stated on a side outweighs nobody to judge on a side."""
    if UNKNOWN in (before, after):
        return UNSTATED
    return _MEASURED.get(before + after, IDLE)


def together(answers):
    """Several indicators that became one: it fails where one of them failed; where none failed and one was not stated,
    nobody can say; one that found nobody to judge leaves the word to the others."""
    return next((letter for letter in (FAIL, UNKNOWN, PASS, NOT_APPLICABLE) if letter in answers), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """{number of the earlier form: number of the later}."""

    earlier: str
    later: str
    successors: Mapping[int, int]

    def joins(self, one, other):
        return {self.earlier, self.later} == {one, other}

    @property
    def joined(self):
        """{number of the later form: the numbers it had in the earlier}, in the order of the later."""
        found = {}
        for old, new in sorted(self.successors.items()):
            found.setdefault(new, []).append(old)
        return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Measured:
    """One survey as the comparison needs it. Baht a year; None: not measured."""

    year: int
    form: Form
    results: str = ""
    income: int | None = None
    line: int | None = None
    below: bool | None = None
    members: int | None = None
    debts: tuple = ()

    @property
    def debt(self):
        """All debts that were told, or None where none was."""
        told = [one for one in self.debts if one is not None]
        return sum(told) if told else None

    @property
    def numbers(self):
        return range(1, self.form.indicators + 1)


@dataclass(frozen=True, slots=True)
class Item:
    """`number` is that of the later form; `earlier` the numbers it had, empty where the form is the same."""

    number: int
    text: str
    before: str
    after: str
    bucket: str
    earlier: tuple = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """An indicator that the other round's form does not have."""

    year: int
    number: int
    text: str


@dataclass(frozen=True)
class Changes:
    before: Measured
    after: Measured
    items: tuple[Item, ...]
    alone: tuple[Alone, ...] = field(default=())

    def of(self, bucket):
        return [item for item in self.items if item.bucket == bucket]

    @property
    def groups(self):
        return {bucket: self.of(bucket) for bucket in BUCKETS}

    @property
    def better(self):
        return len(self.of(ESCAPED))

    @property
    def worse(self):
        return len(self.of(FELL))

    @property
    def income_bucket(self):
        return income_bucket(self.before.below, self.after.below)

    @property
    def income_difference(self):
        if self.before.income is None or self.after.income is None:
            return None
        return self.after.income - self.before.income

    @property
    def same_form(self):
        return self.before.form.code == self.after.form.code


def income_bucket(before, after):
    """Each side is whether it was below the line of its own year."""
    if before is None or after is None:
        return UNSTATED
    return _MEASURED[(FAIL if before else PASS) + (FAIL if after else PASS)]


def compare(before, after, crosswalks=()):
    """Two Measured, in either order of their years."""
    if before.form.code == after.form.code:
        return Changes(before, after, tuple(_same_form(before, after)))
    for crosswalk in crosswalks:
        if crosswalk.joins(before.form.code, after.form.code):
            return _across(before, after, crosswalk)
    return Changes(before, after, (), (*_alone(before), *_alone(after)))


def _same_form(before, after):
    for number in after.numbers:
        letters = result_of(before.results, number), result_of(after.results, number)
        yield Item(number, after.form.texts.get(number, ""), *letters, bucket_of(*letters))


def _across(before, after, crosswalk):
    forward = before.form.code == crosswalk.earlier
    earlier, later = (before, after) if forward else (after, before)
    joined = crosswalk.joined
    items = []
    for new, olds in joined.items():
        letters = together([result_of(earlier.results, old) for old in olds]), result_of(later.results, new)
        letters = letters if forward else letters[::-1]
        items.append(Item(new, later.form.texts.get(new, ""), *letters, bucket_of(*letters), tuple(olds)))
    alone = {
        earlier.year: _alone(earlier, but=crosswalk.successors),
        later.year: _alone(later, but=joined),
    }
    return Changes(before, after, tuple(items), (*alone[before.year], *alone[after.year]))


def _alone(measured, but=()):
    texts = measured.form.texts
    return tuple(Alone(measured.year, n, texts.get(n, "")) for n in measured.numbers if n not in but)


# --- in one line ----------------------------------------------------------------------------------------------


def verdict(changes):
    """พ้นเกณฑ์รายได้ 36,000 → 45,000 บาท/คน/ปี · ดีขึ้น 3 ข้อ แย่ลง 1 ข้อ ยังตก 2 ข้อ"""
    return " · ".join(part for part in (income_words(changes), indicator_words(changes)) if part)


def income_words(changes):
    said = {
        ESCAPED: _("พ้นเกณฑ์รายได้"),
        FELL: _("ตกเกณฑ์รายได้ใหม่"),
        STILL: _("รายได้ยังต่ำกว่าเส้น"),
        KEPT: _("รายได้ไม่ต่ำกว่าเส้นทั้งสองรอบ"),
        UNSTATED: _("เทียบรายได้ไม่ได้ เพราะบางรอบยังไม่วัด"),
    }[changes.income_bucket]
    if changes.income_bucket == UNSTATED:
        return said
    return _("%(said)s %(before)s → %(after)s บาท/คน/ปี") % {
        "said": said,
        "before": format_number(changes.before.income),
        "after": format_number(changes.after.income),
    }


def indicator_words(changes):
    counts = {bucket: len(items) for bucket, items in changes.groups.items()}
    if not sum(counts[bucket] for bucket in (KEPT, ESCAPED, FELL, STILL)):
        return _("ไม่มีตัวชี้วัดที่เทียบกันได้")
    told = [
        (_("ดีขึ้น %(count)s ข้อ"), counts[ESCAPED]),
        (_("แย่ลง %(count)s ข้อ"), counts[FELL]),
        (_("ยังตก %(count)s ข้อ"), counts[STILL]),
    ]
    said = " ".join(words % {"count": count} for words, count in told if count)
    return said or _("ผ่านเหมือนเดิมทุกข้อที่เทียบได้")
