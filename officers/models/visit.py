import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class VisitKind(models.TextChoices):
    VISIT = "visit", _("เยี่ยมบ้าน พบคนในบ้าน")
    ATTEMPT = "attempt", _("ไปถึงบ้าน ไม่พบใคร")
    CONTACT = "contact", _("โทรหรือแชต")


class PhotoGone(models.TextChoices):
    """Why a photo is taken away again."""

    CONSENT = "consent", _("ครอบครัวถอนความยินยอม")
    SOMEBODY = "somebody", _("มีคนอื่นที่ไม่ได้ยินยอมอยู่ในภาพ")
    WRONG = "wrong", _("ภาพผิดบ้านหรือผิดเรื่อง")


class VisitQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(counted=True)


class Told(models.Model):
    """What an officer tells of one trip, attempt or call. `key` is made by the phone, so that sending twice leaves one row."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("แบบ"), max_length=8, choices=VisitKind)
    visited_on = models.DateField(_("วันที่เยี่ยม"))
    met = models.CharField(_("พบใคร"), max_length=200, blank=True)
    done = models.TextField(_("ทำอะไรบ้าง"), blank=True)
    changed = models.TextField(_("มีอะไรเปลี่ยนไป"), blank=True)
    income_month = models.PositiveIntegerField(_("รายได้เดือนนี้ (บาท)"), null=True, blank=True)
    next_on = models.DateField(_("นัดครั้งต่อไป"), null=True, blank=True)
    latitude = models.FloatField(_("จุดที่บันทึก"), null=True, blank=True)
    longitude = models.FloatField(_("จุดที่บันทึก"), null=True, blank=True)
    photo = models.CharField(
        _("ภาพถ่าย"), max_length=64, blank=True, help_text="sha256 of the picture as it is kept"
    )
    photo_sent = models.CharField(
        max_length=64, blank=True, help_text="sha256 of the bytes as the phone sent them"
    )
    photo_agreed = models.BooleanField(_("ครอบครัวยินยอมให้เก็บภาพ"), default=False)
    captured_at = models.DateTimeField(help_text="by the device's clock")
    received_at = models.DateTimeField(help_text="by the server's clock")
    received_on = models.DateField(help_text="the Bangkok date of received_at")

    told_columns = {
        "free_text": "met done changed",
        "money": "income_month",
        "address": "latitude longitude",
        "plain": "key kind visited_on next_on photo photo_sent photo_agreed captured_at received_at received_on",
    }

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(visited_on__lte=F("received_on")), name="%(class)s_never_in_the_future"
            ),
            models.CheckConstraint(
                condition=Q(photo="") | Q(photo_agreed=True), name="%(class)s_photo_was_agreed_to"
            ),
        ]


class Visit(Told):
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="visits")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits")
    counted = models.BooleanField(default=False, editable=False)
    needs = models.ManyToManyField(
        "households.Need", blank=True, related_name="visits", verbose_name=_("สิ่งที่ขาด")
    )

    objects = VisitQuerySet.as_manager()
    declared = personal(
        **{**Told.told_columns, "plain": f"{Told.told_columns['plain']} household officer counted"}
    )

    class Meta(Told.Meta):
        abstract = False
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
            *Told.Meta.constraints,
        ]

    @property
    def photo_address(self):
        return reverse("officers:visit_photo", args=[self.key]) if self.photo else ""

    @property
    def photo_page(self):
        """The picture with what may be done about it."""
        return reverse("officers:visit_photo_page", args=[self.key]) if self.photo else ""
