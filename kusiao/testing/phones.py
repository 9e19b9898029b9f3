"""A phone of its own: a Chromium with a folder of its own, which can be killed in the middle and started again."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import TimeoutError as Slow

from kusiao.testing.browser import PHONE, until
from kusiao.workshop import browsers

DIGEST = """async () => { const sum = await crypto.subtle.digest('SHA-256', await Kusiao.photo.current().arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }"""

# Of what waits on the phone: which, why, and who holds the sending.
WAITING = """async () => ({
  visits: (await Kusiao.vault.rows()).map(({ key, number, problem }) => ({ number, problem, last: Kusiao.outbox.outcome(key) })),
  locks: await navigator.locks.query(),
  signed: document.documentElement.dataset.owner === Kusiao.vault.owner,
  token: /csrftoken=/.test(document.cookie),
})"""
KEPT = re.compile(r"/phone/\?kept=")


class Phone:
    """`line`: where its pages come through (kusiao/testing/cutting.py); `session`: who is signed in on it."""

    def __init__(self, playwright, folder, line, session):
        self.playwright = playwright
        self.folder, self.line, self.session = Path(folder) / "phone", line, session
        self.photos = {}  # what was written → sha256 of the photo that goes with it

    def __enter__(self):
        self._switch_on()
        return self

    def __exit__(self, *fault):
        self._kill()

    def _switch_on(self):
        """A browser that does not answer on a machine that is full is started once more, as a person would."""
        for attempt in range(3):
            try:
                return self._start()
            except Slow:
                self._kill()
                if attempt == 2:
                    raise

    def _start(self):
        port = self.folder / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        command = [
            browsers.chromium(),
            *browsers.ARGUMENTS,
            f"--user-data-dir={self.folder}",
            "--remote-debugging-port=0",
        ]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while not (port.exists() and len(port.read_text().split()) == 2):
            assert time.monotonic() < deadline and self.process.poll() is None, "the browser did not start"
            time.sleep(0.05)
        address = f"http://127.0.0.1:{port.read_text().split()[0]}"
        browser = self.playwright.chromium.connect_over_cdp(address, timeout=20_000)
        self.page = browser.contexts[0].new_page()
        self.page.set_viewport_size(PHONE)
        # Written to the disk by the browser every half minute only; a phone is killed less often than in this test.
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.session, "url": self.line.url}
        self.page.context.add_cookies([cookie])
        self.page.set_default_timeout(60_000)

    def _kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _go(self, path):
        self.page.goto(self.line.url + path)

    def open_home(self):
        self._go(reverse("officers:mine"))
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        until(self.page, "Kusiao.vault.households().then((kept) => kept.length > 0)")

    def write(self, household, words, picture, *, without_signal=False):
        self.line.down = without_signal
        self._go(reverse("officers:visit_record", args=[household.pk]))
        self.page.locator("form[data-ready]").wait_for()
        self.page.get_by_text("โทรหรือแชต").click()
        self.page.locator("#id_changed").fill(words)
        file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
        self.page.locator("#id_photo").set_input_files(file)
        self.page.locator(".photo img[src]").wait_for()
        self.page.get_by_label("ครอบครัวยินยอม").check()
        self.photos[words] = self.page.evaluate(DIGEST)

    def send_into(self, point):
        """Pressed, and cut there; afterwards the line is whole again."""
        before = len(self.line.cuts)
        self.line.cut_at(point)
        self.page.get_by_role("button", name="บันทึกเยี่ยม").click(no_wait_after=True)
        if point == "before":
            # It says itself that the visit waits: switched on anew, it has not even the token with which it would send.
            self.page.wait_for_url(KEPT)
            self.line.down = False
            return
        assert self.line.hit.wait(60), f"nothing was sent into {point}"
        if point == "killed":
            self._kill()
            self._switch_on()
        else:
            # What waited from before may have met the cut, and this one gone through.
            self.page.wait_for_url(re.compile(rf"{KEPT.pattern}|/visits/[0-9a-f-]{{36}}/$"))
        assert self.line.cuts[before] == point

    def send_what_waits(self):
        self._go(reverse("officers:mine"))
        # It knocks again each minute, should this once not have gone through.
        try:
            until(self.page, "Kusiao.vault.count().then((left) => left === 0)", seconds=150)
        except AssertionError as still:
            raise AssertionError(f"{still}; {self.page.url}: {self.page.evaluate(WAITING)}") from still
