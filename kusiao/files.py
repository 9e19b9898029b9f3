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
    return name


def read(place, name):
    """Raises where the bytes are gone or are no longer those that were kept."""
    content = (folder(place) / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != name:
        raise OSError(f"{name} is not what was kept")
    return content


def _sync(here):
    held = os.open(here, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
