"""The table of roles: who may open what, and that nobody's rights outlive the posting."""

import pytest

from kusiao.access import view_names
from kusiao.testing.make import days_ago
from officers import roles
from officers.models import ADVISER, COMMITTEE, Officer, Role

EVERY_ROLE = {*Role.values, COMMITTEE, ADVISER}
WORDS = {roles.ANYONE, roles.SIGNED_IN, roles.ADMIN}


def again(person):
    """The same person as the next request sees him."""
    return Officer.objects.get(pk=person.pk)


def test_the_table_names_only_roles_that_exist():
    assert {word for rule in roles.OPENS.values() for word in rule} <= EVERY_ROLE | WORDS


def test_every_address_of_this_room_has_a_line():
    ours = {name for name in view_names() if name.startswith("officers:")}
    assert ours and all(roles.rule_for(name) for name in ours)


def test_an_address_without_a_line_opens_to_nobody(pranee):
    assert roles.rule_for("officers:unheard_of") is None
    assert not pranee.may_open("officers:unheard_of")
    assert not roles.may_open(None, "officers:unheard_of")


def test_a_stranger_opens_only_the_doors():
    opened = {name for name in roles.OPENS if roles.may_open(None, name)}
    assert "account_login" in opened and "officers:invitation_use" in opened
    assert not {name for name in opened if ":" in name} - {
        "officers:invitation_use",
        "officers:device_welcome",
        "officers:phone",
    }


@pytest.mark.parametrize(
    ("who", "opens", "not_opens"),
    [
        ("somchai", "officers:mine", "officers:pairings"),
        ("district_chief", "officers:pairings", "officers:mine"),
        ("pranee", "officers:people", "officers:pair"),
        ("importer", "households:survey_upload", "households:case"),
        ("viewer", "reports:dashboard", "reports:number"),
        ("auditor", "audit:events", "officers:people"),
        ("centre", "reports:list", "reports:make"),
        ("chair", "committees:desk", "officers:mine"),
    ],
)
def test_each_role_opens_its_own(request, who, opens, not_opens):
    person = request.getfixturevalue(who)
    assert person.may_open(opens)
    assert not person.may_open(not_opens)


def test_roles_are_a_union(make, somchai):
    make.posting(somchai, "district", district="4005")
    person = again(somchai)
    assert person.roles == {Role.OFFICER, Role.DISTRICT}
    assert person.may_open("officers:mine") and person.may_open("officers:pairings")


def test_a_posting_counts_between_its_dates(make):
    person = make.officer()
    assert person.roles == frozenset()
    make.posting(person, "viewer", started_on=days_ago(-1))
    make.posting(person, "auditor", started_on=days_ago(9), ended_on=days_ago(0))
    assert again(person).roles == frozenset()
    make.posting(person, "centre", started_on=days_ago(0), ended_on=days_ago(-1))
    assert again(person).roles == {Role.CENTRE}


def test_somebody_switched_off_opens_nothing(somchai):
    somchai.is_active = False
    somchai.save()
    person = again(somchai)
    assert person.roles == frozenset()
    assert not person.may_open("officers:mine") and not person.may_open("home")


def test_a_superuser_keeps_the_tables_and_opens_no_case_file(db):
    admin = Officer.objects.create_superuser("keeper", "long-enough-words")
    assert admin.may_open("admin:index") and admin.may_open("officers:invitation_slip")
    for name in ("households:case", "officers:mine", "officers:pairings", "reports:dashboard"):
        assert not admin.may_open(name)


def test_only_a_superuser_opens_the_tables(pranee, district_chief):
    assert not pranee.may_open("admin:index")
    assert not district_chief.may_open("admin:index")


def test_a_seat_in_a_working_group_gives_no_role(make):
    from committees.models import Seat

    person = make.officer()
    Seat.objects.filter(committee__kind="steering", ended_on=None).first()
    seat = Seat.objects.filter(committee__kind="steering", ended_on=None).first()
    seat.officer = person
    seat.save()
    assert again(person).roles == frozenset()
