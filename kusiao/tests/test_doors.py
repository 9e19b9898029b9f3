"""The pages of the account as people meet them: in Thai, and saying what to do."""

import re

import pytest
from allauth.mfa.totp.internal import auth
from django.urls import reverse

from kusiao.tests.test_look import words

PASSWORD = "ผ้าซิ่นตีนแดง-2562"


@pytest.fixture
def sign_in(client):
    def signed_in(person):
        person.set_password(PASSWORD)
        person.save()
        return client.post(
            reverse("account_login"), {"login": person.username, "password": PASSWORD}, follow=True
        )

    return signed_in


@pytest.fixture
def first_sign_in(sign_in, client):
    """A person who needs a second factor and has none is led to open one, past his password once more."""

    def led(person):
        response = sign_in(person)
        assert any(reverse("mfa_activate_totp") in address for address, _ in response.redirect_chain)
        response = client.post(response.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("mfa_activate_totp"))
        return response

    return led


def said(response):
    page = response.content.decode()
    return words("<body" + page.split("<body")[1])


def assert_thai(response, but=""):
    text = said(response)
    assert not re.search(r"[A-Za-z]{3,}", text.replace(but, "") if but else text), text


def code_now(secret):
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


@pytest.mark.django_db
def test_the_door_is_in_thai_and_says_how_to_get_an_account(client):
    response = client.get(reverse("account_login"))
    assert_thai(response)
    assert "ขอใบเชิญ" in said(response)


@pytest.mark.django_db
def test_a_wrong_password_is_answered_in_thai(client, somchai):
    response = client.post(reverse("account_login"), {"login": "somchai", "password": "ผิด"})
    assert response.status_code == 200
    assert_thai(response, but="somchai")
    assert "ต้องแก้ 1 จุดก่อนส่ง" in said(response)


@pytest.mark.django_db
def test_nobody_signs_up_without_a_slip(client):
    assert "ใบเชิญ" in said(client.get(reverse("account_signup")))


@pytest.mark.django_db
def test_the_provincial_office_opens_its_second_factor_and_comes_in(first_sign_in, client, pranee):
    response = first_sign_in(pranee)
    secret = response.context["form"].secret
    assert_thai(response, but=secret)
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "รหัสไม่ถูกต้อง" in said(response)
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True)
    assert "เหลือ 10 จาก 10 ชุด" in said(response)
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "account_change_password",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert_thai(page)


@pytest.mark.django_db
def test_the_next_sign_in_asks_for_the_code(sign_in, first_sign_in, client, pranee):
    secret = first_sign_in(pranee).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    client.post(reverse("account_logout"))
    response = sign_in(pranee)
    assert response.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert_thai(response)
    assert "รหัสสำรอง" in said(response)


@pytest.mark.django_db
def test_leaving_asks_first_and_confirms_in_thai(sign_in, client, somchai):
    sign_in(somchai)
    assert_thai(client.get(reverse("account_logout")))
    response = client.post(reverse("account_logout"), follow=True)
    assert "ออกจากระบบแล้ว" in said(response)


@pytest.mark.django_db
def test_an_important_act_asks_who_is_there(sign_in, client, somchai):
    sign_in(somchai)
    response = client.get(reverse("account_reauthenticate"))
    assert_thai(response)
    assert "ยืนยันว่าเป็นคุณ" in said(response)
