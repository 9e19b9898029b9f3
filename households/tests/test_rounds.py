"""After a round: who enters and who has risen, decided by a person with a reason, per district."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from households import entering as lists
from households.actions import entering as acts
from households.actions import surveys
from households.actions.enrolments import confirm_exit
from households.models import Enrolment, Household, RoundDecision, Survey
from households.tests.survey_files import written
from households.tests.workbooks import below_the_line
from kusiao.audit.models import Event
from kusiao.jobs import run_pending
from kusiao.refusal import Refused
from kusiao.testing.make import days_ago
from kusiao.thai import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def below(make):
    """Three below the line in ชุมแพ and one in another district; beside them who is not asked about."""
    found = [make.household(district=code) for code in ("4005", "4005", "4005", "4012")]
    for household in found:
        make.survey(household, year=2563)
    over, unmeasured, enrolled, measured_again = (make.household() for _n in range(4))
    make.survey(over, year=2563, income_total=150_000)
    make.survey(unmeasured, year=2563, income_total=None)
    make.enrolment(enrolled, survey=make.survey(enrolled, year=2563))
    make.survey(measured_again, year=2563)
    make.survey(measured_again, year=2564, income_total=150_000)
    return found


@pytest.fixture
def over(make, somchai_household):
    """Enrolled and over the line in 2563: somchai's, and one without a friend."""
    make.survey(somchai_household, year=2563, income_total=150_000)
    other = make.household()
    make.enrolment(other, survey=make.survey(other))
    make.survey(other, year=2563, income_total=120_000)
    watched = make.household()
    make.enrolment(watched, watch_from=days_ago(3))
    make.survey(watched, year=2563, income_total=120_000)
    for household in (somchai_household, other):
        make.exit_review(household.enrolments.get(), by=make.officer())
    return [somchai_household, other]


def keys(rows):
    return {row.household_id for row in rows}


def test_only_those_below_by_their_latest_survey_wait(below):
    everybody = Household.objects.all()
    assert keys(lists.waiting(2563, everybody)) == {household.pk for household in below}
    assert not lists.waiting(2562, everybody) and not lists.waiting(2564, everybody)


def test_a_district_enters_when_its_number_is_what_was_seen(below, district_chief):
    with pytest.raises(acts.ListMoved):
        acts.enter_districts(year=2563, expected={"4005": 2}, by=district_chief)
    assert Enrolment.objects.count() == 1
    made = acts.enter_districts(year=2563, expected={"4005": 3}, by=district_chief)
    assert {row.household_id for row in made} == {household.pk for household in below[:3]}
    assert all(row.basis == "survey" and row.survey.round_id == 2563 for row in made)
    assert Event.objects.filter(verb="survey_round.enrolled", actor_name="chief").count() == 1
    with pytest.raises(acts.ListMoved):
        acts.enter_districts(year=2563, expected={"4005": 3}, by=district_chief)


def test_a_coordinator_decides_for_his_district_only(below, district_chief, importer, pranee):
    with pytest.raises(acts.ListMoved):
        acts.enter_districts(year=2563, expected={"4012": 1}, by=district_chief)
    with pytest.raises(acts.ListMoved):
        acts.enter(year=2563, chosen=[below[3].pk], left_out={}, by=district_chief)
    assert Enrolment.objects.count() == 1
    acts.enter(year=2563, chosen=[below[3].pk], left_out={}, by=importer)
    assert len(acts.enter_districts(year=2563, expected={"4005": 3, "4012": 0}, by=pranee)) == 3


def test_who_is_left_out_has_a_reason_and_may_still_enter(below, district_chief):
    one, two, three, _far = (household.pk for household in below)
    with pytest.raises(acts.ReasonWanted) as wanted:
        acts.enter(year=2563, chosen=[one], left_out={two: "ย้ายไปอยู่กับลูก", three: ""}, by=district_chief)
    assert wanted.value.households == {three} and Enrolment.objects.count() == 1
    acts.enter(year=2563, chosen=[one], left_out={two: "ย้ายไปอยู่กับลูก"}, by=district_chief)
    mine = Household.objects.in_districts(["4005"])
    assert keys(lists.waiting(2563, mine)) == {three}
    (left,) = lists.listed("left_out", 2563, mine)
    assert (left.household_id, left.reason) == (two, "ย้ายไปอยู่กับลูก")
    assert Event.objects.get(verb="survey_round.decided").fields == ["kind", "reason"]
    acts.enter(year=2563, chosen=[two], left_out={}, by=district_chief)
    assert not lists.left_out(2563, mine) and RoundDecision.objects.count() == 1, "why it waited stays told"


