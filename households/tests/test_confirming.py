"""Between the look and the click of who confirms, the checklist was signed anew: he is told what changed, and confirms nothing
that he has not seen."""

import pytest
from django.urls import reverse

from households.actions import enrolments, exits
from households.actions.confirming import ProvincesTurn, SignedAnew, confirm_assured
from households.exits import blank_rows
from kusiao.thai import today

pytestmark = pytest.mark.django_db
CONFIRM = {"exit": enrolments.confirm_exit, "assured": confirm_assured}


@pytest.fixture
def standing(make, somchai, somchai_household):
    """{goal: an enrolment on the way to it}, both of one friend."""
    make.survey(somchai_household, year=2569, income_total=150_000)
    cared_for = make.household(head="นางคำ สุขใจ")
    make.survey(cared_for, year=2569)
    make.enrolment(cared_for, track="welfare", step=4)
    make.pairing(somchai, cared_for)
    return {"exit": somchai_household.enrolments.get(), "assured": cared_for.enrolments.get()}


def all_yes(goal, **but):
    return {row.code: but.get(row.code, ("yes", "เห็นแล้ว")) for row in blank_rows(goal)}


def signed(enrolment, by, goal, **more):
    given = {"answers": all_yes(goal), "signer": "ยายบัว", "signed_on": today()}
    return exits.fill_in(enrolment=enrolment, goal=goal, by=by, **given | more)


@pytest.mark.parametrize("goal", ["exit", "assured"])
def test_what_was_signed_anew_since_the_look_is_not_confirmed_unseen(standing, somchai, district_chief, goal):
    enrolment, confirm = standing[goal], CONFIRM[goal]
    looked = signed(enrolment, somchai, goal).version
    signed(enrolment, somchai, goal, version=looked, answers=all_yes(goal, house=("yes", "หลังคาใหม่")))
    for act in (
        lambda version: confirm(enrolment=enrolment, version=version, by=district_chief),
        lambda version: exits.send_back(
            review=enrolment.exit_reviews.get(), words="ขอภาพ", version=version, by=district_chief
        ),
    ):
        with pytest.raises(SignedAnew):
            act(looked)
    assert enrolment.exit_reviews.get().state == "waiting"
    confirm(enrolment=enrolment, version=looked + 1, by=district_chief)
    assert enrolment.exit_reviews.get().state == "confirmed"


@pytest.mark.parametrize("goal", ["exit", "assured"])
def test_the_page_of_who_comes_to_confirm_what_was_signed_anew(as_, standing, somchai, district_chief, goal):
    enrolment, chief = standing[goal], as_(district_chief)
    here = reverse(f"households:{goal}_confirm", args=[enrolment.household_id])
    signed(enrolment, somchai, goal, signer="ยายบัว")
    page = chief.get(here).context["form"]
    sent = {name: page[name].value() for name in ("version", "seen")}
    signed(
        enrolment, somchai, goal, version=1, signer="ตาคำ", answers=all_yes(goal, house=("yes", "หลังคาใหม่"))
    )
    for button in ({}, {"back": "1", "words": "ขอภาพบ้าน"}):
        answer = chief.post(here, sent | button)
        told = {what: (before, now) for what, before, now in answer.context["changed"]}
        assert answer.status_code == 409 and enrolment.exit_reviews.get().state == "waiting"
        assert [words for words in told.values() if words == ("ใช่ · เห็นแล้ว", "ใช่ · หลังคาใหม่")] and len(
            told
        ) == 2
        assert "ยายบัว" in told["ลงนาม"][0] and "ตาคำ" in told["ลงนาม"][1]
        assert (
            'name="version" value="2"' in answer.content.decode()
            and button.get("words", "") in answer.content.decode()
        )
    for odd in ("x", "[[1]]", "{}", '["ab"]', ""):
        assert chief.post(here, {"seen": odd, "version": "1"}).status_code in (200, 409)
    assert chief.post(here, sent | {"version": "2"}).status_code == 302


@pytest.mark.parametrize("goal", ["exit", "assured"])
def test_a_coordinators_own_case_is_confirmed_by_the_province(
    make, standing, somchai, district_chief, pranee, goal
):
    enrolment = standing[goal]
    make.posting(somchai, "district", district="4005")
    signed(enrolment, somchai, goal)
    with pytest.raises(ProvincesTurn):
        CONFIRM[goal](enrolment=enrolment, by=district_chief)
    CONFIRM[goal](enrolment=enrolment, by=pranee)
    assert enrolment.exit_reviews.get().confirmed_by == pranee
