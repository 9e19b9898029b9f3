"""A real browser for the tests marked `browser`: pages as people see them, on a phone and on a desk."""

import json
import os
import time

import pytest

from kusiao.testing import processes
from kusiao.testing.mailbox import mailbox
from kusiao.workshop import browsers
from kusiao.workshop.practice import CHECKOUT

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")


def required():
    return any(os.environ.get(name, "").lower() in ("1", "true") for name in ("CI", "REQUIRE_ALL"))


@pytest.fixture(scope="session")
def playwright():
    """One for the whole run: a second would find the first one's event loop running."""
    if not browsers.chromium():
        (pytest.fail if required() else pytest.skip)("no Chromium on this machine")
    # Playwright's sync interface keeps an event loop running, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playing:
        yield playing


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def open_browser(chromium):
    """open_browser(size, address) → a page of its own person: own cookies, own storage."""
    contexts = []

    def opened(size=DESK, address=None, **options):
        context = chromium.new_context(
            viewport=size, base_url=address, locale="th-TH", timezone_id="Asia/Bangkok", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def live(live_server, settings):
    """The pages of this process, over plain http."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return live_server


@pytest.fixture
def desktop(live, open_browser):
    return open_browser(DESK, live.url)


@pytest.fixture
def phone(live, open_browser):
    return open_browser(PHONE, live.url, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in(live):
    """sign_in(page, person): the session of a person without typing a password."""

    def signed(page, person):
        from django.conf import settings
        from django.test import Client

        from kusiao.testing.cast import signed_in

        client = signed_in(Client(), person)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live.url}],
        )
        return page

    return signed


def until(page, promise, seconds=15):
    """Asked again and again until it comes true: Playwright's `wait_for_function` takes every promise for a yes."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(promise):
        assert time.monotonic() < deadline, f"never came true: {promise}"
        page.wait_for_timeout(50)


def grave_findings(page):
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe.from_file(AXE) if AXE.exists() else Axe()
    found = axe.run(page).response["violations"]
    return [
        f"{one['impact']}: {one['id']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.fixture
def axe():
    def checked(page):
        findings = grave_findings(page)
        assert not findings, f"{page.url}\n" + "\n".join(findings)

    return checked


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An instance at rest, its tables made by the migrations, for others to begin with."""
    with processes.instance(tmp_path_factory.mktemp("migrated")) as one:
        one.manage("migrate", "--skip-checks", "--verbosity", "0")
        yield one


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    """The practice province as `make run` starts it, with a mail server beside it. Tests leave it as they found it,
    or make rows of their own: it serves the whole session."""
    folder = tmp_path_factory.mktemp("province")
    # The timetable asks every five minutes what is due; nobody waits that long for a test.
    quick = {"DUE_SECONDS": "3", "JOB_SWEEP_SECONDS": "2"}
    with (
        mailbox() as letters,
        processes.instance(folder, EMAIL_URL=f"smtp://127.0.0.1:{letters.port}", **quick) as one,
    ):
        one.letters = letters
        one.make_run()
        one.passwords = json.loads((folder / "practice-sign-ins.json").read_text())
        yield one


def picture(page, name):
    """Kept where a person can look at it after the tests."""
    folder = CHECKOUT / "var" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    return folder / f"{name}.png"
