"""What the check must know of the province: its form of that year, its places, its register."""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import F, TextField
from django.db.models.functions import Cast

from households.bmn import Form
from households.models import (
    Classification,
    ColumnMapping,
    Household,
    IncomeLine,
    IndicatorSet,
    Member,
    MemberEvent,
    PlaceAlias,
    Subdistrict,
    Survey,
)
from households.models.household import kept_key
from households.models.member import SPLIT_OFF
from households.surveys.among import indexes_preferred, rows_among
from households.surveys.checking import check
from households.surveys.choices import Choices
from households.surveys.keeping import path_of
from households.surveys.kept_rows import decided_again, kept_rows
from households.surveys.mapping import Corrected
from households.surveys.matching import HOUSEHOLD_FIELDS, SURVEY_FIELDS, Facts, Register
from households.surveys.members import Recorded
from households.surveys.money import SOURCES, SPENDING
from households.surveys.onrecord import on_record
from households.surveys.places import Places
from households.surveys.reading import open_book
from households.surveys.sentences import FileRefused
from kusiao.fields import blind_indexer

# What one floor calls the field, and the other.
SURVEY_COLUMNS = {
    "members": "members_count", "average": "income_per_person_year", "failing": "failing_persons",
    **{name: name for name in (*SOURCES, "income_total", *SPENDING, "happiness", "results", "causes", "note")},
}  # fmt: skip
_HEAD = {
    "title": "title", "first_name": "first_name", "last_name": "last_name", "national_id": "national_id_index",
}  # fmt: skip
_HOUSEHOLD = {
    "house_no": "house_number", "house_code": "house_code", "moo": "village__moo",
    "subdistrict": "village__subdistrict_id", "phone": "phone", "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
_NOBODY = (None,) * len(_HEAD)
_in_order = itemgetter(*map([*_HEAD, *_HOUSEHOLD].index, HOUSEHOLD_FIELDS))


_OF_SURVEY = [SURVEY_COLUMNS[name] if name != "failing" else "failing" for name in SURVEY_FIELDS]
_FAILING = SURVEY_FIELDS.index("failing")


def form_of(year):
    indicator_set = IndicatorSet.objects.filter(first_year__lte=year, last_year__gte=year).first()
    line = IncomeLine.objects.filter(first_year__lte=year, last_year__gte=year).first()
    if indicator_set is None or line is None:
        raise FileRefused("year_unknown", value=year)
    texts = dict(indicator_set.indicators.values_list("number", "text_th"))
    return Form(indicator_set.code, max(texts), indicator_set.income_number, line.baht, texts)


def choices_of(file=None):
    """What is remembered for every file, and what was said of this one."""
    return Choices(
        corrections={
            mapping.signature: Corrected(mapping.rows, {int(p): name for p, name in mapping.meanings.items()})
            for mapping in ColumnMapping.objects.all()
        },
        places=places_said(file),
        repair=bool(file and file.repair),
        answers=_answers(file) if file else {},
    )


def _answers(file):
    """A household that was merged since the answer is the one that was kept."""
    said = {(one.sheet, one.row): one.household_id for one in file.answers.all()}
    return {row: pk and (kept_key(pk) or pk) for row, pk in said.items()}


def places_said(file=None):
    """{place_key(…): code of the subdistrict}; what was said of this file goes before what was said of all."""
    said = {_key(alias): alias.subdistrict_id for alias in PlaceAlias.objects.exclude(subdistrict=None)}
    if file is not None:
        said |= {_key(place): place.subdistrict_id for place in file.places.all()}
    return said


def _key(place):
    return place.district_words, place.subdistrict_words, place.code


def places(said=None):
    rows = Subdistrict.objects.values_list(
        "code", "name_th", "district_id", "district__name_th", "district__latitude", "district__longitude"
    )
    said = said or {}
    # A survey unit's code alone, once it is known where the unit lies.
    by_code = {
        code: place for (district, subdistrict, code), place in said.items() if not district + subdistrict
    }
    return Places(rows, by_code, said)


@contextmanager
def register(year, *, lock=False, answers=None):
    with indexes_preferred(), on_record() as known:
        yield Register(known, lambda pks: facts_of(pks, year, lock=lock), members_of, answers)


def facts_of(pks, year, *, lock=False):
    """`lock`: nobody edits these households until our transaction is over; visits may still be hung on them."""
    if not pks:
        return {}
    if lock:
        list(
            rows_among(
                Household.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"), "id", pks
            )
        )
    rows = Household.objects.order_by().values_list("pk", "edited_at", *_HOUSEHOLD.values())
    rows = rows_among(rows, "id", pks)
    # Apart: beside each other, PostgreSQL would walk all heads of the province for each handful of households.
    heads = Member.objects.filter(is_head=True, left_on__isnull=True).order_by()
    heads = heads.values_list("household_id", *_HEAD.values())
    head_of = {pk: values for pk, *values in rows_among(heads, "household", pks)}
    surveys = Survey.objects.filter(round_id=year).order_by()
    surveys = surveys.annotate(failing=Cast("failing_persons", TextField())).values_list(
        "household_id", *_OF_SURVEY
    )
    survey_of = {pk: _survey_facts(values) for pk, *values in rows_among(surveys, "household", pks)}
    classes = (
        Classification.objects.filter(ended_on__isnull=True).order_by().values_list("household_id", "track")
    )
    tracks = dict(rows_among(classes, "household", pks))
    return {
        pk: Facts(
            _in_order((*head_of.get(pk, _NOBODY), *values)),
            survey_of.get(pk),
            tracks.get(pk, ""),
            bool(edited),
        )
        for pk, edited, *values in rows
    }


def _survey_facts(values):
    """The counts of nearly all are empty, and need no reading."""
    values[_FAILING] = json.loads(values[_FAILING]) if values[_FAILING] != "{}" else {}
    return tuple(values)


def members_of(pks):
    """{household: those who live there and those who left}; after facts_of, which locks the households."""
    found = {pk: [] for pk in pks}
    columns = ["national_id_index" if name == "national_id" else name for name in Recorded._fields]
    rows = Member.objects.filter(household_id__in=pks).order_by("-is_head", "pk")
    for household, *values in rows.values_list("household_id", *columns):
        found[household].append(Recorded(*values))
    off = MemberEvent.objects.standing().filter(household_id__in=pks, kind=SPLIT_OFF).order_by("pk")
    off = off.exclude(member__household=F("household"))
    of_member = [f"member__{name}" for name in columns[:-1]]
    for household, day, *values in off.values_list("household_id", "happened_on", *of_member):
        found[household].append(Recorded(*values, day))
    return found


@dataclass(frozen=True)
class Reading:
    """All that decides how the bytes of a file are read."""

    form: Form
    places: Places
    choices: Choices
    key: str


def reading_of(digest, *, year, sheets=(), choices=None):
    choices = choices or choices_of()
    form, known = form_of(year), places(choices.places)
    corrections = sorted((signature, repr(one)) for signature, one in choices.corrections.items())
    told = (digest, year, list(sheets), choices.repair, corrections, repr(form), known.told())
    return Reading(form, known, choices, hashlib.sha256(repr(told).encode()).hexdigest())


def check_file(path, reading, *, year, sheets=(), progress=None, lock=False, **receivers):
    """The same for a rehearsal, for the writing and for the command line. `progress(rows, of_how_many)`."""
    book = open_book(path)
    chosen = (book.repaired() if reading.choices.repair else book).chosen(sheets)
    rows = sum(sheet.height for sheet in chosen)
    with register(year, lock=lock, answers=reading.choices.answers) as known:
        return check(
            chosen, year=year, form=reading.form, places=reading.places, blind=blind_indexer(), register=known,
            corrections=reading.choices.corrections,
            progress=(lambda done: progress(min(done, rows), rows)) if progress else lambda done: None, **receivers,
        )  # fmt: skip


def perform_file(file, *, each, progress=None):
    """The check of a file that is being written: by what people said of it, and nobody edits the households meanwhile."""
    reading = reading_of(file.digest, year=file.year, sheets=file.sheets, choices=choices_of(file))
    kept = kept_rows(file.pk, reading.key, reading.places)
    if kept is None:
        path = path_of(file.digest)
        return check_file(
            path, reading, year=file.year, sheets=file.sheets, each=each, progress=progress, lock=True
        )
    with register(file.year, lock=True, answers=reading.choices.answers) as known:
        return decided_again(
            kept, register=known, blind=blind_indexer(), each=each,
            progress=progress or (lambda done, rows: None),
        )  # fmt: skip
