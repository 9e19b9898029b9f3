"""Bytes that must not change any more, under the name of their own sha256, outside the web root. Written whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def folder(place):
    return Path(settings.VAR_DIR) / "files" / place


def keep(place, content):
    """The sha256 under which the bytes are safe on the disk; keep before the row that names them is written."""
    name = hashlib.sha256(content).hexdigest()
    here = folder(place)
    here.mkdir(parents=True, exist_ok=True)
    if not (here / name).exists():
        with tempfile.NamedTemporaryFile(dir=here, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, here / name)
        _sync(here)
    else:
        os.utime(here / name)  # wanted again: whoever sweeps what is old leaves it
    return name


def read(place, name):
    """Raises where the bytes are gone or are no longer those that were kept."""
    content = (folder(place) / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != name:
        raise OSError(f"{name} is not what was kept")
    return content


def older_than(place, moment):
    """The names of what was last kept before that moment (seconds), what broke off in the middle among them."""
    here = folder(place)
    for found in os.scandir(here) if here.exists() else ():
        if found.is_file() and found.stat().st_mtime < moment:
            yield found.name


def remove(place, name, *, older_than=None):
    """Whether it was there to be removed; with `older_than` not where it was kept anew since."""
    file = folder(place) / name
    try:
        if older_than is not None and file.stat().st_mtime >= older_than:
            return False
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def _sync(here):
    held = os.open(here, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
