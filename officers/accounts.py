"""Where allauth and axes meet this house: sign-up is closed, a phone number names its account, a secret is encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.utils.translation import gettext as _

from kusiao.fields import decrypt, encrypt
from kusiao.thai import clean, normalize_phone
from officers import devices
from officers.actions import devices as actions


class ClosedAdapter(DefaultAccountAdapter):
    """People are invited by a printed slip; nobody signs up."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        name = devices.name_of(request.headers.get("User-Agent", ""))
        actions.sign_in(session=request.session, known=devices.known_by(request), name=name, by=user)

    def authenticate(self, request, **credentials):
        if "username" in credentials:
            credentials["username"] = account_name(credentials["username"])
        return super().authenticate(request, **credentials)


class SecretAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)


def account_of(login):
    """The account that this user name or phone number names, or None."""
    accounts = get_user_model().objects
    login = clean(login or "")
    person = accounts.filter(username__iexact=login).order_by("id").first() if login else None
    if person:
        return person
    try:
        return accounts.filter(phone=normalize_phone(login)).first()
    except ValueError:
        return None


def account_name(login):
    person = account_of(login)
    return person.username if person else clean(login or "").lower()


def throttled_account(request, credentials):
    """One count of failures for an account, however its name was spelt."""
    credentials = credentials or {}
    login = credentials.get("username") or credentials.get("login") or request.POST.get("login")
    return account_name(login) if login else None


def display_name(officer):
    return str(officer)


def locked_out(request, *args, **kwargs):
    reason = _("ใส่รหัสผ่านผิดหลายครั้ง บัญชีนี้พักไว้ 15 นาที แล้วลองใหม่ หรือขอใบเชิญใหม่จากผู้ประสานงานอำเภอ")
    return render(request, "429.html", {"reason": reason}, status=429)
