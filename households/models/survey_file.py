"""A spreadsheet's way: arrived → checked → confirmed → written; or refused, or cancelled."""

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
    checks = models.PositiveSmallIntegerField(
        default=1, help_text="how often it was to be checked; each has its own job"
    )
    moved = models.BooleanField(
        default=False, help_text="the register changed after the last check; checked again"
    )
    counts = models.JSONField(default=dict, blank=True, help_text="Checked.summary() of the rehearsal")
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
    written_at = models.DateTimeField(null=True, blank=True)

    declared = personal(
        plain="id name digest size year sheets stage skip_refused checks moved counts layouts fingerprint refusal refusal_code repair uploaded_by confirmed_by arrived_at "
        "written_at"
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
        gone = (Stage.REFUSED, Stage.CANCELLED)
        earlier = SurveyFile.objects.filter(digest=self.digest, arrived_at__lt=self.arrived_at)
        return earlier.exclude(stage__in=gone).exclude(pk=self.pk)


class Finding(models.Model):
    """One cell or row that needs a word. `value` is as it stood, ids masked."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="findings")
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

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    household = models.ForeignKey(
        "households.Household", models.CASCADE, null=True, blank=True, related_name="+"
    )
    head_name = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=250, blank=True)
    differences = models.JSONField(
        default=list, blank=True, help_text="[field, value now, value in the file]"
    )

    declared = personal(
        name="head_name", address="place", money="differences", plain="file sheet row outcome household"
    )

    class Meta:
        verbose_name = _("แถวที่ตรวจแล้ว")
        verbose_name_plural = _("แถวที่ตรวจแล้ว")
        ordering = ["id"]
        indexes = [models.Index(fields=["file", "outcome"])]
