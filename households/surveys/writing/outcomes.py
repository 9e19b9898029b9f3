"""Outcomes of the check → rows. Called inside the transaction that ends with the file being written."""

import uuid

from households.bmn import below_line
from households.models import Classification, Household, IndicatorSet, Member, Survey, SurveyRound, Village
from households.models.household import head_name_key
from households.surveys.matching import CHANGED, CONFLICT, NEW, SURVEY_FIELDS, survey_values
from households.surveys.province import SURVEY_COLUMNS, form_of
from households.surveys.writing.heads import HEAD_COLUMNS, change_heads, head_values
from households.surveys.writing.images import Pen
from households.surveys.writing.people import change_people, insert_people, people_of
from kusiao.thai import today

CLASS_REASON = "ตามไฟล์สำรวจ จปฐ. ปี %d"
_HOUSEHOLD_COLUMNS = {
    "house_no": "house_number", "house_code": "house_code", "phone": "phone", "latitude": "latitude",
    "longitude": "longitude",
}  # fmt: skip
_HOUSEHOLD = ("id", "village_id", *_HOUSEHOLD_COLUMNS.values(), "head_name", "head_name_key")
_SURVEY = ("household_id", "round_id", "line_baht", "below_line", "file_id", *SURVEY_COLUMNS.values())
_CLASS = ("household_id", "track", "started_on", "reason", "decided_by_id")


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
        keys = [uuid.uuid4() for _row in rows]
        households = [self._household(key, row) for key, row in zip(keys, rows, strict=True)]
        self.pen.insert(Household, _HOUSEHOLD, households, households=keys)
        made = list(zip(keys, rows, strict=True))
        if any(row.people for row in rows):
            insert_people(self.pen, [(key, person) for key, row in made for person in people_of(row)])
        else:
            heads = [head_values(key, row) for key, row in made]
            self.pen.insert(Member, HEAD_COLUMNS, heads, households=keys)
        self._add_surveys([(key, row) for key, row in made if row.is_surveyed])
        self._add_classes([(key, row.track) for key, row in made if row.track])
        if any(row.people for row in rows):
            self.pen.keep()  # the heads that change are written by fewer columns, and have an image of their own

    def _household(self, key, row):
        name = f"{row.title}{row.name}"
        return (
            key, self.villages[row.place.code, row.moo], row.house_no, row.house_code, row.phone, row.latitude,
            row.longitude, name, head_name_key(name),
        )  # fmt: skip

    def _add_surveys(self, rows):
        year, line, file = self.round.year, self.round.line_baht, self.file.pk
        surveys = [
            (key, year, line, below_line(row.average, line), file, *survey_values(row).values())
            for key, row in rows
        ]
        columns = _SURVEY[:5] + tuple(SURVEY_COLUMNS[name] for name in SURVEY_FIELDS)
        self.pen.insert(Survey, columns, surveys, households=[key for key, _row in rows])

    def _add_classes(self, rows):
        reason, day, by = CLASS_REASON % self.round.year, today(), self.by.pk if self.by else None
        classes = [(key, track, day, reason, by) for key, track in rows]
        self.pen.insert(Classification, _CLASS, classes, households=[key for key, _track in rows])

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
        found = Survey.objects.filter(household_id__in=touched, round=self.round)
        stood = found.values_list("pk", "household_id", "income_per_person_year")
        rows, households = {}, {}
        for pk, household, average in stood if touched else ():
            values = said[household]
            below = below_line(values.get("income_per_person_year", average), self.round.line_baht)
            rows[pk] = values | {
                "line_baht": self.round.line_baht,
                "below_line": below,
                "file_id": self.file.pk,
            }
            households[pk] = household
        self.pen.update(Survey, _SURVEY[2:], rows, households=households)
