"""The steering group, the monitoring group and its six sub-committees, and the seats in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class CommitteeKind(models.TextChoices):
    STEERING = "steering", _("คณะทำงานการขับเคลื่อนโครงการ")
    MONITORING = "monitoring", _("คณะทำงานสนับสนุนและกำกับติดตาม")
    SUB = "sub", _("คณะทำงานย่อย")


class Committee(models.Model):
    """`number` is 1–6 for the sub-committees; the two working groups have none."""

    order = models.ForeignKey(
        "committees.Order", models.PROTECT, related_name="committees", verbose_name=_("คำสั่ง")
    )
    kind = models.CharField(_("ชนิดคณะ"), max_length=10, choices=CommitteeKind)
    number = models.PositiveSmallIntegerField(_("คณะที่"), null=True, blank=True, unique=True)
    name = models.CharField(_("ชื่อคณะ"), max_length=200)
    short_name = models.CharField(_("ชื่อย่อ"), max_length=60)
    duty = models.TextField(_("หน้าที่"), blank=True)

    declared = personal(plain="order kind number name short_name duty")

    class Meta:
        verbose_name = _("คณะทำงาน")
        verbose_name_plural = _("คณะทำงาน")
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="sub", number__in=[1, 2, 3, 4, 5, 6])
                | (~Q(kind="sub") & Q(number__isnull=True)),
                name="committee_six_subs",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def unnamed(self):
        """Seats that no public source names; after a prefetch of `sitting`."""
        return sum(1 for seat in self.sitting if not seat.position and not seat.officer_id)


class SeatKind(models.TextChoices):
    CHAIR = "chair", _("ประธาน")
    VICE = "vice", _("รองประธาน")
    MEMBER = "member", _("กรรมการ")
    SECRETARY = "secretary", _("เลขานุการ")


class SeatQuerySet(models.QuerySet):
    def active(self, on=None):
        on = on or today()
        return self.filter(started_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Seat(models.Model):
    """A chair named by the order; `officer` is the person who sits in it now, empty until known."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats", verbose_name=_("คณะ"))
    kind = models.CharField(_("ตำแหน่งในคณะ"), max_length=10, choices=SeatKind)
    position = models.CharField(
        _("โดยตำแหน่ง"), max_length=150, blank=True, help_text="empty: not named in public"
    )
    place = models.PositiveSmallIntegerField(_("ลำดับ"), default=0)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("ผู้ดำรง"),
    )
    started_on = models.DateField(_("ตั้งแต่"))
    ended_on = models.DateField(_("ถึง"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    declared = personal(plain="committee kind position place officer started_on ended_on")

    class Meta:
        verbose_name = _("ที่นั่งในคณะ")
        verbose_name_plural = _("ที่นั่งในคณะ")
        ordering = ["committee", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="seat_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["committee", "place"],
                condition=Q(ended_on__isnull=True),
                name="seat_one_open_a_place",
            ),
        ]

    def __str__(self):
        return f"{self.committee} {self.get_kind_display()}"
