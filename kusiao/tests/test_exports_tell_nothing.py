"""What goes out in files is listened to like what goes out on pages: every list × everybody who may take it along."""

import pytest
from django.urls import reverse

from kusiao.testing import policy
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import FRIEND, HEAD
from kusiao.testing.scene import Scene
from kusiao.testing.walk import sounds
from reports.figures.numbers import LISTS

pytestmark = pytest.mark.django_db


# Of all that is personal, this alone may stand in a file: no id, health, disability, debt, income or story.
MAY_STAND = {
    HEAD, "households.Household.house_number", FRIEND, "officers.Officer.last_name", "officers.Officer.phone",
    "officers.Pairing.on_behalf_of",
}  # fmt: skip
# The annex of an order names each household so that it is found again.
ANNEX_TOO = {"officers:annex_table": {"households.Household.house_code"}}
TAKES = [
    (actor, name, {})
    for name in ("households:list_export", "officers:people_export", "officers:pairings_export", "officers:annex_table",
                 "committees:desk_export", "reports:dashboard_export")
    for actor in sorted(policy.LINES[name].may)
] + [(actor, "reports:number_export", {"name": name}) for name in LISTS for actor in ("chief", "outsider", "pranee")]  # fmt: skip


def heard_in_files(scene, actor, name, kwargs):
    client = scene.client(actor)
    line, own, faults = policy.LINES["exports:file"], set(), []
    may_stand = MAY_STAND | ANNEX_TOO.get(name, set())
    for form in ("csv", "xlsx"):
        made = client.post(reverse(name, kwargs=kwargs), {**BODIES["export"], "form": form})
        if made.status_code == 200:  # a list without rows has no file
            continue
        file = client.get(f"{made['Location']}file/")
        assert file.status_code == 200, (actor, name, file.status_code)
        for canary in scene.cage.heard("\n".join(text for _place, text in sounds(file))):
            if not policy.may_hear(actor, line, canary, "GET", "own", scene) or canary.label not in may_stand:
                faults.append(f"{actor} {name} {form}: {canary}")
            own.add((form, canary.label))
    return own, faults


def test_no_file_tells_of_a_family_that_is_not_his():
    scene, told, faults = Scene(), set(), []
    for actor, name, kwargs in TAKES:
        own, wrong = heard_in_files(scene, actor, name, kwargs)
        faults += wrong
        told |= {(name, label) for _form, label in own}
        if name in (
            "households:list_export",
            "officers:pairings_export",
            "officers:annex_table",
            "committees:desk_export",
        ):
            assert {("csv", HEAD), ("xlsx", HEAD)} <= own, (
                f"{actor} {name}: his own families are there in both forms"
            )
    assert not faults, "\n" + "\n".join(faults[:40])
    assert ("reports:dashboard_export", HEAD) not in told and ("officers:people_export", FRIEND) in told


def test_a_scope_that_is_dropped_is_heard_in_the_file(monkeypatch):
    from households.models import Household

    monkeypatch.setattr("officers.scope.households_of", lambda person: Household.objects.all())
    _own, faults = heard_in_files(Scene(), "chief", "households:list_export", {})
    assert any(" of B" in fault and fault.startswith("chief households:list_export xlsx") for fault in faults)


def test_a_column_too_many_is_heard_in_the_file(monkeypatch):
    from households.exports import HouseholdList
    from kusiao.exports.listing import column

    monkeypatch.setitem(HouseholdList.fields, "phone", column("โทรศัพท์", "phone"))
    _own, faults = heard_in_files(Scene(), "chief", "households:list_export", {})
    assert any("households.Household.phone" in fault for fault in faults)
