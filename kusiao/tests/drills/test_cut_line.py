"""Visits over a line that is cut at five points, in any order: each is stored once, its photo whole, no number missing."""

import hashlib
import http.client
import io
import json
import random
import threading
import uuid
from queue import SimpleQueue
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse
from PIL import Image

from kusiao import files
from kusiao.testing.cutting import POINTS, line_to
from kusiao.testing.long import LONG, in_long
from kusiao.testing.phones import Phone
from kusiao.thai import format_date, today
from kusiao.workshop import measurements
from officers.gaps import gaps_of
from officers.models import Visit

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("line"), pytest.mark.django_db(transaction=True)]
SENDERS = 4


@pytest.fixture
def line(live):
    with line_to(urlsplit(live.url).port) as line:
        yield line


@pytest.fixture
def session(live, somchai):
    """The cookies of somchai's phone."""
    from django.test import Client

    from kusiao.testing.cast import signed_in

    return signed_in(Client(), somchai).cookies[settings.SESSION_COOKIE_NAME].value


def photo(number):
    """No two are the same."""
    drawn = io.BytesIO()
    picture = Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 90))
    picture.save(drawn, "JPEG", quality=90)
    return drawn.getvalue() + b"\0" * (number % 7)


def shuffled(count, seed):
    points = [POINTS[number % len(POINTS)] for number in range(count)]
    random.Random(seed).shuffle(points)
    return points


def stored_once(count):
    """(lost, doubled, broken photos)"""
    told = list(Visit.objects.values_list("changed", flat=True))
    broken = sum(
        hashlib.sha256(files.read("photos", name)).hexdigest() != name
        for name in Visit.objects.exclude(photo="").values_list("photo", flat=True)
    )
    return count - len(set(told)), len(told) - len(set(told)), broken


# --- through a client -------------------------------------------------------------------------------------------


class Sender:
    """What the page's outbox does, without a browser: sends until the server says that it has it."""

    def __init__(self, line, session, path, *, keyless=False):
        self.line, self.path, self.keyless = line, path, keyless
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'a' * 32}"

    def send(self, number, point):
        key = uuid.uuid4()
        while True:
            status, told = self._once(number, key, point)
            if status == 200:
                return json.loads(told)["saved"]
            assert status in (None, 400, 500), told[:400]  # half a sending may be anything but this
            point = None

    def _once(self, number, key, point):
        picture = photo(number)
        fields = {
            "key": "" if self.keyless else key, "kind": "contact", "visited_on": format_date(today(), "numeric"),
            "changed": f"ฉบับที่ {number}", "photo_agreed": "on", "photo_sent": hashlib.sha256(picture).hexdigest(),
        }  # fmt: skip
        body, kind = multipart(fields, picture)
        headers = {"Content-Type": kind, "Cookie": self.cookies, "X-CSRFToken": "a" * 32, "Accept": "application/json", "Cut": point or ""}  # fmt: skip
        asked = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=30)
        try:
            asked.request("POST", self.path, body, headers)
            if point == "killed":
                return None, ""
            answer = asked.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None, ""
        finally:
            asked.close()


END = '--{mark}\r\nContent-Disposition: form-data; name="whole"\r\n\r\n1\r\n--{mark}--\r\n'


def multipart(fields, picture):
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return b"".join(
        [*parts, head.encode(), picture, f"\r\n{END.format(mark=mark)}".encode()]
    ), f"multipart/form-data; boundary={mark}"


def send_all(count, sender, seed):
    """By several phones at once; each sending is cut at its own point first."""
    work = SimpleQueue()
    for number, point in enumerate(shuffled(count, seed), start=1):
        work.put((number, point))
    for _ in range(SENDERS):
        work.put(None)
    answers = SimpleQueue()

    def one():
        while job := work.get():
            answers.put(sender.send(*job))

    threads = [threading.Thread(target=one) for _ in range(SENDERS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    connections.close_all()
    return [answers.get_nowait() for _ in range(count)]


def test_through_a_client_each_is_stored_once(line, session, somchai_household, engine):
    visits = in_long(10_000, short=500)
    sender = Sender(line, session, reverse("officers:visit_record", args=[somchai_household.pk]))
    answers = send_all(visits, sender, seed=visits)
    assert len(set(answers)) == visits
    lost, doubled, broken = stored_once(visits)
    assert (lost, doubled, broken) == (0, 0, 0)
    sent = set(Visit.objects.values_list("photo_sent", flat=True))
    assert sent == {hashlib.sha256(photo(number)).hexdigest() for number in range(1, visits + 1)}
    each = visits // len(POINTS)
    cuts = {point: line.cuts.count(point) for point in POINTS}
    # Who is killed may, on a full machine, take his sending with him before the line has it: that is cut before.
    killed = cuts.pop("killed")
    assert set(cuts.values()) == {each} and each * 0.99 <= killed <= each, (cuts, killed)
    if LONG:
        what = f"Visits through a client, the line cut once for each, {engine}"
        measurements.record(what, visits=visits, lost=lost, doubled=doubled, broken_photos=broken)


def test_control_without_the_key_they_are_doubled(line, session, somchai_household):
    sender = Sender(
        line, session, reverse("officers:visit_record", args=[somchai_household.pk]), keyless=True
    )
    send_all(40, sender, seed=40)
    lost, doubled, _broken = stored_once(40)
    assert lost == 0 and doubled >= 16  # whatever was cut after the server had it


# --- through a browser and its service worker --------------------------------------------------------------------


@pytest.mark.browser
def test_through_a_browser_each_is_stored_once(
    playwright, line, session, tmp_path, somchai, somchai_household, engine
):
    visits = in_long(200, short=20)
    with Phone(playwright, tmp_path, line, session) as phone:
        phone.open_home()
        for number, point in enumerate(shuffled(visits, seed=visits), start=1):
            words, unseen = f"ฉบับที่ {number}", point == "before"
            phone.write(somchai_household, words, photo(number), without_signal=unseen)
            phone.send_into(point)
        phone.send_what_waits()
    lost, doubled, broken = stored_once(visits)
    assert (lost, doubled, broken) == (0, 0, 0)
    assert dict(Visit.objects.values_list("changed", "photo_sent")) == phone.photos
    assert gaps_of([somchai.pk]) == [] and {*line.cuts} >= set(POINTS) - {"before"}
    if LONG:
        what = f"Visits through a browser's service worker, the line cut once for each, {engine}"
        measurements.record(what, visits=visits, lost=lost, doubled=doubled, broken_photos=broken)
