"""Outcomes of the check → rows. Called inside the transaction that ends with the file being written."""

import os
import time
from operator import attrgetter

from households.bmn import below_line
from households.models import Classification, Household, IndicatorSet, Member, Survey, SurveyRound, Village
from households.models.household import head_name_key, head_name_keys
from households.surveys.among import rows_among
from households.surveys.matching import CHANGED, CONFLICT, NEW, SURVEY_FIELDS, survey_facts, with_text_keys
from households.surveys.province import SURVEY_COLUMNS, form_of
from households.surveys.writing.heads import change_heads, head_columns
from households.surveys.writing.images import Pen
from households.surveys.writing.people import change_people, insert_people, people_of
from households.surveys.writing.tables import Same
from kusiao.thai import today

CLASS_REASON = "ตามไฟล์สำรวจ จปฐ. ปี %d"
_HOUSEHOLD_COLUMNS = {
    "house_no": "house_number", "house_code": "house_code", "phone": "phone", "latitude": "latitude",
    "longitude": "longitude",
}  # fmt: skip
_HOUSEHOLD = ("id", "village_id", *_HOUSEHOLD_COLUMNS.values(), "head_name", "head_name_key")
_SURVEY = ("household_id", "round_id", "line_baht", "below_line", "file_id", *SURVEY_COLUMNS.values())
_household_facts = attrgetter(*_HOUSEHOLD_COLUMNS)


def new_keys(number):
    """UUIDs of version 7: what is made one after the other lies side by side in every index."""
    moment = f"{time.time_ns() // 1_000_000:012x}"
    chances = memoryview(os.urandom(8 * number)).cast("Q")
    return [f"{moment}7{turn & 0xFFF:03x}{chance >> 2 | 1 << 63:016x}" for turn, chance in enumerate(chances)]


def wait_for_turn():
    """Two files written side by side would each make the same new household: the second waits for the first."""
    list(IndicatorSet.objects.select_for_update().order_by("pk").values_list("pk"))


