"""A merge closes a file; no figure loses a family by it, and none counts it among those who are helped now."""

import pytest

from households.actions.merging import merge, unmerge
from households.models import District
from households.surveys.effects import _below_now
from kusiao.thai import now, period_of, today
from officers import scope
from reports.figures import flow
from reports.figures.balance import balances
from reports.figures.counting import count

pytestmark = pytest.mark.django_db


def figures():
    return count(period_of("month", today()), now(), now())


def test_a_merged_enrolment_is_struck_off_and_everything_still_adds_up(make, pranee):
    officers = [make.officer(role="officer", district="4005") for _ in range(2)]
    kept, gone = make.household(), make.household()
    for household, officer in zip((kept, gone), officers, strict=True):
        make.enrolment(household, survey=make.survey(household))
        make.pairing(officer, household)
        make.visit(household, officer)
    before = figures()
    done = merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", by=pranee)
    merged = figures()
    assert balances(before) and balances(merged)
    told = ("entered", "remaining", "struck_off", "left_otherwise", "paired", "visited_households", "visits")
    assert [getattr(before.total, name) for name in told] == [2, 2, 0, 0, 2, 2, 2]
    assert [getattr(merged.total, name) for name in told] == [2, 1, 1, 1, 1, 1, 1]
    unmerge(merge=done, reason="ผิดบ้าน", by=pranee)
    again = figures()
    assert again.districts == before.districts and again.total == before.total


def test_a_survey_that_stayed_behind_is_counted_in_no_flow_and_no_effect(make, importer, pranee):
    """Both files were surveyed in the same two years: it is one family, and moves once between them."""
    kept, gone = make.household(), make.household()
    for household in (kept, gone):
        for year in (2563, 2564):
            make.survey(household, year=year)
    districts = District.objects.filter(pk="4005")
    assert flow.by_district(districts, 2563, 2564).count("all") == 2
    merge(kept=kept, gone=gone, reason="บ้านเดียวกัน", by=pranee)
    assert gone.surveys.count() == 2
    assert flow.by_district(districts, 2563, 2564).count("all") == 1
    assert dict(_below_now()) == {"4005": 1}
    assert list(pranee.households) == list(scope.enrolling_of(pranee)) == [kept]
    assert list(scope.enrolling_of(importer)) == [kept]
