from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import sort_key


class AgencyKind(models.Model):
    """What offices of a kind can do for a family: which needs they answer."""

    code = models.CharField(_("รหัส"), max_length=20, primary_key=True)
    name_th = models.CharField(_("ชนิดหน่วยงาน"), max_length=80)
    needs = models.ManyToManyField(
        "households.Need", blank=True, related_name="agency_kinds", verbose_name=_("ช่วยเรื่อง")
    )

    declared = personal(plain="code name_th")

    class Meta:
        verbose_name = _("ชนิดหน่วยงาน")
        verbose_name_plural = _("ชนิดหน่วยงาน")
        ordering = ["code"]

    def __str__(self):
        return self.name_th


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
    kind = models.ForeignKey(
        AgencyKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("ชนิดหน่วยงาน"),
    )
    subdistrict = models.ForeignKey(
        "households.Subdistrict",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ตั้งอยู่ตำบล"),
    )
    latitude = models.FloatField(_("ละติจูด"), null=True, blank=True)
    longitude = models.FloatField(_("ลองจิจูด"), null=True, blank=True)

    declared = personal(plain="name name_key district kind subdistrict latitude longitude")

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
