"""A row that would be a new household, and the household on record that it may be: the same people under another number,
the same head with a slip of the pen, a head who is a member elsewhere. Asked only while a file is rehearsed; it changes no
outcome, a person does."""

from collections import defaultdict
from typing import NamedTuple

from households.comparing import homes_of
from households.likeness import Home, Person, are_near, signs_of
from households.models import Household, Member, Village
from households.surveys.household_row import Finding, column_letters
from households.surveys.sentences import WARN, sentence
from kusiao.fields import blind_index

CODE = "maybe_known"
# Alone they say only that two families have something in common.
_WEAK = {"phone", "other_head", "member_moved"}
_AFFIX = 3
MOST_VILLAGES = 100


class Suspect(NamedTuple):
    row: object
    household: object
    signs: tuple


class Lookalikes:
    """`take(rows)` the new rows in handfuls, then `tell(taken, layouts)` what is still nobody else's row in the file."""

    def __init__(self, answered=()):
        self.answered, self.found = answered, []
        self._suspects, self._villages = [], None
        self._names = {}  # {village: {(how, part of a name): [(name, household)]}}, what was read last at the end

    def take(self, rows):
        rows = [row for row in rows if (row.sheet, row.row) not in self.answered]
        if not rows or not self._any_village():
            return
        asked = {number: self._home(row) for number, row in enumerate(rows)}
        self._read_names({home.place for home in asked.values()})
        wanted = self._by_id(asked)
        for number, home in asked.items():
            wanted[number] |= self._by_name(home)
        every = set().union(*wanted.values())
        known = (
            {home.pk: home for home in homes_of(Household.objects.standing().filter(pk__in=every))}
            if every
            else {}
        )
        for number, pks in wanted.items():
            signs = {pk: signs_of(asked[number], known[pk]) for pk in pks if pk in known}
            likely = {pk: told for pk, told in signs.items() if {sign.code for sign in told} - _WEAK}
            if likely:
                best = min(likely, key=lambda pk: (-likely[pk][0].weight, str(pk)))
                self._suspects.append(Suspect(rows[number], best, likely[best]))

    def tell(self, taken, layouts):
        """A finding for each; a household that has its own row in the file is not the one."""
        gone = taken({suspect.household for suspect in self._suspects})
        self.found = [suspect for suspect in self._suspects if suspect.household not in gone]
        pks = {suspect.household for suspect in self.found}
        households = Household.objects.with_place().in_bulk(pks) if pks else {}
        for row, pk, signs in self.found:
            layout, known = layouts[row.sheet], households[pk]
            position = layout.columns.get("first_name", layout.columns.get("full_name"))
            cell = f"{column_letters(position)}{row.row}" if position is not None else ""
            told = sentence(CODE, head=known.head_name, place=known.place_words, why=signs[0].words)
            yield Finding(
                row.sheet, cell, row.row, layout.header(position), WARN, CODE, f"{row.title}{row.name}", told
            )

    def _any_village(self):
        """The villages in which somebody stands; on the first load of a province there is none, and nothing is asked."""
        if self._villages is None:
            standing = Village.objects.filter(households__merged_into__isnull=True, households__isnull=False)
            places = standing.distinct().values_list("subdistrict_id", "moo", "pk")
            self._villages = {(subdistrict, moo): pk for subdistrict, moo, pk in places}
        return bool(self._villages)

    def _home(self, row):
        head = Person(blind_index(row.national_id), row.name, None, is_head=True)
        others = tuple(
            Person(blind_index(one.national_id), one.name, None) for one in row.people if not one.is_head
        )
        place = self._villages.get((row.place.code, row.moo))
        return Home(None, place, row.house_no, row.house_code, row.phone, row.name, (head, *others))

    def _by_id(self, asked):
        holders, wanted = defaultdict(set), {number: set() for number in asked}
        for number, home in asked.items():
            for key in home.keys:
                holders[key].add(number)
        members = (
            Member.objects.filter(national_id_index__in=holders, left_on__isnull=True) if holders else ()
        )
        found = members.values_list("national_id_index", "household_id") if holders else ()
        for key, household in found:
            for number in holders[key]:
                wanted[number].add(household)
        return wanted

    def _read_names(self, places):
        """Files go from village to village: a hundred are kept, and read again where somebody comes back."""
        places.discard(None)
        for place in places & self._names.keys():
            self._names[place] = self._names.pop(place)
        new = places - self._names.keys()
        if not new:
            return
        self._names |= {place: defaultdict(list) for place in new}
        while len(self._names) > max(MOST_VILLAGES, len(places)):
            del self._names[next(iter(self._names))]
        rows = Household.objects.standing().filter(village__in=new).order_by("pk")
        rows = rows.values_list("pk", "village_id", "head_name", "house_number")
        for pk, place, head, house in rows.iterator():
            names, plain = self._names[place], Home(pk, place, head_name=head).plain
            names["begins", plain[:_AFFIX]].append((plain, pk))
            names["ends", plain[-_AFFIX:]].append((plain, pk))
            if house:
                names["house", house].append((plain, pk))

    def _by_name(self, home):
        if home.place is None:
            return set()
        names = self._names[home.place]
        near = [
            *names.get(("begins", home.plain[:_AFFIX]), ()),
            *names.get(("ends", home.plain[-_AFFIX:]), ()),
        ]
        found = {pk for plain, pk in near if are_near(plain, home.plain)}
        return found | {pk for _plain, pk in names.get(("house", home.house_no), ())}
