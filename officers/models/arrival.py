"""The visits of one phone are numbered as they are written there, so that one which never comes can be missed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class ArrivalState(models.TextChoices):
    RECORDED = "recorded", _("บันทึกแล้ว")
    REVIEW = "review", _("รอผู้ประสานงานตรวจ")
    GIVEN_UP = "given_up", _("เจ้าของรับทราบแล้ว")


class ArrivalQuerySet(models.QuerySet):
    def note(self, *, officer, device, number, key, outcome, at):
        """Told twice is noted once; a phone that cannot count is no reason to refuse its visit."""
        if device and number:
            self.get_or_create(
                officer=officer,
                device=device,
                number=number,
                defaults={"visit_key": key, "outcome": outcome, "arrived_at": at},
            )


class Arrival(models.Model):
    """Number 7 of this device: arrived, or given up by the person who wrote it."""

    device = models.UUIDField()
    number = models.PositiveIntegerField(_("ฉบับที่"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="arrivals")
    visit_key = models.UUIDField(null=True, help_text="of the visit, or of the one that waits for review")
    outcome = models.CharField(_("ผล"), max_length=8, choices=ArrivalState)
    arrived_at = models.DateTimeField(_("มาถึงเมื่อ"))

    objects = ArrivalQuerySet.as_manager()
    declared = personal(plain="device number officer visit_key outcome arrived_at")

    class Meta:
        verbose_name = _("ฉบับที่มาถึง")
        verbose_name_plural = _("ฉบับที่มาถึง")
        ordering = ["device", "number"]
        constraints = [
            # A device belongs to one sign-in name: another's with the same id would be a stranger's guess.
            models.UniqueConstraint(fields=["officer", "device", "number"], name="arrival_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="arrival_numbers_begin_at_one"),
        ]
