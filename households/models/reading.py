"""How a survey file is read, and what people said about it: its sheets' heads, the meaning of columns, places by hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class SheetHead(models.Model):
    """The first rows of one sheet and how they were read, so that a person can look and correct."""

    file = models.ForeignKey("households.SurveyFile", models.CASCADE, related_name="heads")
    order = models.PositiveSmallIntegerField()
    sheet = models.CharField(_("แผ่นงาน"), max_length=100)
    hidden = models.BooleanField(default=False)
    height = models.PositiveIntegerField(default=0, help_text="rows of the sheet")
    top = models.JSONField(
        default=list, help_text="its first rows as they stand, anything like a citizen id masked"
    )
    merged = models.JSONField(default=list, blank=True)
    first_row = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of the header; empty: none was found"
    )
    header_row = models.PositiveSmallIntegerField(null=True, blank=True, help_text="last row of the header")
    meanings = models.JSONField(default=dict, blank=True, help_text="{position from 0: what it is read as}")
    signature = models.CharField(
        max_length=64,
        blank=True,
        help_text="of the remembered mapping it was read with; empty: by the headers",
    )

    declared = personal(
        free_text="top",
        plain="file order sheet hidden height merged first_row header_row meanings signature",
    )

    class Meta:
        verbose_name = _("หัวแผ่นงาน")
        verbose_name_plural = _("หัวแผ่นงาน")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["file", "order"], name="sheet_head_once_a_file")]

    def __str__(self):
        return self.sheet


class ColumnMapping(models.Model):
    """What a person said that the columns under these headers mean; used for every file with the same headers."""

    signature = models.CharField(max_length=64, primary_key=True, help_text="of the headers by position")
    rows = models.PositiveSmallIntegerField(help_text="rows of the header: 1 or 2")
    meanings = models.JSONField(help_text="{position from 0: what it is read as}")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    declared = personal(plain="signature rows meanings decided_by decided_at")

    class Meta:
        verbose_name = _("การจับคู่คอลัมน์")
        verbose_name_plural = _("การจับคู่คอลัมน์")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(rows__in=(1, 2)), name="column_mapping_one_or_two_rows")
        ]

    def __str__(self):
        return self.signature[:12]


class Unplaced(models.Model):
    """Words of a file that name none of the subdistricts: its rows wait until a person says which one is meant."""

    file = models.ForeignKey("households.SurveyFile", models.CASCADE, related_name="unplaced")
    district_words = models.CharField(_("อำเภอในไฟล์"), max_length=100, blank=True)
    subdistrict_words = models.CharField(_("ตำบลในไฟล์"), max_length=100, blank=True)
    code = models.CharField(_("รหัสในไฟล์"), max_length=100, blank=True)
    rows = models.PositiveIntegerField(_("จำนวนแถว"))
    cells = models.JSONField(default=list, help_text="where the first of them stand")

    declared = personal(free_text="district_words subdistrict_words code", plain="file rows cells")

    class Meta:
        verbose_name = _("ที่อยู่ที่รอเลือกตำบล")
        verbose_name_plural = _("ที่อยู่ที่รอเลือกตำบล")
        ordering = ["-rows", "id"]

    def __str__(self):
        return str(self.pk)


class FilePlace(models.Model):
    """What these words mean in this one file, said by a person."""

    file = models.ForeignKey("households.SurveyFile", models.CASCADE, related_name="places")
    district_words = models.CharField(_("อำเภอในไฟล์"), max_length=100, blank=True)
    subdistrict_words = models.CharField(_("ตำบลในไฟล์"), max_length=100, blank=True)
    code = models.CharField(_("รหัสในไฟล์"), max_length=100, blank=True)
    subdistrict = models.ForeignKey("households.Subdistrict", models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    declared = personal(
        free_text="district_words subdistrict_words code", plain="file subdistrict decided_by decided_at"
    )

    class Meta:
        verbose_name = _("ตำบลที่เลือกให้ไฟล์")
        verbose_name_plural = _("ตำบลที่เลือกให้ไฟล์")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "district_words", "subdistrict_words", "code"], name="file_place_once_a_file"
            )
        ]

    def __str__(self):
        return str(self.subdistrict)
