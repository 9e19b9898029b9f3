"""Every number opens its list and equals its count; a person sees only the districts that are his to see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import District
from kusiao.testing.make import days_ago
from kusiao.thai import today
from reports.figures.dashboard import by_district, by_subdistrict
from reports.figures.numbers import NUMBERS

DASHBOARD = "/reports/"


@pytest.fixture
def lively(make, somchai, somchai_household):
    """Something in every number, in two districts, and rows that could be counted twice."""
    make.visit(somchai_household, somchai)
    make.visit(somchai_household, somchai, visited_on=days_ago(3))
    make.referral(somchai_household)
    make.referral(somchai_household, committee=2, need="health")
    for district, track in [("4005", "welfare"), ("4012", "developable"), ("4012", None)]:
        make.enrolment(make.household(district=district), track=track, step=2)
    make.enrolment(make.household(district="4012"), watch_from=days_ago(10), step=4)
    ended = make.household(district="4012")
    make.enrolment(ended, entered_on=days_ago(300), ended_on=days_ago(200), end_reason="graduated", step=None)
    make.enrolment(make.household(), ended_on=days_ago(20), end_reason="moved", step=None)
    silent = make.household(district="4012")
    make.enrolment(silent)
    friend = make.officer(role="officer", district="4012")
    make.pairing(friend, silent, started_on=days_ago(90))


def listed(client, name, **asked):
    page = client.get(reverse("reports:number", args=[name]), asked).context["page"]
    return page.paginator.count


def test_every_number_equals_its_list(as_, pranee, lively):
    client = as_(pranee)
    found = by_district(District.objects.all(), today())
    assert all(found.totals[name] for name in NUMBERS), found.totals
    for name in NUMBERS:
        assert listed(client, name) == found.totals[name], name
        assert sum(place.counts[name] for place in found.places) == found.totals[name], name
        for place in found.places:
            if place.code in ("4005", "4012", "4001"):
                assert listed(client, name, district=place.code) == place.counts[name], (name, place.name)


def test_every_number_of_a_class_equals_its_list(as_, pranee, lively):
    client = as_(pranee)
    for track in ("developable", "welfare", "unclassified"):
        found = by_district(District.objects.all(), today(), track)
        for name in NUMBERS:
            assert listed(client, name, track=track) == found.totals[name], (name, track)


def test_every_address_on_the_page_opens_as_many_as_it_says(as_, pranee, lively):
    client = as_(pranee)
    page = client.get(DASHBOARD, {"district": "4012"}).content.decode()
    found = re.findall(r'<a href="(/reports/numbers/[^"]+)">(?:[^<]*? )?([\d,]+)</a>', page)
    assert len(found) > 10
    for address, number in found:
        answer = client.get(address.replace("&amp;", "&"))
        assert answer.context["page"].paginator.count == int(number.replace(",", "")), address


def test_subdistricts_add_up_to_their_district(lively):
    district = District.objects.get(pk="4012")
    whole = next(one for one in by_district(District.objects.all(), today()).places if one.code == "4012")
    inside = by_subdistrict(district, today())
    assert inside.totals == whole.counts
    assert sum(place.steps.total() for place in inside.places) == whole.steps.total()


def test_district_coordinator_sees_only_his_own(as_, district_chief, lively):
    client = as_(district_chief)
    page = client.get(DASHBOARD)
    assert page.context["district"].pk == "4005"
    assert "พล" not in {row[0].name for row in page.context["table"]}
    assert page.context["totals"]["enrolled"] == 3
    assert listed(client, "enrolled") == 3
    assert client.get(DASHBOARD, {"district": "4012"}).status_code == 404
    assert client.get(reverse("reports:number", args=["enrolled"]), {"district": "4012"}).status_code == 404
    elsewhere = District.objects.get(pk="4012").subdistricts.first()
    asked = {"subdistrict": elsewhere.pk}
    assert client.get(reverse("reports:number", args=["enrolled"]), asked).status_code == 404


def test_viewer_sees_totals_and_no_lists(as_, viewer, lively):
    client = as_(viewer)
    page = client.get(DASHBOARD)
    assert page.context["totals"]["enrolled"] == 8
    assert "/reports/numbers/" not in page.content.decode()
    assert client.get(reverse("reports:number", args=["enrolled"])).status_code == 403


def test_others_may_not_open_it(as_, somchai, chair, importer, auditor, centre):
    for person in (somchai, chair, importer, auditor, centre):
        assert as_(person).get(DASHBOARD).status_code == 403
        assert as_(person).get(reverse("reports:number", args=["enrolled"])).status_code == 403


def test_what_is_asked_for_wrongly_is_not_an_error(as_, pranee, lively):
    client = as_(pranee)
    assert client.get(DASHBOARD, {"track": "x", "show": "x"}).status_code == 200
    assert client.get(DASHBOARD, {"district": "9999"}).status_code == 404
    assert client.get(reverse("reports:number", args=["nothing"])).status_code == 404
    assert (
        client.get(reverse("reports:number", args=["enrolled"]), {"step": "x", "page": "x"}).status_code
        == 200
    )


def test_list_is_in_thai_order(as_, pranee, make):
    for head in ("นายแดง ก", "นายกล้า ข", "นายเกษม ค", "นายขวัญ ง"):
        make.enrolment(make.household(head=head))
    page = as_(pranee).get(reverse("reports:number", args=["enrolled"])).context["page"]
    assert [one.household.head_name[3:] for one in page] == ["กล้า ข", "เกษม ค", "ขวัญ ง", "แดง ก"]


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_same_questions_for_one_row_and_three(as_, pranee, make, somchai_household):
    client = as_(pranee)
    number = reverse("reports:number", args=["enrolled"])
    one = queries(client, DASHBOARD), queries(client, number)
    for district in ("4005", "4012"):
        make.enrolment(make.household(district=district))
    assert (queries(client, DASHBOARD), queries(client, number)) == one == (23, 8)


def test_an_empty_province_has_a_dashboard(as_, pranee):
    page = as_(pranee).get(DASHBOARD)
    assert page.status_code == 200
    assert page.context["totals"]["enrolled"] == 0


def test_the_relapse_watch_has_as_many_cards_as_its_number(as_, make, pranee, viewer, somchai_household):
    for district in ("4005", "4012", "4012"):
        make.relapse_card(make.enrolment(make.household(district=district), watch_from=days_ago(9)))
    make.relapse_card(somchai_household.enrolments.get())  # not in watch
    client = as_(pranee)
    for asked, count in (({}, 3), ({"district": "4012"}, 2)):
        said = client.get(DASHBOARD, asked).context["said"]
        (address,) = [
            address for _label, number, address in said if "relapses" in address and number == count
        ]
        assert (
            client.get(address).context["page"].paginator.count == count == listed(client, "relapse", **asked)
        )
    assert "relapses" not in as_(viewer).get(DASHBOARD).content.decode()
