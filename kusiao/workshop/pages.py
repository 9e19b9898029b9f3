"""Static files are gathered again only when one of them, or the settings, changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

# Written from right to left, single parts of Bootstrap, older font files: no page asks for them.
UNUSED = ["*.rtl.*", "bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "*.woff"]


def fingerprint():
    seen = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in sorted(finder.list(UNUSED), key=lambda found: found[0]):
            seen.update(
                f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode()
            )
    seen.update((settings.BASE_DIR / "kusiao" / "settings.py").read_bytes())
    return seen.hexdigest()


def gather_when_stale():
    stamp = settings.VAR_DIR / "static.stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.is_dir():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(now)
    return True
