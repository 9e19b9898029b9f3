"""รายชื่อเจ้าหน้าที่: the officers of a district as a spreadsheet. Read afresh each time it is looked at."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Roster(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("ชื่อไฟล์"), max_length=200)
    digest = models.CharField(max_length=64, help_text="sha256 of the bytes; also the stored name")
    district = models.ForeignKey("households.District", models.PROTECT, related_name="rosters")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rosters")
    arrived_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    changed = models.PositiveSmallIntegerField(_("แก้ไขแล้ว"), default=0)
    added = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", help_text="whose accounts it made: each needs a slip"
    )

    declared = personal(plain="id name digest district uploaded_by arrived_at confirmed_at changed")

    class Meta:
        verbose_name = _("รายชื่อเจ้าหน้าที่")
        verbose_name_plural = _("รายชื่อเจ้าหน้าที่")
        ordering = ["-arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "district", "uploaded_by"], name="roster_the_same_file_is_one"
            ),
        ]

    def __str__(self):
        return self.name
