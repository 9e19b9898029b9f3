"""Reference rows that come with `migrate`. A place is resolved to one of these, never created from a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class District(models.Model):
    code = models.CharField(_("รหัส"), max_length=4, primary_key=True)
    name_th = models.CharField(_("อำเภอ"), max_length=80, unique=True)
    name_en = models.CharField(max_length=80)
    name_key = models.CharField(max_length=400, editable=False)
    latitude = models.FloatField(help_text="degrees, approximate centre")
    longitude = models.FloatField(help_text="degrees, approximate centre")
    village_count = models.PositiveSmallIntegerField()
    urban_community_count = models.PositiveSmallIntegerField(default=0)

    declared = personal(
        plain="code name_th name_en name_key latitude longitude village_count urban_community_count"
    )

    class Meta:
        verbose_name = _("อำเภอ")
        verbose_name_plural = _("อำเภอ")
        ordering = ["code"]

    def __str__(self):
        return self.name_th


class Subdistrict(models.Model):
    code = models.CharField(_("รหัส"), max_length=6, primary_key=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="subdistricts")
    name_th = models.CharField(_("ตำบล"), max_length=80)
    name_en = models.CharField(max_length=80)
    name_key = models.CharField(max_length=400, editable=False)

    declared = personal(plain="code district name_th name_en name_key")

    class Meta:
        verbose_name = _("ตำบล")
        verbose_name_plural = _("ตำบล")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name_th"], name="subdistrict_once_a_district")
        ]

    def __str__(self):
        return self.name_th


class Village(models.Model):
    """หมู่ or urban community: (subdistrict, หมู่ 1–99), made when an import is confirmed or a case is opened."""

    subdistrict = models.ForeignKey(Subdistrict, models.PROTECT, related_name="villages")
    moo = models.PositiveSmallIntegerField(_("หมู่ที่"))
    name = models.CharField(_("ชื่อหมู่บ้าน/ชุมชน"), max_length=120, blank=True)

    declared = personal(plain="subdistrict moo name")

    class Meta:
        verbose_name = _("หมู่บ้าน/ชุมชน")
        verbose_name_plural = _("หมู่บ้าน/ชุมชน")
        ordering = ["subdistrict_id", "moo"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "moo"], name="village_once_a_subdistrict"),
            models.CheckConstraint(condition=Q(moo__gte=1, moo__lte=99), name="village_moo_1_to_99"),
        ]

    def __str__(self):
        return f"หมู่ {self.moo} {self.name}".strip()


class PlaceAlias(models.Model):
    """A name or code that sheets use for a place and that is no subdistrict's own. Without a subdistrict it only says
    what the code is: somebody must still be asked where it lies."""

    district_words = models.CharField(_("อำเภอในไฟล์"), max_length=100, blank=True)
    subdistrict_words = models.CharField(_("ตำบลในไฟล์"), max_length=100, blank=True)
    code = models.CharField(_("รหัสในไฟล์"), max_length=100, blank=True)
    name_th = models.CharField(_("ชื่อหน่วยสำรวจ"), max_length=120, blank=True)
    subdistrict = models.ForeignKey(
        Subdistrict, models.PROTECT, null=True, blank=True, related_name="aliases", verbose_name=_("ตำบล")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    declared = personal(
        plain="district_words subdistrict_words code name_th subdistrict decided_by decided_at"
    )

    class Meta:
        verbose_name = _("ชื่ออื่นของตำบล")
        verbose_name_plural = _("ชื่ออื่นของตำบล")
        ordering = ["code", "district_words", "subdistrict_words"]
        constraints = [
            models.UniqueConstraint(
                fields=["district_words", "subdistrict_words", "code"], name="place_alias_once"
            ),
            models.CheckConstraint(
                condition=~Q(district_words="", subdistrict_words="", code=""),
                name="place_alias_says_something",
            ),
        ]

    def __str__(self):
        return self.name_th or self.code or f"{self.district_words} {self.subdistrict_words}".strip()
