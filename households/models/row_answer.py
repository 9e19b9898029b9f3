from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class RowAnswer(models.Model):
    """A person's word about a row that looks like a household on record: it is that one, or (`household` empty) really
    new. Sheet and row name it, for the bytes of a file never change."""

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
