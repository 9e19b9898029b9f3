"""A photo from a visit: looked at with care, drawn anew, kept under its digest. Nothing of the file it came in is kept."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kusiao import files
from kusiao.refusal import Refused

PLACE = "photos"
FORMS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 30_000_000  # more than any phone's camera of today needs
LONGEST = 1600


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
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
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
    return files.keep(PLACE, content)


def read(name):
    return files.read(PLACE, name)
