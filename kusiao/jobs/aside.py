"""What a job says and is told while its own transaction hides its row: small files beside the stored ones.

Nothing depends on them: without them a bar stands still, and a job that is called off ends a little later."""

from contextlib import suppress
from pathlib import Path

from django.core.files.storage import default_storage


def _path(job, kind):
    return Path(default_storage.path(f"jobs/{job.token}.{kind}"))


def tell(job, done, total):
    path = _path(job, "progress")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{done} {total}")


def told(job):
    """(done, total) or None."""
    with suppress(OSError, ValueError):
        done, total = _path(job, "progress").read_text().split()
        return int(done), int(total)
    return None


def ask_to_stop(job):
    path = _path(job, "stop")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def is_asked_to_stop(job):
    return _path(job, "stop").exists()


def clear(job):
    for kind in ("progress", "stop"):
        with suppress(OSError):
            _path(job, kind).unlink()
