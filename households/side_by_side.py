"""Two case files next to each other, for a person who decides whether they are one: what each says, line by line."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kusiao.thai import format_date, format_house_code, format_number, format_phone


@dataclass
class Side:
    """One file as it stands; what hangs on it from the rooms above comes by the reverse relations."""

    household: object

    @cached_property
    def members(self):
        return list(self.household.members.all())

    @cached_property
    def head(self):
        return next((one for one in self.members if one.is_head and one.left_on is None), None)

    @cached_property
    def surveys(self):
        return {survey.round_id: survey for survey in self.household.surveys.all()}

    @cached_property
    def enrolments(self):
        return list(self.household.enrolments.all())

    @cached_property
    def enrolment(self):
        return next((row for row in self.enrolments if row.ended_on is None), None)

    @cached_property
    def friend(self):
        pairing = self.household.pairings.filter(ended_on__isnull=True).select_related("officer").first()
        return pairing.officer if pairing else None

    @property
    def coordinates(self):
        here = self.household
        return "" if here.latitude is None else f"{here.latitude:.5f}, {here.longitude:.5f}"

    @property
    def village(self):
        subdistrict = self.household.village.subdistrict
        return f"{self.household.village} ต.{subdistrict} อ.{subdistrict.district}"

    @property
    def standing(self):
        if self.enrolment:
            return _("อยู่ในทะเบียนตั้งแต่ %(since)s") % {"since": format_date(self.enrolment.entered_on)}
        if not self.enrolments:
            return _("ไม่อยู่ในทะเบียน")
        last = self.enrolments[0]
        told = {"reason": last.get_end_reason_display(), "on": format_date(last.ended_on)}
        return _("ออกจากทะเบียน: %(reason)s %(on)s") % told

    def income(self, year):
        survey = self.surveys.get(year)
        if survey is None:
            return ""
        if survey.income_per_person_year is None:
            return _("ยังไม่วัด")
        income = format_number(survey.income_per_person_year)
        return _("%(income)s บาท/คน/ปี") % {"income": income}

    @cached_property
    def values(self):
        """What a merge may take from either side, by its name in actions/merging.py."""
        here = self.household
        return {
            "village": self.village,
            "house_number": here.house_number,
            "house_code": format_house_code(here.house_code) if here.house_code else "",
            "phone": format_phone(here.phone) if here.phone else "",
            "coordinates": self.coordinates,
            "head": here.head_name,
        }


NAMES = {
    "head": gettext_lazy("หัวหน้าครัวเรือน"),
    "village": gettext_lazy("หมู่บ้าน"),
    "house_number": gettext_lazy("บ้านเลขที่"),
    "house_code": gettext_lazy("รหัสบ้าน"),
    "phone": gettext_lazy("โทรศัพท์"),
    "coordinates": gettext_lazy("พิกัด"),
}


@dataclass
class SideBySide:
    first: Side
    second: Side

    @property
    def differing(self):
        """{name: (words, of the first, of the second)} of what a merge has to choose."""
        found = {}
        for name, words in NAMES.items():
            one, other = self.first.values[name], self.second.values[name]
            if one != other:
                found[name] = (words, one, other)
        return found

    @cached_property
    def likely_kept(self):
        """The one that is in the programme, else the one with more of a history."""
        weight = [
            (bool(side.enrolment), bool(side.enrolments), side.household.visits.count(), len(side.surveys))
            for side in (self.first, self.second)
        ]
        return "second" if weight[1] > weight[0] else "first"

    @property
    def lines(self):
        """(words, of the first, of the second, whether they differ)."""
        rows = [(words, self.first.values[name], self.second.values[name]) for name, words in NAMES.items()]
        years = sorted({*self.first.surveys, *self.second.surveys}, reverse=True)
        rows += [
            (_("รายได้ จปฐ. ปี %(year)s") % {"year": year}, self.first.income(year), self.second.income(year))
            for year in years
        ]
        rows.append((_("ทะเบียนเป้าหมาย"), self.first.standing, self.second.standing))
        rows.append((_("คู่เสี่ยว"), str(self.first.friend or ""), str(self.second.friend or "")))
        for words, relation in (
            (_("เยี่ยมและติดต่อ (ครั้ง)"), "visits"), (_("คำขอถึงคณะ"), "referrals"), (_("ความช่วยเหลือ"), "supports"),
        ):  # fmt: skip
            counts = [getattr(side.household, relation).count() for side in (self.first, self.second)]
            rows.append((words, *counts))
        return [(*row, row[1] != row[2]) for row in rows]
