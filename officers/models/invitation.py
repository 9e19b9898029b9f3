from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class Invitation(models.Model):
    """ใบเชิญ: a printed one-time slip by which a person sets the first password, or a forgotten one again."""

    officer = models.ForeignKey("officers.Officer", models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=200)
    made_by = models.ForeignKey("officers.Officer", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="used, or replaced by a newer slip")
    tries = models.PositiveSmallIntegerField(default=0)

    declared = personal(
        secret="code_hash", plain="officer made_by made_at expires_at used_at closed_at tries"
    )

    class Meta:
        verbose_name = _("ใบเชิญ")
        verbose_name_plural = _("ใบเชิญ")
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(closed_at__isnull=True), name="invitation_one_open"
            ),
        ]
