"""A lost phone, a posting that ends, a new password: the session ends with what it stood on."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kusiao.audit.models import Event
from kusiao.testing import policy
from kusiao.testing.make import days_ago
from kusiao.testing.scene import Scene
from kusiao.testing.walk import Walker, addresses
from officers.actions import devices
from officers.devices import name_of
from officers.models import Device, Session
from officers.sessions import SessionStore

MINE, LIST, WELCOME = (reverse(f"officers:{name}") for name in ("mine", "my_devices", "device_welcome"))
PASSWORD = "ผ้าซิ่นตีนแดง-2562"
PHONE = (
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()


@pytest.fixture
def known(somchai):
    somchai.set_password(PASSWORD)
    somchai.save()
    return somchai


def sign_in(login="somchai", client=None, agent=PHONE):
    client = client or Client(headers={"user-agent": agent})
    assert client.post(reverse("account_login"), {"login": login, "password": PASSWORD}).status_code == 302
    return client


def status(client, address=MINE):
    return client.get(address).status_code


def welcome(device):
    return Client().get(WELCOME, {"device": device}).json()["welcome"]


# --- what a session stands on --------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["ends", "begins", "seat", "slip", "midnight"])
def test_a_live_session_ends_with_the_standing_it_was_opened_under(make, known, district_chief, change):
    client = sign_in()
    assert status(client) == 200
    at = timezone.now()
    if change == "ends":
        known.postings.update(ended_on=days_ago(0))
    elif change == "begins":
        make.posting(known, "district", district="4012")
    elif change == "seat":
        make.seat(known, committee=2)
    elif change == "slip":
        reset(known, district_chief)
    else:
        known.postings.update(ended_on=days_ago(-1))
        assert status(client) == 200  # dated ahead, it is in force today
        at += dt.timedelta(days=1)
    with time_machine.travel(at):
        assert status(client, LIST) == 302
        assert "_auth_user_id" not in client.session  # the session itself is gone, not only its rights


def reset(person, by):
    from officers.actions import invitations

    invitations.issue(officer=person, by=by)


def test_a_session_that_stands_on_the_password_alone_would_live_on(known, monkeypatch):
    """The negative control of the test above."""
    monkeypatch.setattr("officers.models.Officer._with_standing", lambda self, digest: digest)
    client = sign_in()
    known.postings.update(ended_on=days_ago(0))
    assert status(client, LIST) == 200


@pytest.mark.parametrize("actor", ["unposted", "transferred"])
def test_a_session_from_before_opens_no_address(actor):
    scene = Scene()
    person, client = scene.people[actor], Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = {name: one.value for name, one in client.cookies.items()}
    scene.take_away(person)
    walker, tried = Walker(scene, actor), 0
    for address in sorted(set(addresses()), key=lambda one: one.name):
        line = policy.line_for(address.name)
        if line is None or line.get is None or "anonymous" in line.may or address.name.startswith("admin:"):
            continue
        path = walker.path(address, line, "own", line.variants[0])
        client.cookies.load(cookies)
        answer = client.get(path)
        assert answer.status_code == 302 and answer.url.startswith(reverse("account_login")), address.name
        tried += 1
    assert tried > 60


# --- devices -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "โครม บนแอนดรอยด์"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Mobile/15E148 Safari/604.1", "ซาฟารี บนไอโฟน"),
        ("Mozilla/5.0 (Linux; Android 9; SM-A10) SamsungBrowser/18.0 Chrome/99 Safari/537.36", "ซัมซุงอินเทอร์เน็ต บนแอนดรอยด์"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120", "เอดจ์ บนคอมพิวเตอร์วินโดวส์"),
        ("", "เบราว์เซอร์อื่น บนเครื่องอื่น"),
        ("<script>", "เบราว์เซอร์อื่น บนเครื่องอื่น"),
    ],
)  # fmt: skip
def test_a_device_is_called_by_two_words(agent, name):
    assert name_of(agent) == name


def test_the_same_browser_is_one_device_and_another_is_another(known):
    client = sign_in()
    status(client)  # the answer that brings the cookie
    client.post(reverse("account_logout"))
    sign_in(client=client)
    assert known.devices.get().name == "โครม บนแอนดรอยด์"
    sign_in()
    assert known.devices.count() == 2
    assert Event.objects.filter(verb="device.added").count() == 2


def test_a_colleague_on_the_same_computer_has_a_device_of_his_own(make, known):
    client = sign_in()
    status(client)
    client.post(reverse("account_logout"))
    other = make.officer("somying", password=PASSWORD, role="officer", district="4005")
    sign_in("somying", client=client)
    assert known.devices.count() == other.devices.count() == 1


def test_a_page_tells_the_phone_its_key_and_the_cookie_is_not_for_scripts(known):
    client = sign_in()
    page = client.get(MINE).content.decode()
    device = known.devices.get()
    assert f'<meta name="device" content="{device.pk}">' in page
    assert client.cookies["device"].value == str(device.pk) and client.cookies["device"]["httponly"]


def test_a_lost_phone_is_revoked_from_another_device(known):
    lost, here = sign_in(), sign_in()
    device = Session.objects.get(session_key=lost.session.session_key).device
    assert status(lost) == status(here) == 200 and welcome(device.pk) is True
    page = here.get(LIST).content.decode()
    assert "เครื่องนี้" in page and str(device.pk) in page
    assert here.post(LIST, {"device": device.pk}).status_code == 302
    assert status(lost) == 302 and status(here) == 200
    assert welcome(device.pk) is False
    assert Event.objects.get(verb="device.revoked").object_key == str(device.pk)
    assert str(device.pk) not in here.get(LIST).content.decode().replace('name="device" content', "")


def test_a_session_that_does_not_know_its_device_would_live_on(known, monkeypatch):
    """The negative control: Django's own sessions cannot be ended from afar."""
    plain = SessionStore.__mro__[1].create_model_instance
    monkeypatch.setattr(SessionStore, "create_model_instance", plain)
    lost, here = sign_in(), sign_in()
    here.post(LIST, {"device": "all"})
    assert status(lost) == 200


