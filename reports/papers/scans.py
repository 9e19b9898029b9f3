"""The signed page as it was scanned: told by its first bytes, whatever its name says."""

from django.utils.translation import gettext as _

from kusiao.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
KINDS = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
}


def kind_of(content):
    """(media type, ending)."""
    if not content:
        raise Refused(_("ไฟล์ว่างเปล่า เลือกไฟล์สแกนหน้าที่ลงนามแล้วอีกครั้ง"), field="scan")
    if len(content) > MOST_BYTES:
        raise Refused(_("ไฟล์ใหญ่เกิน 10 เมกะไบต์ สแกนใหม่ด้วยความละเอียดต่ำลง"), field="scan")
    for first, kind in KINDS.items():
        if content.startswith(first):
            return kind
    raise Refused(_("ไฟล์นี้ไม่ใช่ภาพสแกน ใช้ไฟล์พีดีเอฟ หรือภาพจากกล้องหรือเครื่องสแกน"), field="scan")
