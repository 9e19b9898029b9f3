"""Two case files that were one family's: what was put together, and how it is taken apart again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.fields import EncryptedTextField
from kusiao.thai import now


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """`skipped`: what an undoing left as it was, because somebody had touched it: [label, key, columns]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey("households.Household", models.PROTECT, related_name="merges")
    gone = models.ForeignKey("households.Household", models.PROTECT, related_name="ways_in")
    reason = models.CharField(_("เหตุผลที่รวม"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.CharField(_("เหตุผลที่แยกกลับ"), max_length=300, blank=True)
    skipped = models.JSONField(default=list, blank=True)

    objects = MergeQuerySet.as_manager()
    declared = personal(
        free_text="reason undo_reason", plain="id kept gone made_by made_at undone_by undone_at skipped"
    )

    class Meta:
        verbose_name = _("การรวมแฟ้มครัวเรือน")
        verbose_name_plural = _("การรวมแฟ้มครัวเรือน")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="merge_one_way_in"
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="")
                | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
                name="merge_undone_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d}"


class MergedRow(models.Model):
    """One row that a merge changed: which, and which columns; the values before and after are encrypted, and retention
    may empty them (the merge can then no longer be undone)."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows")
    label = models.CharField(max_length=60, help_text="app.model")
    key = models.CharField(max_length=40)
    columns = models.JSONField()
    before = EncryptedTextField(blank=True)
    after = EncryptedTextField(blank=True)

    declared = personal(identity="before after", plain="merge label key columns")

    class Meta:
        verbose_name = _("รายการที่รวมแฟ้ม")
        verbose_name_plural = _("รายการที่รวมแฟ้ม")
        ordering = ["id"]

    def __str__(self):
        return f"{self.label} {self.key}"
