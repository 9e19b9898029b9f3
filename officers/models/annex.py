"""บัญชีแนบท้ายคำสั่ง: who is paired with whom, as a spreadsheet. Read afresh each time it is looked at."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Annex(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("ชื่อไฟล์"), max_length=200)
    digest = models.CharField(max_length=64, help_text="sha256 of the bytes; also the stored name")
    order_number = models.CharField(_("เลขที่คำสั่ง"), max_length=40, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="annexes")
    arrived_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paired = models.PositiveSmallIntegerField(_("จับคู่แล้ว"), default=0)
    added = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", help_text="whose accounts it made: each needs a slip"
    )

    declared = personal(plain="id name digest order_number uploaded_by arrived_at confirmed_at paired")

    class Meta:
        verbose_name = _("บัญชีจับคู่")
        verbose_name_plural = _("บัญชีจับคู่")
        ordering = ["-arrived_at"]

    def __str__(self):
        return self.name
