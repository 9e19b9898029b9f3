"""Which rows may this person see? The wrong ones knock too, with a real household behind the door."""

import pytest
from django.urls import reverse

from households.models import District
from kusiao.testing.make import days_ago
from officers.models import Officer


def seen_by(person):
    return set(Officer.objects.get(pk=person.pk).households)


@pytest.fixture
def elsewhere(make, outsider):
    """A household in the outsider's district."""
    household = make.household(district="4012")
    make.enrolment(household)
    return household


def test_the_friend_sees_his_own_and_no_other(somchai, somchai_household, elsewhere):
    assert seen_by(somchai) == {somchai_household}


def test_the_neighbour_sees_nothing(malee, somchai_household):
    assert seen_by(malee) == set()


def test_the_coordinator_sees_the_district(make, district_chief, outsider, somchai_household, elsewhere):
    unpaired = make.household(district="4005")
    assert seen_by(district_chief) == {somchai_household, unpaired}
    assert seen_by(outsider) == {elsewhere}


def test_the_province_sees_all(pranee, somchai_household, elsewhere):
    assert seen_by(pranee) == {somchai_household, elsewhere}


def test_importing_opens_no_case_file_to_who_has_another_role_too(
    make, as_, importer, somchai_household, elsewhere
):
    make.posting(importer, "district", district="4012")
    assert seen_by(importer) == {elsewhere}
    client = as_(importer)
    for household, status in ((somchai_household, 404), (elsewhere, 200)):
        assert client.get(reverse("households:case", args=[household.pk])).status_code == status


@pytest.mark.parametrize("who", ["importer", "viewer", "auditor", "centre", "chair"])
def test_who_needs_no_family_sees_none(request, who, somchai_household):
    assert seen_by(request.getfixturevalue(who)) == set()


def test_nobody_without_a_posting_sees_anything(make, somchai_household):
    assert seen_by(make.officer()) == set()
    assert seen_by(Officer.objects.create_superuser("keeper", "long-enough-words")) == set()


@pytest.mark.parametrize(
    "dates",
    [
        {"started_on": days_ago(-1)},  # begins tomorrow
        {"started_on": days_ago(90), "ended_on": days_ago(0)},  # ended this morning
        {"started_on": days_ago(90), "ended_on": days_ago(30)},
    ],
)
def test_a_posting_that_is_not_in_force_shows_nothing(make, somchai_household, dates):
    late = make.officer()
    make.posting(late, "district", district="4005", **dates)
    assert seen_by(late) == set()


def test_the_posting_ends_the_scope_though_the_pairing_is_open(somchai, somchai_household):
    somchai.postings.update(ended_on=days_ago(0))
    assert seen_by(somchai) == set()


def test_a_transferred_friend_sees_it_no_more(make, somchai, malee, somchai_household):
    somchai.pairings.update(ended_on=days_ago(0), end_reason="ย้าย")
    make.pairing(malee, somchai_household, started_on=days_ago(0))
    assert seen_by(somchai) == set()
    assert seen_by(malee) == {somchai_household}


def test_a_friendship_that_begins_tomorrow_shows_nothing_yet(make, malee):
    make.pairing(malee, make.household(), started_on=days_ago(-1))
    assert seen_by(malee) == set()


def test_somebody_switched_off_sees_nothing(somchai, district_chief, somchai_household):
    for person in (somchai, district_chief):
        person.is_active = False
        person.save()
        assert seen_by(person) == set()


def test_a_friend_who_also_coordinates_sees_both_once(make, somchai, somchai_household):
    make.posting(somchai, "district", district="4005")
    person = Officer.objects.get(pk=somchai.pk)
    assert list(person.households) == [somchai_household]


def test_two_districts_are_a_union(make, district_chief, somchai_household, elsewhere):
    make.posting(district_chief, "district", district="4012")
    assert seen_by(district_chief) == {somchai_household, elsewhere}


def test_totals_of_a_district_are_its_coordinators(district_chief, pranee, viewer, somchai):
    assert {district.pk for district in district_chief.districts} == {"4005"}
    assert not somchai.districts
    assert pranee.districts.count() == viewer.districts.count() == District.objects.count() == 26


def test_people_of_a_district_are_its_coordinators(district_chief, outsider, somchai, malee, viewer, pranee):
    assert set(district_chief.people) == {district_chief, somchai, malee}
    assert set(outsider.people) == {outsider}
    assert not somchai.people.exists() and not viewer.people.exists()
    assert viewer in pranee.people


def test_one_who_starts_next_month_can_be_prepared_for(make, district_chief):
    coming = make.officer()
    make.posting(coming, "officer", district="4005", started_on=days_ago(-30))
    assert coming in district_chief.people


def test_looking_on_everywhere_gives_no_place_to_post(make, district_chief):
    make.posting(district_chief, "viewer")
    person = Officer.objects.get(pk=district_chief.pk)
    assert person.districts.count() == 26
    assert {district.pk for district in person.staffed_districts} == {"4005"}
    assert set(person.coordinated.values_list("village__subdistrict__district", flat=True)) <= {"4005"}


def test_committees_of_a_person_are_those_with_a_seat(make, chair, somchai):
    assert [committee.number for committee in chair.committees] == [1]
    assert not somchai.committees
    chair.seats.update(ended_on=days_ago(0))
    assert not Officer.objects.get(pk=chair.pk).committees
