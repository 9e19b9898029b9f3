"""Whatever happens to the families of one district, not a byte of another district's pages changes."""

import pytest
from django.core.cache import cache

from households.models import Household
from kusiao.testing.canaries import Cage
from kusiao.testing.pages import pages_of, without_the_new
from kusiao.testing.scene import THERE, Scene

pytestmark = pytest.mark.django_db

PEOPLE = ("somchai", "malee", "chief", "chair", "unposted")
WORDS = ("Kwx", "คนที่", "12", "0870000001")


def pages(scene, actor):
    cache.clear()
    read = {
        name: without_the_new(response) for name, response in pages_of(scene, actor) if not response.streaming
    }
    if actor == "chief":
        client = scene.client(actor)
        for words in WORDS:
            read[f"search {words}"] = without_the_new(client.post("/households/search/", {"words": words}))
    return read


def change_the_other_district(scene):
    """Every personal column of every row, and another family with its officer, visits, requests and obstacles."""
    cage = Cage()
    cage.serial = 5000
    for row, case in list(scene.rows):
        if case == "B" and row._meta.label != "officers.Officer":
            row.refresh_from_db()
            cage.plant(row, case)
    newcomer = scene.make.officer("newcomer", role="officer", district=THERE)
    scene.people["newcomer"] = newcomer
    scene.add_case("C", THERE, "newcomer", committee=3)


@pytest.mark.parametrize("actor", PEOPLE)
def test_another_districts_families_change_nothing(actor):
    scene = Scene()
    before = pages(scene, actor)
    change_the_other_district(scene)
    after = pages(scene, actor)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    assert len(before) > (2 if actor == "unposted" else 5)


def test_interference_can_be_seen(monkeypatch):
    monkeypatch.setattr("officers.scope.households_of", lambda person: Household.objects.all())
    scene = Scene()
    before = pages(scene, "chief")
    change_the_other_district(scene)
    after = pages(scene, "chief")
    changed = [name for name in before if before[name] != after[name]]
    assert "chief households:list" in changed and "search Kwx" in changed
