"""What an officer's first view weighs as it is shipped, and how long the form takes on a slow line."""

import time

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.urls import reverse

from kusiao.testing.browser import PHONE
from kusiao.workshop.pages import UNUSED

pytestmark = [pytest.mark.browser, pytest.mark.look, pytest.mark.django_db(transaction=True)]
MOST = 150 * 1024
# What the tools of browsers call slow 3G.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
USABLE_SECONDS = 20


@pytest.fixture
def shipped(settings, tmp_path):
    """The pages with their files gathered and compressed, served by whitenoise as on a server."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "woff2", "png")
    compressed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": compressed}
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    server = LiveServerThread("localhost", static_handler=lambda pages: pages)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert not server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def page(shipped, open_browser, somchai):
    from django.conf import settings
    from django.test import Client

    from kusiao.testing.cast import signed_in

    page = open_browser(PHONE, shipped, has_touch=True, is_mobile=True)
    value = signed_in(Client(), somchai).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": shipped}])
    page.tools = page.context.new_cdp_session(page)
    page.tools.send("Network.enable")
    return page


def test_the_first_view_is_light(page, make, somchai, somchai_household):
    second = make.household(head="นางสาวสุดา แก้วใส", phone="0812345678")
    make.enrolment(second)
    make.pairing(somchai, second)
    came = []
    page.tools.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    page.goto(reverse("officers:mine"), wait_until="networkidle")
    assert page.locator("article.friend").count() == 2 and len(came) > 8
    assert sum(came) <= MOST, f"{sum(came) / 1024:.0f} KB in {len(came)} files"


def test_the_form_is_usable_on_slow_3g(page, somchai_household):
    form, taken = reverse("officers:visit_record", args=[somchai_household.pk]), []
    page.tools.send("Network.emulateNetworkConditions", SLOW)
    for _visit in range(2):
        began = time.monotonic()
        page.goto(form, wait_until="commit")
        page.locator("form[data-ready]").wait_for()
        page.get_by_role("button", name="หัวหน้าครัวเรือน").wait_for()
        taken.append(round(time.monotonic() - began, 1))
    assert max(taken) <= USABLE_SECONDS, taken
