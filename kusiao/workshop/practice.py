"""The practice environment: keys made once, kept in a git-ignored file, never used unless PRACTICE=1 says so."""

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent

# What a person may have set for a server of their own; tests and drills begin without it.
VARIABLES = (
    *(
        "SECRET_KEY",
        "FIELD_KEYS",
        "INDEX_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "CELERY_BROKER_URL",
        "EMAIL_URL",
    ),
    *("DEBUG", "PRACTICE", "VAR_DIR", "PORT", "SITE_ADDRESS", "SECURE_SSL_REDIRECT", "TEST_DB_SUFFIX"),
)


def var_dir():
    return Path(os.environ.get("VAR_DIR") or CHECKOUT / "var")


def practice_file():
    return var_dir() / "practice.env"


def fill_environment():
    """Production is never touched: a variable that is already set wins, and without PRACTICE=1 nobody calls this."""
    path = practice_file()
    if not path.exists():
        write_practice_file(path)
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name, value)
    os.environ.setdefault("SITE_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")


def write_practice_file(path):
    from cryptography.fernet import Fernet

    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Made by the first start of the practice province. Not for real households.",
        "PRACTICE=1",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"FIELD_KEYS={Fernet.generate_key().decode()}",
        f"INDEX_KEY={secrets.token_urlsafe(32)}",
    ]
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
