"""Rows of a file that look like households on record, and what a person said of each. Sheet and row name a row, for the
bytes of a file never change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.likeness import SIGNS
from kusiao.audit import personal


class RowSuspect(models.Model):
    """What the last check found: the row would be a new household, and this one may be it. `signs`: [code, how many]."""

    file = models.ForeignKey("households.SurveyFile", models.CASCADE, related_name="suspects")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    head_name = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=250, blank=True)
    household = models.ForeignKey("households.Household", models.CASCADE, related_name="+")
    signs = models.JSONField()

    declared = personal(name="head_name", address="place", plain="file sheet row household signs")

    class Meta:
        verbose_name = _("แถวที่อาจเป็นครัวเรือนที่มีอยู่แล้ว")
        verbose_name_plural = _("แถวที่อาจเป็นครัวเรือนที่มีอยู่แล้ว")
        ordering = ["id"]

    def __str__(self):
        return f"{self.sheet} {self.row}"

    @property
    def reasons(self):
        return [SIGNS[code][1] % {"count": count} for code, count in self.signs]


class RowAnswer(models.Model):
    """A person's word about such a row: it is that household, or (`household` empty) really new."""

    file = models.ForeignKey("households.SurveyFile", models.CASCADE, related_name="answers")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    household = models.ForeignKey(
        "households.Household", models.CASCADE, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    declared = personal(plain="file sheet row household decided_by decided_at")

    class Meta:
        verbose_name = _("คำตอบเรื่องแถวที่อาจซ้ำ")
        verbose_name_plural = _("คำตอบเรื่องแถวที่อาจซ้ำ")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["file", "sheet", "row"], name="row_answer_once_a_row")]

    def __str__(self):
        return f"{self.sheet} {self.row}"