class Writer:
    """`take(outcomes)` is what the check calls with each handful; `done()` when it has called for the last time.
    `districts`: codes, only the rows that lie there; none: all."""

    def __init__(self, file, *, by, districts=(), ink=None):
        self.file, self.by, self.districts = file, by, frozenset(districts)
        self.pen = Pen(file, ink)
        self.round = self._round(file.year)
        self.villages = {
            (subdistrict, moo): pk
            for pk, subdistrict, moo in Village.objects.values_list("pk", "subdistrict_id", "moo")
        }

    def _round(self, year):
        found = SurveyRound.objects.filter(year=year).first()
        if found is None:
            form = form_of(year)
            found = SurveyRound(year=year, indicator_set_id=form.code, line_baht=form.line_baht)
            columns = ("year", "indicator_set_id", "line_baht")
            self.pen.insert(SurveyRound, columns, [(year, form.code, form.line_baht)], households=[None])
        return found

    def take(self, outcomes):
        if self.districts:
            outcomes = [o for o in outcomes if o.row.place and o.row.place.district_code in self.districts]
        made = [outcome.row for outcome in outcomes if outcome.outcome == NEW]
        changed = [outcome for outcome in outcomes if outcome.outcome in (CHANGED, CONFLICT)]
        self._make_villages([*made, *(outcome.row for outcome in changed)])
        self._make(made)
        self._change(changed)
        self.pen.keep()

    def done(self):
        self.pen.done()

    def _make_villages(self, rows):
        wanted = {}
        for row in rows:
            key = (row.place.code, row.moo)
            if key not in self.villages and key not in wanted:
                wanted[key] = row.village
        rows = [(*key, name) for key, name in wanted.items()]
        keys = self.pen.insert(
            Village, ("subdistrict_id", "moo", "name"), rows, households=[None] * len(rows)
        )
        self.villages.update(zip(wanted, keys, strict=True))

    # --- new --------------------------------------------------------------------------------------------------

    def _make(self, rows):
        keys = new_keys(len(rows))
        self._add_households(keys, rows)
        made = list(zip(keys, rows, strict=True))
        if any(row.people for row in rows):
            insert_people(self.pen, [(key, person) for key, row in made for person in people_of(row)])
        else:
            self.pen.insert_columns(Member, head_columns(keys, rows), households=keys)
        self._add_surveys([(key, row) for key, row in made if row.is_surveyed])
        self._add_classes([(key, row.track) for key, row in made if row.track])
        if any(row.people for row in rows):
            self.pen.keep()  # the heads that change are written by fewer columns, and have an image of their own

    def _add_households(self, keys, rows):
        places = [self.villages[row.place.code, row.moo] for row in rows]
        names = [f"{row.title}{row.name}" for row in rows]
        columns = zip(*map(_household_facts, rows), strict=True)
        given = dict(zip(_HOUSEHOLD_COLUMNS.values(), columns, strict=True)) if rows else {}
        given |= {
            "id": keys,
            "village_id": places,
            "head_name": names,
            "head_name_key": head_name_keys(names),
        }
        self.pen.insert_columns(Household, given, households=keys)

    def _add_surveys(self, pairs):
        if not pairs:
            return
        keys, rows = zip(*pairs, strict=True)
        line = self.round.line_baht
        columns = zip(*map(survey_facts, rows), strict=True)
        given = dict(zip((SURVEY_COLUMNS[name] for name in SURVEY_FIELDS), columns, strict=True))
        given |= {
            "household_id": keys, "round_id": Same(self.round.year), "line_baht": Same(line),
            "below_line": [below_line(row.average, line) for row in rows], "file_id": Same(self.file.pk),
            SURVEY_COLUMNS["failing"]: [with_text_keys(row.failing) for row in rows],
        }  # fmt: skip
        self.pen.insert_columns(Survey, given, households=keys)

    def _add_classes(self, pairs):
        if not pairs:
            return
        keys, tracks = zip(*pairs, strict=True)
        given = {
            "household_id": keys, "track": tracks, "started_on": Same(today()),
            "reason": Same(CLASS_REASON % self.round.year), "decided_by_id": Same(self.by.pk if self.by else None),
        }  # fmt: skip
        self.pen.insert_columns(Classification, given, households=keys)

    # --- changed ----------------------------------------------------------------------------------------------

    def _change(self, outcomes):
        """Only what changed, never what is in conflict."""
        changes = {o.household: {name: then for name, _now, then in o.changes} for o in outcomes}
        row_of = {outcome.household: outcome.row for outcome in outcomes}
        households = {pk: self._household_changes(changed, row_of[pk]) for pk, changed in changes.items()}
        for pk, name in change_heads(self.pen, changes, row_of).items():
            households[pk] |= {"head_name": name, "head_name_key": head_name_key(name)}
        households = {pk: changed for pk, changed in households.items() if changed}
        self.pen.update(Household, _HOUSEHOLD[1:], households, households={pk: pk for pk in households})
        if people := [outcome for outcome in outcomes if outcome.people]:
            change_people(self.pen, people)
        self._change_surveys(changes)
        self._add_surveys([(pk, row_of[pk]) for pk, changed in changes.items() if "survey" in changed])
        self._add_classes([(pk, changed["class"]) for pk, changed in changes.items() if "class" in changed])

    def _household_changes(self, changed, row):
        found = {column: changed[name] for name, column in _HOUSEHOLD_COLUMNS.items() if name in changed}
        if "moo" in changed or "subdistrict" in changed:
            found["village_id"] = self.villages[row.place.code, row.moo]
        return found

    def _change_surveys(self, changes):
        """The line of that year stays with the result."""
        said = {
            pk: {
                SURVEY_COLUMNS[name[7:]]: value
                for name, value in changed.items()
                if name.startswith("survey.")
            }
            for pk, changed in changes.items()
        }
        touched = [pk for pk, values in said.items() if values]
        found = Survey.objects.filter(round=self.round).order_by()
        found = found.values_list("pk", "household_id", "income_per_person_year")
        stood = rows_among(found, "household", touched)
        rows, households = {}, {}
        for pk, household, average in stood:
            values = said[household]
            below = below_line(values.get("income_per_person_year", average), self.round.line_baht)
            rows[pk] = values | {
                "line_baht": self.round.line_baht,
                "below_line": below,
                "file_id": self.file.pk,
            }
            households[pk] = household
        self.pen.update(Survey, _SURVEY[2:], rows, households=households)
