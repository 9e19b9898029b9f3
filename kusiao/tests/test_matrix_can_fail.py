"""The walk on a house that was broken on purpose: each of these leaks must be heard. Without a break it hears nothing."""

import pytest
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import path

from committees.models import Referral
from households.models import Household
from households.views import households as views
from kusiao import access
from kusiao.testing.scene import Scene
from kusiao.testing.walk import Walker
from officers import roles

pytestmark = pytest.mark.django_db

CASES = ("households:case", "households:list", "households:search")


def walk(actor, only):
    with transaction.atomic():
        findings = Walker(Scene(), actor).walk(only)
        transaction.set_rollback(True)
    return findings


def leaks(findings):
    return [found for found in findings if "Kwx" in found]


def test_an_unbroken_house_is_quiet():
    assert walk("malee", CASES) == walk("chief", CASES) == []


@pytest.mark.parametrize("actor", ["malee", "transferred", "outsider"])
def test_a_scope_that_gives_every_household_is_heard(actor, monkeypatch):
    monkeypatch.setattr("officers.scope.households_of", lambda person: Household.objects.all())
    findings = walk(actor, CASES)
    assert any("GET households:case [other]: 200 instead of [404]" in found for found in findings)
    assert any("households.Household.head_name of A " in found for found in leaks(findings))


def test_a_search_outside_the_scope_is_heard(monkeypatch):
    """Found by the full id of a family in another district."""
    assert found_by_id("outsider") == set()
    everywhere, find = Household.objects.with_place().with_now().with_friend(), views.find
    monkeypatch.setattr(views, "find", lambda asked, words: find(everywhere, words))
    assert "households.Household.head_name" in found_by_id("outsider")


def found_by_id(actor):
    with transaction.atomic():
        scene = Scene()
        another = scene.behind(actor, "other").member.national_id
        answer = scene.client(actor).post("/households/search/", {"words": another}).content.decode()
        transaction.set_rollback(True)
    return {canary.label for canary in scene.cage.heard(answer) - scene.cage.heard(another)}


def test_a_role_too_many_is_heard(monkeypatch):
    monkeypatch.setitem(roles.OPENS, "audit:events", {roles.AUDITOR, roles.OFFICER})
    assert "somchai GET audit:events [own]: 200 instead of [403]" in walk("somchai", ("audit:",))


def test_a_role_too_few_is_heard(monkeypatch):
    monkeypatch.setitem(roles.OPENS, "households:list", {roles.PROVINCE})
    assert "chief GET households:list [own]: 403 instead of [200]" in walk("chief", ("households:list",))


def test_a_line_that_is_gone_is_heard_and_fails_the_check(monkeypatch):
    monkeypatch.delitem(roles.OPENS, "households:case")
    assert [error.id for error in access.every_address_has_a_line(None)] == ["access.E001"]
    assert "chief GET households:case [own]: 403 instead of [200]" in walk("chief", ("households:case",))


def test_a_page_that_asks_the_table_instead_of_the_person_is_heard(monkeypatch):
    def seen(request, household_id):
        return get_object_or_404(Household.objects.with_place(), pk=household_id)

    monkeypatch.setattr("households.views.households.seen", seen)
    findings = walk("malee", ("households:case", "households:national_id"))
    assert any("households.Member.national_id of A" in found and "POST" in found for found in findings)
    assert any("officers.Visit.done of A" in found for found in leaks(findings))


def test_a_desk_with_every_committees_requests_is_heard(monkeypatch):
    monkeypatch.setattr("committees.scope.put_to", lambda person: Referral.objects.all())
    findings = walk("chair", ("committees:desk", "committees:referral"))
    assert any(
        "GET committees:desk" in found and "committees.Referral.text of B" in found for found in findings
    )
    assert any("committees:referral [other]: 200 instead of [404]" in found for found in findings)


def test_an_act_that_happens_behind_a_closed_gate_is_heard(monkeypatch):
    """A gate that lets the view work first and then turns the person away."""
    process = access.AccessGate.process_view

    def late(self, request, view, args, kwargs):
        view(request, *args, **kwargs)
        return process(self, request, view, args, kwargs)

    monkeypatch.setattr(access.AccessGate, "process_view", late)
    findings = walk("pranee", ("committees:referral_ask",))
    assert "pranee POST committees:referral_ask [own]: turned away, yet 1 acts were written" in findings


def test_an_address_that_nobody_thought_of_fails_the_build(settings):
    class Urls:
        urlpatterns = [path("unthought/", lambda request: None, name="unthought")]

    settings.ROOT_URLCONF = Urls
    assert [error.id for error in access.every_address_has_a_line(None)] == ["access.E001"]
    walker = Walker(None, "anonymous")
    walker.scene = Scene.__new__(Scene)
    assert walker.walk() == ["unthought: no line in kusiao/testing/lines/"]
