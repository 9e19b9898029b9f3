"""Places, จปฐ. indicators and their crosswalk, income lines, need codes and gates, loaded after every migrate; running it again changes nothing.

Subdistricts come from geothai (DOPA codes, CC-BY). Counts and centres of districts are the province's own figures."""

import csv
import datetime
from functools import cache
from pathlib import Path

import geothai

from kusiao.thai import sort_key

HERE = Path(__file__).parent
KHON_KAEN = "40"

# (first year, last year, baht per person per year, settled by a public source)
INCOME_LINES = [(2555, 2559, 30_000, True), (2560, 2564, 38_000, True), (2565, 2570, 40_000, False)]
INDICATOR_SETS = [("2560-2564", 2560, 2564, 22), ("2565-2570", 2565, 2570, 29)]
NEEDS = [
    ("land", "ที่ดินทำกิน", 1),
    ("occupation", "อาชีพ", 1),
    ("skills", "ทักษะ ความรู้", 1),
    ("capital", "เงินทุน", 3),
    ("debt", "หนี้สิน", 3),
    ("health", "สุขภาพ", 2),
    ("care", "ผู้พิการหรือผู้ป่วยติดเตียง", 2),
    ("housing", "ที่อยู่อาศัย", 2),
    ("water", "น้ำดื่มน้ำใช้", 2),
    ("education", "การศึกษา", 2),
    ("rights", "สิทธิสวัสดิการ", 2),
    ("market", "ตลาด การขาย", 4),
    ("other", "อื่น ๆ", 6),
]
# The programme began on 20 ก.ย. 2562. (step that is left, version, in force from, a friend's move waits for approval);
# the items stand in gates.csv.
BEGAN = datetime.date(2019, 9, 20)
CHECKLISTS = [(1, 1, BEGAN, False), (2, 1, BEGAN, True), (3, 1, BEGAN, True), (4, 1, BEGAN, True)]


def on_migrate(*, using="default", **kwargs):
    load(using=using)


@cache
def _rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _keep(model, rows, *, key, using):
    """Insert what is missing, correct what differs; a row that is gone from the files stays."""
    columns = [column for column in rows[0] if column not in key]
    model.objects.using(using).bulk_create(
        [model(**row) for row in rows], update_conflicts=True, unique_fields=key, update_fields=columns
    )


@cache
def _districts():
    return [{**row, "name_key": sort_key(row["name_th"])} for row in _rows("districts.csv")]


@cache
def _subdistricts():
    return [
        {
            "code": place.code,
            "district_id": district.code,
            "name_th": place.name_th,
            "name_en": place.name_en,
            "name_key": sort_key(place.name_th),
        }
        for district in geothai.districts(KHON_KAEN)
        for place in geothai.subdistricts(district.code)
    ]


@cache
def _indicators():
    return [
        {
            "indicator_set_id": row["set"],
            "number": int(row["number"]),
            "category": row["category"],
            "category_th": row["category_th"],
            "unit": row["unit"],
            "dimension": row["dimension"],
            "confirmed": row["confirmed"] == "yes",
            "text_th": row["text_th"],
        }
        for row in _rows("indicators.csv")
    ]


def _successors(ids):
    return [
        {
            "earlier_id": ids[row["earlier_set"], int(row["earlier"])],
            "later_id": ids[row["later_set"], int(row["later"])],
            "confirmed": row["confirmed"] == "yes",
        }
        for row in _rows("crosswalk.csv")
    ]


def _known_units(PlaceAlias, using):
    """Where a unit lies is for the province to say; what it said stays."""
    known = set(PlaceAlias.objects.using(using).exclude(code="").values_list("code", flat=True))
    missing = [PlaceAlias(**row) for row in _rows("survey_units.csv") if row["code"] not in known]
    PlaceAlias.objects.using(using).bulk_create(missing)


def _gates(Checklist, ChecklistItem, using):
    """Only what is missing: what the province changed stays. Whoever asks for more of a gate that is in use writes a new
    version of it."""
    lists = [
        Checklist(
            code=f"{step}-{version}", step=step, version=version, in_force_from=since, approved=approved
        )
        for step, version, since, approved in CHECKLISTS
    ]
    items = [
        ChecklistItem(checklist_id=row["checklist"], code=row["code"], words=row["words"], order=int(row["order"]),
                      must=row["must"] == "yes", track=row["track"])
        for row in _rows("gates.csv")
    ]  # fmt: skip
    Checklist.objects.using(using).bulk_create(lists, ignore_conflicts=True)
    ChecklistItem.objects.using(using).bulk_create(items, ignore_conflicts=True)


def _relapse_rules(RelapseRule, using):
    """Only what is missing: the numbers that the province changed stay."""
    numbers = ("amount", "times", "act_days")
    rows = [
        RelapseRule(**row | {name: int(row[name]) for name in numbers}) for row in _rows("relapse_rules.csv")
    ]
    RelapseRule.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def _exit_items(ExitItem, using):
    """Only what is missing: the words that the province changed stay."""
    rows = [
        ExitItem(**row | {"version": int(row["version"]), "order": int(row["order"]), "may_not_apply": row["may_not_apply"] == "yes"})
        for row in _rows("exit_items.csv")
    ]  # fmt: skip
    ExitItem.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def load(using="default"):
    from households.models import (
        Checklist,
        ChecklistItem,
        District,
        ExitItem,
        IncomeLine,
        Indicator,
        IndicatorSet,
        Need,
        PlaceAlias,
        RelapseRule,
        Subdistrict,
        Successor,
    )

    _keep(District, _districts(), key=["code"], using=using)
    _keep(Subdistrict, _subdistricts(), key=["code"], using=using)
    _known_units(PlaceAlias, using)
    sets = [
        {"code": code, "first_year": first, "last_year": last, "income_number": number}
        for code, first, last, number in INDICATOR_SETS
    ]
    _keep(IndicatorSet, sets, key=["code"], using=using)
    _keep(Indicator, _indicators(), key=["indicator_set_id", "number"], using=using)
    named = Indicator.objects.using(using).values_list("indicator_set_id", "number", "pk")
    ids = {(code, number): pk for code, number, pk in named}
    _keep(Successor, _successors(ids), key=["earlier_id"], using=using)
    lines = [
        {"first_year": first, "last_year": last, "baht": baht, "confirmed": confirmed}
        for first, last, baht, confirmed in INCOME_LINES
    ]
    _keep(IncomeLine, lines, key=["first_year"], using=using)
    needs = [
        {"code": code, "name_th": name, "committee_number": number, "order": order}
        for order, (code, name, number) in enumerate(NEEDS, start=1)
    ]
    _keep(Need, needs, key=["code"], using=using)
    _gates(Checklist, ChecklistItem, using)
    _exit_items(ExitItem, using)
    _relapse_rules(RelapseRule, using)
