"""A spreadsheet's way: arrived → checked → confirmed → written → undone; or refused, or cancelled.

Written by districts, it goes round: confirmed → arrived → checked, until all of it is written or a person leaves it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Stage(models.TextChoices):
    ARRIVED = "arrived", _("รับไฟล์แล้ว รอตรวจ")
    CHECKED = "checked", _("ตรวจแล้ว รอยืนยัน")
    CONFIRMED = "confirmed", _("ยืนยันแล้ว กำลังบันทึก")
    WRITTEN = "written", _("บันทึกแล้ว")
    UNDOING = "undoing", _("กำลังย้อนคืน")
    UNDONE = "undone", _("ย้อนคืนแล้ว")
    REFUSED = "refused", _("ใช้ไม่ได้ทั้งไฟล์")
    CANCELLED = "cancelled", _("ยกเลิกแล้ว")


class SurveyFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("ชื่อไฟล์"), max_length=200)
    digest = models.CharField(
        max_length=64, db_index=True, help_text="sha256 of the bytes; also the stored name"
    )
    size = models.PositiveBigIntegerField(help_text="bytes")
    year = models.PositiveSmallIntegerField(_("ปีที่สำรวจ (พ.ศ.)"))
    sheets = models.JSONField(
        default=list, blank=True, help_text="chosen sheet names; empty: all with a header"
    )
    stage = models.CharField(_("สถานะ"), max_length=10, choices=Stage, default=Stage.ARRIVED)
    skip_refused = models.BooleanField(default=False)
    districts = models.JSONField(
        default=list, blank=True, help_text="codes chosen at the last confirmation; empty: all"
    )
    written_districts = models.JSONField(default=list, blank=True, help_text="codes of those already written")
    checks = models.PositiveSmallIntegerField(
        default=1, help_text="how often it was to be checked, or called off; each has its own job"
    )
    moved = models.BooleanField(
        default=False, help_text="the register changed after the last check; checked again"
    )
    counts = models.JSONField(default=dict, blank=True, help_text="Checked.summary() of the rehearsal")
    effect = models.JSONField(default=dict, blank=True, help_text="surveys/effects.py: {district: counts}")
    layouts = models.JSONField(default=list, blank=True, help_text="what was read of which sheet")
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="of the rehearsal; writing must match it"
    )
    refusal = models.CharField(max_length=400, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    repair = models.BooleanField(
        default=False, help_text="Thai letters that were read as Latin ones are turned back; a person said so"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True, blank=True, help_text="the last part of it")
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    declared = personal(
        plain="id name digest size year sheets stage skip_refused districts written_districts checks moved counts effect layouts "
        "fingerprint refusal refusal_code repair uploaded_by confirmed_by arrived_at written_at undone_by undone_at"
    )

    class Meta:
        verbose_name = _("ไฟล์สำรวจ")
        verbose_name_plural = _("ไฟล์สำรวจ")
        ordering = ["-arrived_at"]

    def __str__(self):
        return self.name

    @property
    def job_key(self):
        return f"{self.pk}:{self.checks}"

    def same_bytes(self):
        """The files before this one with the same content that were not given up, the newest first."""
        gone = (Stage.REFUSED, Stage.CANCELLED, Stage.UNDONE)
        earlier = SurveyFile.objects.filter(digest=self.digest, arrived_at__lt=self.arrived_at)
        return earlier.exclude(stage__in=gone).exclude(pk=self.pk)


class Finding(models.Model):
    """One cell or row that needs a word. `value` is as it stood, ids masked."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="findings", db_index=False)
    sheet = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=12, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=12)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=500)

    declared = personal(free_text="value message", plain="file sheet cell row column verdict code")

    class Meta:
        verbose_name = _("ข้อค้นพบ")
        verbose_name_plural = _("ข้อค้นพบ")
        ordering = ["id"]
        indexes = [models.Index(fields=["file", "verdict", "code"])]


class CheckedRow(models.Model):
    """What the rehearsal says will become of one row of the file."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    district = models.CharField(
        max_length=4, blank=True, help_text="code; empty where the place is not known"
    )
    below_line = models.BooleanField(
        null=True, blank=True, help_text="by the income in the file; empty: not stated"
    )
    household = models.ForeignKey(
        "households.Household", models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    head_name = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=250, blank=True)
    differences = models.JSONField(
        default=list, blank=True, help_text="[field, value now, value in the file]"
    )

    declared = personal(
        name="head_name",
        address="place",
        money="differences below_line",
        plain="file sheet row outcome district household",
    )

    class Meta:
        verbose_name = _("แถวที่ตรวจแล้ว")
        verbose_name_plural = _("แถวที่ตรวจแล้ว")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["file", "outcome", "district"]),
            models.Index(
                fields=["household"],
                condition=models.Q(household__isnull=False),
                name="checked_row_household",
            ),
        ]


class UndoImage(models.Model):
    """What one handful of a file's rows made and changed, so that it can be taken back.

    made {model: {columns, rows: ["household key signature"]}} · changed {model: [[household, key, {column: [old, new]}]]},
    values as they lie in the database: a citizen id is its token."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="images")
    made = models.JSONField(default=dict, blank=True)
    changed = models.JSONField(default=dict, blank=True)

    declared = personal(free_text="changed", plain="file made")

    class Meta:
        verbose_name = _("ภาพก่อนบันทึก")
        verbose_name_plural = _("ภาพก่อนบันทึก")
        ordering = ["id"]


class NotUndone(models.Model):
    """A household that undoing a file left as it is, because somebody or a later file touched it since."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="not_undone")
    household = models.ForeignKey("households.Household", models.CASCADE, related_name="+")
    reasons = models.JSONField(
        default=list, help_text='"edited:<model>" of a row that changed since, or the model that hangs on it'
    )

    declared = personal(plain="file household reasons")

    class Meta:
        verbose_name = _("ครัวเรือนที่ไม่ได้ย้อนคืน")
        verbose_name_plural = _("ครัวเรือนที่ไม่ได้ย้อนคืน")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["file", "household"], name="not_undone_once")]
