"""What a family said yes to, and when it took that back. Only what is not owed by law is asked: the card on the wall."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import now


class CardConsentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_on__isnull=True)


class CardConsent(models.Model):
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="card_consents")
    given_by = models.CharField(_("ผู้ให้ความยินยอม"), max_length=200)
    given_on = models.DateField(_("ยินยอมเมื่อ"))
    shows_phone = models.BooleanField(_("พิมพ์เบอร์ของคู่เสี่ยว"), default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now)
    revoked_on = models.DateField(_("ถอนความยินยอมเมื่อ"), null=True, blank=True)
    revoked_words = models.CharField(_("ถอนเพราะอะไร"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CardConsentQuerySet.as_manager()
    declared = personal(
        name="given_by",
        free_text="revoked_words",
        plain="household given_on shows_phone recorded_by recorded_at revoked_on revoked_by",
    )

    class Meta:
        verbose_name = _("ความยินยอมให้พิมพ์บัตร")
        verbose_name_plural = _("ความยินยอมให้พิมพ์บัตร")
        ordering = ["-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(revoked_on__isnull=True), name="card_one_consent"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("given_on")),
                name="card_revoked_after_given",
            ),
            models.CheckConstraint(condition=~Q(given_by=""), name="card_given_by_somebody"),
        ]

    def __str__(self):
        return f"{self.given_on}"
