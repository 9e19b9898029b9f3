import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.fields import EncryptedTextField


class VisitDraft(models.Model):
    """What an officer has typed of a visit and not yet saved, so that another phone of his can go on. Nobody else sees it."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visit_drafts")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="visit_drafts")
    fields = EncryptedTextField(_("ที่พิมพ์ไว้"), help_text="JSON: names of the form's fields and their values")
    key = models.UUIDField(null=True, help_text="of the form it was typed in: the phone knows its own again")
    saved_at = models.DateTimeField(_("บันทึกเมื่อ"))

    declared = personal(free_text="fields", plain="officer household key saved_at")

    class Meta:
        verbose_name = _("ร่างบันทึกเยี่ยม")
        verbose_name_plural = _("ร่างบันทึกเยี่ยม")
        constraints = [models.UniqueConstraint(fields=["officer", "household"], name="draft_one_a_household")]

    @property
    def told(self):
        return json.loads(self.fields)
