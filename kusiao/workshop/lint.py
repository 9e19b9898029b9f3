"""Every check that reads the source; all of them run, then the exit code tells."""

import os
import subprocess
import sys

from kusiao.workshop.practice import CHECKOUT

CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
}


def production_like():
    from cryptography.fernet import Fernet

    return {
        **{name: value for name, value in os.environ.items() if name not in ("PRACTICE", "DEBUG")},
        "SECRET_KEY": os.urandom(40).hex(),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "INDEX_KEY": os.urandom(20).hex(),
        "ALLOWED_HOSTS": "kusiao.example",
        "VAR_DIR": str(CHECKOUT / "var" / "lint"),
    }


def main():
    environment = production_like()
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *command], cwd=CHECKOUT, env=environment).returncode:
            failed.append(name)
    print("lint: " + (f"not clean: {', '.join(failed)}" if failed else "clean"))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
