"""Bytes that must not change any more, under the name of their own sha256. Written whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def folder():
    return Path(settings.VAR_DIR) / "files" / "reports"


def keep(content):
    """The sha256 under which the bytes are safe on the disk; keep before the row that names them is written."""
    name = hashlib.sha256(content).hexdigest()
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    if not (place / name).exists():
        with tempfile.NamedTemporaryFile(dir=place, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, place / name)
        _sync(place)
    return name


def read(name):
    """Raises where the bytes are gone or are no longer those that were kept."""
    content = (folder() / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != name:
        raise OSError(f"{name} is not what was kept")
    return content


def _sync(place):
    held = os.open(place, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
