"""The gate asks the database at every request: what ended this minute opens nothing this minute."""

import pytest
from django.urls import reverse

from kusiao import access
from kusiao.testing import policy
from kusiao.testing.make import days_ago
from kusiao.testing.scene import Scene
from kusiao.testing.walk import Walker, addresses
from officers import roles

pytestmark = pytest.mark.django_db


def status(client, name, *args):
    return client.get(reverse(name, args=args)).status_code


def test_a_posting_that_ends_closes_the_page_and_the_live_session(as_, district_chief):
    client = as_(district_chief)
    assert status(client, "households:list") == 200
    district_chief.postings.update(ended_on=days_ago(0))
    assert status(client, "households:list") == 302
    assert status(as_(district_chief), "households:list") == 403
    district_chief.postings.update(ended_on=None)
    assert status(as_(district_chief), "households:list") == 200


def test_a_posting_dated_ahead_opens_nothing_yet(as_, make):
    person = make.officer("early", role="district", district="4005", since=days_ago(-1))
    assert status(as_(person), "households:list") == 403


def test_a_switched_off_account_is_a_stranger_at_once(as_, somchai, somchai_household):
    client = as_(somchai)
    assert status(client, "households:case", somchai_household.pk) == 200
    type(somchai).objects.filter(pk=somchai.pk).update(is_active=False)
    answer = client.get(reverse("households:case", args=[somchai_household.pk]))
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_a_friendship_that_ends_closes_the_case(as_, somchai, somchai_household):
    client = as_(somchai)
    assert status(client, "officers:visit_record", somchai_household.pk) == 200
    somchai_household.pairings.update(ended_on=days_ago(0))
    assert status(client, "officers:visit_record", somchai_household.pk) == 404
    assert status(client, "households:case", somchai_household.pk) == 404


def test_a_seat_that_is_given_up_closes_the_desk(as_, make, chair, somchai_household):
    asked = make.referral(somchai_household, committee=1)
    client = as_(chair)
    assert status(client, "committees:referral", asked.pk) == 200
    chair.seats.update(officer=None)
    assert status(client, "committees:referral", asked.pk) == 302
    assert status(as_(chair), "committees:referral", asked.pk) == 403


def test_the_lists_of_who_leaves_and_who_may_fall_again_stand_in_the_menu(
    as_, district_chief, pranee, somchai
):
    lists = {reverse(f"households:{name}") for name in ("exits", "relapses")}
    for person, shown in ((district_chief, lists), (pranee, lists), (somchai, set())):
        page = as_(person).get(reverse("households:list" if shown else "officers:mine"))
        assert {entry["url"] for entry in page.context["nav"]} & lists == shown


def test_rights_are_the_union_of_postings(as_, make, somchai, somchai_household):
    """He befriends a family here and coordinates another district: what he may do there he may not do here."""
    make.posting(somchai, "district", district="4012")
    other = make.household(district="4012")
    make.enrolment(other)
    client = as_(somchai)
    assert status(client, "households:case", somchai_household.pk) == 200
    assert status(client, "households:case", other.pk) == 200
    assert status(client, "households:classify", other.pk) == 200
    assert status(client, "officers:visit_record", other.pk) == 404
    for act in ("households:classify", "households:exit_confirm", "households:strike_off", "officers:pair"):
        assert status(client, act, somchai_household.pk) == 404, act


def test_every_form_needs_its_token():
    """Without it nothing is done, and a sentence says how to go on."""
    scene, tried = Scene(), 0
    for actor in ("somchai", "chief", "chair", "pranee", "importer", "centre"):
        client, walker = scene.client(actor), Walker(scene, actor)
        client.handler.enforce_csrf_checks = True
        for address in set(addresses()):
            line = policy.line_for(address.name)
            if line.post is None or actor not in line.may or address.name.startswith("admin:"):
                continue
            answer = client.post(walker.path(address, line, "own", line.variants[0]))
            assert answer.status_code == 403, (actor, address.name)
            assert "กดบันทึกอีกครั้ง" in answer.content.decode()
            tried += 1
    assert tried > 40


def test_an_address_without_a_line_is_a_system_check_error(monkeypatch):
    assert access.every_address_has_a_line(None) == []
    monkeypatch.delitem(roles.OPENS, "officers:mine")
    (error,) = access.every_address_has_a_line(None)
    assert error.id == "access.E001" and "officers:mine" in error.msg


def test_every_line_of_the_table_has_an_address():
    names = set(access.view_names())
    assert [name for name in roles.OPENS if name != "admin:*" and name not in names] == []
    assert [name for name in policy.LINES if name not in names] == []


@pytest.mark.parametrize("path", ["/admin/nothing/", "/admin/officers/agency/1/", "/admin/officers/"])
def test_the_unnamed_doors_of_the_admin_are_shut_too(path, client, somchai, pranee, as_):
    assert client.get(path).status_code == 302
    assert as_(somchai).get(path).status_code == as_(pranee).get(path).status_code == 403
