"""Outcomes of the check → rows. Called inside the transaction that ends with the file being written."""

import uuid

from django.db.models import F

from households.bmn import below_line
from households.models import Classification, Household, IndicatorSet, Member, Survey, SurveyRound, Village
from households.models.household import head_name_key
from households.surveys.matching import CHANGED, CONFLICT, NEW, SURVEY_FIELDS
from households.surveys.province import SURVEY_COLUMNS, form_of
from kusiao.fields import blind_index
from kusiao.thai import today

BATCH = 500
NO_ID = "ไม่มีในไฟล์สำรวจ"
CLASS_REASON = "ตามไฟล์สำรวจ จปฐ. ปี %d"
_HEAD_FIELDS = ("title", "first_name", "last_name", "national_id")
_HOUSEHOLD_COLUMNS = {
    "house_no": "house_number", "house_code": "house_code", "phone": "phone", "latitude": "latitude",
    "longitude": "longitude",
}  # fmt: skip


def wait_for_turn():
    """Two files written side by side would each make the same new household: the second waits for the first."""
    list(IndicatorSet.objects.select_for_update().order_by("pk").values_list("pk"))


def round_of(year):
    form = form_of(year)
    defaults = {"indicator_set_id": form.code, "line_baht": form.line_baht}
    return SurveyRound.objects.get_or_create(year=year, defaults=defaults)[0]


