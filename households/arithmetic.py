"""A year's income worked out as a person would write it on paper: sources + … = total, ÷ members, against the line.
Pure: the page, the case file and the papers show the same three lines."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from households import bmn
from kusiao.thai import format_number


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`sources`: (label, baht of twelve months, gross), in the order of the form. None: not told, counts as nothing."""

    sources: tuple
    members: int | None
    line: int | None
    year: int | None = None

    @property
    def told(self):
        return [(label, baht) for label, baht in self.sources if baht]

    @property
    def total(self):
        return sum(baht or 0 for _label, baht in self.sources)

    @property
    def average(self):
        return bmn.income_per_person_year(self.total, self.members)

    @property
    def below(self):
        return None if self.line is None else bmn.below_line(self.average, self.line)

    @property
    def remainder(self):
        return self.total % self.members if self.members else 0

    @property
    def lines(self):
        return [words for words in (self._sum(), self._share(), self._against()) if words]

    def _sum(self):
        terms = " + ".join(f"{label} {format_number(baht)}" for label, baht in self.told)
        total = _("%(total)s บาทต่อปีทั้งบ้าน") % {"total": format_number(self.total)}
        return f"{terms} = {total}" if terms else total

    def _share(self):
        if self.average is None:
            return _("ใส่จำนวนคนในบ้านอย่างน้อย 1 คน จึงหารต่อคนได้")
        words = _("%(total)s ÷ %(members)s คน = %(average)s บาทต่อคนต่อปี") % {
            "total": format_number(self.total),
            "members": format_number(self.members),
            "average": format_number(self.average),
        }
        return _("%(words)s (ตัดเศษทิ้ง)") % {"words": words} if self.remainder else words

    def _against(self):
        if self.below is None:
            return ""
        words = _("%(average)s น้อยกว่าเส้น %(line)s บาท จึงต่ำกว่าเส้น")
        if not self.below:
            words = _("%(average)s ไม่น้อยกว่าเส้น %(line)s บาท จึงไม่ต่ำกว่าเส้น")
        words = words % {"average": format_number(self.average), "line": format_number(self.line)}
        return _("%(words)s (เส้นของปี %(year)s)") % {"words": words, "year": self.year} if self.year else words
