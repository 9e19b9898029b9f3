"""Report: figures frozen at a cut-off, numbered, signed, its bytes fixed. Delivery: one report, one addressee, sent once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import Period


class ReportKind(models.TextChoices):
    MONTH = "month", _("รายเดือน")
    QUARTER = "quarter", _("รายไตรมาส")
    YEAR = "year", _("รายปี")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("ร่าง")
    CHECKED = "checked", _("ตรวจแล้ว รอลงนาม")
    SIGNED = "signed", _("ลงนามแล้ว")


class ReportQuerySet(models.QuerySet):
    def seen_by(self, person):
        """The province sees every report, the centre the signed ones, nobody else any."""
        if "province" in person.roles:
            return self
        return self.filter(state=ReportState.SIGNED) if "centre" in person.roles else self.none()

    def of(self, period):
        return self.filter(kind=period.kind, starts_on=period.start)


class Report(models.Model):
    """A half-open period [starts_on, ends_on). A correction is a new edition, never a change of a signed one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("เลขที่รายงาน"), max_length=30, unique=True)
    kind = models.CharField(_("ชนิด"), max_length=8, choices=ReportKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    edition = models.PositiveSmallIntegerField(_("ฉบับที่"), default=1)
    state = models.CharField(_("สถานะ"), max_length=8, choices=ReportState, default=ReportState.DRAFT)
    cut_off = models.DateTimeField(_("ข้อมูล ณ"), help_text="nothing received later is in it")
    figures = models.JSONField(help_text="frozen; reports.figures.monthly reads and writes it")
    problems = models.TextField(_("ปัญหา อุปสรรค"), blank=True)
    proposals = models.TextField(_("ข้อเสนอแนะ"), blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    letter_number = models.CharField(_("เลขที่หนังสือ"), max_length=60, blank=True)
    letter_date = models.DateField(_("ลงวันที่"), null=True, blank=True)
    signed_scan = models.CharField(max_length=64, blank=True, help_text="sha256 of the stored scan")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    xlsx_sha256 = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()
    declared = personal(
        free_text="problems proposals",
        survey="figures",
        plain="id number kind starts_on ends_on edition state cut_off version edited_by made_at checked_by checked_at "
        "letter_number letter_date signed_scan signed_by signed_at pdf_sha256 xlsx_sha256",
    )

    class Meta:
        verbose_name = _("รายงาน")
        verbose_name_plural = _("รายงาน")
        ordering = ["-starts_on", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "starts_on", "edition"], name="report_once_a_period_and_edition"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="report_period_not_empty"),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | (
                    ~Q(letter_number="")
                    & Q(letter_date__isnull=False)
                    & ~Q(pdf_sha256="")
                    & ~Q(xlsx_sha256="")
                ),
                name="report_signed_has_letter_and_bytes",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def period(self):
        return Period(self.kind, self.starts_on, self.ends_on)


class Addressee(models.Model):
    """ผู้รับรายงาน: who gets which kind of report."""

    name = models.CharField(_("ผู้รับ"), max_length=200)
    email = models.EmailField(_("อีเมล"))
    kind = models.CharField(_("รายงาน"), max_length=8, choices=ReportKind)
    needs_signature = models.BooleanField(_("ส่งเมื่อลงนามแล้วเท่านั้น"), default=True)
    is_active = models.BooleanField(_("ใช้อยู่"), default=True)

    declared = personal(contact="name email", plain="kind needs_signature is_active")

    class Meta:
        verbose_name = _("ผู้รับรายงาน")
        verbose_name_plural = _("ผู้รับรายงาน")
        constraints = [models.UniqueConstraint(fields=["email", "kind"], name="addressee_once_a_kind")]

    def __str__(self):
        return self.name


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("รอส่ง")
    SENDING = "sending", _("กำลังส่ง")
    SENT = "sent", _("ส่งแล้ว")
    ACKNOWLEDGED = "acknowledged", _("ผู้รับยืนยันแล้ว")
    FAILED = "failed", _("ส่งไม่สำเร็จ")


class DigestState(models.TextChoices):
    WAITING = "waiting", _("รอส่ง")
    SENDING = "sending", _("กำลังส่ง")
    SENT = "sent", _("ส่งแล้ว")
    NOTHING = "nothing", _("ไม่มีเรื่องต้องบอก")
    FAILED = "failed", _("ส่งไม่สำเร็จ")


class DigestQuerySet(models.QuerySet):
    def unsent(self):
        return self.exclude(state__in=[DigestState.SENT, DigestState.NOTHING])

    def claim(self, pk):
        """As with a delivery: the digest if it still has to go, else None."""
        if not self.unsent().filter(pk=pk).update(state=DigestState.SENDING):
            return None
        return self.select_related("person").get(pk=pk)


class Digest(models.Model):
    """One mail a person and week, however many roles he has; the same Message-ID for every copy of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    week_of = models.DateField(_("สัปดาห์ของวันจันทร์ที่"))
    state = models.CharField(max_length=8, choices=DigestState, default=DigestState.WAITING)
    message_id = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DigestQuerySet.as_manager()
    declared = personal(plain="person week_of state message_id sent_at created_at")

    class Meta:
        verbose_name = _("อีเมลประจำสัปดาห์")
        verbose_name_plural = _("อีเมลประจำสัปดาห์")
        constraints = [
            models.UniqueConstraint(fields=["person", "week_of"], name="digest_once_a_person_and_week"),
        ]


class DeliveryQuerySet(models.QuerySet):
    def unsent(self):
        return self.exclude(state__in=[DeliveryState.SENT, DeliveryState.ACKNOWLEDGED])

    def claim(self, pk):
        """The delivery if it still has to go, else None. The lease of its job keeps two workers from one letter."""
        if not self.unsent().filter(pk=pk).update(state=DeliveryState.SENDING):
            return None
        return self.select_related("report", "addressee").get(pk=pk)


class Delivery(models.Model):
    """The outbox. At least once, always with the same Message-ID, so that copies can be told to be copies."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="deliveries")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    message_id = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()
    declared = personal(plain="report addressee state message_id sent_at acknowledged_at created_at")

    class Meta:
        verbose_name = _("การส่งรายงาน")
        verbose_name_plural = _("การส่งรายงาน")
        constraints = [
            models.UniqueConstraint(fields=["report", "addressee"], name="delivery_once_an_addressee"),
        ]

    def __str__(self):
        return f"{self.report} → {self.addressee}"
