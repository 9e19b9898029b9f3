from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import sort_key


class Agency(models.Model):
    """หน่วยงาน: the employer an officer is lent by; province-wide when it has no district."""

    name = models.CharField(_("ชื่อหน่วยงาน"), max_length=200)
    name_key = models.CharField(max_length=1000, blank=True, editable=False)
    district = models.ForeignKey(
        "households.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("อำเภอ"),
    )

    declared = personal(plain="name name_key district")

    class Meta:
        verbose_name = _("หน่วยงาน")
        verbose_name_plural = _("หน่วยงาน")
        ordering = ["name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "district"],
                condition=Q(district__isnull=False),
                name="agency_once_a_district",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(district__isnull=True), name="agency_once_in_the_province"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = sort_key(self.name)
        super().save(*args, **kwargs)