def test_a_family_that_was_enrolled_before_comes_in_again(make, below, district_chief):
    make.enrolment(
        below[0],
        entered_on=days_ago(500),
        ended_on=days_ago(400),
        end_reason="graduated",
        step=None,
        track=None,
    )
    with pytest.raises(acts.ListMoved):
        acts.enter_districts(year=2563, expected={"4005": 3}, by=district_chief)
    assert len(acts.enter_districts(year=2563, expected={"4005": 2}, by=district_chief)) == 2
    (found,) = lists.listed("waiting", 2563, Household.objects.in_districts(["4005"]))
    assert (found.household_id, found.left_because) == (below[0].pk, "graduated"), (
        "he is looked at by himself"
    )
    (made,) = acts.enter(year=2563, chosen=[below[0].pk], left_out={}, by=district_chief)
    assert made.basis == "reentry"


def test_a_file_taken_back_leaves_whom_somebody_decided_about(tmp_path, importer, somchai, make):
    written(below_the_line(tmp_path), 2562, importer)
    file = written(below_the_line(tmp_path), 2563, importer)
    answered, decided = Household.objects.filter(surveys__round=2563, surveys__below_line=True).order_by(
        "pk"
    )[:2]
    answered.change_answers.create(
        before_id=2562, after_id=2563, says="confirmed", answered_by=somchai, answered_at=now()
    )
    acts.enter(year=2563, chosen=[], left_out={decided.pk: "ย้ายไปอยู่กับลูก"}, by=importer)
    surveys.undo(file=file, by=importer)
    run_pending()
    left = {row.household_id: row.reasons for row in file.not_undone.all()}
    assert left == {answered.pk: ["households.ChangeAnswer"], decided.pk: ["households.RoundDecision"]}
    assert Survey.objects.filter(round=2563).count() == 2


def test_a_decision_has_a_reason_in_the_database(below, district_chief):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundDecision.objects.create(
            household=below[0], round_id=2563, kind="left_out", decided_by=district_chief, decided_at=now()
        )


# --- risen ----------------------------------------------------------------------------------------------------------


def test_nobody_leaves_by_himself(over, district_chief):
    assert keys(lists.risen(2563, Household.objects.all())) == {household.pk for household in over}
    assert not Enrolment.objects.filter(household__in=over, watch_from__isnull=False)


def test_one_is_confirmed_and_one_is_kept_because(over, district_chief):
    mine, other = over
    acts.answer_risen(year=2563, leaving={mine.pk: 1}, kept={other.pk: "ขายที่ดินได้ครั้งเดียว"}, by=district_chief)
    assert mine.enrolments.get().watch_from and not other.enrolments.get().watch_from
    assert not lists.risen(2563, Household.objects.all())
    (kept,) = lists.listed("kept", 2563, Household.objects.all())
    assert (kept.household_id, kept.reason, kept.before_year, kept.before_income) == (
        other.pk, "ขายที่ดินได้ครั้งเดียว", 2562, 20_000,
    )  # fmt: skip
    acts.answer_risen(year=2563, leaving={other.pk: 1}, kept={}, by=district_chief)
    assert other.enrolments.get().watch_from, "who was kept may be confirmed later"


def test_all_or_none_and_never_ones_own(make, over, somchai):
    mine, other = over
    make.posting(somchai, "district", district="4005")
    somchai.__dict__.pop("held", None)
    somchai.__dict__.pop("roles", None)
    with pytest.raises(Refused, match="นายบุญมี คำแก้ว: คุณเป็นคู่เสี่ยว"):
        acts.answer_risen(year=2563, leaving={other.pk: 1, mine.pk: 1}, kept={}, by=somchai)
    assert not Enrolment.objects.filter(household__in=over, watch_from__isnull=False)


def test_kept_without_a_reason_or_of_another_district_is_refused(over, district_chief, outsider):
    with pytest.raises(acts.ReasonWanted):
        acts.answer_risen(year=2563, leaving={}, kept={over[1].pk: ""}, by=district_chief)
    with pytest.raises(acts.ListMoved):
        acts.answer_risen(year=2563, leaving={over[1].pk: 1}, kept={}, by=outsider)
    confirm_exit(enrolment=over[1].enrolments.get(), by=district_chief)
    with pytest.raises(acts.ListMoved):
        acts.answer_risen(year=2563, leaving={over[1].pk: 1}, kept={}, by=district_chief)
    assert not RoundDecision.objects.exists()


# --- pages ------------------------------------------------------------------------------------------------------------


def door(name, *args):
    return reverse(f"households:{name}", args=args)


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def test_a_district_is_ticked_on_the_overview(as_, below, importer):
    client = as_(importer)
    page = text_of(client.get(door("round", 2563)))
    ticks = re.findall(r'name="districts" value="([^"]+)"', page)
    assert sorted(ticks) == ["4005:3", "4012:1"]
    assert "เลือกอำเภอ" in text_of(client.post(door("round", 2563), {}))
    for odd in ("4005:99", "4005", "9999:1", "4005:x"):
        assert client.post(door("round", 2563), {"districts": [odd]}).status_code == 200
    assert Enrolment.objects.count() == 1
    assert client.post(door("round", 2563), {"districts": ["4012:1"]}).status_code == 302
    assert below[3].enrolments.open().exists() and Enrolment.objects.count() == 2


