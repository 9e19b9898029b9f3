"""What every answer carries for the browser, and how the shipped settings stand before `check --deploy`."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as shipped

from kusiao.testing.headers import header_faults
from kusiao.testing.pages import pages_of
from kusiao.testing.scene import Scene

PRODUCTION = {"ALLOWED_HOSTS": "kusiao.example", "FIELD_KEYS": Fernet.generate_key().decode()}


@pytest.mark.django_db
@pytest.mark.look
@pytest.mark.parametrize(("actor", "room"), [("superuser", "admin:"), ("centre", "reports:")])
def test_the_admin_and_papers_carry_their_headers(actor, room):
    """All other pages: test_words.py, which reads them too."""
    scene = Scene(papers=actor == "centre")
    asked = pages_of(scene, actor, but=("healthz", "readyz", "admin:officers", "admin:households"))
    answers = [(name, answer) for name, answer in asked if f" {room}" in name]
    found = [
        f"{name}: {fault}" for name, answer in answers for fault in header_faults(answer, signed_in=True)
    ]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))
    assert len(answers) > 2


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/households/", "/not-there/", "/admin/"])
def test_answers_that_turn_away_carry_them_too(path, client, somchai, as_):
    for answer in (client.get(path), as_(somchai).get(path)):
        assert not [fault for fault in header_faults(answer, signed_in=False) if "Cache" not in fault], path
    assert "no-store" in as_(somchai).get("/households/").headers["Cache-Control"]


@pytest.mark.django_db
def test_the_judge_of_headers_can_be_displeased(client):
    answer = client.get("/privacy/")
    assert list(header_faults(answer, signed_in=False)) == []
    answer.headers["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    answer.headers["Cache-Control"] = "max-age=60"
    del answer.headers["X-Content-Type-Options"]
    assert len(list(header_faults(answer, signed_in=True))) == 3


def manage(*words, **environment):
    """As a server would start it: nothing of the tests' own environment, nothing of the practice province."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "DATABASE_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=shipped.BASE_DIR, env={**own, **environment}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def production(tmp_path):
    return {**PRODUCTION, "SECRET_KEY": Fernet.generate_key().decode() * 2, "VAR_DIR": str(tmp_path)}


def test_the_shipped_settings_have_no_warning(production):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        "no issues (1 silenced)" in done.stdout + done.stderr
    )  # axes.W006; the reason stands in the settings


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEYS"])
def test_production_refuses_to_start_without_its_keys(production, missing):
    del production[missing]
    done = manage("check", **production)
    assert done.returncode != 0 and f"{missing} is not set" in done.stderr


COOKIES = """
from django.conf import settings as s
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SESSION_COOKIE_HTTPONLY and s.SECURE_SSL_REDIRECT
assert s.SESSION_COOKIE_SAMESITE == s.CSRF_COOKIE_SAMESITE == "Lax" and s.SECURE_HSTS_SECONDS >= 31536000
assert not s.DEBUG and not s.PRACTICE
"""


def test_cookies_travel_only_over_https_in_production(production):
    done = manage("shell", "--no-imports", "-c", COOKIES, **production)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_the_session_cookie_is_out_of_reach_of_scripts(client, somchai, settings):
    settings.SESSION_COOKIE_SECURE = True
    somchai.set_password("only-for-this-test-1")
    somchai.save()
    answer = client.post("/accounts/login/", {"login": "somchai", "password": "only-for-this-test-1"})
    cookie = answer.cookies["sessionid"]
    assert answer.status_code == 302
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and not cookie["domain"]
