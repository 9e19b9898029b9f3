"""Where an enrolment stood on a day: by dates alone, in buckets that never overlap."""

from datetime import date

import pytest

from households.models import Classification, District, Enrolment
from reports.figures import standing

DAY = date(2026, 10, 31)


@pytest.fixture
def districts(db):
    return District.objects.all()


def stood(make, **fields):
    return make.enrolment(make.household(), entered_on=date(2026, 1, 1), **fields)


@pytest.mark.parametrize(
    ("fields", "bucket"),
    [
        ({}, "remaining"),
        ({"watch_from": DAY}, "above"),
        ({"watch_from": date(2026, 11, 1)}, "remaining"),
        ({"ended_on": DAY, "end_reason": "graduated"}, "above"),
        ({"ended_on": DAY, "end_reason": "died"}, "struck_off"),
        ({"ended_on": date(2026, 11, 1), "end_reason": "died"}, "remaining"),
        ({"watch_from": date(2026, 2, 1), "ended_on": date(2026, 11, 1), "end_reason": "moved"}, "above"),
    ],
)
def test_standing_is_one_bucket_by_dates(make, fields, bucket):
    stood(make, **fields)
    found = {
        name: Enrolment.objects.entered_by(DAY).filter(asked(DAY)).count()
        for name, asked in [
            ("above", standing.above),
            ("struck_off", standing.struck_off),
            ("remaining", standing.remaining),
        ]
    }
    assert found == {"above": 0, "struck_off": 0, "remaining": 0} | {bucket: 1}


def test_entered_later_is_not_there_yet(make, districts):
    make.enrolment(make.household(), entered_on=date(2026, 11, 1))
    assert not standing.entered(districts, DAY).exists()
    assert standing.entered(districts, date(2026, 11, 1)).count() == 1


def test_class_is_the_one_of_that_day(make, districts):
    one = stood(make, track="welfare")
    Classification.objects.filter(household=one.household).update(ended_on=date(2026, 6, 1))
    Classification.objects.create(household=one.household, track="developable", started_on=date(2026, 6, 1))

    def track(on):
        return standing.with_track(standing.entered(districts, on), on).get().track

    assert (track(date(2026, 5, 31)), track(date(2026, 6, 1))) == ("welfare", "developable")


def test_class_of_an_ended_enrolment_stays_the_last_of_its_time(make, districts):
    one = stood(make, track="welfare", ended_on=date(2026, 5, 1), end_reason="moved", step=None)
    Classification.objects.filter(household=one.household).update(ended_on=date(2026, 5, 1))
    Classification.objects.create(household=one.household, track="developable", started_on=date(2026, 7, 1))
    assert standing.with_track(standing.entered(districts, DAY), DAY).get().track == "welfare"


def test_without_a_class_it_says_so(make, districts):
    stood(make, track=None)
    assert standing.with_track(standing.entered(districts, DAY), DAY).get().track == "unclassified"
