"""A list that somebody took along: the row stays as the record of it, the content goes when its time is over."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Form(models.TextChoices):
    XLSX = "xlsx", _("ตารางคำนวณ (xlsx)")
    CSV = "csv", _("ข้อความคั่นด้วยจุลภาค (csv)")


class ExportQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(expires_at__gt=timezone.now(), content__isnull=False)

    def served_to(self, person):
        """Only to the one who made it, and only while he stands where he stood when he made it."""
        return self.kept().filter(made_by=person, standing=person.standing)

    def over(self):
        return self.filter(expires_at__lte=timezone.now(), content__isnull=False)


class Export(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    made_at = models.DateTimeField(_("ส่งออกเมื่อ"), default=timezone.now)
    page = models.CharField(max_length=60, help_text="the address of the list, by name")
    title = models.CharField(_("รายการ"), max_length=200)
    narrowed_to = models.CharField(_("เลือกเฉพาะ"), max_length=300, blank=True)
    columns = models.JSONField(_("ช่อง"), default=list)
    count = models.PositiveIntegerField(_("จำนวนแถว"))
    form = models.CharField(_("ชนิดไฟล์"), max_length=4, choices=Form)
    purpose = models.CharField(_("ใช้ทำอะไร"), max_length=200)
    standing = models.CharField(max_length=64, help_text="postings and seats of the maker, as a digest")
    expires_at = models.DateTimeField(_("ใช้ได้ถึง"))
    content = models.BinaryField(null=True, help_text="encrypted; nothing once it has expired")
    digest = models.CharField(max_length=64, help_text="sha256 of the file as it was handed out")

    objects = ExportQuerySet.as_manager()
    declared = personal(
        free_text="purpose",
        name="content",
        plain="id made_by made_at page title narrowed_to columns count form standing expires_at digest",
    )

    class Meta:
        verbose_name = _("ไฟล์ส่งออก")
        verbose_name_plural = _("ไฟล์ส่งออก")
        ordering = ["-made_at", "id"]

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def number(self):
        """What stands in the file and is asked for when a file is found: tells nothing of how many others there are."""
        return number_of(self.pk)

    @property
    def is_kept(self):
        return self.expires_at > timezone.now()


def number_of(key):
    return f"{key.int % 10**8:08d}"
