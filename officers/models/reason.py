from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeReason(models.TextChoices):
    """Why somebody else cares for a household from a day on, or for some days."""

    MOVED = "moved", _("ย้ายไปที่อื่น")
    RETIRED = "retired", _("เกษียณหรือลาออก")
    ILLNESS = "illness", _("เจ็บป่วย")
    LEAVE = "leave", _("ลาหรือไปราชการหลายวัน")
    DIED = "died", _("เสียชีวิต")
    CONFLICT = "conflict", _("มีส่วนได้เสียกับครัวเรือน")
    FAMILY = "family", _("ครัวเรือนขอเปลี่ยน")
    ORDER = "order", _("สลับคู่ตามคำสั่งใหม่")
    OTHER = "other", _("อื่น ๆ")


# The two are not made a pair again.
APART = (ChangeReason.CONFLICT, ChangeReason.FAMILY)