class Writer:
    """`take(outcomes)` is what the check calls with each handful."""

    def __init__(self, file, *, by):
        self.file, self.by = file, by
        self.round = round_of(file.year)
        self.villages = {
            (subdistrict, moo): pk
            for pk, subdistrict, moo in Village.objects.values_list("pk", "subdistrict_id", "moo")
        }

    def take(self, outcomes):
        self._make([outcome.row for outcome in outcomes if outcome.outcome == NEW])
        self._change([outcome for outcome in outcomes if outcome.outcome in (CHANGED, CONFLICT)])

    # --- new --------------------------------------------------------------------------------------------------

    def _make(self, rows):
        made = [(uuid.uuid4(), row) for row in rows]
        Household.objects.bulk_create([self._household(pk, row) for pk, row in made], BATCH)
        Member.objects.bulk_create([self._head(pk, row) for pk, row in made], BATCH)
        self._add_surveys(made)
        self._add_classes([(pk, row.track) for pk, row in made if row.track])

    def _household(self, pk, row):
        name = f"{row.title}{row.name}"
        return Household(
            pk=pk, village_id=self._village(row.place.code, row.moo, row.village), house_number=row.house_no,
            house_code=row.house_code, head_name=name, head_name_key=head_name_key(name), phone=row.phone,
            latitude=row.latitude, longitude=row.longitude,
        )  # fmt: skip

    @staticmethod
    def _head(pk, row):
        return Member(
            household_id=pk, title=row.title, first_name=row.first_name, last_name=row.last_name, is_head=True,
            national_id=row.national_id, national_id_index=blind_index(row.national_id),
            no_id_reason="" if row.national_id else NO_ID,
        )  # fmt: skip

    def _village(self, subdistrict, moo, name=""):
        pk = self.villages.get((subdistrict, moo))
        if pk is None:
            pk = Village.objects.create(subdistrict_id=subdistrict, moo=moo, name=name).pk
            self.villages[subdistrict, moo] = pk
        return pk

    def _add_surveys(self, rows):
        surveys = []
        for pk, row in rows:
            values = {SURVEY_COLUMNS[name]: getattr(row, name) for name in SURVEY_FIELDS}
            values["failing_persons"] = {str(number): count for number, count in row.failing.items()}
            surveys.append(self._tested(Survey(household_id=pk, round=self.round, **values)))
        Survey.objects.bulk_create(surveys, BATCH)

    def _tested(self, survey):
        """The line of that year stays with the result."""
        survey.line_baht, survey.file = self.round.line_baht, self.file
        survey.below_line = below_line(survey.income_per_person_year, survey.line_baht)
        return survey

    def _add_classes(self, rows):
        reason = CLASS_REASON % self.round.year
        Classification.objects.bulk_create(
            [
                Classification(
                    household_id=pk, track=track, started_on=today(), reason=reason, decided_by=self.by
                )
                for pk, track in rows
            ],
            BATCH,
        )

    # --- changed ----------------------------------------------------------------------------------------------

    def _change(self, outcomes):
        """Only what changed, never what is in conflict."""
        changes = {
            outcome.household: {name: then for name, _now, then in outcome.changes} for outcome in outcomes
        }
        row_of = {outcome.household: outcome.row for outcome in outcomes}
        self._change_households(changes, row_of)
        self._change_heads(changes, row_of)
        self._change_surveys(changes)
        self._add_surveys([(pk, row_of[pk]) for pk, changed in changes.items() if "survey" in changed])
        self._add_classes([(pk, changed["class"]) for pk, changed in changes.items() if "class" in changed])

    def _change_households(self, changes, row_of):
        columns = {*_HOUSEHOLD_COLUMNS, "moo", "subdistrict", "title", "first_name", "last_name"}
        touched = [pk for pk, changed in changes.items() if columns & set(changed)]
        households = list(Household.objects.filter(pk__in=touched))
        for household in households:
            changed, row = changes[household.pk], row_of[household.pk]
            for name in set(_HOUSEHOLD_COLUMNS) & set(changed):
                setattr(household, _HOUSEHOLD_COLUMNS[name], changed[name])
            if {"moo", "subdistrict"} & set(changed):
                household.village_id = self._village(row.place.code, row.moo, row.village)
            household.version = F("version") + 1
        fields = [*_HOUSEHOLD_COLUMNS.values(), "village", "version"]
        Household.objects.bulk_update(households, fields, BATCH)

    def _change_heads(self, changes, row_of):
        touched = [pk for pk, changed in changes.items() if set(_HEAD_FIELDS) & set(changed)]
        heads = {
            head.household_id: head
            for head in Member.objects.filter(household_id__in=touched, is_head=True, left_on__isnull=True)
        }
        for pk in touched:
            self._change_head(pk, heads.get(pk), changes[pk], row_of[pk])

    def _change_head(self, pk, head, changed, row):
        """Another name with another id, or none, is another person; with the same id it is a correction."""
        same_id = head and head.national_id and head.national_id == row.national_id
        if head and (same_id or "first_name" not in changed):
            for name in set(_HEAD_FIELDS) & set(changed):
                setattr(head, name, row.national_id if name == "national_id" else changed[name])
            head.national_id_index = blind_index(head.national_id)
            head.no_id_reason = "" if head.national_id else head.no_id_reason
            head.save()
        else:
            head = self._next_head(pk, head, row)
        name = str(head)
        Household.objects.filter(pk=pk).update(head_name=name, head_name_key=head_name_key(name))

    def _next_head(self, pk, head, row):
        if head:
            head.is_head = False
            head.save(update_fields=["is_head"])
        known = Member.objects.filter(household_id=pk, left_on__isnull=True)
        by_name = {"first_name": row.first_name, "last_name": row.last_name}
        index = blind_index(row.national_id)
        successor = (index and known.filter(national_id_index=index).first()) or known.filter(
            **by_name
        ).first()
        successor = successor or self._head(pk, row)
        successor.is_head = True
        successor.save()
        return successor

    def _change_surveys(self, changes):
        touched = [
            pk for pk, changed in changes.items() if any(name.startswith("survey.") for name in changed)
        ]
        surveys = list(Survey.objects.filter(household_id__in=touched, round=self.round))
        for survey in surveys:
            for name, value in changes[survey.household_id].items():
                if name.startswith("survey."):
                    setattr(survey, SURVEY_COLUMNS[name.removeprefix("survey.")], value)
            self._tested(survey)
        fields = [*SURVEY_COLUMNS.values(), "line_baht", "below_line", "file"]
        Survey.objects.bulk_update(surveys, fields, BATCH)