def test_rows_are_decided_one_by_one(as_, below, district_chief):
    client, here = as_(district_chief), door("entering", 2563, "4005")
    one, two, three = (household.pk for household in below[:3])
    acts_of = {f"{one}-act": "enter", f"{two}-act": "leave_out", f"{two}-reason": "", f"{three}-act": "later"}
    page = text_of(client.post(here, acts_of))
    assert "เขียนเหตุผลของครัวเรือนนี้" in page and Enrolment.objects.count() == 1
    assert "ยังไม่ได้ตัดสินครัวเรือนใด" in text_of(client.post(here, {f"{three}-act": "later"}))
    assert "รายการเปลี่ยนไป" in text_of(
        client.post(here, {f"{one}-act": "enter", f"{below[3].pk}-act": "enter"})
    )
    assert "บางครัวเรือนยังบันทึกไม่ได้" in text_of(client.post(here, {f"{one}-act": "nonsense"}))
    assert Enrolment.objects.count() == 1
    assert client.post(here, {**acts_of, f"{two}-reason": "ไปอยู่กับลูก"}).status_code == 302
    assert Enrolment.objects.count() == 2
    page = text_of(client.get(here))
    assert "รอตัดสิน 1" in page and "ไม่เพิ่ม มีเหตุผลแล้ว 1" in page
    assert "ไปอยู่กับลูก" in text_of(client.get(here, {"show": "left_out"}))


def test_the_risen_are_decided_on_the_page(as_, over, district_chief, importer):
    client, here = as_(district_chief), door("risen", 2563, "4005")
    assert "50,000" in text_of(client.get(here))
    mine, other = (household.pk for household in over)
    sent = {
        f"{mine}-act": "exit",
        f"{mine}-signed": "0",
        f"{other}-act": "keep",
        f"{other}-reason": "รายได้ไม่แน่นอน",
    }
    anew = text_of(client.post(here, sent))
    assert "แก้และลงนามใหม่หลังจากคุณเปิดหน้า" in anew and not Enrolment.objects.get(household=mine).watch_from
    assert client.post(here, sent | {f"{mine}-signed": "1"}).status_code == 302
    assert Enrolment.objects.get(household=mine).watch_from
    assert "รายได้ไม่แน่นอน" in text_of(client.get(here, {"show": "kept"}))
    assert as_(importer).get(here).status_code == 403


def test_who_imports_and_coordinates_one_district_says_there_only_who_leaves(as_, make, over, importer):
    far = make.household(district="4012")
    make.enrolment(far, survey=make.survey(far))
    make.survey(far, year=2563, income_total=150_000)
    make.exit_review(far.enrolments.get(), by=make.officer())
    make.posting(importer, "district", district="4012")
    client = as_(importer)
    assert client.get(door("risen", 2563, "4005")).status_code == 404
    assert client.get(door("risen", 2563, "4012")).status_code == 200
    page = text_of(client.get(door("round", 2563)))
    assert door("risen", 2563, "4012") in page and door("risen", 2563, "4005") not in page
    with pytest.raises(acts.ListMoved):
        acts.answer_risen(year=2563, leaving={over[1].pk: 1}, kept={}, by=importer)
    acts.answer_risen(year=2563, leaving={far.pk: 1}, kept={}, by=importer)
    assert far.enrolments.get().watch_from and not over[1].enrolments.get().watch_from


def test_who_imports_and_coordinates_still_enters_everywhere(as_, make, below, importer):
    make.posting(importer, "district", district="4012")
    assert as_(importer).get(door("entering", 2563, "4005")).status_code == 200
    assert acts.enter(year=2563, chosen=[below[0].pk], left_out={}, by=importer)


def test_another_district_and_other_roles(as_, below, district_chief, somchai, viewer, outsider):
    for person, statuses in ((somchai, [403] * 3), (viewer, [403] * 3), (outsider, [404, 404, 200])):
        client = as_(person)
        for address, status in zip(
            [door("entering", 2563, "4005"), door("risen", 2563, "4005"), door("round", 2563)],
            statuses,
            strict=True,
        ):
            response = client.get(address)
            assert response.status_code == status
            assert not [one for one in below[:3] if one.head_name in text_of(response)]
    assert as_(district_chief).get(door("round", 2570)).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("round", 12), ("entering", 11)])
def test_as_many_questions_for_three_as_for_one(
    as_, make, importer, name, queries, django_assert_num_queries
):
    client = as_(importer)
    address = door(name, 2563, *(["4005"] if name == "entering" else []))
    for many in (1, 2):
        for _n in range(many):
            make.survey(make.household(), year=2563)
        with django_assert_num_queries(queries):
            client.get(address)
