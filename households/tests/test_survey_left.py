"""What somebody did with a household since, and what a search only found: which of it an undoing leaves alone."""

import datetime as dt

import pytest
from django.core.paginator import Paginator

from households.actions import classes, enrolments, likenesses, lookalikes, plans, surveys
from households.actions import households as cases
from households.models import (
    Household,
    Likeness,
    NotSame,
    NotUndone,
    RoundDecision,
    RowAnswer,
    RowSuspect,
    Survey,
    SurveyFile,
)
from households.surveys.showing import left_of
from households.tests.survey_files import checked, undone, written
from households.tests.workbooks import below_the_line
from kusiao.jobs import run_pending
from kusiao.thai import now, today

pytestmark = pytest.mark.django_db


def reasons(file):
    return {row.household.house_number: row.reasons for row in file.not_undone.select_related("household")}


@pytest.mark.django_db(transaction=True)
def test_what_a_search_found_goes_and_what_a_person_answered_stays(tmp_path, importer, pranee):
    """The relations to these have no way back, and nothing but the commit would tell of one left hanging."""
    file = written(below_the_line(tmp_path), 2562, importer)
    alike, other, apart, third, named, suspected, *_rest = Household.objects.order_by("pk")
    for one, two in ((alike, other), (apart, third)):
        Likeness.objects.create(first=one, second=two, strength=9, signs=[], main_sign="head", facts=[])
    likenesses.tell_apart(likeness=Likeness.objects.get(first=apart), reason="คนละบ้าน", by=pranee)
    later = checked(below_the_line(tmp_path), 2563, importer)
    made = [
        RowSuspect.objects.create(file=later, sheet="ก", row=row, household=one, signs=[])
        for row, one in enumerate((named, suspected), start=2)
    ]
    lookalikes.answer(file=later, said={made[0]: True}, by=importer)
    RowSuspect.objects.create(file=later, sheet="ก", row=9, household=suspected, signs=[])
    undone(file, importer)
    assert file.stage == "undone"
    assert {row.household_id: row.reasons for row in file.not_undone.all()} == {
        apart.pk: ["households.NotSame"],
        third.pk: ["households.NotSame"],
        named.pk: ["households.RowAnswer"],
    }
    assert set(Household.objects.all()) == {apart, third, named}
    assert not Likeness.objects.filter(first=alike).exists() and NotSame.objects.exists()
    assert not RowSuspect.objects.filter(household=suspected).exists() and RowAnswer.objects.exists()
    told = {reason for one in left_of(Paginator(file.not_undone.all(), 9).page(1)) for reason in one.reasons}
    assert told == {"มีคู่ที่ยืนยันว่าเป็นคนละครัวเรือนของครัวเรือนนี้แล้ว", "มีคำตอบเรื่องแถวที่อาจซ้ำของครัวเรือนนี้แล้ว"}


def test_an_exit_by_what_the_file_says_keeps_the_household(tmp_path, importer, make):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    watched, graduated, before, *_rest = Household.objects.order_by("pk")
    year = dt.timedelta(days=365)
    for household in (watched, graduated, before):
        make.enrolment(household, entered_on=today() - 3 * year, track=None)
    Survey.objects.update(income_total=1)
    file = written(path, 2562, importer)
    SurveyFile.objects.filter(pk=file.pk).update(arrived_at=now() - year)
    watched.enrolments.update(watch_from=today())
    graduated.enrolments.update(watch_from=today() - 2 * year, ended_on=today(), end_reason="graduated")
    before.enrolments.update(watch_from=today() - 2 * year)
    undone(file, importer)
    left = {row.household_id: row.reasons for row in file.not_undone.all()}
    assert left == {watched.pk: ["households.Enrolment"], graduated.pk: ["households.Enrolment"]}
    assert set(Survey.objects.exclude(income_total=1).values_list("household", flat=True)) == set(left)


def test_a_decision_between_two_parts_is_kept(tmp_path, importer, make):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Survey.objects.update(income_total=1)
    file = checked(path, 2562, importer)
    for district in file.counts["districts"]:
        surveys.confirm(file=file, skip_refused=True, districts=[district], by=importer)
        run_pending()
        file.refresh_from_db()
        if not RoundDecision.objects.exists():
            decided = Survey.objects.filter(file=file).exclude(income_total=1).first().household
            decided.round_decisions.create(
                round_id=2562, kind="left_out", reason="ย้ายไปแล้ว", decided_by=importer, decided_at=now()
            )
    undone(file, importer)
    assert {row.household_id: row.reasons for row in file.not_undone.all()} == {
        decided.pk: ["households.RoundDecision"]
    }


def test_a_plan_that_answers_what_the_file_wrote_is_kept(tmp_path, importer, somchai):
    path = below_the_line(tmp_path)
    written(path, 2562, importer)
    Survey.objects.update(income_total=1)
    file = written(path, 2562, importer)
    household = Survey.objects.exclude(income_total=1).first().household
    if not household.enrolments.open().exists():
        enrolments.enrol(household=household, entered_on=today(), basis="survey", by=importer)
    made = plans.begin(household=household, by=somchai)
    undone(file, importer)
    assert made.round_id == 2562
    assert {row.household_id: row.reasons for row in file.not_undone.all()} == {
        household.pk: ["households.LifePlan"]
    }


def test_what_somebody_did_since_is_kept_and_told(tmp_path, importer, somchai, make):
    file = written(below_the_line(tmp_path), 2562, importer)
    edited, enrolled, paired, seen, judged = Household.objects.order_by("house_number")[:5]
    cases.edit(household=edited, changes={"phone": "0898765432"}, version=edited.version, by=somchai)
    enrolments.enrol(household=enrolled, entered_on=today(), basis="survey", by=importer)
    make.pairing(officer=somchai, household=paired)
    make.visit(household=seen, officer=somchai)
    other = "developable" if judged.classifications.get().track == "welfare" else "welfare"
    classes.classify(household=judged, track=other, started_on=today(), reason="ยายอยู่คนเดียว", by=somchai)
    undone(file, importer)
    told = reasons(file)
    assert told[edited.house_number] == ["edited:households.Household"]
    assert "households.Enrolment" in told[enrolled.house_number]
    assert "officers.Pairing" in told[paired.house_number]
    assert "officers.Visit" in told[seen.house_number]
    assert any("households.Classification" in reason for reason in told[judged.house_number])
    assert Household.objects.count() == 5 == Survey.objects.count()
    edited.refresh_from_db()
    assert edited.phone == "0898765432" and file.stage == "undone"


def test_a_later_file_keeps_what_it_stands_on(tmp_path, importer):
    path = below_the_line(tmp_path)
    first = written(path, 2562, importer)
    second = written(path, 2563, importer)
    undone(first, importer)
    assert Household.objects.count() == 8
    assert all(row.reasons == ["households.Survey"] for row in NotUndone.objects.all())
    undone(second, importer)
    assert Survey.objects.filter(round_id=2563).count() == 0 and Survey.objects.count() == 8
