"""Signing in: by user name or phone, throttled by account, with a second factor where the role asks for it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kusiao.thai import today
from officers.accounts import account_of
from officers.actions import invitations
from officers.models import Officer

LOGIN, HOME, MINE = reverse("account_login"), reverse("home"), reverse("officers:mine")
PASSWORD = "ผ้าซิ่นตีนแดง-2562"


@pytest.fixture(autouse=True)
def fresh_throttle():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def known(somchai):
    somchai.set_password(PASSWORD)
    somchai.phone = "0812345678"
    somchai.save()
    return somchai


def sign_in(login, password=PASSWORD, client=None):
    client = client or Client()
    answer = client.post(LOGIN, {"login": login, "password": password})
    return client, answer


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login", ["somchai", "SomChai", " somchai ", "0812345678", "081-234-5678", "๐๘๑๒๓๔๕๖๗๘"]
)
def test_user_name_or_phone(known, login):
    client, answer = sign_in(login)
    assert answer.status_code == 302 and is_in(client)


@pytest.mark.parametrize("login", ["", "malee", "0812345679", "081", "somchai'--", "\x00"])
def test_a_name_of_nobody(known, login):
    client, answer = sign_in(login)
    assert answer.status_code == 200 and not is_in(client)


def test_a_user_name_wins_over_somebody_elses_phone(make, known):
    other = make.officer("0812345678")
    assert account_of("0812345678") == other
    assert account_of("081-234-5678") == known


def test_the_session_key_is_changed_at_sign_in(known):
    client = Client()
    session = client.session
    session["before"] = "1"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in("somchai", client=client)
    assert is_in(client) and client.session.session_key != before


def test_five_wrong_passwords_close_the_account_for_a_while(known):
    spelt = ["somchai", "SOMCHAI", "0812345678", "081-234-5678", "somchai"]
    answers = [sign_in(login, "wrong")[1] for login in spelt]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "พักไว้ 15 นาที" in answers[-1].content.decode()
    for login in ("somchai", "0812345678"):
        client, answer = sign_in(login)  # the right password, too late
        assert answer.status_code == 429 and not is_in(client)


def test_another_account_is_not_closed_with_it(make, known):
    make.officer("somying", password=PASSWORD)
    for _ in range(5):
        sign_in("somchai", "wrong")
    assert is_in(sign_in("somying")[0])


def test_a_slip_opens_a_closed_account(known, district_chief):
    for _ in range(5):
        sign_in("somchai", "wrong")
    code = invitations.issue(officer=known, by=district_chief)[1]
    invitations.use(username="somchai", code=code, password=PASSWORD)
    assert is_in(sign_in("somchai")[0])


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(db, method):
    sent = {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD}
    answer = getattr(Client(), method)(reverse("account_signup"), sent)
    assert "ใบเชิญ" in answer.content.decode() and not Officer.objects.exists()


def test_an_account_without_a_password_cannot_be_entered(somchai):
    for password in ("", "!", somchai.password):
        assert not is_in(sign_in("somchai", password)[0])


def test_somebody_switched_off_cannot_sign_in(known):
    Officer.objects.filter(pk=known.pk).update(is_active=False)
    assert not is_in(sign_in("somchai")[0])


# --- a session ends with what it stood on --------------------------------------------------------------------------


def test_a_live_session_of_somebody_switched_off_shows_nothing(as_, known, somchai_household):
    client = as_(known)
    assert client.get(MINE).status_code == 200
    Officer.objects.filter(pk=known.pk).update(is_active=False)
    answer = client.get(MINE)
    assert answer.status_code == 302 and answer.url.startswith(LOGIN)


def test_a_live_session_after_the_posting_ended_shows_nothing(as_, known, somchai_household):
    client = as_(known)
    assert "บุญมี" in client.get(MINE).content.decode()
    known.postings.update(ended_on=today())
    answer = client.get(MINE)
    assert answer.status_code == 302 and answer.url.startswith(LOGIN)
    again = sign_in("somchai")[0]
    answer = again.get(MINE)
    assert answer.status_code == 403 and "บุญมี" not in answer.content.decode()
    assert "no_posting.html" in [template.name for template in again.get(HOME).templates]


def test_a_new_role_is_there_at_the_next_sign_in_and_ends_this_one(make, as_, known):
    client = as_(known)
    assert client.get(reverse("officers:pairings")).status_code == 403
    make.posting(known, "district", district="4005")
    assert client.get(reverse("officers:pairings")).status_code == 302
    assert sign_in("somchai")[0].get(reverse("officers:pairings")).status_code == 200


def test_a_new_password_ends_the_other_sessions(as_, known):
    other, here = as_(known), sign_in("somchai")[0]
    new = "ข้าวเหนียวเขื่อนอุบลรัตน์-9"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), sent).status_code == 302
    assert here.get(MINE).status_code == 200
    assert other.get(MINE).status_code == 302


# --- the second factor ---------------------------------------------------------------------------------------------


def code_of(secret, step=0):
    counter = list(totp.yield_hotp_counters_from_time())[len(list(totp.yield_hotp_counters_from_time())) // 2]
    return totp.format_hotp_value(totp.hotp_value(secret, counter + step))


@pytest.fixture
def office(pranee):
    pranee.set_password(PASSWORD)
    pranee.save()
    return pranee


def open_the_factor(client):
    """Past the password once more, with the code of the app; gives the secret."""
    answer = client.get(HOME, follow=True)
    assert (
        answer.redirect_chain[-1][0].startswith(reverse("account_reauthenticate")) or "form" in answer.context
    )
    if "secret" not in vars(answer.context["form"]):
        answer = client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = answer.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def test_the_office_opens_nothing_before_the_factor_is_set_up(office):
    client, answer = sign_in("pranee")
    for name in ("home", "officers:people", "officers:person_add"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302 and answer.url.startswith(reverse("mfa_activate_totp"))
    assert client.post(reverse("officers:person_add"), {"first_name": "ก"}).status_code == 302


def test_after_it_is_set_up_the_office_is_in_and_the_secret_is_encrypted(office):
    client, _answer = sign_in("pranee")
    secret = open_the_factor(client)
    assert client.get(reverse("officers:people")).status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_next_sign_in_asks_for_the_code_and_takes_it(office):
    first = sign_in("pranee")[0]
    secret = open_the_factor(first)
    client, answer = sign_in("pranee")
    assert answer.url.startswith(reverse("mfa_authenticate")) and not is_in(client)
    assert client.get(reverse("officers:people")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, step=1)})
    assert client.get(reverse("officers:people")).status_code == 200


def test_a_recovery_code_opens_once(office):
    open_the_factor(sign_in("pranee")[0])
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client = sign_in("pranee")[0]
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get(reverse("officers:people")).status_code == 200
    again = sign_in("pranee")[0]
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(again)


def test_an_older_session_that_never_gave_the_code_is_asked(office):
    older = sign_in("pranee")[0]
    open_the_factor(sign_in("pranee")[0])
    answer = older.get(reverse("officers:people"))
    assert answer.status_code == 302 and answer.url.startswith(reverse("mfa_reauthenticate"))


def test_a_new_role_asks_for_the_factor(make, as_, known):
    make.posting(known, "importer")
    client = sign_in("somchai")[0]
    assert client.get(MINE).url.startswith(reverse("mfa_activate_totp"))


def test_a_superuser_too(db):
    Officer.objects.create_superuser("keeper", PASSWORD)
    client, _answer = sign_in("keeper")
    assert client.get(reverse("admin:index")).url.startswith(reverse("mfa_activate_totp"))
    open_the_factor(client)
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_practice_province_waives_it(office, settings):
    settings.PRACTICE = True
    assert sign_in("pranee")[0].get(reverse("officers:people")).status_code == 200


def test_officers_and_coordinators_need_none(known):
    assert sign_in("somchai")[0].get(MINE).status_code == 200
