import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class VisitKind(models.TextChoices):
    VISIT = "visit", _("เยี่ยมบ้าน พบคนในบ้าน")
    ATTEMPT = "attempt", _("ไปถึงบ้าน ไม่พบใคร")
    CONTACT = "contact", _("โทรหรือแชต")


class VisitQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(counted=True)


class Visit(models.Model):
    """One trip, attempt or call. `key` is made by the phone, so that sending twice leaves one row."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="visits")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits")
    kind = models.CharField(_("แบบ"), max_length=8, choices=VisitKind)
    visited_on = models.DateField(_("วันที่เยี่ยม"))
    counted = models.BooleanField(default=False, editable=False)
    met = models.CharField(_("พบใคร"), max_length=200, blank=True)
    done = models.TextField(_("ทำอะไรบ้าง"), blank=True)
    changed = models.TextField(_("มีอะไรเปลี่ยนไป"), blank=True)
    income_month = models.PositiveIntegerField(_("รายได้เดือนนี้ (บาท)"), null=True, blank=True)
    needs = models.ManyToManyField(
        "households.Need", blank=True, related_name="visits", verbose_name=_("สิ่งที่ขาด")
    )
    next_on = models.DateField(_("นัดครั้งต่อไป"), null=True, blank=True)
    captured_at = models.DateTimeField(help_text="by the device's clock")
    received_at = models.DateTimeField(help_text="by the server's clock")
    received_on = models.DateField(help_text="the Bangkok date of received_at")

    objects = VisitQuerySet.as_manager()
    declared = personal(
        free_text="met done changed",
        money="income_month",
        plain="key household officer kind visited_on counted next_on captured_at received_at received_on",
    )

    class Meta:
        verbose_name = _("การเยี่ยม")
        verbose_name_plural = _("การเยี่ยม")
        ordering = ["-visited_on", "-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "visited_on"], condition=Q(counted=True), name="visit_one_counted_a_day"
            ),
            models.CheckConstraint(
                condition=Q(counted=False) | Q(kind="visit"), name="visit_only_visits_count"
            ),
            models.CheckConstraint(
                condition=Q(visited_on__lte=F("received_on")), name="visit_never_in_the_future"
            ),
        ]
