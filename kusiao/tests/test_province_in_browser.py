"""Every page that a person of each role can reach by links in the practice province, with its 1,174 households, opened
on a phone and on a desk. (test_every_page opens every address there is, with few rows and long names.)"""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from kusiao.testing import journey
from kusiao.testing.browser import DESK, PHONE, grave_findings, picture
from kusiao.tests.test_every_page import NO_PAGES

pytestmark = [pytest.mark.browser, pytest.mark.look, pytest.mark.xdist_group("province")]
# Files to save, and the page that ends the session.
NOT_PAGES = {"account_logout", "set_language", *NO_PAGES} - {"home"}
PEOPLE = ("somchai", "chumphae", "pranee", "nipa", "kaset", "centre")


def view_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def links(page):
    return page.eval_on_selector_all("a[href]", "found => found.map(one => one.href.split('#')[0])")


def too_wide(page):
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"wider than the screen: {width}"] if width[0] > width[1] else []


def walk(page, base):
    """One page of each name: the first that a link leads to."""
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop(0)
        name = view_of(address)
        if name in seen or name in NOT_PAGES or name is None or name.startswith("admin:"):
            continue
        page.faults.clear()
        answer = page.goto(address)
        # "/" leads each role to a place of its own.
        seen |= {name, view_of(page.url)}
        yield name, answer.status
        waiting += [link for link in links(page) if link.startswith(base) and view_of(link) not in seen]


@pytest.fixture(scope="module")
def examined():
    """The pages that axe has read: for the next person it would find the same."""
    return set()


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_are_sound_on_phone_and_desk(province, open_browser, person, examined):
    page = open_browser(DESK, province.address)
    journey.sign_in(page, person, province.passwords[person])
    wrong, opened = [], []
    for name, status in walk(page, province.address):
        opened.append(name)
        if status != 200:
            wrong.append(f"{name}: answered {status}")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            picture(page, f"{person}-{name.replace(':', '-')}-{size['width']}")
            found = [*page.faults, *too_wide(page)] + ([] if name in examined else grave_findings(page))
            wrong += [f"{name} at {size['width']}: {fault}" for fault in found]
        examined.add(name)
    assert opened
    assert not wrong, "\n".join(wrong)
