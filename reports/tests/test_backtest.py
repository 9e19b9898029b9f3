"""The rules of the relapse watch, held against the round that came after."""

import pytest
from django.urls import reverse

from reports.figures import backtest

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(make):
    """known(2568 total, 2569 total): a household of three that was poor in 2567."""

    def made(then, later, **fields):
        household = make.household()
        make.survey(household, year=2567, income_total=60_000)
        make.survey(household, year=2568, income_total=then)
        make.survey(household, year=2569, income_total=later, **fields)
        return household

    return made


def by_code(found):
    return {one.rule.code: (one.warned, one.found, one.fell) for one in found.rules}


def test_how_many_warned_fell_and_how_many_who_fell_were_warned(make, known):
    known(125_000, 90_000)  # near, and fell
    known(125_000, 300_000)  # near, and stayed
    known(300_000, 90_000)  # far above, and fell
    known(300_000, 300_000)
    known(60_000, 60_000)  # was not over
    known(125_000, None)  # not measured again
    never_poor = make.household()
    for year, total in ((2567, 300_000), (2568, 125_000), (2569, 60_000)):
        make.survey(never_poor, year=year, income_total=total)
    found = backtest.back_test(2568, 2569)
    assert (found.looked_at, found.fell) == (4, 2)
    assert by_code(found)["near"] == (2, 1, 2)
    assert by_code(found)["below"] == by_code(found)["silent"] == (0, 0, 2)
    assert (found.together.warned, found.together.found, found.together.missed) == (2, 1, 1)


def test_only_what_was_known_then_warns(make, known, somchai):
    """What the later round itself says, and what came after, is not known yet."""
    one = known(300_000, 90_000, debt_informal=50_000)
    make.member(one, left_on=backtest.last_day_of(2569))
    make.remeasurement(one, measured_on=backtest.last_day_of(2569).replace(day=1, month=5), income_main=9)
    assert backtest.back_test(2568, 2569).together.warned == 0
    make.member(one, left_on=backtest.last_day_of(2568))
    assert by_code(backtest.back_test(2568, 2569))["left"] == (1, 1, 1)


def test_a_share_is_told_only_of_enough(settings):
    few, many = backtest.Tested(None, 12, 5, 9), backtest.Tested(None, 40, 10, 30)
    assert (few.right_share, few.found_share) == ("", "")
    assert (many.right_share, many.found_share) == ("25.0%", "33.3%")
    settings.SHARE_FROM = 9
    assert few.found_share == "55.6%"


def test_the_page_says_it_in_counts(as_, pranee, district_chief, known):
    assert "ต้องมีผลสำรวจอย่างน้อยสองรอบ" in as_(pranee).get(reverse("reports:relapse_test")).content.decode()
    known(125_000, 90_000)
    page = as_(pranee).get(reverse("reports:relapse_test"))
    words = page.content.decode().replace("\xa0", " ")
    assert "1 จาก 1 ครัวเรือนที่เตือน" in words and "1 จาก 1 พลาด 0" in words and "ไม่ได้เตือนใคร" in words
    assert "ไม่มีใครตก" in as_(pranee).get(reverse("reports:relapse_test"), {"after": "2568"}).content.decode()
    assert as_(district_chief).get(reverse("reports:relapse_test")).status_code == 403


def test_as_many_questions_for_three_as_for_one(as_, pranee, known, django_assert_num_queries):
    for many in (1, 2):
        for _n in range(many):
            known(125_000, 90_000)
        with django_assert_num_queries(13):
            backtest.back_test(2568, 2569)
