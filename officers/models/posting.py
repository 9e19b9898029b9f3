from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class Role(models.TextChoices):
    """The roles that a posting gives. A seat on a committee gives the eighth, COMMITTEE, by itself."""

    OFFICER = "officer", _("ข้าราชการคู่เสี่ยว")
    DISTRICT = "district", _("ผู้ประสานงานอำเภอ")
    PROVINCE = "province", _("สำนักงานจังหวัด")
    IMPORTER = "importer", _("ผู้นำเข้าข้อมูล")
    VIEWER = "viewer", _("ผู้ดูยอดรวม")
    AUDITOR = "auditor", _("ผู้ตรวจสอบ")
    CENTRE = "centre", _("ศูนย์อำนวยการ (ศจพ.)")


COMMITTEE = "committee"


class PostingQuerySet(models.QuerySet):
    def active(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))

    def not_ended(self, on=None):
        """In force, or still to begin."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on or today()))


class Posting(models.Model):
    """person × role × area × dates. Ends at the start of ended_on. Several at once: rights are the union."""

    officer = models.ForeignKey("officers.Officer", models.PROTECT, related_name="postings")
    role = models.CharField(_("บทบาท"), max_length=12, choices=Role)
    district = models.ForeignKey(
        "households.District", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()
    declared = personal(plain="officer role district started_on ended_on")

    class Meta:
        verbose_name = _("การประจำตำแหน่ง")
        verbose_name_plural = _("การประจำตำแหน่ง")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["officer", "district"], district__isnull=False)
                | Q(role__in=["province", "importer", "viewer", "auditor", "centre"], district__isnull=True),
                name="posting_area_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="posting_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["officer", "role", "district"],
                condition=Q(ended_on__isnull=True, district__isnull=False),
                name="posting_open_once_a_district",
            ),
            models.UniqueConstraint(
                fields=["officer", "role"],
                condition=Q(ended_on__isnull=True, district__isnull=True),
                name="posting_open_once_in_the_province",
            ),
        ]

    @property
    def not_over(self):
        return self.ended_on is None or self.ended_on > today()

    @property
    def in_force(self):
        return self.started_on <= today() and self.not_over