def test_a_request_under_way_does_not_bring_the_session_back(known):
    lost = sign_in()
    session = lost.session
    session["typed"] = "early"  # it was read
    devices.revoke(devices=[known.devices.get().pk], by=known)
    session["typed"] = "late"
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists() and status(lost) == 302


def test_a_new_session_key_keeps_the_device(known):
    client = sign_in()
    new = "ข้าวเหนียวเขื่อนอุบลรัตน์-9"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert status(client) == 200
    assert Session.objects.get(session_key=client.session.session_key).device == known.devices.get()


def test_a_revoked_device_is_never_taken_up_again(known):
    lost = sign_in()
    status(lost)
    revoked = known.devices.get()
    devices.revoke(devices=[revoked.pk], by=known)
    sign_in(client=lost)  # whoever found it knows the password too
    assert known.devices.count() == 2 and welcome(revoked.pk) is False


def test_all_but_this_one(known):
    lost, lost_too, here = sign_in(), sign_in(), sign_in()
    here.post(LIST, {"device": "all"})
    assert [status(client) for client in (lost, lost_too, here)] == [302, 302, 200]


def test_his_own_device_he_leaves_by_signing_out(known):
    here = sign_in()
    device = known.devices.get()
    page = here.post(LIST, {"device": device.pk}).content.decode()
    assert "เปิดหน้านี้ใหม่" in page and status(here) == 200


def test_the_coordinator_revokes_for_his_people_only(as_, known, district_chief, outsider, malee, pranee):
    lost = sign_in()
    device, page = known.devices.get(), reverse("officers:person_devices", args=[known.pk])
    for other, told in ((outsider, 404), (malee, 403)):
        assert (
            as_(other).get(page).status_code == as_(other).post(page, {"device": "all"}).status_code == told
        )
    assert as_(malee).post(LIST, {"device": device.pk}).status_code == 200  # another's is not on her list
    assert status(lost) == 200
    assert "โครม บนแอนดรอยด์" in as_(pranee).get(page).content.decode()
    assert as_(district_chief).post(page, {"device": device.pk}).status_code == 302
    assert status(lost) == 302 and Device.objects.get(pk=device.pk).revoked_by == district_chief


def test_a_phone_that_asks_is_told_no_only_when_it_is_meant(known):
    client = sign_in()
    status(client)
    device = known.devices.get()
    assert client.get(WELCOME).json() == {"welcome": True}  # by its cookie
    assert welcome(uuid.uuid4()) is welcome("x") is welcome("") is None
    client.post(reverse("account_logout"))
    assert welcome(device.pk) is True  # signed out is not lost
    type(known).objects.filter(pk=known.pk).update(is_active=False)
    assert welcome(device.pk) is False


def test_it_is_written_down_once_an_hour_that_it_was_here(known, django_assert_num_queries):
    client = sign_in()
    status(client)
    first = known.devices.get().last_seen_at
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=50)):
        status(client)
    assert known.devices.get().last_seen_at == first
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=70)):
        status(client)
    assert known.devices.get().last_seen_at > first


def test_the_list_asks_the_same_for_one_row_and_three(known, as_, django_assert_num_queries):
    known.devices.create(name="โครม บนแอนดรอยด์")
    client = as_(known)
    with django_assert_num_queries(5):
        client.get(LIST)
    for _ in range(2):
        known.devices.create(name="โครม บนแอนดรอยด์")
    with django_assert_num_queries(5):
        client.get(LIST)
