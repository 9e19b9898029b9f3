"""1 อาจารย์ 1 ตำบล: a lecturer who advises the friends of one subdistrict, and what they ask him."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today

ADVISER = "adviser"


class AdviserQuerySet(models.QuerySet):
    def active(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Adviser(models.Model):
    """From started_on to the day before ended_on. He reads totals and questions, never a case file."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="advising")
    subdistrict = models.ForeignKey("households.Subdistrict", models.PROTECT, related_name="advisers")
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)

    objects = AdviserQuerySet.as_manager()
    declared = personal(plain="officer subdistrict started_on ended_on")

    class Meta:
        verbose_name = _("อาจารย์ที่ปรึกษาตำบล")
        verbose_name_plural = _("อาจารย์ที่ปรึกษาตำบล")
        ordering = ["subdistrict", "-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subdistrict"], condition=Q(ended_on__isnull=True), name="adviser_one_a_subdistrict"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="adviser_ends_after_start",
            ),
        ]


class Question(models.Model):
    """Asked without the name of a family; answered once, in words."""

    subdistrict = models.ForeignKey("households.Subdistrict", models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions")
    asked_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(_("ถามว่า"))
    answer = models.TextField(_("คำตอบ"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("ตอบเมื่อ"), null=True, blank=True)

    declared = personal(
        free_text="text answer", plain="subdistrict asked_by asked_at answered_by answered_at"
    )

    class Meta:
        verbose_name = _("คำถามถึงอาจารย์ที่ปรึกษา")
        verbose_name_plural = _("คำถามถึงอาจารย์ที่ปรึกษา")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_in_words",
            )
        ]
