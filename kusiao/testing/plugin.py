"""Loaded by pytest.ini before Django's settings are read: the keys of the test house, and the cast."""

import hashlib
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("FIELD_KEYS", "PzIVwviMduadbCJe9DFSyBPDOUVFfjRCTt-e6ufdomI=")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("SECURE_SSL_REDIRECT", "0")
# Tests of two checkouts at once use other files and other databases.
_checkout = hashlib.sha256(str(Path(__file__).parents[2]).encode()).hexdigest()[:8]
os.environ.setdefault("TEST_DB_SUFFIX", f"_{_checkout}")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_var = Path(tempfile.gettempdir()) / f"kusiao-tests-{os.getuid()}{os.environ['TEST_DB_SUFFIX']}" / _worker
_var.mkdir(parents=True, exist_ok=True)
os.environ["VAR_DIR"] = str(_var)

import pytest  # noqa: E402
from hypothesis import settings as examples  # noqa: E402

from kusiao.testing.long import LONG  # noqa: E402

# The same examples at every run of `make test`, however slow the machine is; the long drills look for new ones.
examples.register_profile("house", deadline=None, derandomize=not LONG, database=None)
examples.load_profile("house")


@pytest.fixture(autouse=True)
def _test_house(settings, tmp_path, monkeypatch):
    """Quick password hashes, no wake-ups over a broker, files in a folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.VAR_DIR = tmp_path
    settings.CELERY_BROKER_URL = "memory://"


from kusiao.testing.cast import *  # noqa: E402, F403
