"""A photo from a visit: looked at with care, drawn anew, kept under its digest. Nothing of the file it came in is kept."""

import io
import struct
import warnings
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kusiao import files
from kusiao.refusal import Refused
from kusiao.thai import now
from officers.models import LateVisit, Visit

PLACE = "photos"
FORMS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 30_000_000  # more than any phone's camera of today needs
LONGEST = 1600
# What Pillow raises on a file that is none, or whose notes of the camera are broken.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    struct.error,
)


def redrawn(content):
    """The bytes of a JPEG of our own, upright, without place, time or device of the camera."""
    if len(content) > MOST_BYTES:
        raise Refused(_("ภาพใหญ่เกิน 8 เมกะไบต์ ถ่ายใหม่ด้วยความละเอียดต่ำลง หรือบันทึกโดยไม่มีภาพ"), field="photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMS) as picture:
                _refuse_a_bomb(picture)
                return _drawn(picture)
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_("เปิดไฟล์นี้เป็นภาพไม่ได้ ถ่ายภาพใหม่ หรือบันทึกโดยไม่มีภาพ"), field="photo") from None


def _refuse_a_bomb(picture):
    """By the size that the header tells, before a pixel is unpacked."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refused(_("ภาพละเอียดเกินไป ถ่ายใหม่ด้วยความละเอียดต่ำลง หรือบันทึกโดยไม่มีภาพ"), field="photo")


def _drawn(picture):
    picture.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST, LONGEST))
    bare = Image.new("RGB", upright.size)  # comments, profiles and the like stay behind with the old one
    bare.paste(upright)
    drawn = io.BytesIO()
    bare.save(drawn, "JPEG", quality=80, optimize=True)
    return drawn.getvalue()


def keep(content):
    """Before the row that names it. What no row names in the end, `sweep` takes away."""
    return files.keep(PLACE, content)


@contextmanager
def kept_for(photo, sent):
    """What a row says of its photo, whose bytes are safe on the disk before the row is; gone where the row is refused."""
    if not photo:
        yield {}
        return
    name = keep(photo)
    try:
        yield {"photo": name, "photo_sent": sent}
    except Refused:
        forget(name)
        raise


def forget(name):
    """Once this transaction is committed the bytes are gone, unless another row names them still."""
    transaction.on_commit(lambda: None if _named([name]) else files.remove(PLACE, name))


def sweep():
    """How many files went that no row names: of visits that were refused, or broke off. A young file may still wait
    for its row."""
    old = now() - timedelta(hours=settings.PHOTO_GRACE_HOURS)
    gone = 0
    for names in _batches(files.older_than(PLACE, old.timestamp())):
        for name in set(names) - _named(names):
            gone += files.remove(PLACE, name, older_than=old.timestamp())
    return gone


def _batches(names, most=500):
    while batch := list(islice(names, most)):
        yield batch


def _named(names):
    told = [
        model.objects.filter(photo__in=names).values_list("photo", flat=True) for model in (Visit, LateVisit)
    ]
    return {name for rows in told for name in rows.order_by()}


def read(name):
    return files.read(PLACE, name)
