"""The bytes of a survey file, kept under their own sha256 outside the web root."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage


def path_of(digest):
    return Path(default_storage.path(f"surveys/{digest}"))


def keep(chunks, look=lambda path: None):
    """(digest, size). Written aside, flushed to the disk, then renamed: a file of that name is always whole. What `look`
    raises over is not kept."""
    folder = path_of("x").parent
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, aside = tempfile.mkstemp(dir=folder, prefix=".arriving-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        look(Path(aside))
        Path(aside).replace(path_of(digest.hexdigest()))
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def digest_of(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def chunks_of(path):
    with Path(path).open("rb") as file:
        while chunk := file.read(2**20):
            yield chunk
