"""Where the numbers of a dashboard lead. A person who may not open lists sees the numbers without an address."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from households.models import Track
from reports.figures.numbers import NUMBERS, SAID


def _address(name, *args, **asked):
    asked = {key: value for key, value in asked.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")


class Addresses:
    def __init__(self, person, district=None, track=None):
        self.district, self.track = district, track
        self.opens = person.may_open("reports:number")

    def number(self, name, **asked):
        """The list behind a number; `place` narrows it to a district, or inside a district to a subdistrict."""
        if not self.opens:
            return ""
        place = asked.pop("place", None)
        if place and self.district is None:
            asked["district"] = place
        else:
            asked |= {"district": self.district and self.district.pk, "subdistrict": place}
        return _address("reports:number", name, **{"track": self.track, **asked})

    def dashboard(self, **asked):
        return _address(
            "reports:dashboard",
            **{"district": self.district and self.district.pk, "track": self.track, **asked},
        )

    def drill(self, code):
        """A district opens its own dashboard; inside a district there is nothing deeper."""
        return "" if self.district else self.dashboard(district=code)

    def numbers(self, totals):
        return [(one, totals[name], self.number(name)) for name, one in NUMBERS.items()]

    def said(self, totals):
        """[(label, count, address)] of what the line under the sentence tells."""
        return [
            (one.label, totals[name], self._said(name) if totals[name] else "") for name, one in SAID.items()
        ]

    def _said(self, name):
        """The cards of the relapse watch have a list of their own, as long as the number; it knows no class."""
        if name == "relapse" and self.opens and not self.track:
            return _address("households:relapses", district=self.district and self.district.pk)
        return self.number(name)

    def table(self, places):
        return [
            (place, self.drill(place.code), [
                (one, place.counts[name], self.number(name, place=place.code) if place.counts[name] else "")
                for name, one in NUMBERS.items()
            ])
            for place in places
        ]  # fmt: skip

    def shows(self, shown):
        return [(one.label, self.dashboard(show=name), one is shown) for name, one in NUMBERS.items()]

    def tracks(self, shown):
        both = [("", _("ทุกประเภท")), *Track.choices]
        return [
            (label, self.dashboard(track=value, show=shown.name), value == (self.track or ""))
            for value, label in both
        ]
