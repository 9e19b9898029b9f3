"""Every page that a person of each role can reach by links in the practice province, with its 1,174 households, opened
on a phone and on a desk. (test_every_page opens every address there is, with few rows and long names.)"""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from kusiao.testing import journey
from kusiao.testing.browser import DESK, PHONE, grave_findings, picture

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("province")]
# Files to save, and the page that ends the session.
NOT_PAGES = {"account_logout", "reports:paper", "mfa_download_recovery_codes", "set_language"}
PEOPLE = ("somchai", "chumphae", "pranee", "nipa", "kaset", "centre")


def view_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def links(page):
    return page.eval_on_selector_all("a[href]", "found => found.map(one => one.href.split('#')[0])")


def faults(page):
    """What a person would stumble over. Words and years are read by test_words, on the same pages."""
    found = [*grave_findings(page), *page.faults]
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width[0] > width[1]:
        found.append(f"wider than the screen: {width}")
    return found


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


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_are_sound_on_phone_and_desk(province, open_browser, person):
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
            wrong += [f"{name} at {size['width']}: {fault}" for fault in faults(page)]
    assert opened
    assert not wrong, "\n".join(wrong)
