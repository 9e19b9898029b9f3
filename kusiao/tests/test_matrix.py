"""Every address × every person × every method × own, other and missing doors: nobody hears of a family not his."""

import pytest

from kusiao.testing import policy
from kusiao.testing.canaries import unplanted
from kusiao.testing.scene import ACTORS, Scene
from kusiao.testing.walk import ASKING, METHODS, Walker, addresses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("actor", ACTORS)
def test_nobody_hears_of_a_family_that_is_not_his(actor, second_pass):
    methods = ASKING if second_pass else METHODS
    walker = Walker(Scene(papers=actor in ("pranee", "centre")), actor, methods)
    findings = walker.walk()
    assert not findings, "\n" + "\n".join(findings[:80])
    assert walker.knocks > 300


def test_every_address_has_a_line_in_the_policy():
    names = {one.name for one in addresses() if not policy.unnamed_elsewhere(one.name)}
    assert sorted(name for name in names if policy.line_for(name) is None) == []


def test_every_personal_column_carries_a_mark():
    assert unplanted(Scene().planted) == []
