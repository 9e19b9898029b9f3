"""Practice passwords, made at the first start and kept in a git-ignored file beside the database."""

import json
import os
import secrets

from django.conf import settings

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def path():
    return settings.VAR_DIR / "practice-sign-ins.json"


def passwords(usernames):
    """{user name: password}; the file is read if it is there, and made if not."""
    if not path().exists():
        made = {
            name: "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
            for name in usernames
        }
        with open(
            os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(made, file, ensure_ascii=False, indent=1)
    return json.loads(path().read_text(encoding="utf-8"))
